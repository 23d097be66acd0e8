"""Encode: how text, and any sequence of numbers, becomes tensors."""

from dataclasses import fields

import streamlit as st

from app import controls
from app.encode import embedding, learning, one_hot, sequences, step_line
from app.state import EncodeView

PARTS = {
    "Sequences": sequences.show_part,
    "One-hot": one_hot.show_part,
    "Embedding layer": embedding.show_part,
    "Trainable or frozen": learning.show_part,
}
FIELDS = tuple(field.name for field in fields(EncodeView))

controls.restore(*FIELDS)
with st.container(key="encode-parts"):
    step_line.part()
PARTS[EncodeView.read(st.session_state).part]()
controls.remember(*FIELDS)
