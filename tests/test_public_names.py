"""The public face: every name is there, documented, and loaded no earlier than needed."""

import subprocess
import sys

import pytest

import rnnviz

HEAVY = ("torch", "sklearn", "pandas", "plotly", "streamlit")


@pytest.mark.parametrize("name", rnnviz.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert getattr(rnnviz, name).__doc__
    assert name in dir(rnnviz)


def test_names_are_listed_in_order_and_each_lazy_one_has_a_home() -> None:
    assert list(rnnviz.__all__) == sorted(rnnviz.__all__)
    assert {*rnnviz._HOMES, "figures", "RnnvizError"} == set(rnnviz.__all__)


def test_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'rnnviz' has no attribute 'transformer'"):
        rnnviz.transformer  # noqa: B018  asking is the test


@pytest.mark.parametrize(
    ("code", "light"),
    [
        ("import rnnviz", HEAVY),
        ("import rnnviz; rnnviz.load_glove().neighbours('king')", HEAVY),
        ("import rnnviz; rnnviz.tokenize('not bad')", HEAVY),
        ("import rnnviz; rnnviz.figures.hidden_heatmap", ("torch", "sklearn", "streamlit")),
        ("import rnnviz; rnnviz.build_scene", ("torch", "sklearn", "plotly", "streamlit")),
        ("import rnnviz; rnnviz.trace", ("sklearn", "plotly", "streamlit")),
    ],
)
def test_what_is_not_needed_is_not_imported(code: str, light: tuple[str, ...]) -> None:
    check = f"{code}; import sys; print(sorted(set({light!r}) & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
