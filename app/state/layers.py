"""The Layers page: a stack of cells, and every argument of a single cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.state.encode import Code
from app.state.view import View
from rnnviz.layers.counting import Count
from rnnviz.layers.names import (
    Activation,
    BiasInitialiser,
    BiasRegulariser,
    Constraint,
    Initialiser,
    Regulariser,
)
from rnnviz.layers.stack import MAX_LAYERS, Stack, read_sizes
from rnnviz.terms import Cell

Study = Literal[
    "Cell and layer", "Output", "Weights", "Activation", "Regularise and constrain", "Dropout"
]
Kind = Literal["RNN", "GRU", "LSTM"]
Returns = Literal["all h_t", "last h_t"]
OutputIs = Literal["o_t = h_t", "o_t = W_ho h_t"]
Bias = Literal["with bias", "without"]
Masks = Literal["kept through time", "drawn anew"]
STUDIES, KINDS, RETURNS = get_args(Study), get_args(Kind), get_args(Returns)
OUTPUTS, BIASES, MASKS = get_args(OutputIs), get_args(Bias), get_args(Masks)
CELLS: dict[str, Cell] = {"RNN": "rnn", "GRU": "gru", "LSTM": "lstm"}


@dataclass(frozen=True, slots=True)
class LayersView(View):
    """The Layers page.

    Attributes:
        study: Which of the six parts.
        code: The framework whose code is shown.
        kind: The cell of the stack, and of the weights.
        b_size: b, series in the batch.
        s_size: s, timesteps.
        n_size: n, features.
        stack_sizes: Units of each layer, from the lowest up, as one writes them.
        returns_1: What the lowest layer returns.
        returns_2: What the second returns.
        returns_3: What the third returns.
        returns_4: What the fourth returns.
        numbers_seed: Of x and all weights.
        output_is: Output: what the cell gives out.
        n_outputs: Output: C, rows of W_ho.
        output_unit: Output: the one looked at, from 1.
        cell_units: units.
        cell_bias: use_bias.
        kernel_init: kernel_initializer.
        recurrent_init: recurrent_initializer.
        bias_init: bias_initializer.
        cell_activation: activation.
        kernel_reg: kernel_regularizer.
        recurrent_reg: recurrent_regularizer.
        bias_reg: bias_regularizer.
        kernel_con: kernel_constraint.
        recurrent_con: recurrent_constraint.
        bias_con: bias_constraint.
        pull: λ of the regularisers.
        norm_limit: The longest norm that max_norm and min_max_norm allow.
        descent: Learning rate of the small training.
        input_drop: dropout.
        recurrent_drop: recurrent_dropout.
        drop_seed: seed, of the masks.
        masks_are: Whether a mask is kept through time.
    """

    study: Study = "Cell and layer"
    code: Code = "PyTorch"
    kind: Kind = "RNN"
    b_size: int = 4
    s_size: int = 80
    n_size: int = 100
    stack_sizes: str = "64, 64"
    returns_1: Returns = "all h_t"
    returns_2: Returns = "all h_t"
    returns_3: Returns = "all h_t"
    returns_4: Returns = "all h_t"
    numbers_seed: int = 0
    output_is: OutputIs = "o_t = h_t"
    n_outputs: int = 3
    output_unit: int = 1
    cell_units: int = 64
    cell_bias: Bias = "with bias"
    kernel_init: Initialiser = "glorot_uniform"
    recurrent_init: Initialiser = "orthogonal"
    bias_init: BiasInitialiser = "zeros"
    cell_activation: Activation = "tanh"
    kernel_reg: Regulariser = "none"
    recurrent_reg: Regulariser = "l2"
    bias_reg: BiasRegulariser = "none"
    kernel_con: Constraint = "none"
    recurrent_con: Constraint = "none"
    bias_con: Constraint = "none"
    pull: float = 0.01
    norm_limit: float = 1.0
    descent: float = 0.05
    input_drop: float = 0.2
    recurrent_drop: float = 0.2
    drop_seed: int = 0
    masks_are: Masks = "kept through time"

    @property
    def cell(self) -> Cell:
        """As the library calls it."""
        return CELLS[self.kind]

    @property
    def has_bias(self) -> bool:
        """use_bias."""
        return self.cell_bias == "with bias"

    def stack(self) -> Stack:
        """The stack that is described.

        Raises:
            SpecError: If it cannot be built, or would take too long.
        """
        sizes = read_sizes(self.stack_sizes)
        chosen = (self.returns_1, self.returns_2, self.returns_3, self.returns_4)
        returns = tuple(choice == "all h_t" for choice in chosen[: len(sizes)])
        returns += (True,) * (len(sizes) - MAX_LAYERS)  # too many are refused by their number
        return Stack(self.cell, self.b_size, self.s_size, self.n_size, sizes, returns)

    def count(self, kind: str) -> Count:
        """The parameters of a single cell of a kind, as the chosen framework counts them.

        Raises:
            SpecError: If a size is none.
        """
        return Count(CELLS[kind], self.code, self.n_size, self.cell_units, self.has_bias)
