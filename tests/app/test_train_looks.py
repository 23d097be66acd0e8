"""What the panels draw of a run, that it is the library's numbers, and what a click does."""

from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from app import cache_tasks, cache_train, trainings
from app.prose import english_train as prose
from app.state import TrainView
from app.train import at_stage, judgement, movement, reading, run_table, start
from rnnviz.training import judging, runs
from rnnviz.training.runs import best_epoch
from rnnviz.written import plain
from tests.app.trained import ADDING, BLOWN, BRACKETS, FIRST, kept
from tests.drawings.markings import parsed

pytestmark = pytest.mark.usefixtures("own_runs")

TEXTS = {"brackets": "( [ ] )", "first token": "B x v v z", "adding": "0.3 0.5* 0.1 0.9*"}


class Page(SimpleNamespace):
    """Instead of streamlit: keeps what is said, drawn and played, and which buttons there are."""

    def __init__(self):
        super().__init__(said=[], drawings={}, picks={}, scenes=[], labels=[], session_state={})

    def text(self, sentence):
        self.said.append(sentence)

    markdown = caption = text

    def container(self, **_options):
        return nullcontext()

    def columns(self, widths, **_options):
        return [nullcontext() for _ in widths]

    def button(self, label, **_options):
        self.labels.append(label)

    def page_link(self, _page, **options):
        self.labels.append(options["label"])

    def show(self, drawing, key, on_pick=None):
        self.drawings[key], self.picks[key] = parsed(drawing), on_pick

    def play(self, _place, scene):
        self.scenes.append(scene)


@pytest.fixture
def page(monkeypatch):
    page = Page()
    for module in (at_stage, judgement, movement, reading, run_table, start):
        monkeypatch.setattr(module, "st", page)
        monkeypatch.setattr(module, "show", page.show, raising=False)
    monkeypatch.setattr(at_stage.stage, "play", page.play)
    monkeypatch.setattr(judgement, "put", lambda **values: page.session_state.update(values))
    return page


def run_of(settings):
    return trainings.run(kept(settings))


def by_torch(run, epoch, inputs):
    """o_t of every timestep, by torch's own LSTM with the weights of the epoch's file."""
    tensors = runs.snapshot(run, epoch).network.tensors()
    lstm = nn.LSTM(inputs.shape[1], run.settings.hidden_size, batch_first=True)
    lstm.load_state_dict({k: v for k, v in tensors.items() if not k.startswith("head")})
    with torch.inference_mode():
        hidden, _ = lstm(torch.from_numpy(np.array(inputs))[None])
        return hidden[0] @ tensors["head.weight"].T + tensors["head.bias"]


def cells(drawing):
    rows = [[cell.text for cell in row.every("td")] for row in drawing.every("tr")]
    return [row for row in rows if row]


def test_the_cells_of_the_grid_are_the_probabilities_that_torch_computes(page):
    run = run_of(BRACKETS)

    reading.show_grid(run, TEXTS["brackets"], 1)

    grid = cells(page.drawings["train-reading"])
    for epoch, row in enumerate(grid):
        inputs = runs.snapshot(run, epoch).table.embed(("(", "[", "]", ")"))
        expected = torch.sigmoid(by_torch(run, epoch, inputs))[:, 0]
        assert row == [plain(float(p), 2) for p in expected]


def test_of_several_answers_the_grid_says_the_one_that_torch_finds_likeliest(page):
    run = run_of(FIRST)

    reading.show_grid(run, TEXTS["first token"])

    inputs = runs.snapshot(run, 2).table.embed(tuple("Bxvvz"))
    p, answer = torch.softmax(by_torch(run, 2, inputs), -1).max(-1)
    expected = [f"{'ABCDEFGH'[a]} {plain(float(q), 2)}" for a, q in zip(answer, p, strict=True)]
    assert cells(page.drawings["train-reading"])[2] == expected


