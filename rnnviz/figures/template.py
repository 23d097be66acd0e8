"""The look of every figure, made from the palette, so that plots and the stage are one hand.

Figures carry their title, their fixed ranges and their fonts; fonts are those that Streamlit
ships, with the system's own behind them, so nothing is fetched.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.graph_objects as go

from rnnviz.palette import PALETTES, Palette
from rnnviz.terms import Scale, Term

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


def ink(value: float, term: Term, theme: str) -> str:
    """Which of the theme's text and ground is the easier to read on a value's colour.

    By the contrast ratio of WCAG 2.1: (L1 + 0.05) / (L2 + 0.05), L the relative luminance.
    """
    colours = palette(theme)
    share = min(max((value - term.low) / (term.high - term.low), 0.0), 1.0)
    stops = [_channels(stop) for stop in colours.stops(term.scale)]
    at = share * (len(stops) - 1)
    lower = min(int(at), len(stops) - 2)
    mixed = tuple(
        a + (at - lower) * (b - a) for a, b in zip(stops[lower], stops[lower + 1], strict=True)
    )
    here = _luminance(mixed)

    def contrast(colour: str) -> float:
        """Of a colour against the mixed one."""
        dark, bright = sorted((here, _luminance(_channels(colour))))
        return (bright + 0.05) / (dark + 0.05)

    return max((colours.text, colours.ground), key=contrast)


def _channels(colour: str) -> tuple[float, ...]:
    """Red, green and blue of #rrggbb in [0, 1]."""
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _luminance(channels: tuple[float, ...]) -> float:
    """Relative luminance of an sRGB colour."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def plain(value: float, digits: int = 3) -> str:
    """A number as every screen writes it, with a true minus."""
    return f"{value:.{digits}f}".replace("-", "\N{MINUS SIGN}")


def quiet(text: str, colours: Palette) -> str:
    """Second-rank words beside a title or a name."""
    return f"<span style='font-size:14px;font-weight:400;color:{colours.muted}'>{text}</span>"


def short(word: str, longest: int = 12) -> str:
    """A word that fits beside a drawing; hovering gives it whole."""
    return word if len(word) <= longest else f"{word[: longest - 1]}…"
