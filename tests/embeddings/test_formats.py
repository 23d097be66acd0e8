"""Every format: gensim, numpy and safetensors write it and we read it, and the other way round."""

import gzip
import json
import zipfile

import numpy as np
import pytest
from gensim.models import KeyedVectors
from safetensors.numpy import save_file

import rnnviz
from rnnviz.embeddings.recognised import needs_words
from rnnviz.errors import VectorsError, WordError

WORDS = ("the", "ärger", "中文", "nan", '"', "1e5", "</s>", "a\u00a0b", "-")


@pytest.fixture
def rows(rng):
    exponents = 10.0 ** rng.integers(-20, 3, size=(len(WORDS), 6))
    found = (rng.normal(size=exponents.shape) * exponents).astype(np.float32)
    found[0] = [0.0, -0.0, 1.0, 1.17549435e-38, 3.4028235e38, 1e-45]
    return found


@pytest.fixture
def theirs(rows):
    vectors = KeyedVectors(rows.shape[1])
    vectors.add_vectors(list(WORDS), rows)
    return vectors


@pytest.fixture
def ours(rows):
    return rnnviz.WordVectors(WORDS, rows, name="ours")


def same(vectors, rows, words=WORDS):
    """Every word and every bit."""
    return tuple(vectors.words) == tuple(words) and np.array_equal(
        np.asarray(vectors.matrix).view(np.int32), np.asarray(rows, np.float32).view(np.int32)
    )


@pytest.mark.parametrize("is_binary", [False, True], ids=["text", "binary"])
@pytest.mark.parametrize("name", ["vectors.vec", "vectors.bin", "vectors"])
def test_what_gensim_saves_is_read_whatever_it_is_called(is_binary, name, theirs, rows, tmp_path):
    theirs.save_word2vec_format(str(tmp_path / name), binary=is_binary, sort_attr=None)
    assert same(rnnviz.read_vectors(tmp_path / name), rows)


def test_a_large_binary_file_is_read_across_its_blocks(tmp_path, rng):
    rows = rng.normal(size=(30_000, 40)).astype(np.float32)
    vectors = KeyedVectors(40)
    vectors.add_vectors([f"w{i}" for i in range(len(rows))], rows)
    vectors.save_word2vec_format(str(tmp_path / "v.bin"), binary=True)
    assert same(rnnviz.read_vectors(tmp_path / "v.bin"), rows, vectors.index_to_key)


def test_the_original_tools_blank_after_every_number_is_understood(tmp_path):
    (tmp_path / "v.vec").write_text("2 3 \nthe 1 2 3 \nof -4 5e-2 .6 \n")
    found = rnnviz.read_vectors(tmp_path / "v.vec")
    peer = KeyedVectors.load_word2vec_format(tmp_path / "v.vec")
    assert same(found, peer.vectors, peer.index_to_key)


def test_numbers_are_rounded_as_gensim_rounds_them(tmp_path):
    numbers = "1.00000005960464477539062500000001 0.1 1e-46 16777217 9007199254740993 1e-320"
    (tmp_path / "v.txt").write_text(f"1 6\na {numbers}\n")
    peer = KeyedVectors.load_word2vec_format(tmp_path / "v.txt")
    assert same(rnnviz.read_vectors(tmp_path / "v.txt"), peer.vectors, ["a"])


def test_words_with_spaces_keep_them_as_in_glove_840b(tmp_path):
    (tmp_path / "v.txt").write_text("the 1 2\n. . . 3 4\nat name@domain.com 5 6\n")
    found = rnnviz.read_vectors(tmp_path / "v.txt")
    assert same(found, [[1, 2], [3, 4], [5, 6]], ["the", ". . .", "at name@domain.com"])


@pytest.mark.parametrize("pack", ["gz", "zip"])
@pytest.mark.parametrize("is_binary", [False, True], ids=["text", "binary"])
def test_packed_files_are_read_without_being_unpacked_first(
    pack, is_binary, theirs, rows, tmp_path
):
    plain = tmp_path / "inner"
    theirs.save_word2vec_format(str(plain), binary=is_binary, sort_attr=None)
    packed = tmp_path / f"packed.{pack}"
    if pack == "gz":
        packed.write_bytes(gzip.compress(plain.read_bytes()))
    else:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("folder/", "")
            archive.writestr("../../outside.txt", plain.read_bytes())
    plain.unlink()
    assert same(rnnviz.read_vectors(packed), rows)
    assert [path.name for path in tmp_path.iterdir()] == [packed.name]


@pytest.mark.parametrize(
    "convert",
    [np.float32, np.float64, ">f4", lambda rows: np.asfortranarray(rows)],
    ids=["float32", "float64", "big endian", "column order"],
)
@pytest.mark.parametrize("listed", ["table.txt", "words.txt"])
def test_numpys_files_are_read_with_the_words_beside_them(convert, listed, rows, tmp_path):
    array = convert(rows) if callable(convert) else rows.astype(convert)
    np.save(tmp_path / "table.npy", array)
    (tmp_path / listed).write_text("\n".join(WORDS), "utf-8")
    assert same(rnnviz.read_vectors(tmp_path / "table.npy"), rows)


def test_half_precision_is_read_exactly(rows, tmp_path):
    half = np.clip(rows, -1000, 1000).astype(np.float16)
    np.save(tmp_path / "v.npy", half)
    (tmp_path / "w").write_text("\r\n".join(WORDS) + "\r\n", "utf-8")
    assert same(rnnviz.read_vectors(tmp_path / "v.npy", words=tmp_path / "w"), half)


