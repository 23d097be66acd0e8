"""What the map is sent is small, and what it tells reaches the page."""

import json
from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from app import atlas
from app.atlas import N_LISTED


def page() -> None:
    """A page with a big map, which keeps what it hears."""
    import streamlit as st

    from app.atlas import Atlas, show

    big = Atlas(
        words="/feed/words/default?v=0&n=400000",
        points="/feed/array/map",
        n=400_000,
        current=2,
        neighbours=tuple(range(100, 112)),
        similarities="/feed/similarity/default?v=0&n=400000&word=of",
        alt="400,000 words",
    )

    def keep(told: str | tuple[str, ...]) -> None:
        st.session_state.told = told

    show(big, "map", keep, keep)


def sent(test: AppTest) -> dict[str, object]:
    """The message of the only component."""
    (component,) = test.get("bidi_component")
    return json.loads(component.proto.json)


def test_a_map_of_400_000_words_is_a_message_of_a_few_kilobytes():
    test = AppTest.from_function(page).run()

    message = sent(test)
    assert not test.exception
    assert len(json.dumps(message)) < 3000
    assert message["n"] == 400_000
    assert message["neighbours"] == list(range(100, 112))
    assert message["n_listed"] == N_LISTED
    assert set(message["palettes"]) == {"light", "dark"}


def test_what_was_picked_and_listed_reaches_the_page_as_words(monkeypatch):
    heard, told = {}, []
    words = [f"word{number}" for number in range(20)]
    state = {"map-atlas": SimpleNamespace(pick="paris", list=words)}
    monkeypatch.setattr(atlas, "_atlas", lambda: lambda **given: heard.update(given))
    monkeypatch.setattr(atlas.st, "session_state", state)
    atlas.show(atlas.Atlas(("a",), ((0.0, 0.0),), 1), "map", told.append, told.append)

    heard["on_pick_change"]()
    heard["on_list_change"]()
    state["map-atlas"] = SimpleNamespace(pick=None, list=None)
    heard["on_pick_change"]()
    heard["on_list_change"]()

    assert told == ["paris", tuple(words[:14])]


def test_without_anyone_to_hear_of_it_a_selection_offers_no_look(monkeypatch):
    heard = {}
    monkeypatch.setattr(atlas, "_atlas", lambda: lambda **given: heard.update(given))
    atlas.show(atlas.Atlas(("a",), ((0.0, 0.0),), 1), "map", str)

    assert heard["data"]["n_listed"] == 0
