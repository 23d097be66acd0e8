"""What a cell gives out: its state itself, o_t = h_t, or a linear layer's o_t = W_ho h_t + b_o."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import linear

from rnnviz.errors import SpecError

Array = NDArray[np.float32]
MAX_OUTPUTS = 64


@dataclass(frozen=True, slots=True)
class Readout:
    """One output unit at one timestep, as a sum.

    Attributes:
        weights: W_ho's row of this output, (H,).
        hidden: h_t, (H,).
        products: Weight times state, unit by unit, (H,).
        bias: b_o of this output.
        total: Sum of the products and the bias, added up one by one in float64.
        outputs: o_t, all outputs as `torch.nn.functional.linear` gives them, (C,).
        output: Which of them this is, from 0.
    """

    weights: Array
    hidden: Array
    products: Array
    bias: float
    total: float
    outputs: Array
    output: int

    @property
    def difference(self) -> float:
        """Between the sum and torch's number."""
        return abs(self.total - float(self.outputs[self.output]))


def read_out(h_t: Array, n_outputs: int, output: int, seed: int) -> Readout:
    """Draw a linear layer as torch.nn.Linear starts, uniform within 1 / sqrt(H), and read h_t.

    Args:
        h_t: (H,).
        n_outputs: C, from 1 to 64.
        output: The one looked at, from 0.
        seed: Of the layer.

    Raises:
        SpecError: If there are too few or too many outputs, or the one asked for is none.
    """
    if not 1 <= n_outputs <= MAX_OUTPUTS:
        raise SpecError(
            f"W_ho gives 1 to {MAX_OUTPUTS} outputs here, not {n_outputs:,}; o_t = h_t needs none."
        )
    if not 0 <= output < n_outputs:
        raise SpecError(f"There are {n_outputs} outputs; {output + 1:,} is not one of them.")
    generator = torch.Generator().manual_seed(seed)
    reach = len(h_t) ** -0.5
    W_ho = torch.empty(n_outputs, len(h_t)).uniform_(-reach, reach, generator=generator)
    b_o = torch.empty(n_outputs).uniform_(-reach, reach, generator=generator)
    o_t = linear(torch.from_numpy(h_t.copy()), W_ho, b_o)
    row, bias = W_ho[output].numpy(), float(b_o[output])
    products = row * h_t
    total = float(row.astype(np.float64) @ h_t.astype(np.float64)) + bias
    return Readout(row, h_t, products, bias, total, o_t.numpy(), output)
