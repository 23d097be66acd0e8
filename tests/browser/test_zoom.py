"""From the sentence to one product of a weight and an input, and back; the player alone."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.stage.labels import Labels
from rnnviz.stage.scene import build_scene
from tests.browser.static_page import WORDS, random_trace, write_page

CELLS = [
    {"cell": "rnn"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "gru", "reset_after": False},
]


@pytest.fixture
def show(page: Page, tmp_path):
    """Open the player with a trace at an address' hash."""

    def opened(trace: rnnviz.Trace, hash_: str = "", **known: object) -> None:
        page.goto("about:blank")
        scene = build_scene(trace, Labels(**known)).to_bytes()
        page.goto(f"{write_page(tmp_path, scene)}#{hash_}")
        expect(page.locator(".rv-stage")).to_be_visible()

    return opened


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("+", "").replace("=", ""))


def shows(page: Page, *names: str) -> None:
    """Exactly these panes are on the stage."""
    panes = ["left", "cell", "workings", "terms", "path", "code", "whatif"]
    for name in panes:
        expect(page.locator(f".rv-pane.rv-{name}")).to_be_visible(visible=name in names)


def line(page: Page, result: str):
    return page.locator(f'.rv-workings [data-result="{result}"]')


# Zooming


def test_enter_opens_the_cell_and_then_its_numbers_and_escape_comes_back(page, show):
    show(random_trace(), "t=4&unit=5")
    shows(page, "left", "cell")

    page.keyboard.press("Enter")
    shows(page, "cell", "workings")
    page.keyboard.press("Enter")
    shows(page, "workings", "terms")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    shows(page, "left", "cell")


def test_a_second_click_on_a_cell_opens_it_in_place(page, show):
    show(random_trace(hidden_sizes=(4, 4)))
    strip = {"x": 135, "y": 200}

    page.locator(".rv-network-canvas").click(position=strip)
    shows(page, "left", "cell")
    page.wait_for_timeout(400)  # or it would be a double click
    page.locator(".rv-network-canvas").click(position=strip)

    shows(page, "cell", "workings")


def test_the_trail_names_where_one_is_and_leads_to_every_level(page, show):
    show(random_trace(), "t=4&layer=2&unit=5&zoom=number")
    trail = page.get_by_role("navigation", name="Zoom")

    expect(trail.locator("[aria-current]")).to_have_text("unit 5 of 16")
    trail.get_by_role("button", name="Layer 2").click()
    shows(page, "cell", "workings")
    trail.get_by_role("button", name="Network").click()

    shows(page, "left", "cell")


def test_the_cursor_is_the_same_on_every_level_and_the_level_is_part_of_the_link(page, show):
    show(random_trace(), "t=2&unit=3")

    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")

    expect(page.locator(".rnnviz-player")).to_have_attribute("data-unit", "4")
    expect(page).to_have_url(re.compile(r"#t=3&unit=4&layer=2&zoom=cell$"))


