"""The example sentences are ours, repeatable, and readable by what reads real ones."""

import pytest

import rnnviz
from rnnviz.errors import TextError
from rnnviz.text.sentences import LONGEST, MAX_SENTENCES, SHORTEST, example_sentences


def test_the_same_seed_gives_the_same_sentences_and_another_one_others() -> None:
    assert example_sentences(50, seed=3) == example_sentences(50, seed=3)
    assert example_sentences(50, seed=3) != example_sentences(50, seed=4)


def test_a_longer_list_begins_with_the_shorter_one() -> None:
    assert example_sentences(200)[:20] == example_sentences(20)


@pytest.mark.parametrize("n", [1, 200, MAX_SENTENCES])
def test_no_sentence_comes_twice(n: int) -> None:
    assert len(set(example_sentences(n))) == n


def test_they_are_cut_as_the_tokenizer_cuts_and_no_longer_than_promised() -> None:
    sentences = example_sentences(2000)
    assert all(rnnviz.tokenize(" ".join(tokens)) == tokens for tokens in sentences)
    lengths = {len(tokens) for tokens in sentences}
    assert (min(lengths), max(lengths)) == (SHORTEST, LONGEST)


def test_no_rule_of_the_grammar_is_left_standing_in_a_sentence() -> None:
    words = {word for tokens in example_sentences(MAX_SENTENCES) for word in tokens}
    assert {word for word in words if word != word.lower()} == set()


def test_every_word_has_a_glove_vector(glove: rnnviz.WordVectors) -> None:
    words = {word for tokens in example_sentences(MAX_SENTENCES) for word in tokens}
    assert {word for word in words if word not in glove} == set()


def test_among_two_hundred_there_are_plain_negated_contrasted_and_asked_ones() -> None:
    sentences = example_sentences()
    denied = [tokens for tokens in sentences if {"not", "n't", "never"} & set(tokens)]
    contrasted = [tokens for tokens in sentences if {"but", "although"} & set(tokens)]
    asked = [tokens for tokens in sentences if tokens[-1] == "?"]
    plain = set(sentences) - {*denied, *contrasted, *asked}
    assert min(map(len, (denied, contrasted, asked, plain))) >= 20
    assert len({word for tokens in sentences for word in tokens}) > 150


@pytest.mark.parametrize("n", [0, -1, MAX_SENTENCES + 1])
def test_a_number_that_is_not_made_is_refused_in_words(n: int) -> None:
    with pytest.raises(TextError, match="Expected 1 to 10,000 example sentences"):
        example_sentences(n)
