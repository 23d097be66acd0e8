"""The player as text: its readable modules joined into one self-contained ES module.

Streamlit imports an inline component from a blob: URL and a page opened from disk has no
server, so neither can follow a relative import. Each module therefore becomes a function
scope of its own, in the order in which they need each other:

    const scene_js = (() => { …; return { unpack }; })();
    const player_js = (() => { const { unpack } = scene_js; …; return { mount }; })();
    export const mount = player_js.mount;

Only two forms are understood, so that nothing is rewritten by guess: a one-line
`import { a, b } from "./x.js";`, and `export` before function, const or class.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rnnviz.errors import RnnvizError

PLAYER_HTML = '<div class="rnnviz-player"></div>'
"""Where the player is mounted; the style sheet gives it its height before it is."""

ATLAS_HTML = '<div class="rnnviz-atlas"></div>'
"""Where the atlas, the map of word vectors, is mounted."""

TABLE_HTML = '<div class="rnnviz-table"></div>'
"""Where an embedding table that can be scrolled is mounted; rnnviz.drawings has its style."""

_FOLDER = Path(__file__).parent / "client"
_IMPORT = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const|class) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OTHER = re.compile(r"^\s*(?:import|export)\b.*$|\bimport[.(].*$", re.MULTILINE)


@cache
def player_source() -> str:
    """The player as one ES module.

    Returns:
        Text that exports `mount(element, bytes, options)`, and by default the function
        that Streamlit's components call.

    Raises:
        RnnvizError: If a module uses a form that cannot be joined.
    """
    return _entry("player", "streamlit")


@cache
def atlas_source() -> str:
    """The atlas as one ES module, with the same two exports as the player."""
    return _entry("atlas", "atlas_streamlit")


@cache
def table_source() -> str:
    """The scrolling embedding table as one ES module, with the same two exports."""
    return _entry("table", "table_streamlit")


@cache
def player_css() -> str:
    """The player's style sheet."""
    return (_FOLDER / "player.css").read_text("utf-8")


@cache
def atlas_css() -> str:
    """The atlas' style sheet."""
    return (_FOLDER / "atlas.css").read_text("utf-8")


def _entry(mounting: str, component: str) -> str:
    modules = {path.stem: path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.js"))}
    return join_modules(modules, component) + (
        f"export const mount = {mounting}_js.mount;\nexport default {component}_js.render;\n"
    )


def join_modules(modules: Mapping[str, str], entry: str | None = None) -> str:
    """Join ES modules into one text without imports.

    Args:
        modules: Source by module name.
        entry: Join only this one and what it needs, or all if None.

    Returns:
        One `const` a module, each after those it imports.

    Raises:
        RnnvizError: If an import or export has another form, names a module that is not
            there, or closes a circle.
    """
    order: list[str] = []
    for name in modules if entry is None else (entry,):
        _visit(name, modules, order, path=())
    return "".join(_scope(name, modules[name]) for name in order)


def _visit(name: str, modules: Mapping[str, str], order: list[str], path: tuple[str, ...]) -> None:
    if name in order:
        return
    if name not in modules:
        raise RnnvizError(f"{path[-1]}.js imports ./{name}.js, which is not among the modules.")
    if name in path:
        raise RnnvizError(
            f"The modules import each other in a circle: {' -> '.join((*path, name))}."
        )
    for _, needed in _IMPORT.findall(modules[name]):
        _visit(needed, modules, order, (*path, name))
    order.append(name)


def _scope(name: str, source: str) -> str:
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const { \1 } = \2_js;\n", source))
    if strange := _OTHER.search(_COMMENT.sub("", body)):  # types in comments may say import
        raise RnnvizError(
            f'{name}.js cannot be joined: only `import {{ a, b }} from "./x.js";` and `export` '
            f"before function, const or class are understood, not `{strange.group().strip()}`."
        )
    return f"const {name}_js = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();\n"
