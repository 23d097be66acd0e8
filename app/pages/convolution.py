"""RNN vs CNN: the same sentence through a cell and through a sliding kernel."""

from dataclasses import fields

import streamlit as st

from app import controls
from app.convolution import choices, parts
from app.state import ConvolutionView

FIELDS = tuple(field.name for field in fields(ConvolutionView))

controls.restore(*FIELDS)
with st.container(horizontal=True, vertical_alignment="center", key="fields-question"):
    question = choices.question()
with st.container(horizontal=True, vertical_alignment="center", key="fields-both"):
    choices.networks(question)
parts.answer(st.container(key="part"))
controls.remember(*FIELDS)
