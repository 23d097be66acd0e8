"""Similarities of words as numbers that are also colours and lengths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.template import CODE, colorscale, ink, palette, plain, template
from rnnviz.terms import TERMS


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
    term, places = TERMS["similarity"], list(range(n))
    heatmap = go.Heatmap(
        z=matrix,
        x=places,
        y=places,
        zmin=term.low,
        zmax=term.high,
        zmid=0,
        colorscale=colorscale(term.scale, theme),
        showscale=False,
        customdata=[[f"{row} · {column}" for column in words] for row in words],
        hovertemplate="%{customdata}<br>cos = %{z:.4f}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    values = [float(value) for value in matrix.ravel()]
    numbers = go.Scatter(
        x=places * n,
        y=np.repeat(places, n),
        mode="text",
        text=[plain(value, 2) for value in values],
        textfont={
            "family": CODE,
            "size": 13 if n <= 8 else 12,
            "color": [ink(value, term, theme) for value in values],
        },
        hoverinfo="skip",
    )
    edge = [-0.5, n - 0.5]
    names = {"tickvals": places, "ticktext": list(words), "ticks": "", "fixedrange": True}
    return go.Figure(
        [heatmap, numbers],
        {
            "template": template(theme),
            "title": {"text": "Every pair"},
            "xaxis": names | {"range": edge},
            "yaxis": names | {"range": edge[::-1], "ticklabelstandoff": 4},
            "height": 60 + 22 * n,
        },
    )


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
    colours, places = palette(theme), list(range(len(neighbours)))
    shared = {"y": places, "orientation": "h", "width": 0.6, "customdata": list(neighbours)}
    track = go.Bar(x=[1.0] * len(places), marker={"color": colours.line}, **shared)
    bars = go.Bar(x=list(similarities), marker={"color": colours.positive}, **shared)
    for trace in (track, bars):
        trace.update(
            hovertemplate="%{customdata}<extra></extra>",
            unselected={"marker": {"opacity": 1}},
            marker={"cornerradius": 3, "line": {"width": 0}},
        )
    numbers = [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "right",
            "y": place,
            "text": plain(value),
            "showarrow": False,
            "font": {"family": CODE, "size": 15, "color": colours.text},
        }
        for place, value in zip(places, similarities, strict=True)
    ]
    unit = {
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 6,
        "text": TERMS["similarity"].name,
        "showarrow": False,
        "font": {"size": 13, "color": colours.muted},
    }
    return go.Figure(
        [track, bars],
        {
            "template": template(theme),
            "title": {"text": f"Nearest to “{word}”"},
            "barmode": "overlay",
            "xaxis": {"range": [min(0.0, *similarities, 0.0), 1.16]}
            | {"visible": False, "fixedrange": True},
            "yaxis": {
                "tickvals": places,
                "ticktext": list(neighbours),
                "range": [len(places) - 0.5, -0.5],
                "fixedrange": True,
                "tickfont": {"size": 15, "color": colours.text},
                "ticklabelstandoff": 6,
                "ticks": "",
            },
            "annotations": [*numbers, unit],
            "height": 40 + 21 * len(places),
            "clickmode": "event+select",
        },
    )
