"""What stands around the stage on its page: title, sentence, notes, keys, card, credit, link.

Everything that someone wrote goes through `as_html`; a piece of text that stands among others
is isolated, so that its direction stays its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from rnnviz.errors import shortened
from rnnviz.stage.page import as_html, visible

KEYS = (
    ("→ or PageDown", "one step forward; ← or PageUp one back"),
    ("space", "play or pause"),
    ("Enter", "into the cell, then into its numbers; Esc back out"),
    ("↑", "the layer above; ↓ the one below"),
    ("?", "all keys"),
)
"""The keys that the page itself names; the stage's own sheet names all."""

FACTS = {
    "title": "Network",
    "task": "Task",
    "classes": "What its output stands for",
    "data": "Data",
    "split": "Split",
    "embeddings": "Word vectors",
    "is_trained": "Trained",
    "init": "Initial weights as in",
    "seed": "Seed",
    "epochs": "Epochs",
    "optimiser": "Training",
    "development_accuracy": "Accuracy on development sentences",
    "test_accuracy": "Accuracy on test sentences",
    "baseline_mean_vector": "For comparison: averaged vectors with logistic regression",
    "baseline_tf_idf": "For comparison: tf-idf with logistic regression",
    "date": "Date",
    "torch": "PyTorch",
    "command": "Made again by",
}
"""What the entries of a model's card are called; others keep their own names."""

_CELLS = {"rnn": "plain RNN", "lstm": "LSTM", "gru": "GRU"}
_HINTS = (
    ' <span class="by-key">→ steps, space plays, ? shows all keys.</span>'
    '<span class="by-touch">Swipe to step; tap to look closer.</span>'
)
_SHORT_NOTES = 240  # letters that leave the first screen to the stage
_LONGEST_SENTENCE = 300


def network_words(spec: Mapping[str, Any]) -> str:
    """A network's shape in words: "LSTM with 2 layers of 64 units"."""
    sizes = [str(size) for size in spec["hidden_sizes"]]
    layers = "1 layer" if len(sizes) == 1 else f"{len(sizes)} layers"
    listed = sizes[0] if len(set(sizes)) == 1 else f"{', '.join(sizes[:-1])} and {sizes[-1]}"
    way = "bidirectional " if spec["bidirectional"] else ""
    units = "unit" if listed == "1" else "units"
    return f"{way}{_CELLS[spec['cell']]} with {layers} of {listed} {units}"


def sentence_words(words: Iterable[str]) -> str:
    """A sentence from its words, cut where it would fill the page."""
    return shortened(" ".join(words), _LONGEST_SENTENCE)


def title(header: Mapping[str, Any]) -> str:
    """The title given, or else the network's shape."""
    return str(header["title"]) or network_words(header["network"])


def head(header: Mapping[str, Any]) -> str:
    """Title, what is read by what, and the notes if they are few."""
    article = "an" if header["network"]["cell"] == "lstm" else "a"
    sentence = as_html(sentence_words(token["text"] for token in header["tokens"]))
    beside = header.get("beside")
    other = f" Beside it: <bdi>{as_html(title(beside))}</bdi>." if beside else ""
    notes = header["notes"]
    return (
        f'<header>\n<h1 dir="auto">{as_html(title(header))}</h1>\n'
        f'<p class="lead">Every number inside {article} {network_words(header["network"])}, as it '
        f"reads “<bdi>{sentence}</bdi>”.{other}{_HINTS}</p>\n"
        f"{_notes(notes) if len(notes) <= _SHORT_NOTES else ''}</header>"
    )


def _notes(notes: str) -> str:
    """The teacher's lines, each with its own direction."""
    lines = "".join(f'<p dir="auto">{as_html(line) or "<br>"}</p>' for line in notes.splitlines())
    return f'<div class="notes">{lines}</div>\n' if lines else ""


def about(header: Mapping[str, Any]) -> str:
    """Long notes, the keys, and the model's card."""
    notes, card = header["notes"], header["card"]
    long = f"<div><h2>Notes</h2>{_notes(notes)}</div>" if len(notes) > _SHORT_NOTES else ""
    keys = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{what}</dd>" for key, what in KEYS)
    facts = "".join(f'<dt>{name}</dt><dd dir="auto">{value}</dd>' for name, value in _facts(card))
    return (
        f'<section class="about" aria-label="About this page">\n{long}\n'
        '<div class="how"><h2>How to use this page</h2>'
        f'<dl class="keys">{keys}</dl><p>Or click: a word, a unit, an equation; click it again to '
        "open it. On a touch screen tap them, swipe to step and spread two fingers to open the "
        "cell. The address keeps the place, so it can be copied.</p></div>\n"
        '<details class="card"><summary>About this network</summary>'
        f"<dl>{facts or '<dt>Nothing is known about it.</dt>'}</dl></details>\n</section>"
    )


def _facts(card: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every entry of the card in words, the known ones first; shares as percent."""
    for key in (*(key for key in FACTS if key in card), *(key for key in card if key not in FACTS)):
        name, value = FACTS.get(key, key.replace("_", " ")), str(card[key])
        is_share = key.endswith("accuracy") or key.startswith("baseline")
        yield as_html(name), as_html(_percent(value) if is_share else value)


def _percent(value: str) -> str:
    try:
        share = float(value)
    except ValueError:
        return value
    return f"{100 * share:.1f} %" if 0 <= share <= 1 else value


def foot(header: Mapping[str, Any]) -> str:
    """Where the words' vectors are from, where the live stage is, and what made the file."""
    vectors = str(header["card"].get("embeddings", ""))
    credit = f"<p>Word vectors: <bdi>{as_html(vectors)}</bdi>.{_credit(vectors)}</p>"
    return (
        f"<footer>\n{credit if vectors else ''}{_link(header['link'])}"
        "<p>Made with rnnviz. This page is complete in itself and fetches nothing.</p>\n</footer>"
    )


def _credit(vectors: str) -> str:
    if "glove" not in vectors.casefold():
        return ""
    return " GloVe: Pennington, Socher and Manning 2014, Stanford; public domain (PDDL)."


def _link(link: str) -> str:
    """Back to the live stage; what is no address of the web is only shown."""
    if not link:
        return ""
    shown = f"<bdi>{as_html(link)}</bdi>"
    if not _is_web(link):
        return f"<p>Where it was made: {shown}</p>"
    return f'<p>The live stage: <a href="{as_html(link)}" rel="noopener">{shown}</a></p>'


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    is_plain = link == visible(link) and not any(letter.isspace() for letter in link)
    return is_plain and parts.scheme in ("http", "https") and bool(parts.netloc)
