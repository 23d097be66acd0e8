"""The Layers page: every view is a link, numbers are the library's, nonsense is answered."""

import re
from dataclasses import fields

import pytest
import torch
from streamlit.testing.v1 import AppTest

from app.layers.stack_code import keras_error
from app.prose import english_layers as prose
from app.state import (
    ConvolutionView,
    EncodeView,
    LayersView,
    MemoryView,
    StepView,
    TrainView,
    WordsView,
)
from app.state.layers import KINDS, MASKS, OUTPUTS, STUDIES
from rnnviz.layers.agreement import agreement
from rnnviz.layers.names import ACTIVATION_NAMES, CONSTRAINTS, REGULARISERS
from rnnviz.written import signed
from tests.app.opened import drawn, opened, said, words_of

STACK, OUTPUT, WEIGHTS, ACTIVATION, TRAINING, DROPOUT = STUDIES


def code(page: AppTest) -> str:
    return page.code[0].value


@pytest.mark.parametrize(
    "view",
    [
        *(LayersView(kind=kind) for kind in KINDS),
        LayersView(stack_sizes="5, 4, 3", b_size=2, s_size=6, n_size=7, numbers_seed=3),
        LayersView(stack_sizes="4", returns_1="last h_t", code="Keras"),
        LayersView(returns_1="last h_t", kind="GRU"),
        LayersView(study=OUTPUT, kind="LSTM"),
        LayersView(study=OUTPUT, output_is=OUTPUTS[1], n_outputs=9, output_unit=4),
        *(LayersView(study=WEIGHTS, kind=kind, cell_bias="without") for kind in KINDS),
        LayersView(study=WEIGHTS, kernel_init="identity", recurrent_init="zeros", bias_init="ones"),
        LayersView(study=ACTIVATION, cell_activation="softplus", code="Keras"),
        LayersView(study=TRAINING, kernel_reg="orthogonal", bias_con="non_neg", pull=0.5),
        LayersView(study=DROPOUT, masks_are=MASKS[1], input_drop=0.5, drop_seed=7),
    ],
    ids=lambda view: str(view.to_query()),
)
def test_every_view_opens_from_its_address_without_an_exception(view):
    page = opened("layers", view)

    assert not page.exception
    assert LayersView.read(page.session_state) == view
    assert prose.WHAT[view.study].split("hₜ")[0] in words_of(page)
    assert len(page.code) == 1


def test_the_first_visit_shows_the_course_example_and_that_both_ways_agree():
    page = opened("layers")

    text = words_of(page)
    assert "[4, 80, 100] → [4, 80, 64] → [4, 80, 64]" in text
    assert "✓ the same numbers" in text
    assert "of 20,992 numbers" in text
    assert "2 × RNN cell stepped by hand against one call of torch.nn.RNN" in text
    assert "h0 = cell0(xt, h0)" in code(page)
    assert "h1 = cell1(h0, h1)" in code(page)


def test_last_states_are_the_numbers_that_torch_gives_for_this_seed():
    page = opened("layers", LayersView(b_size=2, s_size=3, n_size=4, stack_sizes="5, 5"))

    torch.manual_seed(0)
    x = torch.randn(2, 3, 4)
    _, last = torch.nn.RNN(4, 5, num_layers=2, batch_first=True)(x)
    for state in last.detach():
        numbers = " ".join(signed(float(v)) for v in state[0, :4])
        assert numbers in words_of(page)


def test_an_lstm_shows_both_of_its_states():
    text = words_of(opened("layers", LayersView(kind="LSTM")))

    assert "layer 2 · h₈₀" in text
    assert "layer 2 · c₈₀" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_lower_layer_that_returns_its_last_state_is_told_in_both_frameworks_words(kind):
    view = LayersView(kind=kind, returns_1="last h_t")
    page = opened("layers", view)

    stack = view.stack()
    found = agreement(stack, 0)
    assert keras_error(stack) in said(page)
    assert found.misread.error in said(page)
    assert "one series of 4 timesteps and returns [4, 64]" in said(page)
    assert "needs [b, s, n]" in words_of(page)
    assert "no error, but read as one series of 4 steps" in code(page)


def test_layers_of_different_widths_are_called_one_by_one():
    text = words_of(opened("layers", LayersView(stack_sizes="6, 3")))

    assert "against 2 calls of torch.nn.RNN" in text


