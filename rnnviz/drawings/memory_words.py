"""A sentence as chips, each with what several methods say that it adds to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.drawings.colours import colour, ink_on
from rnnviz.drawings.markup import Drawing, Markup, tag
from rnnviz.drawings.memory_scale import subscripted
from rnnviz.terms import Term
from rnnviz.written import short, signed

OWED = Term(
    "owed", "Δo", "what a word adds", ("T",), -2.0, 2.0, False, "signed",
    "How much a word moves the last output.",
)  # fmt: skip
"""Colours of what words add, in units of the output before its sigmoid."""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to ask which words count.

    Attributes:
        name: Of the method.
        values: T numbers, for and against.
        aside: What is said beside the name, such as how well it agrees.
    """

    name: str
    values: tuple[float, ...]
    aside: str = ""


def word_chips(
    title: str, aside: str, words: Sequence[str], methods: Sequence[Method], said: str
) -> Drawing:
    """Chips in the sentence's order; lines of numbers in the methods' order.

    Args:
        title: Above it.
        aside: At the title's right.
        words: T words.
        methods: At least one.
        said: The numbers in a sentence.
    """
    head = tag(
        "h3", title, tag("span", subscripted(aside), class_="rv-quiet"), class_="rv-title rv-apart"
    )
    names = tag("div", tag("b", ""), *map(_name, methods), class_="rv-mem-credit-names")
    chips = [
        _chip(word, [(method, method.values[t]) for method in methods])
        for t, word in enumerate(words)
    ]
    body = tag(
        "div", names, tag("div", *chips, class_="rv-mem-credit-chips"), class_="rv-mem-credit"
    )
    verdict = tag("p", said, class_="rv-mem-tracks-said")
    return Drawing(tag("section", head, verdict, body, class_="rv-mem-credit-panel"))


def _name(method: Method) -> Markup:
    return tag("span", method.name, tag("small", method.aside))


def _number(value: float) -> str:
    """Two digits with a sign, which what rounds to nothing has not."""
    return "0.00" if abs(value) < 0.005 else signed(value, 2)


def _chip(word: str, credits: Sequence[tuple[Method, float]]) -> Markup:
    lines = [
        tag(
            "span",
            _number(value),
            class_="rv-number",
            style=f"background: {colour(value, OWED)}; color: {ink_on(value, OWED)}",
            title=f"{method.name}: {signed(value, 4)}",
        )
        for method, value in credits
    ]
    return tag("div", tag("b", short(word, 12), title=word), *lines, class_="rv-mem-credit-chip")
