"""Analogies with the words asked, and odd words, as gensim answers them."""

import numpy as np
import pytest
from gensim.models import KeyedVectors

from rnnviz.errors import ShapeError, WordError


def test_an_analogy_may_keep_the_words_asked_and_then_often_answers_with_one(glove):
    usual = glove.analogy("man", "king", "woman", k=5)
    anyhow = glove.analogy("man", "king", "woman", k=6, exclude=False)

    assert usual.words[0] == "queen"
    assert anyhow.words == ("king", *usual.words)
    assert anyhow.similarities[1:] == pytest.approx(usual.similarities)


@pytest.mark.parametrize(
    "words",
    [("breakfast", "cereal", "dinner", "lunch"), ("good", "bad", "piano"), ["king"] * 2 + ["ball"]],
)
def test_the_odd_one_out_is_gensims(glove, words):
    known = sorted(set(words))
    peer = KeyedVectors(50)
    peer.add_vectors(known, np.array(glove.embed(known)))

    assert glove.odd_one_out(words) == peer.doesnt_match(words)


def test_an_unknown_word_is_named_and_two_words_are_too_few(glove):
    with pytest.raises(WordError, match="“frannce”"):
        glove.odd_one_out(("frannce", "italy", "spain"))
    with pytest.raises(ShapeError, match="at least three words, got 2"):
        glove.odd_one_out(("france", "italy"))
