"""The published word sets, and gensim on the same vectors.

The sets ship with gensim (gensim/test/test_data): WordSim-353 (Finkelstein et al. 2002),
SimLex-999 (Hill et al. 2015) and the Google analogies (Mikolov et al. 2013).
"""

from pathlib import Path

import gensim.test
import numpy as np
import pytest
from gensim.models import KeyedVectors
from scipy.stats import spearmanr
from threadpoolctl import threadpool_limits

from rnnviz.embeddings.vectors import WordVectors

DATA = Path(gensim.test.__file__).parent / "test_data"
SOME_WORDS = ("king", "the", "movie", "france", "not", "crocodile", '"', "1990s", "sandberger")


def _pairs(name):
    lines = (DATA / name).read_text("utf-8").lower().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def peer(glove):
    vectors = KeyedVectors(50)
    vectors.add_vectors(list(glove.words), np.array(glove.matrix))
    return vectors


@pytest.mark.parametrize(
    ("name", "n_pairs", "expected"),
    [("wordsim353.tsv", 353, 0.503), ("simlex999.txt", 999, 0.265)],
)
def test_similarities_rank_word_pairs_as_published_for_these_vectors(
    name, n_pairs, expected, glove
):
    pairs = _pairs(name)
    ours = [glove.similarity(a, b) for a, b, _ in pairs]
    human = [float(score) for *_, score in pairs]
    assert len(pairs) == n_pairs
    assert round(spearmanr(ours, human).statistic, 3) == expected


def test_google_analogies_among_frequent_words_are_answered_as_published(glove):
    frequent = WordVectors(glove.words[:30_000], glove.matrix[:30_000], "frequent")
    lines = (DATA / "questions-words.txt").read_text("utf-8").lower().splitlines()
    questions = [line.split() for line in lines if not line.startswith(":")]
    known = [words for words in questions if all(word in frequent for word in words)]
    with threadpool_limits(1):  # many small products: threads would wait for each other
        hits = sum(frequent.analogy(a, b, c, k=1).words == (d,) for a, b, c, d in known)
    assert len(known) == 14_877
    assert round(100 * hits / len(known), 1) == 49.7


@pytest.mark.parametrize("word", SOME_WORDS)
def test_neighbours_are_gensims_word_for_word(word, glove, peer):
    found = glove.neighbours(word, k=25)
    words, similarities = zip(*peer.most_similar(word, topn=25), strict=True)
    assert found.words == words
    np.testing.assert_allclose(found.similarities, similarities, atol=1e-6)


@pytest.mark.parametrize("word", SOME_WORDS)
def test_neighbours_are_those_of_brute_force_in_double_precision(word, glove):
    rows = np.asarray(glove.matrix, dtype=np.float64)
    cosines = rows @ rows[glove.index(word)]
    cosines /= np.linalg.norm(rows, axis=1) * np.linalg.norm(rows[glove.index(word)])
    cosines[glove.index(word)] = -np.inf
    expected = [glove.words[i] for i in np.argsort(-cosines, kind="stable")[:10]]
    assert list(glove.neighbours(word).words) == expected


@pytest.mark.parametrize(
    ("a", "b", "c"), [("man", "king", "woman"), ("france", "paris", "italy"), ("good", "bad", "up")]
)
def test_analogies_are_gensims_word_for_word(a, b, c, glove, peer):
    answer = glove.analogy(a, b, c, k=10)
    words, similarities = zip(
        *peer.most_similar(positive=[b, c], negative=[a], topn=10), strict=True
    )
    assert answer.words == words
    np.testing.assert_allclose(answer.similarities, similarities, atol=1e-6)
