"""Train: a network learns a task while you watch."""

from dataclasses import fields

import streamlit as st

from app import cache_train, controls
from app.prose import english_train as prose
from app.state import TrainView
from app.train import afterwards, choices, following, reading, showing, start

FIELDS = tuple(field.name for field in fields(TrainView) if field.name not in showing.KEPT)

controls.restore(*FIELDS)
showing.adopt()
view = choices.show()
job = showing.job(view.run_key) if view.run_key else None
run = cache_train.run(view.run_key) if view.run_key else None

if job is not None and job.is_live:
    following.follow(view.run_key, reading.text_of(view, run))
elif run is not None:
    afterwards.status(run, job)
    if showing.live_others(view):
        following.follow_others()
    afterwards.show_run(run, reading.text_of(view, run), view)
else:
    if view.run_key:
        st.text(prose.FAILED.format(why=job.sentence) if job and job.sentence else prose.GONE)
    start.show_start(view)
controls.remember(*FIELDS)
