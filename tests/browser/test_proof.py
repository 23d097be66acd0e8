"""The page proves the trace: every number re-derived, and a wrong one found."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import rnnviz
from rnnviz.stage.scene import build_scene
from tests.browser.static_page import random_trace, write_page

NETWORKS = [
    {"cell": "rnn", "hidden_sizes": (7,)},
    {"cell": "rnn", "nonlinearity": "relu", "hidden_sizes": (6, 9)},
    {"cell": "lstm", "hidden_sizes": (16, 16), "n_classes": 3},
    {"cell": "lstm", "hidden_sizes": (5, 8, 3), "bias": False},
    {"cell": "lstm", "hidden_sizes": (12, 12), "dtype": "float64"},
    {"cell": "gru", "hidden_sizes": (16, 16)},
    {"cell": "gru", "hidden_sizes": (5, 8, 3), "n_classes": 0},
    {"cell": "gru", "reset_after": False, "hidden_sizes": (16, 16)},
    {"cell": "gru", "reset_after": False, "hidden_sizes": (5, 8, 3), "init": "torch"},
]


@pytest.fixture
def badge(page: Page, tmp_path):
    """Open the player with a trace and give its badge."""

    def opened(trace: rnnviz.Trace, hash_: str = ""):
        page.goto(f"{write_page(tmp_path, build_scene(trace).to_bytes())}#{hash_}")
        return page.locator(".rv-badge")

    return opened


def n_numbers(trace: rnnviz.Trace) -> int:
    """Every recorded number that an equation gives: all but what came in."""
    given = sum(
        array.size
        for layer in trace.layers
        for name, array in layer.quantities()
        if name != "input"
    )
    return given + (0 if trace.output is None else 2 * trace.output.size)


@pytest.mark.parametrize("conventions", NETWORKS, ids=str)
def test_every_number_of_every_layer_and_timestep_is_rederived_on_the_page(badge, conventions):
    trace = random_trace(**conventions)

    shown = badge(trace)

    expect(shown).to_have_attribute("data-is-done", "true")
    expect(shown).to_have_attribute("data-holds", "true")
    expect(shown).to_contain_text(f"✓ all {n_numbers(trace):,} numbers re-derived")
    exponent = re.search(r"largest difference \de−(\d+)", shown.inner_text())
    assert int(exponent.group(1)) >= 6


@pytest.mark.parametrize("conventions", NETWORKS, ids=str)
def test_torchs_own_kernel_stands_in_the_same_place(badge, conventions):
    trace = random_trace(**conventions)

    shown = badge(trace)

    expect(shown).to_have_attribute("data-is-done", "true")
    if conventions.get("reset_after", True):
        expect(shown).to_contain_text(re.compile(r"PyTorch (0|\de−(\d+))"))
        assert trace.parity < 1e-6
    else:
        expect(shown).to_contain_text("PyTorch has no GRU that resets before")


def spoilt(trace: rnnviz.Trace, name: str, layer: int, t: int, unit: int) -> rnnviz.Trace:
    """The trace with one wrong number."""
    values = getattr(trace.layers[layer - 1], name).copy()
    values[t - 1, unit - 1] += 0.01
    layers = list(trace.layers)
    layers[layer - 1] = replace(layers[layer - 1], **{name: values})
    return replace(trace, layers=tuple(layers))


@pytest.mark.parametrize(
    ("name", "layer", "t", "unit", "found"),
    [
        ("input_contribution", 1, 3, 5, "input_contribution.input_gate"),
        ("forget_gate", 2, 6, 7, "forget_gate"),
        ("cell", 1, 2, 1, "cell"),
        ("hidden", 2, 10, 16, "hidden"),
    ],
)
def test_one_wrong_number_turns_the_badge_red_and_is_named(
    page, badge, name, layer, t, unit, found
):
    shown = badge(spoilt(random_trace(), name, layer, t, unit))

    expect(shown).to_have_attribute("data-holds", "false")
    expect(shown).to_have_attribute("data-is-done", "true")
    expect(shown).to_contain_text("do not follow")
    expect(shown).to_have_css("color", "rgb(194, 51, 77)")
    place = f"First at layer {layer}, timestep {t}, unit {unit}: {found}."
    assert place in shown.get_attribute("title")

    shown.click()

    player = page.locator(".rnnviz-player")
    for key, value in (("t", t), ("layer", layer), ("unit", unit)):
        expect(player).to_have_attribute(f"data-{key}", str(value))


def test_a_wrong_weight_is_found_as_well(badge):
    trace = random_trace()
    weights = dict(trace.weights)
    weights["weight_hh_l1"] = weights["weight_hh_l1"] + np.float32(0.01)

    shown = badge(replace(trace, weights=weights))

    expect(shown).to_have_attribute("data-holds", "false")
    assert "layer 2" in shown.get_attribute("title")


def test_not_a_number_is_never_taken_for_a_proof(badge):
    trace = spoilt(random_trace(), "hidden", 2, 4, 3)
    trace.layers[1].hidden.flags.writeable = True
    trace.layers[1].hidden[3, 2] = np.nan

    shown = badge(trace)

    expect(shown).to_have_attribute("data-holds", "false")
