"""The Streamlit face of rnnviz."""
