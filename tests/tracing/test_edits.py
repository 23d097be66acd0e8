"""A change reaches what is computed after it, by the same equations, and nothing else."""

from itertools import product

import numpy as np
import pytest

from rnnviz import Intervention, Network, Trace, trace
from rnnviz.terms import BLOCKS
from rnnviz.tracing.interventions import STACKED, settable_quantities
from rnnviz.tracing.record import RNNTrace

KINDS = {
    "rnn": {"cell": "rnn"},
    "relu": {"cell": "rnn", "nonlinearity": "relu"},
    "lstm": {"cell": "lstm"},
    "gru": {"cell": "gru"},
    "gru before": {"cell": "gru", "reset_after": False},
}
EVERY = [(kind, name) for kind in KINDS for name in settable_quantities(KINDS[kind]["cell"])]
EXACT = {"rtol": 0, "atol": 1e-12}
T = 7


def network(kind: str, **options: object) -> Network:
    shape = {"input_size": 5, "hidden_sizes": (4, 3), "n_classes": 2, "dtype": "float64"}
    return Network.random(init="torch", **(shape | KINDS[kind] | options))


@pytest.fixture
def x(rng: np.random.Generator) -> np.ndarray:
    return rng.standard_normal((T, 5))


def recorded(result: Trace, layer: int, name: str) -> np.ndarray:
    """A quantity's numbers, or those of one block of it."""
    stack, _, block = name.partition(".")
    if stack == "output":
        return result.output
    array = getattr(result.layers[layer - 1], stack)
    blocks = BLOCKS[result.spec.cell]
    return np.split(array, len(blocks), -1)[blocks.index(block)] if block else array


def change(name: str, layer: int, **fields: object) -> Intervention:
    return Intervention(name, 0 if name == "output" else layer, **fields)


def all_arrays(result: Trace) -> dict[str, np.ndarray]:
    arrays = {f"{n} {key}": array for n, layer in enumerate(result.layers)
              for key, array in layer.quantities()}  # fmt: skip
    return arrays | {"output": result.output, "probabilities": result.probabilities}


def squashed(layer: RNNTrace, block: str, spread: object) -> np.ndarray:
    index = BLOCKS["gru" if hasattr(layer, "reset_gate") else "lstm"].index(block)
    size = layer.hidden.shape[-1]
    return spread(layer.pre_activation[..., index * size : (index + 1) * size])


def by_the_equations(result: Trace, number: int) -> dict[str, np.ndarray]:
    """Each quantity of a layer (from 1) from the recorded operands of its own equation."""
    spec, layer, w = result.spec, result.layers[number - 1], result.weights
    W_ih, W_hh, b_ih, b_hh = (w[f"{kind}_l{number - 1}"] for kind in
                              ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))  # fmt: skip
    u, v, h = layer.input_contribution, layer.recurrent_contribution, layer.before("hidden")
    made = {"input_contribution": layer.input @ W_ih.T + b_ih}
    made |= {"recurrent_contribution": h @ W_hh.T + b_hh, "pre_activation": u + v}
    if spec.cell == "rnn":
        spread = np.tanh if spec.nonlinearity == "tanh" else lambda a: np.maximum(a, 0)
        return made | {"hidden": spread(layer.pre_activation)}
    made |= {b: squashed(layer, b, np.tanh if b == "candidate" else lambda a: 1 / (1 + np.exp(-a)))
             for b in BLOCKS[spec.cell]}  # fmt: skip
    if spec.cell == "lstm":
        made["cell"] = (layer.forget_gate * layer.before("cell")
                        + layer.input_gate * layer.candidate)  # fmt: skip
        return made | {"hidden": layer.output_gate * np.tanh(layer.cell)}
    n = slice(2 * h.shape[-1], None)
    if spec.reset_after:
        made["pre_activation"][..., n] = u[..., n] + layer.reset_gate * v[..., n]
    else:
        reset = (layer.reset_gate * h) @ W_hh[n].T + b_hh[n]
        made["recurrent_contribution"][..., n] = reset
    z = layer.update_gate
    return made | {"hidden": (1 - z) * layer.candidate + z * h}


