"""Output: o_t = h_t, one object under two names, against o_t = W_ho h_t + b_o."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app import cache_layers
from app.controls import choose, note, whole
from app.layers import lines
from app.layers.cell_code import Code
from app.layers.stack_code import KERAS_LAYER
from app.layers.stacking import last_name, stack_choices
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from app.state.layers import OUTPUTS
from rnnviz.drawings.layer_states import Product, Sum, output_sum, same_object
from rnnviz.errors import RnnvizError
from rnnviz.layers.stack import Stack
from rnnviz.terms import TERMS
from rnnviz.written import signed

if TYPE_CHECKING:  # torch, which no page waits for
    from rnnviz.layers.readout import Readout

N_TERMS, N_LISTED = 6, 8
WEIGHT = replace(TERMS["weight"], low=-0.2, high=0.2)
"""W_ho starts within 1 / sqrt(H): a narrower range than trained weights have."""


def show_part() -> None:
    """The whole part."""
    stack_choices()
    with st.container(horizontal=True, vertical_alignment="center", key="fields-output"):
        is_linear = choose(prose.OUTPUT_IS, "output_is", OUTPUTS, OUTPUTS[0]) == OUTPUTS[1]
        if is_linear:
            whole(prose.N_OUTPUTS, "n_outputs", 0, lines.LARGE, lines.DEFAULT.n_outputs)
            whole(prose.OUTPUT_UNIT, "output_unit", 0, lines.LARGE, lines.DEFAULT.output_unit)
    view = LayersView.read(st.session_state)
    try:
        stack = _whole(view.stack())
        lines.headline(view)
        left, right = st.columns([5, 4], gap="large")
        with right:
            lines.code_choice()
            view = LayersView.read(st.session_state)
            lines.code(view, output_code(view, stack))
        with left:
            (_linear if is_linear else _same)(view, stack)
    except RnnvizError as refusal:
        lines.refused(refusal)


def _whole(stack: Stack) -> Stack:
    """The stack with nothing broken in it: what its layers return is another part's matter."""
    return replace(stack, returns=(True,) * stack.n_layers)


def _same(view: LayersView, stack: Stack) -> None:
    """The output is the state."""
    found = cache_layers.agreement(stack, view.numbers_seed)
    name = last_name("h", stack.n_timesteps)
    st.markdown(f"**{prose.STATE_OF.format(name=name)}**")
    h_t = found.states[-1][0][0].tolist()
    show(same_object(h_t, name, found.is_output_the_state, TERMS["hidden"]), "same")
    n_calls = stack.n_timesteps * stack.n_working
    note(prose.SAME_OBJECT.format(n=n_calls), "same")


def _linear(view: LayersView, stack: Stack) -> None:
    """A linear layer reads the state: one of its outputs as a sum."""
    found = cache_layers.readout(stack, view.numbers_seed, view.n_outputs, view.output_unit - 1)
    units = len(found.hidden)
    listed = " ".join(signed(float(v)) for v in found.outputs[:N_LISTED])
    more = " …" if len(found.outputs) > N_LISTED else ""
    n_outputs = len(found.outputs)
    st.markdown(prose.HEAD_SIZES.format(units=units, c=n_outputs, listed=f"{listed}{more}"))
    added = _sum(found, last_name("o", view.output_unit), last_name("h", stack.n_timesteps))
    show(output_sum(added), "sum")
    shown = len(added.products)
    said = prose.LINEAR_SAID.format(c=n_outputs, units=units, j=view.output_unit, shown=shown)
    note(said, "linear")


def _sum(found: Readout, output: str, state: str) -> Sum:
    """The sum with its largest terms apart."""
    parts = (found.weights, found.hidden, found.products)
    order = sorted(range(len(found.hidden)), key=lambda k: -abs(float(found.products[k])))
    shown = [Product(k + 1, *(float(a[k]) for a in parts)) for k in order[:N_TERMS]]
    left_out = float(found.products.sum()) - sum(p.product for p in shown)
    terms = (WEIGHT, TERMS["hidden"], WEIGHT)
    names = ("W_ho", f"× {state}", "=")
    strips = tuple(
        (name, tuple(numbers.tolist()), term)
        for name, numbers, term in zip(names, parts, terms, strict=True)
    )
    rest = (len(found.hidden) - len(shown), left_out)
    return Sum(
        (output, state), strips, tuple(shown), rest, found.bias, found.total, found.difference
    )


def output_code(view: LayersView, stack: Stack) -> Code:
    """Topic, words and flags of the output's code."""
    is_linear = view.output_is == OUTPUTS[1]
    name = KERAS_LAYER[view.kind] if view.code == "Keras" else view.kind
    words = {
        "cell": f"{name}Cell",
        "n": str(stack.width_below(stack.n_layers - 1)),
        "units": str(stack.hidden_sizes[-1]),
        "b": str(stack.batch_size),
        "n_outputs": str(view.n_outputs),
        "is_same": str(not is_linear),
    }
    flags = {"double" if stack.cell == "lstm" else "single", "head" if is_linear else "same"}
    return "layers_output", words, frozenset(flags)
