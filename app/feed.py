"""Serves what is too large to send with every run: words, places, similarities, table rows.

A page names a path; the browser fetches it beside the websocket, keeps it, and sends nothing
again. What a path gives never changes: the vectors' content is in it, so that it may be kept for
good. Starlette runs plain functions in threads, so that no fetch holds up the event loop.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlencode

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import rnnviz
from app import cache
from app.prose import english_feed as prose
from rnnviz.embeddings.cache import find_array
from rnnviz.errors import RnnvizError

MOST_ROWS = 512
"""Rows of the embedding table in one answer."""

_DEFAULT = "default"  # the server's own vectors, whose key is ""
_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,199}")
_KEPT = "private, max-age=31536000, immutable"
_N_OFFERED = 16
_SAMPLE = 4096  # rows and words that tell one table from another
_offered: OrderedDict[str, NDArray[np.floating]] = OrderedDict()


class _RefusedError(Exception):
    """A request without an answer: a status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def words_path(vectors_key: str, n: int) -> str:
    """Where the first n words are: UTF-8, one a line.

    Args:
        vectors_key: As for `cache.vectors`.
        n: At least 1; at most all are given.
    """
    return _path("words", vectors_key, n=n)


def array_path(key: str, array: NDArray[np.floating] | None = None) -> str:
    """Where an array's numbers are: float32, little-endian, row by row.

    Args:
        key: Its name in `rnnviz.embeddings.cache`; it must name the content.
        array: The array itself, if it is at hand: the cache folder need not be writable then.
            The last few are remembered.
    """
    if array is not None:
        _offered.pop(key, None)
        _offered[key] = array
        while len(_offered) > _N_OFFERED:
            _offered.popitem(last=False)
    return f"{prefix()}/feed/array/{quote(key, safe='')}"


def similarity_path(vectors_key: str, n: int, word: str) -> str:
    """Where the cosines of the first n words to a word are: float32, little-endian."""
    return _path("similarity", vectors_key, n=n, word=word)


def rows_path(vectors_key: str) -> str:
    """Where rows of the embedding table are: float32, little-endian.

    Append &first=…&n=… for the first row, from 0, and how many, MOST_ROWS at most.
    """
    return _path("rows", vectors_key)


def prefix() -> str:
    """What stands before every path of this server: "" or "/name"."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}" if base else ""


def routes() -> list[Route]:
    """The routes behind the paths."""
    answers = {
        "words/{vectors}": _words,
        "similarity/{vectors}": _similarity,
        "rows/{vectors}": _rows,
        "array/{key}": _array,
    }
    return [Route(f"{prefix()}/feed/{path}", _safe(give)) for path, give in answers.items()]


def _safe(give: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """An endpoint whose refusals are sentences, and which is not asked twice for the same."""

    def endpoint(request: Request) -> Response:
        """The bytes, 304, or a sentence."""
        tag = f'"{hashlib.sha256(str(request.url).encode()).hexdigest()[:32]}"'
        headers = {"Cache-Control": _KEPT, "ETag": tag, "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        try:
            answer = give(request)
        except _RefusedError as refusal:
            headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
            return PlainTextResponse(str(refusal), refusal.status, headers)
        answer.headers.update(headers)
        return answer

    return endpoint


def _words(request: Request) -> Response:
    vectors, n = _vectors(request), _whole(request, "n", 1)
    kind, n = "text/plain; charset=utf-8", min(n, len(vectors))
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(_lines(vectors, n), media_type=kind)
    headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(_zipped_lines(vectors, n), headers=headers, media_type=kind)


def _similarity(request: Request) -> Response:
    vectors, n = _vectors(request), _whole(request, "n", 1)
    word = request.query_params.get("word", "")
    if word not in vectors:
        raise _RefusedError(404, prose.NO_WORD.format(word=word[:40], name=vectors.name))
    return _numbers(_cosines(vectors, min(n, len(vectors)), word))


def _rows(request: Request) -> Response:
    vectors = _vectors(request)
    first = _whole(request, "first", 0, len(vectors) - 1)
    n = _whole(request, "n", 1, MOST_ROWS)
    return _numbers(vectors.matrix[first : first + n])


def _array(request: Request) -> Response:
    key = request.path_params["key"]
    array = _offered.get(key)
    if array is None and _KEY.fullmatch(key):
        array = find_array(key)
    if array is None:
        raise _RefusedError(404, prose.NO_ARRAY)
    return _numbers(array)


def _numbers(array: NDArray[np.floating]) -> Response:
    """Numbers do not shrink: saying so keeps the server from trying for every visitor."""
    body = np.ascontiguousarray(array, dtype="<f4").tobytes()
    return Response(
        body, media_type="application/octet-stream", headers={"Content-Encoding": "identity"}
    )


def _vectors(request: Request) -> rnnviz.WordVectors:
    key = request.path_params["vectors"]
    if not _KEY.fullmatch(key):
        raise _RefusedError(404, prose.NO_VECTORS)
    try:
        vectors = cache.vectors("" if key == _DEFAULT else key)
    except RnnvizError as error:
        raise _RefusedError(404, prose.NO_VECTORS) from error
    if request.query_params.get("v", "") != content_tag(vectors):
        raise _RefusedError(404, prose.OTHER_VECTORS)
    return vectors


def _whole(request: Request, name: str, low: int, high: int = sys.maxsize) -> int:
    text = request.query_params.get(name, "")
    if not re.fullmatch(r"[0-9]{1,12}", text) or not low <= int(text) <= high:
        upto = "" if high == sys.maxsize else prose.AT_MOST.format(high=high)
        raise _RefusedError(400, prose.NO_NUMBER.format(name=name, low=low, upto=upto))
    return int(text)


def _path(kind: str, vectors_key: str, **query: str | int) -> str:
    asked = {"v": content_tag(cache.vectors(vectors_key))} | query
    return f"{prefix()}/feed/{kind}/{vectors_key or _DEFAULT}?{urlencode(asked)}"


@lru_cache(maxsize=8)
def content_tag(vectors: rnnviz.WordVectors) -> str:
    """Tells vectors from others: a digest of their size and of words and rows at even steps."""
    step = max(1, len(vectors) // _SAMPLE)
    digest = hashlib.sha256(repr((vectors.name, vectors.matrix.shape)).encode())
    digest.update("\n".join(vectors.words[::step]).encode("utf-8", "replace"))
    digest.update(np.ascontiguousarray(vectors.matrix[::step]).tobytes())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=4)
def _lines(vectors: rnnviz.WordVectors, n: int) -> bytes:
    words = vectors.words[:n]
    text = "\n".join(words)
    if text.count("\n") != n - 1:  # a word with a line's end in it
        text = "\n".join(word.replace("\n", " ") for word in words)
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=4)
def _zipped_lines(vectors: rnnviz.WordVectors, n: int) -> bytes:
    return gzip.compress(_lines(vectors, n), compresslevel=4, mtime=0)


@lru_cache(maxsize=8)
def _cosines(vectors: rnnviz.WordVectors, n: int, word: str) -> NDArray[np.float32]:
    rows = vectors.unit_rows
    cosines: NDArray[np.float32] = rows[:n] @ rows[vectors.index(word)]
    return np.minimum(1, np.maximum(-1, cosines, out=cosines), out=cosines)
