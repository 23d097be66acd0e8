"""The trajectory alone: a page with nothing else on it, opened from disk."""

import base64
from pathlib import Path

from rnnviz.stage.player import join_modules, player_css
from tests.browser.drawing_page import _needed

_WANTED = ("trajectory", "scene", "colours", "svg", "edits")
_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>trajectory</title>
<style>{css}</style>
<style>
  body {{ margin: 0; --st-background-color: {ground}; background: {ground}; }}
  main .rv-trajectory {{ position: relative; width: {width}px; height: {height}px; }}
</style>
<main class="rnnviz-player" style="min-height: 0"></main>
<script type="module">
{source}
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const scenes = {scenes}.map((text) => scene_js.unpack(bytes(text)));
const [scene] = scenes;
const theme = colours_js.isDark(document.body) ? "dark" : "light";
const colours = colours_js.colouring(scene.palettes[theme]);
const heard = {{ chosen: [], hovered: [] }};
const drawing = trajectory_js.trajectory(
  (change) => heard.chosen.push(change),
  (event, hit) => heard.hovered.push(hit),
);
const view = {{ scene, computed: scene.nLayers, other: null, edits: [] }};
view.cursor = {{ t: 1, layer: scene.nLayers, unit: 1 }};
const show = (change = {{}}) => drawing.draw(Object.assign(view, change));
const at = (t, layer = view.cursor.layer) => show({{ cursor: {{ t, layer, unit: 1 }} }});
const edit = (edits) => {{
  const changed = {{ ...edits_js.replay(scene).run(edits) }};
  show({{ scene: changed, other: {{ scene, label: "before" }}, edits }});
}};
document.querySelector("main").append(drawing.element);
drawing.load(scene);
const fonts = {{ text: '"Source Sans", "Source Sans 3", sans-serif' }};
drawing.layout(colours, fonts);
show();
Object.assign(window, {{ drawing, colours, fonts, heard, view, show, at, edit, scenes, svg_js }});
</script>
</html>
"""


def write_trajectory(
    folder: Path,
    *scenes: bytes,
    ground: str = "#fbfaf8",
    size: tuple[int, int] = (620, 440),
) -> str:
    """Write the page and return its file: address.

    Args:
        folder: Where.
        scenes: Scenes' bytes; the first is drawn, all stand in `window.scenes`.
        ground: The page's background.
        size: The drawing's width and height in pixels.

    Returns:
        An address to open.
    """
    page = _HTML.format(
        css=player_css(),
        source=join_modules(_needed(_WANTED)),
        scenes=[base64.b64encode(scene).decode() for scene in scenes],
        ground=ground,
        width=size[0],
        height=size[1],
    )
    path = folder / "trajectory.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()
