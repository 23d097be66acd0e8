"""What an intervention is, what it leaves alone, and what it refuses."""

import pickle

import numpy as np
import pytest
import torch

from rnnviz import Intervention, Network, trace
from rnnviz.errors import InterventionError, RnnvizError
from rnnviz.tracing.interventions import settable_quantities

NAN = float("nan")


def network(cell: str = "lstm", **options: object) -> Network:
    return Network.random(cell, 5, (4, 3), init="torch", n_classes=2, **options)


def test_equal_interventions_are_one_key_however_their_numbers_came() -> None:
    rows = np.array([[0.5, 1.0], [0.25, 0.0]], dtype=np.float32)
    one = Intervention("cell", 1, units=[2, 3], timesteps=np.array([1, 2]), value=rows)
    other = Intervention("cell", 1, (2, 3), (1, 2), value=torch.tensor(rows).tolist())

    assert {one: "kept"}[other] == "kept"
    assert one.value == ((0.5, 1.0), (0.25, 0.0))
    assert one != Intervention("cell", 1, (2, 3), (1, 2), value=0.5)
    assert pickle.loads(pickle.dumps(one)) == one


def test_an_intervention_cannot_be_changed_after_it_is_made() -> None:
    with pytest.raises(AttributeError):
        Intervention("hidden", 1, value=0.0).layer = 2


def test_settable_quantities_are_listed_in_the_order_of_computing() -> None:
    assert settable_quantities("rnn") == (
        "input", "h_0",
        "input_contribution", "input_contribution.hidden",
        "recurrent_contribution", "recurrent_contribution.hidden",
        "pre_activation", "pre_activation.hidden",
        "hidden", "output",
    )  # fmt: skip
    assert settable_quantities("lstm")[-7:] == (
        "input_gate", "forget_gate", "candidate", "output_gate", "cell", "hidden", "output",
    )  # fmt: skip
    assert "c_0" not in settable_quantities("gru")


