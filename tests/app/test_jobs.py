"""The queue: shared, fair, bounded, and free of what nobody wants."""

import threading
import time

import pytest

from app import jobs as jobs_module
from app.jobs import Jobs
from rnnviz.errors import JobError, WordError

ENDLESS = 30.0  # seconds; a test that waits so long has failed


class Bench:
    """Work that lasts until it is released, and says in which order it began."""

    def __init__(self):
        self.begun, self.stopped, self._releases = [], [], {}

    def work(self, key):
        release = self._releases[key] = threading.Event()

        def done(control):
            self.begun.append(key)
            control.on_cancel(lambda: (self.stopped.append(key), release.set()))
            control.tell(0.25)
            assert release.wait(ENDLESS)
            control.tell(1.0)

        return done

    def release(self, *keys):
        for key in keys:
            self._releases[key].set()


@pytest.fixture
def bench():
    return Bench()


@pytest.fixture
def queue():
    queue = Jobs()
    yield queue
    queue.close()
    _until(lambda: queue._n_running == 0)


def _until(holds):
    end = time.monotonic() + ENDLESS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def _status(queue, key, visitor):
    return queue.renew(key, visitor).status


def test_a_job_waits_runs_tells_how_far_it_is_and_is_done(queue, bench):
    queue.ask("a", bench.work("a"), "ann")
    second = queue.ask("b", bench.work("b"), "bob")
    assert (second.status, second.place, second.is_live) == ("waiting", 1, True)
    _until(lambda: queue.renew("a", "ann").share == 0.25)

    bench.release("a", "b")

    _until(lambda: _status(queue, "b", "bob") == "done")
    assert (_status(queue, "a", "ann"), queue.renew("b", "bob").share) == ("done", 1.0)
    assert bench.begun == ["a", "b"]


def test_visitors_who_want_the_same_share_one_job(queue, bench):
    work = bench.work("a")
    for visitor in ("ann", "bob", "ann"):
        assert queue.ask("a", work, visitor).key == "a"
    queue.leave("a", "ann")
    assert _status(queue, "a", "bob") == "running"

    bench.release("a")

    _until(lambda: _status(queue, "a", "bob") == "done")
    assert bench.begun == ["a"]


def test_a_second_job_waits_behind_everybodys_first(queue, bench):
    for visitor, key in (("ann", "a1"), ("ann", "a2"), ("ann", "a3"), ("bob", "b"), ("cy", "c")):
        queue.ask(key, bench.work(key), visitor)
    places = {key: queue.renew(key, who).place for who, key in (("bob", "b"), ("cy", "c"))}
    assert places == {"b": 1, "c": 2}
    assert queue.renew("a2", "ann").place == 3

    bench.release("a1", "a2", "a3", "b", "c")

    _until(lambda: _status(queue, "a3", "ann") == "done")
    assert bench.begun == ["a1", "b", "c", "a2", "a3"]


def test_a_second_job_is_not_overtaken_for_ever_by_first_ones(queue, bench):
    for visitor, key in (("ann", "a1"), ("ann", "a2"), ("bob", "b")):
        queue.ask(key, bench.work(key), visitor)
    bench.release("a1", "b")
    _until(lambda: bench.begun == ["a1", "b", "a2"])  # the second turn has come

    for visitor, key in (("bob", "b2"), ("bob", "b3"), ("ann", "a3"), ("cy", "c")):
        queue.ask(key, bench.work(key), visitor)
    bench.release("a2", "b2", "b3", "a3", "c")

    _until(lambda: _status(queue, "b3", "bob") == _status(queue, "a3", "ann") == "done")
    assert bench.begun[3:] == ["b2", "c", "b3", "a3"]


def test_a_job_comes_sooner_for_all_who_want_it_when_one_has_not_had_a_turn(queue, bench):
    for visitor, key in (("ann", "a1"), ("ann", "a2"), ("ann", "a3"), ("bob", "b")):
        queue.ask(key, bench.work(key), visitor)
    queue.ask("a3", bench.work("a3"), "cy")
    assert [queue.renew(key, "ann").place for key in ("a3", "b", "a2")] == [1, 2, 3]


