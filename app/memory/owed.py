"""Word to state: what each state owes to each word, on the states' own time axis."""

from __future__ import annotations

from app.memory.reading import Reading, read
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from rnnviz.drawings.arrangement import stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_scale import SHADES, log_legend, percent
from rnnviz.drawings.memory_tracks import Track, columns, owed_matrix, tracks


def show_picture(view: MemoryView, tokens: tuple[str, ...]) -> None:
    """One matrix a network.

    Args:
        view: The page's.
        tokens: T words.
    """
    panels = [_panel(reading) for reading in read(view, tokens)]
    legend = log_legend(SHADES, prose.MATRIX_LEGEND)
    show(stacked(columns(panels, len(tokens)), legend), "owed")


def _panel(reading: Reading) -> Drawing:
    alt = prose.MATRIX_ALT.format(cell=reading.cell)
    words = reading.tokens
    matrix = owed_matrix(reading.layer.input.tolist(), words, SHADES, f"{alt} {_said(reading)}")
    shown = [reading.states(), Track(prose.MATRIX, prose.MATRIX_ASIDE, matrix, is_counted=False)]
    return tracks(reading.title, reading.aside, words, shown, _said(reading))


def _said(reading: Reading) -> str:
    """What the last state owes to the first word, against the last."""
    last, words = reading.layer.input[-1], reading.tokens
    if len(words) == 1:
        return prose.ONE_WORD
    if last[-1] == 0:
        return prose.NOTHING
    return prose.OWES.format(
        first=words[0],
        last=words[-1],
        percent=percent(float(last[0] / last[-1])),
        most=words[int(last.argmax())],
    )
