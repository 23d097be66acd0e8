"""Sources: the same bytes packed or not, how far they are, and no more of them than agreed."""

import gzip
import zipfile
from collections import deque

import pytest

from rnnviz.embeddings import source
from rnnviz.embeddings.source import opened
from rnnviz.errors import VectorsError

CONTENT = bytes(range(256)) * 1000


@pytest.fixture(params=["plain", "gz", "two gz", "zip", "stored"])
def path(request, tmp_path):
    """One content in five packings."""
    found = tmp_path / "file"
    half = len(CONTENT) // 2
    if request.param in ("zip", "stored"):
        how = zipfile.ZIP_DEFLATED if request.param == "zip" else zipfile.ZIP_STORED
        with zipfile.ZipFile(found, "w", how) as archive:
            archive.writestr("__MACOSX/._inner", "what a Mac adds")
            archive.writestr("inner", CONTENT)
    else:
        packed = {
            "plain": CONTENT,
            "gz": gzip.compress(CONTENT),
            "two gz": gzip.compress(CONTENT[:half]) + gzip.compress(CONTENT[half:]),
        }
        found.write_bytes(packed[request.param])
    return found


@pytest.mark.parametrize("n", [1000, 4096, 10**6])
def test_all_bytes_come_in_order_in_pieces_of_the_size_asked_for(path, n):
    with opened(path) as file:
        pieces = []
        while piece := file.read(n):
            pieces.append(piece)

    assert b"".join(pieces) == CONTENT
    assert all(len(piece) == n for piece in pieces[:-1])


def test_what_was_looked_at_stays_to_be_read(path):
    with opened(path) as file:
        assert file.peek(5) == CONTENT[:5]
        assert file.peek(600) == CONTENT[:600]
        assert file.read(300) == CONTENT[:300]
        assert file.peek(10) == CONTENT[300:310]
        assert file.read(10**6) == CONTENT[300:]
        assert file.peek(1) == file.read(1) == b""


def test_the_share_rises_to_all(path):
    with opened(path) as file:
        shares = [file.share]
        while file.read(10_000):
            shares.append(file.share)

    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.2
    assert shares[-1] > 0.9


def test_an_empty_file_is_all_read(tmp_path):
    (tmp_path / "empty").write_bytes(b"")

    with opened(tmp_path / "empty") as file:
        assert (file.read(9), file.share) == (b"", 1.0)


def test_only_what_is_packed_is_held_to_a_limit(path, monkeypatch):
    monkeypatch.setattr(source, "ALWAYS_ALLOWED", 0)
    monkeypatch.setattr(source, "MAX_RATIO", 0)

    with opened(path) as file:
        if not file.is_packed:
            assert file.read(10**6) == CONTENT
            return
        with pytest.raises(VectorsError, match="file unpacks to more than 0 bytes, 0 times"):
            file.read(1)


def test_nothing_is_held_of_what_a_bomb_would_become(tmp_path):
    import tracemalloc

    with gzip.open(tmp_path / "bomb.gz", "wb", 9) as file:
        for _ in range(100):
            file.write(bytes(1 << 20))
    tracemalloc.start()
    with opened(tmp_path / "bomb.gz") as file, pytest.raises(VectorsError, match="unpacks to more"):
        deque(iter(lambda: file.read(1 << 20), b""), maxlen=0)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (tmp_path / "bomb.gz").stat().st_size < 1 << 20
    assert peak < 8 << 20
