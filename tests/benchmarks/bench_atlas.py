"""The map of all 400,000 words in headless Chromium without a graphics card, against plotly.

Both pages come from one local server and draw the same PCA into 640 × 560 pixels; ours fetches
from the app's own feed. A page is timed from navigation to the first task after the frame that
shows all points. For pan and zoom each animation frame gets one key or wheel event (plotly: one
relayout), and frames are counted by the clock.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import numpy as np
import plotly.offline
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

import rnnviz
from app import cache, feed
from app.atlas import Atlas
from tests.benchmarks.rows import Row
from tests.browser.atlas_page import atlas_page
from tests.browser.chromium import launch

OPENED, FRAMES, PEER_FRAMES = 5, 60, 3
BAR_SHOWN, BAR_RATE, BAR_LIT = 4000, 20, 20  # milliseconds, frames a second, milliseconds

_PAINTED = """(check) => new Promise((done) => {
  const look = () => {
    if (!eval(check)) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  look();
})"""
_RATE = """([n, act]) => new Promise((done) => {
  const map = document.querySelector(".ra-map");
  map?.focus();
  const acts = {
    pan: (i) => map.dispatchEvent(new KeyboardEvent("keydown",
      { key: i % 20 < 10 ? "ArrowLeft" : "ArrowRight", bubbles: true })),
    zoom: (i) => map.dispatchEvent(new WheelEvent("wheel",
      { deltaY: i % 20 < 10 ? -40 : 40, clientX: 300, clientY: 300, cancelable: true })),
    peer: (i) => Plotly.relayout("map", { "xaxis.range": [-6 + i / 10, 6 + i / 10] }),
  };
  let i = 0;
  let start = 0;
  const frame = async () => {
    start ||= performance.now();
    if (i === n) return done(1000 * n / (performance.now() - start));
    await acts[act](i++);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""
_LIT = """(rows) => rows.map((current, i) => {
  const start = performance.now();
  atlas.update({ ...shown, current, neighbours: rows.slice(0, i) });
  atlas.draw();
  return performance.now() - start;
})"""
_PEER = """<!doctype html><meta charset="utf-8">
<div id="map" style="width:640px;height:560px"></div>
<script src="/plotly.js"></script><script type="module">
const points = new Float32Array(await (await fetch({points})).arrayBuffer());
const words = (await (await fetch({words})).text()).split("\\n");
const place = (axis) => points.filter((_, i) => i % 2 === axis);
const [x, y] = [place(0), place(1)];
await Plotly.newPlot("map", [{{ type: "scattergl", mode: "markers", x, y, text: words,
  marker: {{ size: 2, opacity: 0.5 }} }}], {{ margin: {{ l: 0, r: 0, t: 0, b: 0 }} }});
globalThis.isDrawn = true;
</script>"""


def rows() -> list[Row]:
    """The map of all words: on screen, panned, zoomed, and with another word lit."""
    words = cache.vectors()
    points = rnnviz.project(words.matrix).coordinates.astype(np.float32)
    paths = feed.words_path("", len(words)), feed.array_path("bench-map", points)
    atlas = Atlas(*paths, n=len(words), current=300, axes=("1", "2"))
    with _serving(atlas) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page, ours = _opened(browser, address, "globalThis.atlas?.labels.length > 0", OPENED)
        rates = {act: page.evaluate(_RATE, [FRAMES, act]) for act in ("pan", "zoom")}
        page.evaluate("atlas.view.whole()")
        lit = median(page.evaluate(_LIT, list(range(300, 340))))
        peer_page, peer = _opened(browser, f"{address}/peer", "globalThis.isDrawn", 1)
        peer_rate = peer_page.evaluate(_RATE, [PEER_FRAMES, "peer"])
        browser.close()
    return _table(len(words), ours, peer, rates, peer_rate, lit)


def _table(
    n: int, ours: float, peer: float, rates: dict[str, float], peer_rate: float, lit: float
) -> list[Row]:
    theirs = f"plotly scattergl {peer_rate:.2g} a second"
    return [
        Row(
            f"Map of all {n:,} words on screen, fetched anew",
            f"{ours / 1000:.2f} s",
            f"plotly scattergl {peer / 1000:.1f} s",
            f"≤ {BAR_SHOWN / 1000:g} s",
            ours <= BAR_SHOWN,
        ),
        *(
            Row(
                f"The same map: {act}",
                f"{rate:.0f} frames a second",
                theirs if act == "pan" else "",
                f"≥ {BAR_RATE} a second",
                rate >= BAR_RATE,
            )
            for act, rate in rates.items()
        ),
        Row(
            "The same map: another current word",
            f"{lit:.1f} ms of script",
            "",
            f"≤ {BAR_LIT} ms",
            lit <= BAR_LIT,
        ),
    ]


def _opened(browser: Browser, address: str, check: str, times: int) -> tuple[Page, float]:
    """A page, and the median milliseconds from navigation to its picture, nothing kept before."""
    taken = []
    for _ in range(times):
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        page = context.new_page()
        page.goto(address, wait_until="commit")
        taken.append(page.evaluate(_PAINTED, check))
    return page, median(taken)


@contextmanager
def _serving(atlas: Atlas) -> Iterator[str]:
    """The feed, our page and the peer's on a free port."""
    peer = _PEER.format(points=json.dumps(atlas.points), words=json.dumps(atlas.words))
    tall = atlas_page(atlas).replace("max-width: 640px;", "width: 640px; --atlas-height: 560px;")
    texts = {"/": tall, "/peer": peer, "/plotly.js": plotly.offline.get_plotlyjs()}
    pages = [Route(path, lambda _, text=text: HTMLResponse(text)) for path, text in texts.items()]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=[*feed.routes(), *pages]), log_level="error")
    )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
