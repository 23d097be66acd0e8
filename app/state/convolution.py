"""The RNN vs CNN page: one question, one sentence, two ways to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.state.encode import Code
from app.state.step import CellName, NetworkChoice, StepView, WeightsName
from app.state.view import View

Question = Literal[
    "Slide and step", "What depends on what", "Cost", "Swap two words", "Trained on a task"
]
Learnt = Literal["trained", "one epoch", "untrained", "own"]
Borders = Literal["causal", "same", "valid"]
QUESTIONS, LEARNT, BORDERS = get_args(Question), get_args(Learnt), get_args(Borders)
TRAINED_KERNEL, TRAINED_LAYERS, WIDTH = 3, 2, 64
MAX_KERNEL, MAX_STACK, MAX_SEED = 9, 4, 9999


@dataclass(frozen=True, slots=True)
class ConvolutionChoice:
    """Which convolutions.

    Attributes:
        weights: "trained", "one epoch", "untrained" (shipped), or "own".
        kernel: k.
        n_layers: L.
        seed: Of own weights.
        borders: The padding.
    """

    weights: Learnt
    kernel: int
    n_layers: int
    seed: int
    borders: Borders


@dataclass(frozen=True, slots=True)
class ConvolutionView(View):
    """The page.

    Attributes:
        question: Which part.
        sentence: As typed; it follows the visitor from page to page.
        code: The framework whose code is shown.
        reader: The cell that steps.
        learnt: What weights both have; "own" is random weights of any depth.
        borders: What stands where the kernel reaches beyond the sentence.
        kernel_width: k of own convolutions.
        stacked: L of own networks, both kinds.
        draw_seed: Of own weights.
        cursor: The position t that is looked at, from 1, in both networks.
        level: The layer that is looked at, from 1.
        filter_no: The filter, from 1.
        unit_no: The hidden unit, from 1.
        swap_a: One of the words that change places, from 1.
        swap_b: The other.
    """

    question: Question = "Slide and step"
    sentence: str = StepView().sentence
    code: Code = "PyTorch"
    reader: CellName = "RNN"
    learnt: Learnt = "trained"
    borders: Borders = "causal"
    kernel_width: int = 3
    stacked: int = 2
    draw_seed: int = 0
    cursor: int = 5
    level: int = 1
    filter_no: int = 19
    unit_no: int = 7
    swap_a: int = 4
    swap_b: int = 5

    @property
    def n_layers(self) -> int:
        """L of both networks."""
        return self.stacked if self.learnt == "own" else TRAINED_LAYERS

    @property
    def layer(self) -> int:
        """The layer that is looked at, from 0, among those that are there."""
        return min(self.level, self.n_layers) - 1

    @property
    def kernels(self) -> ConvolutionChoice:
        """Which convolutions; what does not apply keeps its default, so that keys are few."""
        if self.learnt == "own":
            own = (self.kernel_width, self.stacked, self.draw_seed)
            return ConvolutionChoice(self.learnt, *own, self.borders)
        return ConvolutionChoice(self.learnt, TRAINED_KERNEL, TRAINED_LAYERS, 0, self.borders)

    @property
    def cells(self) -> NetworkChoice:
        """Which recurrent network, of as many layers as the convolutions."""
        return self.cells_of(self.reader)

    def cells_of(self, cell: CellName) -> NetworkChoice:
        """The same with another cell."""
        step = StepView()
        weights: WeightsName = self.learnt
        sizes = ", ".join([str(WIDTH)] * self.n_layers) if weights == "own" else step.sizes
        seed = self.draw_seed if weights == "own" else step.seed
        return StepView(weights=weights, cell=cell, sizes=sizes, seed=seed).network
