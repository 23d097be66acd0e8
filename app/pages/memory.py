"""Memory: what the last state owes to each word, and how gradients die."""

import streamlit as st

st.text("")
