"""Chromium for tests and benchmarks: the installed one, else Playwright's own."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

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

SHELL = "chromium-headless-shell"
"""The same browser without windows, where there is one: half the work for each page."""

SHARED = ("--process-per-site", "--in-process-gpu")
"""One process for all pages of a site: what was compiled for one page serves the next."""


class NoBrowserError(Exception):
    """Neither an installed Chromium nor Playwright's own could be started."""


def launch_for_tests(playwright: Playwright) -> Browser:
    """Start the browser of the tests, for which only correctness counts.

    Raises:
        NoBrowserError: As `launch`.
    """
    return launch(playwright, commands=(SHELL, *COMMANDS), options=SHARED)


def launch(
    playwright: Playwright, *, commands: Sequence[str] = COMMANDS, options: Sequence[str] = ()
) -> Browser:
    """Start a headless Chromium: one on the PATH, an installed Chrome, or Playwright's own.

    Args:
        playwright: The running driver.
        commands: What is looked for on the PATH, the best first.
        options: More of Chromium's own.

    Returns:
        The browser; whoever asked closes it.

    Raises:
        NoBrowserError: If none can be started or fetched; the text says what to install.
    """
    arguments = [*QUIET, *options]
    on_path = next(filter(None, map(shutil.which, commands)), None)
    ways: list[dict[str, str]] = [{"executable_path": on_path}] if on_path else []
    for way in (*ways, {"channel": "chrome"}, {}):
        with suppress(Error):
            return playwright.chromium.launch(args=arguments, **way)
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(fetch, capture_output=True, check=False).returncode == 0:
        with suppress(Error):
            return playwright.chromium.launch(args=arguments)
    raise NoBrowserError(
        "Browser tests need Chromium or Chrome: install it (Debian: apt-get install chromium) "
        "or run `playwright install chromium`."
    )


def main() -> None:
    """Say once, before any test runs, whether there is a browser for them."""
    with sync_playwright() as playwright:
        try:
            launch_for_tests(playwright).close()
        except NoBrowserError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
