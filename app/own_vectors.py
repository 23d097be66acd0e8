"""The pill at the right end of the top bar: which word vectors, and the visitor's own."""

from __future__ import annotations

import streamlit as st

from app import cache
from app.prose import english_vectors as prose
from rnnviz.errors import VectorsError

NAME = "vectors"
"""In the address and in the session: the key of the visitor's vectors; none for the server's."""


def chosen() -> str:
    """The key of this visit's vectors, for cache.vectors; "" for the server's own.

    It holds once the pill has been drawn, which comes before every page.
    """
    key: str = st.session_state.get(NAME, "")
    return key


def pill() -> None:
    """Draw the pill, and take over the key that stands in the address."""
    _adopt()
    vectors = cache.vectors(chosen())
    n, width = vectors.matrix.shape
    with st.popover(prose.PILL.format(name=vectors.name, n=n, width=width), key="vectors-pill"):
        st.text(repr(vectors))


def _adopt() -> None:
    asked = st.query_params.get(NAME, "")
    if asked and NAME not in st.session_state:
        try:
            cache.vectors(asked)
        except VectorsError:
            st.session_state["vectors-gone"] = prose.GONE.format(
                key=asked[:16], name=cache.vectors().name
            )
        else:
            st.session_state[NAME] = asked
    if chosen():
        st.query_params[NAME] = chosen()
    elif asked:
        del st.query_params[NAME]
