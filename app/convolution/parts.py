"""The page's questions, each answered by its part; refusals are said in one sentence."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import cache, spelling, stage
from app.convolution import choices, cost, depends, slide_step, swapping, trained
from app.convolution.compared import read_both
from app.prose import english_convolution as prose
from app.state import ConvolutionView
from rnnviz import tokenize
from rnnviz.errors import RnnvizError

PARTS = {
    "Slide and step": slide_step.show_part,
    "What depends on what": depends.show_part,
    "Cost": cost.show_part,
    "Swap two words": swapping.show_part,
    "Trained on a task": trained.show_part,
}


def answer(place: DeltaGenerator) -> None:
    """Show the part that was asked for, or why it cannot be shown.

    Args:
        place: Of the whole answer; while torch is loaded it says so.
    """
    view = ConvolutionView.read(st.session_state)
    try:
        tokens = tokenize(view.sentence)
    except RnnvizError as refusal:
        place.text(str(refusal))
        return
    with place:
        choices.of_part(view, len(tokens))
        spelling.spellings("sentence", view.sentence, tokens, cache.unknown(tokens))
        place = st.container(key="answer")
    view = ConvolutionView.read(st.session_state)
    if not cache.is_ready():  # else the last answer stays until the next one comes
        place = place.empty()
        stage.waiting(place, prose.WAITING)
    try:
        compared = read_both(view, tokens)
    except RnnvizError as refusal:
        place.text(str(refusal))
        return
    with place.container():
        PARTS[view.question](compared)
