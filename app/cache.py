"""The only cache decorators. Keys are values; what is kept is immutable and shared by all.

`cache_resource` hands out the same object to every session (a Trace's arrays refuse to be
written to), where `cache_data` would copy it on every run.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import streamlit as st

import rnnviz
from app import cache_vectors, trainings
from app.prose import english as prose
from app.state import NetworkChoice, Reading, StepView
from rnnviz.errors import DataError, RnnvizError, VectorsError, shortened
from rnnviz.stage.labels import Labels
from rnnviz.stage.scene import Scene
from rnnviz.terms import Cell
from rnnviz.text.sentences import example_sentences
from rnnviz.tracing.state_space import StateSpace, state_spaces
from rnnviz.training.runs import Snapshot, snapshot

MODELS = Path(__file__).resolve().parents[1] / "assets" / "models"
CELL: dict[str, Cell] = {"LSTM": "lstm", "GRU": "gru", "RNN": "rnn"}
# A 6×512 LSTM over 60 words is 13 MB as a trace, and with its weights 60 MB as a scene.
LARGE, SCENES = 16, 6
# Sentences behind the planes of paths: 200 cost an LSTM 2×64 0.3 s once, and a 6×512 over 4 s.
MANY_READ, FEW_READ, WIDE = 200, 40, 256
TELLING = (
    *("good", "great", "wonderful", "funny", "bad", "terrible", "awful", "boring"),
    *("very", "hardly", "not", "never", "but", "movie"),
)
"""Words that a what-if can put into the sentence."""
MAX_EPOCH_DIGITS = 4
LONGEST_RUN = 30  # letters of a run that is quoted
SHIPPED = {"trained": "trained", "one epoch": "epoch1", "untrained": "random"}


def vectors(key: str = "") -> rnnviz.WordVectors:
    """Word vectors, opened once for everybody.

    Args:
        key: Of vectors that a visitor brought: the first digits of their digest; "" for the
            server's own.

    Raises:
        VectorsError: If the key is none, or the cache holds nothing under it.
    """
    return cache_vectors.brought(key) if key else cache_vectors.server().vectors


@st.cache_resource(show_spinner=False, max_entries=12)
def network(choice: NetworkChoice) -> rnnviz.Network:
    """The network that was chosen: loaded if it is shipped, else made from its seed.

    Raises:
        RnnvizError: If it cannot be built or read.
    """
    if choice.weights == "run":
        return trained(choice.run).network
    if choice.weights in SHIPPED:
        return rnnviz.Network.load(
            MODELS / f"{CELL[choice.cell]}-{SHIPPED[choice.weights]}.safetensors"
        )
    return rnnviz.Network.random(
        CELL[choice.cell],
        input_size=vectors().matrix.shape[1],
        hidden_sizes=choice.hidden_sizes(),
        init=choice.init,
        seed=choice.seed,
        nonlinearity=choice.nonlinearity,
        reset_after=choice.reset == "after",
        n_classes=1,
    )


@st.cache_resource(show_spinner=False, max_entries=4)  # with a table about 10 MB each
def trained(run: str) -> Snapshot:
    """A network as it was after an epoch of a training on this server, with its embeddings.

    Args:
        run: The training's key, a hyphen, and the epoch.

    Raises:
        RnnvizError: If no such training, or not that epoch, is kept.
    """
    key, _, epoch = run.strip().rpartition("-")
    found = trainings.run(key) if trainings.is_key(key) else None
    if found is None or not epoch.isdecimal() or len(epoch) > MAX_EPOCH_DIGITS:
        raise DataError(prose.NO_RUN.format(run=shortened(run, LONGEST_RUN)))
    return snapshot(found, int(epoch))


def words_of(choice: NetworkChoice) -> rnnviz.WordVectors:
    """The vectors that a network reads: those trained with it, else the server's.

    Raises:
        RnnvizError: If the training is not kept.
    """
    table = trained(choice.run).table if choice.weights == "run" else None
    return vectors() if table is None else table


@st.cache_resource(show_spinner=False, max_entries=LARGE)
def trace(choice: NetworkChoice, tokens: tuple[str, ...]) -> rnnviz.Trace:
    """Every number of the chosen network reading the tokens.

    Raises:
        RnnvizError: If the network cannot be built or read, or reads vectors of another width.
    """
    words, needed = words_of(choice), network(choice).spec.input_size
    width = words.matrix.shape[1]
    if needed != width:
        raise VectorsError(prose.OTHER_WIDTH.format(needed=needed, name=words.name, width=width))
    return rnnviz.trace(network(choice), words.embed(tokens), tokens=tokens)


@st.cache_resource(show_spinner=False, max_entries=12)
def spaces(choice: NetworkChoice) -> tuple[StateSpace, ...]:
    """The planes in which paths are drawn: of the words, then of each layer's states.

    Raises:
        RnnvizError: If the network cannot be built or read.
    """
    reader = network(choice)
    n = MANY_READ if sum(reader.spec.hidden_sizes) <= WIDE else FEW_READ
    return state_spaces(reader, [words_of(choice).embed(words) for words in example_sentences(n)])


def built(reading: Reading, positive: str, link: str = "", notes: str = "") -> Scene:
    """What the stage shows, built anew: it takes milliseconds and is as large as the trace.

    Args:
        reading: Of what.
        positive: Names the head's class.
        link: Where the live stage is.
        notes: The teacher's.

    Raises:
        RnnvizError: If the network cannot be built or read.
    """
    words = words_of(reading.network)
    encoded = words.encode(reading.tokens)
    card = network(reading.network).card
    labels = Labels(
        title=reading.title or card.get("title", reading.network.weights),
        notes=notes,
        link=link,
        is_random=card.get("is_trained") != "yes",
        class_names=(positive,),
        is_unknown=encoded.is_unknown,
        token_ids=tuple(encoded.ids.tolist()),
        vocab_size=len(words),
        words={word: words[word] for word in TELLING if word in words},
        spaces=spaces(reading.network),
    )
    return rnnviz.build_scene(trace(reading.network, reading.tokens), labels)


@st.cache_resource(show_spinner=False, max_entries=SCENES)
def scene(reading: Reading, against: Reading | None, positive: str, link: str = "") -> bytes:
    """What the player draws: a reading, beside another one if there is one.

    Raises:
        RnnvizError: If a network cannot be built or read.
    """
    shown = built(reading, positive, link)
    return (shown.beside(built(against, positive)) if against else shown).to_bytes()


@st.cache_resource(show_spinner=False, max_entries=512)
def spellings(word: str, k: int, key: str = "") -> tuple[str, ...]:
    """The k nearest spellings of a word without a vector, in the vectors of that key."""
    return vectors(key).spellings(word, k)


def unknown(
    tokens: tuple[str, ...], key: str = "", reader: NetworkChoice | None = None
) -> tuple[str, ...]:
    """The tokens that have no vector, in the vectors of that key or in what a network reads."""
    known = words_of(reader) if reader else vectors(key)
    flags = known.encode(tokens).is_unknown
    return tuple(token for token, is_unknown in zip(tokens, flags, strict=True) if is_unknown)


def is_ready() -> bool:
    """Whether the network's arithmetic has been imported, by anyone."""
    return hasattr(sys.modules.get("rnnviz.tracing.rollout"), "trace")


def load_defaults() -> None:
    """Load what a first visit shows: the vectors, the default network and its planes."""
    vectors()
    with suppress(RnnvizError):  # vectors of another width: the Step page says so
        spaces(StepView().network)
