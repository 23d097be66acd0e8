"""Plotly figures: data in, go.Figure out, nothing computed."""
