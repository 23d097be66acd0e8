"""Words: what a vector knows, and what a map of it keeps."""

import streamlit as st

from app import cache, controls, stage
from app.looks import theme
from app.prose import english as prose
from rnnviz import figures

with st.container(horizontal=True, vertical_alignment="center", key="choice"):
    view = controls.words_view()
word = controls.known("word", view.word)
other = controls.known("other", view.other)
words = controls.known("words", view.words)
left, right = st.columns([6, 5], gap="large")

if word:
    near = cache.neighbours(word[0], controls.N_NEIGHBOURS)
    drawn = cache.word_map(word[0], words, view.n_dimensions)
    with left:
        stage.clickable_chart(
            figures.word_map(
                drawn.projection, drawn.words, drawn.groups, drawn.similarities, theme()
            ),
            "map",
            prose.MAP_ALT.format(n=len(drawn.words)),
            controls.go_to,
        )
        st.caption(prose.MAP_NOTE.format(word=word[0]))
    with right:
        stage.clickable_chart(
            figures.neighbour_bars(word[0], near.words, near.similarities, theme()),
            "bars",
            prose.NEIGHBOURS_ALT.format(word=word[0], listed=", ".join(near.words)),
            controls.go_to,
        )
if word and other:
    pair = cache.pair(*word, *other)
    with right:
        stage.chart(
            figures.angle(
                pair.words,
                pair.rows,
                dot=pair.dot,
                norms=pair.norms,
                cosine=pair.cosine,
                degrees=pair.degrees,
                theme=theme(),
            ),
            "angle",
            prose.ANGLE_ALT.format(
                first=pair.words[0], second=pair.words[1], degrees=round(pair.degrees)
            ),
        )
if words:
    with right:
        stage.chart(
            figures.similarity_matrix(words, cache.similarities(words), theme()),
            "pairs",
            prose.MATRIX_ALT.format(words=", ".join(words)),
        )
