"""Which words an output depends on, as a table of slopes: blank is exactly nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.terms import Term
from rnnviz.written import short

DEPENDENCE = Term(
    "dependence", "log₁₀‖∂out_t/∂x_k‖", "dependence", ("T", "T"), -3.0, 1.0, False, "gate",
    "Decimal logarithm of how far an output moves with a word's embedding.",
)  # fmt: skip
FEW, FAINTEST = 8, -2.6
"""Words up to which numbers are written; the palest that anything but 0 is drawn."""


def dependence(
    title: str,
    aside: str,
    words: Sequence[str],
    rows: Sequence[Sequence[float] | None],
    lit: int,
) -> Drawing:
    """One row per output, one column per word; a row's name picks it.

    Args:
        title: Of the network.
        aside: At the title's right.
        words: T words.
        rows: Of slopes, T each; None where there is no output.
        lit: The row that is looked at, from 0.
    """
    heads = [tag("th", short(word, 9), scope="col", title=word) for word in words]
    lines = [_row(words, t, row, t == lit) for t, row in enumerate(rows)]
    kind = "rv-conv-depend" if len(words) <= FEW else "rv-conv-depend rv-conv-depend-many"
    table = tag("table", tag("tr", tag("td", ""), *heads), *lines, class_=kind)
    head = tag("h3", title, tag("span", aside, class_="rv-quiet"), class_="rv-title rv-apart")
    scroll = tag("div", table, class_="rv-scroll", tabindex="0")
    return Drawing(tag("section", head, scroll, class_="rv-panel"))


def dependence_legend(low: str, high: str, zero: str) -> Drawing:
    """The scale, which is logarithmic, and what blank means.

    Args:
        low: At its pale end.
        high: At its full end.
        zero: What a blank cell says.
    """
    ends = (DEPENDENCE.low, DEPENDENCE.high)
    bar = f"background: linear-gradient(90deg, {', '.join(colour(e, DEPENDENCE) for e in ends)})"
    return Drawing(
        tag(
            "p",
            tag("span", "", class_="rv-conv-depend-zero"),
            tag("span", zero),
            tag("span", low),
            tag("span", "", class_="rv-conv-depend-scale", style=bar),
            tag("span", high),
            class_="rv-conv-depend-legend",
        )
    )


def _row(words: Sequence[str], t: int, row: Sequence[float] | None, is_lit: bool) -> Markup:
    name = tag(
        "button",
        short(words[t], 9),
        data_pick=str(t + 1),
        title=words[t],
        aria_pressed=str(is_lit).lower(),
    )
    if row is None:
        none = tag("td", "", class_="rv-conv-depend-none", title="no output")
        cells = [none] * len(words)
    else:
        cells = [_cell(value, word, len(words)) for value, word in zip(row, words, strict=True)]
    kind = "rv-conv-depend-lit" if is_lit else None
    return tag("tr", tag("th", name, scope="row"), *cells, class_=kind)


def _cell(value: float, word: str, n: int) -> Markup:
    if not value:
        return tag("td", tag("span", "0", class_="rv-unseen"), title=f"{word}: exactly 0")
    level = max(math.log10(value), FAINTEST)
    style = f"background: {colour(level, DEPENDENCE)}; color: {ink_on(level, DEPENDENCE)}"
    said = f"{value:.2g}"
    text = tag("span", said, class_="" if n <= FEW else "rv-unseen")
    return tag("td", text, style=style, title=f"{word}: {said}", class_="rv-number")
