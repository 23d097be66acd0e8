"""Lines of text: the fast way and the careful way agree with Python's own float, bit for bit."""

from itertools import product

import numpy as np
import pytest

from rnnviz.embeddings import text_lines
from rnnviz.embeddings.careful import careful_block
from rnnviz.embeddings.source import opened
from rnnviz.embeddings.text_layout import Header, header, is_projector, layout
from rnnviz.embeddings.text_lines import fast_block, text_blocks
from rnnviz.embeddings.word2vec_binary import is_binary
from rnnviz.errors import VectorsError

NUMBERS = (
    "0", "-0", "1", "-1.5", ".5", "5.", "1e5", "1E-5", "-2.5e+3", "0.000000000000000000000012",
    "123456789012345678901234567890", "3.4028235e38", "1.17549435e-38", "1e-45", "1e-46",
    "0.1000000014901161193847656250000001", "1.00000005960464477539062500000001",
    "7.0064923216240853546186479164495806564013097093825788587853e-46", "00012", "-0.0e0",
)  # fmt: skip


def bits(rows):
    return np.asarray(rows, dtype=np.float32).view(np.int32).tolist()


def python_rows(lines):
    """As Python and gensim read them: to double, then to float32."""
    return [[np.float32(float(number)) for number in line.split(" ")[1:]] for line in lines]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", ["", " "])
def test_both_ways_read_every_form_of_a_number_as_python_does(end, blank):
    lines = [f"w{i} {a} {b}" for i, (a, b) in enumerate(product(NUMBERS, NUMBERS))]
    content = "".join(line + blank + end for line in lines).encode()
    told = layout("v.txt", content)

    fast, careful = fast_block(content, told), careful_block(content, told, 1)

    assert (told.ends_blank, told.is_windows) == (blank == " ", end == "\r\n")
    assert bits(fast.rows) == bits(careful.rows) == bits(python_rows(lines))
    assert fast.words == careful.words == [line.split(" ")[0] for line in lines]


@pytest.mark.parametrize(
    "content",
    [
        "a 1 2\nb 3\n",  # too short
        "a 1 2\nb 3 4 5\n",  # too long
        "a 1 2\n\nb 3 4\n",  # an empty line
        "a 1 2\nb 3 x\n",
        "a 1 2\nb 3 \n",
        "a 1 2\nb nan 1\n",
        "a 1 2\nb 1e39 1\n",
        "a 1 2\n 3 4\n",  # no word
        "a 1 2\nb\0 3 4\n",
        "a 1 2\nb\rc 3 4\n",  # fine, but pyarrow would end the line there
        "a 1 2\n. . . 3 4\n",  # fine: a word with spaces
    ],
)
def test_the_fast_way_leaves_what_is_unusual_to_the_careful_one(content):
    told = layout("v.txt", content.encode())

    assert fast_block(content.encode(), told) is None


def test_a_line_may_go_on_over_many_pieces_of_the_file(tmp_path, monkeypatch, rng):
    monkeypatch.setattr(text_lines, "BLOCK_BYTES", 37)
    rows = rng.normal(size=(200, 9))
    lines = [f"word{i} {' '.join(map(str, row))}" for i, row in enumerate(rows.tolist())]
    (tmp_path / "v.txt").write_text("\n".join(lines))

    with opened(tmp_path / "v.txt") as source:
        told = layout(source.name, source.peek(1 << 20))
        found = list(text_blocks(source, told))

    assert len(found) > 100
    assert bits(np.concatenate([block.rows for block in found])) == bits(rows)
    assert [word for block in found for word in block.words] == [f"word{i}" for i in range(200)]


def test_a_fault_far_down_is_named_by_its_line_in_the_whole_file(tmp_path):
    lines = [f"w{i} {'0.5 ' * 49}0.5" for i in range(30_000)]
    lines[27_123] = "w27123 0.5"
    (tmp_path / "v.txt").write_text("\n".join(lines))

    with opened(tmp_path / "v.txt") as source:
        told = layout(source.name, source.peek(1 << 20))
        with pytest.raises(VectorsError, match=r"^Line 27,124 of v\.txt has 1 numbers"):
            list(text_blocks(source, told))


def test_reading_that_is_left_ends_its_threads(tmp_path):
    import threading

    (tmp_path / "v.txt").write_text("".join(f"w{i} {i}\n" for i in range(900_000)))
    before = threading.active_count()
    with opened(tmp_path / "v.txt") as source:
        blocks = text_blocks(source, layout(source.name, source.peek(1 << 20)))
        next(blocks)
        blocks.close()

    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"400000 50\nthe 1", Header(400_000, 50, 10)),
        (b"2 3 \r\nthe 1", Header(2, 3, 6)),
        (b"the 0.5\n", None),
        (b"1 2 3\n", None),
        (b"12 0.5\n", None),
        (b"-1 5\n", None),
        (b" 1 2\n", None),
        (b"1 2", None),
    ],
)
def test_a_header_is_two_whole_numbers_alone_on_the_first_line(start, expected):
    assert header(start) == expected


def test_the_projectors_files_are_numbers_between_tabs():
    assert is_projector(b"1\t2.5\n")
    assert is_projector(b"-1e-5\t2\t3")
    assert not is_projector(b"word\t2.5\n")
    assert not is_projector(b"1 2\n")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (b"the 1.5 -2\n", False),
        ("中文 1.5 -2\n".encode(), False),
        (b"the 1.5 x\n", False),
        ("é ü ö".encode(), False),
        (b"the " + np.array([0.1, -7], "<f4").tobytes(), True),
        (b"the " + np.zeros(2, "<f4").tobytes(), True),
        ("中文 ".encode() + np.array([1e-9, 3], "<f4").tobytes(), True),
    ],
)
def test_binary_rows_are_told_from_text_by_their_bytes(row, expected):
    start = b"1 2\n" + row

    assert is_binary(start, header(start)) is expected
