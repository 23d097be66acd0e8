"""Two words change places: windows notice nearby, states from there on, a maximum perhaps not."""

import numpy as np
import pytest

from rnnviz import Network, trace
from rnnviz.convolution.network import ConvolutionNetwork
from rnnviz.convolution.reading import read_sentence
from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.convolution.swap import convolution_effect, recurrent_effect, swapped
from rnnviz.errors import ShapeError, TextError

WORDS = tuple("we saw it was good , but we saw it was bad , but we saw wrong".split(" "))  # noqa: SIM905
WIDTH = 8


def embedded(words, rng_seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(rng_seed)
    table = {word: rng.normal(size=WIDTH) for word in dict.fromkeys(WORDS)}
    return np.stack([table[word] for word in words])


def effects(first: int, second: int, k: int, padding: str = "causal"):
    net = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (16, 16), k, padding, 1))
    cell = Network.random("rnn", WIDTH, (16, 16))
    before, after = embedded(WORDS), embedded(swapped(WORDS, first, second))
    convolution = convolution_effect(read_sentence(net, before), read_sentence(net, after))
    return convolution, recurrent_effect(trace(cell, before), trace(cell, after))


def test_two_words_change_places_and_all_others_stay():
    assert swapped(("a", "b", "c"), 0, 2) == ("c", "b", "a")


@pytest.mark.parametrize(("first", "second"), [(1, 1), (0, 3), (-1, 0)])
def test_a_pair_that_is_not_there_is_refused_by_its_numbers(first, second):
    with pytest.raises(TextError, match=f"number {first + 1} and number {second + 1}"):
        swapped(("a", "b", "c"), first, second)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_a_convolution_notices_only_in_the_windows_over_both_places(k):
    convolution, _ = effects(4, 11, k)

    window = range(1 + 2 * (k - 1))
    assert convolution.changed == tuple(sorted({p + i for p in (4, 11) for i in window}))


def test_a_state_changes_from_the_first_swapped_word_to_the_end():
    _, recurrent = effects(4, 11, 3)

    assert recurrent.changed == tuple(range(4, len(WORDS)))
    assert recurrent.n_final_changed == 16


def test_the_maximum_does_not_notice_where_the_same_windows_remain():
    convolution, recurrent = effects(4, 11, 3)  # four words around both places are the same

    assert convolution.n_final_changed == 0
    assert recurrent.n_final_changed > 0


def test_a_wider_window_sees_the_difference():
    convolution, _ = effects(4, 11, 5)

    assert convolution.n_final_changed > 0


def test_a_kernel_of_one_word_is_a_bag_of_words_under_any_swap():
    convolution, _ = effects(0, 16, 1)

    assert convolution.n_final_changed == 0
    assert convolution.changed == (0, 16)


def test_without_padding_positions_are_told_by_the_words_they_end_at():
    convolution, _ = effects(4, 11, 3, "valid")

    assert convolution.first_column == 4
    assert convolution.changed == (*range(4, 9), *range(11, 16))


def test_sentences_of_different_lengths_are_not_compared():
    net = ConvolutionNetwork.random(ConvolutionSpec(WIDTH, (4,), 3, n_classes=1))
    one, other = (read_sentence(net, embedded(WORDS[:n])) for n in (5, 6))

    with pytest.raises(ShapeError, match=r"\(5, 4\) and \(6, 4\)"):
        convolution_effect(one, other)
