"""The maps on a page: what is drawn while another is made, and what the waiting is told."""

import threading
import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import cache, mapmaking, maps
from app.jobs import Job, Jobs
from app.state.maps import MapChoice
from rnnviz.errors import JobError

ENDLESS = 30.0


class Maker:
    """Instead of the process: waits until it is released, and may refuse."""

    def __init__(self):
        self.may_end, self.refusal, self.n_calls = threading.Event(), "", 0

    def run(self, _module, arguments, control):
        self.n_calls += 1
        control.on_cancel(self.may_end.set)
        control.tell(0.5)
        assert self.may_end.wait(ENDLESS)
        control.tell(1.0)
        if self.refusal:
            raise JobError(self.refusal)
        np.save(arguments[1], np.load(arguments[0])[:, :2])


@pytest.fixture(autouse=True)
def maker(tmp_path, monkeypatch, glove):
    maker = Maker()
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "vectors", lambda _key="": glove)
    monkeypatch.setattr(mapmaking, "run_module", maker.run)
    queue = Jobs()
    monkeypatch.setattr(mapmaking, "_jobs", queue)
    mapmaking._kept.clear()
    yield maker
    queue.close()
    maker.may_end.set()
    while queue._n_running:  # what ends later would be found by the next test
        time.sleep(0.005)
    mapmaking._kept.clear()


def _page():
    import streamlit as st

    from app import maps

    choice = maps.MapChoice("", st.session_state.get("method", "PCA"), 40)
    maps.progress(choice)
    st.markdown(maps.shown(choice).method)


def opened(method):
    test = AppTest.from_function(_page, default_timeout=30)
    test.session_state["method"] = method
    return test.run()


def choose(test, method):
    test.session_state["method"] = method
    return test.run()


def drawn(test):
    return test.markdown[0].value


def bar(test):
    """What the progress bar says, or None."""
    bars = test.get("progress")
    return bars[0].proto.text if bars else None


def until(test, holds):
    for _ in range(300):
        if holds(test.run()):
            return
    raise AssertionError("It never came to this.")


def test_pca_waits_for_nothing():
    page = opened("PCA")

    assert (drawn(page), bar(page)) == ("PCA", None)


def test_while_a_map_is_made_pca_is_drawn_and_the_bar_tells_how_far_it_is(maker):
    page = opened("UMAP")
    assert drawn(page) == "PCA"
    until(page, lambda page: bar(page) == "UMAP of 40 words · 50 % done")

    maker.may_end.set()

    until(page, lambda page: (drawn(page), bar(page)) == ("UMAP", None))
    assert maker.n_calls == 1


def test_while_another_is_made_the_map_before_it_stays(maker):
    maker.may_end.set()
    page = opened("UMAP")
    until(page, lambda page: drawn(page) == "UMAP")
    maker.may_end.clear()

    choose(page, "t-SNE")

    assert drawn(page) == "UMAP"
    assert bar(page).startswith("t-SNE of 40 words")
    maker.may_end.set()


def test_two_visitors_share_one_making_and_a_reloaded_page_finds_it_again(maker):
    first, second = opened("UMAP"), opened("UMAP")
    until(second, lambda page: "50 %" in bar(page))

    maker.may_end.set()

    for page in (first, second, opened("UMAP")):
        until(page, lambda page: drawn(page) == "UMAP")
    assert maker.n_calls == 1


def test_who_chooses_another_map_waits_no_longer_for_the_first(maker):
    page = opened("UMAP")
    until(page, lambda page: "50 %" in bar(page))

    choose(page, "t-SNE")

    assert maker.may_end.is_set()  # the first was stopped


def test_a_cancelled_map_is_said_and_can_be_started_again(maker):
    page = opened("UMAP")
    page.button(key="map-cancel").click().run()
    assert bar(page) is None
    assert [text.value for text in page.text] == [
        "UMAP was cancelled: the map below is the one before it."
    ]
    assert drawn(page.run()) == "PCA"

    page.button(key="map-again").click().run()

    until(page, lambda page: drawn(page) == "UMAP")


def test_a_failed_map_is_said_in_its_own_words_and_not_begun_again_by_itself(maker):
    maker.refusal = "All rows point the same way."
    maker.may_end.set()
    page = opened("UMAP")

    until(page, lambda page: len(page.text) == 1)

    assert page.text[0].value == (
        "UMAP could not be made: the map below is the one before it. All rows point the same way."
    )
    assert drawn(page.run()) == "PCA"
    assert len(opened("UMAP").text) == 1
    assert maker.n_calls == 1
    maker.refusal = ""

    page.button(key="map-again").click().run()

    until(page, lambda page: drawn(page) == "UMAP")


def test_what_the_server_does_not_take_on_is_said_beside_the_map_it_has(monkeypatch):
    monkeypatch.setitem(mapmaking.LIMITS, ("UMAP", 2), 30)

    page = opened("UMAP")

    assert "takes up to 30 words here" in page.text[0].value
    assert (drawn(page), bar(page)) == ("PCA", None)


@pytest.mark.parametrize(
    ("job", "sentence"),
    [
        (Job("", "waiting", place=3), "UMAP of 40 words · waiting, place 3 in the queue"),
        (Job("", "running"), "UMAP of 40 words · starting"),
        (Job("", "running", share=0.25), "UMAP of 40 words · 25 % done"),
        (Job("", "running", 0, 0.5, 42.0), "UMAP of 40 words · 50 % done, about 45 s left"),
        (Job("", "running", 0, 0.99, 0.2), "UMAP of 40 words · 99 % done, about 5 s left"),
        (Job("", "running", 0, 0.1, 190.0), "UMAP of 40 words · 10 % done, about 4 min left"),
    ],
)
def test_the_bar_tells_place_share_and_time_left_as_far_as_known(job, sentence):
    assert maps.told(MapChoice(method="UMAP", n_words=40), job) == sentence
