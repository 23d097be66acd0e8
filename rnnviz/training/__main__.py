"""Train the shipped sentiment networks: `python -m rnnviz.training`.

For each cell it writes three files: the network at random initialisation, after one epoch,
and fully trained (the epoch with the best development accuracy), each with a model card.

With --fetch it trains nothing: it fetches the movie snippets, so that the app can train on them.
"""

from __future__ import annotations

import argparse
import copy
import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import torch
from platformdirs import user_cache_path

from rnnviz.embeddings.glove import load_glove
from rnnviz.errors import DataError
from rnnviz.terms import Cell
from rnnviz.training.baselines import mean_vector_accuracy, tf_idf_accuracy
from rnnviz.training.convolution_classifier import ConvolutionClassifier
from rnnviz.training.loop import Settings, accuracy, train
from rnnviz.training.sentiment import Examples, SentimentClassifier, embed_snippets
from rnnviz.training.snippets import SPLITS, Split, fetch_snippets

CELLS = ("lstm", "gru", "rnn", "cnn")
NAMES = {"lstm": "LSTM", "gru": "GRU", "rnn": "Plain RNN", "cnn": "CNN, kernels of 3,"}
Stages = dict[str, tuple[int, SentimentClassifier]]


def main() -> None:
    """Parse the command line, train, write the files."""
    parser = argparse.ArgumentParser(prog="python -m rnnviz.training", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("assets/models"), help="folder to write")
    parser.add_argument("--data", type=Path, default=user_cache_path("rnnviz"), help="data folder")
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=CELLS, help="which networks")
    parser.add_argument("--seeds", type=int, default=1, help="train seeds 0, 1, … for the card")
    parser.add_argument("--fetch", action="store_true", help="only fetch the movie snippets")
    arguments = parser.parse_args()
    if arguments.fetch:
        print(fetched(arguments.data))
        return
    torch.set_num_threads(1)  # faster than two on networks this small
    examples, shared = prepare(arguments.data)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for cell in arguments.cells:
        write_networks(cell, examples, shared, arguments.out, Settings(), arguments.seeds)


def fetched(folder: Path) -> str:
    """Fetch the snippets if they are not there, and say in a sentence how it went."""
    try:
        return f"The {len(fetch_snippets(folder)):,} movie snippets of the sentiment task are here."
    except (DataError, OSError) as reason:
        return f"The sentiment task of the Train page will be missing, all else works: {reason}"


def prepare(folder: Path) -> tuple[dict[Split, Examples], dict[str, str]]:
    """Embed every split, and fill in what all cards share."""
    snippets = fetch_snippets(folder)
    by_split = {split: [s for s in snippets if s.split == split] for split in SPLITS}
    vectors = load_glove()
    examples = {split: embed_snippets(kept, vectors) for split, kept in by_split.items()}
    mean_vector = mean_vector_accuracy(examples["train"], examples["test"])
    tf_idf = tf_idf_accuracy(by_split["train"], by_split["test"])
    sizes = ", ".join(f"{len(by_split[split]):,} {split}" for split in SPLITS)
    return examples, {
        "task": "movie sentiment",
        "classes": "positive",
        "data": "10,605 movie-review snippets rated by 20 people each (Hutto & Gilbert 2014, "
        "vaderSentiment 3.3.2); positive means a mean rating above 0, the 37 at 0 are left out",
        "split": f"{sizes}; fixed by each text's sha256",
        "embeddings": "GloVe 6B 50d, frozen; unknown words are the zero vector",
        "baseline_mean_vector": f"{mean_vector:.4f}",
        "baseline_tf_idf": f"{tf_idf:.4f}",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "torch": torch.__version__.partition("+")[0],
    }


def write_networks(
    cell: str,
    examples: Mapping[Split, Examples],
    shared: Mapping[str, str],
    out: Path,
    settings: Settings,
    n_seeds: int = 1,
) -> None:
    """Train one cell and write its three files; with more seeds the cards tell their spread."""
    stages = _stages(cell, examples, settings)
    others = [
        _stages(cell, examples, replace(settings, seed=settings.seed + i))["trained"][1]
        for i in range(1, n_seeds)
    ]
    reached = [accuracy(trained, examples["test"]) for trained in (stages["trained"][1], *others)]
    spread = ", ".join(f"{share:.4f}" for share in reached)
    for stage, (epoch, snapshot) in stages.items():
        card = {**shared, **_card(cell, stage, epoch, settings, snapshot, examples)}
        if n_seeds > 1:
            card["command"] += f" --seeds {n_seeds}"
        if n_seeds > 1 and stage == "trained":
            card["test_accuracy_of_seeds"] = spread
        snapshot.to_network(card).save(out / f"{cell}-{stage}.safetensors")
        print(f"{cell}-{stage}: test accuracy {card['test_accuracy']}")


def _stages(cell: str, examples: Mapping[Split, Examples], settings: Settings) -> Stages:
    """Train one cell; its epoch and weights at random, after one epoch, and at its best."""
    torch.manual_seed(settings.seed)
    classifier = _classifier(cell)
    stages = {"random": (0, copy.deepcopy(classifier))}
    best = -1.0
    for report in train(classifier, examples["train"], examples["development"], settings):
        print(
            f"{cell} seed {settings.seed} epoch {report.epoch}: loss {report.training_loss:.4f}, "
            f"development {report.development_accuracy:.4f}"
        )
        if report.epoch == 1:
            stages["epoch1"] = (1, copy.deepcopy(classifier))
        if report.development_accuracy > best:
            best = report.development_accuracy
            stages["trained"] = (report.epoch, copy.deepcopy(classifier))
    return stages


def _classifier(cell: str) -> SentimentClassifier:
    """A new one; the loop asks a classifier for its outputs alone, so convolutions pass too."""
    if cell == "cnn":
        return cast("SentimentClassifier", ConvolutionClassifier())
    return SentimentClassifier(cast("Cell", cell))


def _card(
    cell: str,
    stage: str,
    epoch: int,
    settings: Settings,
    classifier: SentimentClassifier,
    examples: Mapping[Split, Examples],
) -> dict[str, str]:
    state = {"random": "random weights", "epoch1": "after 1 epoch", "trained": "trained"}[stage]
    return {
        "title": f"{NAMES[cell]} 2×64 · movie sentiment · {state}",
        "is_trained": "no" if stage == "random" else "yes",
        "init": "torch",
        "seed": str(settings.seed),
        "epochs": f"{epoch} of {settings.epochs}",
        "optimiser": f"Adam, learning rate {settings.learning_rate} falling to 0, "
        f"batches of {settings.batch_size}, gradients clipped at {settings.clip}, dropout 0.3",
        "development_accuracy": f"{accuracy(classifier, examples['development']):.4f}",
        "test_accuracy": f"{accuracy(classifier, examples['test']):.4f}",
        "command": f"python -m rnnviz.training --cells {cell}",
    }


if __name__ == "__main__":
    main()
