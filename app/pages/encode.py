"""Encode: how text, and any sequence of numbers, becomes tensors."""

import streamlit as st

from app.encode import embedding, learning, one_hot, sequences, step_line
from app.state import EncodeView

PARTS = {
    "Sequences": sequences.show_part,
    "One-hot": one_hot.show_part,
    "Embedding layer": embedding.show_part,
    "Trainable or frozen": learning.show_part,
}

with st.container(key="encode-parts"):
    step_line.part()
PARTS[EncodeView.read(st.session_state).part]()
