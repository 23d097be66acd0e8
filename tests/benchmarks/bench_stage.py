"""Key press to painted frame on the player alone, in headless Chromium.

From the key event's own time stamp to the first task after the frame in which the stage
drew the new timestep. Bars: median 20 ms, 95th percentile 40 ms.
"""

import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from rnnviz.stage.scene import build_scene
from tests.benchmarks.rows import Row
from tests.browser.chromium import launch
from tests.browser.static_page import WORDS, random_trace, write_page

N_STEPS = 40
BAR_MEDIAN, BAR_P95 = 20, 40  # milliseconds

WATCH = """() => {
  window.paints = [];
  document.addEventListener("keydown", (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  }), true);
}"""


def step_times(page: Page) -> list[float]:
    """Milliseconds from key press to painted frame, for N_STEPS steps forward.

    Args:
        page: Any page on which a stage is mounted.

    Returns:
        One time a step, after two steps to warm up.
    """
    page.evaluate(WATCH)
    for _ in range(N_STEPS + 2):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(30)
    return page.evaluate("window.paints")[2:]


def rows() -> list[Row]:
    """Both networks, each on sixty words."""
    found = []
    sentence = WORDS * 6
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        for cell, sizes in (("lstm", (64, 64)), ("gru", (512, 256, 64))):
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            scene = build_scene(random_trace(cell, sizes, sentence))
            page.goto(write_page(Path(folder), scene.to_bytes()))
            name = f"the player alone, {cell.upper()} {'+'.join(map(str, sizes))}"
            found.append(step_row(f"{name}, {len(sentence)} words", step_times(page)))
        browser.close()
    return found


def step_row(where: str, times: list[float]) -> Row:
    """Median and 95th percentile against their bars."""
    p95 = quantiles(times, n=20)[-1]
    return Row(
        f"Key press to painted frame, {len(times)} steps: {where}",
        f"median {median(times):.1f} ms, p95 {p95:.1f} ms",
        "",
        f"median ≤ {BAR_MEDIAN} ms, p95 ≤ {BAR_P95} ms",
        median(times) <= BAR_MEDIAN and p95 <= BAR_P95,
    )
