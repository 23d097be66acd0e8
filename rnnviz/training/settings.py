"""What a training can be asked for, as plain data: one frozen record, checked, with a key.

Equal settings train the same network to the last bit, so the key of the settings names the run.
What a task does not use (the length of generated sequences, where the sentences are real) does
not count: such settings are equal, and have the same key.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, Self, get_args

from rnnviz.errors import SettingsError, shortened
from rnnviz.terms import Cell

Task = Literal["sentiment", "first token", "adding", "brackets", "a^n b^n", "stock prices"]
Embeddings = Literal["GloVe", "GloVe, frozen", "random"]
Optimiser = Literal["Adam", "RMSprop", "SGD", "SGD, momentum"]
Kind = Literal["yes/no", "one of n", "a number"]

TASKS: tuple[Task, ...] = get_args(Task)
KINDS: dict[Task, Kind] = {
    "sentiment": "yes/no",
    "first token": "one of n",
    "adding": "a number",
    "brackets": "yes/no",
    "a^n b^n": "one of n",
    "stock prices": "a number",
}
"""What the network answers; a number is scored by R², all else by accuracy."""
GENERATED: tuple[Task, ...] = ("first token", "adding", "brackets", "a^n b^n")
"""Tasks whose examples are drawn with the seed, in any length and number."""

FORMAT = 1  # of runs; counts in every key, so that a change of the training begins them anew
LONGEST_SECONDS = 1800.0
_LIMITS: dict[str, tuple[int, int]] = {
    "n_layers": (1, 4),
    "hidden_size": (1, 256),
    "epochs": (1, 200),
    "batch_size": (1, 1024),
    "length": (2, 200),
    "n_examples": (100, 20_000),
    "seed": (0, 1_000_000),
}
_NAMES: dict[str, str] = {
    "n_layers": "layers",
    "hidden_size": "hidden units",
    "batch_size": "examples in a batch",
    "length": "timesteps of a generated sequence",
    "n_examples": "generated training examples",
}
# Measured on one core of 2026: blocks of each cell, seconds that a timestep costs at least, and
# multiplications per second, of which torch's LSTM gets the most.
_COSTS: dict[Cell, tuple[int, float, float]] = {
    "rnn": (1, 6e-5, 2e10),
    "gru": (3, 1.2e-4, 2e10),
    "lstm": (4, 6e-5, 5e10),
}
_SECONDS_PER_STEP = 2e-3
_N_REAL: dict[Task, tuple[int, int]] = {"sentiment": (8500, 24), "stock prices": (300, 12)}


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """How to train which network on what.

    Attributes:
        task: What it learns.
        cell: "rnn", "gru" or "lstm".
        n_layers: L, 1 to 4.
        hidden_size: H of every layer, 1 to 256.
        bidirectional: Whether each layer also reads from the end.
        embeddings: Where the words' vectors come from; symbols always begin at random.
        optimiser: Its other numbers are torch's defaults; momentum is 0.9.
        learning_rate: At the first step; falls linearly to 0 over all steps.
        epochs: Passes over the training examples, 1 to 200.
        batch_size: Examples per step, 1 to 1024.
        clip: Largest norm of a step's gradient; 0 leaves it as it is.
        weight_decay: Of the recurrent weights and the head, not of embeddings.
        dropout: Share of inputs and hidden states zeroed in training, in [0, 1).
        seed: Of the first weights, the order of the examples, dropout, and generated examples.
        length: Timesteps of generated sequences, 2 to 200; of a^n b^n the longest trained on.
        n_examples: Generated training examples, 100 to 20,000.
    """

    task: Task = "sentiment"
    cell: Cell = "gru"
    n_layers: int = 1
    hidden_size: int = 64
    bidirectional: bool = False
    embeddings: Embeddings = "GloVe"
    optimiser: Optimiser = "Adam"
    learning_rate: float = 3e-3
    epochs: int = 4
    batch_size: int = 64
    clip: float = 1.0
    weight_decay: float = 1e-5
    dropout: float = 0.3
    seed: int = 0
    length: int = 20
    n_examples: int = 2000

    @property
    def key(self) -> str:
        """12 hexadecimal digits that name the run."""
        return hashlib.sha256(f"{FORMAT} {self.to_json()}".encode()).hexdigest()[:12]

    @property
    def score(self) -> str:
        """What its score is called: "accuracy", or "R²" where the answer is a number."""
        return "R²" if KINDS[self.task] == "a number" else "accuracy"

    @property
    def seconds(self) -> float:
        """About how long the training takes on one core, from counting its products."""
        n, length = _N_REAL.get(self.task, (self.n_examples, self.length))
        blocks, per_timestep, speed = _COSTS[self.cell]
        sides = 2 if self.bidirectional else 1
        width = 50 if self.task == "sentiment" else 8
        products = 0
        for _ in range(self.n_layers):
            products += sides * blocks * self.hidden_size * (width + self.hidden_size)
            width = sides * self.hidden_size
        per_step = 6 * products * length * min(self.batch_size, n) / speed
        per_step += per_timestep * length * self.n_layers * sides + _SECONDS_PER_STEP
        return self.epochs * math.ceil(n / self.batch_size) * per_step

    def to_json(self) -> str:
        """One line of JSON; equal settings give equal lines."""
        return json.dumps(asdict(self._as_counted()), sort_keys=True, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote.

        Raises:
            SettingsError: If it is not such a line, or what it asks for is out of bounds.
        """
        try:
            given = json.loads(text)
            settings = cls(**given)
        except (TypeError, ValueError, RecursionError):
            shown = shortened(text, 60)
            raise SettingsError(
                f"Expected the settings of a training as JSON, got “{shown}”; write them with "
                "TrainSettings.to_json."
            ) from None
        return settings.checked()

    def checked(self) -> Self:
        """These settings, with what the task does not use at its default.

        Raises:
            SettingsError: If a name is unknown, a number out of bounds, or all of it too long.
        """
        _check_names(self)
        for name, (low, high) in _LIMITS.items():
            _check_whole(name, getattr(self, name), low, high)
        _check_reals(self)
        if self.bidirectional and self.task == "a^n b^n":
            raise SettingsError(
                "A bidirectional network reads the next symbol, which it should predict, from the "
                "other end: for a^n b^n take one that reads forwards only."
            )
        if self.seconds > LONGEST_SECONDS:
            raise SettingsError(
                f"This training would take about {self.seconds / 60:.0f} minutes, and at most "
                f"{LONGEST_SECONDS / 60:.0f} are given: take fewer epochs, examples, timesteps, "
                "layers or hidden units, or larger batches."
            )
        return self._as_counted()

    def _as_counted(self) -> Self:
        reals = ("learning_rate", "clip", "weight_decay", "dropout")
        counted: dict[str, Any] = {name: float(getattr(self, name)) for name in reals}
        if self.task != "sentiment":
            counted["embeddings"] = "random"
        if self.task not in GENERATED:
            counted |= {"n_examples": 2000, "length": 12 if self.task == "stock prices" else 20}
        return replace(self, **counted)


