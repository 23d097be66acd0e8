"""Words in three dimensions, to be turned: a map with depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.template import template
from rnnviz.palette import palette

_EYE = (1.1, 1.1, 0.6)


def word_space(
    coordinates: NDArray[np.floating],
    words: Sequence[str],
    axes: Sequence[str],
    *,
    current: int | None = None,
    neighbours: Sequence[int] = (),
    chosen: Sequence[int] = (),
    theme: str = "light",
) -> go.Figure:
    """A cloud of words in space, with one word, its true neighbours and chosen words named.

    Every point carries its word as customdata, so that a page can follow a click.

    Args:
        coordinates: (n, 3).
        words: n words.
        axes: Three titles.
        current: The row of the word in question.
        neighbours: Rows of its true neighbours; lines lead to them.
        chosen: Rows of the user's own words.
        theme: "light" or "dark".

    Raises:
        ShapeError: If the coordinates are not (n, 3) for n words.
    """
    if coordinates.shape != (len(words), 3) or len(axes) != 3:
        raise ShapeError(
            f"{len(words)} words in space need coordinates ({len(words)}, 3) and three axes, not "
            f"{coordinates.shape} and {len(axes)}."
        )
    colours = palette(theme)
    scene: dict[str, Any] = {
        f"{letter}axis": {"title": {"text": title}, "showticklabels": False}
        for letter, title in zip("xyz", axes, strict=True)
    }
    eye = dict(zip("xyz", _EYE, strict=True))
    scene |= {"aspectmode": "data", "camera": {"eye": eye}}
    layout = {"template": template(theme), "height": 450, "margin": dict.fromkeys("lrtb", 0)}
    cloud = _points(coordinates, words, range(len(words)), 2 if len(words) > 300 else 4)
    cloud.marker.color = colours.cloud
    shown = [row for row in chosen if row != current and row not in neighbours]
    lit = [row for row in (current, *neighbours) if row is not None]
    figure = go.Figure([cloud], layout | {"scene": scene, "showlegend": False})
    figure.add_trace(_lines(coordinates, current, neighbours, colours.accent))
    for rows, colour in ((shown, colours.text), (lit, colours.accent)):
        named = _points(coordinates, words, rows, 6, is_named=True)
        named.marker.color = colour
        named.textfont.color = colour
        figure.add_trace(named)
    return figure


def _points(
    coordinates: NDArray[np.floating],
    words: Sequence[str],
    rows: Sequence[int],
    size: int,
    *,
    is_named: bool = False,
) -> go.Scatter3d:
    x, y, z = coordinates[list(rows)].T
    names = [words[row] for row in rows]
    return go.Scatter3d(
        x=x,
        y=y,
        z=z,
        mode="markers+text" if is_named else "markers",
        text=names if is_named else None,
        textfont={"size": 14},
        marker={"size": size, "line": {"width": 0}},
        customdata=names,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _lines(
    coordinates: NDArray[np.floating], current: int | None, ends: Sequence[int], colour: str
) -> go.Scatter3d:
    gap = np.full(3, np.nan)
    path = (
        []
        if current is None
        else [point for end in ends for point in (coordinates[current], coordinates[end], gap)]
    )
    x, y, z = np.array(path).reshape(-1, 3).T
    line = {"color": colour, "width": 2}
    return go.Scatter3d(x=x, y=y, z=z, mode="lines", line=line, hoverinfo="skip")
