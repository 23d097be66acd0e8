"""Whole networks of convolutions against the same ones built of torch's and Keras' own layers."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch
from torch import nn

from app import cache
from rnnviz.convolution.dependencies import convolution_dependencies, recurrent_dependencies
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import PADDINGS, ConvolutionSpec
from rnnviz.network.network import Network

SENTENCES = (
    "the movie was not good",
    "wonderful",
    "we heard it was good , but we heard it was bad , but we heard it",
)
STAGES = ("random", "epoch1", "trained")


def shipped(stage: str) -> ConvolutionNetwork:
    return ConvolutionNetwork.load(cache.MODELS / f"cnn-{stage}.safetensors")


def in_keras(network: ConvolutionNetwork) -> keras.Model:
    """Kim's network of Keras' own layers, with the same weights."""
    spec = network.spec
    model = keras.Sequential([keras.Input((None, spec.input_size))])
    for kernel in network.kernels:
        layer = keras.layers.Conv1D(
            len(kernel.b), spec.kernel_size, padding=spec.padding, activation="relu"
        )
        model.add(layer)
        layer.set_weights([kernel.W.permute(2, 1, 0).numpy(), kernel.b.numpy()])
    model.add(keras.layers.GlobalMaxPooling1D())
    head = keras.layers.Dense(1, activation="sigmoid")
    model.add(head)
    head.set_weights([network.head.W_ho.T.numpy(), network.head.b_o.numpy()])
    return model


def in_torch(network: ConvolutionNetwork) -> nn.Sequential:
    """The same of torch's own modules; causal padding as a module before each convolution."""
    modules: list[nn.Module] = []
    for kernel in network.kernels:
        layer = nn.Conv1d(kernel.W.shape[1], len(kernel.b), kernel.W.shape[2])
        layer.weight.data, layer.bias.data = kernel.W.clone(), kernel.b.clone()
        modules += [nn.ConstantPad1d(network.spec.added, 0.0), layer, nn.ReLU()]
    return nn.Sequential(*modules)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_shipped_networks_answer_as_keras_layers_do(stage, sentence, glove):
    network, x = shipped(stage), glove.embed(sentence.split())

    ours = read_sentence(network, x).probabilities[-1, 0]

    theirs = in_keras(network)(x[None].copy())
    assert ours == pytest.approx(float(theirs[0, 0].detach()), abs=1e-6)


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("k", [1, 2, 5])
def test_random_networks_of_every_padding_answer_as_keras_layers_do(padding, k, rng):
    spec = ConvolutionSpec(6, (8, 5), k, padding, n_classes=1)
    network = ConvolutionNetwork.random(spec, seed=k)
    x = rng.normal(size=(12, 6)).astype(np.float32)

    ours = read_sentence(network, x).probabilities[-1, 0]

    assert ours == pytest.approx(float(in_keras(network)(x[None].copy())[0, 0].detach()), abs=1e-6)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_trained_networks_top_outputs_are_those_of_torchs_modules(sentence, glove):
    network, x = shipped("trained"), glove.embed(sentence.split())

    ours = read_sentence(network, x).layers[-1].output

    with torch.no_grad():
        theirs = in_torch(network)(torch.tensor(x.copy()).T).T
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-5)


def test_answers_so_far_are_those_of_the_sentence_cut_off_there(glove):
    network, words = shipped("trained"), SENTENCES[2].split()
    whole = read_sentence(network, glove.embed(words)).probabilities

    for t in (1, 5, 9, len(words)):
        cut = read_sentence(network, glove.embed(words[:t])).probabilities
        assert cut[-1, 0] == pytest.approx(whole[t - 1, 0], abs=1e-6)


@pytest.mark.parametrize("padding", PADDINGS)
def test_norms_are_those_of_torchs_whole_jacobian(padding, rng):
    network = ConvolutionNetwork.random(ConvolutionSpec(4, (6, 5), 3, padding), seed=1)
    x = rng.normal(size=(7, 4)).astype(np.float32)

    ours = convolution_dependencies(network, x)

    modules = in_torch(network)
    jacobian = torch.autograd.functional.jacobian(lambda rows: modules(rows.T).T, torch.tensor(x))
    theirs = jacobian.square().sum(dim=(1, 3)).sqrt()  # (S, F, T, I)
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_trained_cells_norms_are_those_of_torchs_whole_jacobian(cell, glove):
    network = Network.load(cache.MODELS / f"{cell}-trained.safetensors")
    x = glove.embed(SENTENCES[0].split()[:3])
    kinds = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}
    module = kinds[cell](50, 64, 2, batch_first=True)
    recurrent = {n: t for n, t in network.tensors().items() if not n.startswith("head")}
    module.load_state_dict(recurrent)

    ours = recurrent_dependencies(network, x)

    jacobian = torch.autograd.functional.jacobian(
        lambda rows: module(rows[None])[0][0], torch.tensor(x.copy())
    )
    theirs = jacobian.square().sum(dim=(1, 3)).sqrt()
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)
