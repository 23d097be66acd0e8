"""`WordVectors`: a vocabulary and its matrix, read-only, and what can be asked of them."""

from collections.abc import Iterable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.embeddings.answers import Analogy, Encoded, Neighbours
from rnnviz.embeddings.cache import kept_array
from rnnviz.embeddings.table import frozen_table
from rnnviz.errors import VectorsError, WordError, shortened
from rnnviz.geometry.neighbours import UNIT_ROWS_FORMAT, CosineSearch, to_unit_rows
from rnnviz.geometry.relations import odd_one_out
from rnnviz.geometry.similarity import cosine_similarity

FloatArray = NDArray[np.float32]
_LONGEST_SHOWN = 40


class WordVectors:
    """Words and their vectors; immutable, safe to share between threads, equal by identity.

    Args:
        words: V different words, in GloVe's files the most frequent first.
        matrix: (V, I) finite numbers; row i is the vector of words[i]. Copied, unless it is a
            float32 memory map opened read-only.
        name: For titles, such as "GloVe 6B 50d".
        digest: Names the content; with it the unit rows are kept in the cache and shared by
            all processes, without it they are computed in memory.

    Raises:
        VectorsError: If words and rows differ in number, a word stands twice, or a number is
            not finite.
    """

    def __init__(
        self, words: Sequence[str], matrix: ArrayLike, name: str, digest: str | None = None
    ) -> None:
        self._words = tuple(words)
        self._ids = dict(zip(self._words, range(len(self._words)), strict=True))
        self._matrix = frozen_table(matrix)
        if self._matrix.shape[:-1] != (len(self._words),) or len(self._ids) < len(self._words):
            raise VectorsError(
                f"Expected one row for each of {len(self._words):,} words, all different; got "
                f"{len(self._ids):,} different words and a matrix of shape {self._matrix.shape}."
            )
        self._name = name
        self._digest = digest
        self._unit_rows: FloatArray | None = None
        self._search: CosineSearch | None = None
        self._lock = Lock()

    @property
    def words(self) -> tuple[str, ...]:
        """V words; a word's place is its id."""
        return self._words

    @property
    def matrix(self) -> FloatArray:
        """The embedding table E, (V, I) float32, read-only; memory-mapped if from a file."""
        return self._matrix

    @property
    def name(self) -> str:
        """What the vectors are called in titles."""
        return self._name

    @property
    def digest(self) -> str | None:
        """Names the content; None if it has no name."""
        return self._digest

    @property
    def unit_rows(self) -> FloatArray:
        """The matrix with rows of length 1, (V, I) read-only; made once, when first needed."""
        with self._lock:
            if self._unit_rows is None:
                self._unit_rows = self._find_unit_rows()
                self._unit_rows.flags.writeable = False
            return self._unit_rows

    def __len__(self) -> int:
        """V, the number of words."""
        return len(self._words)

    def __repr__(self) -> str:
        """Name and size."""
        return f"WordVectors({self.name}: {len(self):,} words × {self.matrix.shape[1]})"

    def __contains__(self, word: object) -> bool:
        """Whether the word has a vector."""
        return word in self._ids

    def __getitem__(self, word: str) -> FloatArray:
        """The word's vector, (I,) read-only.

        Raises:
            WordError: If the word has none.
        """
        return np.asarray(self._matrix[self.index(word)])

    def index(self, word: str) -> int:
        """The word's id: its row number, from 0.

        Raises:
            WordError: If the word has no vector; the sentence offers the nearest spellings.
        """
        if (index := self._ids.get(word)) is not None:
            return index
        shown = shortened(word, _LONGEST_SHOWN)
        nearby = self.spellings(word) if len(word) <= _LONGEST_SHOWN else ()
        advice = f"Spelt alike: {', '.join(nearby)}." if nearby else "Try another word."
        raise WordError(f"“{shown}” is not among the {len(self):,} words of {self.name}. {advice}")

    def similarity(self, a: str, b: str) -> float:
        """Cosine similarity of two words, in [-1, 1]; of the vectors as they are in the table.

        Raises:
            WordError: If a word has no vector.
        """
        return cosine_similarity(self[a], self[b])

    def neighbours(self, query: str | NDArray[np.floating], k: int = 10) -> Neighbours:
        """The k words most similar to a word or a vector, exactly, over the whole vocabulary.

        Args:
            query: A word, which is itself left out of the answer, or a vector (I,).
            k: How many.

        Raises:
            WordError: If the word has no vector.
            ShapeError: If the vector does not fit or is zero, or k < 1.
        """
        if isinstance(query, str):
            index = self.index(query)
            ids, cosines = self._ready_search().nearest(self._matrix[index], k, exclude=[index])
        else:
            ids, cosines = self._ready_search().nearest(np.asarray(query), k)
        return Neighbours(self._words_of(ids), tuple(cosines.tolist()))

    def analogy(self, a: str, b: str, c: str, k: int = 5, *, exclude: bool = True) -> Analogy:
        """Answer a : b :: c : ? by the words most similar to b - a + c (Mikolov et al. 2013).

        The three vectors are brought to length 1 first, as in gensim's `most_similar` (3CosAdd
        in Levy and Goldberg 2014).

        Args:
            a: The word that is to b
            b: as c
            c: is to the answer.
            k: How many answers.
            exclude: Whether a, b and c are left out, as is usual: b or c is often the first.

        Raises:
            WordError: If a word has no vector.
        """
        given = [self.index(word) for word in (a, b, c)]
        unit_a, unit_b, unit_c = self.unit_rows[given].astype(np.float64)
        ids, cosines = self._ready_search().nearest(
            unit_b - unit_a + unit_c, k, exclude=given if exclude else ()
        )
        return Analogy(self._words_of(ids), tuple(cosines.tolist()), f"{b} − {a} + {c}")

    def odd_one_out(self, words: Sequence[str]) -> str:
        """The word least similar to the mean of all, as gensim's `doesnt_match` tells it.

        Args:
            words: At least three.

        Raises:
            WordError: If a word has no vector.
            ShapeError: If there are fewer than three words.
        """
        rows = self._matrix[[self.index(word) for word in words]]
        return words[int(odd_one_out(rows).argmin())]

    def encode(self, tokens: Iterable[str]) -> Encoded:
        """The ids of tokens; unknown words get -1 and are flagged."""
        tokens = tuple(tokens)
        ids = np.array([self._ids.get(token, -1) for token in tokens], dtype=np.intp)
        ids.flags.writeable = False
        return Encoded(tokens, ids, tuple((ids < 0).tolist()))

    def embed(self, tokens: Iterable[str]) -> FloatArray:
        """The embeddings of tokens, (T, I) float32 read-only.

        An unknown word is the zero vector: it adds nothing to a network's input, so that at
        this timestep only the network's memory and biases speak.
        """
        ids = self.encode(tokens).ids
        rows = np.zeros((len(ids), self._matrix.shape[1]), dtype=np.float32)
        rows[ids >= 0] = self._matrix[ids[ids >= 0]]
        rows.flags.writeable = False
        return rows

    def spellings(self, word: str, k: int = 5) -> tuple[str, ...]:
        """Up to k words spelt nearly like this one, the nearest first.

        Nearness is the number of letters to insert, delete, replace or swap with the next
        (optimal string alignment), at most 3 and at most half of the word; among equally near
        words the earlier in the vocabulary comes first, which in GloVe is the more frequent.
        """
        from rapidfuzz import process  # noqa: PLC0415 - only a misspelt word needs it
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        furthest = min(3, len(word) // 2)
        found = process.extract(
            word.lower(), self._words, scorer=OSA.distance, limit=k, score_cutoff=furthest
        )
        return tuple(candidate for candidate, _, _ in found)

    def _ready_search(self) -> CosineSearch:
        unit_rows = self.unit_rows
        with self._lock:
            if self._search is None:
                self._search = CosineSearch.over(unit_rows)
            return self._search

    def _find_unit_rows(self) -> FloatArray:
        if self._digest is None:
            return to_unit_rows(self._matrix)
        key = f"{self._digest}-unit-rows-{UNIT_ROWS_FORMAT}"
        return kept_array(key, lambda: to_unit_rows(self._matrix))

    def _words_of(self, ids: NDArray[np.intp]) -> tuple[str, ...]:
        return tuple(self._words[i] for i in ids)
