"""The atlas alone on a page without a server, which the browser is handed piece by piece."""

import json
from dataclasses import asdict
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, Route

from app.atlas import Atlas
from rnnviz.palette import PALETTES
from rnnviz.stage.player import ATLAS_HTML, atlas_css, atlas_source

ADDRESS = "http://atlas.test"
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>atlas</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>body {{ margin: 0; }} main {{ max-width: 640px; height: 1400px; padding: 8px; }}
{css}</style>
<main>{html}</main>
<script type="module">{source}
globalThis.told = [];
globalThis.shown = {shown};
globalThis.asked = performance.now();
globalThis.atlas = mount(document.querySelector(".rnnviz-atlas"), shown,
  (name, value) => told.push([name, value]));
</script>"""


def atlas_page(atlas: Atlas) -> str:
    """HTML that mounts a map as `window.atlas` and keeps what it tells in `window.told`."""
    palettes = {theme: asdict(palette) for theme, palette in PALETTES.items()}
    shown = json.dumps(asdict(atlas) | {"palettes": palettes, "n_listed": 14})
    return _PAGE.format(css=atlas_css(), html=ATLAS_HTML, source=atlas_source(), shown=shown)


def opened(page: Page, atlas: Atlas, query: str = "", **parts: bytes) -> Page:
    """The page with a map, once it is drawn.

    Args:
        page: An empty one.
        atlas: What; paths "/name" are answered from `parts`.
        query: Of the address, as "?at=0,0,2".
        parts: Bytes by name.
    """
    given = {"/": atlas_page(atlas).encode(), **{f"/{name}": body for name, body in parts.items()}}

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        kind = "text/html" if path == "/" else "application/octet-stream"
        route.fulfill(body=given[path], content_type=kind)

    page.route(f"{ADDRESS}/**", answer)
    page.goto(f"{ADDRESS}/{query}")
    page.locator(".rnnviz-atlas[data-drawn]").wait_for()
    return page


def pixels(page: Page, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Where points of the map lie on the canvas, by its corner's place and its scale."""
    x0, y0 = page.evaluate("atlas.view.where(0, 0)")
    unit = page.evaluate("atlas.view.unit")
    return (np.asarray(points, np.float64) - (x0, y0)) * (unit, -unit)
