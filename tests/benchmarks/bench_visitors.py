"""Eight visitors start training at once; a ninth teaches on. All in real browsers, one server.

Every one of the eight has a seed of his own, so that nothing is shared. While they wait and
train, the ninth steps the stage and changes something on every page: timed from the key event
of Enter to the first task after the frame in which the page's run has ended. Browser, server and
the training processes share the two cores, so the bars are met with the visitors' own machines
in the bargain.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median, quantiles
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.bench_app import SENTENCE
from tests.benchmarks.bench_stage import step_row, step_times
from tests.benchmarks.bench_words_page import megabytes, server_process
from tests.benchmarks.rows import Row
from tests.browser.chromium import launch
from tests.browser.serving import serving, settled

VISITORS = 8
OWN = "RssAnon"
MOST_MS, MOST_MB = 1000, 100
PATIENCE = 600  # seconds
KEPT = 125  # seconds, in which Streamlit would still let a closed tab come back
WORDS = ("good", "bad", "funny", "boring", "great", "awful", "nice", "sad")
BOXES = {
    "": "sentence",
    "words": "word",
    "encode?part=One-hot": "sentence",
    "layers": "stack_sizes",
    "train": "sentence",
    "memory": "sentence",
    "rnn-vs-cnn": "sentence",
}
"""Each page, and a box on it."""
# Resolves with the time from Enter to the frame in which the page's run has ended.
WATCH = """(box) => {
  window.seen = new Promise((done) => {
    const app = document.querySelector("[data-testid=stApp]");
    let start = 0, hasRun = false;
    const input = document.querySelector(`.st-key-${box} input`);
    input.addEventListener("keydown", (event) => start = event.timeStamp, { once: true });
    const watch = new MutationObserver(() => {
      const state = app.getAttribute("data-test-script-state");
      hasRun ||= state === "running";
      if (!start || !hasRun || state !== "notRunning") return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });
    watch.observe(app, { attributes: true });
    setTimeout(done, 20_000, 20_000);
  });
}"""


def rows() -> list[Row]:
    """Stepping, answers of every page, the eight runs, and the server's memory."""
    with sync_playwright() as playwright, serving() as address:
        browser = launch(playwright)
        process = server_process(address)
        stage = opened(browser, f"{address}/?sentence={quote(SENTENCE)}")
        teacher = {path: opened(browser, f"{address}/{path}") for path in BOXES}
        first = time.time_ns() % 9000  # a seed whose run is hardly kept from an earlier time
        visitors = [
            opened(browser, f"{address}/train?train_seed={first + i}") for i in range(VISITORS)
        ]
        for path, text in _explored(0, 2):  # what is loaded once, and kept for all
            answered(teacher[path], BOXES[path], text)
        before, start = (megabytes(process), megabytes(process, OWN)), time.perf_counter()
        for visitor in visitors:
            visitor.get_by_role("button", name="Train", exact=True).click()
        steps, answers = list[float](), list[float]()
        for path, text in _busy(visitors):
            steps += [] if path else step_times(stage)
            answers.append(answered(teacher[path], BOXES[path], text))
        took = time.perf_counter() - start
        n_done = sum(is_done(visitor) for visitor in visitors)
        for page in (*visitors, *teacher.values(), stage):
            page.context.close()
        time.sleep(KEPT)
        opened(browser, f"{address}/train").context.close()  # with which the others are let go
        time.sleep(12)  # until garbage is collected
        after = megabytes(process), megabytes(process, OWN)
        browser.close()
    return [*_rows(steps, answers), _done_row(n_done, took), _memory_row(before, after)]


def opened(browser: Browser, address: str) -> Page:
    """A page in a profile of its own, drawn."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(address)
    settled(page).wait_for_timeout(1500)
    return page


def answered(page: Page, box: str, text: str) -> float:
    """Milliseconds from Enter in a box to the frame in which the page's run has ended."""
    field = page.locator(f".st-key-{box} input")
    field.fill(text)
    page.evaluate(WATCH, box)
    field.press("Enter")
    took: float = page.evaluate("window.seen")
    return took


def is_done(page: Page) -> bool:
    """Whether a visitor's run has ended and been judged."""
    return page.locator(".st-key-train-after-row").count() > 0


def _busy(visitors: list[Page]) -> Iterator[tuple[str, str]]:
    """What the ninth does, over and over, until all eight are done."""
    end, n = time.perf_counter() + PATIENCE, 2
    while time.perf_counter() < end and not all(map(is_done, visitors)):
        yield from _explored(n, n + 1)
        n += 1


def _explored(first: int, last: int) -> Iterator[tuple[str, str]]:
    """Every page with a text for its box, round after round."""
    for n in range(first, last):
        word = WORDS[n % len(WORDS)]
        own = {"word": word, "stack_sizes": f"64, {8 + n}"}
        for path, box in BOXES.items():
            yield path, own.get(box, f"the movie was so {word}")


def _rows(steps: list[float], answers: list[float]) -> list[Row]:
    p95 = quantiles(answers, n=20)[-1]
    shown = f"median {median(answers):.0f} ms, p95 {p95:.0f} ms, n = {len(answers)}"
    what = f"While {VISITORS} visitors train: Enter on any page to the end of its run"
    return [
        step_row(f"the Step page, while {VISITORS} visitors train", steps, bar_p95=60),
        Row(what, shown, "", f"p95 at most {MOST_MS} ms", p95 <= MOST_MS),
    ]


def _done_row(n_done: int, took: float) -> Row:
    return Row(
        f"{VISITORS} visitors start training at once: all have their result",
        f"{n_done} of {VISITORS} after {took:.0f} s",
        "",
        f"all {VISITORS}",
        n_done == VISITORS,
    )


def _memory_row(before: tuple[float, float], after: tuple[float, float]) -> Row:
    """Its own memory; pages of the mapped word vectors are the system's, to take back."""
    resident, more = (b - a for a, b in zip(before, after, strict=True))
    return Row(
        "The server's own memory after the eight have gone, against before",
        f"{more:+.0f} MB (with mapped files {resident:+.0f} MB)",
        f"{before[1]:.0f} MB before",
        f"at most {MOST_MB} MB more",
        more <= MOST_MB,
    )
