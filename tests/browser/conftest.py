"""A browser for the session, and a page that allows no error in its console."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.chromium import NoBrowserError, launch_for_tests
from tests.browser.serving import serving

PROJECTOR: ViewportSize = {"width": 1280, "height": 720}
PATIENCE = 20_000  # ms in which a busy machine must show what is expected
_PAGES = ("words", "encode", "layers", "train", "memory", "rnn-vs-cnn")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one every test fails with a line that says what to install."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        try:
            chromium = launch_for_tests(playwright)
        except NoBrowserError as error:
            pytest.fail(str(error), pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def profile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One profile for all pages: what was fetched and compiled once serves the next."""
    context = browser.new_context(viewport=PROJECTOR)
    empty = tmp_path_factory.mktemp("profile") / "empty.html"
    empty.touch()
    context.new_page().goto(empty.as_uri())  # a window that stays, so that files keep their process
    yield context
    context.close()


@pytest.fixture
def page(
    browser: Browser, profile: BrowserContext, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A projector's page; an error in its console or scripts fails the test."""
    is_alone = request.node.get_closest_marker("own_profile") is not None
    place = browser.new_context(viewport=PROJECTOR) if is_alone else profile
    page = place.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if _is_error(line) else None)
    yield page
    if page.url != "about:blank":
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.close()
    if is_alone:
        place.close()
    assert errors == []


@pytest.fixture(scope="session")
def server(profile: BrowserContext) -> Iterator[str]:
    """The real app on a free port; gives its address."""
    with serving() as address:
        profile.new_page().goto(f"{address}/_stcore/health")  # stays, as the empty file does
        yield address


def _is_error(line: ConsoleMessage) -> bool:
    """Not Streamlit's own search for its server below a page's path."""
    url = line.location["url"]
    return line.type == "error" and not any(f"/{page}/_stcore/" in url for page in _PAGES)