def test_as_many_jobs_run_at_once_as_there_are_workers(bench):
    queue = Jobs(2)
    for who in ("ann", "bob", "cy"):
        queue.ask(who, bench.work(who), who)
    _until(lambda: len(bench.begun) == 2)
    assert _status(queue, "cy", "cy") == "waiting"

    queue.close()

    _until(lambda: queue._n_running == 0)
    assert sorted(bench.stopped) == ["ann", "bob"]


def test_a_job_that_its_last_visitor_leaves_is_stopped_and_the_next_begins(queue, bench):
    queue.ask("a", bench.work("a"), "ann")
    queue.ask("b", bench.work("b"), "bob")
    _until(lambda: bench.begun == ["a"])

    queue.leave("a", "ann")

    assert _status(queue, "a", "ann") == "cancelled"
    _until(lambda: bench.begun == ["a", "b"])
    assert bench.stopped == ["a"]


def test_one_that_was_cancelled_can_be_asked_for_again(queue, bench):
    queue.ask("a", bench.work("a"), "ann")
    queue.leave("a", "ann")

    queue.ask("a", bench.work("a"), "ann")
    bench.release("a")

    _until(lambda: _status(queue, "a", "ann") == "done")


def test_a_wish_that_is_not_renewed_ends_and_one_that_is_goes_on(bench):
    queue = Jobs(2, lease=0.4)
    queue.ask("closed tab", bench.work("closed tab"), "ann")
    queue.ask("open tab", bench.work("open tab"), "bob")

    def both_seen():
        return _status(queue, "open tab", "bob") == "running" and bench.stopped == ["closed tab"]

    _until(both_seen)
    bench.release("open tab")
    _until(lambda: _status(queue, "open tab", "bob") == "done")


def test_threads_end_with_the_work(bench):
    before = set(threading.enumerate())
    queue = Jobs(lease=0.1)
    queue.ask("a", bench.work("a"), "ann")
    assert set(threading.enumerate()) > before

    _until(lambda: set(threading.enumerate()) <= before)

    assert bench.stopped == ["a"]


def test_a_refusal_is_told_in_its_own_words_and_anything_else_is_the_servers_fault(queue, caplog):
    def refuse(_control):
        raise WordError("“xyz” has no vector.")

    queue.ask("refused", refuse, "ann")
    _until(lambda: _status(queue, "refused", "ann") == "failed")
    queue.ask("broken", lambda _control: 1 // 0, "ann")
    _until(lambda: _status(queue, "broken", "ann") == "failed")

    assert queue.renew("refused", "ann").sentence == "“xyz” has no vector."
    assert "went wrong on the server" in queue.renew("broken", "ann").sentence
    assert "ZeroDivisionError" in caplog.text


def test_what_nobody_asked_for_is_not_known(queue):
    queue.leave("nothing", "ann")

    assert queue.renew("nothing", "ann") is None


def test_looking_at_a_job_is_not_wanting_it(queue, bench):
    queue.ask("a", bench.work("a"), "ann")

    assert queue.look("a").is_live
    queue.leave("a", "ann")

    assert queue.look("a").status == "cancelled"
    assert queue.look("b") is None


def test_one_visitor_cannot_fill_the_queue_nor_all_overfill_it(bench):
    queue = Jobs(n_live=3, n_each=2)
    for key in ("a1", "a2"):
        queue.ask(key, bench.work(key), "ann")
    with pytest.raises(JobError, match="already wait for 2 computations: cancel one"):
        queue.ask("a3", bench.work("a3"), "ann")
    queue.ask("b", bench.work("b"), "bob")
    with pytest.raises(JobError, match="has 3 computations to do already: try again"):
        queue.ask("c", bench.work("c"), "cy")
    queue.ask("b", bench.work("never"), "cy")  # joining is free

    queue.close()

    _until(lambda: queue._n_running == 0)


def test_jobs_that_ended_long_ago_are_forgotten(queue, monkeypatch):
    monkeypatch.setattr(jobs_module, "_REMEMBERED", 2)
    for key in "abcd":
        queue.ask(key, lambda _control: None, "ann")
        _until(lambda key=key: _status(queue, key, "ann") == "done")

    queue.leave("d", "ann")
    queue.ask("e", lambda _control: None, "ann")

    assert queue.renew("a", "ann") is None
    assert _status(queue, "d", "ann") == "done"
