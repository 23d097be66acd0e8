"""A word's place is its id; words outside are told apart or share one; characters are counted."""

import pytest

from rnnviz.errors import TextError
from rnnviz.text.vocabulary import UNKNOWN, Vocabulary, frequent_characters


def test_ids_count_from_0_in_the_order_given_and_copies_are_left_out():
    words = Vocabulary(["the", "movie", "was", "the", "best"])

    assert words.words == ("the", "movie", "was", "best")
    assert words.ids(["best", "the"]) == (3, 0)
    assert len(words) == 4


def test_a_word_outside_has_no_id_unless_there_is_a_row_for_all_unknown_ones():
    plain, shared = Vocabulary(["a", "b"]), Vocabulary(["a", "b"], has_unknown=True)

    assert plain.ids(["c", "a", "d"]) == (-1, 0, -1)
    assert shared.ids(["c", "a", "d"]) == (2, 0, 2)
    assert len(shared) == 3


def test_the_unknown_words_row_comes_last_even_if_the_text_spells_it():
    words = Vocabulary([UNKNOWN, "a"], has_unknown=True)

    assert words.words == ("a", UNKNOWN)


def test_a_shared_row_is_not_a_words_own():
    words = Vocabulary(["a"], has_unknown=True)

    assert "a" in words
    assert "b" not in words


def test_an_empty_vocabulary_is_refused():
    with pytest.raises(TextError, match="at least one word, got none"):
        Vocabulary([])


def test_a_characters_frequency_is_the_sum_over_the_words_that_hold_it():
    frequencies = {"中国": 0.5, "中": 0.2, "人人": 0.3, "abc": 9.0, "国x": 0.15}

    # 中 0.7, 国 0.65, 人 stands twice in its word: 0.6
    assert frequent_characters(frequencies, 10) == ("中", "国", "人")
    assert frequent_characters(frequencies, 1) == ("中",)


def test_equally_frequent_characters_come_in_the_order_of_their_code_points():
    assert frequent_characters({"丁一": 0.1}, 2) == ("一", "丁")


def test_letters_marks_and_kana_are_no_chinese_characters():
    assert frequent_characters({"aé、。ひカ한": 1.0}, 5) == ()
