"""What word vectors answer: words with similarities, and tokens with ids."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest words of a query, most similar first.

    Attributes:
        words: k words.
        similarities: Their cosine similarities to the query, in [-1, 1].
    """

    words: tuple[str, ...]
    similarities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Analogy:
    """Answers to a : b :: c : ?, best first.

    Attributes:
        words: k words.
        similarities: Their cosine similarities to b - a + c, in [-1, 1].
        expression: The sum in words, such as "king − man + woman".
    """

    words: tuple[str, ...]
    similarities: tuple[float, ...]
    expression: str


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """Tokens and their ids.

    Attributes:
        tokens: T tokens.
        ids: (T,), row numbers in the embedding table; -1 for an unknown word.
        is_unknown: One flag per token.
    """

    tokens: tuple[str, ...]
    ids: NDArray[np.intp]
    is_unknown: tuple[bool, ...]
