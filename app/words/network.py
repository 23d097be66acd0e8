"""In the network: the same words as a trained network's first layer holds them."""

from __future__ import annotations

import numpy as np
import streamlit as st
from numpy.typing import NDArray

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
from rnnviz.embeddings.answers import Neighbours
from rnnviz.written import plain

Square = NDArray[np.float64]
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
    said = _changes(asked, view, words, general, task)
    states_are = prose.STATES_ARE.format(weights=view.weights, cell=view.cell)
    return [tables, *said, sentence(states_are)]


def _changes(
    asked: Asked, view: WordsView, words: tuple[str, ...], general: Square, task: Square
) -> list[Drawing]:
    """The pair in question, and the pair that differs most."""
    i, j = measures.most_changed(general, task)
    most = _numbers(words, general, task, i, j)
    if not (asked.word and asked.other) or asked.word == asked.other:
        return [_verdict(view, *most)]
    pair = _numbers(words, general, task, 0, 1)
    first, second, before, after = most
    changed = prose.MOST_CHANGED.format(
        first=first, second=second, before=plain(before, 2), after=plain(after, 2)
    )
    return [_verdict(view, *pair), *([sentence(changed)] if (i, j) != (0, 1) else [])]


def _numbers(
    words: tuple[str, ...], general: Square, task: Square, i: int, j: int
) -> tuple[str, str, float, float]:
    return words[i], words[j], float(general[i, j]), float(task[i, j])


def _verdict(view: WordsView, first: str, second: str, before: float, after: float) -> Drawing:
    verdict = "apart" if after < before else "together"
    said = prose.CHANGE.format(
        first=first,
        second=second,
        before=plain(before, 2),
        after=plain(after, 2),
        weights=view.weights,
        cell=view.cell,
        verdict=prose.VERDICTS["alike" if abs(before - after) < _ALIKE else verdict],
    )
    return sentence(said, is_strong=True)


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
