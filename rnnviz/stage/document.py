"""The stage as one self-contained HTML file, and as a notebook's cell.

The file opens from a disk, a stick or a course's page, needs no server, and keeps the view in
its address' hash: `lesson.html#t=4&zoom=cell`. A notebook shows the same page in a frame of its
own, which can reach nothing of the notebook and is reached by nothing of it.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from rnnviz.errors import RnnvizError
from rnnviz.palette import PALETTES, Palette
from rnnviz.stage.labels import Labels
from rnnviz.stage.page import as_html, player_page
from rnnviz.stage.scene import Scene, build_scene
from rnnviz.stage.surroundings import about, foot, head, network_words, sentence_words, title
from rnnviz.tracing.export import save
from rnnviz.tracing.record import Trace

_LARGEST_CELL = 8_000_000  # bytes of numbers that a notebook can bear in each output
_FRAME_HEIGHT = 720


def export_html(
    shown: Trace | Scene, file: str | Path | BinaryIO, labels: Labels | None = None
) -> None:
    """Write the stage as one HTML file that needs nothing beside it.

    Args:
        shown: A trace of one sentence, or a Scene (such as two compared ones).
        file: A path, replaced in one move, or a binary file open for writing.
        labels: Title, notes, link and what else is known about a trace; a Scene has its own.

    Raises:
        ShapeError: If the trace is a batch or bidirectional, or if a label does not fit it.
        RnnvizError: If no file can be written there, or a Scene comes with labels.
    """
    save(BytesIO(document_html(shown, labels).encode()), file)


def document_html(shown: Trace | Scene, labels: Labels | None = None) -> str:
    """The text of that file; `export_html` says more.

    Raises:
        ShapeError: If the trace is a batch or bidirectional, or if a label does not fit it.
        RnnvizError: If a Scene comes with labels.
    """
    scene = _scene(shown, labels)
    header = scene.header
    return player_page(
        scene.to_bytes(),
        title=f"{title(header)} · rnnviz",
        style=_style(),
        above=f'<div class="screen">\n{head(header)}',
        below=f"</div>\n{about(header)}\n{foot(header)}",
    )


def notebook_html(trace: Trace) -> str:
    """What a notebook's cell shows of a trace: the stage, or a line where there is none."""
    try:
        scene = _scene(trace, None)
    except RnnvizError:
        return f"<p>{as_html(summary(trace))}</p>"
    if len(scene.blob) > _LARGEST_CELL:
        return (
            f"<p>{as_html(summary(trace))} It is too large for a notebook's cell; "
            "rnnviz.export_html(trace, file) writes it as a page.</p>"
        )
    return (
        f'<iframe title="Stage: {as_html(network_words(asdict(trace.spec)))}" '
        'sandbox="allow-scripts allow-downloads" allow="clipboard-write" '
        'referrerpolicy="no-referrer" '
        f'style="display: block; width: 100%; height: {_FRAME_HEIGHT}px; border: 0" '
        f'srcdoc="{escape(document_html(scene))}"></iframe>'
    )


def summary(trace: Trace) -> str:
    """A trace in a sentence or two."""
    network = network_words(asdict(trace.spec))
    if trace.is_batch:
        return (
            f"Trace of {len(trace.inputs)} sentences of {trace.n_timesteps} timesteps: {network}. "
            "trace.sentence(0) is the first of them."
        )
    sentence = f" “{sentence_words(trace.tokens)}”" if trace.tokens else ""
    return f"Trace of {trace.n_timesteps} timesteps{sentence}: {network}."


def _scene(shown: Trace | Scene, labels: Labels | None) -> Scene:
    if isinstance(shown, Trace):
        is_random = shown.card.get("is_trained") == "no"
        return build_scene(shown, labels or Labels(is_random=is_random))
    if labels is not None:
        raise RnnvizError(
            "A Scene has its title, notes and other labels already: give labels to build_scene, "
            "or give export_html the trace."
        )
    return shown


@cache
def _style() -> str:
    """The page's style sheet with the palette's colours, by the reader's own theme."""
    css = Path(__file__).with_name("client") / "document.css"
    light, dark = (_colours(PALETTES[theme]) for theme in ("light", "dark"))
    themes = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return f":root {{ {light} }}\n{themes}\n{css.read_text('utf-8')}"


def _colours(palette: Palette) -> str:
    named = asdict(palette).items()
    return " ".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in named)
