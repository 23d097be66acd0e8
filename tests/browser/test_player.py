"""The player alone, opened from disk: what a class sees and what the keys do."""

import re
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import rnnviz
from rnnviz.palette import DARK, LIGHT
from rnnviz.stage.labels import Labels
from rnnviz.stage.player import player_source
from rnnviz.stage.scene import Scene, build_scene
from tests.browser.static_page import WORDS, random_trace, write_page

Show = Callable[..., None]


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Show:
    """Open the player with a trace (or a scene's bytes) at an address' hash."""

    def opened(shown: rnnviz.Trace | bytes, hash_: str = "", ground: str = "#fbfaf8", **known):
        message = shown if isinstance(shown, bytes) else scene_of(shown, **known)
        page.goto(f"{write_page(tmp_path, message, ground)}#{hash_}")

    return opened


def scene_of(trace: rnnviz.Trace, **known: object) -> bytes:
    return build_scene(trace, Labels(**known)).to_bytes()


def cursor(page: Page) -> Locator:
    return page.locator(".rnnviz-player")


def is_at(page: Page, **where: int) -> None:
    for name, value in where.items():
        expect(cursor(page)).to_have_attribute(f"data-{name}", str(value))


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("+", ""))


def ledger(page: Page) -> dict[str, float]:
    """The ledger's numbers by the names beside them."""
    rows = page.locator(".rv-ledger-table tbody tr").all()
    cells = [(row.locator(".rv-name span").first, row.locator(".rv-value")) for row in rows]
    return {name.inner_text(): number(value.inner_text()) for name, value in cells}


# Numbers


@pytest.mark.parametrize(("t", "layer", "unit"), [(1, 1, 1), (4, 2, 16), (10, 1, 7)])
def test_the_ledger_shows_the_numbers_of_the_trace_at_the_cursor(page, show, t, layer, unit):
    trace = random_trace()
    show(trace, f"t={t}&layer={layer}&unit={unit}")
    record, at = trace.layers[layer - 1], (t - 1, unit - 1)

    shown = ledger(page)

    assert shown["forget gate"] == pytest.approx(record.forget_gate[at], abs=5e-4)
    assert shown["cell state before"] == pytest.approx(record.before("cell")[at], abs=5e-4)
    assert shown["hidden state"] == pytest.approx(record.hidden[at], abs=5e-4)


@pytest.mark.parametrize(
    "conventions",
    [
        {"cell": "rnn"},
        {"cell": "rnn", "nonlinearity": "relu"},
        {"cell": "lstm"},
        {"cell": "gru"},
        {"cell": "gru", "reset_after": False},
    ],
    ids=str,
)
def test_every_equation_is_worked_out_on_the_page_and_ticked(page, show, conventions):
    show(random_trace(**conventions), "t=5&unit=3")

    ticks = page.locator(".rv-cell .rv-tick").all()

    assert len(ticks) == 3
    for tick in ticks:
        expect(tick).to_have_attribute("data-holds", "true")
        expect(tick).to_have_text(re.compile(r"✓ (0|\de−\d+)"))


def test_a_wrong_number_in_the_scene_turns_its_tick_into_a_red_cross(page, show):
    trace = random_trace()
    hidden = trace.layers[1].hidden.copy()
    hidden[3, 4] += 0.1
    layers = (trace.layers[0], replace(trace.layers[1], hidden=hidden))

    show(replace(trace, layers=layers), "t=4&layer=2&unit=5")

    wrong = page.locator('.rv-cell [data-result="hidden"] .rv-tick')
    expect(wrong).to_have_text("✗ 1e−1")
    expect(wrong).to_have_css("color", "rgb(194, 51, 77)")
    expect(page.locator('.rv-cell [data-result="cell"] .rv-tick')).to_contain_text("✓")