def test_the_trace_keeps_its_interventions_also_for_one_sentence_of_a_batch() -> None:
    changes = (Intervention("output", None, value=1.0), Intervention("hidden", 1, low=0.0))

    result = trace(network(), np.zeros((2, 6, 5)), interventions=iter(changes))

    assert result.interventions == changes
    assert result.sentence(1).interventions == changes
    assert trace(network(), np.zeros((6, 5))).interventions == ()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"quantity": "gate"}, "'gate' is no quantity to intervene on; take one of input, h_0, "),
        ({"quantity": "hidden.candidate"}, "'hidden.candidate' is no quantity.*a block of a stac"),
        ({"quantity": ["hidden"]}, r"\['hidden'\] is no quantity to intervene on"),
        ({"layer": 0}, "hidden needs the layer it is in, counted from 1, not 0"),
        ({"layer": None}, "hidden needs the layer it is in, counted from 1, not None"),
        ({"layer": True}, "hidden needs the layer it is in, counted from 1, not True"),
        ({"quantity": "output"}, "The output belongs to no layer, but got layer=1; leave it out"),
        ({"units": 3}, r"units must be whole numbers from 1, such as \(3,\), not 3"),
        ({"units": ()}, r"units must be whole numbers from 1, such as \(3,\), not \(\)"),
        ({"units": (0, 1)}, r"units must be whole numbers from 1.*not \(0, 1\)"),
        ({"units": (2, 1, 2)}, r"units must be named once each, but got \(2, 1, 2\)"),
        ({"quantity": "pre_activation", "units": (1,)},
         'Units of pre_activation are counted within a block; name it, as in "pre_activation.cand'),
        ({"timesteps": (0, 2)}, r"timesteps must be whole numbers from 1, first and last, .*2\)"),
        ({"timesteps": (1.0, 2.0)}, r"timesteps must be whole numbers from 1.*not \(1.0, 2.0\)"),
        ({"timesteps": (3, 2)}, r"the first and the last one, such as \(2, 5\), not \(3, 2\)"),
        ({"timesteps": (3,)}, r"the first and the last one, such as \(2, 5\), not \(3,\)"),
        ({"value": None}, "either a value to set, or low or high to clamp to, but got value=None"),
        ({"low": 0.0}, "got value=0.0, low=0.0, high=None; leave out the other kind"),
        ({"value": None, "low": 1, "high": 0}, "Nothing lies between low=1 and high=0; exchange"),
        ({"value": NAN}, "value must be finite and real: a number, one per unit, or .*not nan"),
        ({"value": "much"}, "value must be finite and real: .* not 'much'"),
        ({"value": ()}, r"value must be finite and real: .* not \(\)"),
        ({"value": ((1.0,), (1.0, 2.0))}, "value must be finite and real"),
        ({"value": np.zeros((1, 1, 1))}, "value must be finite and real"),
        ({"value": torch.ones(2, requires_grad=True)}, "value must be finite and real"),
        ({"value": None, "low": -np.inf}, "low must be finite and real: a number, not -inf"),
        ({"value": None, "high": (1.0,)}, r"high must be finite and real: a number, not \(1.0,\)"),
    ],
)  # fmt: skip
def test_what_fits_no_network_is_refused_when_it_is_made(
    fields: dict[str, object], message: str
) -> None:
    with pytest.raises(InterventionError, match=message):
        Intervention(**{"quantity": "hidden", "layer": 1, "value": 0.0, **fields})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"quantity": "reset_gate"}, "A layer of lstm has no 'reset_gate'; take one of input, h_0"),
        ({"quantity": "pre_activation.update_gate"}, "no 'pre_activation.update_gate'.*a block of "
         "a stacked one: input_gate, forget_gate, candidate, output_gate"),
        ({"layer": 3}, "hidden is asked for in layer 3, but the network has 2, counted from 1"),
        ({"units": (1, 4)}, "hidden has 3 units, counted from 1; there is no 4"),
        ({"quantity": "input", "units": (5,)}, "input has 4 units, counted from 1; there is no 5"),
        ({"quantity": "output", "layer": 0, "units": (3,)}, "output has 2 units.* there is no 3"),
        ({"quantity": "input_contribution.candidate", "units": (4,)}, "has 3 units.*no 4"),
        ({"timesteps": (2, 7)}, "The sentence has 6 timesteps, counted from 1; there is no 7"),
        ({"value": (0.0, 0.0)}, r"A value for hidden is here one number, 3 of them \(one per "
         r"unit\), or rows of shape \(6, 3\) \(timesteps, units\), but it has shape \(2,\)"),
        ({"value": np.zeros((5, 3))}, r"rows of shape \(6, 3\).* but it has shape \(5, 3\)"),
        ({"quantity": "c_0", "value": np.zeros((6, 3))}, r"rows of shape \(1, 3\)"),
        ({"value": 1e300}, "value is too large for the network's float32"),
        ({"value": None, "high": 1e300}, "high is too large for the network's float32"),
    ],
)  # fmt: skip
def test_what_this_network_or_sentence_has_no_place_for_is_refused_when_tracing(
    fields: dict[str, object], message: str
) -> None:
    change = Intervention(**{"quantity": "hidden", "layer": 2, "value": 0.0, **fields})

    with pytest.raises(InterventionError, match=message):
        trace(network(), np.zeros((6, 5)), interventions=[change])


def test_networks_that_read_both_ways_and_outputs_without_a_head_are_refused() -> None:
    hidden, output = Intervention("hidden", 1, value=0.0), Intervention("output", value=0.0)
    headless = Network.random("gru", 5, (4,))

    with pytest.raises(InterventionError, match="read one way; this one is bidirectional"):
        trace(network(bidirectional=True), np.zeros((6, 5)), interventions=[hidden])
    with pytest.raises(InterventionError, match="This network has no head, so it has no output"):
        trace(headless, np.zeros((6, 5)), interventions=[output])
    with pytest.raises(InterventionError, match="A layer of gru has no 'c_0'"):
        trace(headless, np.zeros((6, 5)), interventions=[Intervention("c_0", 1, value=0.0)])


@pytest.mark.parametrize("given", [Intervention("hidden", 1, value=0.0), ["hidden"], 3])
def test_anything_but_a_list_of_interventions_is_refused_as_one_of_our_errors(
    given: object,
) -> None:
    with pytest.raises(RnnvizError, match=r"must be a list of rnnviz\.Intervention objects"):
        trace(network(), np.zeros((6, 5)), interventions=given)
