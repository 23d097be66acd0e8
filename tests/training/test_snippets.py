"""Snippets are read from a checked archive and split the same way everywhere."""

import hashlib
import sys
from collections import Counter
from pathlib import Path

import pytest

from rnnviz.errors import DataError
from rnnviz.training import __main__ as command
from rnnviz.training.snippets import (
    ARCHIVE,
    Snippet,
    fetch_snippets,
    has_snippets,
    kept_snippets,
    parse_snippets,
    read_snippets,
)
from tests.training.rooms import archive_of, snippets_in


def test_archive_in_an_archive_is_read_without_unpacking_and_ties_are_left_out() -> None:
    archive = archive_of("1\t2.5\tA joy .", "2\t0\tA film.", "3\t-0.6\ttepid biopic")

    snippets = read_snippets(archive, hashlib.sha256(archive).hexdigest())

    assert snippets == (Snippet("A joy .", 2.5), Snippet("tepid biopic", -0.6))


def test_archive_with_another_digest_is_refused_before_it_is_opened() -> None:
    with pytest.raises(DataError, match=r"should have sha256 5d7c06e0.* but has"):
        read_snippets(b"not an archive")


def test_kept_archive_is_checked_too(tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).write_bytes(b"changed")

    with pytest.raises(DataError, match="delete it and try again"):
        fetch_snippets(tmp_path)


def test_failed_fetch_says_which_file_to_put_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.training.snippets.PACKAGE", "no/such package")

    with pytest.raises(DataError, match=f"pip could not fetch .* put {ARCHIVE} into"):
        fetch_snippets(tmp_path)


@pytest.mark.parametrize(("rating", "is_positive"), [(0.1, True), (-0.1, False), (4.0, True)])
def test_rating_above_zero_is_positive(rating: float, is_positive: bool) -> None:
    (snippet,) = parse_snippets([f"7\t{rating}\tSome text\n"])

    assert snippet.is_positive is is_positive


def test_split_hangs_on_the_text_alone_and_gives_eight_parts_to_training() -> None:
    splits = Counter(Snippet(f"snippet {n}", 1.0).split for n in range(10_000))

    assert Snippet("snippet 1", 1.0).split == Snippet("snippet 1", -3.0).split
    assert splits["train"] == pytest.approx(8000, abs=150)
    assert splits["development"] == pytest.approx(1000, abs=100)
    assert splits["test"] == pytest.approx(1000, abs=100)


@pytest.mark.parametrize(
    ("text", "split"), [("A joy .", "train"), ("1", "train"), ("good", "train"), ("bad", "train")]
)
def test_split_of_known_texts_never_changes(text: str, split: str) -> None:
    assert Snippet(text, 1.0).split == split


def test_kept_snippets_are_read_where_they_lie_and_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnnviz.training.snippets.subprocess", None)
    assert not has_snippets(tmp_path)
    with pytest.raises(DataError, match=r"run `make app` again or `python -m rnnviz.training --fe"):
        kept_snippets(tmp_path)

    digest = snippets_in(tmp_path, n=10)

    assert has_snippets(tmp_path)
    assert len(kept_snippets(tmp_path, digest)) == 10


def test_kept_snippets_with_another_digest_are_refused(tmp_path: Path) -> None:
    snippets_in(tmp_path)

    with pytest.raises(DataError, match=r"should have sha256 5d7c06e0.* delete it and try again"):
        kept_snippets(tmp_path)


def test_fetching_alone_says_how_many_there_are(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(command, "fetch_snippets", lambda folder: read_all(folder, tmp_path))

    assert command.fetched(tmp_path) == "The 10 movie snippets of the sentiment task are here."


def read_all(folder: Path, expected: Path) -> tuple[Snippet, ...]:
    assert folder == expected
    return kept_snippets(folder, snippets_in(folder, n=10))


def test_a_set_up_that_cannot_fetch_says_what_will_be_missing_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ARCHIVE).write_bytes(b"cut off")
    monkeypatch.setattr(sys, "argv", ["", "--fetch", "--data", str(tmp_path)])

    command.main()

    said = capsys.readouterr().out
    assert said.startswith("The sentiment task of the Train page will be missing, all else works:")
    assert "delete it and try again" in said
    assert said.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_only_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    assert "sentiment task of the Train page will be missing" in command.fetched(tmp_path / "taken")
