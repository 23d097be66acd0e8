"""Which words are on the map, where, and what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app import cache, cache_words, maps
from app.cache_words import Axes
from app.prose import english_words as prose
from app.state import WordsView
from app.words.asked import Asked
from rnnviz.errors import TextError
from rnnviz.text.word_groups import read_axis
from rnnviz.written import plain

Ends = tuple[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Words at their places, however they came there.

    Attributes:
        name: Of the array in the cache.
        words: n words; None if they are the n most frequent.
        coordinates: (n, K) float32.
        method: How they came there, in a word.
        axes: K titles.
        ends: What low and high mean on own axes.
        how: One sentence on how they came there.
        preservation: Share of true neighbours that are neighbours on the map, in [0, 1].
    """

    name: str
    words: tuple[str, ...] | None
    coordinates: NDArray[np.float32]
    method: str
    axes: tuple[str, ...]
    ends: Ends | None
    how: str
    preservation: float

    @property
    def key(self) -> tuple[str, ...] | int:
        """The words, or how many of the most frequent."""
        return len(self.coordinates) if self.words is None else self.words

    def row(self, word: str, key: str) -> int | None:
        """A word's place among the coordinates; None if it is not on the map.

        Args:
            word: Which; "" is on none.
            key: Of the vectors.
        """
        if self.words is not None:
            return self.words.index(word) if word in self.words else None
        vectors = cache.vectors(key)
        rank = vectors.index(word) if word in vectors else len(vectors)
        return rank if rank < len(self.coordinates) else None


def places(asked: Asked, view: WordsView) -> Places:
    """The words of the map at their places.

    Raises:
        RnnvizError: If there are too few words for a map, or an axis cannot be read.
    """
    vectors = cache.vectors(asked.key)
    n = view.n_words(len(vectors))
    words = on_small_map(asked, view)
    if not n and not words:
        raise TextError(prose.NO_WORDS)
    if view.method == "own axes":
        return _on_axes(asked, view, n or words)
    drawn = maps.shown(view.map_choice(asked.key, words, len(vectors)))
    return Places(
        drawn.key,
        drawn.words,
        drawn.coordinates,
        drawn.method,
        drawn.axes,
        None,
        drawn.how,
        drawn.preservation,
    )


def on_small_map(asked: Asked, view: WordsView) -> tuple[str, ...]:
    """The words in question, and those near them; none if the map is of the most frequent."""
    if view.n_words(len(cache.vectors(asked.key))):
        return ()
    chosen = tuple(dict.fromkeys(filter(None, (asked.other, *asked.current[1:], *asked.words))))
    return tuple(cache_words.groups(asked.word, chosen, asked.key))


def _on_axes(asked: Asked, view: WordsView, on_map: tuple[str, ...] | int) -> Places:
    axes = _axes(asked.key, view)
    placed = cache_words.placed(axes, on_map, asked.key)
    has_up = bool(axes.up[0])
    ends = [tuple(", ".join(end) for end in pair) for pair in (axes.across, axes.up)]
    titles = [
        prose.AXIS_TITLE.format(low=low, high=high) if low else prose.LEFT_OVER
        for low, high in ends
    ]
    how = prose.OWN_AXES.format(cosine=plain(placed.cosine, 2)) if has_up else prose.OWN_AXES_ONE
    words = None if isinstance(on_map, int) else on_map
    (left, right), (down, up) = ends
    return Places(
        placed.key,
        words,
        placed.coordinates,
        prose.OWN_NAME,
        tuple(titles),
        ((left, right), (down, up)),
        how,
        placed.preservation,
    )


def _axes(key: str, view: WordsView) -> Axes:
    vectors = cache.vectors(key)
    across = read_axis(view.across, vectors.__contains__, vectors.name)
    if not view.up.strip():
        return Axes(across, ((), ()))
    return Axes(across, read_axis(view.up, vectors.__contains__, vectors.name))
