"""Files that are damaged, hostile or something else: one sentence, nothing kept, nothing run."""

import gzip
import io
import json
import pickle
import struct
import zipfile

import numpy as np
import pytest
from safetensors.numpy import save, save_file

import rnnviz
from rnnviz.embeddings import blocks, source
from rnnviz.errors import VectorsError


class Hostile:
    """Fails the test when it is unpickled."""

    def __reduce__(self):
        return pytest.fail, ("a pickle was opened",)


def npy(array, **options):
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def row(word, *numbers):
    return word + b" " + struct.pack(f"<{len(numbers)}f", *numbers)


HUGE_NPY = npy(np.zeros((2, 2), np.float32)).replace(b"(2, 2), ", b"(2000000000000, 2), ")[:-11]
WIDE_NPY = npy(np.zeros((1, 20_000), np.float32))


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def refusal(tmp_path, kept):
    """The sentence with which some files are refused; nothing of them may stay."""

    def of(name, content, **others):
        (tmp_path / name).write_bytes(content)
        for other, text in others.items():
            (tmp_path / other.replace("_", ".")).write_bytes(text)
        with pytest.raises(VectorsError) as refused:
            rnnviz.read_vectors(tmp_path / name)
        assert list(kept.glob("**/*.*")) == []
        assert "\n" not in str(refused.value)
        return str(refused.value)

    return of


@pytest.mark.parametrize("protocol", [0, 2, 3, 4, 5])
def test_a_pickle_is_refused_and_never_opened(protocol, refusal):
    content = pickle.dumps({"words": [Hostile()]}, protocol=protocol)
    assert "is a pickle, which can run any code" in refusal("v.bin", content)


def test_the_one_pickle_without_a_mark_is_not_opened_either(refusal):
    content = pickle.dumps({"words": [Hostile()]}, protocol=1)
    assert "Expected text in v.bin, got binary data" in refusal("v.bin", content)


def test_a_pickle_inside_a_numpy_file_or_an_archive_is_never_opened(refusal):
    hidden = npy(np.array([Hostile()], dtype=object), allow_pickle=True)
    assert "holds Python objects, that is a pickle" in refusal("v.npy", hidden, words_txt=b"a")
    archive = zipped(**{"archive/data.pkl": pickle.dumps(Hostile()), "archive/data/0": b"x"})
    assert "holds a pickle" in refusal("model.pt", archive)
    packed = gzip.compress(pickle.dumps(Hostile()))
    assert "is a pickle" in refusal("v.txt.gz", packed)


def test_a_bomb_is_refused_while_it_unpacks(refusal, monkeypatch):
    monkeypatch.setattr(source, "ALWAYS_ALLOWED", 1 << 20)
    line = b"a" + b" 0" * 1000 + b"\n"
    bomb = line * 5000
    for name, content in (("v.gz", gzip.compress(bomb)), ("v.zip", zipped(v=bomb))):
        assert "unpacks to more than 1,048,576 bytes, 30 times its size" in refusal(name, content)


def test_an_archive_must_hold_one_file_and_a_short_table_of_contents(refusal):
    assert "got 2 (a.txt, b.txt): unpack it" in refusal(
        "v.zip", zipped(**{"a.txt": "", "b.txt": ""})
    )
    assert "got 0 (none)" in refusal("v.zip", zipped())
    many = zipped(**{f"{i:0200}": "" for i in range(5000)})
    assert "one file of word vectors in v.zip, got many" in refusal("v.zip", many)


