"""Texts of different lengths, padded into one batch."""

from __future__ import annotations

import streamlit as st

from app.controls import choose, text_box, whole
from app.encode import step_line, visit
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import SIDES
from rnnviz.drawings.padded_lines import padded_lines
from rnnviz.errors import RnnvizError
from rnnviz.text.padding import MAX_LENGTH, MAX_LINES, Padded, padded
from rnnviz.text.tokens import tokenize
from rnnviz.written import shape

DEFAULT = EncodeView()


def show_part() -> None:
    """Texts, padding and mask, and their code."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="encode-lines"):
        text_box(prose.LINES, "lines", DEFAULT.lines, 110)
        choose(prose.PAD_SIDE, "pad_side", SIDES, DEFAULT.pad_side, "visible")
        whole(prose.PAD_LENGTH, "pad_length", 0, MAX_LENGTH, DEFAULT.pad_length)
    view = EncodeView.read(st.session_state)
    try:
        batch = padded(_lines(view.lines), view.pad_length, view.pad_side)
    except RnnvizError as refusal:
        st.text(str(refusal))
        return
    width = visit.vectors().matrix.shape[1]
    step_line.headline(view, *batch.ids.shape, width)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _batch(batch, width)
    with right:
        step_line.code("padding", code_words(view, batch, width), code_flags(view, batch))


def _lines(text: str) -> list[tuple[str, ...]]:
    """The tokens of each line that has any; more lines than fit are cut and said so."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        st.caption(prose.TOO_MANY_LINES.format(limit=MAX_LINES, n=len(lines)))
    return [tokenize(line) for line in lines[:MAX_LINES]]


def _batch(batch: Padded, width: int) -> None:
    show(padded_lines(batch.tokens, batch.ids.tolist(), batch.mask.tolist()), "padded")
    lost = [prose.CUT_LINE.format(n=n, line=i) for i, n in enumerate(batch.n_cut) if n]
    if lost:
        st.text(prose.CUT_OFF.format(listed=", ".join(lost)))
    b, s = batch.ids.shape
    n_pad = int((~batch.mask).sum())
    said = prose.PADDED.format(
        b=b, s=s, n_pad=n_pad, total=b * s, n=width, shape=shape(b, s, width)
    )
    st.caption(said)


def code_words(view: EncodeView, batch: Padded, width: int) -> dict[str, str]:
    """What the padding code is filled in with.

    Args:
        view: The page's.
        batch: Padded as it says.
        width: I, of the embedding.
    """
    b, s = batch.ids.shape
    return {
        "lines": str(list(map(list, batch.numbered))),
        "length": str(s),
        "missing": str(s - max(batch.lengths)),
        "torch_side": "right" if view.pad_side == "after" else "left",
        "keras_side": "post" if view.pad_side == "after" else "pre",
        "n_words": str(len(batch.vocabulary)),
        "width": str(width),
        "shape": str((b, s, width)),
    }


def code_flags(view: EncodeView, batch: Padded) -> frozenset[str]:
    """Which lines of the padding code apply."""
    is_longer = batch.ids.shape[1] > max(batch.lengths)
    return frozenset((view.pad_side, "longer") if is_longer else (view.pad_side,))
