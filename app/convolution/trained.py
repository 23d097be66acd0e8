"""Trained on a task: both kinds on the same sentences, beside models that know no order."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app import cache, cache_convolution
from app.controls import note
from app.convolution.compared import Compared, read_both
from app.prose import english_convolution as prose
from app.sheet import show
from app.state import ConvolutionView
from app.state.step import CELLS, CellName
from rnnviz.drawings.convolution_marks import Scored, scores
from rnnviz.drawings.convolution_symbols import lead
from rnnviz.errors import DataError, VectorsError
from rnnviz.tracing.record import Array
from rnnviz.written import plain


def show_part(compared: Compared) -> None:
    """The bars, what this sentence is taken for, and what may be concluded."""
    cnn, cells, simple = _convolutions(compared), _cells(compared), _simple(_card())
    n = n_tested(_card())
    show(lead(prose.TRAINED.format(n=f"{n:,}")), "trained-lead")
    ordered = sorted((cnn, *cells, *simple), key=lambda model: -model.accuracy)
    show(scores(ordered, prose.TRAINED_READING, prose.TRAINED_AXIS), "scores")
    show(lead(conclusion(cnn, cells, simple[-1], n)), "trained-verdict")
    note(prose.TRAINED_HOW.format(command=_card()["command"]), "how")


def n_tested(card: Mapping[str, str]) -> int:
    """How many test sentences a card tells of.

    Raises:
        DataError: If it tells none.
    """
    found = re.search(r"([\d,]+) test", card.get("split", ""))
    if not found:
        raise DataError("The network's card names no number of test sentences; train it again.")
    return int(found[1].replace(",", ""))


def conclusion(cnn: Scored, cells: Sequence[Scored], best: Scored, n: int) -> str:
    """What the accuracies say: a difference within two standard errors is none.

    Args:
        cnn: The convolutions.
        cells: The recurrent networks.
        best: The simple model that beats them.
        n: Test sentences.
    """
    limit = 2 * math.sqrt(2 * cnn.accuracy * (1 - cnn.accuracy) / n)
    near = [cell.name for cell in cells if abs(cell.accuracy - cnn.accuracy) <= limit]
    told = prose.TRAINED_NEAR.format(names=", ".join(near)) if near else prose.TRAINED_APART
    return prose.TRAINED_SAID.format(
        cnn=_percent(cnn.accuracy),
        seeds=", ".join(map(_percent, cnn.seeds)),
        n=f"{n:,}",
        limit=_percent(limit),
        near=told,
        behind=prose.TRAINED_BEHIND.format(tf_idf=_percent(best.accuracy)),
    )


def _card() -> Mapping[str, str]:
    return cache_convolution.kernels(ConvolutionView().kernels).card


def _convolutions(compared: Compared) -> Scored:
    choice = ConvolutionView().kernels
    network = cache_convolution.kernels(choice)
    card = network.card
    seeds = tuple(map(float, card["test_accuracy_of_seeds"].split(", ")))
    accuracy, n = float(card["test_accuracy"]), network.n_parameters
    reading = _reading(compared, CELLS[0])[0]
    return Scored(prose.TRAINED_CNN, _parameters(n), accuracy, seeds, reading, is_marked=True)


def _cells(compared: Compared) -> list[Scored]:
    scored = []
    for cell in CELLS:
        network = cache.network(ConvolutionView().cells_of(cell))
        accuracy = float(network.card["test_accuracy"])
        reading = _reading(compared, cell)[1]
        scored.append(Scored(cell, _parameters(network.n_parameters), accuracy, (), reading))
    return scored


def _reading(compared: Compared, cell: CellName) -> tuple[str, str]:
    """What the trained CNN and a trained cell say of the sentence; "" of other vectors."""
    view = replace(compared.view, learnt="trained", borders="causal", reader=cell)
    try:
        both = read_both(view, compared.tokens)
    except VectorsError:
        return "", ""
    return _last(both.kernels.probabilities), _last(both.cells.probabilities)


def _last(p: Array | None) -> str:
    return "" if p is None else plain(float(p[-1, 0]), 2)


def _simple(card: Mapping[str, str]) -> list[Scored]:
    return [
        Scored(prose.MEAN_VECTOR, prose.MEAN_NOTE, float(card["baseline_mean_vector"])),
        Scored(prose.TF_IDF, prose.TF_IDF_NOTE, float(card["baseline_tf_idf"])),
    ]


def _parameters(n: int) -> str:
    return f"{prose.TRAINED_LAYERS}, {prose.TRAINED_PARAMETERS.format(n=f'{n:,}')}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"
