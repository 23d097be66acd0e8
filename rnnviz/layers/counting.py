"""How many numbers a cell learns.

G · (H · n + H · H + H)        G blocks of W_ih, W_hh and b; G = 1 RNN, 3 GRU, 4 LSTM
G · (H · n + H · H + 2 · H)    with two biases: torch's cells always, Keras' GRU, whose
                               reset_after needs b_hh apart
G · (H · n + H · H)            without biases
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnnviz.layers.stack import MAX_WIDTH, check_size
from rnnviz.network.spec import N_BLOCKS
from rnnviz.terms import Cell

Framework = Literal["PyTorch", "Keras"]
CELLS: tuple[Cell, ...] = ("rnn", "gru", "lstm")


@dataclass(frozen=True, slots=True)
class Count:
    """The parameters of one cell.

    Attributes:
        cell: Which.
        framework: Whose convention of biases.
        input_size: n.
        units: H.
        use_bias: Whether there are biases.

    Raises:
        SpecError: If a size is not between 1 and 512.
    """

    cell: Cell
    framework: Framework
    input_size: int
    units: int
    use_bias: bool = True

    def __post_init__(self) -> None:
        """Refuse what is no cell."""
        check_size("n, the features,", self.input_size, MAX_WIDTH)
        check_size("The number of units", self.units, MAX_WIDTH)

    @property
    def n_blocks(self) -> int:
        """G."""
        return N_BLOCKS[self.cell]

    @property
    def n_biases(self) -> int:
        """Biases per block: 0, 1 or 2."""
        if not self.use_bias:
            return 0
        return 2 if self.framework == "PyTorch" or self.cell == "gru" else 1

    @property
    def total(self) -> int:
        """All parameters."""
        per_unit = self.input_size + self.units + self.n_biases
        return self.n_blocks * self.units * per_unit

    @property
    def formula(self) -> str:
        """In letters."""
        return self._written("H", "n")

    @property
    def numbers(self) -> str:
        """The same in this cell's numbers."""
        return self._written(str(self.units), str(self.input_size))

    def _written(self, H: str, n: str) -> str:
        bias = ("", f" + {H}", f" + 2 · {H}")[self.n_biases]
        return f"{self.n_blocks} · ({H} · {n} + {H} · {H}{bias})"
