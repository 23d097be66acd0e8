"""Which runs a visit looks at: taken from the address, put there, begun, halted, cleared."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from app import trainings
from app.jobs import Job
from app.state import TrainView
from app.state.train import MOST_RUNS, fields_of
from app.train import showing
from rnnviz.errors import JobError
from rnnviz.training.settings import defaults_for
from tests.app.trained import ADDING, BRACKETS, kept

KEY = BRACKETS.key
FULL = "The server has 40 computations to do already: try again in a few minutes."


class Visit(SimpleNamespace):
    """A session, its address, and the trainings that it wants."""

    def __init__(self):
        super().__init__(session_state={}, query_params={}, wanted=[], left=[], is_full=False)

    def begin(self, settings, visitor):
        if self.is_full:
            raise JobError(FULL)
        assert visitor == "ann"
        self.wanted.append(settings.checked().key)

    def leave(self, key, _visitor):
        self.left.append(key)

    def renew(self, key, _visitor):
        return Job(key, "running", share=0.5) if key in self.wanted else None

    @property
    def view(self):
        return TrainView.read(self.session_state)


@pytest.fixture(scope="module", autouse=True)
def _trained(own_runs):
    for settings in (BRACKETS, ADDING):
        kept(settings)


@pytest.fixture
def visit(monkeypatch):
    visit = Visit()
    monkeypatch.setattr(showing, "st", visit)
    monkeypatch.setattr(showing, "put", lambda **values: visit.session_state.update(values))
    monkeypatch.setattr(showing, "visitor", lambda: "ann")
    for name in ("begin", "leave", "renew"):
        monkeypatch.setattr(trainings, name, getattr(visit, name))
    return visit


def test_a_run_in_the_address_is_shown_with_its_settings_in_the_fields(visit):
    visit.query_params = {"run_key": KEY, "runs": f"{KEY},{ADDING.key}"}

    showing.adopt()

    usual = defaults_for("brackets")
    assert visit.view.settings.checked() == replace(BRACKETS, n_examples=usual.n_examples)
    assert visit.view.run_keys == (KEY, ADDING.key)


def test_fields_that_the_address_names_come_before_those_of_the_run(visit):
    visit.query_params = {"run_key": KEY, "train_epochs": "50"}

    showing.adopt()

    assert "train_epochs" not in visit.session_state  # the widget reads the address itself
    assert visit.view.train_size == BRACKETS.hidden_size


def test_an_epoch_in_the_address_is_taken_over_if_it_is_a_number(visit):
    visit.query_params = {"run_key": KEY, "at_epoch": "1"}
    showing.adopt()
    assert visit.view.at_epoch == 1

    visit.session_state.clear()
    visit.query_params["at_epoch"] = "soon"
    showing.adopt()
    assert "at_epoch" not in visit.session_state


@pytest.mark.parametrize("key", ["", "x", "../../../../x", "0" * 13])
def test_what_is_no_key_is_taken_out_of_the_address(visit, key):
    visit.query_params = {"run_key": key, "runs": f"{key},?"}

    showing.adopt()

    assert visit.query_params == {}
    assert "run_key" not in visit.session_state


def test_the_session_is_written_into_an_address_that_lost_it(visit):
    visit.session_state = {"run_key": KEY, "runs": f"{KEY},{ADDING.key}"}

    showing.adopt()

    assert visit.query_params == {"run_key": KEY, "runs": f"{KEY},{ADDING.key}"}


def test_the_run_of_the_session_stays_whatever_the_address_says_later(visit):
    visit.session_state = {"run_key": KEY, "runs": KEY}
    visit.query_params = {"run_key": ADDING.key}

    showing.adopt()

    assert visit.query_params["run_key"] == KEY


def test_another_task_brings_its_defaults_and_the_same_one_leaves_the_fields_alone(visit):
    showing.follow_task("brackets")
    visit.session_state |= {"train_size": 5, "own_example": "( )"}

    showing.follow_task("brackets")
    assert visit.session_state["train_size"] == 5

    showing.follow_task("adding")
    assert visit.session_state["own_example"] == ""
    usual = fields_of(defaults_for("adding"))
    assert {name: visit.session_state[name] for name in usual} == usual


def test_what_is_begun_is_shown_and_stands_first_in_the_table(visit):
    visit.session_state = {"run_key": ADDING.key, "runs": ADDING.key, "at_epoch": 2}

    showing.begin(BRACKETS)

    assert visit.wanted == [KEY]
    assert visit.view.run_keys == (KEY, ADDING.key)
    assert "at_epoch" not in visit.session_state
    assert showing.refusal() == ""


def test_what_the_queue_refuses_is_said_and_the_shown_run_stays(visit):
    visit.session_state = {"run_key": ADDING.key, "runs": ADDING.key}
    visit.is_full = True

    showing.begin(BRACKETS)

    assert showing.refusal() == FULL
    assert visit.view.run_key == ADDING.key


def test_beginning_again_forgets_what_was_refused_before(visit):
    showing.refuse("No.")

    showing.begin(BRACKETS)

    assert showing.refusal() == ""


def test_the_table_keeps_its_dozen_newest_runs(visit):
    for seed in range(MOST_RUNS + 3):
        showing.begin(replace(BRACKETS, seed=seed))

    assert visit.view.run_keys == tuple(reversed(visit.wanted))[:MOST_RUNS]


def test_a_paused_run_is_not_kept_wanted_until_it_goes_on(visit):
    showing.begin(BRACKETS)
    assert showing.job(KEY).share == 0.5

    showing.halt(KEY, "paused")
    assert visit.left == [KEY]
    assert (showing.halted(KEY), showing.halted(ADDING.key)) == ("paused", None)
    assert showing.job(KEY) is None

    showing.go_on(BRACKETS)
    assert showing.halted(KEY) is None
    assert showing.job(KEY).is_live


def test_more_seeds_are_the_next_that_are_not_in_the_table_yet(visit):
    showing.begin(replace(BRACKETS, seed=1))
    showing.begin(BRACKETS)
    visit.wanted.clear()

    showing.more_seeds(BRACKETS)

    assert visit.wanted == [replace(BRACKETS, seed=seed).key for seed in (2, 3)]
    assert visit.view.run_key == KEY
    assert len(visit.view.run_keys) == 4


def test_more_seeds_stop_where_the_queue_is_full_or_the_table(visit):
    showing.begin(BRACKETS)
    visit.is_full = True
    showing.more_seeds(BRACKETS)
    assert visit.view.run_keys == (KEY,)
    assert showing.refusal() == FULL

    visit.is_full = False
    for _ in range(MOST_RUNS):
        showing.more_seeds(BRACKETS)
    assert len(visit.view.run_keys) == MOST_RUNS


def test_the_other_runs_of_the_table_that_still_train_are_kept_wanted(visit):
    showing.begin(ADDING)
    showing.begin(BRACKETS)
    visit.session_state["runs"] += ",0123456789ab"

    assert [job.key for job in showing.live_others(visit.view)] == [ADDING.key]


def test_a_run_picked_in_the_table_is_shown_with_its_settings_and_keeps_its_place(visit):
    visit.session_state = {"run_key": KEY, "runs": f"{KEY},{ADDING.key}", "at_epoch": 2}

    showing.pick_run(ADDING.key)

    assert visit.view.run_keys == (KEY, ADDING.key)
    assert (visit.view.run_key, visit.view.task) == (ADDING.key, "adding")
    assert "at_epoch" not in visit.session_state
    showing.follow_task("adding")  # no other task was chosen: the run's settings stay
    assert visit.view.train_size == ADDING.hidden_size


def test_clearing_the_table_leaves_the_run_and_the_epoch(visit):
    showing.begin(BRACKETS)
    showing.pick_epoch("1")
    assert visit.view.at_epoch == 1

    showing.clear()

    assert visit.view.run_keys == ()
    assert visit.left == [KEY]
    showing.adopt()
    assert visit.query_params == {}
