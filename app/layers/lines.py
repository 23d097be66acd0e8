"""What every part begins and ends with: its sentence, its sizes, and its code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from app import cache, cache_layers
from app.controls import choose, code_box, pick, whole
from app.layers.cell_code import Code
from app.prose import english_layers as prose
from app.sheet import show
from app.state import LayersView
from app.state.encode import CODES
from app.state.layers import BIASES
from rnnviz.drawings.markup import Drawing, joined, tag
from rnnviz.layers.names import ACTIVATION_NAMES, FOR_BIASES, INITIALISERS
from rnnviz.text.snippets import snippet

DEFAULT = LayersView()
LARGE, SEEDS = 1_000_000, 9_999
"""Widgets let too large numbers through: the library refuses them in a sentence."""


def headline(view: LayersView, *figures: str) -> None:
    """What the part shows, in one sentence.

    Args:
        view: The page's.
        figures: Shapes or counts that stand beside it.
    """
    spans = (tag("span", figure, class_="rv-number rv-shape") for figure in figures)
    line = tag("p", tag("b", prose.WHAT[view.study]), *spans, class_="rv-headline")
    show(Drawing(joined([line])), "layers-headline")


def batch_sizes() -> None:
    """b, s and n."""
    whole(prose.B, "b_size", 0, LARGE, DEFAULT.b_size)
    whole(prose.S, "s_size", 0, LARGE, DEFAULT.s_size)
    features()


def features() -> None:
    """The width of what is read."""
    whole(prose.N, "n_size", 0, LARGE, DEFAULT.n_size)


def seed() -> None:
    """Of x and all weights."""
    whole(prose.SEED, "numbers_seed", 0, SEEDS, DEFAULT.numbers_seed)


def units_and_bias() -> None:
    """The size of a single cell, and whether it has a bias."""
    whole(prose.UNITS, "cell_units", 0, LARGE, DEFAULT.cell_units)
    choose(prose.USE_BIAS, "cell_bias", BIASES, DEFAULT.cell_bias)


def initialisers() -> None:
    """The three that begin a cell, and its activation's name where it matters."""
    pick(prose.KERNEL_INIT, "kernel_init", INITIALISERS, DEFAULT.kernel_init)
    pick(prose.RECURRENT_INIT, "recurrent_init", INITIALISERS, DEFAULT.recurrent_init)
    pick(prose.BIAS_INIT, "bias_init", FOR_BIASES, DEFAULT.bias_init)


def start(*, with_features: bool) -> None:
    """How the cell begins, where that is not what the part is about.

    Args:
        with_features: Whether the part lets one choose n.
    """
    with st.popover(prose.THE_CELL):
        if with_features:
            features()
        units_and_bias()
        activation()
        initialisers()
        seed()


def activation() -> None:
    """What squashes the sum."""
    choose(prose.ACTIVATION, "cell_activation", ACTIVATION_NAMES, DEFAULT.cell_activation)


def chosen_cell(view: LayersView, input_size: int, units: int) -> cache_layers.CellChoice:
    """The single cell that is described.

    Args:
        view: The page's.
        input_size: n.
        units: H.
    """
    return cache_layers.CellChoice(
        input_size,
        units,
        view.cell_activation,
        view.has_bias,
        view.kernel_init,
        view.recurrent_init,
        view.bias_init,
        view.numbers_seed,
    )


def code(view: LayersView, filled: Code) -> None:
    """The same in PyTorch or Keras; the choice is drawn by `code_choice`.

    Args:
        view: The page's.
        filled: Topic, words and flags.
    """
    topic, words, flags = filled
    code_box(snippet(view.code, topic, words, flags), "layers")


def code_choice() -> None:
    """Which framework."""
    choose(prose.CODE, "code", CODES, DEFAULT.code)


@contextmanager
def computing() -> Iterator[None]:
    """Say that numbers are on their way where torch is still being imported."""
    place = st.empty()
    if not cache.is_ready():
        place.text(prose.WAITING)
    yield
    place.empty()


def refused(reason: object, key: str = "one") -> None:
    """Why a part shows nothing, in the library's own words.

    Args:
        reason: The sentence, or the refusal that carries it.
        key: Where a part may refuse more than one thing, of each.
    """
    with st.container(key=f"layers-refused-{key}"):
        st.text(str(reason))
