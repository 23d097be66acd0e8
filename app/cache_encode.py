"""What the Encode page keeps: prices, frequency lists, and tables dealt or learnt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import plotly.data
import streamlit as st
from numpy.typing import NDArray

from app import cache
from rnnviz.text.onehot import one_hot
from rnnviz.text.series import N_MEAN, price_features
from rnnviz.text.vocabulary import frequent_characters

if TYPE_CHECKING:
    from rnnviz.training.embedding_step import EmbeddingStep

N_WORDS, N_CHARACTERS, N_TEN = 10_000, 5_000, 10


@dataclass(frozen=True, slots=True)
class Prices:
    """Six stocks over two years.

    Attributes:
        features: (B, S, 3) float32, read-only, features in the order of series.FEATURES.
        stocks: B names.
        weeks: S dates, as 2018-01-22.
    """

    features: NDArray[np.float32]
    stocks: tuple[str, ...]
    weeks: tuple[str, ...]


@st.cache_resource(show_spinner=False)
def prices() -> Prices:
    """The weekly prices that come with plotly (plotly.data.stocks), with their features."""
    table = plotly.data.stocks()
    stocks = tuple(str(name) for name in table.columns if name != "date")
    features = price_features(table[list(stocks)].to_numpy().T)
    features.flags.writeable = False
    return Prices(features, stocks, tuple(map(str, table["date"][N_MEAN - 1 :])))


@st.cache_resource(show_spinner=False)
def characters() -> tuple[str, ...]:
    """The 5,000 most frequent Chinese characters, counted from wordfreq's large list."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415 - only one vocabulary needs it

    return frequent_characters(get_frequency_dict("zh", wordlist="large"), N_CHARACTERS)


@st.cache_resource(show_spinner=False, max_entries=64)
def dealt(seed: int) -> tuple[tuple[int, ...], NDArray[np.float32]]:
    """Ten ids in chance order and a 10 × 4 table, as torch deals them for this seed."""
    from rnnviz.training.dealt_table import dealt_table  # noqa: PLC0415 - torch

    ids, table = dealt_table(seed)
    table.flags.writeable = False
    return ids, table


def filled_up(tokens: tuple[str, ...], n: int, vectors: str = "") -> tuple[str, ...]:
    """The tokens that have vectors, each once, and after them the first words of the vectors.

    Args:
        tokens: Of the sentence.
        n: How many words; fewer if the vectors have fewer. Only words of letters are added.
        vectors: Key of the vectors.
    """
    known = cache.vectors(vectors)
    listed = dict.fromkeys(token for token in tokens if token in known)
    others = (word for word in known.words if word.isalpha() and word not in listed)
    return (*listed, *islice(others, max(0, n - len(listed))))[:n]


@st.cache_resource(show_spinner=False, max_entries=64)
def product(token_id: int, vectors: str = "") -> NDArray[np.float32]:
    """The one-hot row of an id times the whole table of the vectors, really multiplied."""
    table = cache.vectors(vectors).matrix
    return np.asarray(one_hot([token_id], len(table))[0] @ table)


@st.cache_resource(show_spinner=False, max_entries=64)
def step(
    words: tuple[str, ...],
    ids: tuple[int, ...],
    target: float,
    rate: float,
    is_frozen: bool,
    vectors: str = "",
) -> EmbeddingStep:
    """One step through a table of the words' vectors; the head's weights come from seed 0.

    Args:
        words: Of the table, in order; all have vectors.
        ids: The sentence, as rows of the table.
        target: 1 or 0.
        rate: Learning rate.
        is_frozen: Whether the table keeps its values.
        vectors: Key of the vectors.
    """
    from rnnviz.training.embedding_step import embedding_step  # noqa: PLC0415 - torch

    rows = cache.vectors(vectors).embed(words)
    return embedding_step(
        rows, ids, head(rows.shape[1]), target=target, rate=rate, is_frozen=is_frozen
    )


def head(width: int) -> NDArray[np.float32]:
    """The head's first weights, (I,): uniform in ±1/√I, as torch's linear layers start."""
    reach = width**-0.5
    return np.random.default_rng(0).uniform(-reach, reach, width).astype(np.float32)
