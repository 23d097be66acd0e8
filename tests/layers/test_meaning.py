"""What the Layers page teaches really holds: memories that fade or grow, masks, restraints."""

import numpy as np
import pytest
import torch

from rnnviz.layers.activation import curve
from rnnviz.layers.dropping import Dropping, drop
from rnnviz.layers.initialising import describe, draw, expected_rms
from rnnviz.layers.restraints import Restraint
from rnnviz.layers.simple_cell import CellStart, CellWeights, series, unroll
from rnnviz.layers.small_training import train


def pulse(n_timesteps: int, width: int) -> torch.Tensor:
    """One series that says something at its first timestep and is silent after it."""
    x = torch.zeros(1, n_timesteps, width)
    x[0, 0] = 1.0
    return x


def lengths(start: CellStart, n_timesteps: int = 30) -> list[float]:
    """How long h_t is at each timestep after one pulse."""
    x = pulse(n_timesteps, start.input_size)
    hidden = unroll(start.draw(), x, start.activation).hidden[0]
    return hidden.norm(dim=-1).tolist()


def test_an_orthogonal_memory_keeps_a_pulse_as_long_as_it_was():
    found = lengths(CellStart(8, 32, "linear"))

    assert found == pytest.approx([found[0]] * 30, rel=1e-4)


def test_small_weights_let_a_pulse_fade_and_ones_let_it_grow():
    fading = lengths(CellStart(8, 32, "linear", recurrent_initializer="random_uniform"))
    growing = lengths(CellStart(8, 32, "linear", recurrent_initializer="ones"), 10)

    assert fading[-1] < 1e-6 * fading[0]
    assert growing[-1] > 1e6 * growing[0]


@pytest.mark.parametrize("name", ["he_normal", "glorot_normal", "random_normal"])
def test_a_pulse_grows_or_fades_as_the_spectral_radius_says(name):
    start = CellStart(8, 64, "linear", recurrent_initializer=name)
    radius = describe(start.draw().W_hh, expected_rms(name, (64, 64))).spectral_radius

    found = lengths(start, 40)

    rate = (found[39] / found[9]) ** (1 / 30)
    assert rate == pytest.approx(radius, rel=0.06)


def test_without_a_memory_a_state_knows_only_what_is_read_now():
    found = lengths(CellStart(8, 16, "tanh", recurrent_initializer="zeros"))

    assert found[0] > 0
    assert found[1:] == [0.0] * 29


def test_tanh_lets_even_an_orthogonal_memory_fade_slowly():
    linear, squashed = (lengths(CellStart(8, 32, name)) for name in ("linear", "tanh"))

    assert squashed[-1] < 0.9 * linear[-1]
    assert squashed[-1] > 0.05 * squashed[0]


def test_a_sigmoid_never_rests_at_zero():
    start = CellStart(4, 16, "sigmoid")

    hidden = unroll(start.draw(), torch.zeros(1, 10, 4), "sigmoid").hidden

    assert float(hidden.min()) > 0
    assert float(hidden[0, 0].mean()) == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "steepest"), [("tanh", 1.0), ("sigmoid", 0.25), ("linear", 1.0), ("softplus", 0.982)]
)
def test_the_steepest_slope_is_what_is_said_of_it(name, steepest):
    assert max(curve(name).slopes) == pytest.approx(steepest, abs=1e-3)


def test_selus_slope_above_zero_is_a_twentieth_steeper_than_one():
    assert max(s for a, s in zip(*curve("selu")[::2], strict=True) if a > 0) == pytest.approx(
        1.0507, abs=1e-4
    )


def test_relus_and_hard_tanhs_slopes_are_0_or_1():
    for name in ("relu", "hard_tanh"):
        assert set(curve(name).slopes) <= {0.0, 1.0}


@pytest.mark.parametrize("name", ["glorot_uniform", "lecun_normal"])
def test_a_fan_scaled_kernel_keeps_the_size_of_what_it_reads(name):
    generator = torch.Generator().manual_seed(0)
    W_ih = draw(name, (400, 400), generator)
    x = torch.randn(200, 400, generator=generator)

    assert float((x @ W_ih.t()).std()) == pytest.approx(1, rel=0.05)


def test_hes_factor_of_two_makes_up_for_relus_half():
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(200, 400, generator=generator)

    for _ in range(4):
        x = (x @ draw("he_normal", (400, 400), generator).t()).relu()

    assert float(x.square().mean()) == pytest.approx(1, rel=0.2)


def test_a_forgotten_bias_is_the_only_thing_that_zeros_leave():
    weights = CellWeights(torch.zeros(3, 2), torch.zeros(3, 3), torch.tensor([1.0, 0.0, -1.0]))

    hidden = unroll(weights, series(2, 4, 2, 0), "tanh").hidden

    torch.testing.assert_close(hidden, weights.b.tanh().expand(2, 4, 3))


def test_scaling_by_one_over_one_minus_p_keeps_the_mean_of_the_sum():
    x, weights = torch.ones(4_000, 1, 50), torch.full((1, 50), 0.02)
    masks, _ = Dropping(0.4, 0, True, 0).masks(4_000, 1, (50, 1))

    dropped = (torch.tensor(masks) * x) @ weights.t()

    assert float(dropped.mean()) == pytest.approx(1, abs=0.01)
    assert float(dropped.std()) > 0.05  # noise is what it adds


def test_dropout_disturbs_more_the_more_is_dropped():
    start, x = CellStart(10, 40), series(1, 20, 10, 0)

    apart = [
        float(np.abs(found.hidden - found.hidden_without).mean())
        for found in (drop(start, x, Dropping(rate, 0, True, 0)) for rate in (0, 0.2, 0.8))
    ]

    assert apart[0] == 0 < apart[1] < apart[2]


def test_a_stronger_pull_leaves_shorter_weights_and_a_larger_loss():
    start = CellStart(2, 16)

    weak, strong = (train(start, {"W_hh": Restraint("l2", strength=s)}, 0.05) for s in (0.001, 0.1))

    assert strong.norms["W_hh"][-1] < weak.norms["W_hh"][-1]
    assert strong.losses[-1] > weak.losses[-1]


def test_an_orthogonal_kernel_already_has_nothing_to_pay():
    weights = CellStart(8, 16, kernel_initializer="orthogonal").draw()

    penalty = Restraint("orthogonal", strength=1).penalty(weights.W_ih)

    assert float(penalty) == pytest.approx(0, abs=1e-6)
    assert float(Restraint("orthogonal", strength=1).penalty(torch.ones(4, 4))) == pytest.approx(1)


def test_a_held_array_leaves_the_others_free_to_move():
    start = CellStart(2, 16)

    held = train(start, {"W_ih": Restraint("none", "unit_norm")}, 0.05)

    assert held.norms["W_hh"][0] != held.norms["W_hh"][-1]
    assert held.norms["b"][-1] > 0


def test_a_smaller_rate_takes_smaller_steps():
    start = CellStart(2, 16)

    slow, fast = (train(start, {}, rate) for rate in (0.001, 0.05))

    assert slow.losses[0] == fast.losses[0]
    assert slow.losses[-1] > fast.losses[-1]
    moved = [abs(run.norms["W_ih"][-1] - run.norms["W_ih"][0]) for run in (slow, fast)]
    assert moved[0] < moved[1]
