"""What a training's networks owe to the beginning of a text, as the Train page draws it."""

from dataclasses import replace

import pytest

from app import cache_owed, cache_tasks, cache_train, trainings
from app.prose import english_memory
from app.prose import english_train as prose
from app.train import remembering
from rnnviz.drawings.memory_scale import percent, size
from rnnviz.gradients.over_time import gradients_of
from rnnviz.training.settings import defaults_for
from tests.app.trained import ADDING, BRACKETS, FIRST, SMALL, kept
from tests.drawings.markings import parsed

pytestmark = pytest.mark.usefixtures("own_runs")

TEXTS = {
    "brackets": "( [ ] )",
    "first token": "B x v v z",
    "adding": "0.3 0.5* 0.1 0.9*",
    "stock prices": "100 101 102 101 103 104 105",
}


@pytest.fixture
def page(monkeypatch):
    """What is drawn, by key, and what is said."""
    found = {"said": []}
    monkeypatch.setattr(remembering.st, "text", found["said"].append)
    monkeypatch.setattr(remembering, "note", lambda text, key: found.__setitem__(key, text))
    monkeypatch.setattr(
        remembering, "show", lambda drawing, key: found.__setitem__(key, parsed(drawing))
    )
    return found


def run_of(settings):
    return trainings.run(kept(settings))


def panels(page):
    return page["train-memory"].every("section")


def loss_of(settings, target):
    """What is asked of the gradients for the right answer."""
    if settings.task == "adding":
        return {"wanted": float(target)}
    return {"target": cache_tasks.classes(settings).index(target)}


@pytest.mark.parametrize("settings", [BRACKETS, FIRST, ADDING], ids=lambda s: s.task)
def test_gradients_are_drawn_before_training_and_after_the_epoch(page, settings):
    run, text = run_of(settings), TEXTS[settings.task]

    remembering.panel(run, 2, text)

    titles = [panel.every("h3")[0].text for panel in panels(page)]
    assert [title.split(",")[0] for title in titles] == ["epoch 0", "epoch 2"]
    for panel, epoch in zip(panels(page), (0, 2), strict=True):
        given, trace = cache_train.read(run.key, epoch, text)
        layer = gradients_of(trace, **loss_of(settings, given.target)).layers[-1]
        for norms in (layer.loss, layer.hidden.spectral):
            assert f"{size(norms[0])} → {size(norms[-1])}" in panel.text
        share = float(layer.loss[0] / layer.loss[-1])
        assert (percent(share) if share < 1 else size(share)) in panel.text
        assert f"{len(trace.inputs) - 1} timesteps back" in panel.text


def test_a_number_has_its_squared_error_as_its_loss(page):
    remembering.panel(run_of(ADDING), 1, TEXTS["adding"])

    said = float(cache_train.said(ADDING.key, 1, TEXTS["adding"]).values[-1])
    loss = prose.MEMORY_NUMBER.format(wanted="1.40", loss=size((said - 1.4) ** 2))
    assert loss.replace("_", "") in panels(page)[1].text.replace(" T", "T")


def test_the_untrained_network_stands_alone_and_both_ways_are_refused_in_a_sentence(page):
    remembering.panel(run_of(BRACKETS), 0, TEXTS["brackets"])
    assert len(panels(page)) == 1
    assert page.pop("train-memory-how") == prose.MEMORY_HOW
    page.pop("train-memory")

    remembering.panel(run_of(replace(BRACKETS, bidirectional=True)), 1, TEXTS["brackets"])
    assert page == {"said": [prose.ONE_WAY_MEMORY]}


def test_where_nobody_knows_the_right_answer_the_likeliest_ones_loss_is_meant():
    counting = replace(defaults_for("a^n b^n"), **SMALL).checked()
    owed = cache_owed.owed(kept(counting), 1, "b a")

    likeliest = int(owed.trace.probabilities[-1].argmax())
    assert owed.answer == cache_tasks.classes(counting)[likeliest]
    assert owed.probability == owed.trace.probabilities[-1, likeliest]
    assert owed.gradients.loss == pytest.approx(
        gradients_of(owed.trace, target=likeliest).loss, rel=1e-12
    )


def test_where_nobody_knows_the_right_number_only_the_state_is_followed(page):
    prices = replace(defaults_for("stock prices"), **SMALL).checked()
    remembering.panel(run_of(prices), 1, TEXTS["stock prices"])

    owed = cache_owed.owed(prices.key, 1, TEXTS["stock prices"])
    kept_there = owed.gradients.layers[-1].hidden.spectral
    n = len(kept_there) - 1
    said = english_memory.FADED_STATE.format(n=n, unit="timesteps", kept=size(kept_there[0]))
    assert said in panels(page)[1].text
    assert "∂loss" not in panels(page)[1].text
