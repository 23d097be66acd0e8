"""Layers: cells stepped by hand, and the same as a layer call."""

import streamlit as st

st.text("")
