"""The cell's diagram alone: every strip's number, every step, and what a click chooses."""

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

import rnnviz
from rnnviz.stage.notation import NOTATIONS
from rnnviz.stage.scene import build_scene
from tests.browser.alone import write_alone
from tests.browser.static_page import random_trace

CELLS: tuple[dict[str, Any], ...] = (
    {"cell": "rnn"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru"},
    {"cell": "gru", "reset_after": False},
    {"cell": "lstm", "bias": False},
)
SIZES = ((340, 420), (620, 440), (1200, 700))
T, LAYER, UNIT = 4, 2, 7
MAKE = """
const drawing = diagram_js.diagram(
  (change) => heard.chosen.push(change),
  (event, hit) => heard.hovered.push(hit && { ...hit, name: hit.term.name }),
);
const view = { scene, notation: "torch", lit: null, isReached: () => true };
window.saved = () => {
  const recorder = new svg_js.SvgRecorder(drawing.size.width, drawing.size.height, "#fbfaf8");
  drawing.paint(recorder);
  return recorder.toString();
};
"""

Show = Callable[..., None]


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Show:
    """Open a page with nothing but the diagram."""

    def opened(
        trace: rnnviz.Trace,
        view: str = "{}",
        size: tuple[int, int] = (620, 440),
        cursor: tuple[int, int, int] = (T, LAYER, UNIT),
    ) -> None:
        place = json.dumps(dict(zip(("t", "layer", "unit"), cursor, strict=True)))
        box = tuple(f"{side}px" for side in size)
        first = f"{{ cursor: {place}, ...{view} }}"
        given = {"modules": ("diagram",), "script": MAKE, "view": first, "size": box}
        page.goto(write_alone(tmp_path, build_scene(trace).to_bytes(), **given))

    return opened


def strips(page: Page) -> dict[str, dict[str, Any]]:
    """The strips by name, as they are drawn."""
    return {each["name"]: each for each in page.evaluate("drawing.numbers()")}


class Expected:
    """A strip's value, worked out from the trace with numpy."""

    def __init__(self, trace: rnnviz.Trace, t: int, layer: int, unit: int) -> None:
        self.trace, self.record, self.layer = trace, trace.layers[layer - 1], layer
        self.t, self.unit = t - 1, unit - 1
        self.blocks = build_scene(trace).header["blocks"]

    def __call__(self, name: str) -> float:
        return float(self.vector(name)[self.unit])

    def vector(self, name: str) -> np.ndarray:
        if name in ("kept", "written", "shown", "replaced", "share", "reset"):
            return self._made(name)
        if name.endswith("_before"):
            return self.record.before(name.removesuffix("_before"))[self.t]
        quantity, _, block = name.partition(".")
        return self._stacked(quantity, block) if block else getattr(self.record, name)[self.t]

    def _made(self, name: str) -> np.ndarray:
        of = self.vector
        is_lstm, is_after = self.trace.spec.cell == "lstm", self.trace.spec.reset_after
        ways = {
            "kept": lambda: (
                of("forget_gate") * of("cell_before")
                if is_lstm
                else of("update_gate") * of("hidden_before")
            ),
            "written": lambda: of("input_gate") * of("candidate"),
            "shown": lambda: np.tanh(of("cell")),
            "share": lambda: 1 - of("update_gate"),
            "replaced": lambda: (1 - of("update_gate")) * of("candidate"),
            "reset": lambda: (
                of("reset_gate")
                * of("recurrent_contribution.candidate" if is_after else "hidden_before")
            ),
        }
        return ways[name]()

    def _stacked(self, quantity: str, block: str) -> np.ndarray:
        biases = [self.trace.weights[f"{key}_l{self.layer - 1}"] for key in ("bias_ih", "bias_hh")]
        if quantity == "b":
            whole = biases[0] + biases[1]
        elif quantity.endswith("_product"):
            way = quantity.removesuffix("_product")
            whole = getattr(self.record, f"{way}_contribution")[self.t] - biases[way == "recurrent"]
        else:
            whole = getattr(self.record, quantity)[self.t]
        return np.split(whole, len(self.blocks))[self.blocks.index(block)]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("conventions", CELLS, ids=str)
def test_every_strip_carries_the_number_of_the_trace_at_the_chosen_unit(
    page, show, conventions, notation
):
    trace = random_trace(**conventions)
    show(trace, f"{{ notation: '{notation}' }}")
    expected = Expected(trace, T, LAYER, UNIT)

    shown = {name: each["value"] for name, each in strips(page).items() if name != "input"}

    assert shown == pytest.approx({name: expected(name) for name in shown}, abs=1e-6)
    assert set(shown) >= {"hidden_before", "hidden"}


def test_at_the_first_timestep_the_states_before_are_the_initial_ones(page, show):
    show(random_trace("lstm"), cursor=(1, 1, 3))

    assert strips(page)["cell_before"]["value"] == strips(page)["hidden_before"]["value"] == 0


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("conventions", CELLS, ids=str)
def test_every_step_of_the_cell_has_its_place_at_every_size(page, show, conventions, size):
    trace = random_trace(**conventions)
    show(trace, size=size)

    steps = build_scene(trace).header["notations"]["torch"]["operations"]

    assert set(page.evaluate("drawing.operations()")) == {step["key"] for step in steps}


def test_what_has_not_been_worked_out_is_an_empty_outline_without_a_number(page, show):
    show(random_trace("lstm"), "{ isReached: (name) => !['cell', 'hidden'].includes(name) }")

    values = {name: each["value"] for name, each in strips(page).items()}
    inside = """({ x, y, width, height }) => {
      const canvas = document.querySelector("canvas");
      const context = canvas.getContext("2d");
      const { data } = context.getImageData(x + 0.4 * width, y + height - 8, 0.5 * width, 4);
      return new Set(new Uint32Array(data.buffer)).size;
    }"""
    colours = {n: page.evaluate(inside, each["box"]) for n, each in strips(page).items()}

    later = {"kept", "written", "cell", "shown", "hidden"}
    assert {name for name in values if values[name] is None} - {"input"} == later
    assert {name for name in colours if colours[name] == 1} == later


def test_a_click_on_a_strip_chooses_the_unit_below_it(page, show):
    show(random_trace("lstm"))
    box = strips(page)["forget_gate"]["box"]
    y = box["y"] + box["height"] - 3

    page.mouse.click(box["x"] + box["width"] * 0.5 / 16, y)
    page.mouse.click(box["x"] + box["width"] * 15.5 / 16, y)

    assert page.evaluate("heard.chosen") == [{"unit": 1}, {"unit": 16}]


def test_a_click_on_the_input_chooses_no_unit_since_its_numbers_are_not_units(page, show):
    show(random_trace("lstm"))
    box = strips(page)["input"]["box"]

    page.mouse.click(box["x"] + 20, box["y"] + box["height"] - 3)

    assert page.evaluate("heard.chosen") == []


def test_the_pointer_hears_the_number_below_it_and_what_it_is(page, show):
    trace = random_trace("lstm")
    show(trace)
    box = strips(page)["written"]["box"]

    page.mouse.move(box["x"] + box["width"] * 2.5 / 16, box["y"] + box["height"] - 3)

    hit = page.evaluate("heard.hovered.at(-1)")
    assert (hit["unit"], hit["name"]) == (3, "written into the cell state")
    assert hit["value"] == pytest.approx(Expected(trace, T, LAYER, 3)("written"), abs=1e-6)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("conventions", CELLS, ids=str)
def test_strips_never_lie_on_each_other_nor_outside(page, show, conventions, size):
    show(random_trace(**conventions), "{ notation: 'course' }", size)  # with the most strips

    boxes = [each["box"] for each in strips(page).values()]
    width, height = page.evaluate("[drawing.size.width, drawing.size.height]")

    for one, other in itertools.combinations(boxes, 2):
        is_beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        is_above = (
            one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        )
        assert is_beside or is_above
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    assert all(box["y"] >= 0 and box["y"] + box["height"] <= height for box in boxes)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("conventions", CELLS, ids=str)
def test_a_saved_picture_holds_every_number_in_letters_that_can_be_read(
    page, show, conventions, size
):
    show(random_trace(**conventions), size=size)

    picture = page.evaluate("saved()")
    drawn = re.findall(r">([+−]?\d\.\d+)</text>", picture)
    sizes = [float(each) for each in re.findall(r'font-size="([\d.]+)"', picture)]

    assert len(drawn) == len(strips(page)) - 1
    assert min(sizes) >= 12


def test_the_step_being_looked_at_is_ringed_and_nothing_else_is(page, show):
    rings = r'<path [^>]*stroke="#6a4bd8" stroke-width="2.25"'
    trace = random_trace("lstm")
    show(trace)
    calm = len(re.findall(rings, page.evaluate("saved()")))
    show(trace, "{ lit: 'forget_gate' }")

    lit = page.evaluate("saved()")

    assert calm == 0
    # two strips (its sum and itself) and the two lines between them
    assert len(re.findall(rings, lit)) == 4
