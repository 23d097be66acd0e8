"""One-hot: how empty it is, what it costs, and that it says nothing about meaning."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app import cache_encode
from app.controls import choose, note, put, text_box, whole
from app.encode import step_line, visit
from app.prose import english_encode as prose
from app.sheet import show
from app.state import EncodeView
from app.state.encode import OUTSIDES, VOCABULARIES
from rnnviz import tokenize
from rnnviz.drawings.onehot_rows import Row, onehot_close, onehot_rows
from rnnviz.drawings.pair_tables import cost_table, pair_tables
from rnnviz.errors import RnnvizError
from rnnviz.geometry.similarity import similarity_matrix
from rnnviz.text.onehot import footprint, one_hot
from rnnviz.text.tokens import MAX_TOKENS
from rnnviz.text.vocabulary import MAX_WORDS, Vocabulary
from rnnviz.written import n_bytes, plain, shape

DEFAULT = EncodeView()
N_CLOSE, N_PAIRS = 9, 5


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence in a vocabulary.

    Attributes:
        tokens: T words.
        vocabulary: Which.
        ids: T ids, -1 for a word outside.
    """

    tokens: tuple[str, ...]
    vocabulary: Vocabulary
    ids: tuple[int, ...]


def show_part() -> None:
    """The whole part."""
    _choices()
    view = EncodeView.read(st.session_state)
    try:
        encoded = _encoded(view)
    except RnnvizError as refusal:
        st.text(str(refusal))
        return
    step_line.headline(view, len(encoded.tokens), len(encoded.vocabulary))
    left, right = st.columns(2, gap="large")
    with left:
        _rows(view, encoded)
    with right:
        _costs(encoded)
        _cosines(encoded)
        if min(encoded.ids) >= 0:
            step_line.code("onehot", code_words(encoded.ids, len(encoded.vocabulary)))


def _choices() -> None:
    """The sentence, the vocabulary, and what becomes of words outside it."""
    with st.container(horizontal=True, vertical_alignment="center", key="encode-controls"):
        step_line.sentence()
        vocabulary = choose(prose.VOCABULARY, "vocabulary", VOCABULARIES, DEFAULT.vocabulary)
        choose(prose.OUTSIDE, "outside", OUTSIDES, DEFAULT.outside, "visible")
        if vocabulary == "5,000 characters":
            example = prose.CHINESE_EXAMPLE
            label = prose.TRY.format(example=example)
            st.button(label, on_click=put, kwargs={"sentence": example})
    if vocabulary == "own text":
        text_box(prose.OWN_TEXT, "own_text", DEFAULT.own_text, 80)


def _encoded(view: EncodeView) -> Encoded:
    """The sentence's ids in the chosen vocabulary.

    Raises:
        TextError: If the sentence or the text has nothing to read, or is too long.
    """
    tokens = tokenize(view.sentence)
    vocabulary = Vocabulary(_vocabulary(view, tokens), has_unknown=view.outside == "<unk>")
    return Encoded(tokens, vocabulary, vocabulary.ids(tokens))


def _vocabulary(view: EncodeView, tokens: tuple[str, ...]) -> tuple[str, ...]:
    if view.vocabulary == "10,000 words":
        return visit.vectors().words[: cache_encode.N_WORDS]
    if view.vocabulary == "5,000 characters":
        return cache_encode.characters()
    if view.vocabulary == "own text":
        return tokenize(view.own_text, max_tokens=MAX_WORDS)
    return tokens


def _rows(view: EncodeView, encoded: Encoded) -> None:
    """The rows to scale, one of them closely, and where the vocabulary is from."""
    known, reason = encoded.vocabulary, prose.OUTSIDE_IS[view.outside]
    rows = [
        Row(token, i, "" if token in known else reason)
        for token, i in zip(encoded.tokens, encoded.ids, strict=True)
    ]
    bars = st.container(gap="xxsmall")
    current = _close(encoded, rows)
    with bars:
        show(onehot_rows(rows, len(known), current), "rows", _pick)
        ones, cells = sum(i >= 0 for i in encoded.ids), len(rows) * len(known)
        share = f"{100 * (1 - ones / cells):.4g}"
        st.caption(prose.EMPTY.format(ones=ones, cells=f"{cells:,}", percent=share))
    source = prose.VOCABULARY_SOURCES[view.vocabulary]
    said = source.format(v=f"{len(known):,}", vectors=visit.vectors().name)
    note(said, "vocabulary")
    if any(row.note for row in rows):
        st.caption(prose.OUTSIDE_SAID[view.outside])


