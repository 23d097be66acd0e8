"""The network drawing alone: a page with nothing else on it, opened from disk."""

import base64
import re
from pathlib import Path

import rnnviz.stage
from rnnviz.stage.player import join_modules, player_css

_CLIENT = Path(rnnviz.stage.__file__).parent / "client"
_WANTED = ("network", "pictures", "svg", "scene", "colours", "stack", "place", "sheets")
_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>drawing</title>
<style>{css}</style>
<style>
  body {{ margin: 0; --st-background-color: {ground}; background: {ground}; }}
  main .rv-network {{ width: {width}; height: {height}px; }}
</style>
<main class="rnnviz-player" style="min-height: 0"></main>
<script type="module">
{source}
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const scenes = {scenes}.map((text) => scene_js.unpack(bytes(text)));
const [scene] = scenes;
const theme = colours_js.isDark(document.body) ? "dark" : "light";
const colours = colours_js.colouring(scene.palettes[theme]);
const fonts = {{ text: '"Source Sans", "Source Sans 3", sans-serif' }};
const heard = {{ chosen: [], opened: [], hovered: [] }};
const drawing = network_js.network(
  (change) => heard.chosen.push(change),
  (event, hit) => heard.hovered.push(hit),
  (at) => heard.opened.push(at),
);
const view = {{ scene, computed: scene.nLayers, isFolded: false, other: null, shown: "this" }};
view.cursor = {{ t: 1, layer: scene.nLayers, unit: 1 }};
const show = (change = {{}}) => drawing.draw(Object.assign(view, change));
document.querySelector("main").append(drawing.element);
drawing.load(scene);
drawing.layout(colours, fonts);
show({view});
const modules = {{ pictures_js, svg_js, stack_js, place_js, sheets_js }};
Object.assign(window, {{ drawing, heard, view, show, scenes, colours, fonts, modules }});
</script>
</html>
"""


def write_drawing(
    folder: Path,
    *scenes: bytes,
    view: str = "{}",
    ground: str = "#fbfaf8",
    size: tuple[str, int] = ("624px", 400),
) -> str:
    """Write the page and return its file: address.

    Args:
        folder: Where.
        scenes: Scenes' bytes; the first is drawn, all stand in `window.scenes`.
        view: What the first view holds, as JavaScript.
        ground: The page's background.
        size: The drawing's width as css, and its height in pixels.

    Returns:
        An address to open.
    """
    page = _HTML.format(
        css=player_css(),
        source=join_modules(_needed(_WANTED)),
        scenes=[base64.b64encode(scene).decode() for scene in scenes],
        view=view,
        ground=ground,
        width=size[0],
        height=size[1],
    )
    path = folder / "drawing.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


def _needed(names: tuple[str, ...]) -> dict[str, str]:
    """These modules and all that they import, by name."""
    found: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = (_CLIENT / f"{name}.js").read_text("utf-8")
        waiting += re.findall(r'^import .* from "\./(\w+)\.js";', found[name], re.MULTILINE)
    return found
