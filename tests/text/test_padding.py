"""Padding agrees with torch's pad_sequence and Keras' pad_sequences, cut or not."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pad_sequence

from rnnviz.errors import TextError
from rnnviz.text.padding import MAX_LENGTH, PAD, SIDES, padded

LINES = [
    ("the", "movie", "was", "not", "good"),
    ("not", "bad"),
    ("wonderful",),
    ("the", "the", "end"),
]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("length", [0, 1, 2, 3, 5, 9])
def test_ids_are_those_of_keras_pad_sequences(side, length):
    batch = padded(LINES, length, side)

    where = "post" if side == "after" else "pre"
    expected = keras.utils.pad_sequences(
        batch.numbered, maxlen=length or None, padding=where, truncating=where
    )
    np.testing.assert_array_equal(batch.ids, expected)


@pytest.mark.parametrize("side", SIDES)
def test_ids_of_the_longest_length_are_those_of_torch(side):
    batch = padded(LINES, 0, side)

    expected = pad_sequence(
        [torch.tensor(line) for line in batch.numbered],
        batch_first=True,
        padding_side="right" if side == "after" else "left",
    )
    np.testing.assert_array_equal(batch.ids, expected.numpy())


def test_the_mask_is_true_exactly_where_keras_would_not_skip():
    batch = padded(LINES)

    layer = keras.layers.Embedding(len(batch.vocabulary), 3, mask_zero=True)

    np.testing.assert_array_equal(batch.mask, layer.compute_mask(batch.ids).numpy())


def test_words_are_numbered_from_1_in_the_order_they_appear():
    batch = padded(LINES)

    assert batch.vocabulary[:3] == (PAD, "the", "movie")
    assert batch.ids[3].tolist() == [1, 1, batch.vocabulary.index("end"), 0, 0]


@pytest.mark.parametrize(
    ("side", "kept"), [("after", ("the", "movie")), ("before", ("not", "good"))]
)
def test_what_does_not_fit_is_cut_at_the_padded_side_and_counted(side, kept):
    batch = padded(LINES, 2, side)

    assert batch.tokens[0] == kept
    assert batch.n_cut == (3, 0, 0, 1)
    assert batch.lengths == (2, 2, 1, 2)


def test_tokens_and_ids_and_mask_name_the_same_places():
    batch = padded(LINES, 4, "before")

    for row, ids, mask in zip(batch.tokens, batch.ids, batch.mask, strict=True):
        assert [batch.vocabulary[i] for i in ids] == list(row)
        assert [token != PAD for token in row] == mask.tolist()


def test_a_word_spelt_like_the_padding_is_no_word_of_its_own():
    batch = padded([(PAD, "x"), ("x",)])

    assert batch.vocabulary == (PAD, "x")
    assert batch.ids.tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("lines", [[], [()], [("a",), ()]])
def test_an_empty_line_is_refused_since_it_would_be_padding_alone(lines):
    with pytest.raises(TextError, match="at least one word in every line"):
        padded(lines)


@pytest.mark.parametrize("length", [-1, MAX_LENGTH + 1])
def test_a_length_beyond_the_limit_is_refused_with_the_limit(length):
    with pytest.raises(TextError, match=f"1 to {MAX_LENGTH} timesteps, or 0"):
        padded(LINES, length)