def test_the_equation_repeats_exactly_the_numbers_of_the_ledger(page, show):
    show(random_trace(), "t=4&unit=5")
    rows = ledger(page)

    figures = page.locator('.rv-cell [data-result="cell"] .rv-figure').all_inner_texts()

    names = ["forget gate", "cell state before", "input gate", "candidate"]
    assert [number(figure) for figure in figures] == [rows[name] for name in names]


def test_the_question_names_the_gate_and_its_two_bars_add_up_to_it(page, show):
    show(random_trace(), "t=4&unit=5")
    page.locator('.rv-choice[data-block="output_gate"]').click()

    bars = [number(text) for text in page.locator(".rv-cause .rv-value").all_inner_texts()]

    expect(page.locator(".rv-question")).to_have_text(re.compile("Why is the output gate .*open"))
    gate = ledger(page)["output gate"]
    assert gate == pytest.approx(1 / (1 + np.exp(-sum(bars))), abs=1e-3)


@pytest.mark.parametrize(("layer", "origin"), [(1, "from this word"), (2, "from the layer below")])
def test_an_input_contribution_says_whose_it_is(page, show, layer, origin):
    show(random_trace(), f"layer={layer}")

    expect(page.locator(".rv-cause").first).to_contain_text(origin)


def test_a_click_on_a_ledger_row_asks_why_of_its_gate(page, show):
    show(random_trace())

    page.get_by_role("rowheader", name="input gate").click()

    expect(page.locator(".rv-question")).to_contain_text("Why is the input gate")


def test_the_pointer_tells_the_value_under_it_and_of_the_future_nothing(page, show):
    trace = random_trace(hidden_sizes=(4,))
    show(trace, "t=2&unit=1")
    hint, drawing = page.locator(".rv-tip"), page.locator(".rv-network-canvas")

    row = page.get_by_role("rowheader", name="forget gate").bounding_box()
    strips = page.locator(".rv-ledger-canvas").bounding_box()
    middle = row["y"] + row["height"] / 2 - strips["y"]
    page.locator(".rv-ledger-canvas").hover(position={"x": 8, "y": middle})
    expect(hint).to_have_text(f"forget gate, unit 1: {trace.layers[0].forget_gate[1, 0]:.3f}")
    drawing.hover(position={"x": 500, "y": 120})

    expect(hint).to_contain_text("not read yet")


# Moving


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        (["ArrowRight", "ArrowRight"], {"t": 3}),
        (["PageDown", "PageDown", "PageUp"], {"t": 2}),
        (["ArrowRight", "ArrowLeft", "ArrowLeft"], {"t": 1}),
        (["End", "ArrowRight"], {"t": 10}),
        (["End", "Home"], {"t": 1}),
        (["ArrowDown", "ArrowDown"], {"layer": 1}),
        (["ArrowDown", "ArrowUp", "ArrowUp"], {"layer": 2}),
        (["]", "]", "["], {"unit": 2}),
        (["[", "["], {"unit": 1}),
        (["Control+ArrowRight", "Alt+ArrowRight", "Meta+ArrowRight"], {"t": 1}),
    ],
    ids=str,
)
def test_keys_move_the_cursor_and_stop_at_the_ends(page, show, keys, where):
    show(random_trace())

    for key in keys:
        page.keyboard.press(key)

    is_at(page, **where)


def test_keys_are_left_alone_while_someone_types(page, show):
    show(random_trace(), "t=3")
    field = page.locator("#field")
    field.focus()

    page.keyboard.type("1 [2] +")
    page.keyboard.press("ArrowLeft")

    is_at(page, t=3, unit=1)
    expect(field).to_have_value("1 [2] +")


def test_a_click_on_a_word_a_strip_or_a_unit_goes_there(page, show):
    show(random_trace(hidden_sizes=(4, 4)))

    page.get_by_role("button", name="good").click()
    is_at(page, t=5)
    strips = page.locator(".rv-ledger-canvas").bounding_box()
    page.locator(".rv-ledger-canvas").click(position={"x": strips["width"] * 0.9, "y": 20})
    is_at(page, unit=4)
    page.locator(".rv-network-canvas").click(position={"x": 135, "y": 200})
    is_at(page, t=1, layer=1)


