"""The stage as a file and as a notebook's cell: complete, small, and deaf to markup in text."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

import rnnviz
from rnnviz.errors import RnnvizError, ShapeError
from rnnviz.stage import document, surroundings
from rnnviz.stage.document import document_html, export_html, notebook_html, summary
from rnnviz.stage.page import as_html, visible
from rnnviz.stage.player import player_css
from rnnviz.stage.scene import build_scene
from rnnviz.tracing.state_space import N_CLOUD, StateSpace

MODELS = Path(__file__).parents[2] / "assets" / "models"
HOSTILE = (
    "<script>alert(1)</script>",
    "</script>",
    '"><img src=x onerror=alert(2)>',
    "'",
    "&amp;",
    "<!--",
    "]]>",
    "\u202egnp.exe",
    "\N{GRINNING FACE}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}",
    "a\0b",
    "\ud800",
    "שלום",
)


class _Page(HTMLParser):
    """Every element with its attributes, and the text of each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs
        self._open = tag

    def handle_data(self, data):
        self.texts[self._open] = self.texts.get(self._open, "") + data

    @property
    def seen(self) -> str:
        return "".join(
            text for tag, text in self.texts.items() if tag not in ("script", "style", "title")
        )


def traced(words=("not", "bad"), cell="lstm", sizes=(4, 4), n_classes=1, **conventions):
    network = rnnviz.Network.random(cell, 3, sizes, n_classes=n_classes, seed=0, **conventions)
    vectors = np.random.default_rng(0).normal(size=(len(words), 3)).astype(np.float32)
    return rnnviz.trace(network, vectors, tokens=words)


def hostile_page(text: str) -> _Page:
    trace = replace(traced((text, "fine")), card={text: text, "title": text, "seed": text})
    labels = rnnviz.Labels(title=text, notes=f"{text}\n{text}", link=text, class_names=(text,))
    return _Page(document_html(trace, labels))


# Nothing that was written is markup


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_shown_letter_by_letter_and_adds_no_element(text):
    tame = hostile_page("tame")

    page = hostile_page(text)

    assert page.elements == tame.elements
    assert [name for name, _ in page.attributes] == [name for name, _ in tame.attributes]
    assert page.seen.count(visible(text)) == tame.seen.count("tame") == 9


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_every_text_can_be_written_as_utf_8(text, tmp_path):
    file = tmp_path / "page.html"

    export_html(traced((text,)), file, rnnviz.Labels(title=text, notes=text))

    assert visible(text) in _Page(file.read_text("utf-8")).texts["h1"]


def test_control_characters_are_shown_by_their_pictures():
    assert visible("a\0b\x1b\x7f") == "a␀b␛␡"
    assert as_html("\ud800<") == "�&lt;"


@pytest.mark.parametrize("link", ["https://example.org/?a=1&b=2", "http://localhost:8501/"])
def test_the_link_back_leads_to_an_address_of_the_web(link):
    page = _Page(document_html(traced(), rnnviz.Labels(link=link)))

    assert ("href", link) in page.attributes
    assert ("rel", "noopener") in page.attributes


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        " https://example.org",
        "https://exa\nmple.org",
        "https:example.org",
        "http://[",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        'https://"onclick=alert(1)',
    ],
)
def test_any_other_link_is_text_or_stays_whole(link):
    page = _Page(document_html(traced(), rnnviz.Labels(link=link)))

    leading = [
        value for name, value in page.attributes if name == "href" and "data:image" not in value
    ]
    assert leading in ([], [link] if link.startswith('https://"') else [])
    assert visible(link) in page.seen


# Complete in itself


