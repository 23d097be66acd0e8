"""Embedding layer: a table of rows, an id that picks one, and why that is a product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import cache_encode, table
from app.controls import choose, note, put, whole
from app.encode import step_line, visit
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import ROWS, Rows
from rnnviz import tokenize
from rnnviz.drawings.table_rows import Factor, id_chips, row_equation, small_table
from rnnviz.errors import RnnvizError
from rnnviz.text.onehot import one_hot
from rnnviz.text.snippets import Topic

DEFAULT = EncodeView()
RANDOM: Rows = "random, 10 × 4"
MAX_ID, MAX_SEED = 99_999_999, 9_999
N_FACTORS = 3
"""Terms of the sum that are written out."""


@dataclass(frozen=True, slots=True)
class Layer:
    """An embedding table, and the row that is picked.

    Attributes:
        rows: E, (V, I).
        names: What stands in each row; empty for a table too long to list.
        id: Of the picked row.
        product: The one-hot row of that id times E.
    """

    rows: NDArray[np.float32]
    names: tuple[str, ...]
    id: int
    product: NDArray[np.float32]

    def word(self, row: int) -> str:
        """What stands in a row."""
        return self.names[row] if self.names else visit.vectors().words[row]


def show_part() -> None:
    """The whole part."""
    _choices()
    view = EncodeView.read(st.session_state)
    try:
        tokens = () if view.rows_from == RANDOM else tokenize(view.sentence)
    except RnnvizError as refusal:
        st.text(str(refusal))
        return
    shown = layer(view, tokens)
    step_line.headline(view, *shown.rows.shape)
    left, right = st.columns(2, gap="large")
    with left:
        _table(view, shown, tokens)
    with right:
        _equation(shown)
        step_line.code(*code_words(view, shown))


def _choices() -> None:
    """The table, the id, and what fills it: a seed or the sentence."""
    with st.container(horizontal=True, vertical_alignment="center", key="encode-controls"):
        rows_from = choose(prose.ROWS, "rows_from", ROWS, DEFAULT.rows_from)
        whole(prose.TOKEN_ID, "token_id", 0, MAX_ID, DEFAULT.token_id)
        if rows_from == RANDOM:
            seed = whole(prose.DEAL, "deal", 0, MAX_SEED, DEFAULT.deal)
            again = {"deal": (seed + 1) % (MAX_SEED + 1)}
            st.button(prose.DEAL_AGAIN, on_click=put, kwargs=again)
        else:
            step_line.sentence()


def layer(view: EncodeView, tokens: tuple[str, ...]) -> Layer:
    """The chosen table with the picked row; an id outside is said and gives row 0."""
    names: tuple[str, ...] = ()
    if view.rows_from == RANDOM:
        rows = cache_encode.dealt(view.deal)[1]
        names = tuple("" for _ in rows)
    elif view.rows_from == "ten words":
        names = cache_encode.filled_up(tokens, cache_encode.N_TEN, visit.key())
        rows = visit.vectors().embed(names)
    else:
        rows = visit.vectors().matrix
    picked = view.token_id
    if picked >= len(rows):
        st.text(prose.OUT_OF_RANGE.format(last=len(rows) - 1, id=picked))
        picked = 0
    product = (
        one_hot([picked], len(rows))[0] @ rows
        if names
        else cache_encode.product(picked, visit.key())
    )
    return Layer(rows, names, picked, product)


def _table(view: EncodeView, shown: Layer, tokens: tuple[str, ...]) -> None:
    if shown.names:
        names = [f"{i}  {name}".rstrip() for i, name in enumerate(shown.names)]
        show(small_table(shown.rows.tolist(), names, shown.id), "table-shown", _pick)
        if view.rows_from == RANDOM:
            ids = cache_encode.dealt(view.deal)[0]
            show(id_chips(ids, shown.id, prose.IDS), "ids", _pick)
            st.caption(prose.DEALT.format(seed=view.deal))
        else:
            note(prose.FILLED.format(vectors=visit.vectors().name), "filled")
        return
    v = len(shown.rows)
    note(prose.EVERY.format(v=f"{v:,}", vectors=visit.vectors().name), "every")
    table.show(visit.vectors(), visit.key(), shown.id, "every-row", lambda row: put(token_id=row))
    _jumps(tokens)


def _jumps(tokens: tuple[str, ...]) -> None:
    """The sentence's words as buttons to their rows; those without a vector are named."""
    with st.container(horizontal=True, vertical_alignment="center", key="encode-jumps"):
        for token in dict.fromkeys(tokens):
            if token in visit.vectors():
                place = {"token_id": visit.vectors().index(token)}
                st.button(token, key=f"jump-{token}", on_click=put, kwargs=place)
    missing = visit.unknown(tokens)
    if missing:
        listed = ", ".join(missing)
        st.text(prose.NO_ROW.format(vectors=visit.vectors().name, listed=listed))


def _pick(picked: str) -> None:
    put(token_id=int(picked))


def _equation(shown: Layer) -> None:
    v = len(shown.rows)
    st.markdown(prose.EQUATION.format(id=shown.id, v=v))
    some = sorted({*range(min(N_FACTORS - 1, v)), shown.id})
    factors = [
        Factor(int(i == shown.id), i, shown.word(i), tuple(shown.rows[i].tolist())) for i in some
    ]
    error = float(np.max(np.abs(shown.product - shown.rows[shown.id])))
    show(row_equation(factors, v, shown.product.tolist(), error), "equation")


def code_words(view: EncodeView, shown: Layer) -> tuple[Topic, dict[str, str], frozenset[str]]:
    """Which code shows this table, what it is filled in with, and its flags."""
    v, width = shown.rows.shape
    sizes = {"n_words": str(v), "width": str(width)}
    if view.rows_from == RANDOM:
        ids = str(list(cache_encode.dealt(view.deal)[0]))
        return "dealt", {**sizes, "seed": str(view.deal), "ids": ids}, frozenset()
    words = {**sizes, "words": repr(list(shown.names)), "id": str(shown.id)}
    return (
        "pretrained",
        words,
        frozenset(("ten" if shown.names else "every", "own" if visit.key() else "glove")),
    )
