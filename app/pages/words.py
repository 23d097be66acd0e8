"""Words: what a vector knows, and what a map of it keeps."""

import streamlit as st

from app import cache, controls, stage
from app.looks import theme
from app.prose import english as prose
from rnnviz import figures

left, right = st.columns([6, 5], gap="large")

with left:
    with st.container(horizontal=True, vertical_alignment="center", key="choice"):
        word = controls.word("word", controls.WORDS.word, prose.WORD)
        n_dimensions = controls.dimensions()
    map_place = st.container()
with right:
    nearest_place = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="pair"):
        other = controls.word("other", controls.WORDS.other, prose.OTHER)
    angle_place = st.container()
    words = controls.words()
    pairs_place = st.container()

if word:
    near = cache.neighbours(word, controls.N_NEIGHBOURS)
    with nearest_place:
        stage.clickable_chart(
            figures.neighbour_bars(word, near.words, near.similarities, theme()),
            "bars",
            prose.NEIGHBOURS_ALT.format(word=word, listed=", ".join(near.words)),
            lambda picked: controls.put(word=picked),
        )
    drawn = cache.word_map(word, words, n_dimensions)
    with map_place:
        stage.clickable_chart(
            figures.word_map(
                drawn.projection, drawn.words, drawn.groups, drawn.similarities, theme()
            ),
            "map",
            prose.MAP_ALT.format(n=len(drawn.words)),
            lambda picked: controls.put(word=picked),
        )
if word and other:
    pair = cache.pair(word, other)
    with angle_place:
        st.markdown(f"cos {pair.cosine:.3f} {pair.degrees:.1f}")
        stage.chart(
            figures.angle((word, other), pair.norms, pair.degrees, theme()),
            "angle",
            prose.ANGLE_ALT.format(first=word, second=other, degrees=round(pair.degrees)),
        )
if len(words) > 1:
    with pairs_place:
        stage.chart(
            figures.similarity_matrix(words, cache.similarities(words), theme()),
            "pairs",
            prose.MATRIX_ALT.format(words=", ".join(words)),
        )
