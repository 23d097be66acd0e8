"""Similarities of words as numbers that are also colours and lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.template import CODE, colorscale, quiet, template
from rnnviz.palette import Palette, ink, palette
from rnnviz.terms import TERMS
from rnnviz.written import plain

_TERM = TERMS["similarity"]
_NUMBER_WIDTH = 64  # pixels, right of the bars


def similarity_matrix(
    words: Sequence[str], matrix: NDArray[np.floating], theme: str = "light"
) -> go.Figure:
    """Cosine similarity of every pair, as numbers on a fixed scale from -1 to 1.

    Args:
        words: n words.
        matrix: Their similarities, (n, n), in [-1, 1].
        theme: "light" or "dark".

    Raises:
        ShapeError: If the matrix is not n by n.
    """
    n = len(words)
    if matrix.shape != (n, n):
        raise ShapeError(f"{n} words need a ({n}, {n}) matrix of similarities, not {matrix.shape}.")
    edge = [-0.5, n - 0.5]
    layout = {
        "template": template(theme),
        "title": {"text": "Every pair"},
        "xaxis": _names(words) | {"range": edge, "tickfont": {"size": 13 if n <= 6 else 12}},
        "yaxis": _names(words) | {"range": edge[::-1]},
        "height": 60 + 22 * n,
    }
    return go.Figure([_cells(words, matrix, theme), _numbers(matrix, theme)], layout)


def neighbour_bars(
    word: str, neighbours: Sequence[str], similarities: Sequence[float], theme: str = "light"
) -> go.Figure:
    """The nearest words, ranked, with their cosine similarities as bars and numbers.

    Every bar carries its word as customdata, so that a page can follow a click.

    Args:
        word: Whose neighbours they are.
        neighbours: k words, nearest first.
        similarities: Of each, in [-1, 1].
        theme: "light" or "dark".
    """
    colours, k = palette(theme), len(neighbours)
    track = _bars([1.0] * k, neighbours, [colours.line] * k)
    signs = [colours.negative if value < 0 else colours.positive for value in similarities]
    bars = _bars(similarities, neighbours, signs)
    numbers = [_at_right_end(plain(value), y, colours) for y, value in enumerate(similarities)]
    layout = {
        "template": template(theme),
        "title": {"text": f"Nearest to “{word}” {quiet(_TERM.name, colours)}"},
        "barmode": "overlay",
        "margin": {"r": _NUMBER_WIDTH},
        "xaxis": {"range": [min(0.0, *similarities, 0.0), 1.0]}
        | {"visible": False, "fixedrange": True},
        "yaxis": _names(neighbours)
        | {"range": [k - 0.5, -0.5], "tickfont": {"size": 15, "color": colours.text}},
        "annotations": numbers,
        "height": 40 + 21 * k,
        "clickmode": "event+select",
    }
    return go.Figure([track, bars], layout)


def _names(words: Sequence[str]) -> dict[str, Any]:
    """An axis of words at the places 0, 1, 2…, standing still."""
    return {
        "tickvals": list(range(len(words))),
        "ticktext": list(words),
        "ticks": "",
        "ticklabelstandoff": 6,
        "fixedrange": True,
    }


def _cells(words: Sequence[str], matrix: NDArray[np.floating], theme: str) -> go.Heatmap:
    return go.Heatmap(
        z=matrix,
        x=list(range(len(words))),
        y=list(range(len(words))),
        zmin=_TERM.low,
        zmax=_TERM.high,
        zmid=0,
        colorscale=colorscale(_TERM.scale, theme),
        showscale=False,
        customdata=[[f"{row} · {column}" for column in words] for row in words],
        hovertemplate="%{customdata}<br>cos = %{z:.4f}<extra></extra>",
        xgap=2,
        ygap=2,
    )


def _numbers(matrix: NDArray[np.floating], theme: str) -> go.Scatter:
    """The cells' numbers, each in the ink that its colour asks for."""
    values, n = [float(value) for value in matrix.ravel()], len(matrix)
    return go.Scatter(
        x=list(range(n)) * n,
        y=np.repeat(range(n), n),
        mode="text",
        text=[plain(value, 2) for value in values],
        textfont={
            "family": CODE,
            "size": 13 if n <= 8 else 12,
            "color": [ink(value, _TERM, theme) for value in values],
        },
        hoverinfo="skip",
    )


def _bars(lengths: Sequence[float], words: Sequence[str], colours: list[str]) -> go.Bar:
    return go.Bar(
        x=list(lengths),
        y=list(range(len(words))),
        orientation="h",
        width=0.6,
        customdata=list(words),
        hovertemplate="%{customdata}<extra></extra>",
        marker={"color": colours, "cornerradius": 3, "line": {"width": 0}},
        unselected={"marker": {"opacity": 1}},
    )


def _at_right_end(text: str, y: float, colours: Palette) -> dict[str, Any]:
    return {
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "xshift": _NUMBER_WIDTH - 2,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"family": CODE, "size": 15, "color": colours.text},
    }
