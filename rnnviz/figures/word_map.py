"""Words on a projection's map, in two or three dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.labels import place_labels
from rnnviz.figures.template import quiet, template
from rnnviz.geometry.projection import Projection
from rnnviz.palette import Palette, palette
from rnnviz.written import plain

Group = Literal["current", "neighbour", "chosen", "context"]

_RANK: dict[Group, int] = {"current": 0, "chosen": 1, "neighbour": 1, "context": 2}
# Where the camera stands at first, and the directions right and up on its screen.
_EYE = (1.5, 1.5, 0.8)
_SCREEN = np.array([[-0.707, 0.707, 0.0], [-0.249, -0.249, 0.936]])
_SIZE: dict[Group, int] = {"current": 14, "chosen": 10, "neighbour": 8, "context": 6}


def word_map(
    projection: Projection,
    words: Sequence[str],
    groups: Sequence[Group],
    similarities: Sequence[float],
    theme: str = "light",
) -> go.Figure:
    """Words at their places on the map, with what the map loses said on it.

    Lines lead from the current word to its true nearest neighbours, wherever the map puts
    them. Labels that would collide are left out, the least important first; hovering names
    every point.

    Args:
        projection: Of n words' vectors, with 2 or 3 components.
        words: n words.
        groups: What each word is: the "current" one, its true "neighbour", "chosen" by the
            user, or mere "context".
        similarities: Of each word to the current one, in [-1, 1].
        theme: "light" or "dark".

    Raises:
        ShapeError: If the numbers of rows, words, groups and similarities differ, or the map
            has not 2 or 3 dimensions.
    """
    n, n_dimensions = projection.coordinates.shape
    if not len(words) == len(groups) == len(similarities) == n or n_dimensions not in (2, 3):
        raise ShapeError(
            f"A map needs n words, n groups, n similarities and (n, 2) or (n, 3) coordinates, not "
            f"{len(words)}, {len(groups)}, {len(similarities)} and {projection.coordinates.shape}."
        )
    colours = palette(theme)
    figure = go.Figure(layout=_layout(projection, words, theme))
    figure.add_trace(_lines(projection.coordinates, groups, colours))
    figure.add_trace(_points(projection.coordinates, words, groups, similarities, colours))
    return figure


def _points(
    coordinates: NDArray[np.float64],
    words: Sequence[str],
    groups: Sequence[Group],
    similarities: Sequence[float],
    colours: Palette,
) -> go.Scatter | go.Scatter3d:
    ink: dict[Group, str] = dict.fromkeys(("current", "neighbour"), colours.accent)
    ink |= {"chosen": colours.text, "context": colours.muted}
    is_flat, places = coordinates.shape[1] == 2, _places(coordinates, words, groups)
    halo = {"shadow": f"0 0 4px {colours.ground}, 0 0 2px {colours.ground}"} if is_flat else {}
    return _scatter(
        coordinates,
        mode="markers+text",
        text=[_label(*entry) for entry in zip(words, groups, places, strict=True)],
        textposition=[place or "top center" for place in places],
        textfont={"size": 14, "color": [ink[group] for group in groups]} | halo,
        marker={
            "size": [_SIZE[group] * (1 if is_flat else 0.6) for group in groups],
            "color": [colours.cloud if group == "context" else ink[group] for group in groups],
            "opacity": 1,
            "line": {"width": 0},
        },
        customdata=list(words),
        hovertext=[f"{w}<br>cos = {plain(s)}" for w, s in zip(words, similarities, strict=True)],
        hoverinfo="text",
    )


def _places(
    coordinates: NDArray[np.float64], words: Sequence[str], groups: Sequence[Group]
) -> list[str]:
    """Where each label stands; in space, as the camera first sees it."""
    seen = coordinates if coordinates.shape[1] == 2 else coordinates @ _SCREEN.T
    return place_labels(seen, words, [_RANK[group] for group in groups])


def _lines(
    coordinates: NDArray[np.float64], groups: Sequence[Group], colours: Palette
) -> go.Scatter | go.Scatter3d:
    start = coordinates[[group == "current" for group in groups]]
    ends = coordinates[[group == "neighbour" for group in groups]]
    gap = np.full(coordinates.shape[1], np.nan)
    path = [point for end in ends for point in (*start, end, gap)]
    return _scatter(
        np.array(path).reshape(-1, coordinates.shape[1]),
        mode="lines",
        line={"color": colours.accent, "width": 1},
        opacity=0.45,
        hoverinfo="skip",
    )


def _scatter(coordinates: NDArray[np.float64], **options: Any) -> go.Scatter | go.Scatter3d:
    axes = dict(zip("xyz", coordinates.T, strict=False))
    if len(axes) == 3:
        return go.Scatter3d(**axes, **options)
    faint = {"unselected": {"marker": {"opacity": 1}}} if "marker" in options else {}
    return go.Scatter(**axes, **options, **faint, cliponaxis=False)


def _label(word: str, group: Group, place: str) -> str:
    if not place:
        return ""
    return f"<b>{word}</b>" if group == "current" else word


def _layout(projection: Projection, words: Sequence[str], theme: str) -> dict[str, Any]:
    titles = [{"text": title} for title in projection.axes]
    names = [f"{letter}axis" for letter in "xyz"[: len(titles)]]
    axes: dict[str, dict[str, Any]] = {
        name: {"title": title, "showticklabels": False}
        for name, title in zip(names, titles, strict=True)
    }
    layout: dict[str, Any] = {
        "template": template(theme),
        "title": {"text": _title(projection, len(words), palette(theme)), "y": 0.965},
        "height": 530,
        "clickmode": "event+select",
    }
    if len(titles) == 3:
        scene = {"aspectmode": "data", "camera": {"eye": dict(zip("xyz", _EYE, strict=True))}}
        return layout | {"scene": axes | scene, "margin": {"l": 0, "r": 0, "t": 56, "b": 0}}
    low, high = projection.coordinates.min(axis=0), projection.coordinates.max(axis=0)
    margin = np.array([0.18, 0.1]) * (high - low).max()
    for name, least, most, room in zip(names, low, high, margin, strict=True):
        axes[name] |= {"range": [least - room, most + room]}
    axes["yaxis"]["scaleanchor"] = "x"
    return layout | axes | {"margin": {"l": 2, "r": 2, "t": 56, "b": 4}}


def _title(projection: Projection, n_words: int, colours: Palette) -> str:
    """What it is, and in one plain sentence what it loses."""
    n_directions, n_all = projection.coordinates.shape[1], projection.source.shape[1]
    kept = round(100 * projection.neighbour_preservation)
    loss = f"{n_directions} of {n_all} directions keep {kept} % of the true nearest neighbours"
    return f"Map of {n_words} words<br>{quiet(loss, colours)}"
