"""What the stories stand on: a Chromium, a page, a person signed in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

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


# What a browser says of a line that a story took down itself, or of a session that it ended; answers of the server are
# judged by their status.
_OF_THE_LINE = (
    "Failed to load resource",
    "htmx:sendError",
    "htmx:afterRequest",
    "Status Error Code 401",
    "Status Error Code 403",
)


def _watch(context: BrowserContext, complaints: list[str]) -> None:
    """Note what the browser complains of: scripts, content policy, what the server could not do or has not."""

    def judge(got: Response) -> None:
        if got.status >= 500 or (got.status >= 400 and "/static/" in got.url):
            complaints.append(f"{got.status} {got.url}")

    context.on("weberror", lambda fault: complaints.append(str(fault.error)))
    context.on("response", judge)
    context.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)


@pytest.fixture
def open_context(chromium: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """A function that opens a browser of its own, as one more person has: Vietnamese, in Vietnam. What any of them
    complains of fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def make(**options: Any) -> BrowserContext:
        given = {"viewport": DESK, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        opened.append(chromium.new_context(base_url=live_server.url, **given))
        opened[-1].set_default_timeout(10_000)
        # The first page of a process imports every room and compiles the templates that all pages share.
        opened[-1].set_default_navigation_timeout(30_000)
        _watch(opened[-1], complaints)
        return opened[-1]

    yield make
    for context in opened:
        context.close()
    complaints = [one for one in complaints if not any(words in one for words in _OF_THE_LINE)]
    assert not complaints, "The browser complains:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page of a desk, not signed in."""
    return open_context().new_page()


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[BrowserContext, Any], None]:
    """A function that signs a person into a browser without the form (which has a story of its own)."""

    def make(context: BrowserContext, user: Any) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    return make
