"""Whatever befalls a training's folder, it is read without a crash and gone on with rightly."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rnnviz.errors import DataError, NetworkFileError, VectorsError
from rnnviz.training import runs
from rnnviz.training.judging import moved
from rnnviz.training.runs import read_epochs, read_run, read_steps, read_table, snapshot
from tests.training.rooms import small, trained

SETTINGS = small("first token", epochs=2, length=4)
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "zeros": lambda content: bytes(len(content)),  # what a power cut leaves
    "junk": lambda content: b"\xff\xfe no file of ours\n" * 3,
    "a list": lambda content: b"[1, 2]\n",
}


class Cut(Exception):  # noqa: N818 - what a test does, no failure
    """The process was ended."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A training to its end."""
    return trained(SETTINGS, tmp_path_factory.mktemp("whole")).folder


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    """A training that was cut off in epoch 2."""

    def tell(share: float) -> None:
        if share > 0.6:
            raise Cut

    folder = tmp_path_factory.mktemp("begun")
    with pytest.raises(Cut):
        trained(SETTINGS, folder, tell)
    return folder


def damaged(folder: Path, to: Path, name: str, how: str) -> Path:
    """A copy with one file damaged."""
    copy = shutil.copytree(folder, to / "copy")
    (copy / name).write_bytes(DAMAGES[how]((folder / name).read_bytes()))
    return copy


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a run, without the seconds that it took."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    lines = [json.loads(line) for line in files.pop(runs.EPOCHS).splitlines()]
    files["epochs"] = json.dumps([{**line, "seconds": 0} for line in lines]).encode()
    return files


@pytest.mark.parametrize(
    ("name", "how"),
    [
        *((name, how) for name in (runs.STATE, runs.EPOCHS, runs.WORDS) for how in DAMAGES),
        *((runs.STEPS, how) for how in ("empty", "half", "a list")),  # others are numbers too
    ],
)
def test_whichever_file_is_damaged_the_training_ends_as_if_none_was(
    begun, whole, tmp_path, name: str, how: str
) -> None:
    folder = damaged(begun, tmp_path, name, how)

    before = read_run(folder)
    after = trained(SETTINGS, folder)

    assert before.status == "unfinished"
    assert after.status == "done"
    assert content(folder) == content(whole)


def test_epochs_cut_at_any_byte_are_those_whose_line_is_whole(whole, tmp_path) -> None:
    text, expected = (whole / runs.EPOCHS).read_bytes(), read_epochs(whole)

    for n in range(0, len(text) + 1, 7):
        (tmp_path / runs.EPOCHS).write_bytes(text[:n])

        assert read_epochs(tmp_path) == expected[: text[:n].count(b"\n")]


def test_steps_cut_at_any_byte_are_those_of_which_both_numbers_are_there(whole, tmp_path) -> None:
    steps = (whole / runs.STEPS).read_bytes()

    for n in range(len(steps) + 1):
        (tmp_path / runs.STEPS).write_bytes(steps[:n])

        assert read_steps(tmp_path).tobytes() == steps[: n - n % 8]


def test_a_damaged_line_hides_what_comes_after_it_for_it_may_be_of_another_time(whole, tmp_path):
    first, second, third = (whole / runs.EPOCHS).read_text().splitlines()
    for middle in ("{}", "7", '{"epoch": 1}', second[:-1], "\x00" * 9):
        (tmp_path / runs.EPOCHS).write_text(f"{first}\n{middle}\n{third}\n")

        assert [epoch.epoch for epoch in read_epochs(tmp_path)] == [0]


@pytest.mark.parametrize("how", DAMAGES)
def test_an_end_that_cannot_be_read_is_no_end_and_is_trained_for_again(whole, tmp_path, how):
    folder = damaged(whole, tmp_path, runs.END, how)

    assert read_run(folder).status == "unfinished"
    assert trained(SETTINGS, folder).status == "done"
    assert content(folder) == content(whole)


@pytest.mark.parametrize("how", DAMAGES)
def test_damaged_embeddings_are_refused_in_a_sentence_wherever_they_are_read(
    whole, tmp_path, how: str
) -> None:
    run = read_run(damaged(whole, tmp_path, runs.table_file(1), how))

    for reads in (lambda: read_table(run, 1), lambda: snapshot(run, 1), lambda: moved(run, 1)):
        with pytest.raises(DataError, match=r"embeddings of epoch 1 cannot .* look at another ep"):
            reads()
    assert snapshot(run, 2).table is not None


def test_words_that_do_not_fit_their_embeddings_are_refused_with_both_sizes(whole, tmp_path):
    run = read_run(damaged(whole, tmp_path, runs.WORDS, "empty"))
    (run.folder / runs.WORDS).write_text('["A", "B"]')

    with pytest.raises(VectorsError, match=r"each of 2 words.* a matrix of shape \(14, 8\)"):
        read_table(run, 1)


def test_a_folder_cleared_away_while_it_is_looked_at_leaves_a_sentence(whole, tmp_path) -> None:
    run = read_run(shutil.copytree(whole, tmp_path / "copy"))
    shutil.rmtree(run.folder)

    assert read_run(run.folder) is None
    with pytest.raises(NetworkFileError, match="There is no network file epoch-001"):
        snapshot(run, 1)
