"""The README is true: its commands run, its examples print what they say, its pages exist."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import rnnviz
from app.prose import english

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
SERVE = "streamlit run streamlit_app.py"
COMMANDS = re.findall(r"^make (\w+)", README, flags=re.MULTILINE)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answers(url: str, seconds: float) -> bool:
    """Whether the server says within some seconds that it is well."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.status == 200
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return False


def test_make_app_serves_the_app() -> None:
    port = free_port()
    recipe = ["make", "app", f"PORT={port}"]
    if shutil.which("make") is None:  # Windows: what its recipe runs
        recipe = [sys.executable, "-m", *SERVE.split(), f"--server.port={port}"]
    server = subprocess.Popen(
        recipe,
        cwd=ROOT,
        env=os.environ | {"STREAMLIT_SERVER_HEADLESS": "true"},
        stdout=subprocess.DEVNULL,
    )
    try:
        assert answers(f"http://127.0.0.1:{port}/_stcore/health", seconds=90)
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_commands_without_make_are_the_makefiles_own() -> None:
    plain = re.search(r"```bat\n(.*?)```\n\nand for the tests", README, flags=re.DOTALL)

    assert plain is not None
    for line in plain[1].replace(".venv\\Scripts\\", "").splitlines():
        words = line.removeprefix("py ").removeprefix("python ")
        made = re.sub("--(quiet|disable-pip-version-check|no-compile) ", "", MAKEFILE)
        assert words.replace(".venv", "").strip() in made, line


@pytest.mark.parametrize("command", COMMANDS)
def test_every_make_command_named_is_a_target(command: str) -> None:
    assert re.search(rf"^{command}:", MAKEFILE, flags=re.MULTILINE)


def test_examples_run_from_the_top_and_give_what_their_comments_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "assets" / "models", tmp_path / "assets" / "models")
    monkeypatch.chdir(tmp_path)  # the examples write files
    monkeypatch.setattr("plotly.graph_objects.Figure.show", lambda figure: figure)
    names: dict[str, object] = {}

    for example in EXAMPLES:
        exec(compile(example, "README.md", "exec"), names)

    assert names["trace"].layers[1].forget_gate[3].shape == (64,)
    assert names["tokens"][3] == "not"
    changed, plain = names["changed"].layers[1], names["trace"].layers[1]
    assert not changed.forget_gate[3].any()
    assert (changed.hidden[3] != plain.hidden[3]).any()
    assert (tmp_path / "lesson.html").stat().st_size < 1_000_000
    assert (tmp_path / "trace.npz").exists()
    assert (tmp_path / "trace.parquet").exists()
    assert "  # 0.7789" in README
    assert round(rnnviz.load_glove().similarity("france", "italy"), 4) == 0.7789
    assert rnnviz.load_glove().analogy("man", "king", "woman").words[0] == "queen"


def test_pages_described_are_the_pages_in_the_navigation() -> None:
    described = re.findall(r"^- \*\*([\w ]+)\*\* ", README.split("## The pages")[1], re.MULTILINE)

    assert tuple(described) == english.PAGES


@pytest.mark.parametrize("target", re.findall(r"\]\(((?!https?:)[^)]+)\)", README))
def test_every_file_linked_is_there(target: str) -> None:
    assert (ROOT / target).exists()
