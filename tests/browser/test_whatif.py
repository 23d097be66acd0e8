"""What if: the page's replay is the library's own, and every change can be taken back."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.stage.labels import Labels
from rnnviz.stage.scene import build_scene
from tests.browser.static_page import WORDS, write_page

CELLS = {
    "rnn": {"cell": "rnn"},
    "relu": {"cell": "rnn", "nonlinearity": "relu"},
    "lstm": {"cell": "lstm"},
    "gru": {"cell": "gru"},
    "before": {"cell": "gru", "reset_after": False},
}
VECTORS = np.random.default_rng(0).normal(size=(len(WORDS), 8)).astype(np.float32)
BAD = np.linspace(-1, 1, 8, dtype=np.float32)


def traced(kind: str, *changes: rnnviz.Intervention, n_classes: int = 2) -> rnnviz.Trace:
    network = rnnviz.Network.random(
        input_size=8, hidden_sizes=(6, 5), n_classes=n_classes, init="torch", seed=1, **CELLS[kind]
    )
    return rnnviz.trace(network, VECTORS, tokens=WORDS, interventions=changes)


@pytest.fixture
def show(page: Page, tmp_path):
    """Open the player with a trace at an address' hash."""

    def opened(trace: rnnviz.Trace, hash_: str = "") -> None:
        page.goto("about:blank")
        scene = build_scene(trace, Labels(words={"bad": BAD})).to_bytes()
        page.goto(f"{write_page(tmp_path, scene)}#{hash_}")
        expect(page.locator(".rv-stage")).to_be_visible()

    return opened


READ = """(names) => {
  const { scene } = window.player;
  const all = (table) => table && Array.from(table.values);
  return { layers: scene.layers.map((record) =>
             Object.fromEntries(names.map((name) => [name, all(record[name])]))),
           output: all(scene.output), probabilities: all(scene.probabilities) };
}"""


def agree(page: Page, expected: rnnviz.Trace) -> None:
    """Every number on the page is the library's."""
    names = [name for name, _ in expected.layers[0].quantities() if name != "input"]
    shown = page.evaluate(READ, names)
    for layer, record in zip(shown["layers"], expected.layers, strict=True):
        for name in names:
            np.testing.assert_allclose(
                layer[name], getattr(record, name).ravel(), rtol=0, atol=2e-6, err_msg=name
            )
    np.testing.assert_allclose(shown["output"], expected.output.ravel(), rtol=0, atol=2e-6)
    np.testing.assert_allclose(
        shown["probabilities"], expected.probabilities.ravel(), rtol=0, atol=2e-6
    )


QUANTITIES = {
    "rnn": ("hidden",),
    "relu": ("hidden",),
    "lstm": ("input_gate", "forget_gate", "output_gate", "candidate", "cell", "hidden"),
    "gru": ("reset_gate", "update_gate", "candidate", "hidden"),
    "before": ("reset_gate", "update_gate", "candidate", "hidden"),
}


@pytest.mark.parametrize(
    ("kind", "quantity"), [(kind, name) for kind, names in QUANTITIES.items() for name in names]
)
def test_a_set_quantity_gives_on_the_page_what_it_gives_in_the_library(page, show, kind, quantity):
    show(traced(kind), f"edits={quantity}:1:3:4-6:0.9;{quantity}:2:0:7-7:-0.2")

    agree(
        page,
        traced(
            kind,
            rnnviz.Intervention(quantity, layer=1, units=(3,), timesteps=(4, 6), value=0.9),
            rnnviz.Intervention(quantity, layer=2, timesteps=(7, 7), value=-0.2),
        ),
    )


@pytest.mark.parametrize("kind", CELLS)
def test_another_first_state_is_replayed_from_the_first_word(page, show, kind):
    show(traced(kind), "edits=h_0:1:2:1-1:0.7")

    h_0 = rnnviz.Intervention("h_0", layer=1, units=(2,), value=0.7)
    agree(page, traced(kind, h_0))


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize(
    ("word", "vector"), [("bad", BAD), ("good", VECTORS[4]), ("(zeros)", BAD * 0)]
)
def test_a_swapped_word_is_read_as_the_other_words_vector(page, show, kind, word, vector):
    show(traced(kind), f"edits=input:1:0:2-2:{word}")

    swapped = rnnviz.Intervention("input", layer=1, timesteps=(2, 2), value=vector)
    agree(page, traced(kind, swapped))


