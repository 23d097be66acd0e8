"""The feed gives exactly the library's words, numbers and rows, and a sentence for all else."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import numpy as np
import pytest
from starlette.applications import Starlette

import rnnviz
from app import cache, feed
from rnnviz.embeddings.cache import kept_array

WORDS = ("the", "naïve", "king", "queen", "日本", "line\nend")
SMALL = rnnviz.WordVectors(WORDS, np.random.default_rng(0).normal(size=(6, 3)), name="small")


@pytest.fixture(autouse=True)
def vectors(monkeypatch):
    """Six words as the server's own, and no others."""

    def found(key: str = "") -> rnnviz.WordVectors:
        if key:
            raise rnnviz.errors.VectorsError("none")
        return SMALL

    monkeypatch.setattr(cache, "vectors", found)


def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, asked of the routes as a server asks them."""
    parts, sent = urlsplit(path), []
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": parts.path, "headers": named}
    scope |= {"query_string": parts.query.encode(), "server": ("localhost", 80)}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as pool:  # a browser's loop may run in this thread
        pool.submit(asyncio.run, Starlette(routes=feed.routes())(scope, receive, send)).result()
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], got, b"".join(part["body"] for part in sent[1:])


def test_words_come_one_a_line_the_most_frequent_first():
    _, headers, body = get(feed.words_path("", 5))

    assert body.decode().split("\n") == list(WORDS[:5])
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert "content-encoding" not in headers


def test_a_line_end_inside_a_word_does_not_become_two_words():
    _, _, body = get(feed.words_path("", 400_000))

    assert body.decode().split("\n") == [*WORDS[:5], "line end"]


def test_words_are_compressed_for_those_who_can_read_it():
    _, headers, body = get(feed.words_path("", 3), accept_encoding="gzip, br")

    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(body).decode().split("\n") == list(WORDS[:3])


def test_similarities_are_the_cosines_that_numpy_computes():
    _, headers, body = get(feed.similarity_path("", 5, "king"))
    rows = SMALL.matrix.astype(np.float64)
    lengths = np.linalg.norm(rows, axis=1)

    expected = rows @ rows[2] / (lengths * lengths[2])
    np.testing.assert_allclose(np.frombuffer(body, "<f4"), expected[:5], atol=1e-6)
    assert headers["content-encoding"] == "identity"  # or the server compresses it each time


def test_a_word_keeps_its_letters_on_the_way():
    status, _, body = get(feed.similarity_path("", 6, "日本"))

    assert status == 200
    assert np.frombuffer(body, "<f4").argmax() == 4


def test_rows_are_the_tables_bit_by_bit_to_its_end():
    _, _, body = get(f"{feed.rows_path('')}&first=4&n=512")

    assert body == SMALL.matrix[4:].tobytes()


def test_an_array_is_given_as_float32_from_memory_or_from_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("RNNVIZ_CACHE", str(tmp_path))
    points = np.random.default_rng(1).normal(size=(7, 2))
    kept_array("map-of-seven-2d", lambda: points)

    from_disk = get(feed.array_path("map-of-seven-2d"))[2]
    from_memory = get(feed.array_path("another", 2 * points))[2]

    assert from_disk == points.astype("<f4").tobytes()
    assert from_memory == (2 * points).astype("<f4").tobytes()


def test_only_so_many_arrays_are_remembered():
    for number in range(40):
        feed.array_path(f"array-{number}", np.zeros(1))

    assert get(feed.array_path("array-39"))[0] == 200
    assert get(feed.array_path("array-0"))[0] == 404


def test_what_was_fetched_is_kept_for_good_and_never_sent_twice():
    path = feed.words_path("", 2)
    _, headers, _ = get(path)

    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert headers["x-content-type-options"] == "nosniff"
    status, again, body = get(path, if_none_match=headers["etag"])
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert get(feed.words_path("", 3), if_none_match=headers["etag"])[0] == 200


def test_other_vectors_have_other_paths():
    other = rnnviz.WordVectors(WORDS, 1 + SMALL.matrix, name="small")

    assert feed.content_tag(other) != feed.content_tag(SMALL)
    assert feed.content_tag(SMALL) in feed.words_path("", 2)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/feed/words/default?n=2", 404, "have changed since this page was loaded"),
        ("/feed/words/0123abcd?n=2", 404, "no word vectors under this name"),
        ("/feed/words/%2e%2e?n=2", 404, "no word vectors under this name"),
        ("/feed/array/missing", 404, "no array under this name"),
        ("/feed/array/..", 404, "no array under this name"),
        ("/feed/array/a.b", 404, "no array under this name"),
        ("{words}&n=0", 400, "Expected n as a whole number of at least 1."),
        ("{words}&n=-3", 400, "Expected n as a whole number"),
        ("{words}&n=two", 400, "Expected n as a whole number"),
        ("{words}&n=1e9", 400, "Expected n as a whole number"),
        ("{rows}&first=6&n=1", 400, "first as a whole number of at least 0 and at most 5"),
        ("{rows}&first=0&n=513", 400, "n as a whole number of at least 1 and at most 512"),
        ("{rows}&n=1", 400, "Expected first as a whole number"),
        ("{similarity}&n=2&word=qqq", 404, "“qqq” has no vector in small."),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_refused_in_a_sentence(path, status, said):
    bare = {
        kind: f"/feed/{kind}/default?v={feed.content_tag(SMALL)}"
        for kind in ("words", "rows", "similarity")
    }

    got, headers, body = get(path.format(**bare))

    assert got == status
    assert said in body.decode()
    assert headers["cache-control"] == "no-store"


def test_paths_and_routes_stand_below_the_servers_base_path(monkeypatch):
    monkeypatch.setattr("streamlit.get_option", lambda _: "/course/")

    assert feed.words_path("", 2).startswith("/course/feed/words/default?")
    assert get(feed.words_path("", 2))[0] == 200
