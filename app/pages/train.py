"""Train: a network learns a task while you watch."""

import streamlit as st

st.text("")
