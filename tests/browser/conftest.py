"""What the stories stand on: a Chromium, a page, a person signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import program
from tests.browser.looking import DESK


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    path = program.find()
    assert path, program.MISSING
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop running in this thread, which Django takes for async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def open_context(chromium: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """A function that opens a browser of its own, as one more person has: Vietnamese, in Vietnam."""
    opened = []

    def make(**options: Any) -> BrowserContext:
        given = {"viewport": DESK, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        opened.append(chromium.new_context(base_url=live_server.url, **given))
        opened[-1].set_default_timeout(10_000)
        return opened[-1]

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page of a desk, not signed in. What the browser complains of (scripts, content policy) fails the test."""
    page = open_context().new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda got: complaints.append(f"{got.status} {got.url}") if got.status >= 500 else None)
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield page
    complaints = [one for one in complaints if "Failed to load resource" not in one]
    assert not complaints, "The browser complains:\n" + "\n".join(complaints)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[BrowserContext, Any], None]:
    """A function that signs a person into a browser without the form (which has a story of its own)."""

    def make(context: BrowserContext, user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return make
