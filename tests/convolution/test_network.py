"""Convolution networks come back from their files, and other files are refused in a sentence."""

import json

import pytest
import torch
from safetensors.torch import save_file

from rnnviz import Network
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.errors import NetworkFileError

SPEC = ConvolutionSpec(3, (4, 2), 2, n_classes=1)
DESCRIBED = {"input_size": 3, "filters": [4, 2], "kernel_size": 2, "n_classes": 1}


def rewritten(path, tensors, **described):
    spec = json.dumps(DESCRIBED | described)
    save_file(tensors, path, {"rnnviz": "1", "spec": spec, "card": "{}"})
    return path


@pytest.mark.parametrize("padding", ["causal", "same", "valid"])
@pytest.mark.parametrize("n_classes", [0, 1, 3])
def test_network_comes_back_from_its_file_bit_for_bit(padding, n_classes, tmp_path):
    spec = ConvolutionSpec(3, (4, 2), 2, padding, n_classes)
    network = ConvolutionNetwork.random(spec, seed=5)
    network.save(tmp_path / "n.safetensors")

    loaded = ConvolutionNetwork.load(tmp_path / "n.safetensors")

    assert loaded.spec == spec
    assert dict(loaded.card) == {"is_trained": "no", "init": "keras", "seed": "5"}
    ours, theirs = network.tensors(), loaded.tensors()
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_a_random_network_starts_as_keras_does_and_its_seed_fixes_it():
    spec = ConvolutionSpec(50, (64,), 3)
    kernel = ConvolutionNetwork.random(spec, seed=1).kernels[0]

    limit = (6 / (3 * 50 + 3 * 64)) ** 0.5  # Glorot & Bengio 2010, fans times the kernel's size
    assert 0.99 * limit < kernel.W.abs().max() <= limit
    assert not kernel.b.any()
    assert torch.equal(kernel.W, ConvolutionNetwork.random(spec, seed=1).kernels[0].W)
    assert not torch.equal(kernel.W, ConvolutionNetwork.random(spec, seed=2).kernels[0].W)


def test_torch_modules_are_copied_and_counted():
    layers = [torch.nn.Conv1d(3, 4, 2), torch.nn.Conv1d(4, 2, 2)]
    head = torch.nn.Linear(2, 1)

    network = ConvolutionNetwork.from_torch(layers, head, {"title": "mine"})

    assert network.spec == SPEC
    n = sum(p.numel() for module in (*layers, head) for p in module.parameters())
    assert network.n_parameters == n
    layers[0].weight.data.zero_()
    assert network.kernels[0].W.any()


def test_a_recurrent_networks_file_is_no_convolution_and_the_other_way_round(tmp_path):
    recurrent, convolution = tmp_path / "r.safetensors", tmp_path / "c.safetensors"
    Network.random("rnn", 3, (4,)).save(recurrent)
    ConvolutionNetwork.random(SPEC).save(convolution)

    with pytest.raises(NetworkFileError, match=r"r\.safetensors describes no network"):
        ConvolutionNetwork.load(recurrent)
    with pytest.raises(NetworkFileError, match=r"c\.safetensors describes no network"):
        Network.load(convolution)


def test_a_file_with_another_shape_or_without_a_parameter_is_refused(tmp_path):
    tensors = ConvolutionNetwork.random(SPEC).tensors()
    path = tmp_path / "n.safetensors"

    with pytest.raises(
        NetworkFileError, match=r"conv\.0\.bias should have shape \(5,\) but has \(4,\)"
    ):
        ConvolutionNetwork.load(rewritten(path, tensors, filters=[5, 2]))
    with pytest.raises(NetworkFileError, match=r"head\.bias should have shape \(1,\) but has none"):
        ConvolutionNetwork.load(
            rewritten(path, {n: t for n, t in tensors.items() if n != "head.bias"})
        )


def test_weights_that_are_not_finite_are_neither_written_nor_read(tmp_path):
    network = ConvolutionNetwork.random(SPEC)
    network.kernels[1].W[0, 0, 0] = float("nan")

    with pytest.raises(NetworkFileError, match=r"NaN or infinite in conv\.1\.weight"):
        network.save(tmp_path / "n.safetensors")
    with pytest.raises(NetworkFileError, match=r"NaN or infinite in conv\.1\.weight"):
        ConvolutionNetwork.load(rewritten(tmp_path / "n.safetensors", network.tensors()))


def test_an_impossible_description_and_a_missing_file_are_told_apart(tmp_path):
    tensors = ConvolutionNetwork.random(SPEC).tensors()

    with pytest.raises(NetworkFileError, match=r"no network that can be built \(padding must be"):
        ConvolutionNetwork.load(rewritten(tmp_path / "n.safetensors", tensors, padding="full"))
    with pytest.raises(NetworkFileError, match=r"no network file gone\.safetensors"):
        ConvolutionNetwork.load(tmp_path / "gone.safetensors")
