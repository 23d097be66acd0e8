"""The Train page: what is trained and how, and which runs are looked at."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Self, get_args

from app.state.step import CellName, StepView
from app.state.view import View
from rnnviz.terms import Cell
from rnnviz.training.settings import (
    TASKS,
    Embeddings,
    Optimiser,
    Task,
    TrainSettings,
    defaults_for,
)

Directions = Literal["one way", "both ways"]
After = Literal["Stage", "Right and wrong", "Memory", "Moved words", "Take it along"]
DIRECTIONS, AFTERS = get_args(Directions), get_args(After)
TABLES, OPTIMISERS = get_args(Embeddings), get_args(Optimiser)
CELL_OF: dict[CellName, Cell] = {"RNN": "rnn", "GRU": "gru", "LSTM": "lstm"}
NAME_OF = {cell: name for name, cell in CELL_OF.items()}
_USUAL = TrainSettings()
MOST_RUNS = 12
"""In one table."""

_FIELD_OF = {
    "cell": "train_cell",
    "n_layers": "train_layers",
    "hidden_size": "train_size",
    "bidirectional": "train_directions",
    "embeddings": "train_table",
    "optimiser": "train_optimiser",
    "learning_rate": "train_rate",
    "epochs": "train_epochs",
    "batch_size": "train_batch",
    "clip": "train_clip",
    "weight_decay": "train_decay",
    "dropout": "train_dropout",
    "seed": "train_seed",
    "length": "train_length",
}
"""Each setting's field here."""


@dataclass(frozen=True, slots=True)
class TrainView(View):
    """The Train page.

    Attributes:
        task: What is learnt.
        sentence: As typed; shared with the Step page.
        own_example: What is read after every epoch where that is no sentence; "" for the
            task's first example.
        train_cell: "RNN", "GRU" or "LSTM".
        train_layers: How many.
        train_size: Hidden units in each.
        train_directions: Whether each layer also reads from the end.
        train_table: Where embeddings come from.
        train_optimiser: Which.
        train_rate: Learning rate.
        train_epochs: Passes over the training examples.
        train_batch: Examples per step.
        train_clip: Largest norm of a gradient; 0 for none.
        train_decay: Weight decay.
        train_dropout: Share zeroed in training.
        train_seed: Of everything random.
        train_length: Timesteps of generated examples.
        run_key: The run that is shown; "" for none.
        runs: Keys of the runs in the table, joined by commas, the newest first.
        at_epoch: The epoch whose network is looked at.
        train_after: What is looked at below the curves.
    """

    task: Task = _USUAL.task
    sentence: str = StepView().sentence
    own_example: str = ""
    train_cell: CellName = NAME_OF[_USUAL.cell]
    train_layers: int = _USUAL.n_layers
    train_size: int = _USUAL.hidden_size
    train_directions: Directions = DIRECTIONS[_USUAL.bidirectional]
    train_table: Embeddings = _USUAL.embeddings
    train_optimiser: Optimiser = _USUAL.optimiser
    train_rate: float = _USUAL.learning_rate
    train_epochs: int = _USUAL.epochs
    train_batch: int = _USUAL.batch_size
    train_clip: float = _USUAL.clip
    train_decay: float = _USUAL.weight_decay
    train_dropout: float = _USUAL.dropout
    train_seed: int = _USUAL.seed
    train_length: int = _USUAL.length
    run_key: str = ""
    runs: str = ""
    at_epoch: int = 0
    train_after: After = "Stage"

    @classmethod
    def of(cls, settings: TrainSettings) -> Self:
        """The view in which these settings are chosen."""
        return cls(task=settings.task, **fields_of(settings))

    @property
    def settings(self) -> TrainSettings:
        """What is chosen, as the library takes it; not yet checked."""
        chosen = {name: getattr(self, field) for name, field in _FIELD_OF.items()}
        chosen["cell"] = CELL_OF[self.train_cell]
        chosen["bidirectional"] = self.train_directions == "both ways"
        return replace(defaults_for(self.task), **chosen)

    @property
    def run_keys(self) -> tuple[str, ...]:
        """Keys of the runs in the table, each once; the one that is shown is among them."""
        listed = tuple(dict.fromkeys(key for key in self.runs.split(",") if key))[:MOST_RUNS]
        if not self.run_key or self.run_key in listed:
            return listed
        return (*listed[: MOST_RUNS - 1], self.run_key)

    def to_query(self) -> dict[str, str]:
        """URL parameters: the task, and what differs from the defaults for it."""
        default = type(self).of(defaults_for(self.task))
        query = {
            field.name: str(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }
        return query if self.task == TASKS[0] else {"task": self.task} | query


def fields_of(settings: TrainSettings) -> dict[str, Any]:
    """What the widgets show for these settings, by field."""
    values = {field: getattr(settings, name) for name, field in _FIELD_OF.items()}
    values["train_cell"] = NAME_OF[settings.cell]
    values["train_directions"] = DIRECTIONS[settings.bidirectional]
    return values
