"""The table of this visit's runs, grouped by all settings but the seed, beside the baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean, stdev

import streamlit as st

from app import cache_tasks, cache_train
from app.prose import english_train as prose
from app.sheet import show
from app.state import TrainView
from app.state.train import DIRECTIONS, MOST_RUNS, NAME_OF
from app.train import curves, showing
from rnnviz.drawings.training_runs import RunRow, runs_table
from rnnviz.errors import RnnvizError
from rnnviz.training.runs import Run
from rnnviz.training.settings import TrainSettings
from rnnviz.written import plain


def show_table(view: TrainView, shown: Run) -> None:
    """All runs of the shown one's task, and a button for more seeds.

    Args:
        view: The page's.
        shown: The run that is looked at.
    """
    kept = [run for key in view.run_keys if (run := cache_train.run(key)) is not None]
    runs = [run for run in kept if run.settings.task == shown.settings.task]
    groups = grouped(runs)
    rows = [_row(group, groups, shown) for group in groups]
    baselines = cache_tasks.baselines(shown.settings)
    beside = [(name, score_text(score, shown)) for name, score in baselines.items()]
    with st.container(horizontal=True, vertical_alignment="center", key="train-runs-line"):
        st.markdown(f"**{prose.RUNS_TITLE}**")
        if shown.status == "done" and len(view.run_keys) < MOST_RUNS:
            st.button(
                prose.MORE_SEEDS,
                key="train-seeds",
                on_click=showing.more_seeds,
                args=(shown.settings,),
                help=prose.MORE_SEEDS_HELP,
            )
        st.button(prose.CLEAR, key="train-clear", type="tertiary", on_click=showing.clear)
    scale = curves.score_range(shown)
    show(runs_table(rows, beside, prose.RUN_HEADS, scale), "train-runs", showing.pick_run)


def grouped(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that differ only by their seed, together; in the order of the first of each."""
    groups: dict[TrainSettings, list[Run]] = {}
    for run in runs:
        groups.setdefault(replace(run.settings, seed=0), []).append(run)
    return list(groups.values())


def _row(group: list[Run], groups: list[list[Run]], shown: Run) -> RunRow:
    keys = [run.key for run in group]
    is_here = shown.key in keys
    held_out = [tuple(epoch.held_out_score for epoch in run.epochs) for run in group]
    status = next((prose.STATUS[run.status] for run in group if prose.STATUS[run.status]), "")
    key = shown.key if is_here else keys[0]
    name = named(group, [other[0].settings for other in groups])
    return RunRow(key, name, tuple(held_out), result(group), status, is_here)


def named(group: Sequence[Run], all_settings: Sequence[TrainSettings]) -> str:
    """The network, the settings in which the runs of the table differ, and how many seeds."""
    ours = group[0].settings
    size = {"layers": ours.n_layers, "size": ours.hidden_size}
    parts = [prose.ALIKE.format(cell=NAME_OF[ours.cell], **size)]
    for name, said in prose.SETTING.items():
        if name in ("cell", "n_layers", "hidden_size"):
            continue
        if len({getattr(settings, name) for settings in all_settings}) > 1:
            value = getattr(ours, name)
            parts.append(said.format(DIRECTIONS[value] if name == "bidirectional" else value))
    if len(group) > 1:
        parts.append(prose.SEEDS.format(n=len(group)))
    return ", ".join(parts)


def result(group: Sequence[Run]) -> str:
    """Test score of each run's best epoch: their mean, with its spread over the seeds.

    Runs that were stopped early count only where none has ended.
    """
    ended = [run for run in group if run.status == "done"] or group
    try:
        verdicts = [cache_train.verdict(run) for run in ended]
    except RnnvizError:
        return "–"
    scores = [verdict.score for verdict in verdicts if verdict is not None]
    if not scores:
        return "–"
    middle = score_text(mean(scores), group[0])
    if len(scores) < 2:
        return middle
    is_share = group[0].settings.score == "accuracy"
    spread = f"{100 * stdev(scores):.1f}" if is_share else plain(stdev(scores))
    return prose.SPREAD.format(mean=middle, spread=spread)


def score_text(score: float, run: Run) -> str:
    """A score as it is written: an accuracy in percent, R² with three digits."""
    return f"{100 * score:.1f} %" if run.settings.score == "accuracy" else plain(score)
