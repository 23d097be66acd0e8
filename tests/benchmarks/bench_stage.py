"""The player alone in headless Chromium: what a step, a scene and a long lesson cost.

A step is timed from the key event's own time stamp to the first task after the frame in which
the stage drew the new place, at every zoom level. Playing is watched by animation frames: one
that comes more than one and a half display intervals after the last was dropped. Memory is the
page's heap and elements after a forced collection.
"""

import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from rnnviz.stage.scene import build_scene
from tests.benchmarks.rows import Row, milliseconds
from tests.browser.chromium import launch
from tests.browser.static_page import WORDS, random_trace, write_page

N_STEPS = 40
FAR = 15  # steps in one direction, so that none is pressed at the sentence's end
BAR_MEDIAN, BAR_P95, BAR_P95_LARGE = 20, 40, 60  # milliseconds
BAR_SCENE = 50  # milliseconds
BAR_HEAP = 0.5  # MB
PLAYED = 10  # seconds
FRAME = 1000 / 60  # milliseconds between two displays
LEVELS = {
    "network": "",
    "network, folded": "folded=yes",
    "network, path": "pane=path",
    "cell, ledger": "zoom=cell",
    "cell, diagram": "zoom=cell&drawing=diagram",
    "number": "zoom=number&opened=recurrent_contribution.forget_gate",
}
SMALL = ("lstm", (64, 64, 64), WORDS * 2)
LARGE = ("lstm", (256, 256, 256, 256), WORDS * 10)

WATCH = """() => {
  window.paints = [];
  document.addEventListener("keydown", (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  }), true);
}"""

FRAMES = """(seconds) => new Promise((done) => {
  const player = document.querySelector(".rnnviz-player");
  const button = player.querySelector(".rv-play");
  const times = [];
  let [steps, t] = [0, player.dataset.t];
  const end = performance.now() + 1000 * seconds;
  const frame = (now) => {
    times.push(now);
    steps += player.dataset.t !== t;
    t = player.dataset.t;
    if (button.title === "Play") button.click();
    if (now < end) requestAnimationFrame(frame);
    else done([times, steps]);
  };
  requestAnimationFrame(frame);
})"""


