"""Step: a sentence through a network, one word at a time."""

import streamlit as st

from app import cache, compare, controls, network_choice, spelling, stage, takeaway
from app.looks import theme
from app.prose import english as prose
from app.state import Reading, StepView
from rnnviz import figures, tokenize

with st.container(horizontal=True, vertical_alignment="center", key="choice"):
    controls.sentence()
    network_choice.network()
    compare.controls()
view = StepView.read(st.session_state)
said = st.container(gap="xxsmall", key="said")
place = st.container(key="stage")

if not cache.is_ready():  # else the last stage stays until the next one comes
    place = place.empty()
    stage.waiting(place, prose.WAITING)
with stage.saying_why(place):
    reading = Reading(view.network, tokenize(view.sentence))
    trace = cache.trace(reading.network, reading.tokens)

with said:
    unknown = cache.unknown(reading.tokens, reader=view.network)
    spelling.spellings("sentence", view.sentence, reading.tokens, unknown)
    against = compare.other(view, reading.tokens)
link = takeaway.link(view)
stage.play(place, cache.scene(reading, against, prose.POSITIVE, link))
takeaway.offer(reading, against, link)

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
    stage.card(cache.network(reading.network).card)