def test_by_layer_a_step_climbs_the_layers_and_the_answer_waits_for_the_top(page, show):
    show(random_trace(), "t=1&layer=2")
    page.keyboard.press("2")
    page.keyboard.press("ArrowRight")

    is_at(page, t=2, layer=1)
    answers = page.locator(".rv-number")
    expect(answers.nth(0)).not_to_be_empty()
    expect(answers.nth(1)).to_be_empty()
    page.keyboard.press("ArrowRight")
    is_at(page, t=2, layer=2)
    expect(answers.nth(1)).not_to_be_empty()


@pytest.mark.own_profile
def test_playing_walks_to_the_last_word_and_stops_there(page, show):
    page.clock.install(time=0)
    show(random_trace(), "t=8")
    page.clock.pause_at(60_000)

    page.keyboard.press(" ")
    page.clock.run_for(100)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.clock.run_for(1400)
    is_at(page, t=9)
    page.clock.run_for(3000)

    is_at(page, t=10)
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_after_a_click_on_a_word_the_space_bar_still_plays(page, show):
    show(random_trace())
    page.get_by_role("button", name="good").click()

    page.keyboard.press(" ")

    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_the_space_bar_presses_the_button_that_tab_led_to(page, show):
    show(random_trace())
    page.get_by_role("button", name="the", exact=True).first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")

    page.keyboard.press(" ")

    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_plus_and_minus_change_the_speed_between_a_half_and_four(page, show):
    show(random_trace())
    speed = page.locator(".rv-speed")

    for key, text in (
        ("+", "2×"),
        ("+", "4×"),
        ("+", "10×"),
        ("+", "10×"),
        ("-", "4×"),
        ("-", "2×"),
        ("-", "1×"),
        ("-", "0.5×"),
    ):
        page.keyboard.press(key)
        expect(speed).to_have_text(text)


def test_the_scrub_track_follows_the_cursor_and_leads_it(page, show):
    show(random_trace(), "t=4")
    scrub = page.get_by_role("slider", name="Timestep")

    expect(scrub).to_have_value("4")
    expect(scrub).to_have_attribute("aria-valuetext", "4 of 10: not")
    scrub.fill("7")

    is_at(page, t=7)


def test_the_sheet_of_keys_opens_with_a_question_mark_and_closes_with_escape(page, show):
    show(random_trace())
    sheet = page.get_by_role("dialog", name="Keys")

    page.keyboard.press("?")
    expect(sheet.get_by_text("the layer above")).to_be_visible()
    page.keyboard.press("Escape")

    expect(sheet).to_be_hidden()


def test_after_destroy_nothing_is_left_and_the_keys_are_free(page, show):
    show(random_trace())

    page.evaluate("window.player.destroy()")
    page.keyboard.press("ArrowRight")

    expect(cursor(page)).to_be_empty()
    is_at(page, t=1)


# The address


def test_the_cursor_is_kept_in_the_address_beside_what_others_keep_there(page, show):
    show(random_trace(), "lesson=3&t=2")

    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")

    expect(page).to_have_url(re.compile(r"#lesson=3&t=3&layer=2&unit=2$"))


@pytest.mark.parametrize("address", ["t=99&layer=x&unit=0", "t=-1&layer=1.5&unit=", "t=1e9"])
def test_an_address_that_names_no_such_place_falls_back_to_the_start(page, show, address):
    show(random_trace(), address)

    is_at(page, t=1, layer=2, unit=1)


@pytest.mark.parametrize(("tokens", "t"), [(WORDS, 5), (WORDS[::-1], 1)], ids=["same", "other"])
def test_another_network_keeps_the_place_and_another_sentence_starts_anew(page, show, tokens, t):
    show(random_trace(), "t=5&unit=16")
    scene = scene_of(random_trace("gru", hidden_sizes=(8,), tokens=tokens))

    page.evaluate("bytes => window.player.update(new Uint8Array(bytes))", list(scene))

    is_at(page, t=t, layer=1, unit=1)
    expect(page.locator(".rv-question")).to_contain_text("reset gate")


