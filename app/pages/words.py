"""Words: what a vector knows, and what a map of it keeps."""

import streamlit as st

from app import stage
from app.prose import english_words as prose
from app.state import WordsView
from app.words import analogy, asked, controls, network, odd_one_out, similarity, word_map

PANELS = {
    "Similarity": similarity.show_panel,
    "Analogy": analogy.show_panel,
    "Odd one out": odd_one_out.show_panel,
    "In the network": network.show_panel,
}

controls.begin()
with st.container(horizontal=True, vertical_alignment="center", key="choice"):
    controls.words()
place = st.empty()
with stage.saying_why(place):
    words = asked.read()
left, right = st.columns([6, 5], gap="large")
with right, st.container(key="words-panel"):
    controls.panel()
    with stage.saying_beside(prose.WHY, "refused-panel"):
        PANELS[WordsView.read(st.session_state).panel](words)
with left, st.container(key="words-map"):
    word_map.show_map(words)
controls.end()
