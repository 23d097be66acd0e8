"""Sentiment of movie snippets: is a sentence positive? Answered after every word.

The loss counts every timestep, later ones more (t / T), as for the shipped networks (see
`rnnviz.training.sentiment`); the score counts the last.

Words have rows in an embedding table. From GloVe they begin with their vectors, and a word that
GloVe does not know is the zero vector; at random, every word of the training sentences has a
row, and any other is the zero vector.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from rnnviz.embeddings.glove import installed_glove
from rnnviz.embeddings.vectors import WordVectors
from rnnviz.text.tokens import tokenize
from rnnviz.training.keeping import kept_json
from rnnviz.training.settings import FORMAT, TrainSettings
from rnnviz.training.snippets import SPLITS, Snippet, kept_snippets
from rnnviz.training.tasks.parts import (
    Given,
    Line,
    Part,
    TaskData,
    TaskRules,
    commonest_answer,
    padded_part,
    symbol_table,
)

if TYPE_CHECKING:
    from rnnviz.training.sentiment import Examples

CLASSES = ("negative", "positive")
GLOVE = "GloVe 6B 50d"
WIDTH = 50
_RANDOM_SCALE = 0.4  # about the deviation of GloVe's own numbers
_LONGEST = 100  # tokens; the longest snippet has fewer
_ONE_AT_A_TIME = Lock()  # of two who ask at once, the second waits and gets the same
_KEPT: dict[int | None, TaskData] = {}  # the last one, by its seed; None where words have GloVe's


def data(settings: TrainSettings, vectors: WordVectors | None = None) -> TaskData:
    """The 10,605 snippets in their fixed split; kept for the next asking.

    Args:
        settings: Of which the embeddings count, and the seed where they begin at random.
        vectors: The installed GloVe vectors, if they are already open; others are not taken.

    Raises:
        DataError: If the snippets are not on this machine.
    """
    seed = settings.seed if settings.embeddings == "random" else None
    with _ONE_AT_A_TIME:
        data = _KEPT.get(seed)
        if data is None:
            data = _read(None, seed) if seed is not None else _read(glove(vectors), 0)
            _KEPT.clear()
            _KEPT[seed] = data
    return data


def glove(vectors: WordVectors | None) -> WordVectors:
    """The installed GloVe vectors: these, if they are it, or opened now.

    A run is named by its settings, so it never hangs on word vectors of a visitor's own.
    """
    if vectors is not None and vectors.name == GLOVE:
        return vectors
    return installed_glove()


def _read(vectors: WordVectors | None, seed: int) -> TaskData:
    snippets = kept_snippets()
    read = list(zip(snippets, _tokens(snippets), strict=True))
    cut = {s: [(line, tokens) for line, tokens in read if line.split == s] for s in SPLITS}
    lines = {split: [_line(*one) for one in kept] for split, kept in cut.items()}
    words = dict.fromkeys(word for line in lines["train"] for word in line.tokens)
    if vectors is None:
        table, listed = _RANDOM_SCALE * symbol_table(len(words), seed, WIDTH), tuple(words)
        n_trained = len(words)
    else:
        known = [word for word in words if word in vectors]
        others = (w for split in SPLITS[1:] for line in lines[split] for w in line.tokens)
        listed = tuple(dict.fromkeys((*known, *(word for word in others if word in vectors))))
        n_trained, table = len(known), vectors.embed(("", *listed))
    parts = tuple(
        padded_part([s.text for s, _ in cut[name]], lines[name], listed) for name in SPLITS
    )
    about = (
        f"{len(snippets):,} movie-review snippets rated by 20 people each (Hutto & Gilbert 2014, "
        "vaderSentiment 3.3.2); positive means a mean rating above 0"
    )
    return TaskData(parts, CLASSES, about, listed, n_trained, table)


def _tokens(snippets: Sequence[Snippet]) -> list[list[str]]:
    """All snippets cut into tokens, which takes a second: kept in the cache for other processes."""
    digest = hashlib.sha256("\n".join(snippet.text for snippet in snippets).encode())
    tokens: list[list[str]] = kept_json(
        f"tokens-{digest.hexdigest()[:12]}-{FORMAT}",
        lambda: [list(tokenize(s.text, max_tokens=len(s.text))) for s in snippets],
        lambda kept: len(kept) == len(snippets),
    )
    return tokens


def _line(snippet: Snippet, tokens: Sequence[str]) -> Line:
    n = len(tokens)
    weights = [t / n for t in range(1, n + 1)]
    last = [False] * (n - 1) + [True]
    return Line(tokens, [float(snippet.is_positive)] * n, weights, last)


def read(text: str) -> Given:
    """A sentence; nobody knows its answer.

    Raises:
        TextError: If there is nothing to read in it, or it is too long.
    """
    return Given(tokenize(text, max_tokens=_LONGEST))


def baselines(data: TaskData) -> Mapping[str, float]:
    """The commonest answer, and logistic regression on mean vectors and on tf-idf.

    Args:
        data: With the vectors that GloVe gives.
    """
    # torch and scikit-learn, which reading a sentence does without
    from rnnviz.training.baselines import mean_vector_accuracy, tf_idf_accuracy  # noqa: PLC0415

    training, test = data.training, data.test
    return {
        "commonest answer": commonest_answer(data),
        "mean vector": mean_vector_accuracy(_embedded(data, training), _embedded(data, test)),
        "tf-idf": tf_idf_accuracy(_snippets(training), _snippets(test)),
    }


def _embedded(data: TaskData, part: Part) -> Examples:
    import torch  # noqa: PLC0415

    from rnnviz.training.sentiment import Examples  # noqa: PLC0415

    table = torch.tensor(data.table)
    rows = zip(torch.from_numpy(part.inputs), part.lengths.tolist(), strict=True)
    return Examples(tuple(table[ids[:n]] for ids, n in rows), torch.tensor(part.targets[:, 0]))


def _snippets(part: Part) -> list[Snippet]:
    signs = (1.0 if target else -1.0 for target in part.targets[:, 0])
    return [Snippet(text, sign) for text, sign in zip(part.texts, signs, strict=True)]


RULES = TaskRules(data, read, baselines)