# The sentence


def test_only_words_that_were_read_have_an_answer(page, show):
    trace = random_trace()
    show(trace, "t=4", class_names=["positive"])

    answers = page.locator(".rv-number").all_inner_texts()

    assert answers[:4] == [f"{p:.2f}" for p in trace.probabilities[:4, 0]]
    assert answers[4:] == [""] * 6
    expect(page.locator(".rv-chips-label").first).to_contain_text("positive")


def test_of_several_classes_the_likeliest_is_named_under_its_word(page, show):
    trace = random_trace(n_classes=3)
    show(trace, class_names=["sad", "calm", "glad"])

    best = int(trace.probabilities[0].argmax())

    name = ["sad", "calm", "glad"][best]
    expect(page.locator(".rv-number").first).to_have_text(
        f"{name} {trace.probabilities[0, best]:.2f}"
    )


def test_words_are_text_whatever_they_hold_and_keep_their_direction(page, show):
    tokens = ("<b>bold</b>", "שלום", "&amp;", "good")
    show(random_trace(tokens=tokens))

    chips = page.locator(".rv-chip")

    expect(chips).to_have_text(list(tokens))
    expect(page.locator(".rv-stage b:not(.rv-outcome)")).to_have_count(0)
    assert chips.nth(1).evaluate("chip => getComputedStyle(chip).direction") == "rtl"


def test_random_weights_and_unknown_words_are_said_in_plain_sentences(page, show):
    show(random_trace(), is_random=True, is_unknown=[word == "movie" for word in WORDS])

    expect(page.get_by_text("Random weights: nothing has been learned.")).to_be_visible()
    expect(
        page.get_by_text(
            "“movie” has no vector; the network reads zeros there, "
            "so only its memory and biases speak."
        )
    ).to_be_visible()
    chip = page.get_by_role("button", name="movie")
    expect(chip).to_have_attribute("title", "Unknown word: the network reads a vector of zeros")


def test_trained_weights_and_known_words_need_no_banner(page, show):
    show(random_trace())

    expect(page.locator(".rv-banner")).to_be_hidden()


def test_a_sentence_for_listeners_tells_each_step_and_its_largest_cause(page, show):
    trace = random_trace()
    show(trace)

    page.keyboard.press("ArrowRight")

    before, now = trace.layers[1].hidden[:2, 0]
    verb = "falls" if now < before else "rises"
    change = f"unit 1 of layer 2 {verb} from {before:+.2f} to {now:+.2f}, mostly because the "
    heard = page.locator("[aria-live]")
    expect(heard).to_contain_text(f"Timestep 2, “\u2068movie\u2069”: {change}".replace("-", "−"))
    expect(heard).to_contain_text("pushes by")
    expect(heard).to_contain_text(f"Probability {trace.probabilities[1, 0]:.2f}.")


def test_every_button_has_a_name_and_every_canvas_a_text_twin(page, show):
    show(random_trace())

    buttons = page.locator("button:visible").all()
    names = [b.get_attribute("aria-label") or b.inner_text() for b in buttons]

    assert all(name.strip() for name in names)
    assert page.locator("canvas:not([aria-hidden])").count() == 0
    expect(page.get_by_role("table", name="Layer 2, timestep 1, unit 1")).to_be_visible()


# What cannot be shown


def cut(scene: Scene) -> bytes:
    return scene.to_bytes()[:-8]


def renamed(scene: Scene) -> bytes:
    return Scene({**scene.header, "format": "other"}, scene.blob).to_bytes()


