"""Symbols as a lecture writes them: what follows an underscore stands below the line."""

from __future__ import annotations

import re

from rnnviz.drawings.markup import Drawing, Markup, joined, tag

_BELOW = re.compile(r"_(?:\(([^)]*)\)|([A-Za-z0-9]+))")


def lowered(number: int) -> str:
    """A number in digits below the line, where no markup can stand."""
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def symbols(text: str) -> Markup:
    """A line of text with its subscripts: "h_(t−1)" and "W_ih" become h and W with one each.

    Args:
        text: Anything; what is not a subscript is escaped.
    """
    parts, end = list[Markup](), 0
    for found in _BELOW.finditer(text):
        parts.append(tag("span", text[end : found.start()]))
        parts.append(tag("sub", found[1] or found[2]))
        end = found.end()
    return joined([*parts, tag("span", text[end:])])


def lead(text: str) -> Drawing:
    """A sentence beside a picture: what is seen, how to read it, what it comes to.

    Args:
        text: As it is, or Markup, such as a line with its symbols.
    """
    return Drawing(tag("p", text, class_="rv-conv-lead"))
