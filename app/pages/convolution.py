"""RNN vs CNN: the same sentence through a cell and through a sliding kernel."""

import streamlit as st

st.text("")
