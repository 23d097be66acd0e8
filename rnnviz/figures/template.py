"""The look of every figure, made from the palette, so that plots and the stage are one hand.

Figures carry their title, their fixed ranges and their fonts; fonts are those that Streamlit
ships, with the system's own behind them, so nothing is fetched.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.graph_objects as go

from rnnviz.palette import Palette, palette
from rnnviz.terms import Scale

SANS = '"Source Sans", "Source Sans 3", system-ui, sans-serif'
CODE = '"Source Code", "Source Code Pro", ui-monospace, monospace'

_TOP_LEFT = {
    "x": 0,
    "xref": "container",
    "y": 1,
    "yref": "container",
    "yanchor": "top",
    "pad": {"t": 4},
}


@cache
def colorscale(scale: Scale, theme: str) -> tuple[tuple[float, str], ...]:
    """A scale of the palette in plotly's form: (position in [0, 1], colour)."""
    stops = palette(theme).stops(scale)
    return tuple((index / (len(stops) - 1), colour) for index, colour in enumerate(stops))


@cache
def template(theme: str) -> go.layout.Template:
    """Fonts, colours, margins and quiet axes for one theme."""
    colours = palette(theme)
    axis, ink_font = _axis(colours), {"family": SANS, "size": 14, "color": colours.text}
    flat = axis | {"showgrid": False, "zeroline": False, "automargin": True}
    space = axis | {"backgroundcolor": colours.ground, "showspikes": False}
    layout = go.Layout(
        font=ink_font,
        title=_TOP_LEFT | {"font": {"size": 18, "weight": 600, "color": colours.text}},
        paper_bgcolor=colours.ground,
        plot_bgcolor=colours.ground,
        margin={"l": 2, "r": 2, "t": 36, "b": 4},
        xaxis=flat,
        yaxis=flat,
        scene={"xaxis": space, "yaxis": space, "zaxis": space},
        hoverlabel={"bgcolor": colours.panel, "bordercolor": colours.line, "font": ink_font},
        colorway=[colours.accent, colours.positive, colours.negative, colours.gate_open],
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"},
        dragmode="pan",
        hovermode="closest",
        showlegend=False,
    )
    return go.layout.Template(layout=layout)


def _axis(colours: Palette) -> dict[str, Any]:
    quiet = {"size": 13, "color": colours.muted}
    lines = dict.fromkeys(("gridcolor", "linecolor", "zerolinecolor", "tickcolor"), colours.line)
    return lines | {"tickfont": quiet, "title": {"font": quiet}}


def quiet(text: str, colours: Palette) -> str:
    """Second-rank words beside a title or a name."""
    return f"<span style='font-size:14px;font-weight:400;color:{colours.muted}'>{text}</span>"
