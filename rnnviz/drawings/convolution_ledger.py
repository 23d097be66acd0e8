"""One number as a sum: every line a word, a bias or a gate, with its products as a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import strip
from rnnviz.drawings.convolution_symbols import symbols
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.terms import Term
from rnnviz.written import signed

PRODUCT = Term(
    "product", "w x", "product", ("n",), -0.3, 0.3, False, "signed", "A weight times a number."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    Attributes:
        sign: In the margin: +, = or an arrow.
        name: What it is.
        note: How it is computed, or a word of the user's.
        products: What is added up to the value; empty where there is nothing to add.
        value: A number.
        is_result: Whether it is what the lines above come to.
    """

    sign: str
    name: str
    note: str
    products: tuple[float, ...]
    value: float
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the lines come to the recorded number.

    Attributes:
        is_right: Whether they do.
        said: In words, with the largest difference.
    """

    is_right: bool
    said: str


def ledger(title: str, equation: str, entries: Sequence[Entry], proof: Proof) -> Drawing:
    """A number taken apart.

    Args:
        title: Whose number it is.
        equation: In symbols.
        entries: Its lines.
        proof: Said below.
    """
    table = tag("table", *map(_line, entries), class_="rv-conv-ledger")
    kind = "rv-proof" if proof.is_right else "rv-proof rv-bad"
    mark = "✓" if proof.is_right else "✗"
    return Drawing(
        tag(
            "section",
            tag("h3", title, class_="rv-title"),
            tag("p", symbols(equation), class_="rv-conv-formula"),
            tag("div", table, class_="rv-scroll", tabindex="0"),
            tag("p", f"{mark} {proof.said}", class_=kind),
            class_="rv-panel",
        )
    )


def _line(entry: Entry) -> Markup:
    n = len(entry.products)
    note = tag("small", f" {entry.note}")
    name = tag(
        "th", symbols(entry.name), note, scope="row", title=entry.note, colspan=None if n else 2
    )
    drawn = [
        tag("td", strip(entry.products, PRODUCT, f"{n} products"), class_="rv-conv-ledger-strip")
    ]
    return tag(
        "tr",
        tag("td", entry.sign, class_="rv-conv-ledger-sign"),
        name,
        *(drawn if n else []),
        tag("td", signed(entry.value), class_="rv-number"),
        class_="rv-conv-ledger-result" if entry.is_result else None,
    )
