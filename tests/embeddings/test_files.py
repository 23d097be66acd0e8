"""Word-vector files: exact words and rows, clear errors, and a cache that is never trusted."""

import tracemalloc

import numpy as np
import pytest

import rnnviz
from rnnviz.embeddings.cache import content_digest
from rnnviz.embeddings.files import open_kept, title
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
        (b"a 1 2\nb\x00\x07 3", "Expected text in vectors.txt, got binary data"),
        (" 1 2\n", "Line 1 of vectors.txt has no word before its numbers"),
        ("2 2\na 1 2\nb 3\n", "Line 3 of vectors.txt has 1 numbers .* but the header says 2"),
        ("3 2\na 1 2\nb 3 4\n", "Line 1 of vectors.txt promises 3 words, but 2 follow: .* cut off"),
        ("1 2\na 1 2\nb 3 4\n", "Line 1 of vectors.txt promises 1 words, but 2 follow"),
        ("1000000000000 2\na 1 2\n", "promises 1,000,000,000,000 words, but 1 follow"),
        ("5 2000000\na 1 2\n", "Line 1 .* has vectors of 2,000,000 numbers: expected 1 to 16,384"),
        ("a" + " 1" * 20_000, "Line 1 of vectors.txt has vectors of 20,000 numbers"),
        (b"a 1\n" + b"b" * 4_000_000, "A line of vectors.txt is longer than 1,048,576 bytes"),
        ("a 1 2\n".encode("utf-16"), "Line 1 of vectors.txt is UTF-16"),
        (b"\x80\x04\x95evil", "vectors.txt is a pickle, which can run any code .* never is"),
        (b"\x7fELF\x02\x01\x01\x00", "Expected text in vectors.txt, got binary data"),
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
    monkeypatch.setattr("rnnviz.embeddings.files.reading", None)
    again = rnnviz.read_vectors(write(content, name="copy.txt"))
    assert again.words == ("once", "only")
    assert isinstance(again.matrix, np.memmap)


def test_a_changed_file_is_parsed_again_though_its_name_and_size_stay(write):
    assert rnnviz.read_vectors(write("old 1 2\n")).words == ("old",)
    assert rnnviz.read_vectors(write("new 1 3\n")).words == ("new",)


def test_arrays_kept_by_an_older_parser_are_not_used(write, monkeypatch):
    path = write("older 1 2\n")
    rnnviz.read_vectors(path)
    seen = []
    monkeypatch.setattr("rnnviz.embeddings.files.FORMAT", 99)
    rnnviz.read_vectors(path, progress=seen.append)
    assert len(seen) > len(_shares_of_a_kept_file(path))


def _shares_of_a_kept_file(path):
    seen = []
    rnnviz.read_vectors(path, progress=seen.append)
    return seen


def test_what_was_read_is_found_again_by_the_first_digits_of_its_digest(write):
    path = write("mine 1 2\n", name="My best.100d.txt")
    rnnviz.read_vectors(path, shelf="brought/")
    key = content_digest(path)[:16]
    again = open_kept(key, "brought/")
    assert (again.words, again.name) == (("mine",), "My best.100d")
    for wrong in (key[:-1], key.upper() + "x", "0" * 16, "../" + key[:13], "*" * 16, ""):
        with pytest.raises(VectorsError, match="No word vectors are kept under"):
            open_kept(wrong, "brought/")
    with pytest.raises(VectorsError, match="upload them again"):
        open_kept(key)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.vec", "a", "a.bin.zip"])
def test_vectors_are_called_after_their_file_without_its_endings(name):
    assert title(name) == "a"


def test_progress_rises_from_nothing_to_all(write):
    seen = []
    content = "".join(f"w{i} {i} {i}\n" for i in range(300_000))
    rnnviz.read_vectors(write(content), progress=seen.append)
    assert seen[0] == 0
    assert seen[-1] == 1
    assert seen == sorted(seen)
    assert len(seen) > 5


@pytest.mark.parametrize("n_calls", [1, 3, 6])
def test_reading_can_be_ended_and_leaves_nothing_behind(n_calls, write, tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    path = write("".join(f"w{i} {i} {i}\n" for i in range(200_000)))
    left = iter(range(n_calls))

    def stop(_share):
        if next(left, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rnnviz.read_vectors(path, progress=stop)
    assert list(tmp_path.glob("kept/**/*.*")) == []
    assert len(rnnviz.read_vectors(path)) == 200_000


def test_a_faulty_file_leaves_nothing_in_the_cache(write, tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    for content in ("a 1\nb x\n", "a 1\nb 1\na 2\n", "3 1\na 1\n"):
        with pytest.raises(VectorsError):
            rnnviz.read_vectors(write(content))
    assert list(tmp_path.glob("kept/*")) == []


def test_a_file_that_changes_while_it_is_read_is_not_kept(write, tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    path = write("".join(f"w{i} {i}\n" for i in range(300_000)))

    def change(share):
        if share > 0.2:
            path.write_text("w 1\n")

    with pytest.raises(VectorsError):
        rnnviz.read_vectors(path, progress=change)
    assert list(tmp_path.glob("kept/*")) == []


def test_a_cache_that_cannot_be_written_keeps_nobody_from_reading(write, tmp_path, monkeypatch):
    (tmp_path / "kept").write_text("a file where the folder should be")
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    content = "".join(f"w{i} {i} {-i}\n" for i in range(200_000))
    vectors = rnnviz.read_vectors(write(content))
    assert vectors["w123456"].tolist() == [123456, -123456]


def test_memory_beside_the_result_stays_small(write):
    import pyarrow as pa

    content = "".join(f"w{i} {' '.join(['0.12345'] * 50)}\n" for i in range(60_000))
    path = write(content)
    del content
    usual = pa.default_memory_pool()
    arrow = pa.proxy_memory_pool(usual)
    pa.set_memory_pool(arrow)
    tracemalloc.start()
    vectors = rnnviz.read_vectors(path)
    words, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    pa.set_memory_pool(usual)
    assert path.stat().st_size > 24e6
    assert peak - words < 16e6
    assert arrow.max_memory() < 64e6
    assert isinstance(vectors.matrix, np.memmap)