@pytest.mark.parametrize("hash_", ["zoom=attic&notation=latin", "drawing=oil&by=leaps&pane=9"])
def test_nonsense_in_the_address_shows_the_network(page, show, hash_):
    show(random_trace(), hash_)

    shows(page, "left", "cell")
    expect(page.get_by_role("button", name="PyTorch", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


# Equations and their terms


@pytest.mark.parametrize("conventions", CELLS, ids=str)
@pytest.mark.parametrize("notation", ["course", "torch", "keras"])
def test_every_equation_of_a_unit_is_shown_with_its_numbers_and_holds(
    page, show, conventions, notation
):
    show(random_trace(**conventions), f"t=5&unit=3&zoom=cell&notation={notation}")
    cell = build_scene(random_trace(**conventions)).header["notations"][notation]
    results = [tree[1] for op in (*cell["operations"], *cell["head"]) for tree in op["equations"]]

    ticks = page.locator(".rv-workings .rv-tick")

    expect(ticks).to_have_count(len(results))
    assert ticks.evaluate_all("all => all.map((tick) => tick.dataset.holds)") == ["true"] * len(
        results
    )


def test_a_dot_product_opens_into_its_largest_terms_and_their_sum(page, show):
    trace = random_trace(hidden_sizes=(16, 12))
    show(trace, "t=4&layer=2&unit=5&zoom=cell")
    row = trace.weights["weight_ih_l1"][12 + 4]  # the forget gate's block, unit 5
    products = row * trace.layers[0].hidden[3]

    line(page, "input_contribution.forget_gate").click()

    shows(page, "workings", "terms")
    block = page.locator(".rv-terms-block").first
    shown = [number(text) for text in block.locator(".rv-term:visible .rv-value").all_inner_texts()]
    largest = products[np.argsort(-np.abs(products))][:8]
    np.testing.assert_allclose(shown[:8], largest, atol=6e-4)
    assert shown[8] == pytest.approx(products.sum() - largest.sum(), abs=6e-4)
    assert shown[9] == pytest.approx(products.sum(), abs=6e-4)
    expect(block.locator(".rv-parameter")).to_have_text(
        "weight_ih_l1, its rows of f: (4H, I) = (48, 16)"
    )


def test_the_other_terms_are_summed_and_each_shows_its_weight_and_its_input(page, show):
    trace = random_trace(hidden_sizes=(16, 12))
    show(trace, "t=4&layer=2&unit=5&zoom=number&opened=input_contribution.forget_gate")
    first = page.locator(".rv-terms .rv-term").first

    unit = int(first.locator(".rv-term-name").inner_text().split()[1])
    w, x = first.locator(".rv-term-factors").inner_text().split(" × ")

    assert number(w) == pytest.approx(trace.weights["weight_ih_l1"][16, unit - 1], abs=6e-4)
    assert number(x) == pytest.approx(trace.layers[0].hidden[3, unit - 1], abs=6e-4)


def test_a_click_on_a_term_goes_where_its_number_comes_from(page, show):
    show(random_trace(), "t=4&layer=2&unit=5&zoom=number&opened=recurrent_contribution.input_gate")
    first = page.locator(".rv-terms .rv-term").first
    unit = re.search(r"unit (\d+)", first.inner_text()).group(1)

    first.click()

    player = page.locator(".rnnviz-player")
    expect(player).to_have_attribute("data-t", "3")
    expect(player).to_have_attribute("data-unit", unit)


def test_the_first_layers_input_is_the_row_that_the_one_hot_row_picks(page, show):
    show(
        random_trace(),
        "t=2&layer=1&zoom=number&opened=input",
        token_ids=range(40, 50),
        vocab_size=400_000,
    )

    expect(page.locator(".rv-handed")).to_contain_text("is word 42 of 400,000")
    expect(page.locator(".rv-terms")).to_contain_text("a 1 at place 42, 0 elsewhere")
    expect(page.locator(".rv-terms")).to_contain_text("row 42 of E")


# Operation by operation


@pytest.mark.parametrize("conventions", CELLS, ids=str)
def test_operation_steps_go_through_every_operation_of_both_layers_and_the_head(
    page, show, conventions
):
    trace = random_trace(**conventions)
    show(trace, "t=1&layer=1&by=operation&op=input&zoom=cell")
    header = build_scene(trace).header["notations"]["torch"]
    cell = [operation["key"] for operation in header["operations"]]
    head = [operation["key"] for operation in header["head"]]
    player = page.locator(".rnnviz-player")

    for layer, op in [(1, op) for op in cell] + [(2, op) for op in (*cell, *head)]:
        expect(player).to_have_attribute("data-op", op)
        expect(player).to_have_attribute("data-layer", str(layer))
        expect(page.locator(".rv-group[data-lit]")).to_have_attribute("data-operation", op)
        page.keyboard.press("ArrowRight")

    expect(player).to_have_attribute("data-t", "2")
    expect(player).to_have_attribute("data-op", "input")


def test_what_is_not_worked_out_yet_has_no_number_anywhere(page, show):
    show(random_trace(), "t=3&layer=2&by=operation&op=forget_gate&zoom=cell")
    rows = page.locator(".rv-ledger-table tbody tr")

    expect(rows.filter(has_text="forget gate").locator(".rv-value")).not_to_be_empty()
    for name in ("candidate", "cell state ", "output gate", "hidden state"):
        expect(rows.filter(has_text=name).last.locator(".rv-value")).to_be_empty()
    expect(line(page, "hidden").locator(".rv-numbers")).not_to_be_visible()
    expect(page.locator(".rv-number").nth(2)).to_be_empty()


def test_the_listener_hears_which_operation_is_reached(page, show):
    trace = random_trace()
    show(trace, "t=3&layer=2&unit=2&by=operation&op=input_gate")

    page.keyboard.press("ArrowRight")

    gate = trace.layers[1].forget_gate[2, 1]
    expect(page.locator("[aria-live]")).to_contain_text(f"forget gate, unit 2: {gate:.3f}")


# Notations


@pytest.mark.parametrize(
    ("notation", "written", "parameter"),
    [
        ("course", "W xf x t", "W_xh, its rows of f: (4H, I) = (64, 16)"),
        ("torch", "W if x t", "weight_ih_l1, its rows of f: (4H, I) = (64, 16)"),
        ("keras", "x t kernel f", "kernel, its columns of f: (I, 4H) = (16, 64)"),
    ],
)
def test_names_order_and_shapes_change_with_the_notation(page, show, notation, written, parameter):
    show(
        random_trace(),
        f"t=3&zoom=number&opened=input_contribution.forget_gate&notation={notation}",
    )
    title = page.locator(".rv-terms-title").first

    text = " ".join(
        re.findall(
            r"\w+",
            title.evaluate(
                "n => [...n.querySelectorAll('i')].map("
                "(i) => i.firstChild.textContent + ' ' + (i.lastChild.textContent)).join(' ')"
            ),
        )
    )

    assert text == written
    expect(page.locator(".rv-parameter").first).to_have_text(parameter)


def test_keras_puts_the_update_gate_first_and_the_key_n_goes_round(page, show):
    show(random_trace("gru"), "zoom=cell")
    names = page.locator(".rv-workings .rv-operation")
    assert names.all_inner_texts()[4:6] == ["reset gate", "update gate"]

    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Keras")).to_have_attribute("aria-pressed", "true")

    expect(names.nth(4)).to_have_text("update gate")
    page.keyboard.press("n")
    expect(page.get_by_role("button", name="Course")).to_have_attribute("aria-pressed", "true")


# Code


def test_the_code_carries_the_place_and_the_shown_number(page, show):
    trace = random_trace()
    show(trace, "t=4&unit=5&pane=code")
    code = page.locator(".rv-code code")

    hidden = trace.layers[1].hidden[3, 4]
    expect(code).to_contain_text(f"h[2 - 1][5 - 1]  # {hidden:+.3f}")
    expect(code).not_to_contain_text("$")
    page.get_by_role("button", name="Keras").last.click()
    expect(code).to_contain_text("import keras")
    page.get_by_role("button", name="layer call").click()

    expect(code).to_contain_text("return_sequences=True")


# For everyone


def test_a_term_explains_itself_with_shape_range_and_meaning(page, show):
    show(random_trace(), "t=3")

    page.locator(".rv-ledger-table [data-term=forget_gate]").first.hover()

    gloss = page.get_by_role("tooltip")
    expect(gloss).to_contain_text("How much of the old cell state is kept")
    expect(gloss).to_contain_text("shape (T, H) = (10, 16)")
    expect(gloss).to_contain_text("range 0 to +1")


def test_a_term_explains_itself_to_the_keyboard_and_escape_closes_it_first(page, show):
    show(random_trace(), "t=3&zoom=cell")
    page.locator(".rv-ledger-table .rv-name-button").first.focus()
    page.keyboard.press("Tab")

    gloss = page.get_by_role("tooltip")
    expect(gloss).to_be_visible()
    page.keyboard.press("Escape")

    expect(gloss).to_be_hidden()
    shows(page, "cell", "workings")


def test_projector_mode_shows_numbers_of_24_pixels_at_every_level(page, show):
    for level, numbers in (("network", ".rv-cell .rv-value"), ("cell", ".rv-line .rv-outcome"),
                           ("number", ".rv-term .rv-value")):  # fmt: skip
        show(random_trace(), f"t=3&zoom={level}&big=yes&opened=input_contribution.forget_gate")

        size = page.locator(numbers).first.evaluate("n => parseFloat(getComputedStyle(n).fontSize)")

        assert size >= 24
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


PINCH = """([element, from, to]) => {
  const point = (id, x, type) => element.dispatchEvent(new PointerEvent(type,
    { pointerId: id, pointerType: "touch", clientX: x, clientY: 300, bubbles: true }));
  point(1, 300 - from, "pointerdown"); point(2, 300 + from, "pointerdown");
  point(1, 300 - to, "pointermove"); point(2, 300 + to, "pointermove");
  point(1, 300 - to, "pointerup"); point(2, 300 + to, "pointerup");
}"""


def test_two_fingers_spread_zoom_in_and_pinched_zoom_out(page, show):
    show(random_trace())
    middle = page.locator(".rv-middle").element_handle()

    page.evaluate(PINCH, [middle, 40, 120])
    shows(page, "cell", "workings")
    page.evaluate(PINCH, [middle, 120, 40])

    shows(page, "left", "cell")


@pytest.mark.parametrize(("direction", "t"), [(-1, "4"), (1, "2")])
def test_a_swipe_steps(page, show, direction, t):
    show(random_trace(), "t=3")

    page.evaluate(
        """([element, dx]) => {
          for (const [type, x] of [["pointerdown", 300], ["pointermove", 300 + dx],
            ["pointerup", 300 + dx]])
            element.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: "touch",
              clientX: x, clientY: 300, bubbles: true }));
        }""",
        [page.locator(".rv-middle").element_handle(), 90 * direction],
    )

    expect(page.locator(".rnnviz-player")).to_have_attribute("data-t", t)


@pytest.mark.parametrize("zoom", ["network", "cell", "number"])
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_no_level_needs_sideways_scrolling(page, show, zoom, width):
    page.set_viewport_size({"width": width, "height": 800})
    show(random_trace(tokens=WORDS * 2), f"t=15&zoom={zoom}&notation=keras")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