def test_of_a_number_the_grid_says_the_prediction_that_torch_computes(page):
    run = run_of(ADDING)

    reading.show_grid(run, TEXTS["adding"])

    inputs = np.array([[0.3, 0], [0.5, 1], [0.1, 0], [0.9, 1]], dtype=np.float32)
    expected = [plain(float(o), 2) for o in by_torch(run, 2, inputs)[:, 0]]
    assert cells(page.drawings["train-reading"])[2] == expected
    assert "The right answer: 1.40." in page.drawings["train-reading"].text


def test_a_row_of_the_grid_is_picked_as_the_epoch(page, monkeypatch):
    picked = []
    monkeypatch.setattr(reading.showing, "put", lambda **values: picked.append(values))
    reading.show_grid(run_of(BRACKETS), TEXTS["brackets"])

    page.picks["train-reading"]("2")

    assert picked == [{"at_epoch": 2}]


def test_a_run_without_a_whole_epoch_has_no_grid(page):
    reading.show_grid(replace(run_of(BRACKETS), snapshot_epochs=()), "( )")

    assert page.drawings == {}


def test_what_cannot_be_read_is_said_instead_of_the_grid(page):
    reading.show_grid(run_of(BRACKETS), "no brackets")

    assert page.drawings == {}
    assert page.said[0].startswith("Your example cannot be read. Expected 1 to 200 symbols")


@pytest.mark.parametrize("settings", [BRACKETS, FIRST, ADDING], ids=lambda s: s.task)
def test_what_is_read_is_ones_own_example_else_the_tasks_first(settings):
    run, example = run_of(settings), cache_tasks.examples(settings)[0]

    assert reading.text_of(TrainView(task=settings.task), run) == example
    own = TrainView(task=settings.task, own_example=" B ")
    assert reading.text_of(own, run) == "B"
    assert reading.text_of(replace(own, task="stock prices"), run) == example


def test_the_matrix_and_the_worst_are_the_verdict_of_that_epoch(page):
    run = run_of(FIRST)

    judgement.panel(run, 1, "")

    verdict = judging.judged(run, 1, n_wrong=cache_train.N_WRONG)
    assert cells(page.drawings["train-where"]) == [
        [str(count) for count in row] for row in verdict.confusion
    ]
    worst = page.drawings["train-wrong"].every("button")
    assert [entry.text for entry in worst] == [" ".join(v.tokens) for v in verdict.wrong]


def test_a_click_on_what_went_wrong_puts_it_into_the_box_and_onto_the_stage(page):
    judgement.panel(run_of(FIRST), 1, "")

    page.picks["train-wrong"]("B x v v z")

    assert page.session_state == {"train_after": "Stage", "own_example": "B x v v z"}


def test_predicted_numbers_are_dots_against_the_truth(page):
    judgement.panel(run_of(ADDING), 2, "")

    assert len(page.drawings["train-where"].every("circle")) == 400


def test_where_nothing_goes_wrong_the_page_says_so(page, monkeypatch):
    run = run_of(FIRST)
    perfect = replace(judging.judged(run, 1), wrong=())
    monkeypatch.setattr(cache_train, "judged", lambda *_which: perfect)

    judgement.panel(run, 1, "")

    assert page.said == [prose.NOTHING_WRONG]


@pytest.mark.parametrize("settings", [BRACKETS, FIRST], ids=lambda s: s.task)
def test_the_list_of_moved_words_holds_their_true_distances(page, settings):
    run = run_of(settings)

    movement.panel(run, 2, "")

    listed = page.drawings["moved-list"]
    names = [row.text for row in listed.every("th") if row.attributes.get("scope") == "row"]
    before, after = (runs.read_table(run, epoch) for epoch in (0, 2))
    for name, (distance,) in zip(names, cells(listed), strict=True):
        assert distance == plain(float(np.linalg.norm(after[name] - before[name])))


