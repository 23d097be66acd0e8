"""The Step page in a real browser: a cold start, and what one key press costs.

The cold start is `make app`'s own server on a machine where everything is installed, with a
browser already running: process start, the server answers, the sentence box is there, the
stage is drawn. Stepping is timed from the key event's time stamp to the first task after the
frame in which the stage drew the new timestep, and every websocket frame is counted.
"""

from __future__ import annotations

import time
from statistics import median
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.bench_stage import N_STEPS, step_row, step_times
from tests.benchmarks.rows import Row
from tests.browser.chromium import launch
from tests.browser.serving import serving, settled

STAGE = ".rnnviz-player[data-t]"
SENTENCE = " ".join(["the film was not good , but the music was a joy"] * 4)
COLD_STARTS = 3


def rows() -> list[Row]:
    """Cold start and stepping."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        starts = [cold_start(browser) for _ in range(COLD_STARTS)]
        with serving() as address:
            stepping = step_page(browser, address)
        browser.close()
    return [_start_row(starts), *stepping]


def cold_start(browser: Browser) -> tuple[float, float, float]:
    """Seconds from process start to: server answers, sentence box, stage drawn."""
    start = time.perf_counter()
    with serving() as address:
        answered = time.perf_counter() - start
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.wait_for_selector("input", timeout=60_000)
        box = time.perf_counter() - start
        page.wait_for_selector(STAGE, timeout=60_000)
        stage = time.perf_counter() - start
        page.close()
    return answered, box, stage


def step_page(browser: Browser, address: str) -> list[Row]:
    """Forty steps on the real page, and the websocket frames meanwhile."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    n_bytes: list[int] = []
    page.on("websocket", lambda socket: _count(socket, n_bytes))
    page.goto(f"{address}/?sentence={quote(SENTENCE)}")
    page.wait_for_selector(STAGE, timeout=60_000)
    settled(page).wait_for_timeout(2000)
    n_bytes.clear()
    times = step_times(page)
    page.close()
    return [
        step_row(f"the Step page, LSTM 2×64, {len(SENTENCE.split())} words", times),
        Row(
            "Websocket bytes per step",
            f"{sum(n_bytes) / N_STEPS:g}",
            "",
            "0",
            sum(n_bytes) == 0,
        ),
    ]


def _count(websocket: object, n_bytes: list[int]) -> None:
    for event in ("framesent", "framereceived"):
        websocket.on(event, lambda frame: n_bytes.append(len(frame)))


def _start_row(starts: list[tuple[float, float, float]]) -> Row:
    answered, box, stage = (median(times) for times in zip(*starts, strict=True))
    return Row(
        "Start of the app (installed) to a usable Step page, browser running",
        f"{stage:.1f} s: server answers {answered:.1f}, sentence box {box:.1f}",
        "",
        "—",
        True,
    )
