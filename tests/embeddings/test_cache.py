"""Kept arrays: shared, checked, made again when broken, and never half there."""

import multiprocessing

import numpy as np
import pytest

from rnnviz.embeddings import cache
from rnnviz.embeddings.cache import content_digest, kept_array


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def _refuse():
    pytest.fail("made again though it was kept")


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", [np.float32, np.uint8])
def test_a_kept_array_comes_back_memory_mapped_and_equal(order, dtype, rng):
    array = np.asarray(rng.integers(0, 99, size=(30, 7)), dtype=dtype, order=order)
    kept_array("key", array.copy)
    kept = kept_array("key", _refuse)
    assert isinstance(kept, np.memmap)
    assert not kept.flags.writeable
    assert np.array_equal(kept, array)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: content + b"\0",
        lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
        lambda content: content[:8] + b"\xff" + content[9:],
        lambda content: b"something else altogether",
    ],
    ids=["cut by one", "cut in half", "emptied", "longer", "one bit", "header", "foreign"],
)
def test_a_broken_file_is_made_again_and_not_trusted(spoil, folder):
    array = np.arange(100.0)
    kept_array("key", array.copy)
    path = folder / "key.npy"
    path.write_bytes(spoil(path.read_bytes()))
    assert np.array_equal(kept_array("key", array.copy), array)
    assert np.array_equal(kept_array("key", _refuse), array)


def test_a_cache_that_cannot_be_written_still_gives_the_array(folder):
    folder.write_text("a file where the folder should be")
    kept = kept_array("key", lambda: np.arange(3))
    assert kept.tolist() == [0, 1, 2]
    assert not kept.flags.writeable


def test_a_write_that_fails_leaves_nothing_behind(folder, monkeypatch):
    def full_disk(path):
        raise OSError("No space left on device")

    monkeypatch.setattr(cache, "content_digest", full_disk)
    assert kept_array("key", lambda: np.arange(3)).tolist() == [0, 1, 2]
    assert list(folder.iterdir()) == []


def test_a_kept_file_can_be_read_by_all_users_of_the_machine(folder):
    kept_array("key", lambda: np.arange(3))
    assert (folder / "key.npy").stat().st_mode & 0o777 == 0o644


def test_a_failing_computation_is_told_and_keeps_nothing(folder):
    with pytest.raises(ZeroDivisionError):
        kept_array("key", lambda: 1 / 0)
    assert not folder.exists()


def _keep_in_process(number):
    return float(kept_array("shared", lambda: np.full(200_000, 1.0)).sum())


def test_processes_that_make_the_same_array_at_once_all_see_it_whole(folder):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.map(_keep_in_process, range(6)) == [200_000.0] * 6
    assert [path.name for path in folder.iterdir()] == ["shared.npy"]


def test_the_cache_lies_in_the_users_own_folder_unless_told_otherwise(folder, monkeypatch):
    assert cache.cache_folder() == folder
    monkeypatch.delenv("RNNVIZ_CACHE")
    assert cache.cache_folder().name == "rnnviz"


def test_the_digest_is_the_one_that_sha256sum_prints(tmp_path):
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert content_digest(path) == expected