@pytest.mark.parametrize(("kind", "name"), EVERY)
@pytest.mark.parametrize("layer", [1, 2])
@pytest.mark.parametrize("timesteps", [None, (3, 5)])
def test_a_quantity_set_to_what_it_was_anyway_changes_nothing(
    kind: str, name: str, layer: int, timesteps: tuple[int, int] | None, x: np.ndarray
) -> None:
    plain = trace(network(kind), x)
    value = recorded(plain, layer, name)
    if timesteps and value.ndim == 2:
        value = value[2:5]

    held = change(name, layer, timesteps=timesteps, value=value)
    result = trace(network(kind), x, interventions=[held])

    for (key, ours), theirs in zip(
        all_arrays(result).items(), all_arrays(plain).values(), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, **EXACT, err_msg=key)


@pytest.mark.parametrize(("kind", "name"), [e for e in EVERY if e[1][1:] != "_0"])
@pytest.mark.parametrize("layer", [1, 2])
def test_earlier_timesteps_and_lower_layers_stay_bit_for_bit_and_the_output_moves(
    kind: str, name: str, layer: int, x: np.ndarray, rng: np.random.Generator
) -> None:
    plain = trace(network(kind), x)
    value = recorded(plain, layer, name)[3] + rng.uniform(0.5, 1.0)

    held = change(name, layer, timesteps=(4, 4), value=value)
    result = trace(network(kind), x, interventions=[held])

    for key, array in all_arrays(result).items():
        n_same = T if layer == 2 and key.startswith("0") else 3
        np.testing.assert_array_equal(array[:n_same], all_arrays(plain)[key][:n_same], key)
    np.testing.assert_array_equal(recorded(result, layer, name)[3], value)
    assert np.abs(result.output[3] - plain.output[3]).max() > 1e-6


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_all_other_equations_still_hold_between_the_recorded_numbers(
    kind: str, name: str, x: np.ndarray
) -> None:
    net, timesteps = network(kind), (3, 5)
    unit = None if name in STACKED else (2,)
    held = change(name, 1, units=unit, timesteps=timesteps, value=0.3)

    result = trace(net, x, interventions=[held])

    for number in (1, 2):
        for key, array in by_the_equations(result, number).items():
            if number == 1 and key == name.partition(".")[0]:
                ours, set_part = getattr(result.layers[0], key), recorded(result, 1, name)
                array[2:5][ours[2:5] == 0.3] = 0.3
                assert (set_part[2:5, slice(None) if unit is None else 1] == 0.3).all()
            np.testing.assert_allclose(
                getattr(result.layers[number - 1], key), array, **EXACT, err_msg=f"{number} {key}"
            )
    expected = result.layers[1].hidden @ net.head.W_ho.numpy().T + net.head.b_o.numpy()
    np.testing.assert_allclose(result.output[[0, 1, 5, 6]], expected[[0, 1, 5, 6]], **EXACT)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["input", "pre_activation", "hidden", "output"])
def test_each_sentence_of_a_batch_is_changed_as_it_is_alone(
    kind: str, name: str, rng: np.random.Generator
) -> None:
    batch, held = rng.standard_normal((3, T, 5)), change(name, 1, timesteps=(2, 4), low=0.2)

    together = trace(network(kind), batch, interventions=[held])

    for index, sentence in enumerate(batch):
        alone = all_arrays(trace(network(kind), sentence, interventions=[held]))
        for key, array in all_arrays(together.sentence(index)).items():
            np.testing.assert_allclose(array, alone[key], **EXACT, err_msg=key)


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.1), (0.05, None), (None, -0.05)])
def test_a_clamp_moves_only_what_lies_outside_its_bounds(
    low: float | None, high: float | None, x: np.ndarray
) -> None:
    plain = trace(network("lstm"), x).layers[0].hidden
    held = Intervention("hidden", 1, units=(1, 3), timesteps=(1, 1), low=low, high=high)

    hidden = trace(network("lstm"), x, interventions=[held]).layers[0].hidden

    np.testing.assert_array_equal(hidden[0, [0, 2]], np.clip(plain[0, [0, 2]], low, high))
    np.testing.assert_array_equal(hidden[0, [1, 3]], plain[0, [1, 3]])
    assert not np.array_equal(hidden[0], plain[0])


