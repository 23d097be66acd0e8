"""Which map of words is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

MapMethod = Literal["PCA", "t-SNE", "UMAP"]
MAP_METHODS: tuple[MapMethod, ...] = get_args(MapMethod)


@dataclass(frozen=True, slots=True)
class MapChoice:
    """Which map.

    Attributes:
        vectors: Key for `cache.vectors`; "" for the server's own.
        method: How it is made.
        n_words: The n most frequent; 0 for the words listed.
        words: Those listed; unknown ones and doubles are left out.
        n_dimensions: Of the map.
    """

    vectors: str = ""
    method: MapMethod = "PCA"
    n_words: int = 0
    words: tuple[str, ...] = ()
    n_dimensions: Literal[2, 3] = 2
