"""What the code of a single cell is filled in with: all fifteen arguments of SimpleRNNCell."""

from __future__ import annotations

import math
from dataclasses import replace

from app.layers.stack_code import KERAS_LAYER
from app.state import LayersView
from rnnviz.network.spec import N_BLOCKS
from rnnviz.text.snippets import Topic

Code = tuple[Topic, dict[str, str], frozenset[str]]
TIMESTEPS = 30
"""As many as the parts on a single cell read."""
_CUT = 0.87962566103423978
_SCALE = {"glorot": 0.0, "he": 2.0, "lecun": 1.0}
_KERAS_REGULARISER = {"l1": "L1", "l2": "L2", "orthogonal": "OrthogonalRegularizer"}
_TORCH_ACTIVATION = {
    "tanh": "torch.tanh(a_t)",
    "relu": "F.relu(a_t)",
    "linear": "a_t",
    "sigmoid": "torch.sigmoid(a_t)",
    "softsign": "F.softsign(a_t)",
    "hard_tanh": "F.hardtanh(a_t)",
    "elu": "F.elu(a_t)",
    "selu": "F.selu(a_t)",
    "softplus": "F.softplus(a_t)",
}


def alone(view: LayersView) -> LayersView:
    """The view without what other parts choose: nothing pulls at the weights or drops numbers."""
    return undropped(unheld(view))


def unheld(view: LayersView) -> LayersView:
    """The view without regularisers and constraints."""
    return replace(
        view,
        kernel_reg="none",
        recurrent_reg="none",
        bias_reg="none",
        kernel_con="none",
        recurrent_con="none",
        bias_con="none",
    )


def undropped(view: LayersView) -> LayersView:
    """The view without dropout."""
    return replace(view, input_drop=0.0, recurrent_drop=0.0)


def weights_code(view: LayersView) -> Code:
    """Topic, words and flags of a cell of the chosen kind with its initialisers."""
    if view.code == "Keras":
        shown = replace(alone(view), cell_activation="tanh", b_size=1, s_size=TIMESTEPS)
        return keras_cell(shown, view.kind)
    rows = N_BLOCKS[view.cell] * view.cell_units
    words = _words(view) | {
        "cell": f"{view.kind}Cell",
        "use_bias": str(view.has_bias),
        "kernel_init": torch_init(view.kernel_init, "cell.weight_ih", (view.n_size, rows)),
        "recurrent_init": torch_init(
            view.recurrent_init, "cell.weight_hh", (view.cell_units, rows)
        ),
        "bias_init": torch_init(view.bias_init, "cell.bias_ih", (rows,)),
        "total": str(view.count(view.kind).total),
    }
    flags = {"bias"} if view.has_bias else set()
    return "layers_weights", words, frozenset(flags | {view.cell})


def cell_code(view: LayersView) -> Code:
    """Topic, words and flags of a plain cell with everything that was chosen."""
    return keras_cell(view, "RNN") if view.code == "Keras" else _torch_cell(view)


def keras_cell(view: LayersView, kind: str) -> Code:
    """A Keras cell of a kind with all its arguments."""
    words = _words(view) | {
        "cell": f"{KERAS_LAYER[kind]}Cell",
        "activation": "None" if view.cell_activation == "linear" else f'"{view.cell_activation}"',
        "use_bias": str(view.has_bias),
        "kernel_init": view.kernel_init,
        "recurrent_init": view.recurrent_init,
        "bias_init": view.bias_init,
        "kernel_reg": keras_regulariser(view.kernel_reg, view.pull),
        "recurrent_reg": keras_regulariser(view.recurrent_reg, view.pull),
        "bias_reg": keras_regulariser(view.bias_reg, view.pull),
        "kernel_con": keras_constraint(view.kernel_con, view.norm_limit),
        "recurrent_con": keras_constraint(view.recurrent_con, view.norm_limit),
        "bias_con": keras_constraint(view.bias_con, view.norm_limit),
        "total": str(view.count(kind).total),
    }
    return "layers_cell", words, frozenset()


def keras_regulariser(name: str, strength: float) -> str:
    """As an argument of a Keras layer."""
    if name == "none":
        return "None"
    if name == "l1_l2":
        return f"keras.regularizers.L1L2({strength}, {strength})"
    return f"keras.regularizers.{_KERAS_REGULARISER[name]}({strength})"


def keras_constraint(name: str, longest: float) -> str:
    """As an argument of a Keras layer."""
    return {
        "none": "None",
        "max_norm": f"keras.constraints.MaxNorm({longest})",
        "unit_norm": "keras.constraints.UnitNorm()",
        "min_max_norm": f"keras.constraints.MinMaxNorm(0.0, {longest})",
        "non_neg": "keras.constraints.NonNeg()",
    }[name]


