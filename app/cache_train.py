"""What the Train page keeps: runs as they stand, their networks, and what these say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

import rnnviz
from app import cache, cache_tasks, trainings
from app.prose import english_train as prose
from rnnviz.errors import DataError
from rnnviz.stage.labels import Labels
from rnnviz.training import judging
from rnnviz.training.judging import Judged, Moved, Reading
from rnnviz.training.runs import Run, Snapshot, best_epoch
from rnnviz.training.settings import KINDS

if TYPE_CHECKING:
    from rnnviz.tracing.record import Array

Stamp = tuple[tuple[str, int, int], ...]
N_WRONG, N_MOVED, N_NEAR = 8, 12, 6


@dataclass(frozen=True, slots=True)
class Said:
    """What one epoch's network says after every token.

    Attributes:
        tokens: T of them.
        target: The right answer in words, "" if nobody knows it.
        unknown: Tokens that were read as zeros.
        values: Each the probability of the answer in `classes`, or the prediction, (T,).
        classes: Index of the likeliest class after each token, (T,); empty where there are not
            several.
    """

    tokens: tuple[str, ...]
    target: str
    unknown: tuple[str, ...]
    values: tuple[float, ...]
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovedWord:
    """A word on the plane of what moved.

    Attributes:
        word: Which.
        distance: How far it moved, in all dimensions.
        before: Its place at epoch 0.
        after: Its place now.
        is_near: Whether it is only there because it is near to one that moved.
    """

    word: str
    distance: float
    before: tuple[float, float]
    after: tuple[float, float]
    is_near: bool = False


def run(key: str) -> Run | None:
    """A run as far as it is; read again only when its files have changed."""
    trainings.keep_longer(key)
    return _run(key, trainings.stamp(key))


@st.cache_resource(show_spinner=False, max_entries=48)
def _run(key: str, stamp: Stamp) -> Run | None:
    return trainings.run(key) if stamp else None


def found(key: str) -> Run:
    """A run that must be there.

    Raises:
        DataError: If it was let go.
    """
    kept = run(key)
    if kept is None:
        raise DataError(prose.GONE)
    return kept


def snapshot(key: str, epoch: int) -> Snapshot:
    """The network of a run after an epoch, with its embeddings.

    Raises:
        RnnvizError: If it is not kept, or damaged.
    """
    return cache.trained(f"{found(key).key}-{epoch}")


@st.cache_resource(show_spinner=False, max_entries=4)  # of 200 timesteps up to 10 MB each
def read(key: str, epoch: int, text: str) -> tuple[Reading, rnnviz.Trace]:
    """A text as the network of an epoch reads it, with every number inside.

    Raises:
        RnnvizError: If the text cannot be read, or the epoch is not kept.
    """
    here = snapshot(key, epoch)
    reading = judging.read_example(found(key), here, text, cache.vectors())
    return reading, rnnviz.trace(here.network, reading.inputs, tokens=reading.tokens)


@st.cache_resource(show_spinner=False, max_entries=1024)
def said(key: str, epoch: int, text: str) -> Said:
    """What the network of an epoch says after every token of a text.

    Raises:
        RnnvizError: If the text cannot be read, or the epoch is not kept.
    """
    reading, trace = read(key, epoch, text)
    unknown = tuple(t for t, is_new in zip(reading.tokens, reading.unknown, strict=True) if is_new)
    kind = KINDS[found(key).settings.task]
    each = answers(trace.output if kind == "a number" else trace.probabilities)
    classes: tuple[int, ...] = ()
    if kind == "one of n":
        classes = tuple(each.argmax(1).tolist())
    values = tuple(float(v) for v in (each.max(1) if classes else each[:, 0]))
    return Said(reading.tokens, reading.target, unknown, values, classes)


def answers(output: Array | None) -> Array:
    """An output, or probabilities, which every trained network has.

    Raises:
        DataError: If there are none.
    """
    if output is None:
        raise DataError(prose.NO_EPOCH)
    return output


@st.cache_resource(show_spinner=False, max_entries=6)
def scene(key: str, epoch: int, text: str) -> bytes:
    """What the player draws of an epoch's network reading a text; a number's head is left out.

    Raises:
        RnnvizError: If the text cannot be read, or the network reads in both directions.
    """
    kept = found(key)
    reading, trace = read(key, epoch, text)
    if KINDS[kept.settings.task] == "a number":
        bare = without_head(snapshot(key, epoch).network)
        trace = rnnviz.trace(bare, reading.inputs, tokens=reading.tokens)
    card = snapshot(key, epoch).network.card
    labels = Labels(
        title=card.get("title", ""),
        is_random=epoch == 0,
        class_names=cache_tasks.outputs(kept.settings) if trace.spec.n_classes else (),
        is_unknown=reading.unknown,
    )
    return rnnviz.build_scene(trace, labels).to_bytes()


def without_head(network: rnnviz.Network) -> rnnviz.Network:
    """The same without its output, of which the stage and the losses of classes know nothing."""
    return replace(network, spec=replace(network.spec, n_classes=0), head=None)


@st.cache_resource(show_spinner=False, max_entries=32)
def judged(key: str, epoch: int) -> Judged:
    """An epoch's network on the test examples.

    Raises:
        RnnvizError: If the epoch is not kept, or the task's examples are missing.
    """
    return judging.judged(found(key), epoch, n_wrong=N_WRONG, vectors=cache.vectors())


def verdict(kept: Run) -> Judged | None:
    """How a run does with its best epoch; None while it trains, if it blew up or learnt nothing."""
    is_open = kept.status == "unfinished" and (trainings.is_live(kept.key) or len(kept.epochs) < 2)
    if is_open or kept.status == "diverged":
        return None
    return judged(kept.key, best_epoch(kept))


@st.cache_resource(show_spinner=False, max_entries=16)
def moved(key: str, epoch: int) -> tuple[tuple[MovedWord, ...], float]:
    """The words that moved most, with some of their neighbours, on the plane of most variance.

    Returns:
        The words, the furthest first and the neighbours last, and the plane's share of the
        variance; none if none moved.

    Raises:
        RnnvizError: If the epoch is not kept.
    """
    far = judging.moved(found(key), epoch, N_MOVED)
    if len(far) < 2 or not far[0].distance:
        return (), 0.0
    near = _near(key, epoch, tuple(word.word for word in far))
    placed, share = _placed((*far, *near))
    return tuple(replace(w, is_near=i >= len(far)) for i, w in enumerate(placed)), share


def _near(key: str, epoch: int, words: tuple[str, ...]) -> list[Moved]:
    """The nearest other word of each of the first few, as it was before and is now."""
    before, after = snapshot(key, 0).table, snapshot(key, epoch).table
    if before is None or after is None:
        return []
    nearest = (after.neighbours(word, 1).words for word in words[:N_NEAR])
    found_there = dict.fromkeys(word for some in nearest for word in some if word not in words)
    pairs = ((word, before[word], after[word]) for word in found_there)
    return [Moved(word, float(np.linalg.norm(b - a)), a, b) for word, a, b in pairs]


def _placed(words: tuple[Moved, ...]) -> tuple[tuple[MovedWord, ...], float]:
    rows = np.concatenate([[w.before for w in words], [w.after for w in words]])
    made = rnnviz.project(rows)
    ratio = made.explained_variance_ratio
    before, after = np.split(made.coordinates, 2)
    placed = (
        MovedWord(w.word, w.distance, (float(b[0]), float(b[1])), (float(a[0]), float(a[1])))
        for w, b, a in zip(words, before, after, strict=True)
    )
    return tuple(placed), 0.0 if ratio is None else float(ratio.sum())