def defaults_for(task: Task) -> TrainSettings:
    """Settings with which a task is learnt, as far as it can be, in about 20 seconds."""
    memory = TrainSettings(
        task, "lstm", hidden_size=32, embeddings="random", learning_rate=1e-2, epochs=15,
        dropout=0.0, weight_decay=0.0, n_examples=5000,
    )  # fmt: skip
    return {
        "sentiment": TrainSettings(),
        "first token": replace(memory, learning_rate=5e-3, length=30),
        "adding": memory,
        "brackets": memory,
        "a^n b^n": replace(memory, epochs=40, n_examples=2000),
        "stock prices": TrainSettings(
            task, hidden_size=16, embeddings="random", epochs=20, weight_decay=1e-3, length=12
        ),
    }[task]


def _check_names(settings: TrainSettings) -> None:
    for name, choices in (
        ("task", TASKS),
        ("cell", get_args(Cell)),
        ("embeddings", get_args(Embeddings)),
        ("optimiser", get_args(Optimiser)),
    ):
        if (value := getattr(settings, name)) not in choices:
            raise SettingsError(
                f"The {name} of a training is one of {', '.join(choices)}; "
                f"“{shortened(str(value), 40)}” is none of them."
            )
    if not isinstance(settings.bidirectional, bool):
        raise SettingsError(f"bidirectional is True or False, not {settings.bidirectional!r}.")


def _check_whole(name: str, value: object, low: int, high: int) -> None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not low <= int(str(value)) <= high:
        raise SettingsError(
            f"A training takes {low:,} to {high:,} {_NAMES.get(name, name)}, not "
            f"{shortened(str(value), 20)}."
        )


def _check_reals(settings: TrainSettings) -> None:
    smallest, largest = math.ulp(0.0), sys.float_info.max  # a whole number may be beyond both
    for name, low, high, wanted in (
        ("learning_rate", smallest, largest, "a number above 0, such as 0.003"),
        ("clip", 0, largest, "0 for none, or the largest norm of a gradient, such as 1"),
        ("weight_decay", 0, largest, "0 for none, or a small number such as 0.00001"),
        ("dropout", 0, 1, "at least 0 and below 1"),
    ):
        value = getattr(settings, name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value < high:
            title, shown = name.replace("_", " "), shortened(repr(value), 20)
            raise SettingsError(f"The {title} should be {wanted}, not {shown}.")


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(TrainSettings))
