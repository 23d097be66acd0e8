"""Programs run as jobs: told from, ended at once, and heard when they refuse."""

import threading
import time

import pytest

from app import processes
from app.processes import run_module
from app.work import Cancelled, Control
from rnnviz.errors import JobError


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Writes a module that can be run by name."""

    def write(*lines):
        (tmp_path / "told.py").write_text("\n".join(("import sys, os, time", *lines)), "utf-8")
        monkeypatch.setattr(processes, "_ROOT", tmp_path)
        return "told"

    return write


def test_the_lines_of_a_program_are_its_progress_and_it_gets_its_arguments(program):
    control, shares = Control(), []
    control.tell = shares.append

    run_module(program("print(0.25, flush=True)", "print(sys.argv[1])"), ["0.75"], control)

    assert shares == [0.25, 0.75]


def test_a_program_gets_one_core_of_the_arithmetic_libraries(program):
    run_module(
        program("for name in ('OMP', 'OPENBLAS', 'MKL', 'NUMBA'):",
                "    assert os.environ[name + '_NUM_THREADS'] == '1'"), [], Control()
    )  # fmt: skip


def test_a_program_runs_below_the_server_in_the_systems_order(program):
    lines = (
        "for _ in range(200):",  # it is lowered just after it begins
        "    if os.getpriority(os.PRIO_PROCESS, 0) == 10: break",
        "    time.sleep(0.01)",
        "else: sys.exit('It was never lowered.')",
    )

    run_module(program(*lines), [], Control())


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["sys.exit('Expected words, got none: write some.')"], "^Expected words, got none: wri"),
        (["1 // 0"], "went wrong on the server"),
        (["sys.exit(3)"], "went wrong on the server"),
        (["os.kill(os.getpid(), 9)"], "The system ended this computation, .* memory: take less"),
    ],
)
def test_how_a_program_ended_is_said_in_one_sentence(program, lines, sentence):
    with pytest.raises(JobError, match=sentence):
        run_module(program(*lines), [], Control())


def test_a_cancelled_program_is_ended_at_once_even_if_it_says_nothing(program):
    control = Control()
    threading.Timer(0.3, control.cancel).start()
    start = time.monotonic()

    with pytest.raises(Cancelled):
        run_module(program("time.sleep(60)"), [], control)

    assert time.monotonic() - start < 20


def test_one_that_was_cancelled_before_it_began_ends_at_once(program):
    control = Control()
    control.cancel()

    with pytest.raises(Cancelled):
        run_module(program("time.sleep(60)"), [], control)


def test_a_program_that_writes_what_is_no_number_is_ended_and_broken(program):
    start = time.monotonic()
    with pytest.raises(ValueError, match="could not convert"):
        run_module(program("print('hello', flush=True)", "time.sleep(60)"), [], Control())

    assert time.monotonic() - start < 20