def outdated(scene: Scene) -> bytes:
    return Scene({**scene.header, "version": 99}, scene.blob).to_bytes()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (cut, "it ends before its last number"),
        (renamed, "it is not an rnnviz scene"),
        (outdated, "its version is 99, not 2"),
        (lambda _: b"\x01", "it is shorter than its own length field"),
        (lambda _: struct.pack("<I", 999) + b"{}", "it ends inside its header"),
    ],
)
def test_a_spoilt_scene_gets_one_sentence_in_its_place(page, show, spoil, reason):
    show(spoil(build_scene(random_trace())))

    expect(page.get_by_role("status")).to_have_text(f"This scene cannot be shown: {reason}.")
    expect(page.locator(".rv-stage")).to_be_hidden()


def test_without_data_the_stage_waits_at_its_full_height(page, show):
    show(random_trace())
    full = cursor(page).bounding_box()

    page.evaluate("window.player.update(null)")

    expect(page.get_by_role("status")).to_have_text("The stage waits for a sentence.")
    assert cursor(page).bounding_box() == full


# Looks


@pytest.mark.parametrize(
    ("ground", "palette"), [("#fbfaf8", LIGHT), ("#121418", DARK), ("rgb(18, 20, 24)", DARK)]
)
def test_the_theme_is_that_of_the_page_around_it(page, show, ground, palette):
    show(random_trace(), ground=ground)

    accent = cursor(page).evaluate("root => root.style.getPropertyValue('--accent')")

    assert accent == palette.accent


@pytest.mark.parametrize("n_words", [1, 20, 60])
@pytest.mark.parametrize("hidden_sizes", [(4,), (64,) * 6])
def test_the_stage_fits_a_projector_below_the_pages_head(page, show, n_words, hidden_sizes):
    tokens = (WORDS * 6)[:n_words]
    show(random_trace("gru", hidden_sizes, tokens), is_random=True)

    box = page.locator(".rv-stage").bounding_box()
    cell = page.locator(".rv-cell")

    assert box["height"] == 590
    assert cell.evaluate("cell => cell.scrollHeight - cell.clientHeight") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_a_phone_scrolls_down_never_sideways_and_keeps_the_transport(page, show):
    page.set_viewport_size({"width": 390, "height": 844})
    show(random_trace(tokens=WORDS * 2), "t=15")

    transport = page.get_by_role("group", name="Transport").bounding_box()
    targets = [b.bounding_box() for b in page.locator(".rv-transport button:visible").all()]

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert transport["y"] + transport["height"] == pytest.approx(844, abs=1)
    assert min(min(box["width"], box["height"]) for box in targets) >= 44
    expect(page.locator("[aria-current=step]")).to_be_in_viewport(ratio=1)


def test_where_units_share_a_cell_the_stage_says_so(page, show):
    show(random_trace(hidden_sizes=(512,)))

    expect(page.locator(".rv-ledger .rv-note")).to_have_text(re.compile(r"strongest of \d+ units"))


def test_no_text_is_smaller_than_twelve_pixels(page, show):
    show(random_trace(), "t=4")

    sizes = page.evaluate("""() => [...document.querySelectorAll(".rv-stage *:not(sub)")]
        .filter((node) => node.offsetParent && node.textContent.trim())
        .map((node) => parseFloat(getComputedStyle(node).fontSize))""")

    assert min(sizes) >= 12


# As a component


CALL_THRICE = """async ([source, scene]) => {
    window.player.destroy();
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const { default: render } = await import(address);
    const parentElement = document.querySelector("main");
    const data = new Uint8Array(scene);
    for (const given of [null, data, data]) window.leave = render({ data: given, parentElement });
}"""


def test_called_again_by_streamlit_it_stays_one_player_at_its_place(page, show):
    scene = scene_of(random_trace())
    show(scene, "t=2")

    page.evaluate(CALL_THRICE, [player_source(), list(scene)])

    page.keyboard.press("ArrowRight")
    is_at(page, t=3)
    page.evaluate("window.leave()")
    expect(cursor(page)).to_be_empty()
