"""What every test finds: a client that inspects each page. And what is left out where there is no browser."""

from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests.browser import program
from tests.html import PageClient
from tests.keys import FIRST_KEY, start_keys_at

# Tests ask what is right, never how long it takes: a busy machine is no fault of the code (benchmarks/ ask that).
settings.register_profile("lantoa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lantoa")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Rows of every test have keys of four figures: a page that prints one as a number (“1.003”) is found out."""
    with django_db_blocker.unblock():
        start_keys_at(FIRST_KEY)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test left in the cache (a code of a second factor that was used) is no matter of the next one."""
    cache.clear()


@pytest.fixture
def client() -> PageClient:
    """In place of pytest-django's: every HTML answer is inspected (tests/html.py)."""
    return PageClient()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything in tests/browser is a browser story; without a browser these are left out, not skipped one by one."""
    stories = [item for item in items if "tests/browser" in item.path.as_posix()]
    for item in stories:
        item.add_marker(pytest.mark.browser)
    if stories and not program.find():
        config.hook.pytest_deselected(items=stories)
        items[:] = [item for item in items if item not in stories]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """One line for what was left out."""
    if not program.find() and "not browser" not in config.option.markexpr:
        terminalreporter.write_line(program.MISSING, yellow=True, bold=True)
