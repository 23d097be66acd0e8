"""The code beside the Encode page's drawings, run as it stands, gives what the drawings show."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import ast
from typing import Any

import numpy as np
import pytest
import torch

import rnnviz
from app import cache_encode
from app.encode import embedding, learning, one_hot, texts
from app.state import EncodeView
from rnnviz.text.padding import SIDES, padded
from rnnviz.text.snippets import FRAMEWORKS, snippet
from rnnviz.training.dealt_table import dealt_table

LINES = [("not", "bad", "at", "all"), ("good",), ("not", "good")]


def run(text: str, **given: Any) -> tuple[Any, dict[str, Any], str]:
    """Run a text; the value of its last line, its names, and the comment that line ends in."""
    *lines, last = text.splitlines()
    names: dict[str, Any] = dict(given)
    exec("\n".join(lines), names)
    code, _, comment = last.partition("  # ")
    return eval(code, names), names, comment


def array(value: Any) -> np.ndarray:
    return value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("length", [0, 2, 7])
def test_padding_code_gives_the_ids_the_mask_and_the_shape(framework, side, length):
    batch = padded(LINES, length, side)
    view = EncodeView(pad_side=side, pad_length=length)

    text = snippet(
        framework, "padding", texts.code_words(view, batch, 6), texts.code_flags(view, batch)
    )
    found, names, comment = run(text)

    assert found == ast.literal_eval(comment) == (*batch.ids.shape, 6)
    np.testing.assert_array_equal(array(names["ids"]), batch.ids)
    np.testing.assert_array_equal(array(names["mask"]), batch.mask)
    if framework == "PyTorch":
        assert names["lengths"].tolist() == list(batch.lengths)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_one_hot_code_gives_the_rows(framework):
    text = snippet(framework, "onehot", one_hot.code_words((2, 0, 2), 4))

    found, names, comment = run(text)

    assert found == ast.literal_eval(comment) == (3, 4)
    np.testing.assert_array_equal(array(names["x"]), np.eye(4)[[2, 0, 2]])


def test_the_dealt_tables_code_deals_the_very_numbers_of_the_page():
    ids, table = dealt_table(7)

    found, names, _ = run(snippet("PyTorch", "dealt", code_of(EncodeView(deal=7))))

    assert found is True
    assert names["ids"].tolist() == list(ids)
    np.testing.assert_array_equal(array(names["embedding"].weight), table)


def test_the_dealt_tables_keras_code_looks_rows_up_as_a_product_does():
    found, names, comment = run(snippet("Keras", "dealt", code_of(EncodeView(deal=7))))

    assert found is ast.literal_eval(comment) is True
    assert tuple(names["x"].shape) == (10, 4)
    assert names["ids"].tolist() == list(dealt_table(7)[0])


def code_of(view: EncodeView) -> dict[str, str]:
    _, words, _ = embedding.code_words(view, embedding.layer(view, ()))
    return words


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("rows_from", ["ten words", "every word"])
def test_the_filled_tables_code_gives_the_row_of_the_id(framework, rows_from, glove, monkeypatch):
    small = rnnviz.WordVectors(glove.words[:50], glove.matrix[:50], "small")
    monkeypatch.setattr("app.cache.vectors", lambda _key="": small)
    monkeypatch.setattr("rnnviz.load_glove", lambda: small)
    view = EncodeView(rows_from=rows_from, token_id=6)
    shown = embedding.layer(view, ("of", "the"))

    found, names, _ = run(snippet(framework, *embedding.code_words(view, shown)))

    assert found is True
    np.testing.assert_array_equal(array(names["x"])[0], shown.rows[6])


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("table", ["trainable", "frozen"])
def test_the_steps_code_gives_the_loss_and_the_moved_rows(framework, table, glove):
    words, ids = ("movie", "good", "the", "of"), (0, 2, 2)
    view = EncodeView(table=table, target="negative", rate=0.5)
    step = cache_encode.step(words, ids, 0.0, 0.5, table == "frozen")

    text = snippet(framework, "step", learning.code_words(view, step))
    rows = glove.embed(words).copy()
    found, names, comment = run(text, rows=rows, weight=cache_encode.head(50), ids=list(ids))

    assert found == pytest.approx(step.losses[0], abs=1e-6)
    assert found == pytest.approx(float(comment), abs=5e-4)
    layer = names["embedding"]
    after = layer.weight if framework == "PyTorch" else layer.embeddings.value
    np.testing.assert_allclose(array(after), step.table.after, rtol=0, atol=1e-6)
