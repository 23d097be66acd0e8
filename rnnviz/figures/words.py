"""What word vectors look like: every pair, the nearest, and the angle between two."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.template import CODE, colorscale, palette, plain, template
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
        text=[[plain(float(value), 2) for value in row] for row in matrix],
        texttemplate="%{text}",
        textfont={"family": CODE, "size": 13 if n <= 10 else 12},
        customdata=[[f"{row} · {column}" for column in words] for row in words],
        hovertemplate="%{customdata}<br>cos = %{text}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    names = {"tickvals": places, "ticktext": list(words)}
    return go.Figure(
        heatmap,
        {
            "template": template(theme),
            "title": {"text": "Every pair"},
            "xaxis": names | {"side": "bottom"},
            "yaxis": names | {"autorange": "reversed"},
            "height": 100 + 30 * n,
        },
    )


def neighbour_bars(
    word: str, neighbours: Sequence[str], similarities: Sequence[float], theme: str = "light"
) -> go.Figure:
    """The nearest words, ranked, with their cosine similarities as bars and numbers.

    Args:
        word: Whose neighbours they are.
        neighbours: k words, nearest first.
        similarities: Of each, in [-1, 1].
        theme: "light" or "dark".
    """
    colours, places = palette(theme), list(range(len(neighbours)))
    low = min(0.0, *similarities, 0.0)
    bars = go.Bar(
        x=list(similarities),
        y=places,
        base=0,
        orientation="h",
        marker={"color": colours.positive, "cornerradius": 3},
        width=0.6,
        customdata=list(neighbours),
        hovertemplate="%{customdata}<br>cos = %{x:.4f}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )
    numbers = [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "right",
            "y": place,
            "text": plain(value),
            "showarrow": False,
            "font": {"family": CODE, "size": 14, "color": colours.text},
        }
        for place, value in zip(places, similarities, strict=True)
    ]
    return go.Figure(
        bars,
        {
            "template": template(theme),
            "title": {
                "text": f"Nearest to “{word}”",
                "subtitle": {"text": TERMS["similarity"].name},
            },
            "xaxis": {"range": [low, 1.18], "visible": False, "fixedrange": True},
            "yaxis": {
                "tickvals": places,
                "ticktext": list(neighbours),
                "autorange": "reversed",
                "fixedrange": True,
                "tickfont": {"size": 14, "color": colours.text},
            },
            "annotations": numbers,
            "height": 60 + 24 * len(neighbours),
            "clickmode": "event+select",
        },
    )


def angle(
    words: tuple[str, str], norms: tuple[float, float], degrees: float, theme: str = "light"
) -> go.Figure:
    """Two vectors in the plane that they span: true lengths, true angle.

    Args:
        words: Their names.
        norms: Their lengths |a| and |b|.
        degrees: The angle between them, 0 to 180.
        theme: "light" or "dark".
    """
    colours, turn = palette(theme), math.radians(degrees)
    tips = [(norms[0], 0.0), (norms[1] * math.cos(turn), norms[1] * math.sin(turn))]
    radius = 0.28 * min(norms)
    arc = np.linspace(0, turn, 40)
    figure = go.Figure(
        go.Scatter(
            x=radius * np.cos(arc),
            y=radius * np.sin(arc),
            mode="lines",
            line={"color": colours.muted, "width": 1.5},
            hoverinfo="skip",
        )
    )
    for word, norm, (x, y), colour in zip(
        words, norms, tips, (colours.accent, colours.text), strict=True
    ):
        figure.add_scatter(
            x=[0, x],
            y=[0, y],
            mode="lines+markers+text",
            line={"color": colour, "width": 3},
            marker={"symbol": "arrow", "size": [0, 14], "angleref": "previous"},
            text=["", f"<b>{word}</b>"],
            textposition="top center" if y else "bottom right",
            textfont={"color": colour, "size": 15},
            hovertemplate=f"|{word}| = {norm:.3f}<extra></extra>",
            cliponaxis=False,
        )
    half = turn / 2
    figure.add_annotation(
        x=1.35 * radius * math.cos(half),
        y=1.35 * radius * math.sin(half),
        text=f"{degrees:.1f}°",
        showarrow=False,
        font={"family": CODE, "size": 14, "color": colours.muted},
    )
    reach, height = 1.25 * max(norms), max(y for _, y in tips)
    figure.update_layout(
        template=template(theme),
        xaxis={"visible": False, "range": [min(0.0, tips[1][0]) - 0.2 * reach, reach]},
        yaxis={"visible": False, "range": [-0.15 * reach, max(height, 0.5 * reach) * 1.2],
               "scaleanchor": "x"},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        height=190,
    )  # fmt: skip
    return figure
