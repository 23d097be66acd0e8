"""`python -m rnnviz.geometry`: one map in a process of its own."""

import os
import subprocess
import sys

import numpy as np
import pytest

import rnnviz
from rnnviz.geometry import __main__ as command


@pytest.fixture
def called(tmp_path, monkeypatch):
    """Calls the command on rows, in this process; gives what it wrote."""
    monkeypatch.setattr(os, "nice", lambda _: 0, raising=False)

    def call(rows, *options):
        np.save(tmp_path / "rows.npy", rows)
        out = tmp_path / "map.npy"
        monkeypatch.setattr(sys, "argv", ["", str(tmp_path / "rows.npy"), str(out), *options])
        command.main()
        return np.load(out)

    return call


def test_the_file_holds_the_map_and_the_lines_tell_how_far_it_is(called, rng, capsys, monkeypatch):
    monkeypatch.setattr(command, "_SECONDS_BETWEEN_LINES", 0.0)
    rows = rng.normal(size=(40, 6)).astype(np.float32)

    written = called(rows, "--method", "tsne", "--components", "3", "--seed", "7")

    expected = rnnviz.project(rows, "tsne", 3, 7).coordinates
    np.testing.assert_array_equal(written, expected.astype(np.float32))
    shares = [float(line) for line in capsys.readouterr().out.split()]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1], len(shares)) == (0.05, 1.0, 31)


def test_lines_come_no_oftener_than_anyone_looks(called, rng, capsys, monkeypatch):
    monkeypatch.setattr(command, "_SECONDS_BETWEEN_LINES", 60.0)

    called(rng.normal(size=(40, 6)), "--method", "tsne")

    assert capsys.readouterr().out == "0.0500\n"


def test_what_cannot_be_mapped_ends_the_command_with_its_sentence(called):
    with pytest.raises(SystemExit, match="at least 5 rows for t-SNE, got 2 and 3: use PCA"):
        called(np.eye(3), "--method", "tsne")


def test_the_process_stands_back_behind_all_others(rng, tmp_path):
    np.save(tmp_path / "rows.npy", rng.normal(size=(9, 4)))
    arguments = [str(tmp_path / "rows.npy"), str(tmp_path / "map.npy"), "--method", "pca"]
    code = f"import sys, os; sys.argv = ['', *{arguments!r}]\n"
    code += "from rnnviz.geometry.__main__ import main; main(); print(os.nice(0))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert int(done.stdout) >= 10
