"""Step: a sentence through a network, one word at a time."""

import streamlit as st

st.write("step")
