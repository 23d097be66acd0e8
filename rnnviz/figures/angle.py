"""Two words' vectors: the angle between them, and their numbers side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.figures.template import CODE, colorscale, quiet, template
from rnnviz.palette import Palette, palette
from rnnviz.terms import TERMS
from rnnviz.written import plain, short

_ARC = 0.3  # of the shorter vector's length


def angle(
    words: tuple[str, str],
    rows: NDArray[np.floating],
    *,
    dot: float,
    norms: tuple[float, float],
    cosine: float,
    degrees: float,
    theme: str = "light",
) -> go.Figure:
    """Two vectors in the plane that they span: true lengths, true angle.

    Left the two arrows, right the vectors' own numbers as strips and what follows from them.

    Args:
        words: Their names.
        rows: The vectors a and b, (2, I).
        dot: a · b.
        norms: Their lengths |a| and |b|.
        cosine: cos θ = a · b / (|a| |b|), in [-1, 1].
        degrees: θ, 0 to 180.
        theme: "light" or "dark".
    """
    colours, turn = palette(theme), math.radians(degrees)
    tips = ((norms[0], 0.0), (norms[1] * math.cos(turn), norms[1] * math.sin(turn)))
    figure = go.Figure([_arc(turn, _ARC * min(norms), colours), _strips(words, rows, theme)])
    for word, norm, tip, colour in zip(
        words, norms, tips, (colours.accent, colours.text), strict=True
    ):
        figure.add_trace(_arrow(word, norm, tip, colour))
        figure.add_annotation(_name(word, norm, tip, colours, colour))
    figure.add_annotation(_theta(turn, _ARC * min(norms), colours))
    for note in _numbers(dot, cosine, degrees, colours):
        figure.add_annotation(note)
    figure.update_layout(_layout(words, tips, theme))
    return figure


def _numbers(
    dot: float, cosine: float, degrees: float, colours: Palette
) -> Iterator[dict[str, Any]]:
    """What follows from the two vectors, one line each."""
    lines = (
        (f"cos θ = <b>{plain(cosine)}</b>", 0.42, 16),
        (f"θ = <b>{plain(degrees, 1)}°</b>", 0.24, 16),
        (f"a · b = {plain(dot, 2)}", 0.07, 14),
    )
    for text, y, size in lines:
        yield _number(text, y, size, colours)


def _arrow(word: str, norm: float, tip: tuple[float, float], colour: str) -> go.Scatter:
    return go.Scatter(
        x=[0, tip[0]],
        y=[0, tip[1]],
        mode="lines+markers",
        line={"color": colour, "width": 3},
        marker={
            "symbol": "arrow",
            "size": [0, 14],
            "angleref": "previous",
            "color": colour,
            "opacity": 1,
            "line": {"width": 0},
        },
        hovertemplate=f"|{word}| = {norm:.3f}<extra></extra>",
        cliponaxis=False,
    )


def _arc(turn: float, radius: float, colours: Palette) -> go.Scatter:
    around = np.linspace(0, turn, 48)
    return go.Scatter(
        x=radius * np.cos(around),
        y=radius * np.sin(around),
        mode="lines",
        line={"color": colours.muted, "width": 1.5},
        hoverinfo="skip",
    )


def _name(
    word: str, norm: float, tip: tuple[float, float], colours: Palette, colour: str
) -> dict[str, Any]:
    """A name with its vector's length, where the picture has room: below a, beside b's tip."""
    x, y = tip
    length = quiet(f"length {norm:.2f}", colours)
    return {
        "x": x if y else 0,
        "y": y,
        "text": f"<b>{short(word)}</b> {length}",
        "font": {"size": 15, "color": colour},
        "xanchor": "right" if y and x > 0.5 * norm else "left",
        "yanchor": "bottom" if y else "top",
        "showarrow": False,
    }


def _theta(turn: float, radius: float, colours: Palette) -> dict[str, Any]:
    return {
        "x": 1.3 * radius * math.cos(turn / 2),
        "y": 1.3 * radius * math.sin(turn / 2),
        "text": "θ",
        "font": {"size": 15, "color": colours.muted},
        "showarrow": False,
    }


def _strips(words: tuple[str, str], rows: NDArray[np.floating], theme: str) -> go.Heatmap:
    term = TERMS["input"]
    return go.Heatmap(
        z=rows,
        x=list(range(1, rows.shape[1] + 1)),
        y=[0, 1],
        xaxis="x2",
        yaxis="y2",
        zmin=term.low,
        zmax=term.high,
        zmid=0,
        colorscale=colorscale(term.scale, theme),
        showscale=False,
        ygap=6,
        customdata=[[word] * rows.shape[1] for word in words],
        hovertemplate="%{customdata}, number %{x}<br>%{z:+.3f}<extra></extra>",
    )


def _number(text: str, y: float, size: int, colours: Palette) -> dict[str, Any]:
    return {
        "x": 1,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "middle",
        "text": text,
        "font": {"family": CODE, "size": size, "color": colours.text},
        "showarrow": False,
    }


def _layout(
    words: tuple[str, str], tips: tuple[tuple[float, float], ...], theme: str
) -> dict[str, Any]:
    reach = max(math.hypot(*tip) for tip in tips)
    left, right = min(0.0, tips[1][0]), max(tips[0][0], tips[1][0])
    still = {"visible": False, "fixedrange": True}
    return {
        "template": template(theme),
        "title": {"text": f"{words[0]} and {words[1]}"},
        "xaxis": still | {"domain": [0, 0.45], "range": [left - 0.05 * reach, right]},
        "yaxis": still
        | {"range": [-0.2 * reach, max(0.5 * reach, tips[1][1]) + 0.2 * reach]}
        | {"scaleanchor": "x"},
        "xaxis2": still | {"domain": [0.6, 1], "anchor": "y2"},
        "yaxis2": {
            "domain": [0.56, 1],
            "anchor": "x2",
            "tickvals": [0, 1],
            "ticktext": [short(word) for word in words],
            "autorange": "reversed",
            "fixedrange": True,
            "automargin": False,
        },
        "height": 156,
    }