def test_the_page_forbids_every_request_and_allows_the_one_script_that_it_holds():
    html = document_html(traced())

    source = re.search(r'<script type="module">(.*?)</script>', html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()

    assert f"default-src 'none'; script-src 'sha256-{digest}';" in html
    assert "connect-src" not in html
    assert html.count("<script") == 2


def test_nothing_in_the_page_is_fetched_from_elsewhere():
    page = _Page(document_html(traced()))

    addresses = [value for name, value in page.attributes if name in ("src", "href", "srcset")]

    assert [address.split(",")[0] for address in addresses] == ["data:image/svg+xml"]
    assert "@import" not in player_css() + document._style()
    assert "url(" not in player_css() + document._style()


def test_the_scene_in_the_page_is_the_traces_own():
    trace = traced()

    page = document_html(trace, rnnviz.Labels(title="one"))

    given = re.search(r'id="scene">([^<]*)<', page)[1]
    assert base64.b64decode(given) == build_scene(trace, rnnviz.Labels(title="one")).to_bytes()


def space(size: int) -> StateSpace:
    rng = np.random.default_rng(0)
    mean, components = rng.normal(size=size), rng.normal(size=(2, size))
    return StateSpace(mean, components, (0.5, 0.2), rng.normal(size=(N_CLOUD, 2)), 200)


def test_twenty_words_through_two_layers_of_64_stay_under_a_megabyte(glove):
    words = ("the movie was not good , but the ending was wonderful and " * 2).split()[:20]
    network = rnnviz.Network.load(MODELS / "lstm-trained.safetensors")
    spaces = [space(size) for size in (50, 64, 64)]

    page = document_html(
        rnnviz.trace(network, glove.embed(words), tokens=words), rnnviz.Labels(spaces=spaces)
    )

    assert len(page.encode()) < 1_000_000


# What it says


def test_title_sentence_and_network_are_said_in_words():
    page = _Page(document_html(traced(("not", "bad")), rnnviz.Labels(title="A lesson")))

    assert page.texts["h1"].strip() == "A lesson"
    assert page.texts["title"].startswith("A lesson · rnnviz")
    assert "Every number inside an LSTM with 2 layers of 4 units" in page.texts["p"]
    assert "not bad" in page.texts["bdi"]


@pytest.mark.parametrize(
    ("cell", "sizes", "words"),
    [
        ("rnn", (1,), "plain RNN with 1 layer of 1 unit"),
        ("gru", (4, 4), "GRU with 2 layers of 4 units"),
        ("lstm", (5, 4, 3), "LSTM with 3 layers of 5, 4 and 3 units"),
    ],
)
def test_without_a_title_the_network_names_the_page(cell, sizes, words):
    assert _Page(document_html(traced(cell=cell, sizes=sizes))).texts["h1"].strip() == words


def test_short_notes_stand_above_the_stage_and_long_ones_below():
    short, long = "Look at <b>.\n\nWhy?", "Look. " * 100

    above = document_html(traced(), rnnviz.Labels(notes=short))
    below = document_html(traced(), rnnviz.Labels(notes=long))

    assert above.index('<p dir="auto">Look at &lt;b&gt;.</p>') < above.index("<main>")
    assert '<p dir="auto"><br></p><p dir="auto">Why?</p>' in above
    assert below.index("Look. Look.") > below.index("</main>")


def test_every_entry_of_the_card_is_told_and_shares_are_percent():
    card = {"title": "T", "test_accuracy": "0.7515", "own_fact": "x", "baseline_tf_idf": "unknown"}

    page = document_html(replace(traced(), card=card))

    assert '<dt>Accuracy on test sentences</dt><dd dir="auto">75.1 %</dd>' in page
    assert '<dt>own fact</dt><dd dir="auto">x</dd>' in page
    assert 'logistic regression</dt><dd dir="auto">unknown</dd>' in page


def test_glove_is_credited_where_the_card_says_that_it_was_read():
    read = document_html(replace(traced(), card={"embeddings": "GloVe 6B 50d, frozen"}))
    other = document_html(replace(traced(), card={"embeddings": "my own"}))

    assert "Pennington, Socher and Manning 2014" in read
    assert "<bdi>my own</bdi>" in other
    assert "Pennington" not in other


def test_random_weights_are_called_random_without_being_asked():
    assert '"is_random": true' in _scene_of(document_html(traced()))
    assert '"is_random": false' in _scene_of(document_html(replace(traced(), card={})))


def _scene_of(page: str) -> str:
    given = re.search(r'id="scene">([^<]*)<', page)[1]
    return base64.b64decode(given).decode("utf-8", "replace")


def test_the_keys_that_the_page_names_are_the_players_own():
    source = (Path(document.__file__).parent / "client" / "keys.js").read_text("utf-8")

    for key, _ in surroundings.KEYS:
        assert f'"{key}"' in source


def test_a_compared_scene_names_the_other():
    other = build_scene(traced(cell="gru"), rnnviz.Labels(title="the other <one>"))

    page = document_html(build_scene(traced()).beside(other))

    assert "Beside it: <bdi>the other &lt;one&gt;</bdi>." in page


# Writing


def test_a_path_and_a_binary_file_get_the_same_page(tmp_path):
    trace, file = traced(), BytesIO()

    export_html(trace, tmp_path / "a.html")
    export_html(trace, str(tmp_path / "b.html"))
    export_html(build_scene(trace, rnnviz.Labels(is_random=True)), file)

    page = file.getvalue()
    assert page == (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_where_no_file_can_be_written_the_error_says_so(tmp_path):
    with pytest.raises(RnnvizError, match=r"cannot be saved as a\.html"):
        export_html(traced(), tmp_path / "none" / "a.html")


def test_labels_for_a_scene_are_refused():
    with pytest.raises(RnnvizError, match="A Scene has its title, notes and other labels already"):
        export_html(build_scene(traced()), BytesIO(), rnnviz.Labels())


@pytest.mark.parametrize("is_batch", [True, False], ids=["batch", "bidirectional"])
def test_what_a_stage_cannot_show_is_refused(is_batch):
    with pytest.raises(ShapeError, match="A scene shows"):
        export_html(unshowable(is_batch), BytesIO())


# Notebook


def unshowable(is_batch: bool) -> rnnviz.Trace:
    network = rnnviz.Network.random("gru", 3, (4,), seed=0, bidirectional=not is_batch)
    vectors = np.zeros((2, 5, 3) if is_batch else (5, 3), np.float32)
    tokens = None if is_batch else ["<i>", "b", "c", "d", "e"]
    return rnnviz.trace(network, vectors, **({"tokens": tokens} if tokens else {}))


def test_a_notebook_cell_is_the_page_in_a_frame_that_reaches_nothing():
    frame = _Page(traced()._repr_html_())

    given = dict(frame.attributes)

    assert frame.elements == ["iframe"]
    assert given["sandbox"] == "allow-scripts allow-downloads"
    assert given["srcdoc"] == document_html(traced())
    assert "height: 720px" in given["style"]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_stays_inside_the_frames_attribute(text):
    frame = _Page(traced((text,))._repr_html_())

    assert frame.elements == ["iframe"]
    assert [name for name, _ in frame.attributes] == [
        "title", "sandbox", "allow", "referrerpolicy", "style", "srcdoc"
    ]  # fmt: skip
    assert frame.seen == ""


def test_a_batch_or_a_bidirectional_trace_is_told_in_a_sentence():
    batch, both = unshowable(True), unshowable(False)

    assert batch._repr_html_() == (
        "<p>Trace of 2 sentences of 5 timesteps: GRU with 1 layer of 4 units. "
        "trace.sentence(0) is the first of them.</p>"
    )
    assert both._repr_html_() == (
        "<p>Trace of 5 timesteps “&lt;i&gt; b c d e”: bidirectional GRU with 1 layer of 4 units."
        "</p>"
    )


def test_a_trace_too_large_for_a_notebook_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(document, "_LARGEST_CELL", 1000)

    assert notebook_html(traced()) == (
        f"<p>{summary(traced())} It is too large for a notebook's cell; "
        "rnnviz.export_html(trace, file) writes it as a page.</p>"
    )