def test_what_lies_before_a_change_stays_bit_for_bit(page, show):
    trace = traced("lstm")
    show(trace, "edits=forget_gate:2:0:5-10:0")

    hidden = np.float32(page.evaluate(READ, ["hidden"])["layers"][1]["hidden"]).reshape(10, 5)

    np.testing.assert_array_equal(hidden[:4], trace.layers[1].hidden[:4])
    assert (hidden[4:] != trace.layers[1].hidden[4:]).all()


def test_the_proof_leaves_out_what_was_set_and_holds_for_the_rest(page, show):
    show(traced("lstm"), "edits=forget_gate:2:0:5-6:0")
    badge = page.locator(".rv-badge")

    expect(badge).to_have_attribute("data-is-done", "true")
    n = 10 * (11 * (4 * 3 + 4 + 2)) + 10 * 4 - 2 * 5

    expect(badge).to_contain_text(f"✓ all {n:,} numbers re-derived")
    expect(badge).to_contain_text("with your changes")


def test_a_typed_value_is_set_shown_and_kept_in_the_link(page, show):
    trace = traced("lstm")
    show(trace, "t=4&layer=2&unit=3&pane=whatif")

    page.get_by_role("button", name="Change the output gate").click()
    field = page.get_by_role("spinbutton", name="Value")
    field.fill("0")
    field.press("Enter")

    told = "layer 2, unit 3, t 4: output gate = 0.000"
    expect(page.locator(".rv-edits li")).to_contain_text(told)
    expect(page).to_have_url(re.compile(r"edits=output_gate%3A2%3A3%3A4-4%3A0"))
    closed = rnnviz.Intervention("output_gate", layer=2, units=(3,), timesteps=(4, 4), value=0.0)
    agree(page, traced("lstm", closed))


def test_no_key_is_stolen_while_a_value_is_typed(page, show):
    show(traced("lstm"), "t=4&layer=2&unit=3&pane=whatif")
    field = page.get_by_role("spinbutton", name="Value")
    field.focus()

    for key in ("ArrowRight", "End", "1", "f", "n", "z", " ", "Enter"):
        page.keyboard.press(key)

    player = page.locator(".rnnviz-player")
    for name, value in (("t", "4"), ("unit", "3"), ("zoom", "network"), ("pane", "whatif")):
        expect(player).to_have_attribute(f"data-{name}", value)
    expect(page.get_by_role("button", name="Fold")).to_have_text("Fold")


def test_the_slider_replays_from_here_on_for_all_units(page, show):
    show(traced("gru"), "t=3&layer=1&pane=whatif")

    page.get_by_role("button", name="Change the update gate").click()
    page.get_by_role("button", name="all units").click()
    page.get_by_role("button", name="from here on").click()
    page.get_by_role("slider", name="Value").fill("1")

    kept = rnnviz.Intervention("update_gate", layer=1, timesteps=(3, 10), value=1.0)
    agree(page, traced("gru", kept))
    effect = re.compile(r"At the end: class \d .* before, .* after")
    expect(page.locator(".rv-effect")).to_have_text(effect)


def test_the_word_read_here_can_be_swapped_from_a_list(page, show):
    show(traced("lstm"), "t=5&pane=whatif")

    page.get_by_role("combobox", name="Word read instead").select_option("bad")

    expect(page.locator(".rv-edits li")).to_contain_text("t 5: read “bad” instead of")
    agree(page, traced("lstm", rnnviz.Intervention("input", layer=1, timesteps=(5, 5), value=BAD)))


