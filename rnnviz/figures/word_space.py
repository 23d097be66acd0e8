"""Words in three dimensions, to be turned: a map with depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.labels import place_labels
from rnnviz.figures.template import template
from rnnviz.palette import palette

# Where the camera stands at first, and the directions right and up on its screen.
_EYE = (1.3, 1.3, 0.7)
_CAMERA = {"eye": dict(zip("xyz", _EYE, strict=True)), "center": {"x": 0, "y": 0, "z": -0.15}}
_SCREEN = np.array([[-0.707, 0.707, 0.0], [-0.254, -0.254, 0.933]])
_DENSE = 300  # points; more of them are drawn so that one sees into the cloud


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
    _check(coordinates, words, axes)
    colours = palette(theme)
    figure = go.Figure(layout=_layout(axes, theme))
    size, opacity = (1.5, 0.3) if len(words) > _DENSE else (4.0, 1.0)
    cloud = _points(coordinates, words, range(len(words)), size)
    cloud.marker.color, cloud.marker.opacity = colours.cloud, opacity
    figure.add_trace(cloud)
    figure.add_trace(_lines(coordinates, current, neighbours, colours.accent))
    lit = [row for row in (current, *neighbours) if row is not None]
    shown = [row for row in dict.fromkeys(chosen) if row not in lit]
    names = _names(coordinates, words, [*lit, *shown])
    for rows, ink in ((shown, colours.text), (lit, colours.accent)):
        figure.add_trace(_named(_points(coordinates, words, rows, 6), rows, names, ink))
    return figure


def _named(
    points: go.Scatter3d, rows: Sequence[int], names: dict[int, tuple[str, str]], ink: str
) -> go.Scatter3d:
    """Points with those names that have room, where they have it."""
    shown = [names.get(row, ("", "top center")) for row in rows]
    points.mode, points.text = "markers+text", [name for name, _ in shown]
    points.textposition = [place for _, place in shown]
    points.marker.color = points.textfont.color = ink
    return points


def _check(coordinates: NDArray[np.floating], words: Sequence[str], axes: Sequence[str]) -> None:
    if coordinates.shape != (len(words), 3) or len(axes) != 3:
        raise ShapeError(
            f"{len(words)} words in space need coordinates ({len(words)}, 3) and three axes, not "
            f"{coordinates.shape} and {len(axes)}."
        )


def _layout(axes: Sequence[str], theme: str) -> dict[str, Any]:
    scene: dict[str, Any] = {
        f"{letter}axis": {"title": {"text": title}, "showticklabels": False}
        for letter, title in zip("xyz", axes, strict=True)
    }
    scene |= {"aspectmode": "data", "camera": _CAMERA}
    room = {"height": 450, "margin": dict.fromkeys("lrtb", 0), "showlegend": False}
    return {"template": template(theme), "scene": scene} | room


def _names(
    coordinates: NDArray[np.floating], words: Sequence[str], rows: Sequence[int]
) -> dict[int, tuple[str, str]]:
    """The names that have room as the camera first sees them, and where; first rows first."""
    if not rows:
        return {}
    cloud = coordinates.astype(np.float64) @ _SCREEN.T
    corners = np.stack([cloud.min(axis=0), cloud.max(axis=0)])  # which give the scale
    names = [words[row] for row in rows]
    seen = np.vstack([cloud[list(rows)], corners])
    places = place_labels(seen, [*names, "", ""], range(len(seen)))[: len(rows)]
    found = zip(rows, names, places, strict=True)
    return {row: (name, place) for row, name, place in found if place}


def _points(
    coordinates: NDArray[np.floating],
    words: Sequence[str],
    rows: Sequence[int],
    size: float,
) -> go.Scatter3d:
    x, y, z = coordinates[list(rows)].T
    names = [words[row] for row in rows]
    return go.Scatter3d(
        x=x,
        y=y,
        z=z,
        mode="markers",
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
