"""A stack of convolutions is described or refused, and knows how far it sees."""

import pytest

from rnnviz.convolution.spec import ConvolutionSpec
from rnnviz.errors import ShapeError, SpecError


@pytest.mark.parametrize(
    ("n_layers", "k", "words"), [(1, 3, 3), (2, 3, 5), (4, 3, 9), (3, 1, 1), (2, 5, 9)]
)
def test_each_layer_widens_the_receptive_field_by_k_minus_1(n_layers, k, words):
    assert ConvolutionSpec(2, (4,) * n_layers, k).receptive_field == words


@pytest.mark.parametrize(
    ("padding", "k", "added"),
    [("valid", 3, (0, 0)), ("causal", 3, (2, 0)), ("same", 3, (1, 1)), ("same", 4, (1, 2))],
)
def test_zeros_are_added_where_the_paddings_name_says(padding, k, added):
    assert ConvolutionSpec(2, (4,), k, padding).added == added


def test_without_padding_an_output_stands_at_its_windows_last_word():
    spec = ConvolutionSpec(2, (4, 4), 3, "valid")

    assert [spec.first_column(layer) for layer in (0, 1)] == [2, 4]
    assert ConvolutionSpec(2, (4, 4), 3, "same").first_column(1) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"padding": "full"}, "padding must be one of causal, same, valid, not 'full'"),
        ({"dtype": "int8"}, "float32 or float64, not 'int8'"),
        ({"kernel_size": 0}, "kernel_size=0"),
        ({"filters": ()}, r"at least one layer.*filters=\(\)"),
        ({"filters": (4, -1)}, r"filters=\(4, -1\)"),
        ({"input_size": 2.0}, "input_size=2.0"),
        ({"n_classes": -1}, "n_classes must be 0"),
    ],
)
def test_what_cannot_be_built_is_refused_with_what_came(given, said):
    with pytest.raises(SpecError, match=said):
        ConvolutionSpec(**{"input_size": 2, "filters": (4,), "kernel_size": 3, **given})


def test_a_sentence_shorter_than_the_window_is_refused_only_without_padding():
    with pytest.raises(
        ShapeError,
        match=r"window of 5 words .kernels of 3, layers: 2. fits no sentence of 4: write",
    ):
        ConvolutionSpec(2, (4, 4), 3, "valid").check_length(4)

    ConvolutionSpec(2, (4, 4), 3, "valid").check_length(5)
    ConvolutionSpec(2, (4, 4), 9, "same").check_length(1)
