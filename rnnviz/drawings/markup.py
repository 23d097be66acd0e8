"""HTML built from parts, so that no text of a user's ever becomes markup.

tag("p", "1 < 2", class_="rv-note")  ->  <p class="rv-note">1 &lt; 2</p>
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from rnnviz.palette import DARK, LIGHT, css_variables

_VOID = frozenset(("br", "hr", "img", "input"))


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | float | bool | None) -> Markup:
    """One element.

    Args:
        name: Of the element, HTML's or SVG's.
        children: Text, which is escaped, or Markup, which is not.
        attributes: A trailing underscore is dropped, others become hyphens (class_, data_pick);
            None and False leave an attribute out, True gives it no value.
    """
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_text(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    inside = "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    return Markup(f"<{name}{given}>" if name in _VOID else f"<{name}{given}>{inside}</{name}>")


def joined(parts: Iterable[Markup]) -> Markup:
    """Elements one after another."""
    return Markup("".join(parts))


def _text(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{value:.6g}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as HTML; a notebook shows it as it is.

    Attributes:
        html: One element or several. Elements with a data-pick attribute can be clicked where
            a page listens; its value is what was picked.
    """

    html: Markup

    def _repr_html_(self) -> str:
        colours = f".rnnviz-drawing {{ color-scheme: light dark; {css_variables(LIGHT, DARK)} }}"
        style = tag("style", Markup(f"{colours}\n{drawings_css()}"))
        return tag("div", style, self.html, class_="rnnviz-drawing")


@cache
def drawings_css() -> str:
    """The style sheets of all drawings; they need the palette's colours as variables."""
    sheets = sorted(Path(__file__).parent.glob("*.css"))
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)
