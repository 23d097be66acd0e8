"""Two sentences or two networks on one stage: how the other one is chosen, and what it reads.

The other network's widgets have the names of the first one's, after OTHER.
"""

from __future__ import annotations

import streamlit as st

from app import cache, spelling, stage
from app.controls import choose, put, write
from app.network_choice import own_network, weights
from app.prose import english as prose
from app.state import Reading, StepView
from app.state.step import AGAINST, CELLS, OTHER
from rnnviz.errors import shortened
from rnnviz.text.tokens import tokenize

NOTHING, SENTENCE, NETWORK = AGAINST
WIDTH = 372  # pixels: a phone less its margins
LONGEST = 40  # letters of a sentence that stands for it
STEP = StepView()
_OWN_GRU = {"cell": "GRU", "weights": "own", "sizes": STEP.sizes, "init": STEP.init, "seed": 0}
_TRAINED = {"weights": "trained", "against": NETWORK, f"{OTHER}weights": "trained"}

EXAMPLES: dict[str, dict[str, object]] = {
    prose.LEARNED: {**_TRAINED, f"{OTHER}weights": "untrained"},
    prose.CELLS: {**_TRAINED, "cell": "LSTM", f"{OTHER}cell": "RNN"},
    prose.NEGATED: {
        "sentence": STEP.sentence, "against": SENTENCE, f"{OTHER}sentence": STEP.against_sentence
    },
    prose.RESETS: {
        **_OWN_GRU, "reset": "after",
        "against": NETWORK,
        **{f"{OTHER}{name}": value for name, value in _OWN_GRU.items()}, f"{OTHER}reset": "before",
    },
}  # fmt: skip
"""What each example puts into the widgets."""


def controls() -> None:
    """What the stage is compared with, behind one button and in words after it."""
    with st.popover(prose.COMPARE), st.container(key="comparing", width=WIDTH):
        match choose(prose.AGAINST, "against", AGAINST, STEP.against, "visible"):
            case "a sentence":
                write(prose.OTHER_SENTENCE, f"{OTHER}sentence", STEP.against_sentence)
            case "a network":
                _other_network()
        st.caption(prose.AGAINST_HELP)
        view = StepView.read(st.session_state)
        with st.container(gap=None):
            for label, values in EXAMPLES.items():
                st.button(label, type="tertiary", on_click=take_up, kwargs=_complete(view, values))
    if view.against != NOTHING:
        what = SENTENCE if view.against == SENTENCE else _difference(view)
        with st.container(key="compared", width="content"):
            st.text(prose.COMPARED.format(what=what), width="content")


def take_up(**values: object) -> None:
    """Put values into widgets, and into the address where a widget is not drawn yet.

    Streamlit mirrors what it puts into widgets that are there, but not into those to come.
    """
    for name, text in StepView.read(values).to_query().items():
        if name not in st.session_state:
            st.query_params[name] = text
    put(**values)


def _other_network() -> None:
    chosen = weights(prose.OTHER_WEIGHTS, STEP.against_weights, OTHER)
    if chosen == "run":
        return
    cell = choose(prose.OTHER_CELL, f"{OTHER}cell", CELLS, STEP.against_cell)
    if chosen == "own":
        own_network(cell, OTHER)


def _complete(view: StepView, values: dict[str, object]) -> dict[str, object]:
    """An example's values; where it says nothing of the cell, both have the one on the page."""
    if "cell" in values or values["against"] != NETWORK:
        return values
    return {**values, f"{OTHER}cell": view.cell}


def _difference(view: StepView) -> str:
    """What the other network is, by what differs."""
    ours, theirs = view.network, view.other_network
    if theirs.weights == "run":
        return prose.SAME if ours == theirs else prose.DIFFERS["run"].format(theirs.run)
    is_own = ours.weights == theirs.weights == "own"
    names = ["cell", "weights", *(["sizes", "init", "seed", "nonlinearity", "reset"] * is_own)]
    parts = [
        prose.DIFFERS[name].format(getattr(theirs, name))
        for name in names
        if getattr(ours, name) != getattr(theirs, name)
    ]
    return " ".join(parts) or prose.SAME


def other(view: StepView, tokens: tuple[str, ...]) -> Reading | None:
    """What it is compared with, if anything; a refusal is said above the stage, which stays.

    Args:
        view: The page's.
        tokens: The sentence's words.
    """
    if view.against == NOTHING:
        return None
    found: Reading | None = None
    with stage.saying_beside(prose.NOT_COMPARED, "refused-other"):
        wanted = _other(view, tokens)
        cache.trace(wanted.network, wanted.tokens)
        found = wanted
    return found


def _other(view: StepView, tokens: tuple[str, ...]) -> Reading:
    if view.against == NETWORK:
        return Reading(view.other_network, tokens, _difference(view))
    text = view.against_sentence
    words = tokenize(text)
    unknown = cache.unknown(words, reader=view.network)
    spelling.spellings(f"{OTHER}sentence", text, words, unknown)
    return Reading(view.network, words, prose.QUOTED.format(shortened(" ".join(words), LONGEST)))