def test_archives_that_are_cut_off_or_locked_say_so(refusal):
    content = "".join(f"w{i} {i}\n" for i in range(9999)).encode()
    packed = gzip.compress(content)
    assert "cut off after" in refusal("v.gz", packed[:-2000])
    assert "is damaged or cut off" in refusal("v.gz", packed[:400] + b"\xff" * 99 + packed[500:])
    archive = zipped(v=content)
    assert "cannot be unpacked: it is cut off" in refusal("v.zip", archive[:-900])
    middle = len(archive) // 2
    spoilt = archive[:middle] + b"\xff" * 9 + archive[middle + 9 :]
    assert "v.zip cannot be unpacked" in refusal("v.zip", spoilt)
    rare = bytearray(archive)
    rare[archive.rindex(b"PK\1\2") + 10] = zipfile.ZIP_LZMA
    assert "packed in a way that is not read here" in refusal("v.zip", bytes(rare))
    locked = bytearray(archive)
    locked[archive.rindex(b"PK\1\2") + 8] |= 1
    assert "v.zip is locked with a password" in refusal("v.zip", bytes(locked))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"2 2\n" + row(b"a", 1, 2), "promises 2 words of 2 numbers, at least 18 bytes"),
        (b"2 2\n" + row(b"a", 1, 2) + row(b"bbbbbbbbbbb", 1, 2)[:-3], "ends after 1 at byte 14"),
        (b"1 2\n" + row(b"a", 1, 2) + row(b"b", 3, 4), "more follows after byte 14"),
        (b"2 2\n" + row(b"a", 1, 2) + row(b"a", 3, 4), "Word 2 of v.bin repeats the word “a”"),
        (b"1 2\n" + row(b"a", np.nan, 2), "Row 1 of v.bin holds NaN or infinity"),
        (b"1 2\n" + row(b"", 1e9, -2.5), "Word 1 of v.bin is empty"),
        (b"1 2\n" + row(b"a\nb", 1e9, -2.5), "holds a line’s end within the word “a⏎b”"),
        (b"1 2\n" + row(b"\xff\xfe", 1e9, -2.5), "stands a word that is not UTF-8 text"),
        (b"9 1\n" + row(b"a", -2.5) + b"\xff" * 9000, "has no word within 4,096 bytes"),
        (b"1000000000000 300\n" + row(b"a", *[-2.5] * 300), "promises 1,000,000,000,000 words"),
        (b"1 2000000\n" + row(b"a", *[-2.5] * 99), "has vectors of 2,000,000 numbers"),
    ],
)
def test_a_faulty_binary_file_is_refused_with_its_byte_or_word(content, sentence, tmp_path, kept):
    (tmp_path / "v.bin").write_bytes(content)
    with pytest.raises(VectorsError, match=sentence.replace("(", r"\(")):
        rnnviz.read_vectors(tmp_path / "v.bin")
    assert list(kept.glob("**/*.*")) == []


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        (npy(np.zeros((2, 2)))[:-3], b"a\nb", "v.npy is not a whole .npy file"),
        (HUGE_NPY, b"a\nb", "v.npy is not a whole .npy file"),
        (b"\x93NUMPY\x01\x00\xff\xff{garbage", b"a\nb", "v.npy is not a whole .npy file"),
        (b"\x93NUMPY\x01\x00\x09\x00{'descr':", b"a\nb", "v.npy is not a whole .npy file"),
        (b"\x93NUMPY\x01\x00\x04\x00(((\n", b"a\nb", "v.npy is not a whole .npy file"),
        (npy(np.zeros((2, 2))), b"a\nb\nc", "has 2 rows, but its word list has 3 words"),
        (npy(np.zeros(4)), b"a\nb", "got shape (4,) of float64"),
        (npy(np.array([["a", "b"]])), b"a", "got shape (1, 2) of <U1"),
        (WIDE_NPY, b"a", "has vectors of 20,000 numbers"),
        (npy(np.array([[1.0], [np.inf]])), b"a\nb", "Row 2 of v.npy holds NaN or infinity"),
        (npy(np.array([[1e300]])), b"a", "Row 1 of v.npy holds NaN or infinity"),
        (npy(np.zeros((2, 2))), b"a\na\n", "Line 2 of words.txt repeats the word “a”"),
        (npy(np.zeros((2, 2))), b"a\n\n", "Line 2 of words.txt is empty where a word"),
        (npy(np.zeros((2, 2))), b"a\n\xff\n", "Line 2 of words.txt is not UTF-8"),
        (npy(np.zeros((2, 2))), b"a\n\0\n", "one word a line in words.txt, got binary data"),
    ],
)
def test_a_faulty_matrix_or_word_list_is_refused(content, words, sentence, refusal):
    assert sentence in refusal("v.npy", content, words_txt=words)


