"""What the boxes of the Words page ask for, as words that have vectors."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app import own_vectors, spelling
from app.state import WordsView


@dataclass(frozen=True, slots=True)
class Asked:
    """Words with vectors.

    Attributes:
        key: Of the vectors.
        current: What is looked at: one word, or several of which the mean is taken.
        other: The word it is measured against, or "".
        words: The user's words.
    """

    key: str
    current: tuple[str, ...]
    other: str
    words: tuple[str, ...]

    @property
    def word(self) -> str:
        """The word that the map lights, the first; "" if there is none."""
        return self.current[0] if self.current else ""


def read() -> Asked:
    """Read the boxes; words without vectors are named, with spellings.

    Raises:
        RnnvizError: If the vectors cannot be read.
    """
    view, key = WordsView.read(st.session_state), own_vectors.chosen()
    return Asked(
        key,
        spelling.known("word", view.word, key),
        spelling.one_word("other", view.other, key),
        spelling.known("words", view.words, key),
    )
