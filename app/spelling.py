"""Which typed words have vectors, and what is offered for those that have none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from app import cache
from app.controls import put
from app.prose import english as prose
from app.prose import english_words as words_prose
from rnnviz.errors import shortened

N_SPELLINGS = 3
N_CORRECTED = 3
LONGEST = 30  # letters of a word that is quoted and looked up
MAX_WORDS = 14


def one_word(key: str, text: str, vectors: str = "") -> str:
    """The one word that a box asks for: the first with a vector, "" if there is none.

    Args:
        key: The box's widget.
        text: What stands in it.
        vectors: Their key.
    """
    found = known(key, text, vectors)
    if len(found) > 1:
        st.caption(words_prose.ONE_WORD.format(word=found[0]))
    return found[0] if found else ""


def known(key: str, text: str, vectors: str = "") -> tuple[str, ...]:
    """The words of a text that have vectors, each once; the others are named, with spellings.

    Args:
        key: The text's widget.
        text: Words separated by spaces or commas.
        vectors: Their key.
    """
    listed = tuple(dict.fromkeys(text.lower().replace(",", " ").split()))
    if len(listed) > MAX_WORDS:
        st.caption(words_prose.TOO_MANY_WORDS.format(limit=MAX_WORDS, n=len(listed)))
    unknown = cache.unknown(listed[:MAX_WORDS], vectors)
    spellings(key, text, listed, unknown, vectors)
    return tuple(word for word in listed[:MAX_WORDS] if word not in unknown)


def spellings(
    key: str, text: str, tokens: Sequence[str], unknown: Sequence[str], vectors: str = ""
) -> None:
    """Say which words have no vector and offer their nearest spellings as buttons, in one row.

    Args:
        key: The text widget that a button corrects.
        text: What stands in it.
        tokens: How it was read.
        unknown: The words in it that have no vector; the first few are offered.
        vectors: Their key.
    """
    if not unknown:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"unknown-{key}"
    ):
        for missing in tuple(dict.fromkeys(unknown))[:N_CORRECTED]:
            is_short = len(missing) <= LONGEST
            nearby = cache.spellings(missing, N_SPELLINGS, vectors) if is_short else ()
            said = prose.UNKNOWN_WORD.format(
                word=shortened(missing, LONGEST), name=cache.vectors(vectors).name
            )
            st.text(f"{said} {prose.DID_YOU_MEAN}" if nearby else said, width="content")
            for near in nearby:
                corrected = {key: mended(text, tokens, missing, near)}
                st.button(near, key=f"{key}-{missing}-{near}", on_click=put, kwargs=corrected)


def mended(text: str, tokens: Sequence[str], missing: str, near: str) -> str:
    """A text with one word spelt another way, and all else as it was typed."""
    whole_word = rf"(?<!\w){re.escape(missing)}(?!\w)"
    found = re.sub(whole_word, near, text, flags=re.IGNORECASE)
    if found != text:
        return found
    return " ".join(near if token == missing else token for token in tokens)
