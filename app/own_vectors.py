"""The pill at the right end of the top bar: which word vectors, and the visitor's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import bringing, cache, cache_vectors
from app.prose import english_vectors as prose
from app.waiting import visitor
from rnnviz import WordVectors
from rnnviz.errors import RnnvizError, VectorsError
from rnnviz.written import n_bytes

NAME = "vectors"
"""In the address and in the session: the key of the visitor's vectors; none for the server's."""

_JOB, _WHY, _SAID, _ROUND = "vectors-job", "vectors-why", "vectors-said", "vectors-round"
_LONGEST = 24  # letters of a name in the pill
_EVERY = 0.5  # seconds between two looks at the reading


def chosen() -> str:
    """The key of this visit's vectors, for cache.vectors; "" for the server's own.

    It holds once the address has been adopted, which comes before every page.
    """
    key: str = st.session_state.get(NAME, "")
    return key


@contextmanager
def pill(place: DeltaGenerator, *, follows: bool = True) -> Iterator[None]:
    """Around a page: take over the key in its address before it, draw the pill after it.

    The pill opens the vectors, for which no box of the page should wait.

    Args:
        place: In the bar.
        follows: Whether this page shows the visitor's vectors, and not always the server's.
    """
    _adopt(follows)
    _tell()
    try:
        yield
    finally:  # a page may stop early
        with place:
            _pill(follows)


def _pill(follows: bool) -> None:
    vectors = cache.vectors(chosen() if follows else "")
    n, width = vectors.matrix.shape
    name = vectors.name if len(vectors.name) <= _LONGEST else f"{vectors.name[:_LONGEST]}…"
    label = prose.PILL.format(name=_plain(name), n=n, width=width)
    with st.popover(label):
        with st.container(gap="xsmall", key="vectors-about"):
            _about()
        _bring()
        _take()


def _tell() -> None:
    """Below the bar: what was asked for and could not be opened, until the visitor has read it."""
    # Without a path there is nothing to refuse, and nothing that the page need wait for.
    refused = cache_vectors.server().sentence if cache_vectors.asked_path() else ""
    sentence = " ".join(filter(None, (refused, st.session_state.get("vectors-gone", ""))))
    if sentence and st.session_state.get(_SAID) != sentence:
        with st.container(horizontal=True, vertical_alignment="center", key="vectors-told"):
            st.text(sentence)
            st.button(prose.UNDERSTOOD, on_click=_remember, args=(_SAID, sentence))


def _adopt(follows: bool) -> None:
    """Open the vectors that the address asks for; where there are none, say so."""
    asked = st.query_params.get(NAME, "")
    if asked and NAME not in st.session_state:
        try:
            cache.vectors(asked)
        except VectorsError:
            server = cache.vectors().name
            st.session_state["vectors-gone"] = prose.GONE.format(key=asked[:16], name=server)
        else:
            st.session_state[NAME] = asked
    if chosen():
        _reopen()
    here = chosen() if follows else ""
    if here and here != asked:
        st.query_params[NAME] = here
    elif asked and not here:
        del st.query_params[NAME]


def _reopen() -> None:
    """The cache may have let them go since the last run."""
    try:
        cache.vectors(chosen())
    except VectorsError:
        _remember("vectors-gone", prose.GONE.format(key=chosen(), name=cache.vectors().name))
        del st.session_state[NAME]


def _about() -> None:
    vectors, server = cache.vectors(chosen()), cache.vectors()
    n, width = vectors.matrix.shape
    st.markdown(f"**{_plain(vectors.name)}**")
    st.caption(prose.FACTS.format(n=n, width=width, size=n_bytes(vectors.matrix.nbytes)))
    st.caption(prose.FROM_VISITOR if chosen() else prose.FROM_SERVER)
    if chosen():
        width = server.matrix.shape[1]
        st.caption(prose.STEP_USES.format(name=_plain(server.name), width=width))
        st.button(prose.BACK.format(name=_plain(server.name)), on_click=_choose, args=("",))


@st.fragment
def _bring() -> None:
    with st.container(gap="xsmall"):
        _bring_now()


def _bring_now() -> None:
    st.markdown(f"**{prose.OWN}**")
    if st.session_state.get(_JOB):
        _progress()
        return
    files = st.file_uploader(
        prose.UPLOAD,
        accept_multiple_files=True,
        key=f"vectors-files-{st.session_state.get(_ROUND, 0)}",
        help=prose.UPLOAD_HELP,
        max_upload_size=bringing.MAX_UPLOAD,
    )
    st.button(prose.OPEN, disabled=not files, on_click=_begin, args=(files,), key="vectors-open")
    if why := st.session_state.get(_WHY):
        st.text(prose.REFUSED.format(why=why))


def _begin(files: list[bringing.Upload]) -> None:
    job = uuid4().hex
    st.session_state.pop(_WHY, None)
    try:
        bringing.begin(job, files, visitor())
    except RnnvizError as refusal:
        st.session_state[_WHY] = str(refusal)
    else:
        st.session_state[_JOB] = job


@st.fragment(run_every=_EVERY)
def _progress() -> None:
    """Look at the reading again and again; when it ends, the page runs again."""
    name: str = st.session_state.get(_JOB, "")
    job = bringing.renew(name, visitor()) if name else None
    if job is None or not job.is_live:
        if name:
            why = job.sentence if job else prose.FORGOTTEN
            _end(bringing.key_of(name), why)
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        waits = job.status == "waiting"
        said = prose.WAITS if waits else prose.READS
        st.progress(min(1.0, job.share), said.format(place=job.place, share=100 * job.share))
        st.button(prose.CANCEL, key="vectors-cancel", on_click=_cancel)


def _end(key: str, why: str) -> None:
    """Let the files go, and take what was read or say why it was not."""
    del st.session_state[_JOB]
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    if key:
        _choose(key)
    elif why:
        st.session_state[_WHY] = why


def _cancel() -> None:
    if name := st.session_state.get(_JOB):
        bringing.leave(name, visitor())
        _end("", "")


def _choose(key: str) -> None:
    st.session_state[NAME] = key
    st.session_state.pop("vectors-gone", None)


@st.fragment
def _take() -> None:
    with st.container(gap="xsmall"):
        _take_now(cache.vectors(chosen()))


def _take_now(vectors: WordVectors) -> None:
    st.markdown(f"**{prose.TAKE}**")
    n = bringing.n_most(vectors)
    typed = st.text_input(prose.ONLY, key="vectors-only", placeholder=prose.ONLY_HELP.format(n=n))
    listed = dict.fromkeys(typed.replace(",", " ").split())
    words = [word for word in listed if word in vectors][:n] if listed else vectors.words[:n]
    if not words:
        st.caption(prose.NONE_KNOWN)
        return
    with st.container(horizontal=True):
        _button(prose.TAKE_PROJECTOR, vectors, words, "vectors.tsv", "vectors-projector.zip")
        _button(prose.TAKE_WORD2VEC, vectors, words, "vectors.txt", "vectors.txt")
        _button(prose.TAKE_NPY, vectors, words, "vectors.npy", "vectors-numpy.zip")


def _button(
    label: str, vectors: WordVectors, words: tuple[str, ...] | list[str], name: str, file: str
) -> None:
    made = partial(bringing.written, vectors, words, name)
    st.download_button(label, made, file, key=f"take-{file}", on_click="ignore")


def _remember(name: str, value: str) -> None:
    st.session_state[name] = value


def _plain(text: str) -> str:
    """A file's name as text, where Streamlit would read markup."""
    return "".join(
        f"\\{letter}" if letter in "\\`*_{}[]()#+-.!|~<>$:^" else letter for letter in text
    )
