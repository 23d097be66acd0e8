"""What a page is looking at, as plain data: field = widget key = name in the URL.

Every view is a link: `to_query` gives the parameters that differ from the defaults, and a
page opened with them shows that view again. Timestep, layer and unit of the stage belong to
the player, which keeps them in the same URL by itself; here they are only carried along.

Streamlit writes into the URL what a widget shows, so values are chosen to be read by people.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, Self, get_args

from rnnviz.errors import SpecError

MAX_LAYERS = 6
MAX_WIDTH = 512
MAX_DIGITS = 3
OTHER = "against_"  # before a name: the same of the network that is compared with

CellName = Literal["LSTM", "GRU", "RNN"]
WeightsName = Literal["trained", "one epoch", "untrained", "own"]
Init = Literal["keras", "torch"]
Nonlinearity = Literal["tanh", "relu"]
Reset = Literal["after", "before"]
Against = Literal["nothing", "a sentence", "a network"]
Dimensions = Literal["2-D", "3-D"]
CELLS, WEIGHTS, INITS = get_args(CellName), get_args(WeightsName), get_args(Init)
NONLINEARITIES, RESETS = get_args(Nonlinearity), get_args(Reset)
AGAINST, DIMENSIONS = get_args(Against), get_args(Dimensions)


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
class View:
    """A page's choices."""

    @classmethod
    def read(cls, values: Any) -> Self:
        """The view that the widgets show, defaults where a widget is not drawn.

        Args:
            values: Widget values by key: st.session_state, or a mapping.
        """
        return cls(**{f.name: values[f.name] for f in fields(cls) if f.name in values})

    def to_query(self) -> dict[str, str]:
        """URL parameters: only what differs from the defaults."""
        default = type(self)()
        return {
            field.name: str(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }


@dataclass(frozen=True, slots=True)
class StepView(View):
    """The Step page.

    Attributes:
        sentence: As typed.
        cell: "LSTM", "GRU" or "RNN".
        weights: "trained", "one epoch", "untrained" (the shipped networks) or "own".
        sizes: Own network: hidden sizes from the lowest layer up, e.g. "64, 64".
        init: Own network: "keras" or "torch".
        seed: Own network: of its random weights.
        nonlinearity: Own plain RNN: "tanh" or "relu".
        reset: Own GRU: "after" or "before" the recurrent product.
        against: What the stage compares this with.
        against_sentence: The other sentence, as typed.
        against_cell: The other network, like `cell` and so on.
        against_weights: Likewise.
        against_sizes: Likewise.
        against_init: Likewise.
        against_seed: Likewise.
        against_nonlinearity: Likewise.
        against_reset: Likewise.
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
    against: Against = "nothing"
    against_sentence: str = "the movie was good"
    against_cell: CellName = "RNN"
    against_weights: WeightsName = "trained"
    against_sizes: str = "64, 64"
    against_init: Init = "keras"
    against_seed: int = 0
    against_nonlinearity: Nonlinearity = "tanh"
    against_reset: Reset = "after"
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


@dataclass(frozen=True, slots=True)
class WordsView(View):
    """The Words page.

    Attributes:
        word: The current word, whose neighbours are listed.
        other: The word it is measured against.
        words: The user's words, separated by spaces or commas.
        dimensions: Of the map: "2-D" or "3-D".
    """

    word: str = "france"
    other: str = "italy"
    words: str = "france italy germany spain ball crocodile lizard"
    dimensions: Dimensions = "2-D"

    @property
    def n_dimensions(self) -> int:
        """2 or 3."""
        return int(self.dimensions[0])
