"""The names that Keras' arguments take here, as plain data: nothing is imported for them."""

from __future__ import annotations

from typing import Literal, get_args

Initialiser = Literal[
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "orthogonal",
    "identity",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    "zeros",
    "ones",
]
BiasInitialiser = Literal[
    "zeros",
    "ones",
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "random_normal",
    "random_uniform",
    "truncated_normal",
]
"""Of vectors: Keras refuses to draw one orthogonal, or as an identity."""

Activation = Literal[
    "tanh", "relu", "linear", "sigmoid", "softsign", "hard_tanh", "elu", "selu", "softplus"
]
"""linear is Keras' None."""

Regulariser = Literal["none", "l1", "l2", "l1_l2", "orthogonal"]
BiasRegulariser = Literal["none", "l1", "l2", "l1_l2"]
"""Of vectors: Keras refuses orthogonal."""

Constraint = Literal["none", "max_norm", "unit_norm", "min_max_norm", "non_neg"]

INITIALISERS: tuple[Initialiser, ...] = get_args(Initialiser)
FOR_BIASES: tuple[BiasInitialiser, ...] = get_args(BiasInitialiser)
ACTIVATION_NAMES: tuple[Activation, ...] = get_args(Activation)
REGULARISERS: tuple[Regulariser, ...] = get_args(Regulariser)
BIAS_REGULARISERS: tuple[BiasRegulariser, ...] = get_args(BiasRegulariser)
CONSTRAINTS: tuple[Constraint, ...] = get_args(Constraint)
