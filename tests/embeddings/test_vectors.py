"""What can be asked of words and their vectors."""

import pickle
import threading
import time

import numpy as np
import pytest
from rapidfuzz.distance import OSA

from rnnviz.embeddings.vectors import WordVectors
from rnnviz.errors import ShapeError, VectorsError, WordError

WORDS = ("north", "east", "northeast", "south", "far-north")
ROWS = [[0, 1], [1, 0], [1, 1], [0, -1], [0.3, 9]]


@pytest.fixture
def compass():
    return WordVectors(WORDS, ROWS, "compass")


def test_words_rows_and_ids_belong_together(compass):
    assert len(compass) == 5
    assert [compass.index(word) for word in compass.words] == list(range(5))
    assert compass["far-north"].tolist() == compass.matrix[4].tolist() == pytest.approx([0.3, 9])
    assert "east" in compass
    assert "west" not in compass
    assert repr(compass) == "WordVectors(compass: 5 words × 2)"


def test_everything_that_is_handed_out_refuses_to_be_written_to(compass):
    arrays = (compass.matrix, compass.unit_rows, compass["east"], compass.embed(["east"]))
    assert not any(array.flags.writeable for array in (*arrays, compass.encode(["a"]).ids))
    with pytest.raises(AttributeError):
        compass.words = ()


def test_unit_rows_kept_by_older_code_are_not_used(monkeypatch, tmp_path):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path))
    assert WordVectors(["a"], [[0, 2]], "one", digest="d").unit_rows.tolist() == [[0, 1]]
    monkeypatch.setattr("rnnviz.embeddings.vectors.UNIT_ROWS_FORMAT", 99)
    assert WordVectors(["a"], [[2, 0]], "one", digest="d").unit_rows.tolist() == [[1, 0]]


def test_similarity_of_two_words_is_their_vectors_cosine(compass):
    assert compass.similarity("north", "northeast") == pytest.approx(np.sqrt(0.5))
    assert compass.similarity("north", "south") == -1.0


def test_neighbours_of_a_word_are_ranked_without_the_word_itself(compass):
    found = compass.neighbours("north", k=2)
    assert found.words == ("far-north", "northeast")
    assert found.similarities == pytest.approx((9 / np.hypot(0.3, 9), np.sqrt(0.5)))


def test_neighbours_of_a_vector_leave_no_word_out(compass):
    assert compass.neighbours(np.array([0, 5]), k=1).words == ("north",)
    assert compass.neighbours(compass["north"], k=100).words[-1] == "south"


def test_an_analogy_subtracts_adds_and_leaves_its_own_words_out(compass):
    answer = compass.analogy("east", "northeast", "far-north", k=1)
    assert answer.words == ("north",)
    assert answer.expression == "northeast − east + far-north"


def test_neighbours_refuse_a_vector_of_another_table_and_k_of_zero(compass):
    with pytest.raises(ShapeError, match=r"query of shape \(2,\), got shape \(3,\)"):
        compass.neighbours(np.ones(3))
    with pytest.raises(ShapeError, match="got k = 0"):
        compass.neighbours("north", k=0)


def test_unknown_words_are_flagged_and_read_as_the_zero_vector(compass):
    encoded = compass.encode(["east", "zzz", "north"])
    assert encoded.tokens == ("east", "zzz", "north")
    assert encoded.ids.tolist() == [1, -1, 0]
    assert encoded.is_unknown == (False, True, False)
    assert compass.embed(encoded.tokens).tolist() == [[1, 0], [0, 0], [0, 1]]


def test_embeddings_are_float32_with_one_row_per_token(compass):
    assert compass.embed(()).shape == (0, 2)
    assert compass.embed(["east"] * 3).dtype == np.float32


@pytest.mark.parametrize("ask", ["index", "neighbours", "__getitem__"])
def test_an_unknown_word_is_refused_with_its_nearest_spellings(ask, compass):
    expected = "“norht” is not among the 5 words of compass. Spelt alike: north."
    with pytest.raises(WordError) as refusal:
        getattr(compass, ask)("norht")
    assert str(refusal.value) == expected


def test_a_word_like_no_other_gets_advice_without_spellings(compass):
    with pytest.raises(WordError, match=r"“😀” is not among .* Try another word\."):
        compass.index("😀")


def test_a_word_of_ten_thousand_letters_is_refused_shortly_and_soon(glove):
    start = time.perf_counter()
    with pytest.raises(WordError, match=r"“a{40}…” is not among the 400,000 words"):
        glove.index("a" * 10_000)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("kingg", "king"),
        ("Moviee", "movie"),
        ("wonderfull", "wonderful"),
        ("crocodyle", "crocodile"),
        ("FRANCE", "france"),
    ],
)
def test_the_nearest_spelling_of_a_misspelt_word_is_the_frequent_one(word, first, glove):
    assert glove.spellings(word, k=3)[0] == first


def test_spellings_are_those_with_the_smallest_edit_distance(glove):
    some = WordVectors(glove.words[:5000], np.zeros((5000, 1)), "frequent")
    near = sorted(some.words, key=lambda word: OSA.distance("goverment", word))
    distances = [OSA.distance("goverment", word) for word in some.spellings("goverment", k=4)]
    assert distances == [OSA.distance("goverment", word) for word in near[: len(distances)]]
    assert max(distances) <= 3


@pytest.mark.parametrize(
    ("words", "matrix"),
    [
        (["a", "b"], np.ones((3, 2))),
        (["a", "b"], np.ones(2)),
        (["a", "a"], np.ones((2, 2))),
    ],
)
def test_words_and_rows_that_do_not_match_are_refused_with_their_counts(words, matrix):
    with pytest.raises(VectorsError, match=r"one row for each of 2 words, all different; got"):
        WordVectors(words, matrix, "broken")


def test_unit_rows_are_made_once_though_many_threads_ask_at_once(monkeypatch):
    made = []

    def slowly(matrix):
        made.append(time.sleep(0.05))
        return matrix.copy()

    monkeypatch.setattr("rnnviz.embeddings.vectors.to_unit_rows", slowly)
    vectors = WordVectors(WORDS, ROWS, "compass")
    threads = [threading.Thread(target=lambda: vectors.unit_rows) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(made) == 1


def test_vectors_are_keys_by_identity_and_answers_are_plain_values(compass):
    assert {compass: 1}[compass] == 1
    assert compass != WordVectors(WORDS, ROWS, "compass")
    assert len({compass.encode(["east"]), compass.encode(["east"])}) == 2
    found = compass.neighbours("north")
    assert pickle.loads(pickle.dumps(found)) == found
