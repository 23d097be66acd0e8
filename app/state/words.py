"""The Words page: which words are looked at, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.state.view import View

Dimensions = Literal["2-D", "3-D"]
DIMENSIONS = get_args(Dimensions)


@dataclass(frozen=True, slots=True)
class WordsView(View):
    """The Words page.

    Attributes:
        word: The current word, whose neighbours are listed.
        other: The word it is measured against.
        words: The user's words, separated by spaces or commas.
        dimensions: Of the map: "2-D" or "3-D".
    """

    word: str = "france"
    other: str = "italy"
    words: str = "france italy germany spain ball crocodile lizard"
    dimensions: Dimensions = "2-D"

    @property
    def n_dimensions(self) -> int:
        """2 or 3."""
        return int(self.dimensions[0])
