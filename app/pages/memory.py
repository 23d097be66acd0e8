"""Memory: what the last state owes to each word, and how gradients die."""

from dataclasses import fields

import streamlit as st

from app import cache, controls, spelling, stage
from app.memory import choices, credit, forgetting, owed, room, steps
from app.prose import english_memory as prose
from app.state import MemoryView
from rnnviz import tokenize

PICTURES = {
    "Three memories": forgetting.show_picture,
    "Word to state": owed.show_picture,
    "Step by step": steps.show_picture,
    "Which words count": credit.show_picture,
    choices.ROOM: room.show_picture,
}
FIELDS = tuple(field.name for field in fields(MemoryView))

controls.restore(*FIELDS)
choices.fields()
view = MemoryView.read(st.session_state)
controls.note(prose.HOW[view.memory_picture], "memory-how")
waiting = st.empty()
if not cache.is_ready() and view.reads:
    waiting.text(prose.WAITING)
with stage.saying_beside("{why}", "refused-memory"):
    tokens = tokenize(view.sentence) if view.reads else ()
    spelling.spellings("sentence", view.sentence, tokens, cache.unknown(tokens))
    PICTURES[view.memory_picture](view, tokens)
waiting.empty()
controls.remember(*FIELDS)
