"""A padded batch: its tokens with their ids, and the mask beside them."""

from __future__ import annotations

from collections.abc import Sequence

from rnnviz.drawings.markup import Drawing, Markup, joined, tag
from rnnviz.written import short

PAD_WORD_LENGTH = 10


def padded_lines(
    tokens: Sequence[Sequence[str]], ids: Sequence[Sequence[int]], mask: Sequence[Sequence[bool]]
) -> Drawing:
    """Two matrices of one shape, line by line.

    Args:
        tokens: B rows of S tokens.
        ids: B rows of S ids.
        mask: B rows of S: True at real tokens, False at padding.
    """
    words = [
        [_cell(*place) for place in zip(*row, strict=True)]
        for row in zip(tokens, ids, mask, strict=True)
    ]
    flags = [[_flag(is_real) for is_real in row] for row in mask]
    return Drawing(
        tag(
            "div",
            tag("figure", tag("figcaption", "ids"), _table(words, "rv-tokens")),
            tag("figure", tag("figcaption", "mask"), _table(flags, "rv-mask")),
            class_="rv-padded rv-scroll",
            tabindex="0",
        )
    )


def _flag(is_real: bool) -> Markup:
    return tag("td", str(int(is_real)), class_="rv-mask-1" if is_real else "rv-mask-0")


def _cell(token: str, number: int, is_real: bool) -> Markup:
    return tag(
        "td",
        tag("span", short(token, PAD_WORD_LENGTH)),
        tag("small", str(number), class_="rv-number"),
        title=token,
        class_=None if is_real else "rv-padding",
    )


def _table(rows: Sequence[Sequence[Markup]], class_: str) -> Markup:
    lines = [tag("tr", tag("th", str(i), scope="row"), *cells) for i, cells in enumerate(rows)]
    return tag("table", joined(lines), class_=f"rv-table {class_}")
