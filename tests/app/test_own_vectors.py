"""A visitor's own vectors: brought, known by their key in the address, and given away."""

import io
import os
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from gensim.models import KeyedVectors

import rnnviz
from app import bringing, cache, cache_vectors, own_vectors
from app.prose import english_vectors as prose
from app.work import Control
from rnnviz.embeddings.cache import cache_folder
from rnnviz.errors import JobError, VectorsError
from tests.app.opened import opened, said

TEXT = b"cat 1 2 3\ndog 4 5 6\n"
PILL = "mine · 2 words × 3"


@dataclass
class Upload:
    """A file as Streamlit gives it."""

    name: str
    content: bytes
    claimed: int = 0

    @property
    def size(self):
        return self.claimed or len(self.content)

    def getbuffer(self):
        return memoryview(self.content)


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path, monkeypatch):
    """A cache of its own, and nothing opened from another test's."""
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path / "kept"))
    cache_vectors.brought.clear()


def read(*files):
    """What some uploads become, or why not."""
    name = f"job-{time.monotonic_ns()}"
    job = bringing.begin(name, files, "visitor")
    for _ in range(200):
        job = bringing.renew(name, "visitor")
        if not job.is_live:
            return bringing.key_of(name), job.sentence
        time.sleep(0.02)
    raise TimeoutError


def test_an_upload_is_read_once_and_then_opened_by_its_key_alone():
    key, why = read(Upload("mine.100d.txt", TEXT))

    vectors = cache.vectors(key)
    assert (why, vectors.name, vectors.words) == ("", "mine.100d", ("cat", "dog"))
    assert vectors["dog"].tolist() == [4, 5, 6]
    cache_vectors.brought.clear()
    assert cache.vectors(key).words == vectors.words


def test_a_matrix_and_its_words_may_come_in_any_order():
    file = io.BytesIO()
    np.save(file, np.eye(2))
    pair = Upload("m.npy", file.getvalue()), Upload("w.txt", b"a\nb\n")

    assert read(*pair) == read(*reversed(pair))
    assert cache.vectors(read(*pair)[0]).words == ("a", "b")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([Upload("v.txt", b"a 1 2\nb 3\n")], "Line 2 of v.txt has 1 numbers"),
        ([Upload("v.pkl", b"\x80\x04x")], "v.pkl is a pickle"),
        ([Upload("../../etc/passwd", b"a 1\na 1\n")], "Line 2 of _.._etc_passwd repeats"),
        ([Upload("..", b"")], "in vectors, got an empty file"),
        ([Upload("a", TEXT), Upload("a", TEXT)], "has words in it: give that file alone"),
    ],
)
def test_a_faulty_upload_is_refused_in_one_sentence_and_nothing_is_kept(files, sentence):
    key, why = read(*files)

    assert key == ""
    assert sentence in why
    assert list(cache_folder().glob("**/*.npy")) == []


def test_what_is_too_much_is_refused_before_anything_is_read():
    large = Upload("big.txt", b"", claimed=201 << 20)

    with pytest.raises(VectorsError, match=r"big\.txt is larger than 200 MB: start the app with"):
        bringing.begin("job", [large], "visitor")
    with pytest.raises(VectorsError, match="got 3 files"):
        bringing.begin("job", [Upload("a", b"")] * 3, "visitor")


def test_the_server_takes_what_visitors_are_told(monkeypatch):
    config = Path(__file__).parents[2] / ".streamlit" / "config.toml"

    assert f"\nmaxUploadSize = {bringing.MAX_UPLOAD}\n" in config.read_text("utf-8")


def test_a_reading_that_is_cancelled_keeps_nothing(monkeypatch):
    def slowly(control, _share):
        time.sleep(0.02)
        return tell(control, _share)

    tell = Control.tell
    monkeypatch.setattr(Control, "tell", slowly)
    many = b"".join(b"w%d 1\n" % i for i in range(900_000))
    bringing.begin("long", [Upload("v.txt", many)], "visitor")
    with pytest.raises(JobError, match="You already wait for 1"):
        bringing.begin("more", [Upload("v.txt", many)], "visitor")
    bringing.leave("long", "visitor")

    assert bringing.renew("long", "visitor").status == "cancelled"
    for _ in range(100):
        if not list(cache_folder().glob("**/*.*")):
            break
        time.sleep(0.02)
    assert list(cache_folder().glob("**/*.npy")) == []
    assert bringing.key_of("long") == ""


