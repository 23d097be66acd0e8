"""Which words count: two gradient methods beside leaving the word out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import cache_memory
from app.prose import english_memory as prose
from app.sheet import show
from app.state import MemoryView
from app.state.step import CellName
from rnnviz.drawings.arrangement import sentence, stacked
from rnnviz.drawings.markup import Drawing
from rnnviz.drawings.memory_words import Method, word_chips
from rnnviz.written import plain, signed

if TYPE_CHECKING:  # torch, which the page does not wait for
    from rnnviz.gradients.saliency import Saliency

FIELDS = ("gradient_times_input", "integrated", "left_out")


def show_picture(view: MemoryView, tokens: tuple[str, ...]) -> None:
    """The sentence as chips, once a network.

    Args:
        view: The page's.
        tokens: T words.
    """
    found = [
        (cell, cache_memory.saliency(view.network(cell), tokens, view.target))
        for cell in view.cells
    ]
    panels = [_panel(view, cell, tokens, of_cell) for cell, of_cell in found]
    zeroed = ", ".join(f"{cell} {_rank(of_cell, 'zeroed')}" for cell, of_cell in found)
    legend = sentence(prose.CREDIT_LEGEND.format(points=cache_memory.N_POINTS, zeroed=zeroed))
    show(stacked(*panels, legend), "credit")


def _panel(view: MemoryView, cell: CellName, tokens: tuple[str, ...], found: Saliency) -> Drawing:
    methods = [
        Method(name, tuple(getattr(found, field).tolist()), _agrees(found, field))
        for name, field in zip(prose.METHODS, FIELDS, strict=True)
    ]
    title = f"{cell}, {view.memory_weights}"
    aside = prose.SCORE.format(score=signed(found.score, 2), answer=view.loss_of)
    return word_chips(title, aside, tokens, methods, _said(tokens, found))


def _agrees(found: Saliency, field: str) -> str:
    """Beside a method's name; leaving out is what the others are compared with."""
    return "" if field == "left_out" else prose.AGREEMENT.format(rank=_rank(found, field))


def _rank(found: Saliency, field: str) -> str:
    rank = found.agreement(field)
    return prose.NO_AGREEMENT if rank is None else signed(rank, 2)


def _said(tokens: tuple[str, ...], found: Saliency) -> str:
    most = int(abs(found.left_out).argmax())
    left = float(found.left_out[most])
    return prose.CREDIT.format(
        word=tokens[most],
        moves=prose.FALLS if left > 0 else prose.RISES,
        left=plain(abs(left), 2),
        total=signed(float(found.integrated.sum()), 2),
        wanted=signed(found.score - found.baseline, 2),
        gap=plain(abs(found.gap), 4),
    )
