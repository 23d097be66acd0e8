"""The Train page: what it says before, during and after a training, and that views are links."""

import threading
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from app import trainings
from app.jobs import Jobs
from app.prose import english_train as prose
from app.state import TrainView
from app.state.train import AFTERS
from app.work import Cancelled
from rnnviz.training import snippets
from rnnviz.training.runs import best_epoch
from rnnviz.training.settings import TASKS, defaults_for
from tests.app.opened import drawn, opened, said, words_of
from tests.app.trained import (
    ADDING,
    BLOWN,
    BRACKETS,
    FIRST,
    SENTIMENT,
    kept,
    quick_module,
    sentiment_run,
    unfinished,
    until,
)

KEY = BRACKETS.key


@pytest.fixture(scope="module", autouse=True)
def _own_folder(tmp_path_factory):
    """Runs of all tests here, and no snippets: what needs them says so."""
    folder = tmp_path_factory.mktemp("train")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RNNVIZ_CACHE", str(folder))
        patch.setattr(snippets, "snippets_folder", lambda: folder)
        for settings in (BRACKETS, FIRST, ADDING, BLOWN):
            kept(settings)
        sentiment_run()
        yield


@pytest.fixture(autouse=True)
def queue(monkeypatch):
    queue = Jobs(trainings.N_WORKERS)
    monkeypatch.setattr(trainings, "_jobs", queue)
    monkeypatch.setattr(trainings, "run_module", quick_module)
    yield queue
    queue.close()
    until(lambda: not queue._n_running)


@pytest.fixture
def held(monkeypatch):
    """Trainings that go on until they are cancelled."""

    def run(_module, _arguments, control):
        is_over = threading.Event()
        control.on_cancel(is_over.set)
        control.tell(0.25)
        assert is_over.wait(60)
        raise Cancelled

    monkeypatch.setattr(trainings, "run_module", run)


def shown(settings, **more) -> AppTest:
    """The page of a run that is there."""
    return opened("train", TrainView(task=settings.task, run_key=settings.key, **more))


def button(page: AppTest, label: str):
    return next(entry for entry in page.button if entry.label == label)


def view_of(page: AppTest) -> TrainView:
    return TrainView.read(page.session_state)


@pytest.mark.parametrize("task", TASKS[1:])
def test_a_first_visit_tells_the_task_its_examples_and_what_is_to_beat(task):
    page = opened("train", task=task)

    assert not page.exception
    told = " ".join(entry.value for entry in page.markdown)
    assert prose.WHAT[task] in told
    assert "Press **Train**" in told
    assert prose.EXAMPLES in words_of(page)
    assert prose.BASELINES in words_of(page)
    assert view_of(page).settings.checked() == defaults_for(task)
    assert view_of(page).run_key == ""


def test_without_its_snippets_sentiment_says_so_and_the_other_tasks_work():
    page = opened("train")

    assert not page.exception
    assert "This task cannot be trained here: The movie snippets" in said(page)
    page.segmented_control(key="task").set_value("adding").run()
    assert "cannot be trained" not in said(page)


def test_choosing_a_task_puts_its_defaults_into_the_fields():
    page = opened("train", task="adding", train_layers="3")
    assert view_of(page).train_layers == 3

    page.segmented_control(key="task").set_value("brackets").run()

    assert view_of(page).settings.checked() == defaults_for("brackets")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("train_epochs", 10_000, "A training takes 1 to 200 epochs, not 10000."),
        ("train_size", 0, "A training takes 1 to 256 hidden units, not 0."),
        ("train_batch", 0, "A training takes 1 to 1,024 examples in a batch, not 0."),
        ("train_rate", 0.0, "The learning rate should be a number above 0"),
        ("train_dropout", 1.0, "The dropout should be at least 0 and below 1"),
    ],
)
def test_settings_that_cannot_be_trained_are_answered_in_one_sentence(field, value, sentence):
    page = opened("train", task="brackets")

    page.number_input(key=field).set_value(value)
    page.button(key="train").click().run()

    assert not page.exception
    assert sentence in said(page)
    assert view_of(page).run_key == ""


