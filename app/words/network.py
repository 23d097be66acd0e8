"""In the network: the same words as a trained network's first layer holds them."""

from __future__ import annotations

import streamlit as st

from app import cache, cache_words, measures
from app.prose import english_words as prose
from app.sheet import show
from app.stage import saying_beside
from app.state import WordsView
from app.words.asked import Asked
from app.words.controls import go_to, network
from rnnviz.drawings.arrangement import beside, sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.pair_matrix import pair_matrix
from rnnviz.drawings.ranking import Ranked, ranking
from rnnviz.embeddings.vectors import Neighbours
from rnnviz.written import plain

_ALIKE = 0.2  # cosines that differ by less are called alike


def show_panel(asked: Asked) -> None:
    """The choice of the network, and the drawing below it."""
    network()
    view = WordsView.read(st.session_state)
    with saying_beside(prose.WHY, "refused-network"):
        parts = [*_compared(asked, view), *_near(asked, view)]
        show(stacked(*parts), "network", go_to)


def _compared(asked: Asked, view: WordsView) -> list[Drawing]:
    """Both matrices, and the pair that differs most."""
    words = tuple(dict.fromkeys((asked.word, asked.other, *asked.words)))
    words = tuple(filter(None, words))[: measures.N_COMPARED]
    if len(words) < 2:
        return [sentence(prose.NO_NETWORK_WORDS)]
    general = cache_words.similarities(words, asked.key)
    task = cache_words.state_similarities(view.network, words, asked.key)
    tables = beside(
        pair_matrix(prose.BY_VECTORS, words, general.tolist()),
        pair_matrix(prose.BY_STATE, words, task.tolist()),
    )
    i, j = measures.most_changed(general, task)
    first, second = words[i], words[j]
    before, after = float(general[i, j]), float(task[i, j])
    said = prose.CHANGE.format(
        first=first,
        second=second,
        before=plain(before, 2),
        after=plain(after, 2),
        weights=view.weights,
        cell=view.cell,
        verdict=prose.VERDICTS[_verdict(before, after)],
    )
    states_are = prose.STATES_ARE.format(weights=view.weights, cell=view.cell)
    return [tables, sentence(said, is_strong=True), sentence(states_are)]


def _near(asked: Asked, view: WordsView) -> list[Drawing]:
    """The nearest words by vectors and by state, among the same words."""
    if not asked.word:
        return []
    word, key = asked.word, asked.key
    general = cache_words.near_in_common(word, key)
    task = cache_words.near_in_state(view.network, word, key)
    n = min(measures.N_STATES, len(cache.vectors(key)))
    lists = beside(
        _ranked(prose.NEAR_VECTORS.format(word=word), general),
        _ranked(prose.NEAR_STATE.format(word=word), task),
    )
    return [lists, sentence(prose.AMONG_FREQUENT.format(n=n))]


def _ranked(title: str, found: Neighbours) -> Drawing:
    pairs = zip(found.words, found.similarities, strict=True)
    rows = [Ranked(word, value) for word, value in pairs][: measures.N_ANSWERS]
    return ranking(title, rows)


def _verdict(before: float, after: float) -> str:
    if abs(before - after) < _ALIKE:
        return "alike"
    return "apart" if after < before else "together"
