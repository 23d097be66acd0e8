"""The stack's drawing: every arrow has its shape, and what breaks is drawn as broken."""

import re
from dataclasses import replace

import pytest

from rnnviz.drawings.layer_stack import Level, layer_stack
from tests.drawings.markings import Element, parsed

LOW = Level("RNN layer 1", 64, (4, 64), (4, 80, 64), True)
TOP = Level("RNN layer 2", 32, (4, 32), (4, 80, 32), True)


def drawn(*levels: Level, n_timesteps: int = 80, names=("h",)) -> Element:
    return parsed(layer_stack(levels, (4, n_timesteps, 100), names))


def texts(picture: Element, class_: str) -> list[str]:
    return [text.text for text in picture.every("text", class_)]


def test_every_arrow_has_a_shape_beside_it():
    picture = drawn(LOW, TOP)

    assert len(picture.every("path")) == len(texts(picture, "rv-layers-shape"))
    assert texts(picture, "rv-layers-shape").count("[4, 100]") == 3


def test_whole_tensors_stand_at_the_right_from_x_to_the_top():
    assert texts(drawn(LOW, TOP), "rv-layers-all") == ["[4, 80, 100]", "[4, 80, 64]", "[4, 80, 32]"]


@pytest.mark.parametrize(
    ("n_timesteps", "names"),
    [
        (1, ["x₁"]),
        (2, ["x₁", "x₂"]),
        (3, ["x₁", "x₂", "x₃"]),
        (4, ["x₁", "x₂", "x₄"]),
        (80, ["x₁", "x₂", "x₈₀"]),
    ],
)
def test_drawn_are_the_first_two_timesteps_and_the_last(n_timesteps, names):
    picture = drawn(LOW, n_timesteps=n_timesteps)

    middle = texts(picture, "rv-layers-middle")
    assert [text for text in middle if text.startswith("x")] == names
    assert ("…" in middle) == (n_timesteps > 3)
    assert middle.count("cell 1") == len(names)


def test_states_go_from_zero_to_the_last_timestep():
    shapes = texts(drawn(LOW), "rv-layers-shape")

    for name in ("h₀", "h₁", "h₂", "h₈₀"):
        assert f"{name} [4, 64]" in shapes


def test_an_lstm_carries_two_states():
    shapes = texts(drawn(LOW, names=("h", "c")), "rv-layers-shape")

    assert "h₈₀ [4, 64]" in shapes
    assert "c₈₀ [4, 64]" in shapes


def test_a_layer_that_returns_its_last_state_has_one_arrow_upward():
    last = replace(LOW, output=(4, 64), is_sequence=False)

    every, one = drawn(LOW), drawn(last)

    assert len(every.every("path")) - len(one.every("path")) == 2
    assert len(one.every("path", "rv-layers-last")) == 1
    assert texts(one, "rv-layers-all")[-1] == "[4, 64]"


def test_a_layer_without_a_sequence_is_drawn_broken_and_hands_nothing_on():
    last = replace(LOW, output=(4, 64), is_sequence=False)
    picture = drawn(last, replace(TOP, is_broken=True))

    assert len(picture.every("g", "rv-layers-broken")) == 3
    assert "needs [b, s, n]" in texts(picture, "rv-layers-all")
    assert not [text for text in texts(picture, "rv-layers-shape") if "32" in text]


def test_the_drawing_is_told_in_words_and_scrolls_by_keys():
    last = replace(LOW, output=(4, 64), is_sequence=False)
    picture = drawn(last, replace(TOP, is_broken=True))

    said = picture.every("svg")[0].attributes["aria-label"]
    assert said.startswith("x [4, 80, 100]; RNN layer 1, 64 units, carries [4, 64]")
    assert "returns only its last state [4, 64]" in said
    assert said.endswith("RNN layer 2 finds no sequence to read")
    assert picture.every("div", "rv-scroll")[0].attributes["tabindex"] == "0"


def test_more_layers_make_a_higher_drawing_of_the_same_width():
    one, two = (drawn(*levels).every("svg")[0].attributes for levels in ((LOW,), (LOW, TOP)))

    assert float(two["height"]) > float(one["height"])
    assert one["width"] == two["width"]


@pytest.mark.parametrize("n_timesteps", [1, 2, 3, 4, 1000])
@pytest.mark.parametrize("names", [("h",), ("h", "c")])
def test_every_arrow_and_label_begins_inside_the_drawing(n_timesteps, names):
    picture = drawn(LOW, TOP, LOW, TOP, n_timesteps=n_timesteps, names=names)

    width, height = map(float, picture.every("svg")[0].attributes["viewbox"].split()[2:])
    places = [
        (float(x), float(y))
        for path in picture.every("path")
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attributes["d"])
    ]
    texts_at = [(t.attributes["x"], t.attributes["y"]) for t in picture.every("text")]
    places += [(float(x), float(y)) for x, y in texts_at]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places)


def test_a_gap_in_time_is_drawn_once_for_each_layer_and_not_where_nothing_is_left_out():
    for n_timesteps, n_gaps in ((4, 1), (3, 0)):
        picture = drawn(LOW, TOP, n_timesteps=n_timesteps, names=("h", "c"))

        assert len(picture.every("path", "rv-layers-gap")) == 2 * 2 * n_gaps  # h and c, two layers
        assert texts(picture, "rv-layers-middle").count("…") == 2 * n_gaps


def test_names_of_layers_never_become_markup():
    drawing = layer_stack([replace(LOW, name="<i>RNN</i>")], (4, 3, 2), ("h",))

    assert "<i>" not in drawing.html
    assert texts(parsed(drawing), "rv-layers-name") == ["x", "<i>RNN</i>"]
