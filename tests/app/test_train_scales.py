"""Curves of runs written by hand: where numbers stand on a log scale, and what has no number."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.train import at_stage, curves
from rnnviz.drawings.training_curves import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH
from rnnviz.training.runs import Epoch, Run
from rnnviz.training.settings import defaults_for
from tests.drawings.markings import parsed

SETTINGS = replace(defaults_for("brackets"), epochs=10)
FOOT, ROOM = HEIGHT - BOTTOM, WIDTH - LEFT - RIGHT


def run(norms, *, clip=0.0, status="done", losses=(1.0, 0.5), n_steps=None) -> Run:
    """Two epochs, the first before any training, of as many steps as there are norms."""
    norms = np.array(norms, dtype=np.float32)
    n = len(norms) if n_steps is None else n_steps
    epochs = tuple(
        Epoch(i, loss, loss, 0.5, 0.5, 1.0, 0.0, i * n, 1.0) for i, loss in enumerate(losses)
    )
    settings = replace(SETTINGS, clip=clip)
    return Run(settings.key, settings, Path(), status, "", epochs, norms, norms, (0, 1))


def panel(kept, which):
    return parsed(curves.curves(kept, {})).every(class_="rv-panel")[which]


def points(drawing):
    pairs = drawing.every("polyline")[0].attributes["points"].split()
    return [tuple(map(float, pair.split(","))) for pair in pairs]


def numbers(drawing):
    """What is written beside the scale, from the foot up."""
    texts = [t for t in drawing.every("text") if t.attributes.get("class") != "rv-level-name"]
    beside = [t.text for t in texts if t.attributes.get("text-anchor") == "end"]
    return [float(text.replace("\N{MINUS SIGN}", "-")) for text in beside[:-1]]


def ends(drawing):
    return numbers(drawing)[0], numbers(drawing)[-1]


@pytest.mark.parametrize("seed", range(5))
def test_every_norm_stands_at_its_logarithm_between_the_numbers_beside_the_scale(seed):
    norms = 10 ** np.random.default_rng(seed).uniform(-3, 3, 40)

    drawing = panel(run(norms), 2)

    marks = [float(line.attributes["y1"]) for line in drawing.every("line", "rv-grid")]
    slope, foot = np.polyfit(np.log10(numbers(drawing)), marks, 1)
    heights = [y for _, y in points(drawing)]
    assert heights == pytest.approx(slope * np.log10(norms) + foot, abs=0.06)
    assert TOP < min(heights) < max(heights) <= FOOT  # inside, and so at no end of the scale


def test_the_clip_line_stands_where_a_gradient_of_that_norm_would():
    drawing = panel(run([0.5, 5.0, 50.0], clip=5.0), 2)

    (line,) = drawing.every("line", "rv-level")
    assert float(line.attributes["y1"]) == pytest.approx(points(drawing)[1][1], abs=0.06)
    assert "clipped at: 5.00" in drawing.every("svg")[0].attributes["aria-label"]


def test_without_clipping_there_is_no_line_and_a_far_one_widens_the_scale():
    assert not panel(run([1.0, 2.0]), 2).every("line", "rv-level")
    assert ends(panel(run([1.0, 2.0], clip=1e6), 2))[1] >= 1e6


def test_gradients_of_exactly_0_lie_at_the_foot_of_the_scale():
    assert points(panel(run([0.0, 1.0, 0.0]), 2))[0][1] == FOOT
    assert {y for _, y in points(panel(run([0.0, 0.0]), 2))} == {FOOT}


def test_a_run_without_a_step_has_empty_panels_instead_of_an_error():
    empty = replace(run([], status="unfinished"), epochs=())

    assert not parsed(curves.curves(empty, {"chance": 0.5})).every("polyline")


def test_steps_before_the_first_whole_epoch_fill_half_an_epoch():
    early = run(np.ones(6), status="unfinished", losses=(1.0,))

    xs = [x for x, _ in points(panel(early, 2))]

    assert xs[-1] == pytest.approx(LEFT + 0.5 / 10 * ROOM)
    assert np.diff(xs) == pytest.approx(np.full(5, ROOM / 120), abs=0.11)


def test_of_many_steps_the_largest_of_each_three_is_drawn_at_the_last_of_them():
    norms = np.random.default_rng(0).uniform(1, 9, 600)

    drawn = points(panel(run(norms), 2))

    expected = [
        FOOT - math.log10(max(norms[i : i + 3])) / 2 * (FOOT - TOP) for i in range(0, 600, 3)
    ]
    assert [y for _, y in drawn] == pytest.approx(expected, abs=0.06)
    assert drawn[0][0] == pytest.approx(LEFT + 3 / 600 / 10 * ROOM, abs=0.06)


@pytest.mark.parametrize(("last", "at_step"), [(1e20, 5), (math.inf, 4), (math.nan, 4)])
def test_a_cross_marks_the_step_that_was_lost_or_the_one_after_the_last_number(last, at_step):
    blown = run([1.0, 10.0, 100.0, last], status="diverged", n_steps=2)  # epochs end at 0 and 2

    drawing = panel(blown, 0)

    (mark,) = drawing.every(class_="rv-lost")
    x = float(mark.every("text")[0].attributes["x"])
    assert x == pytest.approx(LEFT + min(at_step / 2 / curves.last_epoch(blown), 1) * ROOM)


def test_a_loss_that_is_no_number_leaves_the_scale_to_the_others():
    drawing = panel(run([1.0], losses=(0.8, math.nan)), 0)

    assert ends(drawing) == (0.0, pytest.approx(0.84))
    assert len(points(drawing)) == 1
    assert drawing.every(class_="rv-lost")


@pytest.mark.parametrize("target", ["-3.00", ""])
def test_a_forecast_has_zero_and_the_right_answer_on_its_scale_if_it_is_known(monkeypatch, target):
    shown = []
    said = at_stage.cache_train.Said(("1", "2", "3"), target, (), (0.5, 1.0, 2.0), ())
    monkeypatch.setattr(at_stage.cache_train, "said", lambda *_which: said)
    monkeypatch.setattr(at_stage, "show", lambda drawing, _key: shown.append(parsed(drawing)))

    at_stage._forecast(run([1.0]), 1, "1 2 3")

    assert ends(shown[0]) == (float(target or 0), 2.0)
    assert len(shown[0].every("line", "rv-level")) == bool(target)
    assert [x for x, _ in points(shown[0])] == [LEFT, LEFT + ROOM / 2, LEFT + ROOM]
