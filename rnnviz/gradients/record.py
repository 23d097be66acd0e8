"""`Gradients`: how much the last state, and the loss, owe to each earlier state and word.

Two kinds of paths are kept apart. *Within a layer* a change of h_t reaches h_T through that
layer's own recurrence, all that the layer reads being held. *Through the stack* it also goes
up: h_t of a lower layer is read at t, t + 1, … by the layers above it. A change of h_t leaves
c_t as it is; a change of c_t moves h_t = o_t tanh(c_t) along.

Arrays are read-only float64, T timesteps each; what concerns "the last" is t = T.
"""

from __future__ import annotations

from dataclasses import dataclass

from rnnviz.gradients.doubles import Doubles
from rnnviz.gradients.norms import Norms


@dataclass(frozen=True, slots=True, eq=False)
class CellPath:
    """The cell state of one LSTM layer, apart from its hidden state.

    Attributes:
        forget: ‖diag(f_t)‖ = max f_t of each timestep: ∂c_t/∂c_{t-1} directly, (T,).
        direct: ∂c_T/∂c_t along the cell state alone: diag(f_T ⋯ f_{t+1}).
        full: ∂c_T/∂c_t by every path within the layer, so through h too.
        hidden: ∂h_T/∂c_t by every path within the layer.
        loss: ‖∂loss/∂c_t‖ through the stack, (T,); None without a head.
    """

    forget: Doubles
    direct: Norms
    full: Norms
    hidden: Norms
    loss: Doubles | None


@dataclass(frozen=True, slots=True, eq=False)
class LayerGradients:
    """One layer.

    Attributes:
        loss: ‖∂loss/∂h_t‖ through the stack, (T,); None without a head.
        hidden: ∂h_T/∂h_t within the layer; 1 at T in the spectral norm.
        top: ∂h_T/∂h_t through the stack, h_T of the top layer.
        step: J_t = ∂s_t/∂s_{t-1} of each timestep, s = h, or (h, c) in an LSTM.
        product: ‖J_T ⋯ J_{t+1}‖, spectral, (T,): what is left after all these steps.
        bound: ‖J_T‖ ⋯ ‖J_{t+1}‖, (T,): what is left at most.
        input: ‖∂h_t/∂x_k‖_F, (T, T), row t, column k, x_k the network's input: through this
            layer and all below; 0 for k > t.
        cell: The cell state's own path; None unless an LSTM.
    """

    loss: Doubles | None
    hidden: Norms
    top: Norms
    step: Norms
    product: Doubles
    bound: Doubles
    input: Doubles
    cell: CellPath | None


@dataclass(frozen=True, slots=True, eq=False)
class Gradients:
    """Of one network reading one sentence.

    Attributes:
        layers: From the lowest up.
        target: The class whose loss this is; with a single output, 1 is its class and 0 not.
        loss: -log p_T of the target; None without a head.
        input: ∂loss/∂x_t, (T, I); None without a head.
        score: ∂o_T/∂x_t of the target's output before sigmoid or softmax, (T, I); for target 0
            of a single output of -o_T. None without a head.
    """

    layers: tuple[LayerGradients, ...]
    target: int
    loss: float | None
    input: Doubles | None
    score: Doubles | None
