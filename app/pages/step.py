"""Step: a sentence through a network, one word at a time."""

import streamlit as st

from app import cache, controls, spelling, stage
from app.looks import theme
from app.prose import english as prose
from rnnviz import figures, tokenize

with st.container(horizontal=True, vertical_alignment="center", key="choice"):
    sentence = controls.sentence()
    choice = controls.network()
unknown_place = st.container()
with st.container(key="stage"):
    place = st.empty()

if not cache.is_ready():
    stage.waiting(place, prose.WAITING)
with stage.saying_why(place):
    tokens = tokenize(sentence)
    trace = cache.trace(choice, tokens)
    scene = cache.scene(choice, tokens, prose.POSITIVE)

with unknown_place:
    spelling.spellings("sentence", sentence, tokens, cache.unknown(tokens))
stage.play(place, scene)

st.subheader(prose.OVER_TIME)
stage.chart(
    figures.probability_over_time(trace, (prose.POSITIVE,), theme()),
    "probability",
    prose.PROBABILITY_ALT,
)
for layer in range(1, trace.n_layers + 1):
    stage.chart(
        figures.hidden_heatmap(trace, layer, theme()),
        f"hidden-{layer}",
        prose.HEATMAP_ALT.format(layer=layer),
    )
with st.expander(prose.CARD):
    st.caption(prose.WEIGHTS_HELP)
    stage.card(cache.network(choice).card)