def step_times(page: Page) -> list[float]:
    """Milliseconds from key press to painted frame, for N_STEPS steps there and back.

    Args:
        page: Any page on which a stage is mounted.

    Returns:
        One time a step, after two steps to warm up.
    """
    page.evaluate(WATCH)
    for step in range(N_STEPS + 2):
        page.keyboard.press("ArrowLeft" if (step // FAR) % 2 else "ArrowRight")
        page.wait_for_timeout(30)
    return page.evaluate("window.paints")[2:]


def rows() -> list[Row]:
    """Every bar of the player."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser, folder = launch(playwright), Path(name)
        found = [
            *scene_rows(),
            *steps(browser, folder, SMALL, BAR_P95),
            *steps(browser, folder, LARGE, BAR_P95_LARGE),
            playing(browser, folder),
            memory(browser, folder),
        ]
        browser.close()
    return found


def opened(browser: Browser, folder: Path, shown: tuple, hash_: str = "") -> Page:
    """The player alone with a random network's trace, its proof done."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    scene = build_scene(random_trace(*shown)).to_bytes()
    page.goto(f"{write_page(folder, scene)}#{hash_}")
    page.wait_for_selector(".rv-badge[data-is-done=true]", timeout=120_000)
    return page


def scene_rows() -> list[Row]:
    """Building a scene, and what is sent once."""
    found = []
    for shown in (SMALL, LARGE):
        trace = random_trace(*shown)
        taken = milliseconds(lambda trace=trace: build_scene(trace).to_bytes(), repeats=20)
        size = len(build_scene(trace).to_bytes()) / 1e6
        bar = BAR_SCENE if shown is SMALL else None
        found.append(
            Row(
                f"Building the scene: {_named(shown)}",
                f"{taken:.1f} ms, {size:.2f} MB sent once",
                "",
                f"under {bar} ms" if bar else "—",
                bar is None or taken < bar,
            )
        )
    return found


def steps(browser: Browser, folder: Path, shown: tuple, bar_p95: float) -> Iterator[Row]:
    """A step at every zoom level; by operation where operations are drawn."""
    for name, hash_ in LEVELS.items():
        by = "&by=operation" if "cell" in name or "number" in name else ""
        page = opened(browser, folder, shown, hash_ + by + "&t=2&layer=2")
        yield step_row(f"{_named(shown)}, {name}", step_times(page), bar_p95)
        page.close()


def playing(browser: Browser, folder: Path) -> Row:
    """Ten timesteps a second for ten seconds; the sentence starts anew where it ends."""
    page = opened(browser, folder, SMALL)
    for _ in range(3):
        page.keyboard.press("+")
    page.keyboard.press(" ")
    page.wait_for_timeout(1000)
    times, n_steps = page.evaluate(FRAMES, PLAYED)
    page.close()
    gaps = [after - before for before, after in pairwise(times)]
    dropped = sum(round(gap / FRAME) - 1 for gap in gaps if gap > 1.5 * FRAME)
    return Row(
        f"Playing 10 timesteps a second for {PLAYED} s, {_named(SMALL)}",
        f"{dropped} of {len(gaps) + dropped} frames dropped, {n_steps} steps",
        "",
        "0 dropped",
        dropped == 0,
    )


def memory(browser: Browser, folder: Path) -> Row:
    """The page after 2,000 steps against itself after 100, and after 4,000 to see it level off.

    The first hundreds of steps still add what the browser keeps of code that has become hot.
    """
    page = opened(browser, folder, SMALL)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable")
    early = _walked(page, client, 100)
    late = _walked(page, client, 1900)
    latest = _walked(page, client, 2000)
    page.close()
    shown = ", ".join(
        f"after {steps}: {heap:.2f} MB, {nodes} nodes"
        for steps, (heap, nodes) in (("100", early), ("2,000", late), ("4,000", latest))
    )
    return Row(
        "Heap and elements of the page while stepping",
        shown,
        "",
        f"where it was: +{BAR_HEAP} MB at most, then level",
        late[0] <= early[0] + BAR_HEAP
        and latest[0] <= 1.02 * late[0]
        and latest[1] <= 1.01 * early[1],
    )


def _walked(page: Page, client: object, n_steps: int) -> tuple[float, int]:
    """Heap in MB and elements after some more steps, there and back."""
    page.evaluate(
        """async (n) => {
          for (let i = 0; i < n; i += 1) {
            const key = Math.floor(i / 15) % 2 ? "ArrowLeft" : "ArrowRight";
            document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            await new Promise(requestAnimationFrame);
          }
        }""",
        n_steps,
    )
    time.sleep(1)
    client.send("HeapProfiler.collectGarbage")
    metrics = {m["name"]: m["value"] for m in client.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 1e6, int(metrics["Nodes"])


def _named(shown: tuple) -> str:
    cell, sizes, words = shown
    return f"{cell.upper()} {len(sizes)}×{sizes[0]}, {len(words)} words"


def step_row(where: str, times: list[float], bar_p95: float = BAR_P95) -> Row:
    """Median and 95th percentile against their bars."""
    p95 = quantiles(times, n=20)[-1]
    bars = f"median ≤ {BAR_MEDIAN} ms, p95 ≤ {bar_p95} ms"
    holds = median(times) <= BAR_MEDIAN and p95 <= bar_p95
    if bar_p95 > BAR_P95:
        bars, holds = f"p95 ≤ {bar_p95} ms", p95 <= bar_p95
    return Row(
        f"Key press to painted frame, {len(times)} steps: {where}",
        f"median {median(times):.1f} ms, p95 {p95:.1f} ms",
        "",
        bars,
        holds,
    )