@pytest.mark.parametrize(
    ("numbers", "words", "sentence"),
    [
        (b"1\t2\n3\t4\n", b"a\n", "vectors.tsv has more rows, but metadata.tsv has 1 words"),
        (b"1\t2\n3\t4\n", b"a\nb\nc\n", "vectors.tsv has 2 rows, but metadata.tsv has 3 words"),
        (b"1\t2\n3\n", b"a\nb\n", "Line 2 of vectors.tsv has 1 numbers, but line 1 has 2"),
        (b"1\t2\n3\tx\n", b"a\nb\n", "Line 2 of vectors.tsv has “x” where a number"),
        (b"1\t2\n3\t4\n", b"w\tn\na\t1\nb\n", "Line 3 of metadata.tsv has 1 columns, but line 1"),
    ],
)
def test_a_faulty_pair_is_refused(numbers, words, sentence, refusal):
    assert sentence in refusal("vectors.tsv", numbers, metadata_tsv=words)


def test_a_matrix_without_words_says_where_they_are_looked_for(refusal):
    sentence = refusal("mine.npy", npy(np.zeros((2, 2))))
    assert "the words of mine.npy beside it, one a line, in mine.txt or words.txt" in sentence
    assert "one a line, in metadata.tsv:" in refusal("vectors.tsv", b"1\t2\n")
    assert "that is packed: unpack it first" in refusal(
        "v.gz", gzip.compress(npy(np.zeros(2))), words_txt=b"a"
    )


def test_a_list_for_a_file_that_needs_none_is_refused(tmp_path):
    (tmp_path / "v.txt").write_text("a 1\n")
    with pytest.raises(VectorsError, match=r"v\.txt has words in it: give that file alone"):
        rnnviz.read_vectors(tmp_path / "v.txt", words=tmp_path / "v.txt")


def test_faulty_safetensors_are_refused(refusal, tmp_path):
    table = np.zeros((2, 2), np.float32)
    metadata = {"words": json.dumps(["a", "b"])}
    whole = save({"a": table}, metadata)
    assert "is a damaged safetensors file" in refusal("v.safetensors", whole[:-1])
    two = save({"a": table, "b": table}, metadata)
    assert "one 2-D tensor in v.safetensors, got 2 among 2" in refusal("v.safetensors", two)
    whole_numbers = save({"a": table.astype(np.int64)}, metadata)
    assert "got shape (2, 2) of I64" in refusal("v.safetensors", whole_numbers)
    for words in ('["a", 1]', "{}", "[" * 9999):
        content = save({"a": table}, {"words": words})
        assert "a JSON list of words in the metadata" in refusal("v.safetensors", content)
    save_file({"a": table}, tmp_path / "t.safetensors", {"words": '["a", "a\\nb"]'})
    with pytest.raises(VectorsError, match=r"Word 2 of t\.safetensors holds a line’s end"):
        rnnviz.read_vectors(tmp_path / "t.safetensors")


def test_more_words_than_fit_into_memory_are_refused(refusal, monkeypatch):
    monkeypatch.setattr(blocks, "MAX_WORDS", 2)
    assert "v.txt has more than 2 words" in refusal("v.txt", b"a 1\nb 1\nc 1\n")
    three = npy(np.zeros((3, 1)))
    assert "words.txt has more than 2 words" in refusal("m.npy", three, words_txt=b"a\nb\nc\n")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_to_a_file_it_is_read_or_refused_in_one_sentence(seed, tmp_path):
    rng = np.random.default_rng(seed)
    words = [f"w{i}" for i in range(9)]
    vectors = rnnviz.WordVectors(words, rng.normal(size=(9, 3)), name="whole")
    names = ("v.txt", "v.bin", "vectors.tsv", "m.npy")
    files = [rnnviz.write_vectors(vectors, tmp_path / name)[0] for name in names]
    (tmp_path / "s.safetensors").write_bytes(
        save({"a": np.array(vectors.matrix)}, {"words": json.dumps(words)})
    )
    (tmp_path / "v.gz").write_bytes(gzip.compress(files[0].read_bytes()))
    (tmp_path / "v.zip").write_bytes(zipped(v=files[0].read_bytes()))
    for path in (*files, *(tmp_path / name for name in ("s.safetensors", "v.gz", "v.zip"))):
        whole = path.read_bytes()
        for _ in range(25):
            spoilt = bytearray(whole)
            at = int(rng.integers(len(spoilt)))
            spoilt[at : at + int(rng.integers(1, 9))] = rng.bytes(int(rng.integers(0, 9)))
            path.write_bytes(spoilt)
            try:
                rnnviz.read_vectors(path)
            except VectorsError as refusal:
                assert "\n" not in str(refusal)  # noqa: PT017 - reading it is as well
