"""Gradients of whole sentences against autograd on torch's cells, and what they must mean."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.autograd.functional import jacobian

import rnnviz
from rnnviz import Network, trace
from rnnviz.errors import InterventionError, ShapeError, SpecError
from rnnviz.gradients.over_time import gradients, gradients_of
from tests.gradients.unrolled import KINDS, NAMES, built, loss_of, no_nudges, unrolled, words

EVERY_CELL = pytest.mark.parametrize(("cell", "options"), KINDS, ids=NAMES)
STACKS = pytest.mark.parametrize("sizes", [(5,), (5, 3), (4, 5, 3)], ids=["1", "2", "3"])
T = 5


def of_nudges(network, what, x=None):
    """Autograd's Jacobian of what(states) by every nudge of h and of c: lists over layers."""
    x = words(T) if x is None else x
    n, zeros = network.spec.n_layers, no_nudges(network, len(x))

    def asked(*nudges):
        return what(unrolled(network, x, list(nudges[:n]), list(nudges[n:])))

    found = jacobian(asked, (*zeros, *zeros))
    return found[:n], found[n:]


@EVERY_CELL
@STACKS
@pytest.mark.parametrize(("n_classes", "target"), [(1, 1), (1, 0), (3, 2)])
def test_the_loss_owes_every_state_what_autograd_says(cell, options, sizes, n_classes, target):
    network = built(cell, options, sizes, n_classes)
    found = gradients(network, words(T), target=target)

    of_h, of_c = of_nudges(network, lambda s: loss_of(network, s[-1][0][-1], target))

    assert found.target == target
    for layer, dh, dc in zip(found.layers, of_h, of_c, strict=True):
        np.testing.assert_allclose(layer.loss, dh.norm(dim=-1), rtol=1e-9, atol=1e-14)
        if cell == "lstm":
            np.testing.assert_allclose(layer.cell.loss, dc.norm(dim=-1), rtol=1e-8, atol=1e-14)


@EVERY_CELL
@pytest.mark.parametrize("wanted", [-1.5, 0.25])
def test_the_loss_of_a_number_is_the_squared_error_and_owes_what_autograd_says(
    cell, options, wanted
):
    network = built(cell, options, (5, 3))
    found = gradients(network, words(T), wanted=wanted)

    def loss(states):
        output = states[-1][0][-1] @ network.head.W_ho.T + network.head.b_o
        return nn.functional.mse_loss(output, torch.tensor([wanted]).double())

    of_h, _ = of_nudges(network, loss)
    expected = loss(unrolled(network, words(T), *[no_nudges(network, T)] * 2))
    assert found.loss == pytest.approx(float(expected), rel=1e-9)
    for layer, dh in zip(found.layers, of_h, strict=True):
        np.testing.assert_allclose(layer.loss, dh.norm(dim=-1), rtol=1e-9, atol=1e-14)


def test_a_number_is_wanted_of_a_single_output_only():
    with pytest.raises(SpecError, match="of a single output, but there are 3"):
        gradients(built("gru", {}, (5,), 3), words(T), wanted=1.0)


@EVERY_CELL
@STACKS
def test_last_states_owe_earlier_ones_what_autograd_says_within_and_through(cell, options, sizes):
    network = built(cell, options, sizes)
    found = gradients(network, words(T))
    top_h, top_c = of_nudges(network, lambda s: s[-1][0][-1])

    for index, layer in enumerate(found.layers):
        of_h, of_c = of_nudges(network, lambda s, i=index: torch.cat((s[i][0][-1], s[i][1][-1])))
        width = sizes[index]
        check(layer.hidden, of_h[index][:width])
        check(layer.top, top_h[index])
        if cell == "lstm":
            check(layer.cell.full, of_c[index][width:])
            check(layer.cell.hidden, of_c[index][:width])
    assert len(top_c) == len(sizes)


