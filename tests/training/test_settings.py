"""Settings say what is trained, refuse what cannot be, and name the run by a key."""

import json
from dataclasses import replace

import pytest

from rnnviz.errors import SettingsError
from rnnviz.training.settings import (
    FIELDS,
    KINDS,
    LONGEST_SECONDS,
    TASKS,
    TrainSettings,
    defaults_for,
)


@pytest.mark.parametrize("task", TASKS)
def test_defaults_of_every_task_pass_their_own_checks_and_survive_json(task: str) -> None:
    settings = defaults_for(task)

    assert settings.task == task
    assert TrainSettings.from_json(settings.to_json()) == settings.checked() == settings


@pytest.mark.parametrize("task", TASKS)
def test_defaults_of_every_task_are_estimated_to_end_within_half_a_minute(task: str) -> None:
    assert 0 < defaults_for(task).seconds < 30


def test_key_is_twelve_hexadecimal_digits_and_stays_what_it_is() -> None:
    key = TrainSettings().key

    assert len(key) == 12
    assert int(key, 16) >= 0
    assert key == TrainSettings().key == TrainSettings.from_json(TrainSettings().to_json()).key


@pytest.mark.parametrize(
    ("name", "value"),
    [("cell", "lstm"), ("hidden_size", 65), ("learning_rate", 0.002), ("seed", 1), ("clip", 0.0),
     ("bidirectional", True), ("embeddings", "random"), ("task", "stock prices")],
)  # fmt: skip
def test_every_setting_that_counts_makes_another_key(name: str, value: object) -> None:
    assert replace(TrainSettings(), **{name: value}).key != TrainSettings().key


@pytest.mark.parametrize(
    ("task", "name", "value"),
    [("sentiment", "length", 50), ("sentiment", "n_examples", 500), ("stock prices", "length", 9),
     ("adding", "embeddings", "GloVe"), ("brackets", "embeddings", "GloVe, frozen")],
)  # fmt: skip
def test_what_a_task_does_not_use_makes_no_other_run(task: str, name: str, value: object) -> None:
    plain = defaults_for(task)
    other = replace(plain, **{name: value})

    assert other.key == plain.key
    assert other.checked() == plain.checked()


def test_whole_numbers_for_reals_make_no_other_run() -> None:
    assert replace(TrainSettings(), clip=1, dropout=0).key == TrainSettings(dropout=0.0).key


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"epochs": 10_000}, "1 to 200 epochs, not 10000"),
        ({"epochs": 0}, "1 to 200 epochs, not 0"),
        ({"epochs": 2.5}, "1 to 200 epochs, not 2.5"),
        ({"epochs": True}, "1 to 200 epochs, not True"),
        ({"hidden_size": 257}, "1 to 256 hidden units, not 257"),
        ({"n_layers": 0}, "1 to 4 layers, not 0"),
        ({"batch_size": 2000}, "1 to 1,024 examples in a batch, not 2000"),
        ({"task": "adding", "n_examples": 0}, "100 to 20,000 generated training examples, not 0"),
        ({"task": "adding", "length": 1}, "2 to 200 timesteps of a generated sequence, not 1"),
        ({"seed": -1}, "0 to 1,000,000 seed, not -1"),
        ({"learning_rate": 0}, "learning rate should be a number above 0, such as 0.003, not 0"),
        ({"learning_rate": float("nan")}, "learning rate should be .* not nan"),
        ({"learning_rate": float("inf")}, "learning rate should be .* not inf"),
        ({"learning_rate": "fast"}, "learning rate should be .* not 'fast'"),
        ({"clip": -1.0}, "clip should be 0 for none, or the largest norm"),
        ({"weight_decay": -0.1}, "weight decay should be 0 for none"),
        ({"dropout": 1.0}, "dropout should be at least 0 and below 1, not 1.0"),
        ({"task": ""}, "task of a training is one of sentiment, .*“” is none of them"),
        ({"cell": "transformer"}, "cell of a training is one of rnn, lstm, gru; “transformer”"),
        ({"optimiser": "Lion"}, "optimiser of a training is one of Adam, RMSprop"),
        ({"embeddings": "word2vec"}, "embeddings of a training is one of GloVe"),
        ({"bidirectional": 1}, "bidirectional is True or False, not 1"),
    ],
)
def test_what_is_out_of_bounds_is_refused_in_a_sentence_with_the_bounds(
    change: dict, sentence: str
) -> None:
    with pytest.raises(SettingsError, match=sentence):
        replace(TrainSettings(), **change).checked()