def test_a_server_that_cannot_keep_vectors_says_so(tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")

    assert read(Upload("v.txt", TEXT)) == ("", prose.NOT_KEPT)


def test_what_was_unused_longest_goes_when_the_shelf_is_full():
    old, new = (read(Upload("v.txt", b"a %d\n" % i))[0] for i in (1, 2))
    for path in (cache_folder() / "brought").glob(f"{old}*"):
        os.utime(path, (0, 0))
    size = sum(p.stat().st_size for p in (cache_folder() / "brought").glob(f"{new}*"))

    bringing.prune(size)

    cache_vectors.brought.clear()
    assert cache.vectors(new).words == ("a",)
    with pytest.raises(VectorsError, match="No word vectors are kept"):
        cache.vectors(old)


@pytest.mark.parametrize("name", ["vectors.txt", "vectors.tsv", "vectors.npy"])
def test_what_is_taken_away_is_what_gensim_and_we_read(name, glove, tmp_path):
    words = glove.words[:50]
    content = bringing.written(glove, words, name)

    if name == "vectors.txt":
        (tmp_path / name).write_bytes(content)
        peer = KeyedVectors.load_word2vec_format(tmp_path / name)
        assert np.array_equal(peer.vectors, glove.matrix[:50])
    else:
        zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    back = rnnviz.read_vectors(tmp_path / name)
    assert back.words == words
    assert np.array_equal(back.matrix, glove.matrix[:50])


def test_at_most_ten_thousand_words_are_taken_away_and_fewer_wide_ones(glove):
    wide = rnnviz.WordVectors([str(i) for i in range(600)], np.zeros((600, 8000)), name="wide")

    assert bringing.n_most(glove) == 10_000
    assert bringing.n_most(wide) == 500


def label(page):
    labels = [block.proto.popover.label for block in page.get("popover")]
    return next(text for text in labels if "words ×" in text)


def test_the_pill_names_the_servers_vectors_on_every_page():
    for name in ("step", "encode"):
        page = opened(name)
        assert not page.exception
        assert label(page) == "GloVe 6B 50d · 400,000 words × 50"
        assert own_vectors.NAME not in page.query_params


def test_a_link_with_a_key_opens_those_vectors_but_not_on_the_step_page():
    key, _ = read(Upload("mine.txt", TEXT))

    page = opened("encode", vectors=key)
    assert not page.exception
    assert label(page) == PILL
    assert page.query_params["vectors"] == key
    assert "The Step page goes on with GloVe 6B 50d" in said(page)
    step = opened("step", vectors=key)
    assert label(step).startswith("GloVe")
    assert "vectors" not in step.query_params


@pytest.mark.parametrize("key", ["1234567890abcdef", "../../x", "*", "<b>x</b>"])
def test_a_key_of_no_vectors_is_told_and_glove_stands_in(key):
    page = opened("encode", vectors=key)

    assert not page.exception
    assert f"key “{key[:16]}” are not on this server" in said(page)
    assert label(page).startswith("GloVe")
    next(button for button in page.button if button.label == prose.UNDERSTOOD).click().run()
    assert "not on this server" not in said(page)


def test_vectors_are_uploaded_opened_and_left_again():
    page = opened("encode")
    page.get("file_uploader")[0].set_value([("mine.txt", TEXT, "text/plain")]).run()
    page.button(key="vectors-open").click().run()
    for _ in range(100):
        if "vectors" in page.session_state:
            break
        time.sleep(0.05)
        page.run()

    assert not page.exception
    assert label(page.run()) == PILL
    back = next(button for button in page.button if button.label.startswith("Back to"))
    assert label(back.click().run()).startswith("GloVe")


def test_a_refused_upload_leaves_the_vectors_and_says_why():
    page = opened("encode")
    page.get("file_uploader")[0].set_value([("bad.txt", b"a 1\nb x\n", "text/plain")]).run()
    page.button(key="vectors-open").click().run()
    for _ in range(100):
        if "The vectors above stay" in said(page):
            break
        time.sleep(0.05)
        page.run()

    assert "Line 2 of bad.txt has “x” where a number was expected." in said(page)
    assert label(page).startswith("GloVe")


@pytest.mark.parametrize("given", [["--vectors", "{}"], ["--vectors={}"], None])
def test_the_server_opens_the_vectors_of_its_command_line_or_environment(
    given, tmp_path, monkeypatch
):
    path = tmp_path / "server.txt"
    path.write_bytes(TEXT)
    if given is None:
        monkeypatch.setenv("RNNVIZ_VECTORS", str(path))
    else:
        arguments = [argument.format(path) for argument in given]
        monkeypatch.setattr("sys.argv", ["streamlit_app.py", *arguments, "--other"])
    cache_vectors.server.clear()

    found = cache_vectors.server()

    cache_vectors.server.clear()
    assert (found.vectors.words, found.sentence) == (("cat", "dog"), "")


def test_a_server_with_vectors_of_another_width_starts_and_its_pages_open(tmp_path, monkeypatch):
    (tmp_path / "*wide* :red[x].txt").write_bytes(TEXT)
    monkeypatch.setenv("RNNVIZ_VECTORS", str(tmp_path / "*wide* :red[x].txt"))
    cache_vectors.server.clear()
    cache.spaces.clear()

    cache.load_defaults()
    page = opened("encode")

    cache_vectors.server.clear()
    assert not page.exception
    assert label(page) == r"\*wide\* \:red\[x\] · 2 words × 3"


def test_a_bad_path_is_told_on_the_page_and_in_the_terminal(monkeypatch, caplog):
    monkeypatch.setattr("sys.argv", ["streamlit_app.py", "--vectors", "/nowhere.txt"])
    cache_vectors.server.clear()

    page = opened("encode")

    cache_vectors.server.clear()
    sentence = "GloVe 6B 50d stands in for them. Expected a file of word vectors at /nowhere.txt"
    assert not page.exception
    assert sentence in said(page)
    assert sentence in caplog.text
