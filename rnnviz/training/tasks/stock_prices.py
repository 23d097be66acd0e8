"""Forecast next week's change of a real stock price from the last weeks.

Six stocks over 105 weeks of 2018 and 2019, as they come with plotly (plotly.data.stocks). Every
week has the features of `rnnviz.text.series`, brought to mean 0 and deviation 1 over the
training weeks; the answer is next week's change in percent:

    y_t = 100 (p_{t+1} / p_t - 1)

Training ends before development begins, and that before the test: what is held out is later. It
is hard to be better than "no change": if prices were easy to foretell, they would be so already.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from rnnviz.errors import DataError, TextError
from rnnviz.text.series import N_MEAN, price_features
from rnnviz.training.settings import TrainSettings
from rnnviz.training.tasks.parts import (
    Floats,
    Given,
    Line,
    Part,
    TaskData,
    TaskRules,
    as_floats,
    least_squares,
    numbers_of,
    padded_part,
    r_squared,
)

SHARES = (0.6, 0.8)
"""Where of all weeks training ends, and development."""
N_LAGS = 4
_LEAST_PRICE = 1e-6
_FILE = "package_data/datasets/stocks.csv.gz"
_EXAMPLE = "1 1.02 1.03 1.01 1.04 1.05"


@lru_cache(maxsize=1)
def prices() -> Floats:
    """Weekly prices, (6 stocks, 105 weeks), 1 in the first week; read-only, 4 decimals.

    Raises:
        DataError: If plotly is not installed with its data.
    """
    # The file and not plotly.data: training never loads a drawing library.
    spec = find_spec("plotly")
    path = Path(spec.origin if spec and spec.origin else "plotly").parent / _FILE
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            _, *rows = csv.reader(file)
    except OSError:
        raise DataError(
            "The stock prices come with plotly, whose data are not there: run `pip install "
            "plotly`, or take another task."
        ) from None
    table = np.array([row[1:] for row in rows], dtype=float).T.round(4).astype(np.float32)
    table.flags.writeable = False
    return table


def data(settings: TrainSettings) -> TaskData:
    """Windows of `settings.length` weeks, cut by the week that is foretold."""
    n_weeks = prices().shape[1]
    first, second = (int(share * n_weeks) for share in SHARES)
    earliest = N_MEAN + settings.length - 1
    parts = tuple(
        _windows(settings.length, range(start, end))
        for start, end in ((earliest, first), (first, second), (second, n_weeks))
    )
    about = "weekly prices of six stocks, 2018 and 2019 (plotly.data.stocks); later weeks held out"
    return TaskData(parts, (), about)


def _windows(length: int, foretold: range) -> Part:
    """For each stock and each week that is foretold, the weeks before it."""
    texts, lines = [], []
    for week in foretold:
        for series in prices():
            p = series[week - length - N_MEAN + 1 : week + 1]
            changes = 100 * (p[N_MEAN:] / p[N_MEAN - 1 : -1] - 1)
            texts.append(" ".join(f"{price:.4f}" for price in p[:-1]))
            late = [t >= length // 2 for t in range(length)]
            last = [t == length - 1 for t in range(length)]
            lines.append(Line(_scaled(p[:-1]), changes.tolist(), [float(x) for x in late], last))
    return padded_part(texts, lines)


def _scaled(series: Floats) -> Floats:
    """Features of one series of prices, (S - 3, 3), on the scale of the training weeks."""
    mean, deviation = _scale()
    return as_floats((price_features(series[None])[0] - mean) / deviation)


@lru_cache(maxsize=1)
def _scale() -> tuple[Floats, Floats]:
    weeks = prices()[:, : int(SHARES[0] * prices().shape[1])]
    features = price_features(weeks).reshape(-1, 3)
    return features.mean(axis=0), features.std(axis=0)


def read(text: str) -> Given:
    """Weekly prices, relative to an earlier one; the first three make the first mean.

    Raises:
        TextError: If there are fewer than five prices, or anything else.
    """
    series = numbers_of(text, _EXAMPLE, least=N_MEAN + 1)
    if (series < _LEAST_PRICE).any():
        raise TextError(f"Prices are above 0, by a millionth at least, as in “{_EXAMPLE}”.")
    return Given(tuple(f"{price:.4g}" for price in series[N_MEAN - 1 :]), "", _scaled(series))


def baselines(data: TaskData) -> Mapping[str, float]:
    """R² of no change (tomorrow as today), of the mean change, and of a linear forecast."""
    y, truth = (as_floats(p.targets[p.is_counted]) for p in (data.training, data.test))
    x, x_test = (as_floats(p.inputs[:, -N_LAGS:, 1]) for p in (data.training, data.test))
    mean = float(y.mean())
    linear = least_squares(x, y, x_test)
    return {
        "tomorrow as today": r_squared(np.zeros_like(truth), truth, mean),
        "always the mean": r_squared(np.full_like(truth, mean), truth, mean),
        f"linear in the last {N_LAGS} changes": r_squared(linear, truth, mean),
    }


RULES = TaskRules(data, read, baselines)
