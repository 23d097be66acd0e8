"""Which words have a number: vocabularies from a text, from a list, from counted characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rnnviz.errors import TextError

UNKNOWN = "<unk>"
MAX_WORDS = 2_000
"""Tokens of a user's text that are looked at."""


class Vocabulary:
    """V different words in a fixed order; a word's place is its id.

    Args:
        words: In order; later copies are left out.
        has_unknown: Whether words outside share one more id, the last one, for UNKNOWN.

    Raises:
        TextError: If there is no word.
    """

    def __init__(self, words: Iterable[str], has_unknown: bool = False) -> None:
        listed = dict.fromkeys(words)
        if has_unknown:
            listed.pop(UNKNOWN, None)
            listed[UNKNOWN] = None
        if not listed:
            raise TextError("Expected a vocabulary of at least one word, got none.")
        self.words = tuple(listed)
        self.has_unknown = has_unknown
        self._ids = {word: i for i, word in enumerate(self.words)}

    def __len__(self) -> int:
        """V."""
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        """Whether the word has an id of its own."""
        return word in self._ids

    def ids(self, tokens: Iterable[str]) -> tuple[int, ...]:
        """Their ids; a word outside has UNKNOWN's, or -1 where there is none."""
        outside = self._ids[UNKNOWN] if self.has_unknown else -1
        return tuple(self._ids.get(token, outside) for token in tokens)


def frequent_characters(frequencies: Mapping[str, float], n: int) -> tuple[str, ...]:
    """The n most frequent Chinese characters, counted from how often words are used.

    Args:
        frequencies: Of words, as shares of a text.
        n: How many; fewer if there are fewer.

    Returns:
        Characters of the blocks CJK Unified Ideographs (U+4E00 to U+9FFF), most frequent first;
        among equally frequent ones the lower code point first.
    """
    counted: defaultdict[str, float] = defaultdict(float)
    for word, frequency in frequencies.items():
        for character in word:
            if "\u4e00" <= character <= "\u9fff":
                counted[character] += frequency
    return tuple(sorted(counted, key=lambda c: (-counted[c], c))[:n])
