"""A small real training, to see what regularisers and constraints do to the weights.

The task: of 10 timesteps of standard normal numbers, answer with the first number that was
read. A plain cell reads them and a linear head W_ho h_T answers; the mean squared error is
lessened by plain gradient descent, 100 steps over one batch of 32 series. At every step

    loss = mean (y - x_1)² + penalties;   w ← w - rate · ∂loss/∂w;   w ← constraint(w)
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from rnnviz.errors import SettingsError
from rnnviz.layers.restraints import Restraint
from rnnviz.layers.simple_cell import CellStart, CellWeights, unroll

N_STEPS, BATCH, TIMESTEPS, FEATURES, MAX_UNITS = 100, 32, 10, 2, 64
MAX_RATE, LOST, NEAR_ZERO = 10.0, 1e6, 0.001
FREE = Restraint()
NAMES = ("W_ih", "W_hh", "b")


@dataclass(frozen=True, slots=True)
class Run:
    """What a training did, step by step; the first entry is before the first step.

    Attributes:
        losses: Mean squared error without the penalties.
        norms: Of each array that the cell has, its length at each step.
        largest: Of each, the length of the longest row at each step; b's is its own length.
        n_zeros: Of each, how many of its numbers are below 0.001 at the end.
        sizes: Of each, how many numbers it has.
        lowest: Of each, its lowest number at the end.
        diverged: The step after which the loss passed a million or was no number; None if it
            never did. Nothing is kept from there on.
    """

    losses: tuple[float, ...]
    norms: Mapping[str, tuple[float, ...]]
    largest: Mapping[str, tuple[float, ...]]
    n_zeros: Mapping[str, int]
    sizes: Mapping[str, int]
    lowest: Mapping[str, float]
    diverged: int | None


def batch(seed: int) -> tuple[Tensor, Tensor]:
    """The series (32, 10, 2) and their answers (32,), the first feature of the first timestep."""
    x = torch.randn(BATCH, TIMESTEPS, FEATURES, generator=torch.Generator().manual_seed(seed))
    return x, x[:, 0, 0]


def head(units: int) -> Tensor:
    """W_ho, (H,), as Keras' Dense starts: Glorot uniform, of seed 0."""
    reach = math.sqrt(6 / (units + 1))
    return torch.empty(units).uniform_(-reach, reach, generator=torch.Generator().manual_seed(0))


def train(start: CellStart, held: Mapping[str, Restraint], rate: float) -> Run:
    """Train, and keep what the weights' lengths were after each step.

    Args:
        start: The cell; it reads 2 features and has at most 64 units.
        held: What holds W_ih, W_hh and b; what is not named is free.
        rate: Learning rate.

    Raises:
        SettingsError: If the rate or the cell is out of bounds.
        SpecError: If a name in the cell's arguments is unknown.
    """
    _check(start, rate)
    x, answers = batch(start.seed)
    named = {n: w for n, w in zip(NAMES, start.draw(), strict=True) if w is not None}
    named["W_ho"] = head(start.units)
    losses: list[float] = []
    kept: list[Mapping[str, Tensor]] = []
    while len(losses) <= N_STEPS:
        loss, slopes = _slopes(named, held, x, answers, start.activation)
        if not loss < LOST:  # nor is NaN
            break
        losses.append(loss)
        kept.append(named)
        named = {
            n: held.get(n, FREE).hold(w - rate * slope)
            for (n, w), slope in zip(named.items(), slopes, strict=True)
        }
    return _run(losses, kept)


def _check(start: CellStart, rate: float) -> None:
    if start.input_size != FEATURES or start.units > MAX_UNITS:
        raise SettingsError(
            f"The small training has {FEATURES} features and at most {MAX_UNITS} units, not "
            f"{start.input_size} and {start.units}."
        )
    if not 0 < rate <= MAX_RATE:
        raise SettingsError(f"The learning rate is above 0 and at most {MAX_RATE:g}, not {rate:g}.")


def _slopes(
    named: Mapping[str, Tensor],
    held: Mapping[str, Restraint],
    x: Tensor,
    answers: Tensor,
    activation: str,
) -> tuple[float, tuple[Tensor, ...]]:
    """The mean squared error, and the gradients of it with its penalties."""
    leaves = {n: w.detach().requires_grad_() for n, w in named.items()}
    cell = CellWeights(leaves["W_ih"], leaves["W_hh"], leaves.get("b"))
    h_T = unroll(cell, x, activation).hidden[:, -1]
    loss = (h_T @ leaves["W_ho"] - answers).square().mean()
    penalties = [held.get(n, FREE).penalty(w) for n, w in leaves.items()]
    whole = loss + torch.stack(penalties).sum()
    return float(loss.detach()), torch.autograd.grad(whole, list(leaves.values()))


def _run(losses: list[float], kept: list[Mapping[str, Tensor]]) -> Run:
    names = [n for n in NAMES if kept and n in kept[0]]
    rows = {n: [torch.linalg.vector_norm(step[n], dim=-1) for step in kept] for n in names}
    return Run(
        tuple(losses),
        {n: tuple(float(torch.linalg.vector_norm(r)) for r in rows[n]) for n in names},
        {n: tuple(float(r.max()) for r in rows[n]) for n in names},
        {n: int((kept[-1][n].abs() < NEAR_ZERO).sum()) for n in names},
        {n: kept[-1][n].numel() for n in names},
        {n: float(kept[-1][n].min()) for n in names},
        None if len(losses) > N_STEPS else len(losses),
    )