def check(norms, by_autograd):
    """Both norms of Jacobians (m, T, H) as autograd gives them."""
    for t in range(T):
        matrix = by_autograd[:, t].numpy()
        for found, order in ((norms.spectral, 2), (norms.frobenius, "fro")):
            expected = np.linalg.norm(matrix, order)
            np.testing.assert_allclose(found[t], expected, rtol=1e-8, atol=1e-13)


@EVERY_CELL
@STACKS
def test_every_state_owes_every_word_what_autograd_says(cell, options, sizes):
    network = built(cell, options, sizes)
    found = gradients(network, words(T))
    zeros = no_nudges(network, T)

    by_input = jacobian(lambda x: tuple(h for h, _ in unrolled(network, x, zeros, zeros)), words(T))

    for layer, of_layer in zip(found.layers, by_input, strict=True):
        expected = of_layer.permute(0, 2, 1, 3).flatten(2).norm(dim=-1)
        np.testing.assert_allclose(layer.input, expected, rtol=1e-10, atol=1e-14)
        assert (np.triu(layer.input, 1) == 0).all()


@pytest.mark.parametrize("kind", [nn.RNN, nn.GRU, nn.LSTM])
@pytest.mark.parametrize(("n_classes", "target"), [(1, 0), (4, 2)])
def test_the_loss_owes_every_word_what_autograd_on_torchs_module_says(kind, n_classes, target):
    torch.manual_seed(0)
    module = kind(4, 5, 2, dtype=torch.float64)
    head = nn.Linear(5, n_classes, dtype=torch.float64)
    network = Network.from_torch(module, head)
    x = words(T).requires_grad_()

    loss = loss_of(network, module(x)[0][-1], target)
    (by_torch,) = torch.autograd.grad(loss, x)
    found = gradients(network, words(T), target=target)

    assert found.loss == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(found.input, by_torch, rtol=1e-9, atol=1e-14)


@EVERY_CELL
def test_the_loss_owes_every_word_what_finite_differences_say(cell, options):
    network, x = built(cell, options, (5, 3)), words(T)
    found = gradients(network, x)

    for t, j in ((0, 0), (2, 3), (4, 1)):
        nudge = torch.zeros_like(x)
        nudge[t, j] = 1e-6
        up, down = (gradients(network, x + sign * nudge) for sign in (1, -1))
        assert found.input[t, j] == pytest.approx((up.loss - down.loss) / 2e-6, abs=1e-8)


def test_the_norm_of_a_product_is_never_above_the_product_of_the_norms():
    for cell, options in KINDS:
        layer = gradients(built(cell, options), words(20)).layers[0]

        assert (layer.product <= layer.bound * (1 + 1e-12)).all()
        assert layer.bound[-1] == layer.product[-1] == 1
        np.testing.assert_allclose(layer.bound[0], layer.step.spectral[1:].prod())


def linear_rnn(W, sizes=(4,)):
    """A relu layer that never switches off: large biases hold it in its linear regime."""
    network = built("rnn", {"nonlinearity": "relu"}, sizes)
    network.layers[0][0].W_hh.copy_(torch.from_numpy(W))
    network.layers[0][0].b_ih.fill_(1e3)
    return network


def test_a_linear_rnn_keeps_the_power_of_its_recurrent_weights():
    W = np.random.default_rng(2).uniform(-0.2, 0.4, (4, 4))

    layer = gradients(linear_rnn(W), words(12)).layers[0]

    for t in range(12):
        power = np.linalg.matrix_power(W, 11 - t)
        assert layer.hidden.spectral[t] == pytest.approx(np.linalg.norm(power, 2), rel=1e-9)
        assert layer.hidden.frobenius[t] == pytest.approx(np.linalg.norm(power), rel=1e-9)
        W_ih = layer.input[0, 0]
        assert layer.input[t, t] == pytest.approx(W_ih)


@pytest.mark.parametrize("radius", [0.6, 1.0, 1.3])
def test_over_many_words_only_the_spectral_radius_counts(radius):
    W = np.random.default_rng(3).uniform(0.1, 1, (4, 4))
    W *= radius / np.abs(np.linalg.eigvals(W)).max()

    kept = gradients(linear_rnn(W), words(40)).layers[0].hidden.spectral

    assert kept[10] / kept[11] == pytest.approx(radius, rel=1e-9)


