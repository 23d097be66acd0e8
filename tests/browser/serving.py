"""The real app, served as `make app` serves it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, expect

ROOT = Path(__file__).parents[2]
DRAWN = {
    "": ".stPlotlyChart",
    "words": ".rv-matrix",
    "encode": ".rv-strip",
    "layers": ".rv-layers",
    "train": ".rv-start",
    "memory": ".rv-mem-tracks",
    "rnn-vs-cnn": ".rv-conv-slide",
}
"""Each page's path, and what is there once it is drawn."""
_READY = "[data-testid=stApp][data-test-connection-state=CONNECTED]"


@contextmanager
def serving() -> Iterator[str]:
    """Start the app on a free port, give its address once it answers, and stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = [f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(10)


def settled(page: Page) -> Page:
    """The page after its script has run and its pictures stand."""
    expect(page.locator(f"{_READY}[data-test-script-state=notRunning]")).to_be_visible(
        timeout=60_000
    )
    page.evaluate("document.fonts.ready")
    return page


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"The app did not answer at {address} within 30 seconds.")
