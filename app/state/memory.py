"""The Memory page: which picture of gradients through time, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.state.encode import Code, EncodeView
from app.state.step import CellName, NetworkChoice, StepView
from app.state.view import View

Picture = Literal[
    "Three memories", "Word to state", "Step by step", "Which words count", "Spectral radius"
]
MemoryWeights = Literal["trained", "one epoch", "untrained"]
MemoryCells = Literal["all", "RNN", "GRU", "LSTM"]
MemoryLayer = Literal["1", "2"]
LossOf = Literal["positive", "negative"]
RoomInputs = Literal["random", "the sentence"]
Squash = Literal["tanh", "linear"]
PICTURES, MEMORY_WEIGHTS = get_args(Picture), get_args(MemoryWeights)
MEMORY_CELLS, MEMORY_LAYERS = get_args(MemoryCells), get_args(MemoryLayer)
LOSSES, ROOM_INPUTS, SQUASHES = get_args(LossOf), get_args(RoomInputs), get_args(Squash)
SIDE_BY_SIDE: tuple[CellName, ...] = ("RNN", "GRU", "LSTM")
LONG = (
    "a wonderful film , although the first hour is slow and the music is much too loud for such "
    "a quiet story"
)
"""Long enough to be forgotten; who comes from another page brings a sentence along."""


@dataclass(frozen=True, slots=True)
class RoomAsked:
    """What is computed in the room of one cell; fields as in MemoryView.

    Attributes:
        cell: Which.
        n: Timesteps.
        radius: Of every block of W_hh.
        is_linear: Whether the RNN's tanh is left out.
        gate_bias: Of the gate that keeps.
        clip: Length to which the gradient is clipped.
        seed: Of the weights, and of random inputs.
    """

    cell: CellName
    n: int
    radius: float
    is_linear: bool
    gate_bias: float
    clip: float
    seed: int


@dataclass(frozen=True, slots=True)
class MemoryView(View):
    """The Memory page.

    Attributes:
        sentence: As typed; shared with the Step page.
        code: The framework whose code is shown.
        memory_picture: Which of the five.
        memory_weights: Of the shipped networks, 2 × 64 units each.
        memory_cells: All three side by side, or one of them.
        memory_layer: Whose states are drawn, from 1.
        loss_of: The answer whose loss and whose output are asked about.
        radius: Spectral radius: of W_hh.
        room_length: Spectral radius: timesteps.
        room_inputs: Spectral radius: what is read at them.
        squash: Spectral radius: the RNN's non-linearity, or none.
        gate_bias: Spectral radius: of the forget gate in an LSTM, of the update gate in a GRU.
        clip: Spectral radius: the length to which a gradient is clipped.
        room_seed: Spectral radius: of the weights and of random inputs.
    """

    sentence: str = LONG
    code: Code = EncodeView().code
    memory_picture: Picture = "Three memories"
    memory_weights: MemoryWeights = "trained"
    memory_cells: MemoryCells = "all"
    memory_layer: MemoryLayer = "2"
    loss_of: LossOf = "positive"
    radius: float = 0.7
    room_length: int = 30
    room_inputs: RoomInputs = "random"
    squash: Squash = "tanh"
    gate_bias: float = 1.0
    clip: float = 1.0
    room_seed: int = 0

    @property
    def cells(self) -> tuple[CellName, ...]:
        """Which networks are drawn, from left to right."""
        return SIDE_BY_SIDE if self.memory_cells == "all" else (self.memory_cells,)

    @property
    def target(self) -> int:
        """The class whose loss is meant: 1 is positive."""
        return int(self.loss_of == "positive")

    @property
    def reads(self) -> bool:
        """Whether the picture is of the sentence."""
        return self.memory_picture != "Spectral radius" or self.room_inputs == "the sentence"

    def room(self, cell: CellName) -> RoomAsked:
        """What the room of a cell is asked for; what does not concern it is left out."""
        is_plain = cell == "RNN"
        return RoomAsked(
            cell,
            self.room_length,
            self.radius,
            is_plain and self.squash == "linear",
            0.0 if is_plain else self.gate_bias,
            self.clip,
            self.room_seed,
        )

    def network(self, cell: CellName) -> NetworkChoice:
        """The shipped network of a cell."""
        return StepView(cell=cell, weights=self.memory_weights).network