def _close(encoded: Encoded, rows: list[Row]) -> int:
    """The chosen row's cells around its 1; gives its index."""
    with st.container(horizontal=True, vertical_alignment="center", key="encode-row"):
        chosen = whole(prose.ROW, "row", 1, MAX_TOKENS, DEFAULT.row)
        current = min(chosen, len(rows)) - 1
        here = rows[current]
        said = prose.CLOSE if here.id >= 0 else prose.CLOSE_NONE
        beyond = prose.NO_SUCH_ROW.format(n=len(rows)) if chosen > len(rows) else ""
        st.text(beyond + said.format(word=here.token))
    known = encoded.vocabulary
    first = min(max(here.id - N_CLOSE // 2, 0), max(len(known) - N_CLOSE, 0))
    show(onehot_close(here, first, known.words[first : first + N_CLOSE]), "close")
    return current


def code_words(ids: tuple[int, ...], vocab_size: int) -> dict[str, str]:
    """What the one-hot code is filled in with: T ids, all below V."""
    shape_ = str((len(ids), vocab_size))
    return {"ids": str(list(ids)), "n_words": str(vocab_size), "shape": shape_}


def _pick(picked: str) -> None:
    put(row=int(picked) + 1)


def _costs(encoded: Encoded) -> None:
    n_tokens, v = len(encoded.tokens), len(encoded.vocabulary)
    width = visit.vectors().matrix.shape[1]
    taken = footprint(n_tokens, v, width)
    shapes = (shape(n_tokens, v), shape(n_tokens), shape(n_tokens, width))
    memory = (taken.dense, taken.ids, taken.embedded)
    rows = tuple(zip(prose.BYTES_ROWS, shapes, map(n_bytes, memory), memory, strict=True))
    show(cost_table(rows), "costs")


def _cosines(encoded: Encoded) -> None:
    different = tuple(dict.fromkeys(encoded.tokens))
    words = different[:N_PAIRS]
    if len(words) < 2:
        st.caption(prose.COSINES_SAME)
        return
    name = visit.vectors().name
    ids = encoded.vocabulary.ids(words)
    compact = {i: k for k, i in enumerate(dict.fromkeys(i for i in ids if i >= 0))}
    sparse = similarity_matrix(one_hot([compact.get(i, -1) for i in ids], max(1, len(compact))))
    has_row = [i >= 0 for i in ids]
    has_vector = [word in visit.vectors() for word in words]
    dense = similarity_matrix(visit.vectors().embed(words))
    tables = [
        (prose.COSINES[0], _where(sparse.tolist(), has_row)),
        (prose.COSINES[1].format(vectors=name), _where(dense.tolist(), has_vector)),
    ]
    show(pair_tables(words, tables), "pairs-shown")
    if len(different) > N_PAIRS:
        st.caption(prose.COSINE_LIMIT.format(limit=N_PAIRS))
    _point_out(words, tables[1][1], name)


def _where(rows: list[list[float]], known: list[bool]) -> list[list[float | None]]:
    """The rows, with None where one of both words has no row."""
    return [
        [value if known[i] and known[j] else None for j, value in enumerate(row)]
        for i, row in enumerate(rows)
    ]


def _point_out(words: tuple[str, ...], rows: list[list[float | None]], name: str) -> None:
    """Say the most similar pair in numbers, if any has vectors."""
    pairs = [
        (value, a, words[j])
        for i, a in enumerate(words)
        for j, value in enumerate(rows[i])
        if j > i and value is not None
    ]
    if pairs:
        value, a, b = max(pairs)
        said = prose.COSINES_SAID.format(a=a, b=b, vectors=name, cosine=plain(value))
        note(said, "cosine")
