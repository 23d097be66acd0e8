"""A browser for the session, and a page that allows no error in its console."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.chromium import NoBrowserError, launch
from tests.browser.serving import serving

_PAGES = ("words", "encode", "layers", "train", "memory", "rnn-vs-cnn")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one every test fails with a line that says what to install."""
    with sync_playwright() as playwright:
        try:
            chromium = launch(playwright)
        except NoBrowserError as error:
            pytest.fail(str(error), pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profile(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """One profile for all pages of the app: what was fetched and compiled once serves the next."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.new_page().goto(f"{server}/_stcore/health")  # a window that stays, so none is the last
    yield context
    context.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A projector's page; an error in its console or scripts fails the test."""
    if "server" in request.fixturenames:
        page = request.getfixturevalue("profile").new_page()
    else:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if _is_error(line) else None)
    yield page
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.close()
    assert errors == []


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The real app on a free port; gives its address."""
    with serving() as address:
        yield address


def _is_error(line: ConsoleMessage) -> bool:
    """Not Streamlit's own search for its server below a page's path."""
    url = line.location["url"]
    return line.type == "error" and not any(f"/{page}/_stcore/" in url for page in _PAGES)