def test_a_training_is_begun_by_the_button_followed_and_found_in_the_address():
    settings = replace(BRACKETS, seed=3)
    page = opened("train", TrainView.of(replace(settings, n_examples=2000)))

    page.button(key="train").click().run()
    until(lambda: "Trained for" in said(page), page)

    assert not page.exception
    key = view_of(page).run_key
    assert page.query_params["run_key"] == key
    assert trainings.run(key).status == "done"
    assert trainings.run(key).settings.seed == 3


def test_a_training_that_goes_on_says_how_far_it_is_and_is_found_by_its_address(held):
    settings = replace(BRACKETS, seed=4)
    unfinished(settings)
    trainings.begin(settings, "somebody else")

    page = shown(settings)
    until(lambda: "25 % done" in str(page.get("progress")[0].proto), page)

    labels = [entry.label for entry in page.button]
    assert prose.PAUSE in labels
    assert prose.STOP in labels
    assert "Loss" in words_of(page)
    assert "after every epoch" in words_of(page)


def test_who_waits_sees_the_place_in_the_queue(held):
    for seed in range(10, 10 + trainings.N_WORKERS):
        trainings.begin(replace(BRACKETS, seed=seed), f"visitor {seed}")
    settings = replace(BRACKETS, seed=20)
    trainings.begin(settings, "ann")

    page = shown(settings)

    assert "Waiting, place 1 in the queue" in str(page.get("progress")[0].proto)


def test_a_pause_gives_the_worker_free_and_continue_takes_it_up_again(held):
    settings = replace(BRACKETS, seed=5)
    unfinished(settings)
    trainings.begin(settings, "ann")
    page = shown(settings)
    trainings.leave(settings.key, "ann")

    button(page, prose.PAUSE).click().run()
    page.run()

    assert "Paused after epoch 2 of 2" in said(page)
    assert trainings._jobs.look(settings.key).status == "cancelled"
    assert not [entry for entry in page.segmented_control if entry.key == "train_after"]
    button(page, prose.CONTINUE).click().run()
    assert trainings._jobs.look(settings.key).is_live


def test_what_is_stopped_is_looked_at_as_it_is(held):
    settings = replace(BRACKETS, seed=6)
    unfinished(settings)
    trainings.begin(settings, "ann")
    page = shown(settings)

    button(page, prose.STOP).click().run()
    page.run()

    assert "Stopped after epoch 2 of 2" in said(page)
    assert [entry for entry in page.segmented_control if entry.key == "train_after"]


@pytest.mark.parametrize("after", AFTERS)
@pytest.mark.parametrize("settings", [BRACKETS, FIRST, ADDING], ids=lambda s: s.task)
def test_every_panel_of_a_finished_run_opens_from_its_address(settings, after):
    page = shown(settings, train_after=after)

    assert not page.exception
    assert "Trained for 2 epochs" in said(page)
    assert view_of(page).train_after == after
    assert view_of(page).at_epoch == best_epoch(trainings.run(settings.key))
    assert "On 500 test examples" in said(page)


def test_an_address_with_a_run_shows_how_it_was_trained():
    page = opened("train", run_key=KEY)

    view = view_of(page)
    assert (view.task, view.train_size, view.train_epochs) == ("brackets", 4, 2)


def test_an_epoch_that_is_clicked_is_the_one_on_the_stage():
    page = shown(BRACKETS, at_epoch=0)
    assert "after epoch 0" in said(page)

    page.select_slider(key="at_epoch").set_value(1).run()

    assert "after epoch 1" in said(page)
    assert page.query_params["at_epoch"] == "1"


@pytest.mark.parametrize(
    ("settings", "epoch", "sentence"),
    [(BRACKETS, "0", prose.NOT_YET), (ADDING, "1", prose.NOT_MOVED)],
    ids=lambda value: str(value)[:12],
)
def test_where_no_word_moved_the_page_says_why(settings, epoch, sentence):
    page = opened("train", run_key=settings.key, at_epoch=epoch, train_after="Moved words")

    assert not page.exception
    assert sentence in said(page)


@pytest.mark.parametrize("epoch", ["99", "no number", "-1"])
def test_an_epoch_that_is_not_kept_becomes_one_that_is(epoch):
    page = opened("train", run_key=KEY, at_epoch=epoch)

    assert not page.exception
    assert view_of(page).at_epoch in (0, 1, 2)