def test_a_tanh_rnn_that_reads_nothing_forgets_at_the_rate_of_its_radius():
    network = Network.random("rnn", 4, (6,), dtype="float64", n_classes=1)
    network.layers[0][0].W_hh.mul_(0.7)  # orthogonal at first: every singular value is 0.7

    kept = gradients(network, np.zeros((9, 4))).layers[0].hidden.spectral

    np.testing.assert_allclose(kept, 0.7 ** np.arange(8, -1, -1), rtol=1e-9)


def lstm_that_only_keeps():
    network = built("lstm", {}, (3,))
    weights = network.layers[0][0]
    weights.W_hh.zero_()
    weights.W_ih.zero_()
    weights.b_hh.zero_()
    weights.b_ih.copy_(torch.tensor([-60.0, 60.0, 0.0, 0.0]).double().repeat_interleave(3))
    return network


def test_an_open_forget_gate_and_shut_others_keep_the_cells_gradient_whole():
    cell = gradients(lstm_that_only_keeps(), words(30)).layers[0].cell

    np.testing.assert_allclose(cell.full.spectral, 1, rtol=1e-12)
    np.testing.assert_allclose(cell.direct.spectral, 1, rtol=1e-12)
    np.testing.assert_allclose(cell.forget, 1, rtol=1e-12)


def test_that_cell_keeps_its_memory_while_nothing_is_owed_to_its_hidden_state():
    layer = gradients(lstm_that_only_keeps(), words(30)).layers[0]

    assert (layer.hidden.spectral[:-1] < 1e-20).all()
    np.testing.assert_allclose(layer.cell.loss[0], layer.cell.loss[-1], rtol=1e-12)


def test_without_recurrent_weights_the_cells_direct_path_is_the_only_one():
    network = built("lstm", {}, (3,))
    network.layers[0][0].W_hh.zero_()

    cell = gradients(network, words(8)).layers[0].cell

    np.testing.assert_allclose(cell.full.spectral, cell.direct.spectral, rtol=1e-12)
    np.testing.assert_allclose(cell.full.frobenius, cell.direct.frobenius, rtol=1e-12)


def test_the_direct_path_is_the_product_of_the_forget_gates():
    read = trace(built("lstm", {}), words(6))
    f = read.layers[0].forget_gate

    direct = gradients_of(read).layers[0].cell.direct

    assert direct.spectral[2] == pytest.approx((f[3] * f[4] * f[5]).max())
    assert direct.frobenius[0] == pytest.approx(np.linalg.norm(f[1:].prod(axis=0)))
    assert direct.spectral[-1] == 1


def test_only_an_lstm_has_a_path_of_its_cell_state():
    for cell, options in KINDS:
        layer = gradients(built(cell, options), words()).layers[0]
        assert (layer.cell is not None) == (cell == "lstm")


def test_one_word_alone_owes_itself_everything():
    found = gradients(built("lstm", {}), words(1)).layers[0]

    assert found.hidden.spectral.tolist() == found.bound.tolist() == [1]
    assert found.input.shape == (1, 1)


def test_without_a_head_there_is_no_loss_but_all_the_rest():
    found = gradients(built("gru", {}, n_classes=0), words())

    assert found.loss is found.input is found.score is found.layers[0].loss is None
    assert found.layers[0].hidden.spectral.shape == (5,)


def test_a_sure_and_right_answer_has_a_small_gradient_everywhere():
    network = built("rnn", {})
    network.head.b_o.fill_(20.0)

    right, wrong = (gradients(network, words(), target=target) for target in (1, 0))

    assert right.layers[0].loss.max() < 1e-7 < wrong.layers[0].loss.min()
    assert wrong.loss == pytest.approx(20, rel=0.1)
    np.testing.assert_allclose(wrong.score, -right.score)