@pytest.mark.parametrize("kind", ["lstm", "gru"])
def test_interventions_on_one_quantity_apply_in_the_order_given(kind: str, x: np.ndarray) -> None:
    first = Intervention("pre_activation.candidate", 1, units=(2,), value=5.0)
    second = Intervention("pre_activation", 1, high=0.5)

    one, other = (
        trace(network(kind), x, interventions=order).layers[0].pre_activation[:, 9]
        for order in ((first, second), (second, first))
    )

    assert np.unique(one) == [0.5]
    assert np.unique(other) == [5.0]


def test_a_held_forget_gate_and_a_shut_input_gate_carry_the_cell_state_unchanged(
    x: np.ndarray,
) -> None:
    gates = [
        Intervention("forget_gate", 1, units=(3,), timesteps=(3, 6), value=1.0),
        Intervention("input_gate", 1, units=(3,), timesteps=(3, 6), value=0.0),
    ]

    cell = trace(network("lstm"), x, interventions=gates).layers[0].cell

    np.testing.assert_array_equal(cell[2:6, 2], np.full(4, cell[1, 2]))
    assert cell[6, 2] != cell[5, 2]


@pytest.mark.parametrize("kind", ["gru", "gru before"])
def test_an_update_gate_held_at_one_copies_the_hidden_state(kind: str, x: np.ndarray) -> None:
    held = Intervention("update_gate", 2, timesteps=(2, T), value=1.0)

    hidden = trace(network(kind), x, interventions=[held]).layers[1].hidden

    np.testing.assert_array_equal(hidden, np.repeat(hidden[:1], T, axis=0))


def test_a_silenced_unit_gives_the_head_what_a_zeroed_column_would(x: np.ndarray) -> None:
    net = network("lstm")
    held = Intervention("hidden", 2, units=(2,), timesteps=(T, T), value=0.0)
    plain, changed = trace(net, x), trace(net, x, interventions=[held])

    without = plain.weights["head.weight"][:, [0, 2]] @ plain.layers[1].hidden[-1, [0, 2]]

    np.testing.assert_allclose(changed.output[-1], without + plain.weights["head.bias"], **EXACT)


def test_where_a_gru_resets_before_a_set_contribution_silences_the_reset_gate(
    x: np.ndarray,
) -> None:
    candidates = {}
    for kind, value in product(("gru", "gru before"), (0.0, 1.0)):
        held = [
            Intervention("recurrent_contribution.candidate", 1, value=0.7),
            Intervention("reset_gate", 1, value=value),
        ]
        layer = trace(network(kind), x, interventions=held).layers[0]
        candidates[kind, value] = layer.candidate

    np.testing.assert_array_equal(candidates["gru before", 0.0], candidates["gru before", 1.0])
    assert np.abs(candidates["gru", 0.0] - candidates["gru", 1.0]).max() > 0.1
    np.testing.assert_array_equal(candidates["gru before", 0.0][0], candidates["gru", 1.0][0])


def test_numbers_of_a_float32_network_stay_float32_and_cannot_be_written_to(
    x: np.ndarray,
) -> None:
    held = [change(name, 1, high=0.1) for name in settable_quantities("lstm")]

    result = trace(network("lstm", dtype="float32"), x, interventions=held)

    for array in all_arrays(result).values():
        assert array.dtype == np.float32
        assert not array.flags.writeable