def test_a_learning_rate_of_a_million_is_allowed_for_it_is_a_lesson() -> None:
    assert TrainSettings(learning_rate=1e6).checked().learning_rate == 1e6


def test_a_network_that_reads_backwards_may_not_foretell_the_next_symbol() -> None:
    with pytest.raises(SettingsError, match="reads the next symbol, which it should predict"):
        replace(defaults_for("a^n b^n"), bidirectional=True).checked()


def test_a_training_of_hours_is_refused_with_its_minutes() -> None:
    large = TrainSettings(hidden_size=256, n_layers=4, epochs=200)

    assert large.seconds > LONGEST_SECONDS
    with pytest.raises(SettingsError, match=r"take about \d+ minutes, and at most 30 are given"):
        large.checked()


@pytest.mark.parametrize(
    ("name", "value"),
    [("epochs", 2 * TrainSettings().epochs), ("n_layers", 2), ("bidirectional", True)],
)
def test_twice_the_work_is_estimated_to_take_about_twice_as_long(name: str, value: object) -> None:
    ratio = replace(TrainSettings(), **{name: value}).seconds / TrainSettings().seconds

    assert 1.6 < ratio < 3


@pytest.mark.parametrize(
    "text", ["", "[]", "3", '"text"', "{", '{"task": "adding", "depth": 3}', "[" * 100_000]
)
def test_json_that_is_no_settings_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(SettingsError, match=r"Expected the settings of a training as JSON, got “"):
        TrainSettings.from_json(text)


def test_json_is_checked_as_settings_are() -> None:
    with pytest.raises(SettingsError, match="1 to 200 epochs"):
        TrainSettings.from_json(json.dumps({"epochs": 500}))


def test_json_may_leave_out_what_is_at_its_default() -> None:
    assert TrainSettings.from_json('{"cell": "rnn"}') == TrainSettings(cell="rnn")


def test_json_names_every_field_once_and_in_order() -> None:
    written = TrainSettings().to_json()

    assert list(json.loads(written)) == sorted(FIELDS)
    assert "\n" not in written


@pytest.mark.parametrize("task", TASKS)
def test_numbers_are_scored_by_r_squared_and_all_else_by_accuracy(task: str) -> None:
    is_number = KINDS[task] == "a number"

    assert defaults_for(task).score == ("R²" if is_number else "accuracy")


@pytest.mark.parametrize("name", ["learning_rate", "clip", "weight_decay"])
def test_whole_numbers_beyond_every_real_are_refused_and_shown_in_short(name: str) -> None:
    title = name.replace("_", " ")
    with pytest.raises(SettingsError, match=rf"The {title} should be .*, not 10000.*…\.$") as error:
        TrainSettings.from_json(f'{{"{name}": 1{"0" * 400}}}')

    assert len(str(error.value)) < 120


def test_long_nonsense_is_quoted_in_short() -> None:
    for name in ("task", "cell", "learning_rate", "epochs"):
        with pytest.raises(SettingsError) as error:
            TrainSettings.from_json(json.dumps({name: "x" * 100_000}))

        assert len(str(error.value)) < 250
        assert "x…" in str(error.value)


@pytest.mark.parametrize("text", ["null", "true", '{"task": 1, "task": "adding", "": 0}'])
def test_json_of_another_shape_is_refused_as_no_settings(text: str) -> None:
    with pytest.raises(SettingsError, match="Expected the settings of a training as JSON"):
        TrainSettings.from_json(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_should_not_know_are_refused(number: str) -> None:
    with pytest.raises(SettingsError, match="The clip should be 0 for none"):
        TrainSettings.from_json(f'{{"clip": {number}}}')


def test_order_and_spaces_in_json_make_no_other_run() -> None:
    text = json.dumps(dict(reversed(json.loads(TrainSettings(seed=7).to_json()).items())), indent=4)

    assert TrainSettings.from_json(text).key == TrainSettings(seed=7).key