@pytest.mark.parametrize(
    ("view", "answer"),
    [
        (LayersView(stack_sizes="64, 0"), "The number of units of a layer must be a whole number"),
        (LayersView(stack_sizes="many"), "“many” is not"),
        (LayersView(stack_sizes="1, 2, 3, 4, 5"), "A stack has 1 to 4 layers, not 5"),
        (LayersView(b_size=0), "b, the series of a batch, must be"),
        (LayersView(s_size=100_000), "s, the timesteps, must be"),
        (LayersView(b_size=64, s_size=200, n_size=512), "Make b, s or the layers smaller"),
        (LayersView(study=OUTPUT, stack_sizes="0"), "The number of units of a layer"),
        (LayersView(study=OUTPUT, output_is=OUTPUTS[1], n_outputs=0), "1 to 64 outputs here"),
        (LayersView(study=OUTPUT, output_is=OUTPUTS[1], output_unit=4), "4 is not one of them"),
        (LayersView(study=WEIGHTS, cell_units=0), "The number of units must be"),
        (LayersView(study=WEIGHTS, n_size=0), "n, the features, must be"),
        (LayersView(study=ACTIVATION, cell_units=10_000), "not 10,000"),
        (LayersView(study=TRAINING, descent=1e6), "The learning rate is above 0"),
        (LayersView(study=TRAINING, norm_limit=0.0), "A norm's limit is above 0"),
        (LayersView(study=TRAINING, pull=1e9), "λ is a number from 0 to 10"),
        (LayersView(study=DROPOUT, input_drop=1.0), "dropout is the share of numbers set to 0"),
        (LayersView(study=DROPOUT, recurrent_drop=3.0), "recurrent_dropout is the share"),
    ],
    ids=lambda v: str(v.to_query()) if isinstance(v, LayersView) else "",
)
def test_what_cannot_be_is_answered_in_one_sentence_and_the_page_stays(view, answer):
    page = opened("layers", view)

    assert not page.exception
    assert answer in said(page)
    assert page.segmented_control(key="study").value == view.study


@pytest.mark.parametrize(
    "query", [{"study": "Nonsense"}, {"b_size": "many"}, {"kind": "<b>"}, {"kernel_init": "xavier"}]
)
def test_nonsense_in_the_address_falls_back_to_the_defaults(query):
    page = opened("layers", **query)

    assert not page.exception
    assert LayersView.read(page.session_state) == LayersView()


def test_text_of_the_users_never_becomes_markup():
    page = opened("layers", LayersView(stack_sizes="<script>x</script>"))

    assert "<script" not in drawn(page)
    assert "“<script>x</script>” is not" in said(page)


def test_the_output_is_shown_to_be_the_state_itself():
    page = opened("layers", LayersView(study=OUTPUT))

    assert "✓ output is states[0] → True" in words_of(page)
    assert "every one of the 160 calls" in said(page)
    assert "ot is ht  # True" in code(page)


def test_a_linear_output_is_a_sum_that_torch_agrees_with():
    page = opened("layers", LayersView(study=OUTPUT, output_is=OUTPUTS[1], output_unit=2))

    text = words_of(page)
    assert "✓ torch.nn.Linear gives the same" in text
    assert "58 more units" in text
    assert "o₂ =" in text


def test_the_counts_of_all_three_cells_stand_beside_each_other_in_each_framework():
    torch_text = words_of(opened("layers", LayersView(study=WEIGHTS)))
    keras_text = words_of(opened("layers", LayersView(study=WEIGHTS, code="Keras")))

    assert "1 · (64 · 100 + 64 · 64 + 2 · 64) 10,624" in torch_text
    assert "1 · (64 · 100 + 64 · 64 + 64) 10,560" in keras_text
    assert "4 · (64 · 100 + 64 · 64 + 64) 42,240" in keras_text
    assert "3 · (64 · 100 + 64 · 64 + 2 · 64) 31,872" in keras_text


@pytest.mark.parametrize("name", ["lecun_uniform", "orthogonal", "zeros"])
def test_an_initialiser_is_drawn_and_its_spread_told(name):
    view = LayersView(study=WEIGHTS, kernel_init=name, recurrent_init=name, cell_units=16, n_size=9)

    text = words_of(opened("layers", view))

    assert f"W_hh [16, 16] {name}" in text
    assert len(re.findall(r"root mean square [\d.]+, by the formula [\d.]+", text)) == 3


def test_an_orthogonal_memory_is_said_to_keep_and_small_numbers_to_fade():
    keeps = words_of(opened("layers", LayersView(study=WEIGHTS)))
    fades = words_of(opened("layers", LayersView(study=WEIGHTS, recurrent_init="random_normal")))
    grows = words_of(opened("layers", LayersView(study=WEIGHTS, recurrent_init="ones")))

    assert f"spectral radius 1.00: {prose.KEEPS}" in keeps
    assert prose.FADES in fades
    assert f"spectral radius 64.00: {prose.GROWS}" in grows


