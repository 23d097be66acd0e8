"""Cell and layer: a stack stepped by hand, the same as a layer call, and every shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app import cache_layers
from app.controls import choose, note, write
from app.layers import lines
from app.layers.stack_code import keras_error, stack_code
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from app.state.layers import KINDS, RETURNS
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.layer_stack import Level, layer_stack
from rnnviz.drawings.layer_states import State, last_states, proof
from rnnviz.errors import RnnvizError
from rnnviz.layers.stack import MAX_LAYERS, Stack, read_sizes
from rnnviz.terms import TERMS
from rnnviz.written import shape

if TYPE_CHECKING:  # torch, which no page waits for
    from rnnviz.layers.agreement import Agreement

N_SERIES = 4
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def show_part() -> None:
    """The whole part."""
    _choices()
    view = LayersView.read(st.session_state)
    try:
        stack = view.stack()
    except RnnvizError as refusal:
        lines.refused(refusal)
        return
    lines.headline(view, *_figures(stack))
    show(layer_stack(_levels(view, stack), stack.x_shape, state_names(stack)), "stack")
    place = st.container(key="layers-proof")
    left, right = st.columns([5, 4], gap="large")
    with right:
        lines.code_choice()
        view = LayersView.read(st.session_state)
        lines.code(view, stack_code(view, stack))
    with place, lines.computing():
        found = cache_layers.agreement(stack, view.numbers_seed)
    with place:
        _verdict(view, found)
    with left:
        _states(found)


def stack_choices() -> None:
    """The cell, b, s, n, the layers and the seed."""
    with st.container(horizontal=True, vertical_alignment="center", key="fields-layers"):
        choose(prose.KIND, "kind", KINDS, lines.DEFAULT.kind)
        lines.batch_sizes()
        write(prose.STACKED, "stack_sizes", lines.DEFAULT.stack_sizes, labelled="visible")
        lines.seed()


def _choices() -> None:
    """The stack, and what each of its layers returns."""
    stack_choices()
    n_layers = _n_layers(LayersView.read(st.session_state).stack_sizes)
    with st.container(horizontal=True, vertical_alignment="center", key="fields-returns"):
        for k in range(1, n_layers + 1):
            label = prose.RETURNS.format(k=k)
            choose(label, f"returns_{k}", RETURNS, RETURNS[0], "visible")


def _n_layers(text: str) -> int:
    """How many layers have a switch, even where their sizes are refused."""
    try:
        return min(MAX_LAYERS, len(read_sizes(text)))
    except RnnvizError:
        return 0


def _figures(stack: Stack) -> tuple[str, ...]:
    """The shapes from x to the highest layer that runs."""
    outputs = (f"→ {shape(*stack.output_shape(k))}" for k in range(stack.n_working))
    return (shape(*stack.x_shape), *outputs)


def _levels(view: LayersView, stack: Stack) -> list[Level]:
    return [
        Level(
            f"{view.kind} layer {k + 1}",
            units,
            (stack.batch_size, units),
            stack.output_shape(k),
            stack.returns[k],
            k >= stack.n_working,
        )
        for k, units in enumerate(stack.hidden_sizes)
    ]


def state_names(stack: Stack) -> tuple[str, ...]:
    """What a cell of the stack carries on."""
    return ("h", "c") if stack.cell == "lstm" else ("h",)


def last_name(letter: str, n_timesteps: int) -> str:
    """A state after the last timestep, such as h₈₀."""
    return letter + str(n_timesteps).translate(_SUBSCRIPT)


def _verdict(view: LayersView, found: Agreement) -> None:
    """Equal or not; and where the stack breaks, how."""
    stack = found.stack
    running = stack.hidden_sizes[: stack.n_working]
    is_one = len(set(running)) == 1
    call = (prose.STACKED_CALL if is_one else prose.CALLS).format(layer=view.kind, n=len(running))
    said = prose.STACK_SAID.format(n_layers=len(running), cell=f"{view.kind} cell", call=call)
    verdict = proof(found.is_equal, found.difference, found.difference_64, found.n_compared)
    show(stacked(verdict, sentence(f"{said}. {prose.READ_STACK}")), "parity")
    if stack.broken is None or found.misread is None:
        return
    below = shape(*stack.output_shape(stack.broken - 1))
    with st.container(key="layers-broken"):
        st.text(prose.BROKEN.format(below=stack.broken, k=stack.broken + 1, shape=below))
        st.text(prose.BROKEN_KERAS.format(error=keras_error(stack)))
        st.text(
            prose.BROKEN_TORCH.format(
                shape=below,
                b=stack.batch_size,
                out=shape(*found.misread.shape),
                error=found.misread.error,
            )
        )


def _states(found: Agreement) -> None:
    """The last states of every layer that runs."""
    stack = found.stack
    shown = [
        State(
            prose.STATE.format(k=k, name=last_name(name, stack.n_timesteps)),
            shape(*numbers.shape),
            tuple(tuple(row.tolist()) for row in numbers[:N_SERIES]),
            TERMS["hidden" if name == "h" else "cell"],
        )
        for k, states in enumerate(found.states, 1)
        for name, numbers in zip(state_names(stack), states, strict=True)
    ]
    st.markdown(f"**{prose.LAST_STATES}**")
    show(last_states(shown), "last-states")
    note(
        prose.MORE_SERIES.format(shown=min(N_SERIES, stack.batch_size), b=stack.batch_size), "last"
    )
