"""One HTML text with the player in it: nothing is fetched, and no text becomes markup.

Whoever reads the page gets it whole: style, player and scene are inside, and the policy in its
head forbids every request. The only script that may run is the one whose digest stands there;
the scene is base64 in a block that is no script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from urllib.parse import quote

from rnnviz.stage.player import PLAYER_HTML, player_css, player_source

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="7" fill="#6a4bd8"/>'
    '<path stroke="#fff" stroke-width="4" d="M8 9v14M16 9v14M24 9v14"/></svg>'
)
_START = """
const place = document.querySelector(".rnnviz-player");
const given = document.getElementById("scene").textContent;
const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
const url = location.protocol === "about:" ? "none" : "hash"; // a notebook's frame has no address
globalThis.player = mount(place, bytes, { url });
function print(isPaper) {
  document.body.classList.toggle("on-paper", isPaper); // drawn anew for a sheet's width, in ink
  player.options.theme = isPaper ? "light" : undefined;
  player.layout();
  if (isPaper) for (const closed of document.querySelectorAll("details")) closed.open = true;
}
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
"""
_POLICY = (
    "default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:image/svg+xml,{icon}">
<style>{css}</style>
<style>{style}</style>
</head>
<body>
{above}
<main><h2 class="rv-unseen">The stage</h2>
{player}
<noscript><p>This page needs JavaScript: the network is drawn, and stepped through, by a script
inside the page. Allow scripts for it and open it again; nothing is fetched.</p></noscript></main>
{below}
<script type="text/plain" id="scene">{scene}</script>
<script type="module">{source}</script>
</body>
</html>
"""
_NOTES = re.compile(
    r"^ */\*\*(?:[^*]|\*(?!/))*\*/\n", re.MULTILINE
)  # a fifth of the player's bytes
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {
    0x7F: 0x2421,
    **dict.fromkeys((0xFFFE, 0xFFFF), 0xFFFD),
}
_OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def player_page(
    scene: bytes, *, title: str, style: str = "", above: str = "", below: str = ""
) -> str:
    """The page; it leaves its player in `window.player`, and its place in the address' hash.

    Args:
        scene: A Scene's bytes.
        title: For the browser's tab: any text.
        style: More css, trusted, after the player's own.
        above: Trusted HTML before the stage.
        below: Trusted HTML after it.

    Returns:
        HTML that UTF-8 can always hold.
    """
    source = _NOTES.sub("", player_source()) + _START
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return _PAGE.format(
        policy=_POLICY.format(digest=digest),
        title=as_html(title.translate(_OVERRIDES)),  # a tab isolates nothing
        icon=quote(_ICON),
        css=player_css(),
        style=style,
        above=above,
        player=PLAYER_HTML,
        below=below,
        scene=base64.b64encode(scene).decode(),
        source=source,
    )


def as_html(text: str) -> str:
    """Any text as HTML that shows it letter by letter, in an element or in an attribute."""
    return escape(visible(text))


def visible(text: str) -> str:
    """Text with a picture for each control character, as ␀, and � for half a letter."""
    return whole(text).translate(_PICTURES)


def whole(text: str) -> str:
    """Text that UTF-8 can hold: half a surrogate pair becomes �."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
