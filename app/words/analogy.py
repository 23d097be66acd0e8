"""Analogy: a sum of words, its answers, and the plane in which it can be seen."""

from __future__ import annotations

import streamlit as st

from app import cache, cache_words, spelling
from app.measures import Answers
from app.prose import english_words as prose
from app.sheet import show
from app.stage import saying_beside
from app.state import WordsView
from app.words.asked import Asked
from app.words.controls import expression, go_to
from rnnviz.drawings.arrangement import beside, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.ranking import Ranked, ranking
from rnnviz.drawings.word_plane import Kind, PlanePoint, word_plane
from rnnviz.embeddings.answers import Neighbours
from rnnviz.text.word_sum import read_sum


def show_panel(asked: Asked) -> None:
    """The box, and the drawing below it."""
    expression()
    text = WordsView.read(st.session_state).expression
    with saying_beside(prose.WHY, "refused-expression"):
        total = read_sum(text, cache.vectors(asked.key).__contains__)
        missing = cache.unknown(total.words, asked.key)
        spelling.spellings("expression", text, total.words, missing, asked.key)
        if not missing:
            show(_drawing(cache_words.answers(total, asked.key)), "analogy", go_to)


def _drawing(answers: Answers) -> Drawing:
    first = answers.anyhow.words[:1]
    same = first == answers.without.words[:1]
    note = prose.ANYHOW_SAME if same else prose.ANYHOW_NOTE.format(word="".join(first))
    lists = beside(
        _ranked(prose.WITHOUT, answers.without, answers),
        _ranked(prose.ANYHOW, answers.anyhow, answers, note),
    )
    return lists if answers.plane is None else stacked(_plane(answers), lists)


def _ranked(title: str, found: Neighbours, answers: Answers, note: str = "") -> Drawing:
    rows = [
        Ranked(word, value, word in answers.asked.words)
        for word, value in zip(found.words, found.similarities, strict=True)
    ]
    return ranking(title, rows, note=note)


def _plane(answers: Answers) -> Drawing:
    plane, names = answers.plane, answers.names
    if plane is None:
        return stacked()
    n_asked = len(names) - len(answers.without.words[:1])
    kinds: list[Kind] = ["text" if i < n_asked else "accent" for i in range(len(names))]
    points = [
        PlanePoint(name, x, y, kind)
        for name, (x, y), kind in zip(names, plane.points.tolist(), kinds, strict=False)
    ]
    x, y = plane.points[-1].tolist()
    points.append(PlanePoint(prose.SUM, x, y, "muted", is_word=False))
    arrows = [(start, end, i > 0) for i, (start, end) in enumerate(answers.arrows)]
    expression_ = answers.asked.expression
    alt = prose.PLANE_ALT.format(expression=expression_, names=", ".join(names))
    title = prose.IN_PLANE.format(expression=expression_)
    return word_plane(points, arrows, title=title, note=_note(answers), alt=alt)


def _note(answers: Answers) -> str:
    if answers.plane is None or not answers.without.words:
        return ""
    kept = 100 * float(answers.plane.kept[len(answers.names) - 1])
    if answers.plane.is_exact:
        a, b, c, answer = answers.names
        return prose.EXACT.format(a=a, b=b, c=c, answer=answer, kept=kept)
    return prose.BY_PCA.format(kept=kept)
