"""Lists of words: where they lie, which column they are, and what is wrong with them."""

import pytest

from rnnviz.embeddings import word_list
from rnnviz.embeddings.word_list import beside, check_words, read_words, words_from_json
from rnnviz.errors import VectorsError


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="words.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


@pytest.mark.parametrize(
    ("matrix", "there", "expected"),
    [
        ("a.npy", ["a.txt", "words.txt"], "a.txt"),
        ("a.npy", ["b.txt", "words.txt"], "words.txt"),
        ("a.safetensors", ["a.txt"], "a.txt"),
        ("vectors.tsv", ["metadata.tsv", "words.txt"], "metadata.tsv"),
        ("x_vectors.tsv", ["x_metadata.tsv", "metadata.tsv"], "x_metadata.tsv"),
        ("x_tensor.TSV", ["metadata.tsv"], "metadata.tsv"),
    ],
)
def test_the_list_is_found_beside_the_matrix_by_its_name(matrix, there, expected, write):
    for name in there:
        write("a", name)

    assert beside(write("", matrix)).name == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a\nb\n", ["a", "b"]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("\ufeffa\nb\n", ["a", "b"]),
        ("a b\nc\u2028d\nnan\n", ["a b", "c\u2028d", "nan"]),
        ("a\tb\nc\n", ["a\tb", "c"]),
        ("e\rf\ng\n", ["e\rf", "g"]),
    ],
)
def test_a_word_is_a_line_whatever_it_holds(content, words, write):
    assert read_words(write(content), is_metadata=False) == words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a\nb\n", ["a", "b"]),
        ("word\nb\n", ["word", "b"]),
        ("Word\tCount\na\t3\nb\t4\n", ["a", "b"]),
        ("Count\tLabel\n3\ta\n4\tb\n", ["a", "b"]),
        ("x\ty\n3\ta\n4\tb\n", ["3", "4"]),
    ],
)
def test_metadata_has_a_heading_only_if_it_has_columns(content, words, write):
    assert read_words(write(content), is_metadata=True) == words


def test_a_list_that_is_too_long_is_refused_unread(write, monkeypatch):
    monkeypatch.setattr(word_list, "MAX_LIST", 3)

    with pytest.raises(VectorsError, match=r"words\.txt is larger than 3 bytes"):
        read_words(write("a\nb\n"), is_metadata=False)


def test_words_in_json_are_a_list_of_strings():
    assert words_from_json('["a", "\\u4e2d", "\\""]', "v") == ["a", "中", '"']
    for wrong in ("", "{}", "[1]", '"a"', "[" * 100_000, '["a"'):
        with pytest.raises(
            VectorsError, match="Expected a JSON list of words in the metadata of v"
        ):
            words_from_json(wrong, "v")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["a", "b", "a"], "Word 7 of v repeats the word “a”, which has a vector on word 5"),
        (["a", ""], "Word 6 of v is empty where a word was expected"),
        (["a\nb"], "Word 5 of v holds a line’s end within the word “a⏎b”"),
        (["b" * 99] * 2, f"repeats the word “{'b' * 30}…”"),
    ],
)
def test_the_first_faulty_word_is_named_with_its_place(words, sentence):
    with pytest.raises(VectorsError, match=sentence):
        check_words(words, "v", "Word", 5)


def test_words_that_differ_in_anything_are_different():
    check_words(["a", "A", "a ", " a", "á", "a\u0301"], "v", "Line", 1)
