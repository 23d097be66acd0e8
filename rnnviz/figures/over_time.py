"""What a Trace looks like over time: hidden states as a heatmap, probabilities as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from rnnviz.errors import ShapeError
from rnnviz.figures.template import colorscale, template
from rnnviz.palette import palette
from rnnviz.terms import TERMS
from rnnviz.tracing.record import Trace
from rnnviz.written import plain


def hidden_heatmap(trace: Trace, layer: int = 1, theme: str = "light") -> go.Figure:
    """Hidden state of one layer: units downwards, time to the right.

    The colour range is the term's own (-1 to 1) and never stretched to the data.

    Args:
        trace: Of one sentence.
        layer: 1…L.
        theme: "light" or "dark".

    Returns:
        A heatmap of H rows and T columns (2H rows if the layer reads both ways).

    Raises:
        ShapeError: If the trace is a batch or has no such layer.
    """
    _require_sentence(trace)
    if not 1 <= layer <= trace.n_layers:
        raise ShapeError(f"layer must be 1…{trace.n_layers}, not {layer}.")
    layout = {
        "template": template(theme),
        "title": {"text": f"Layer {layer} · {TERMS['hidden'].name}"},
        "xaxis": _time_axis(trace),
        "yaxis": {"title": {"text": "unit"}, "autorange": "reversed"},
        "height": 360,
    }
    return go.Figure(_heatmap(trace, layer, theme), layout)


def probability_over_time(
    trace: Trace, class_names: Sequence[str] = (), theme: str = "light"
) -> go.Figure:
    """The network's answer after every word, from 0 to 1.

    Args:
        trace: Of one sentence, through a network with a head.
        class_names: C names; "class 1"… if not given.
        theme: "light" or "dark".

    Returns:
        One line per class over the timesteps.

    Raises:
        ShapeError: If the trace is a batch, its network has no head, or names are too many
            or too few.
    """
    _require_sentence(trace)
    if trace.probabilities is None:
        raise ShapeError("The probability over time needs a network with a head; this has none.")
    n_classes = trace.probabilities.shape[1]
    names = class_names or [f"class {index + 1}" for index in range(n_classes)]
    if len(names) != n_classes:
        raise ShapeError(f"The head has {n_classes} classes, but {len(names)} names were given.")
    answer = f"P({names[0]})" if n_classes == 1 else "Probability"
    layout = {
        "template": template(theme),
        "title": {"text": f"{answer} after every word"},
        "xaxis": _time_axis(trace),
        "yaxis": {"range": [-0.03, 1.03], "dtick": 0.25, "showgrid": True},
        "showlegend": n_classes > 1,
        "height": 280,
    }
    figure = go.Figure([_line(trace, index, name) for index, name in enumerate(names)], layout)
    if n_classes == 1:
        figure.add_hline(0.5, line={"color": palette(theme).muted, "width": 1, "dash": "dot"})
    return figure


def _heatmap(trace: Trace, layer: int, theme: str) -> go.Heatmap:
    term, hidden = TERMS["hidden"], trace.layers[layer - 1].hidden
    n_timesteps, n_units = hidden.shape
    ends = (term.low, 0.0, term.high)
    is_unbounded = (trace.spec.cell, trace.spec.nonlinearity) == ("rnn", "relu")
    return go.Heatmap(
        z=hidden.T,
        x=list(range(1, n_timesteps + 1)),
        y=list(range(1, n_units + 1)),
        zmin=term.low,
        zmax=term.high,
        zmid=0,
        colorscale=colorscale(term.scale, theme),
        colorbar={
            "thickness": 10,
            "len": 1,
            "outlinewidth": 0,
            "tickvals": ends,
            "ticktext": [plain(-1, 0), "0", "≥ 1" if is_unbounded else "1"],
        },
        customdata=[_words(trace)] * n_units,
        hovertemplate="t = %{x} · %{customdata}<br>unit %{y}<br>h = %{z:+.3f}<extra></extra>",
        xgap=1,
    )


def _line(trace: Trace, index: int, name: str) -> go.Scatter:
    return go.Scatter(
        x=list(range(1, trace.n_timesteps + 1)),
        y=None if trace.probabilities is None else trace.probabilities[:, index],
        name=name,
        mode="lines+markers",
        line={"width": 2.5},
        marker={"size": 9},
        customdata=_words(trace),
        hovertemplate="after “%{customdata}”<br>P = %{y:.3f}<extra>" + name + "</extra>",
    )


def _require_sentence(trace: Trace) -> None:
    if trace.is_batch:
        raise ShapeError(
            f"A figure shows one sentence, not a batch of {len(trace.inputs)}: "
            "take one with trace.sentence(index)."
        )


def _words(trace: Trace) -> list[str]:
    return list(trace.tokens) or [str(t + 1) for t in range(trace.n_timesteps)]


def _time_axis(trace: Trace) -> dict[str, Any]:
    """Ticks carry the words; many words thin out rather than collide."""
    words, step = _words(trace), 1 + (trace.n_timesteps - 1) // 24
    return {
        "tickvals": list(range(1, trace.n_timesteps + 1, step)),
        "ticktext": words[::step],
        "range": [0.5, trace.n_timesteps + 0.5],
        "title": {"text": "timestep"},
    }
