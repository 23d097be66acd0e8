"""Stock prices are plotly's, held out by time, and no forecast cheats."""

import gzip

import numpy as np
import plotly.data
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

from rnnviz.errors import DataError, TextError
from rnnviz.training.tasks import stock_prices
from tests.training.rooms import small


@pytest.fixture(scope="module")
def data():
    return stock_prices.data(small("stock prices"))


@pytest.fixture
def _forgotten():
    stock_prices.prices.cache_clear()
    yield
    stock_prices.prices.cache_clear()


def test_prices_are_those_that_plotly_gives() -> None:
    expected = plotly.data.stocks(indexed=True).to_numpy().T

    np.testing.assert_allclose(stock_prices.prices(), expected, atol=6e-5)


def test_the_answer_is_the_change_to_the_week_after_in_percent(data) -> None:
    p = np.array([text.split() for text in data.test.texts], dtype=float)
    following = p[6:, -1]  # six stocks, week after week: the next window's last price
    changes = 100 * (following / p[:-6, -1] - 1)

    np.testing.assert_allclose(data.test.targets[:-6, -1], changes, atol=1e-3)


def test_what_is_held_out_is_later_than_all_that_is_learnt(data) -> None:
    def weeks(part) -> set[str]:
        return {text.split()[-1] for text in part.texts[::6]}  # of the first stock

    training, development, test = map(weeks, data.parts)
    assert not training & test
    assert not training & development
    series = [f"{price:.4f}" for price in stock_prices.prices()[0]]
    assert series.index(next(iter(training))) < len(series) * 0.6
    assert len(data.test.texts) == 6 * 21


def test_inputs_are_on_one_scale_over_the_training_weeks(data) -> None:
    last = data.training.inputs[:, -1]

    np.testing.assert_allclose(last.mean(axis=0), 0, atol=0.3)
    np.testing.assert_allclose(last.std(axis=0), 1, atol=0.3)


def test_no_input_knows_the_price_that_is_foretold(data) -> None:
    """The change that is foretold stands in the window of the week after, and not before."""
    now, after = data.test.inputs[:-6], data.test.inputs[6:]

    np.testing.assert_allclose(now[:, 1:], after[:, :-1], atol=1e-4)
    assert not np.isclose(now[:, -1, 1], after[:, -1, 1]).any()


def test_naive_forecast_is_as_good_as_scikit_learn_says(data) -> None:
    test, mean = data.test, float(data.training.targets[data.training.is_counted].mean())
    truth = test.targets[test.is_counted]

    found = stock_prices.baselines(data)

    total = np.square(truth - mean).sum() / np.square(truth - truth.mean()).sum()
    expected = 1 - (1 - r2_score(truth, np.zeros_like(truth))) / total
    assert found["tomorrow as today"] == pytest.approx(expected, abs=1e-5)
    assert found["always the mean"] == 0
    assert max(found.values()) < 0.1


def test_late_timesteps_are_learnt_and_the_last_is_judged(data) -> None:
    weights, is_counted = data.training.weights[0], data.training.is_counted[0]

    assert weights.tolist() == [0] * 6 + [1] * 6
    assert is_counted.tolist() == [False] * 11 + [True]


def test_text_of_an_example_is_read_as_the_example(data) -> None:
    given = stock_prices.read(data.test.texts[7])

    np.testing.assert_array_equal(given.inputs, data.test.inputs[7])
    assert len(given.tokens) == 12
    assert given.target == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("1 1.02 1.03 1.01", "Expected 5 to 200 numbers"), ("1 2 3 4 -5", "Prices are above 0"),
     ("1 2 3 four 5", "got “1 2 3 four 5”")],
)  # fmt: skip
def test_too_few_prices_and_debts_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(TextError, match=sentence):
        stock_prices.read(text)


@pytest.mark.usefixtures("_forgotten")
def test_missing_prices_are_said_to_come_with_plotly(monkeypatch) -> None:
    monkeypatch.setattr(stock_prices, "_FILE", "no/such/file.csv.gz")

    with pytest.raises(DataError, match="stock prices come with plotly, whose data are not there"):
        stock_prices.prices()


@pytest.mark.usefixtures("_forgotten")
def test_damaged_prices_are_refused_as_missing_ones(monkeypatch, tmp_path) -> None:
    broken = tmp_path / "stocks.csv.gz"
    broken.write_bytes(gzip.compress(b"date,A\n2018,1\n")[:-4] + b"rest")
    monkeypatch.setattr(stock_prices, "_FILE", broken)

    with pytest.raises(DataError, match="take another task"):
        stock_prices.prices()


def test_linear_forecast_is_that_of_scikit_learn(data) -> None:
    (x, y), (x_test, truth) = (
        (part.inputs[:, -4:, 1], part.targets[:, -1]) for part in (data.training, data.test)
    )
    said = LinearRegression().fit(x, y).predict(x_test)
    against_mean = 1 - r2_score(truth, np.full_like(truth, y.mean()))

    expected = 1 - (1 - r2_score(truth, said)) / against_mean

    found = stock_prices.baselines(data)["linear in the last 4 changes"]
    assert found == pytest.approx(expected, abs=1e-3)


def test_inputs_follow_from_the_prices_as_they_are_written(data) -> None:
    part, (mean, deviation) = data.test, stock_prices._scale()
    for i in range(0, len(part.texts), 5):
        p = [float(price) for price in part.texts[i].split()]
        rows = [
            (p[t], p[t] / p[t - 1] - 1, p[t] / (sum(p[t - 3 : t + 1]) / 4) - 1)
            for t in range(3, len(p))
        ]

        np.testing.assert_allclose(part.inputs[i] * deviation + mean, rows, atol=1e-5)


def test_another_currency_changes_the_price_and_no_other_feature() -> None:
    dollars, cents = (
        stock_prices.read(" ".join(f"{unit * p:.6g}" for p in (1, 1.02, 1.03, 1.01, 1.04, 1.05)))
        for unit in (1, 100)
    )

    np.testing.assert_allclose(dollars.inputs[:, 1:], cents.inputs[:, 1:], atol=1e-4)
    assert (dollars.inputs[:, 0] < cents.inputs[:, 0]).all()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("1 1 1 1 0", "Prices are above 0, by a millionth at least"),
     ("1e-30 1 1 1 1", "Prices are above 0, by a millionth at least"),
     ("1 1 1 1 1e30", "Numbers are read up to a million")],
)  # fmt: skip
def test_prices_whose_changes_would_overflow_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(TextError, match=sentence):
        stock_prices.read(text)


def test_the_widest_prices_that_are_read_have_finite_features() -> None:
    assert np.isfinite(stock_prices.read("0.000001 1000000 0.000001 1000000 1").inputs).all()
