"""Words on a projection's map, in two or three dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnnviz.errors import ShapeError
from rnnviz.figures.template import palette, plain, template
from rnnviz.geometry.projection import Projection
from rnnviz.palette import Palette

Group = Literal["current", "neighbour", "chosen", "context"]

# A label's room in pixels, on a map of the width and height that a page gives it.
_WIDTH, _HEIGHT = 600, 460
_LETTER, _LINE = 8, 17


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
    ink = {
        "current": colours.accent,
        "neighbour": colours.accent,
        "chosen": colours.text,
        "context": colours.cloud,
    }
    size = {"current": 14, "neighbour": 8, "chosen": 9, "context": 6}
    label = ink | {"context": colours.muted}
    is_flat = coordinates.shape[1] == 2
    shown = readable(coordinates, words, groups) if is_flat else [g != "context" for g in groups]
    style: dict[str, Any] = {} if is_flat else {"line": {"width": 0}}
    return _scatter(
        coordinates,
        mode="markers+text",
        text=[_label(*entry) for entry in zip(words, groups, shown, strict=True)],
        textposition="middle right" if is_flat else "top center",
        textfont={"size": 14, "color": [label[group] for group in groups]},
        marker={
            "size": [size[group] * (1 if is_flat else 0.6) for group in groups],
            "color": [ink[group] for group in groups],
            "opacity": 1,
        }
        | style,
        customdata=list(words),
        hovertext=[
            f"{word}<br>cos = {plain(value)}"
            for word, value in zip(words, similarities, strict=True)
        ],
        hoverinfo="text",
    )


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


def _label(word: str, group: Group, is_shown: bool) -> str:
    if not is_shown:
        return ""
    text = f" {word}"
    return f"<b>{text}</b>" if group == "current" else text


def _layout(projection: Projection, words: Sequence[str], theme: str) -> dict[str, Any]:
    ratio = projection.explained_variance_ratio
    titles = [
        {"text": f"component {index + 1} · {share:.1%} of variance".replace("%", " %")}
        for index, share in enumerate(ratio)
    ]
    names = [f"{letter}axis" for letter in "xyz"[: len(ratio)]]
    axes: dict[str, dict[str, Any]] = {
        name: {"title": title} for name, title in zip(names, titles, strict=True)
    }
    kept = round(100 * projection.neighbour_preservation)
    lost = (
        f"{len(ratio)} of {len(projection.mean)} directions: {kept} % of the nearest neighbours "
        f"among these {len(words)} words are still nearest here"
    )
    layout: dict[str, Any] = {
        "template": template(theme),
        "title": {"text": "Map", "subtitle": {"text": lost}},
        "height": 520,
        "clickmode": "event+select",
    }
    if len(ratio) == 3:
        return layout | {"scene": axes, "margin": {"l": 0, "r": 0, "t": 56, "b": 0}}
    low, high = projection.coordinates.min(axis=0), projection.coordinates.max(axis=0)
    room = 0.06 * (high - low)
    for name, least, most, edge in zip(names, low, high, room, strict=True):
        axes[name] |= {"range": [least - edge, most + (2.5 if name == "xaxis" else 1) * edge],
                       "showticklabels": False}  # fmt: skip
    return layout | axes


def readable(
    coordinates: NDArray[np.float64], words: Sequence[str], groups: Sequence[Group]
) -> list[bool]:
    """Which labels fit beside their points without covering one another.

    Greedy, most important group first; a label occupies a box to the right of its point.

    Args:
        coordinates: (n, 2).
        words: n words.
        groups: Of each word.
    """
    low = coordinates.min(axis=0)
    span = np.maximum(coordinates.max(axis=0) - low, 1e-12)
    pixels = (coordinates - low) / span * (_WIDTH, _HEIGHT)
    rank = {"current": 0, "chosen": 1, "neighbour": 2, "context": 3}
    placed: list[tuple[float, float, float]] = []
    shown = [False] * len(words)
    for index in sorted(range(len(words)), key=lambda i: rank[groups[i]]):
        x, y = pixels[index]
        end = x + 14 + _LETTER * len(words[index])
        if all(end < a or x > b or abs(y - at) > _LINE for a, b, at in placed):
            placed.append((x, end, y))
            shown[index] = True
    return shown
