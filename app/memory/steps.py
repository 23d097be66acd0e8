"""Step by step: what one timestep does to a change, and what all of them leave of it."""

from __future__ import annotations

from app.memory.reading import Reading, read
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_bars import factor_bars
from rnnviz.drawings.memory_scale import size, subscripted
from rnnviz.drawings.memory_tracks import Track, columns, from_to, norm_track, tracks
from rnnviz.gradients.record import CellPath


def show_picture(view: MemoryView, tokens: tuple[str, ...]) -> None:
    """Factors and products, one panel a network.

    Args:
        view: The page's.
        tokens: T words.
    """
    panels = [_panel(reading) for reading in read(view, tokens)]
    show(stacked(columns(panels, len(tokens)), sentence(subscripted(prose.STEPS_LEGEND))), "steps")


def _panel(reading: Reading) -> Drawing:
    layer, words = reading.layer, reading.tokens
    name = prose.STEP_LSTM if layer.cell else prose.STEP
    shown = [
        _factors(name, layer.step.spectral.tolist(), words),
        norm_track(prose.PRODUCT, layer.product.tolist(), words, marks=layer.bound.tolist()),
    ]
    if layer.cell:
        shown += _cell(layer.cell, words)
    return tracks(reading.title, reading.aside, words, shown, _said(reading))


def _cell(cell: CellPath, words: tuple[str, ...]) -> list[Track]:
    """The cell state's own path: its gates, and what they leave."""
    alone, every = cell.direct.spectral.tolist(), cell.full.spectral.tolist()
    return [
        _factors(prose.FORGET, cell.forget.tolist(), words),
        norm_track(prose.CELL, alone, words, marks=every),
    ]


def _factors(name: str, values: list[float], words: tuple[str, ...]) -> Track:
    return Track(name, from_to(values), factor_bars(values, words, name), "rv-mem-track-low")


def _said(reading: Reading) -> str:
    """The bound, and what is left; of an LSTM by which path."""
    layer, n = reading.layer, len(reading.tokens) - 1
    if n == 0:
        return prose.ONE_WORD
    said = prose.STEPS.format(n=n, bound=size(layer.bound[0]), product=size(layer.product[0]))
    if cell := layer.cell:
        said += prose.STEPS_LSTM.format(
            direct=size(cell.direct.spectral[0]),
            full=size(cell.full.spectral[0]),
            hidden=size(layer.hidden.spectral[0]),
        )
    return said
