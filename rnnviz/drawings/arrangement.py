"""Drawings put together into one, so that a page shows them at one go."""

from __future__ import annotations

from rnnviz.drawings.markup import Drawing, Markup, tag


def stacked(*drawings: Drawing) -> Drawing:
    """One below the other, with a line between."""
    return Drawing(tag("div", *(drawing.html for drawing in drawings), class_="rv-stack"))


def beside(*drawings: Drawing) -> Drawing:
    """Side by side, or one below the other where there is no room."""
    return Drawing(tag("div", *(drawing.html for drawing in drawings), class_="rv-beside"))


def sentence(text: str | Markup, *, is_strong: bool = False) -> Drawing:
    """A line of text between drawings.

    Args:
        text: What it says.
        is_strong: Whether it is what the drawings are there to show.
    """
    return Drawing(tag("p", text, class_="rv-verdict" if is_strong else "rv-said"))


def in_a_row(*drawings: Drawing) -> Drawing:
    """Panels of curves, equally wide, or one below the other where there is no room."""
    return Drawing(tag("div", *(drawing.html for drawing in drawings), class_="rv-curve-row"))
