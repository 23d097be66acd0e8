"""What long work and the queue tell each other."""

import pytest

from app import work
from app.work import Cancelled, Control


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""
    return lambda now: monkeypatch.setattr(work.time, "monotonic", lambda: now)


def test_work_that_told_nothing_is_at_its_beginning_with_its_end_unknown():
    assert (Control().share, Control().seconds_left) == (0.0, None)


def test_the_time_left_follows_from_the_pace_and_from_the_time_since_the_last_word(at):
    control = Control()
    for now, share in ((100.0, 0.1), (110.0, 0.3)):
        at(now)
        control.tell(share)
    at(112.0)

    assert control.share == 0.3
    assert control.seconds_left == pytest.approx(0.7 * 10 / 0.2 - 2)


def test_a_slow_start_is_forgotten_and_never_projected(at):
    control = Control()
    at(0.0)
    control.tell(0.05)
    at(60.0)
    control.tell(0.052)
    assert control.seconds_left is None  # at that pace it would be eight hours
    for step in range(work._LAST):
        at(60.0 + step)
        control.tell(0.1 + 0.01 * step)

    assert control.seconds_left == pytest.approx((1 - control.share) / 0.01)


def test_work_hears_that_it_is_to_stop_at_its_next_word_or_by_what_it_asked_for():
    control, heard = Control(), []
    control.on_cancel(lambda: heard.append("before"))
    control.cancel()
    control.on_cancel(lambda: heard.append("after"))

    assert heard == ["before", "after"]
    assert control.is_cancelled
    with pytest.raises(Cancelled):
        control.tell(0.5)