def torch_init(name: str, array: str, fans: tuple[int, ...]) -> str:
    """The line that fills an array as Keras' initialiser of that name does.

    Args:
        name: Of the initialiser.
        array: What is filled.
        fans: (fan_in, fan_out) of a matrix, (length,) of a vector.
    """
    family = name.split("_")[0]
    if family in _SCALE:
        scale = _SCALE[family] / fans[0] or 2 / (fans[0] + fans[-1])
        if name.endswith("uniform"):
            reach = math.sqrt(3 * scale)
            return f"init.uniform_({array}, {-reach:.6f}, {reach:.6f})  # {name}"
        return _truncated(array, math.sqrt(scale) / _CUT, name)
    if name == "truncated_normal":
        return _truncated(array, 0.05, name)
    return {
        "orthogonal": f"init.orthogonal_({array})",
        "identity": f"init.eye_({array})",
        "random_normal": f"init.normal_({array}, 0, 0.05)",
        "random_uniform": f"init.uniform_({array}, -0.05, 0.05)",
        "zeros": f"init.zeros_({array})",
        "ones": f"init.ones_({array})",
    }[name]


def _truncated(array: str, spread: float, name: str) -> str:
    cut = 2 * spread
    return f"init.trunc_normal_({array}, 0, {spread:.6f}, {-cut:.6f}, {cut:.6f})  # {name}"


def _torch_cell(view: LayersView) -> Code:
    arrays = ("W_ih", "W_hh", "b") if view.has_bias else ("W_ih", "W_hh")
    pulls = (view.kernel_reg, view.recurrent_reg, view.bias_reg)
    holds = (view.kernel_con, view.recurrent_con, view.bias_con)
    penalties = [_penalty(*pair, view.pull) for pair in zip(arrays, pulls, strict=False)]
    constraints = [_hold(*pair, view.norm_limit) for pair in zip(arrays, holds, strict=False)]
    units = view.cell_units
    words = _words(view) | {
        "kernel_init": torch_init(view.kernel_init, "W_ih", (view.n_size, units)),
        "recurrent_init": torch_init(view.recurrent_init, "W_hh", (units, units)),
        "bias_init": torch_init(view.bias_init, "b", (units,)),
        "activation": _TORCH_ACTIVATION[view.cell_activation],
        "arrays": ", ".join(arrays),
        "rate": str(view.descent),
        "penalties": "\n".join(filter(None, penalties)),
        "constraints": "\n".join(filter(None, constraints)),
    }
    flags = {"bias" if view.has_bias else "unbiased"}
    flags |= {"drop"} if view.input_drop or view.recurrent_drop else {"whole"}
    flags.add("kept" if view.masks_are == "kept through time" else "anew")
    flags |= {"pulled"} if any(penalties) else set()
    flags |= {"bound"} if any(constraints) else set()
    flags |= {"held"} if any((*penalties, *constraints)) else set()
    return "layers_cell", words, frozenset(flags)


def _penalty(array: str, name: str, strength: float) -> str:
    """The line that adds a regulariser to the loss; "" for none."""
    if name == "orthogonal":
        rows = f"r = F.normalize({array}.T, dim=1)\n"
        mean = "(r @ r.T).fill_diagonal_(0).abs().sum() / max(1, len(r) * (len(r) - 1))"
        return f"{rows}loss = loss + {strength} * {mean}"
    terms = {
        "none": "",
        "l1": f"{strength} * {array}.abs().sum()",
        "l2": f"{strength} * {array}.square().sum()",
        "l1_l2": f"{strength} * ({array}.abs() + {array}.square()).sum()",
    }[name]
    return f"loss = loss + {terms}" if terms else ""


def _hold(array: str, name: str, longest: float) -> str:
    """The line that a constraint adds after a step, within no_grad; "" for none."""
    norms = f"{array}.norm(dim=-1, keepdim=True)"
    line = {
        "none": "",
        "max_norm": f"{array} *= ({longest} / ({norms} + 1e-7)).clamp(max=1)",
        "min_max_norm": f"{array} *= ({longest} / ({norms} + 1e-7)).clamp(max=1)",
        "unit_norm": f"{array} /= {norms} + 1e-7",
        "non_neg": f"{array}.clamp_(min=0)",
    }[name]
    return f"    {line}" if line else ""


def _words(view: LayersView) -> dict[str, str]:
    return {
        "seed": str(view.numbers_seed),
        "b": str(view.b_size),
        "s": str(view.s_size),
        "n": str(view.n_size),
        "units": str(view.cell_units),
        "dropout": str(view.input_drop),
        "recurrent_dropout": str(view.recurrent_drop),
        "drop_seed": str(view.drop_seed),
        "shape": str((view.b_size, view.s_size, view.cell_units)),
    }