@pytest.mark.parametrize("name", ["tanh", "selu"])
def test_an_activation_has_its_curve_and_its_sentence(name):
    page = opened("layers", LayersView(study=ACTIVATION, cell_activation=name))

    assert f"f(a): {name}" in words_of(page)
    assert prose.ACTIVATION_SAID[name] in [m.value for m in page.markdown]


def test_states_that_leave_every_bound_are_told_as_that():
    view = LayersView(study=ACTIVATION, cell_activation="linear", recurrent_init="ones")
    page = opened("layers", view)

    assert re.search(r"After timestep \d+ the numbers leave every bound", said(page))
    assert "log scale" in words_of(page)


@pytest.mark.parametrize("name", ["l1", "orthogonal", "max_norm"])
def test_what_holds_the_weights_is_explained_and_its_effect_told(name):
    where = "recurrent_reg" if name in REGULARISERS else "recurrent_con"
    view = LayersView(study=TRAINING, cell_units=16, **{"recurrent_reg": "none"} | {where: name})
    page = opened("layers", view)

    assert not page.exception
    assert prose.MEANS[name] in said(page)
    assert f"W_hh · {name}:" in said(page)


def test_every_name_that_can_be_chosen_is_explained():
    assert set(prose.MEANS) == (set(REGULARISERS) | set(CONSTRAINTS)) - {"none"}
    assert set(prose.ACTIVATION_SAID) == set(ACTIVATION_NAMES)
    assert set(prose.WHAT) == set(STUDIES)


def test_where_nothing_is_held_the_page_says_so():
    page = opened("layers", LayersView(study=TRAINING, recurrent_reg="none"))

    assert prose.NOTHING_HELD in [m.value for m in page.markdown]


@pytest.mark.parametrize(("limit", "is_idle"), [(5.0, True), (0.2, False)])
def test_a_constraint_that_never_had_anything_to_cut_is_told(limit, is_idle):
    view = LayersView(study=TRAINING, cell_units=16, kernel_con="max_norm", norm_limit=limit)
    page = opened("layers", view)

    idle = prose.NOTHING_CUT.format(name="W_ih", limit=f"{limit:g}")
    assert (idle in said(page)) == is_idle


def test_a_diverged_run_is_shown_as_what_it_is():
    view = LayersView(study=TRAINING, cell_activation="linear", recurrent_init="ones", descent=1.0)
    page = opened("layers", view)

    assert not page.exception
    assert "The free run diverged after step 0" in said(page)


def test_more_units_than_the_small_training_has_are_cut_and_said():
    page = opened("layers", LayersView(study=TRAINING, cell_units=100))

    assert prose.FEWER_UNITS.format(units=64, most=64) in said(page)


@pytest.mark.parametrize(
    ("masks", "sentence"),
    list(zip(MASKS, ("units never remember", "Keras never does this"), strict=True)),
)
def test_masks_kept_and_drawn_anew_are_told_apart(masks, sentence):
    page = opened("layers", LayersView(study=DROPOUT, masks_are=masks))

    assert sentence in said(page)
    assert prose.DROP_NOTES in said(page)
    assert "times 1 / (1 − p) = 1.25" in words_of(page)


def test_what_was_chosen_in_a_part_is_there_again_when_one_comes_back():
    page = opened("layers", LayersView(b_size=2, stack_sizes="8, 8", returns_2="last h_t"))
    for study in (DROPOUT, TRAINING, STACK):
        page.segmented_control(key="study").set_value(study).run()

    view = LayersView.read(page.session_state)
    assert (view.b_size, view.stack_sizes, view.returns_2) == (2, "8, 8", "last h_t")


def test_choices_of_one_part_reach_the_parts_that_use_them():
    page = opened("layers", LayersView(study=WEIGHTS, recurrent_init="identity", cell_units=16))
    page.segmented_control(key="study").set_value(ACTIVATION).run()

    assert page.selectbox(key="recurrent_init").value == "identity"
    assert "first 16 of 16 units" in words_of(page)


def test_no_other_page_has_a_field_of_the_same_name_but_the_shared_code():
    others = (ConvolutionView, EncodeView, MemoryView, StepView, TrainView, WordsView)
    taken = {field.name for view in others for field in fields(view)}

    assert {field.name for field in fields(LayersView)} & taken == {"code"}


@pytest.mark.parametrize("study", [TRAINING, DROPOUT, ACTIVATION])
def test_a_link_carries_the_cells_beginning_into_every_part_that_uses_it(study):
    view = LayersView(study=study, kernel_init="he_normal", recurrent_init="identity", cell_units=9)
    page = opened("layers", view)

    assert LayersView.read(page.session_state) == view
    assert "init.eye_(W_hh)" in code(page)
    assert "torch.empty(9, 9" in code(page)
