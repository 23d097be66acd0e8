"""Maps of words: keyed by what they show, kept on disk, made by a process, bounded."""

import os
import time

import numpy as np
import pytest
from sklearn.decomposition import PCA

import rnnviz
from app import cache, mapmaking
from app.mapmaking import name, ready
from app.state.maps import MapChoice
from app.work import Control
from rnnviz.embeddings.cache import cache_folder
from rnnviz.errors import JobError, ShapeError

WORDS = ("king", "queen", "man", "woman", "child", "prince", "duke")
TSNE = MapChoice(method="t-SNE", words=WORDS)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch, glove):
    """A cache of the test's own, and the vectors of all tests."""
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path))
    monkeypatch.setattr(cache, "vectors", lambda _key="": glove)
    forget()
    yield
    forget()


def forget():
    mapmaking._kept.clear()
    mapmaking._source.clear()
    mapmaking._unkept.clear()


@pytest.fixture
def quick(monkeypatch):
    """Instead of the process: corners of a circle, and the arguments that it was called with."""
    calls = []

    def run(module, arguments, control):
        control.tell(1.0)
        calls.append((module, arguments))
        turns = np.linspace(0, 6, len(np.load(arguments[0])))
        np.save(arguments[1], np.stack([np.cos(turns), np.sin(turns)], 1).astype(np.float32))

    monkeypatch.setattr(mapmaking, "run_module", run)
    return calls


def test_pca_of_the_most_frequent_words_is_there_at_once(glove):
    made = ready(MapChoice(n_words=300, n_dimensions=3))

    expected = PCA(3).fit(glove.matrix[:300])
    apart = np.abs(made.coordinates) - np.abs(expected.transform(glove.matrix[:300]))
    assert np.abs(apart).max() < 1e-3
    assert (made.words, made.coordinates.dtype) == (None, np.float32)
    assert not made.coordinates.flags.writeable
    share = 100 * expected.explained_variance_ratio_
    assert made.axes[1] == f"component 2 · {share[1]:.1f} % of variance"
    assert f"the 3 directions of largest variance, which hold {share.sum():.1f} %" in made.how
    plain = rnnviz.project(glove.matrix[:300], n_components=3)
    assert made.preservation == plain.neighbour_preservation


def test_a_map_lies_in_the_cache_under_its_key_and_is_not_made_twice(monkeypatch):
    made = ready(MapChoice(n_words=50))
    assert np.array_equal(np.load(cache_folder() / f"{made.key}.npy"), made.coordinates)
    assert ready(MapChoice(n_words=50)) is made

    forget()
    monkeypatch.setattr(mapmaking, "neighbour_preservation", None)

    assert np.array_equal(ready(MapChoice(n_words=50)).coordinates, made.coordinates)


def test_unknown_words_and_doubles_are_left_out():
    listed = ("king", "flurbish", "queen", "king", "man")

    assert ready(MapChoice(words=listed)).words == ("king", "queen", "man")


def test_the_key_tells_apart_all_that_makes_a_difference():
    choices = [
        MapChoice("", method, n, WORDS[:k], d)
        for method in ("PCA", "t-SNE", "UMAP")
        for n, k in ((0, 6), (0, 7), (20, 0), (30, 0))
        for d in (2, 3)
    ]

    assert len({name(choice) for choice in choices}) == len(choices)
    assert name(MapChoice(n_words=20)) == name(MapChoice(n_words=20, words=WORDS))


def test_a_map_made_by_the_process_is_the_librarys_and_is_said_with_its_parameters(glove):
    assert ready(TSNE) is None

    mapmaking._make(TSNE, Control())

    made = ready(TSNE)
    expected = rnnviz.project(glove.embed(WORDS), "tsne")
    np.testing.assert_array_equal(made.coordinates, expected.coordinates.astype(np.float32))
    assert made.preservation == expected.neighbour_preservation
    assert made.axes == ("t-SNE 1", "t-SNE 2")
    assert made.how == (
        "t-SNE (openTSNE): perplexity 2 (not 30: the words are too few), 500 iterations after 250 "
        "exaggerated ones, cosine distance, started from PCA, seed 0."
    )


def test_umap_is_said_with_its_parameters(quick):
    mapmaking._make(MapChoice(method="UMAP", n_words=40), Control())

    assert ready(MapChoice(method="UMAP", n_words=40)).how == (
        "UMAP (umap-learn): 15 neighbours, min_dist 0.1, 500 epochs, cosine distance, started "
        "from PCA, seed 0."
    )
    assert quick[0][0] == "rnnviz.geometry"
    assert quick[0][1][2:] == ("--method", "umap", "--components", "2")


def test_what_was_asked_for_is_made_in_the_background_and_then_ready(quick):
    job = mapmaking.ask(TSNE, "ann")
    assert job.is_live
    while mapmaking.renew(TSNE, "ann").is_live:
        time.sleep(0.005)

    assert mapmaking.renew(TSNE, "ann").status == "done"
    assert ready(TSNE).words == WORDS
    assert len(quick) == 1


def test_where_the_cache_cannot_be_written_maps_are_kept_in_memory(quick, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "file"))

    mapmaking._make(TSNE, Control())

    assert ready(TSNE).coordinates.shape == (7, 2)


def test_maps_that_nobody_looked_at_for_longest_give_way(monkeypatch):
    old, new = (ready(MapChoice(n_words=n)).key for n in (40, 50))
    for key, age in ((old, 100), (new, 50)):
        for path in cache_folder().glob(f"{key}*"):
            os.utime(path, (time.time() - age,) * 2)
    size = sum(path.stat().st_size for path in cache_folder().glob(f"{new}*"))
    monkeypatch.setattr(mapmaking, "_KEPT_BYTES", size)

    mapmaking._forget_old()

    assert {path.name for path in cache_folder().glob("map-*")} == {
        f"{new}.npy", f"{new}-share.npy"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (MapChoice(words=("king",)), "PCA needs at least 2 words with a vector, got 1"),
        (MapChoice(words=("king", "man"), n_dimensions=3), "PCA needs at least 3 words .* got 2"),
        (MapChoice(method="t-SNE", words=WORDS[:4]), "t-SNE needs at least 5 words .* got 4"),
    ],
)
def test_too_few_words_are_refused_in_clear_words(choice, sentence):
    with pytest.raises(ShapeError, match=sentence):
        ready(choice)


def test_more_words_than_a_method_takes_here_are_refused_with_what_does(monkeypatch):
    monkeypatch.setitem(mapmaking.LIMITS, ("t-SNE", 2), 6)

    with pytest.raises(JobError, match=r"t-SNE in 2 dimensions takes up to 6 words here.* UMAP"):
        mapmaking.ask(TSNE, "ann")
