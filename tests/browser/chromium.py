"""Chromium for tests and benchmarks: the installed one, else Playwright's own."""

import shutil

from playwright.sync_api import Browser, Error, Playwright

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """Neither an installed Chromium nor Playwright's own could be started."""


def launch(playwright: Playwright) -> Browser:
    """Start a headless Chromium.

    Args:
        playwright: The running driver.

    Returns:
        The browser; whoever asked closes it.

    Raises:
        NoBrowserError: If none can be started; the text says what to install.
    """
    installed = next(filter(None, map(shutil.which, COMMANDS)), None)
    try:
        return playwright.chromium.launch(executable_path=installed, args=list(QUIET))
    except Error as error:
        raise NoBrowserError(
            "Browser tests need Chromium or Chrome: install it (Debian: apt-get install chromium) "
            "or run `playwright install chromium`."
        ) from error
