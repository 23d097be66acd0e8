"""What a convolution means: it finds what it looks for wherever it stands, and forgets where."""

import numpy as np
import pytest
import torch

from app import cache
from rnnviz import Network, trace
from rnnviz.convolution.convolve import Kernel
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import ConvolutionSpec

TRAINED = ConvolutionNetwork.load(cache.MODELS / "cnn-trained.safetensors")


def looking_for(*rows: np.ndarray, padding: str = "causal") -> ConvolutionNetwork:
    """One filter whose kernel is a row of vectors, and no bias."""
    W = torch.tensor(np.stack(rows, axis=1), dtype=torch.float32)[None]
    spec = ConvolutionSpec(W.shape[1], (1,), W.shape[2], padding)
    return ConvolutionNetwork(spec, (Kernel(W, torch.zeros(1)),))


def p(words: str, glove) -> float:
    return float(read_sentence(TRAINED, glove.embed(words.split())).probabilities[-1, 0])


def test_a_kernel_made_of_a_words_own_vector_fires_most_at_that_word(glove):
    words = "the acting was wonderful and the end was sad".split()  # noqa: SIM905

    found = read_sentence(looking_for(glove["wonderful"]), glove.embed(words))

    assert words[int(found.layers[0].output[:, 0].argmax())] == "wonderful"
    assert found.winners.tolist() == [words.index("wonderful")]


def test_a_kernel_of_two_words_tells_their_order(glove):
    network = looking_for(glove["not"], glove["good"])

    right, wrong = (
        read_sentence(network, glove.embed(words.split())).layers[0].output[-1, 0]
        for words in ("not good", "good not")
    )

    assert right > wrong


@pytest.mark.parametrize("n_before", [0, 1, 4])
def test_a_pattern_is_found_as_strongly_wherever_it_stands(n_before, rng):
    pattern = rng.normal(size=(2, 6))
    network = looking_for(*pattern, padding="valid")
    x = np.vstack([np.zeros((n_before, 6)), pattern, np.zeros((5 - n_before, 6))])

    found = read_sentence(network, x)

    assert found.pooled[-1, 0] == pytest.approx(np.square(pattern).sum(), rel=1e-5)
    assert found.winners.tolist() == [n_before + 1]


def test_a_window_of_unknown_words_is_the_bias_and_nothing_else(glove):
    x = glove.embed(("qqzx", "zzxq", "xqzz"))

    first = read_sentence(TRAINED, x).layers[0]

    assert not x.any()
    bias = TRAINED.kernels[0].b.numpy()
    np.testing.assert_allclose(first.pre_activation, np.tile(bias, (3, 1)), rtol=0, atol=1e-7)


def test_repeating_a_sentence_adds_nothing_that_a_maximum_would_notice(glove):
    once = "a dull film . "
    words = (once * 3).split()

    m = read_sentence(TRAINED, glove.embed(words)).pooled

    np.testing.assert_allclose(m[-1], m[2 * len(once.split()) - 1], rtol=0, atol=1e-6)


def test_a_cell_does_notice_that_it_read_a_sentence_again(glove):
    words = ("a dull film . " * 3).split()
    network = Network.load(cache.MODELS / "rnn-trained.safetensors")

    h = trace(network, glove.embed(words)).layers[-1].hidden

    assert np.abs(h[-1] - h[-5]).max() > 1e-3


def test_words_beyond_the_receptive_field_do_not_reach_an_output(glove):
    words = "the film that we saw there was good".split()  # noqa: SIM905
    others = ("a", *words[1:])

    one, other = (read_sentence(TRAINED, glove.embed(s)).layers[-1].output for s in (words, others))

    n = TRAINED.spec.receptive_field
    assert (one[: n - 1] != other[: n - 1]).any()
    np.testing.assert_array_equal(one[n:], other[n:])


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("a wonderful film", "a terrible film"),
        ("the acting is great", "the acting is awful"),
        ("funny and moving", "boring and stupid"),
        ("a moving and beautiful story", "a dull and stupid story"),
    ],
)
def test_the_trained_network_has_learnt_what_its_task_asks(better, worse, glove):
    assert p(better, glove) > 0.5 > p(worse, glove)


def test_the_untrained_network_has_not():
    random = ConvolutionNetwork.load(cache.MODELS / "cnn-random.safetensors")

    assert float(random.card["test_accuracy"]) < 0.55 < float(TRAINED.card["test_accuracy"])


def test_one_epoch_lies_between_nothing_and_everything():
    reached = [
        float(
            ConvolutionNetwork.load(cache.MODELS / f"cnn-{stage}.safetensors").card["test_accuracy"]
        )
        for stage in ("random", "epoch1", "trained")
    ]

    assert reached == sorted(reached)
