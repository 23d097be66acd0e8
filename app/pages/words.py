"""Words: what a vector knows, and what a map of it keeps."""

import streamlit as st

from app import cache, controls, spelling, stage
from app.looks import theme
from app.prose import english as prose
from rnnviz import figures

with st.container(horizontal=True, vertical_alignment="center", key="choice"):
    view = controls.words_view()
place = st.empty()
with stage.saying_why(place):
    word = spelling.one_word("word", view.word)
    other = spelling.one_word("other", view.other)
    words = spelling.known("words", view.words)
    near = cache.neighbours(word) if word else None
    drawn = cache.word_map(word, words, view.n_dimensions) if word else None
    pair = cache.pair(word, other) if word and other else None
    similarities = cache.similarities(words) if words else None

if not word:
    place.caption(prose.NO_WORD)
left, right = st.columns([6, 5], gap="large")
if drawn:
    with left:
        stage.clickable_chart(
            figures.word_map(
                drawn.projection, drawn.words, drawn.groups, drawn.similarities, theme()
            ),
            "map",
            prose.MAP_ALT.format(n=len(drawn.words)),
            controls.go_to,
        )
        st.caption(prose.MAP_NOTE.format(word=word))
if near:
    with right:
        stage.clickable_chart(
            figures.neighbour_bars(word, near.words, near.similarities, theme()),
            "bars",
            prose.NEIGHBOURS_ALT.format(word=word, listed=", ".join(near.words)),
            controls.go_to,
        )
if pair:
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
if similarities is not None:
    with right:
        stage.chart(
            figures.similarity_matrix(words, similarities, theme()),
            "pairs",
            prose.MATRIX_ALT.format(words=", ".join(words)),
        )
