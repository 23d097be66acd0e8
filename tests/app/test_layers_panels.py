"""What the parts of the Layers page make of a view, without a page around it."""

from dataclasses import replace

import pytest

from app.layers import output, stacking, training, weights
from app.prose import english_layers as prose
from app.state import LayersView
from rnnviz.layers.stack import Stack

COURSE = LayersView()


@pytest.mark.parametrize(
    ("letter", "t", "name"), [("h", 80, "h₈₀"), ("c", 1, "c₁"), ("o", 200, "o₂₀₀")]
)
def test_a_last_state_is_named_by_its_timestep(letter, t, name):
    assert stacking.last_name(letter, t) == name


@pytest.mark.parametrize(
    ("kind", "names"), [("RNN", ("h",)), ("GRU", ("h",)), ("LSTM", ("h", "c"))]
)
def test_only_an_lstm_carries_two_states(kind, names):
    assert stacking.state_names(replace(COURSE, kind=kind).stack()) == names


def test_levels_name_the_cell_and_its_shapes_from_the_lowest_up():
    view = LayersView(kind="GRU", stack_sizes="8, 4", b_size=2, s_size=3)

    low, top = stacking._levels(view, view.stack())

    assert (low.name, low.units, low.state, low.output) == ("GRU layer 1", 8, (2, 8), (2, 3, 8))
    assert (top.name, top.units, top.state, top.output) == ("GRU layer 2", 4, (2, 4), (2, 3, 4))
    assert not low.is_broken
    assert not top.is_broken


def test_all_levels_above_the_break_are_broken():
    view = LayersView(stack_sizes="4, 4, 4", returns_1="last h_t")

    assert [level.is_broken for level in stacking._levels(view, view.stack())] == [
        False,
        True,
        True,
    ]


def test_the_headlines_shapes_end_where_the_stack_breaks():
    whole = LayersView(stack_sizes="4, 5, 6", b_size=1, s_size=2, n_size=3)
    broken = replace(whole, returns_2="last h_t")

    assert stacking._figures(whole.stack()) == (
        "[1, 2, 3]",
        "→ [1, 2, 4]",
        "→ [1, 2, 5]",
        "→ [1, 2, 6]",
    )
    assert stacking._figures(broken.stack()) == ("[1, 2, 3]", "→ [1, 2, 4]", "→ [1, 5]")


@pytest.mark.parametrize(
    ("text", "n_layers"), [("64, 64", 2), ("0", 1), ("1 1 1 1 1 1", 4), ("many", 0), ("", 0)]
)
def test_there_are_as_many_switches_as_layers_that_can_be_read(text, n_layers):
    assert stacking._n_layers(text) == n_layers


def test_the_output_part_reads_a_stack_in_which_nothing_is_broken():
    broken = Stack("rnn", 1, 2, 3, (4, 5), (False, False))

    assert output._whole(broken).broken is None
    assert output._whole(broken).hidden_sizes == (4, 5)


def test_what_holds_each_array_is_read_from_its_own_fields():
    view = LayersView(
        kernel_reg="l1",
        recurrent_reg="none",
        bias_reg="l1_l2",
        kernel_con="unit_norm",
        recurrent_con="non_neg",
        bias_con="none",
        pull=0.3,
        norm_limit=0.7,
    )

    assert training.holds(view) == (
        ("W_ih", "l1", "unit_norm", 0.3, 0.7),
        ("W_hh", "none", "non_neg", 0.3, 0.7),
        ("b", "l1_l2", "none", 0.3, 0.7),
    )


def test_a_bias_that_is_not_there_is_not_held():
    view = LayersView(cell_bias="without", bias_reg="l1")

    assert [name for name, *_ in training.named(view)] == ["W_ih", "W_hh"]


@pytest.mark.parametrize(
    ("radius", "meaning"),
    [
        (0.4, prose.FADES),
        (0.97, prose.FADES),
        (0.99, prose.KEEPS),
        (1.0, prose.KEEPS),
        (1.01, prose.KEEPS),
        (1.03, prose.GROWS),
        (64.0, prose.GROWS),
    ],
)
def test_a_spectral_radius_says_what_becomes_of_memories(radius, meaning):
    assert weights._meaning(radius) == meaning


@pytest.mark.parametrize("name", [n for n in dir(prose) if n.isupper()])
def test_no_sentence_ends_in_a_blank_or_has_two(name):
    said = getattr(prose, name)
    sentences = said.values() if isinstance(said, dict) else [said]

    for sentence in sentences:
        text = " ".join(sentence) if isinstance(sentence, tuple) else sentence
        assert text == text.strip()
        assert "  " not in text


def test_sizes_of_the_small_training_are_the_librarys():
    from rnnviz.layers import small_training

    assert training.FEATURES == small_training.FEATURES
    assert training.MAX_UNITS == small_training.MAX_UNITS
    assert training.BATCH == small_training.BATCH
    assert training.TIMESTEPS == small_training.TIMESTEPS
    assert f"{small_training.N_STEPS} steps" in prose.READ_TRAINING.replace("\n", " ")


def test_the_timesteps_that_are_read_are_those_that_the_sentence_says():
    from app import cache_layers
    from app.layers import cell_code

    assert cell_code.TIMESTEPS == cache_layers.TIMESTEPS
    assert f"reads {cache_layers.TIMESTEPS} timesteps" in prose.READ_ACTIVATION


def test_parts_that_fix_their_sizes_leave_the_rest_of_the_view():
    view = replace(COURSE, kernel_init="ones", cell_units=7)

    assert output.output_code(view, view.stack())[0] == "layers_output"
    assert training.holds(view) == training.holds(replace(view, cell_units=9))
