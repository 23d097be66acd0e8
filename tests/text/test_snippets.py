"""The texts of the code beside the drawings: what is filled in, and which lines stay."""

from itertools import product
from typing import get_args

import pytest

from rnnviz.text.snippets import FRAMEWORKS, Topic, snippet

OWN_TESTS = (
    "layers_",
    "convolution",
    "gradients",
    "clipping",
)  # filled in with whole lines: tests/oracle runs them
TOPICS = [topic for topic in get_args(Topic) if not topic.startswith(OWN_TESTS)]
EVERY = list(product(FRAMEWORKS, TOPICS))
WORDS = {
    name: "1"
    for name in (
        *("lines", "length", "missing", "torch_side", "keras_side", "n_words", "width", "shape"),
        *("ids", "seed", "words", "id", "frozen", "trainable", "target", "rate", "loss"),
    )
}


@pytest.mark.parametrize(("framework", "topic"), EVERY)
def test_every_topic_is_written_in_every_framework_and_compiles(framework, topic):
    text = snippet(framework, topic, WORDS, frozenset(("after", "ten")))

    compile(text, "snippet", "exec")
    assert "$" not in text
    assert "#?" not in text
    assert framework.lower().removeprefix("py") in text


@pytest.mark.parametrize(("framework", "topic"), EVERY)
def test_no_line_is_wider_than_a_column_of_a_projectors_screen(framework, topic):
    text = snippet(framework, topic, WORDS, frozenset(("after", "ten")))

    assert max(map(len, text.splitlines())) <= 76


def test_lines_stay_only_where_all_that_they_ask_for_is_true():
    longer = snippet("PyTorch", "padding", WORDS, frozenset(("before", "longer")))
    exact = snippet("PyTorch", "padding", WORDS, frozenset(("before",)))

    assert "functional.pad(ids, (1, 0))" in longer
    assert "functional.pad" not in exact
    assert "line[:1]" not in exact


def test_a_word_that_is_missing_is_an_error_and_never_left_in_the_code():
    with pytest.raises(KeyError, match="seed"):
        snippet("PyTorch", "dealt", {"n_words": "10", "width": "4", "ids": "[]"})
