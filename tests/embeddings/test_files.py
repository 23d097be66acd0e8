"""Word-vector files: exact words and rows, clear errors, and a cache that is never trusted."""

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import VectorsError

ODD_WORDS = (
    '"', "''", "nan", "NaN", "null", "n/a", "NA", "None", "#", "1e5", "-", "a\u00a0b", "c\u0085d",
    "e\u2028f", "g\rh", "\u3000", "\ufffd", "x,y", "t\tab", "İ", "0", "True", "\\", "'",
)  # fmt: skip


def _slow_exact_reader(path):
    lines = path.read_bytes().decode().removesuffix("\n").split("\n")
    pieces = [line.split(" ") for line in lines]
    rows = [[np.float32(number) for number in numbers] for _, *numbers in pieces]
    return [word for word, *_ in pieces], np.array(rows, dtype=np.float32)


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="vectors.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


def test_words_and_rows_equal_those_of_a_slow_exact_reader(write, rng):
    words = [*ODD_WORDS, *(f"word{i}" for i in range(3000))]
    rows = rng.normal(size=(len(words), 7))
    path = write("".join(f"{w} {' '.join(f'{x:.5g}' for x in r)}\n" for w, r in zip(words, rows)))  # noqa: B905
    expected_words, expected_rows = _slow_exact_reader(path)
    vectors = rnnviz.read_vectors(path)
    assert list(vectors.words) == expected_words == words
    assert np.array_equal(vectors.matrix, expected_rows)


@pytest.mark.parametrize("content", ["a 1 2\r\nb 3 4\r\n", "a 1 2\nb 3 4", "\ufeffa 1 2\nb 3 4\n"])
def test_windows_line_ends_a_missing_last_one_and_a_byte_mark_are_understood(content, write):
    vectors = rnnviz.read_vectors(write(content))
    assert vectors.words == ("a", "b")
    assert vectors.matrix.tolist() == [[1, 2], [3, 4]]


def test_a_glove_file_gives_back_glove_itself(glove, write):
    lines = [
        f"{word} {' '.join(f'{x:.6g}' for x in row)}"
        for word, row in zip(glove.words[:20_000], glove.matrix[:20_000].tolist(), strict=True)
    ]
    vectors = rnnviz.read_vectors(write("\n".join(lines) + "\n"))
    assert vectors.words == glove.words[:20_000]
    assert np.array_equal(vectors.matrix, glove.matrix[:20_000])
    assert vectors.neighbours("king", k=3).words[0] == "prince"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "a word and its numbers in vectors.txt, got an empty file"),
        (b"PK\x03\x04\x00\x00garbage", "Expected text in vectors.txt, got binary data"),
        ("a 1 2\nb 3\n", "Line 2 of vectors.txt has 1 numbers after its word, but line 1 has 2"),
        ("a 1 2\nb 3 4 5\n", "Line 2 of vectors.txt has 3 numbers"),
        ("a 1 2\nb 3 4\nc 5 ", "Line 3 of vectors.txt has “” where a number was expected"),
        ("a 1 2\n\nb 3 4\n", "Line 2 of vectors.txt has no numbers after “”"),
        ("just\nwords\n", "Line 1 of vectors.txt has no numbers after “just”"),
        ("a 1 2\nb 3 x\n", "Line 2 of vectors.txt has “x” where a number was expected"),
        ("a 1 2\nb nan 4\n", "Line 2 of vectors.txt has “nan”, which is not a finite number"),
        ("a 1 2\nb 3 -inf\n", "Line 2 of vectors.txt has “-inf”, which is not a finite"),
        ("a 1 1e50\n", "Line 1 of vectors.txt has “1e50”, which is not a finite number"),
        ("a 1 2\nb 3 4\na 5 6\n", "Line 3 .* repeats the word “a”, which has a vector on line 1"),
        ("a 1 2\nb 1_0 4\n", "Line 2 of vectors.txt has “1_0” where a number was expected"),
        ("é 1 2\n".encode("latin-1"), "Line 1 of vectors.txt is not UTF-8 text"),
        (f"a {'9' * 50}x\n", "has “9{30}…” where a number"),
    ],
)
def test_a_faulty_file_is_refused_with_its_first_faulty_line(content, sentence, write):
    with pytest.raises(VectorsError, match=sentence):
        rnnviz.read_vectors(write(content))


@pytest.mark.parametrize(("name", "reason"), [("nowhere.txt", "No such file"), ("", "directory")])
def test_a_path_that_is_no_file_is_refused_with_the_systems_reason(name, reason, tmp_path):
    with pytest.raises(VectorsError, match=rf"a file of word vectors at .*: .*{reason}"):
        rnnviz.read_vectors(tmp_path / name)


def test_a_file_is_parsed_once_and_then_mapped_even_under_another_name(write, monkeypatch):
    content = "once 1 2\nonly 3 4\n"
    rnnviz.read_vectors(write(content))
    monkeypatch.setattr("rnnviz.embeddings.files.read_glove_text", None)
    again = rnnviz.read_vectors(write(content, name="copy.txt"))
    assert again.words == ("once", "only")
    assert isinstance(again.matrix, np.memmap)


def test_a_changed_file_is_parsed_again_though_its_name_and_size_stay(write):
    assert rnnviz.read_vectors(write("old 1 2\n")).words == ("old",)
    assert rnnviz.read_vectors(write("new 1 3\n")).words == ("new",)


def test_arrays_kept_by_an_older_parser_are_not_used(write, monkeypatch):
    path = write("old 1 2\n")
    rnnviz.read_vectors(path)
    monkeypatch.setattr("rnnviz.embeddings.files.FORMAT", 99)
    monkeypatch.setattr(
        "rnnviz.embeddings.files.read_glove_text", lambda _: (["new"], np.ones((1, 2), np.float32))
    )
    assert rnnviz.read_vectors(path).words == ("new",)