def test_a_drag_of_the_slider_is_undone_as_one(page, show):
    trace = traced("lstm")
    show(trace, "t=4&layer=2&unit=3&pane=whatif")
    slider = page.get_by_role("slider", name="Value")
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2

    page.mouse.move(box["x"] + 0.5 * box["width"], middle)
    page.mouse.down()
    for share in (0.6, 0.7, 0.8):
        page.mouse.move(box["x"] + share * box["width"], middle)
    page.mouse.up()
    expect(page.locator(".rv-edits li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".rv-edits li")).to_have_count(0)
    agree(page, trace)


def test_undo_takes_back_the_last_change_and_start_over_all_of_them(page, show):
    trace = traced("lstm")
    show(trace, "t=4&pane=whatif&edits=forget_gate:2:1:4-4:0;input_gate:2:1:4-4:0")
    changes = page.locator(".rv-edits li")
    page.get_by_role("button", name="Change the candidate").click()
    page.get_by_role("spinbutton", name="Value").fill("0.5")
    page.get_by_role("spinbutton", name="Value").press("Enter")
    expect(changes).to_have_count(3)

    page.keyboard.press("z")
    expect(changes).to_have_count(2)
    changes.first.get_by_role("button").click()
    expect(changes).to_have_count(1)
    page.get_by_role("button", name="Start over").click()

    expect(changes).to_have_count(0)
    agree(page, trace)
    expect(page).not_to_have_url(re.compile("edits"))


def test_before_after_and_difference_stand_as_three_strips_and_in_the_output(page, show):
    trace = traced("lstm", n_classes=1)
    show(trace, "t=10&edits=cell:2:0:3-3:2")
    changed = traced(
        "lstm",
        rnnviz.Intervention("cell", layer=2, timesteps=(3, 3), value=2.0),
        n_classes=1,
    )

    expect(page.locator(".rv-note").first).to_contain_text("after, before, the difference;")
    expect(page.locator(".rv-number").last).to_have_text(f"{changed.probabilities[-1, 0]:.3f}")
    expect(page.locator(".rv-before").last).to_have_text(f"{trace.probabilities[-1, 0]:.3f}")
    expect(page.get_by_role("button", name="difference", exact=True)).to_be_visible()


CAME_SET = (
    rnnviz.Intervention("forget_gate", layer=1, units=(2,), timesteps=(4, 6), value=0.0),
    rnnviz.Intervention("input", layer=2, units=(1,), timesteps=(5, 5), value=0.8),
    rnnviz.Intervention("pre_activation.candidate", layer=2, timesteps=(7, 7), high=0.1),
)


def test_what_came_set_from_the_library_is_no_fault_and_says_so(page, show):
    show(traced("lstm", *CAME_SET), "t=4&layer=1&unit=2&zoom=cell")
    badge = page.locator(".rv-badge")

    expect(badge).to_have_attribute("data-is-done", "true")
    expect(badge).to_have_attribute("data-holds", "true")
    expect(badge).to_contain_text("with the changes it came with")
    set_by_hand = page.locator('.rv-workings [data-result="forget_gate"] .rv-tick')
    expect(set_by_hand).to_have_text("✎ set")
    page.keyboard.press("Escape")
    expect(
        page.get_by_text("Some numbers were set by hand where this trace was made")
    ).to_be_visible()


def test_a_change_on_the_page_keeps_what_came_set_from_the_library(page, show):
    show(traced("lstm", *CAME_SET), "edits=output_gate:1:3:2-9:0.9")

    opened = rnnviz.Intervention("output_gate", layer=1, units=(3,), timesteps=(2, 9), value=0.9)
    only_set = [change for change in CAME_SET if change.value is not None]
    expected = traced("lstm", *only_set, opened).layers[0]
    shown = page.evaluate(READ, ["hidden", "forget_gate"])["layers"][0]
    np.testing.assert_allclose(shown["hidden"], expected.hidden.ravel(), rtol=0, atol=2e-6)
    np.testing.assert_allclose(shown["forget_gate"], expected.forget_gate.ravel(), atol=2e-6)


@pytest.mark.parametrize(
    "edits",
    [
        "forget_gate:9:1:1-1:0",
        "forget_gate:1:99:1-1:0",
        "forget_gate:1:1:5-4:0",
        "forget_gate:1:1:1-1:NaN",
        "input:1:0:1-1:unheard",
        "mood:1:1:1-1:0",
        "%E0%A4%A:::",
        "input:1:0:1-1:__proto__",
        ";;;;",
    ],
)
def test_edits_that_no_hand_could_make_are_left_out(page, show, edits):
    trace = traced("lstm")
    show(trace, f"edits={edits}")

    agree(page, trace)
    assert json.loads(page.evaluate("JSON.stringify(window.player.edits)")) == []
