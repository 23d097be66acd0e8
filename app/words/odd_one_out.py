"""Odd one out: which of the user's words is farthest from their mean."""

from __future__ import annotations

from app import cache_words
from app.prose import english_words as prose
from app.sheet import show
from app.words.asked import Asked
from app.words.controls import go_to
from app.words.similarity import every_pair, random_mark
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.ranking import Ranked, ranking


def show_panel(asked: Asked) -> None:
    """Draw the words in order, and every pair of them, from which it follows."""
    show(stacked(_order(asked), every_pair(asked)), "odd", go_to)


def _order(asked: Asked) -> Drawing:
    if len(asked.words) < 3:
        return sentence(prose.TOO_FEW_ODD)
    words, cosines = cache_words.oddness(asked.words, asked.key)
    rows = [
        Ranked(word, value, i == 0)
        for i, (word, value) in enumerate(zip(words, cosines, strict=True))
    ]
    title = prose.ODD.format(word=words[0])
    return ranking(
        title, rows, aside=prose.ODD_ASIDE, mark=random_mark(asked.key), note=prose.ODD_NOTE
    )