@pytest.mark.parametrize(
    ("name", "metadata", "head"),
    [
        ("vectors.tsv", "metadata.tsv", ""),
        ("my_tensor.tsv", "my_metadata.tsv", ""),
        ("other.tsv", "metadata.tsv", "count\tWord\n"),
        ("vectors.tsv", "metadata.tsv", "word\tcount\n"),
    ],
)
def test_the_projectors_pair_is_read_with_one_column_or_several(
    name, metadata, head, rows, tmp_path
):
    line = {"": "{w}\n", "count\tWord\n": "7\t{w}\n", "word\tcount\n": "{w}\t7\n"}[head]
    np.savetxt(tmp_path / name, rows, delimiter="\t", fmt="%.9g")
    text = head + "".join(line.format(w=word) for word in WORDS)
    (tmp_path / metadata).write_text(text, "utf-8")
    assert same(rnnviz.read_vectors(tmp_path / name), rows)


def test_a_projectors_file_of_one_number_a_line_is_told_by_its_ending(tmp_path):
    (tmp_path / "vectors.tsv").write_text("1\n2.5\n")
    (tmp_path / "metadata.tsv").write_text("a\nb\n")
    assert same(rnnviz.read_vectors(tmp_path / "vectors.tsv"), [[1], [2.5]], "ab")


@pytest.mark.parametrize("has_metadata", [True, False])
def test_safetensors_has_its_words_in_it_or_beside_it(has_metadata, rows, tmp_path):
    metadata = {"words": json.dumps(WORDS)} if has_metadata else None
    save_file({"table": rows, "other": rows[0].copy()}, tmp_path / "v.safetensors", metadata)
    if not has_metadata:
        (tmp_path / "v.txt").write_text("\n".join(WORDS), "utf-8")
    assert same(rnnviz.read_vectors(tmp_path / "v.safetensors"), rows)


def test_which_files_need_a_list_of_words_is_told_by_content(tmp_path, rows):
    np.save(tmp_path / "a.npy", rows)
    (tmp_path / "b").write_text("1\t2\n")
    (tmp_path / "c").write_text("a 1\n")
    assert [needs_words(tmp_path / name) for name in ("a.npy", "b", "c")] == [True, True, False]


@pytest.mark.parametrize("name", ["v.txt", "v.vec", "v.bin"])
def test_gensim_reads_what_we_write(name, ours, rows, tmp_path):
    rnnviz.write_vectors(ours, tmp_path / name)
    peer = KeyedVectors.load_word2vec_format(tmp_path / name, binary=name.endswith("bin"))
    assert peer.index_to_key == list(WORDS)
    assert np.array_equal(peer.vectors.view(np.int32), rows.view(np.int32))


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("v.txt", ["v.txt"]),
        ("v.bin", ["v.bin"]),
        ("v.npy", ["v.npy", "v.txt"]),
        ("v.tsv", ["v.tsv", "metadata.tsv"]),
        ("my_vectors.tsv", ["my_vectors.tsv", "my_metadata.tsv"]),
    ],
)
def test_what_we_write_comes_back_with_every_word_and_bit(name, files, ours, rows, tmp_path):
    written = rnnviz.write_vectors(ours, tmp_path / name)
    assert [path.name for path in written] == files
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)
    assert same(rnnviz.read_vectors(written[0]), rows)


def test_numpy_reads_the_matrix_and_the_words_stand_one_a_line(ours, rows, tmp_path):
    matrix, words = rnnviz.write_vectors(ours, tmp_path / "v.npy")
    assert np.array_equal(np.load(matrix), rows)
    assert tuple(words.read_text("utf-8").splitlines()) == WORDS
    numbers, _ = rnnviz.write_vectors(ours, tmp_path / "vectors.tsv")
    assert np.array_equal(np.loadtxt(numbers, delimiter="\t").astype(np.float32), rows)


def test_chosen_words_are_written_in_their_order(ours, rows, tmp_path):
    (path,) = rnnviz.write_vectors(ours, tmp_path / "v.txt", words=["中文", "the"])
    assert same(rnnviz.read_vectors(path), rows[[2, 0]], ["中文", "the"])
    with pytest.raises(WordError, match="“nowhere” is not among"):
        rnnviz.write_vectors(ours, tmp_path / "w.txt", words=["nowhere"])
    assert not (tmp_path / "w.txt").exists()


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("v.txt", "a b", "“a b” holds a space, which the word2vec format cannot hold"),
        ("v.bin", "a b", "holds a space, which the word2vec binary format"),
        ("v.tsv", "a\tb", "holds a tab, which the projector format cannot hold"),
        ("v.npy", "a\rb", "holds a carriage return"),
        ("v.docx", "a", "Expected a file name that ends with .tsv, .txt, .* got “v.docx”"),
        ("nowhere/v.txt", "a", "cannot be written: No such file"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(name, word, sentence, tmp_path):
    vectors = rnnviz.WordVectors([word], [[1.0]], name="one")
    with pytest.raises(VectorsError, match=sentence):
        rnnviz.write_vectors(vectors, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_no_word_and_a_word_twice_are_refused(ours, tmp_path):
    for words, sentence in (([], "at least one word"), (["the", "the"], "one twice")):
        with pytest.raises(VectorsError, match=sentence):
            rnnviz.write_vectors(ours, tmp_path / "v.txt", words=words)
