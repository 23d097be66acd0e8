"""Plotly figures: data in, go.Figure out, nothing computed."""

from rnnviz.figures.angle import angle
from rnnviz.figures.over_time import hidden_heatmap, probability_over_time
from rnnviz.figures.similarities import neighbour_bars, similarity_matrix
from rnnviz.figures.word_map import word_map
from rnnviz.figures.word_space import word_space

__all__ = [
    "angle",
    "hidden_heatmap",
    "neighbour_bars",
    "probability_over_time",
    "similarity_matrix",
    "word_map",
    "word_space",
]
