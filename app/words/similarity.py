"""Similarity: the nearest words, two words measured against each other, and every pair."""

from __future__ import annotations

from collections.abc import Iterator

from app import cache, cache_words
from app.prose import english_words as prose
from app.sheet import show
from app.words.asked import Asked
from app.words.controls import go_to
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.pair_matrix import pair_matrix
from rnnviz.drawings.ranking import Mark, Ranked, ranking
from rnnviz.drawings.word_pair import word_pair
from rnnviz.written import plain


def show_panel(asked: Asked) -> None:
    """Draw it, as one sheet."""
    show(stacked(*_parts(asked)), "similarity", go_to)


def random_mark(key: str) -> Mark:
    """Where two random words lie, as a mark through bars."""
    every, frequent = cache_words.chance(key)
    said = prose.RANDOM_WORDS.format(mean=plain(every.mean, 2), spread=plain(every.spread, 2))
    if frequent.n_rows < every.n_rows:
        mean, spread = plain(frequent.mean, 2), plain(frequent.spread, 2)
        said += prose.RANDOM_FREQUENT.format(n=frequent.n_rows, mean=mean, spread=spread)
    return Mark(every.mean, f"{said}.")


def every_pair(asked: Asked) -> Drawing:
    """The user's words as a matrix."""
    if len(asked.words) < 2:
        return sentence(prose.NO_PAIRS)
    rows = cache_words.similarities(asked.words, asked.key).tolist()
    return pair_matrix(prose.EVERY_PAIR, asked.words, rows)


def _parts(asked: Asked) -> Iterator[Drawing]:
    yield _nearest(asked) if asked.word else sentence(prose.NO_WORD)
    if asked.word:
        yield _pair(asked) if asked.other else sentence(prose.NO_OTHER)
    yield every_pair(asked)


def _nearest(asked: Asked) -> Drawing:
    near = cache_words.neighbours(asked.current, asked.key)
    rows = [
        Ranked(word, value, word == asked.other)
        for word, value in zip(near.words, near.similarities, strict=True)
    ]
    is_mean = len(asked.current) > 1
    title = (
        prose.NEAREST_MEAN.format(words=" + ".join(asked.current))
        if is_mean
        else prose.NEAREST.format(word=asked.word)
    )
    aside = prose.COSINE_TO_MEAN if is_mean else prose.COSINE
    return ranking(title, rows, aside=aside, mark=random_mark(asked.key))


def _pair(asked: Asked) -> Drawing:
    pair = cache_words.pair(asked.word, asked.other, asked.key)
    words = (asked.word, asked.other)
    return word_pair(
        words,
        cache.vectors(asked.key).embed(words).tolist(),
        dot=pair.dot,
        norms=pair.norms,
        cosine=pair.cosine,
        degrees=pair.degrees,
        distance=pair.distance,
    )
