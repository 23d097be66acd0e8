"""The code beside the Memory page's drawings, run as it stands, gives what the drawings show."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import numpy as np
import pytest
import torch

from app import cache, cache_memory
from app.memory.forgetting import code_words
from app.memory.reading import read
from app.memory.room import code_words as clipping_words
from app.state import MemoryView
from app.state.memory import SIDE_BY_SIDE
from rnnviz.drawings.memory_scale import size
from rnnviz.gradients.room import drawn
from rnnviz.text.snippets import snippet
from tests.oracle.test_encode_code_runs import run

TOKENS = ("not", "a", "bad", "film")


@pytest.mark.parametrize("cell", SIDE_BY_SIDE)
@pytest.mark.parametrize(("layer", "answer"), [("1", "positive"), ("2", "negative")])
def test_the_code_of_the_gradients_prints_the_pages_own_norms(cell, layer, answer):
    view = MemoryView(memory_cells=cell, memory_layer=layer, loss_of=answer)
    (reading,) = read(view, TOKENS)
    weights = cache.network(view.network(cell)).tensors()

    text = snippet("PyTorch", "gradients", *code_words(reading))
    found, names, comment = run(text, x=torch.tensor(reading.trace.inputs), weights=weights)

    np.testing.assert_allclose(found, reading.layer.loss, rtol=1e-4)
    assert names["loss"].item() == pytest.approx(reading.gradients.loss, rel=1e-5)
    assert comment == f"{size(reading.layer.loss[0])} … {size(reading.layer.loss[-1])}"


@pytest.mark.parametrize("radius", [0.5, 1.6])
def test_the_code_of_clipping_shortens_the_pages_own_gradient(radius):
    view = MemoryView(radius=radius, room_length=20)
    room = cache_memory.in_room(view.room("RNN"), ())
    parameters = gradients_by_torch(radius)

    before, _, comment = run(
        snippet("PyTorch", "clipping", clipping_words(view, room)), parameters=parameters
    )

    assert before.item() == pytest.approx(room.norm)
    assert comment == f"was {size(room.norm)}"
    after = torch.cat([p.grad.flatten() for p in parameters]).norm()
    assert after.item() == pytest.approx(room.clipped_norm, rel=1e-5)


def gradients_by_torch(radius):
    """W_hh and W_ih of the page's room, with the gradient that autograd gives them."""
    x = np.random.default_rng(0).standard_normal((20, cache_memory.N_RANDOM)).astype(np.float32)
    x = torch.tensor(x.astype(float) / np.sqrt((x.astype(float) ** 2).mean()))
    W_hh, W_ih, _, y = map(torch.tensor, drawn(cache_memory.N_RANDOM, radius, 0))
    h = torch.zeros(len(y)).double()
    for x_t in x:
        h = (W_ih.requires_grad_() @ x_t + W_hh.requires_grad_() @ h).tanh()
    (0.5 * torch.nn.functional.mse_loss(h, y)).backward()
    return [W_hh, W_ih]


def test_kerass_optimiser_clips_all_parameters_as_one_vector():
    import keras

    view = MemoryView(clip=0.5, radius=1.6, room_length=20)
    room = cache_memory.in_room(view.room("RNN"), ())
    found, names, comment = run(snippet("Keras", "clipping", clipping_words(view, room)))
    assert found == float(comment) == 0.5

    a, b = keras.Variable(np.zeros(1)), keras.Variable(np.zeros(1))
    names["optimizer"].apply([torch.tensor([3.0]), torch.tensor([4.0])], [a, b])

    moved = [-v.value.item() / 0.1 for v in (a, b)]
    assert moved == pytest.approx([0.3, 0.4], rel=1e-5)
