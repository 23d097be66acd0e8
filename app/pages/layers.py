"""Layers: cells stepped by hand, the same as a layer call, and every argument of a cell."""

from dataclasses import fields

import streamlit as st

from app import controls
from app.layers import activating, dropout, output, stacking, training, weights
from app.prose import english_layers as prose
from app.state import LayersView
from app.state.layers import STUDIES

PARTS = {
    "Cell and layer": stacking.show_part,
    "Output": output.show_part,
    "Weights": weights.show_part,
    "Activation": activating.show_part,
    "Regularise and constrain": training.show_part,
    "Dropout": dropout.show_part,
}
FIELDS = tuple(field.name for field in fields(LayersView))

controls.restore(*FIELDS)
with st.container(key="layers-parts"):
    controls.choose(prose.STUDY, "study", STUDIES, LayersView().study)
PARTS[LayersView.read(st.session_state).study]()
controls.remember(*FIELDS)