def test_ones_own_example_is_read_and_what_cannot_be_read_is_answered():
    page = shown(BRACKETS, own_example="( ( ) )")
    assert "“( ( ) )” after every epoch" in words_of(page)
    assert "The right answer: balanced" in words_of(page)

    page.text_input(key="own_example").set_value("words").run()

    assert not page.exception
    assert "Your example cannot be read." in said(page)


def test_a_run_that_blew_up_is_shown_as_a_lesson():
    page = shown(BLOWN)

    assert not page.exception
    assert "The training blew up, which is a lesson too. Diverged in epoch 1" in said(page)
    assert "✗" in words_of(page)
    assert "blew up" in words_of(page)
    assert prose.MORE_SEEDS not in [entry.label for entry in page.button]


def test_a_run_that_was_let_go_is_said_and_the_page_can_begin_anew():
    page = opened("train", task="adding", run_key="0" * 12)

    assert prose.GONE in said(page)
    assert prose.EXAMPLES in words_of(page)


@pytest.mark.parametrize("key", ["../../etc/passwd", "hello", "0" * 13])
def test_nonsense_instead_of_a_key_is_a_first_visit(key):
    page = opened("train", task="adding", run_key=key, runs=f"{key},x")

    assert not page.exception
    assert view_of(page).run_key == view_of(page).runs == ""


def test_two_more_seeds_join_the_table_as_a_mean_with_its_spread():
    page = shown(BRACKETS)

    page.button(key="train-seeds").click().run()
    until(lambda: "3 seeds" in words_of(page) and "±" in words_of(page), page)

    assert not page.exception
    assert view_of(page).run_key == KEY
    keys = view_of(page).run_keys
    assert keys == (KEY, *(replace(BRACKETS, seed=seed).key for seed in (1, 2)))
    until(lambda: all(trainings.run(key).status == "done" for key in keys), page)
    assert "LSTM 1×4, 3 seeds" in words_of(page)


def test_the_table_says_in_what_its_runs_differ_and_only_that():
    other = replace(BRACKETS, epochs=1, learning_rate=0.5)
    kept(other)

    page = shown(BRACKETS, runs=f"{KEY},{other.key},{ADDING.key}")

    table = words_of(page)
    assert "LSTM 1×4, rate 0.01, epochs 2" in table
    assert "LSTM 1×4, rate 0.5, epochs 1" in table
    assert "dropout" not in table
    assert "counting only" in table


def test_the_table_is_cleared_to_a_first_visit():
    page = shown(BRACKETS)

    page.button(key="train-clear").click().run()

    assert view_of(page).run_keys == ()
    assert "run_key" not in page.query_params
    assert prose.EXAMPLES in words_of(page)


def test_runs_are_there_again_when_one_comes_back_to_the_page():
    page = shown(BRACKETS)

    page.query_params.clear()
    page.switch_page("app/pages/encode.py").run()
    page.switch_page("app/pages/train.py").run()

    assert not page.exception
    assert "Trained for 2 epochs" in said(page)
    assert page.query_params["run_key"] == KEY


def test_a_network_that_reads_both_ways_says_why_it_has_no_stage():
    settings = replace(BRACKETS, bidirectional=True)
    kept(settings)

    page = shown(settings)

    assert not page.exception
    assert prose.ONE_WAY in said(page)
    assert "after every epoch" in words_of(page)


def test_only_a_reader_of_sentences_opens_in_step_with_its_epoch():
    page = shown(SENTIMENT, sentence="a great film", at_epoch=1)

    assert not page.exception
    link = page.get("page_link")[-1].proto
    assert link.label == prose.TO_STEP
    assert f"run={SENTIMENT.key}-1" in link.query_string
    assert "weights=run" in link.query_string
    assert "sentence=a+great+film" in link.query_string
    assert prose.TO_STEP not in [entry.proto.label for entry in shown(BRACKETS).get("page_link")]


def test_where_the_test_examples_are_missing_everything_else_is_there():
    page = shown(SENTIMENT, train_after="Right and wrong")

    assert not page.exception
    assert "The movie snippets" in said(page)
    assert "“the movie was not good” after every epoch" in words_of(page)


def test_text_of_the_users_never_becomes_markup():
    page = shown(SENTIMENT, sentence="<b>bold</b> <script>")

    assert not page.exception
    assert "<b>bold" not in drawn(page)
    assert "<script" not in drawn(page)
