"""The Words page: which words are looked at, how, and on which map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.state.maps import MapChoice
from app.state.step import CellName, NetworkChoice, StepView
from app.state.view import View

Panel = Literal["Similarity", "Analogy", "Odd one out", "In the network"]
WordsMethod = Literal["PCA", "t-SNE", "UMAP", "own axes"]
Scope = Literal["these words", "1,000", "10,000", "all"]
Dimensions = Literal["2-D", "3-D"]
Colour = Literal["plain", "frequency", "similarity", "group"]
Shipped = Literal["trained", "one epoch", "untrained"]
PANELS, WORDS_METHODS, SCOPES = get_args(Panel), get_args(WordsMethod), get_args(Scope)
DIMENSIONS, COLOURS, SHIPPED = get_args(Dimensions), get_args(Colour), get_args(Shipped)
N_WORDS: dict[Scope, int] = {"these words": 0, "1,000": 1_000, "10,000": 10_000}
LARGEST_3D = 10_000
"""Points that the drawing in space takes: plotly's, which needs seconds for more."""


@dataclass(frozen=True, slots=True)
class WordsView(View):
    """The Words page.

    Attributes:
        word: The current word, whose neighbours are listed; of several, their mean.
        other: The word it is measured against.
        words: The user's words, separated by spaces or commas.
        panel: What stands beside the map.
        method: How the map is made.
        scope: Which words are on it: those chosen with their neighbours, or the most frequent.
        dimensions: Of the map: "2-D" or "3-D".
        colour: What its points' colours mean.
        groups: Own groups for colours: "countries: france, italy; animals: lizard".
        across: Own axis to the right: "he, him > she, her".
        up: Own axis upward, likewise; if empty, the direction in which most is left.
        expression: Analogy: a sum of words, or a : b :: c.
        cell: In the network: which cell.
        weights: In the network: which of the shipped networks.
        vectors: The key of the visitor's own vectors; "" for the server's.
    """

    word: str = "france"
    other: str = "italy"
    words: str = "france italy germany spain ball crocodile lizard"
    panel: Panel = "Similarity"
    method: WordsMethod = "PCA"
    scope: Scope = "all"
    dimensions: Dimensions = "2-D"
    colour: Colour = "plain"
    groups: str = "countries: france, italy, germany, spain; animals: crocodile, lizard"
    across: str = "he, him > she, her"
    up: str = "bad > good"
    expression: str = "king - man + woman"
    cell: CellName = "LSTM"
    weights: Shipped = "trained"
    vectors: str = ""

    @property
    def is_in_space(self) -> bool:
        """Whether the map is drawn in three dimensions; own axes are at most two."""
        return self.dimensions == "3-D" and self.method != "own axes"

    def n_words(self, vocabulary: int) -> int:
        """How many of the most frequent words are on the map; 0 for the chosen words.

        Args:
            vocabulary: How many words have vectors.
        """
        most = min(vocabulary, LARGEST_3D) if self.is_in_space else vocabulary
        return min(N_WORDS.get(self.scope, most), most)

    def map_choice(self, vectors: str, words: tuple[str, ...], vocabulary: int) -> MapChoice:
        """The map that is made by PCA, t-SNE or UMAP.

        Args:
            vectors: Their key.
            words: The chosen words with their neighbours.
            vocabulary: How many words have vectors.
        """
        n = self.n_words(vocabulary)
        method = "PCA" if self.method == "own axes" else self.method
        return MapChoice(vectors, method, n, () if n else words, 3 if self.is_in_space else 2)

    @property
    def network(self) -> NetworkChoice:
        """The network of the panel."""
        return StepView(cell=self.cell, weights=self.weights).network