def test_the_map_has_a_place_before_and_after_for_every_word_that_moved(page):
    run = run_of(BRACKETS)

    movement.panel(run, 2, "")

    words, _ = cache_train.moved(run.key, 2)
    plane = page.drawings["moved-map"]
    assert len(plane.every("circle")) == 2 * len(words)
    assert {entry.text for entry in plane.every("text")} - {""} == {w.word for w in words}


@pytest.mark.parametrize("settings", [BRACKETS, FIRST, ADDING], ids=lambda s: s.task)
def test_the_stage_plays_the_network_of_the_epoch(page, settings):
    run = run_of(settings)

    at_stage.panel(run, 1, TEXTS[settings.task])

    assert page.scenes == [cache_train.scene(run.key, 1, TEXTS[settings.task])]
    assert prose.STAGE_HELP.format(epoch=1) in page.said
    assert prose.TO_STEP not in page.labels


def test_a_forecast_is_drawn_after_every_timestep_with_the_right_answer(page):
    run = run_of(ADDING)

    at_stage.panel(run, 2, TEXTS["adding"])

    drawing = page.drawings["forecast"]
    alt = drawing.every("svg")[0].attributes["aria-label"]
    assert alt.startswith("Prediction after every timestep, epoch 2. prediction: from ")
    assert "at timestep 4. right answer: 1.40." in alt
    assert len(drawing.every("polyline")[0].attributes["points"].split()) == 4


def test_the_table_holds_the_runs_of_the_shown_task_and_its_baselines(page):
    run = run_of(BRACKETS)
    other, blown = kept(replace(BRACKETS, seed=1)), run_of(BLOWN)

    run_table.show_table(TrainView(run_key=run.key, runs=f"{other},{blown.key}"), run)

    rows = [row.text for row in page.drawings["train-runs"].every("tr")]
    assert rows[1].startswith("LSTM 1×4, 2 seeds")
    baselines = cache_tasks.baselines(BRACKETS)
    assert rows[2:] == [f"{name} {100 * score:.1f} %" for name, score in baselines.items()]
    assert page.labels == [prose.MORE_SEEDS, prose.CLEAR]


def test_more_seeds_are_not_offered_for_what_blew_up_or_is_not_done(page):
    for run in (run_of(BLOWN), replace(run_of(BRACKETS), status="unfinished")):
        page.labels.clear()
        run_table.show_table(TrainView(run_key=run.key), run)
        assert page.labels == [prose.CLEAR]


def test_scores_are_percent_or_r_squared():
    assert run_table.score_text(0.7624, run_of(BRACKETS)) == "76.2 %"
    assert run_table.score_text(-0.25, run_of(ADDING)) == "\N{MINUS SIGN}0.250"


def test_a_first_visit_names_the_network_and_lists_test_examples(page):
    start.show_start(TrainView.of(BRACKETS))

    assert any("an **LSTM** of 1 × 4 hidden units" in sentence for sentence in page.said)
    drawn = page.drawings["train-start"]
    settings = TrainView.of(BRACKETS).settings
    lines = [f"{text} → {answer}" for text, answer in cache_tasks.answered(settings)]
    assert [entry.text for entry in drawn.every("li")] == lines
    names = [entry.text for entry in drawn.every("th")]
    assert names == list(cache_tasks.baselines(settings))


def test_settings_that_cannot_be_trained_are_said_instead_of_what_the_button_would_do(page):
    start.show_start(TrainView(train_batch=0))

    assert page.said[-1] == "A training takes 1 to 1,024 examples in a batch, not 0."
    assert page.drawings == {}


def test_the_epoch_of_the_result_is_chosen_on_held_out_examples_not_on_the_test():
    run = run_of(FIRST)
    scores = [epoch.held_out_score for epoch in run.epochs]

    assert best_epoch(run) == scores.index(max(scores))
    assert cache_train.verdict(run).score == judging.judged(run, best_epoch(run)).score
