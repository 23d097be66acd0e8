"""One of the player's drawings alone: a page with nothing else on it, opened from disk."""

import base64
import json
import re
from pathlib import Path

import rnnviz.stage
from rnnviz.stage.player import join_modules, player_css

_CLIENT = Path(rnnviz.stage.__file__).parent / "client"
_HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>drawing</title>
<style>$css</style>
<style>
  body { margin: 0; --st-background-color: $ground; background: $ground; }
  main > [class] { position: relative; width: $width; height: $height; flex: none; }
</style>
<main class="rnnviz-player" style="min-height: 0"></main>
<script type="module">
$source
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const scenes = $scenes.map((text) => scene_js.unpack(bytes(text)));
const [scene] = scenes;
const theme = colours_js.isDark(document.body) ? "dark" : "light";
const colours = colours_js.colouring(scene.palettes[theme]);
const fonts = { text: '"Source Sans", "Source Sans 3", sans-serif' };
const heard = { chosen: [], opened: [], hovered: [] };
$script
const show = (change = {}) => drawing.draw(Object.assign(view, change));
document.querySelector("main").append(drawing.element);
drawing.load(scene);
drawing.layout(colours, fonts);
show($view);
Object.assign(window, { drawing, heard, view, show, scenes, scene, colours, fonts, svg_js });
</script>
</html>
"""


def write_alone(
    folder: Path,
    *scenes: bytes,
    modules: tuple[str, ...],
    script: str,
    view: str = "{}",
    ground: str = "#fbfaf8",
    size: tuple[str, str] = ("620px", "440px"),
) -> str:
    """Write the page and return its file: address.

    Args:
        folder: Where.
        scenes: Scenes' bytes; the first is drawn, all stand in `window.scenes`.
        modules: The player's modules that the script uses, by name.
        script: JavaScript that makes `drawing` and `view`; what is heard goes into `heard`.
        view: What the first view holds, as JavaScript.
        ground: The page's background.
        size: The drawing's width and height as css.

    Returns:
        An address to open.
    """
    values = {
        "css": player_css(),
        "ground": ground,
        "width": size[0],
        "height": size[1],
        "source": join_modules(_needed(("scene", "colours", "svg", *modules))),
        "scenes": json.dumps([base64.b64encode(scene).decode() for scene in scenes]),
        "script": script,
        "view": view,
    }
    names = "|".join(values)
    page = re.sub(rf"\$({names})\b", lambda found: values[found[1]], _HTML)
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
