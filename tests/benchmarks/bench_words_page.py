"""The Words page in a real browser: what one more word costs, and what one more visitor.

A change is timed from the key event of Enter to the first task after the frame in which the
panel and the map's sentence both speak of the new word, with all 400,000 words on the map.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.rows import Row
from tests.browser.chromium import launch
from tests.browser.serving import serving, settled

WORDS = (
    *("king", "piano", "movie", "paris", "seven", "cat", "river", "doctor", "sugar", "winter"),
    *("tiger", "banana", "engine", "window", "garden", "soldier", "teacher", "guitar", "planet"),
    *("ocean", "silver", "forest", "bridge", "kitchen"),
)
WARM_UPS = 2
MOST_MS = 150
MOST_MB = 50
VISITORS = 10
# Resolves once the panel's first title, or the pair's, and the map's sentence have the word.
WATCH = """([box, word]) => {
  window.seen = new Promise((done) => {
    let start = 0;
    const input = document.querySelector(`.st-key-${box} input`);
    input.addEventListener("keydown", (event) => start = event.timeStamp, { once: true });
    const map = [...document.querySelectorAll(".st-key-map *")].find((e) => e.shadowRoot);
    const says = (root) => root.textContent.includes(word);
    const hasTitle = () => [...document.querySelectorAll(".st-key-similarity h3")].some(says);
    const look = () => {
      if (!hasTitle() || (box === "word" && !says(map.shadowRoot))) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    };
    const watch = new MutationObserver(look);
    const all = { subtree: true, childList: true, characterData: true };
    watch.observe(document.body, all);
    watch.observe(map.shadowRoot, all);
  });
}"""


def rows() -> list[Row]:
    """One more word, one more pair, and ten visitors."""
    with sync_playwright() as playwright, serving() as address:
        browser = launch(playwright)
        page = opened(browser, address)
        words = [changed(page, "word", word) for word in WORDS][WARM_UPS:]
        pairs = [changed(page, "other", word) for word in WORDS][WARM_UPS:]
        visitors = bench_visitors(browser, address)
        browser.close()
    return [
        _row("One more word on the Words page: Enter to what is seen", words),
        _row("One more pair on the Words page: Enter to what is seen", pairs),
        visitors,
    ]


def opened(browser: Browser, address: str, query: str = "") -> Page:
    """The page, in a profile of its own, with its map drawn."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"{address}/words?{query}")
    page.wait_for_selector(".st-key-similarity h3", timeout=60_000)
    settled(page).wait_for_timeout(3000)
    return page


def changed(page: Page, box: str, word: str) -> float:
    """Milliseconds from Enter in a box to the frame that shows its word."""
    page.locator(f".st-key-{box} input").fill(word)
    page.evaluate(WATCH, [box, word])
    page.keyboard.press("Enter")
    took = page.evaluate("window.seen")
    settled(page).wait_for_timeout(200)
    return took


def bench_visitors(browser: Browser, address: str) -> Row:
    """The server's memory with ten visitors, each with words of their own, against one."""
    process = server_process(address)
    before = megabytes(process)
    for first, second in zip(WORDS[1:VISITORS], WORDS[VISITORS:], strict=False):
        opened(browser, address, f"word={first}&other={second}")
    more = megabytes(process) - before
    return Row(
        "Ten visitors on the Words page against one, all 400,000 words on the map",
        f"{more:.0f} MB more",
        f"{before:.0f} MB with one",
        f"at most {MOST_MB} MB more",
        more <= MOST_MB,
    )


def _row(what: str, times: list[float]) -> Row:
    middle, slowest = median(times), max(times)
    shown = f"{middle:.0f} ms (slowest {slowest:.0f}, n = {len(times)})"
    return Row(what, shown, "", f"median at most {MOST_MS} ms", middle <= MOST_MS)


def server_process(address: str) -> Path:
    """The server's folder in /proc."""
    option = f"--server.port={urlsplit(address).port}".encode()
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        if option in command.read_bytes().split(b"\0"):
            return command.parent
    raise RuntimeError(f"No process serves {address}.")


def megabytes(process: Path, kind: str = "VmRSS") -> float:
    """Resident memory, or a kind of it: "RssAnon" is without what is mapped from files."""
    line = next(s for s in (process / "status").read_text().splitlines() if kind in s)
    return int(line.split()[1]) / 1000