def test_an_answer_that_float32_calls_certain_still_has_a_gradient():
    network = Network.random("gru", 4, (3,), n_classes=1)
    network.head.b_o.fill_(60.0)
    read = trace(network, words().numpy())

    found = gradients_of(read)

    assert read.probabilities[-1, 0] == 1
    assert found.loss == pytest.approx(np.exp(-float(read.output[-1, 0])), rel=1e-6)
    assert (found.layers[0].loss > 0).all()


def test_all_arrays_refuse_to_be_written_to():
    found = gradients(built("lstm", {}), words())
    layer = found.layers[0]
    arrays = [found.input, found.score, layer.loss, layer.product, layer.bound, layer.input]
    arrays += [layer.cell.forget, layer.cell.loss, layer.cell.full.spectral]

    assert not any(array.flags.writeable for array in arrays)


def test_a_float32_network_gives_the_gradients_of_its_float64_twin():
    single = Network.random("lstm", 4, (5, 5), n_classes=1, seed=1)
    modules = nn.LSTM(4, 5, 2), nn.Linear(5, 1)
    with torch.no_grad():
        for module, prefix in zip(modules, ("", "head."), strict=True):
            named = {k.removeprefix(prefix): v for k, v in single.tensors().items()}
            module.load_state_dict({k: named[k] for k in module.state_dict()})
    double = Network.from_torch(modules[0].double(), modules[1].double())

    found, expected = (gradients(n, words().numpy()) for n in (single, double))

    for a, b in zip(found.layers, expected.layers, strict=True):
        np.testing.assert_allclose(a.loss, b.loss, rtol=1e-4)
        np.testing.assert_allclose(a.input, b.input, rtol=1e-4, atol=1e-9)


def test_a_gradient_beyond_all_numbers_is_infinite_and_no_error():
    network = built("rnn", {"nonlinearity": "relu"}, (3,))
    network.layers[0][0].W_hh.copy_(1e8 * torch.eye(3))
    network.layers[0][0].b_ih.fill_(1e-200)
    network.layers[0][0].b_hh.zero_()

    found = gradients(network, np.zeros((50, 4)))

    assert found.layers[0].hidden.spectral[0] == np.inf
    assert found.layers[0].hidden.spectral[-2] == pytest.approx(1e8)
    assert found.layers[0].bound[0] == np.inf


def test_states_that_left_the_range_themselves_are_refused():
    network = built("rnn", {"nonlinearity": "relu"}, (3,))
    network.layers[0][0].W_hh.fill_(1e300)
    network.layers[0][0].b_ih.fill_(1.0)

    with pytest.raises(ShapeError, match=r"leave the range .* smaller weights"):
        gradients(network, np.zeros((9, 4)))


def test_a_batch_is_refused_with_the_way_to_one_sentence():
    with pytest.raises(ShapeError, match=r"\(2, 5, 4\) are a batch: take one with trace.sentence"):
        gradients(built("gru", {}), torch.stack((words(), words())))


def test_a_bidirectional_network_is_refused_in_a_clear_sentence():
    network = Network.random("gru", 4, (5,), bidirectional=True)

    with pytest.raises(SpecError, match="a bidirectional network reads both ways"):
        gradients(network, words().numpy())


def test_a_trace_with_interventions_is_refused():
    change = rnnviz.Intervention("hidden", layer=1, timesteps=(2, 2), value=0.0)
    read = trace(built("gru", {}), words(), interventions=[change])

    with pytest.raises(InterventionError, match="trace the sentence again without them"):
        gradients_of(read)


@pytest.mark.parametrize(("n_classes", "target"), [(1, 2), (1, -1), (3, 3)])
def test_a_class_that_is_not_there_is_refused_with_those_that_are(n_classes, target):
    last = max(2, n_classes) - 1

    with pytest.raises(SpecError, match=f"from 0 to {last}, not {target}"):
        gradients(built("rnn", {}, n_classes=n_classes), words(), target=target)
