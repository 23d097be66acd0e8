"""What simple models reach on the same split: the yardsticks beside every trained network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from rnnviz.training.sentiment import Examples
from rnnviz.training.snippets import Snippet


def mean_vector_accuracy(train: Examples, test: Examples) -> float:
    """Logistic regression on the mean of a sentence's vectors: word order is lost.

    Returns:
        Accuracy on the test sentences, in [0, 1].
    """
    means, test_means = (
        np.stack([x.mean(0).numpy() for x in examples.embeddings]) for examples in (train, test)
    )
    model = LogisticRegression(max_iter=1000).fit(means, train.labels.numpy())
    return float(model.score(test_means, test.labels.numpy()))


def tf_idf_accuracy(train: Sequence[Snippet], test: Sequence[Snippet]) -> float:
    """Logistic regression on tf-idf of words and word pairs, without any word vectors.

    Returns:
        Accuracy on the test sentences, in [0, 1].
    """
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(C=4.0, max_iter=1000),
    )
    model.fit([snippet.text for snippet in train], [snippet.is_positive for snippet in train])
    return float(model.score([s.text for s in test], [s.is_positive for s in test]))
