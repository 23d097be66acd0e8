"""The Step page: a sentence, a network, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, get_args

from app.state.view import View
from rnnviz.errors import SpecError

MAX_LAYERS = 6
MAX_WIDTH = 512
MAX_DIGITS = 3
OTHER = "against_"  # before a name: the same of the network that is compared with

CellName = Literal["LSTM", "GRU", "RNN"]
WeightsName = Literal["trained", "one epoch", "untrained", "own", "run"]
Init = Literal["keras", "torch"]
Nonlinearity = Literal["tanh", "relu"]
Reset = Literal["after", "before"]
Against = Literal["nothing", "a sentence", "a network"]
CELLS, WEIGHTS, INITS = get_args(CellName), get_args(WeightsName), get_args(Init)
NONLINEARITIES, RESETS = get_args(Nonlinearity), get_args(Reset)
AGAINST = get_args(Against)


@dataclass(frozen=True, slots=True)
class NetworkChoice:
    """Which network; fields as in StepView. Fields that do not apply keep their defaults."""

    weights: WeightsName
    cell: CellName
    sizes: str
    init: Init
    seed: int
    nonlinearity: Nonlinearity
    reset: Reset
    run: str

    def hidden_sizes(self) -> tuple[int, ...]:
        """The sizes as numbers, from the lowest layer up.

        Raises:
            SpecError: If they are not 1 to MAX_LAYERS whole numbers from 1 to MAX_WIDTH.
        """
        parts = self.sizes.replace(",", " ").split()
        sizes = tuple(int(part) for part in parts if part.isdecimal() and len(part) <= MAX_DIGITS)
        if not 1 <= len(parts) == len(sizes) <= MAX_LAYERS or not all(
            1 <= size <= MAX_WIDTH for size in sizes
        ):
            raise SpecError(
                f"Hidden sizes are 1 to {MAX_LAYERS} whole numbers from 1 to {MAX_WIDTH}, lowest "
                f"layer first, such as 64, 64; “{self.sizes[:40]}” is not."
            )
        return sizes


@dataclass(frozen=True, slots=True)
class Reading:
    """A network reading a sentence.

    Attributes:
        network: Which.
        tokens: T words.
        title: What the stage calls it; "" leaves that to the network's card.
    """

    network: NetworkChoice
    tokens: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class StepView(View):
    """The Step page.

    Attributes:
        sentence: As typed.
        cell: "LSTM", "GRU" or "RNN".
        weights: "trained", "one epoch", "untrained" (the shipped networks), "own", or "run" (one
            that was trained on the Train page).
        sizes: Own network: hidden sizes from the lowest layer up, e.g. "64, 64".
        init: Own network: "keras" or "torch".
        seed: Own network: of its random weights.
        nonlinearity: Own plain RNN: "tanh" or "relu".
        reset: Own GRU: "after" or "before" the recurrent product.
        run: Of a training: its key, a hyphen, and the epoch.
        against: What the stage compares this with.
        against_sentence: The other sentence, as typed.
        against_cell: The other network, like `cell` and so on.
        against_weights: Likewise.
        against_sizes: Likewise.
        against_init: Likewise.
        against_seed: Likewise.
        against_nonlinearity: Likewise.
        against_reset: Likewise.
        against_run: Likewise.
        t: Timestep on the stage, from 1; 0 leaves it to the player.
        layer: Layer on the stage, from 1; 0 leaves it to the player.
        unit: Unit on the stage, from 1; 0 leaves it to the player.
    """

    sentence: str = "the movie was not good"
    cell: CellName = "LSTM"
    weights: WeightsName = "trained"
    sizes: str = "64, 64"
    init: Init = "keras"
    seed: int = 0
    nonlinearity: Nonlinearity = "tanh"
    reset: Reset = "after"
    run: str = ""
    against: Against = "nothing"
    against_sentence: str = "the movie was good"
    against_cell: CellName = "RNN"
    against_weights: WeightsName = "trained"
    against_sizes: str = "64, 64"
    against_init: Init = "keras"
    against_seed: int = 0
    against_nonlinearity: Nonlinearity = "tanh"
    against_reset: Reset = "after"
    against_run: str = ""
    t: int = 0
    layer: int = 0
    unit: int = 0

    @property
    def network(self) -> NetworkChoice:
        """The part that says which network."""
        return self._network("")

    @property
    def other_network(self) -> NetworkChoice:
        """The part that says which network it is compared with."""
        return self._network(OTHER)

    def _network(self, prefix: str) -> NetworkChoice:
        return NetworkChoice(
            **{field.name: getattr(self, prefix + field.name) for field in fields(NetworkChoice)}
        )
