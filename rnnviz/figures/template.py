"""The look of every figure, made from the palette, so that plots and the stage are one hand.

Figures carry their title, their fixed ranges and their fonts; fonts are those that Streamlit
ships, with the system's own behind them, so nothing is fetched.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.graph_objects as go

from rnnviz.palette import PALETTES, Palette
from rnnviz.terms import Scale

SANS = '"Source Sans", "Source Sans 3", system-ui, sans-serif'
CODE = '"Source Code", "Source Code Pro", ui-monospace, monospace'


@cache
def palette(theme: str) -> Palette:
    """Colours of "dark", or of "light" for anything else."""
    return PALETTES.get(theme, PALETTES["light"])


@cache
def colorscale(scale: Scale, theme: str) -> tuple[tuple[float, str], ...]:
    """A scale of the palette in plotly's form: (position in [0, 1], colour)."""
    stops = palette(theme).stops(scale)
    return tuple((index / (len(stops) - 1), colour) for index, colour in enumerate(stops))


@cache
def template(theme: str) -> go.layout.Template:
    """Fonts, colours, margins and quiet axes for one theme."""
    colours = palette(theme)
    axis: dict[str, Any] = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zerolinecolor": colours.line,
        "tickcolor": colours.line,
        "tickfont": {"size": 13, "color": colours.muted},
        "title": {"font": {"size": 13, "color": colours.muted}},
    }
    flat = axis | {"showgrid": False, "zeroline": False, "automargin": True}
    space = axis | {"backgroundcolor": colours.ground, "showspikes": False}
    layout = go.Layout(
        font={"family": SANS, "size": 14, "color": colours.text},
        title={
            "font": {"size": 18, "weight": 600, "color": colours.text},
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 8, "l": 2},
        },
        paper_bgcolor=colours.ground,
        plot_bgcolor=colours.ground,
        margin={"l": 8, "r": 8, "t": 44, "b": 8},
        xaxis=flat,
        yaxis=flat,
        scene={"xaxis": space, "yaxis": space, "zaxis": space},
        hoverlabel={
            "bgcolor": colours.panel,
            "bordercolor": colours.line,
            "font": {"family": SANS, "size": 14, "color": colours.text},
        },
        colorway=[colours.accent, colours.positive, colours.negative, colours.gate_open],
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"},
        dragmode="pan",
        hovermode="closest",
        showlegend=False,
    )
    return go.layout.Template(layout=layout)


def signed(value: float, digits: int = 3) -> str:
    """A number as every screen writes it: explicit sign, true minus."""
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")


def plain(value: float, digits: int = 3) -> str:
    """A number with a true minus and no plus."""
    return f"{value:.{digits}f}".replace("-", "\N{MINUS SIGN}")
