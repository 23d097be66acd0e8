"""Plotly figures: data in, go.Figure out, nothing computed."""

from rnnviz.figures.over_time import hidden_heatmap, probability_over_time
from rnnviz.figures.word_map import word_map
from rnnviz.figures.word_space import word_space

__all__ = [
    "hidden_heatmap",
    "probability_over_time",
    "word_map",
    "word_space",
]
