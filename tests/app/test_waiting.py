"""Who waits keeps one name, and hears in round words how long."""

import pytest
from streamlit.testing.v1 import AppTest

from app.jobs import Job
from app.waiting import time_left


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, ""),
        (0.0, ", about 5 s left"),
        (11.2, ", about 15 s left"),
        (119.0, ", about 120 s left"),
        (120.0, ", about 2 min left"),
        (130.0, ", about 3 min left"),
    ],
)
def test_time_left_is_told_in_round_seconds_and_from_two_minutes_on_in_minutes(seconds, said):
    assert time_left(Job("a", "running", share=0.5, seconds_left=seconds)) == said


def _page():
    import streamlit as st

    from app.waiting import visitor

    st.text(visitor())


def test_a_visitor_keeps_its_name_through_all_runs_and_no_two_share_one():
    ann, bob = (AppTest.from_function(_page).run() for _ in range(2))

    name = ann.text[0].value
    assert ann.run().text[0].value == name
    assert bob.text[0].value != name
