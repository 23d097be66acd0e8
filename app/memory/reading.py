"""One network's reading of the sentence, as every picture of it begins."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app import cache, cache_memory
from app.fading import states_track
from app.prose import english_memory as prose
from app.state import MemoryView
from app.state.step import CellName
from rnnviz.drawings.memory_tracks import Track
from rnnviz.gradients.record import Gradients, LayerGradients
from rnnviz.tracing.record import Trace
from rnnviz.written import plain


@dataclass(frozen=True, slots=True)
class Reading:
    """A network, the sentence, and every gradient along it.

    Attributes:
        view: The page's.
        cell: Which network.
        tokens: T words.
        trace: What it computed.
        gradients: What the end owes to it.
    """

    view: MemoryView
    cell: CellName
    tokens: tuple[str, ...]
    trace: Trace
    gradients: Gradients

    @property
    def layer(self) -> LayerGradients:
        """Of the layer that is drawn."""
        return self.gradients.layers[int(self.view.memory_layer) - 1]

    @property
    def title(self) -> str:
        """Above its panel."""
        view = self.view
        return prose.PANEL.format(
            cell=self.cell, weights=view.memory_weights, layer=view.memory_layer
        )

    @property
    def aside(self) -> str:
        """What it answers, and the loss of that."""
        loss = self.gradients.loss or 0.0  # the shipped networks all have a head
        p = plain(math.exp(-loss), 2)
        return prose.ASIDE.format(answer=self.view.loss_of, p=p, loss=plain(loss, 2))

    def states(self) -> Track:
        """The hidden states, as the uppermost track."""
        hidden = self.trace.layers[int(self.view.memory_layer) - 1].hidden
        alt = prose.STATES_ALT.format(cell=self.cell, layer=self.view.memory_layer)
        return states_track(hidden, alt)


def read(view: MemoryView, tokens: tuple[str, ...]) -> list[Reading]:
    """Every chosen network's reading.

    Raises:
        RnnvizError: If a network cannot be read, or reads vectors of another width.
    """
    return [
        Reading(
            view,
            cell,
            tokens,
            cache.trace(view.network(cell), tokens),
            cache_memory.gradients(view.network(cell), tokens, view.target),
        )
        for cell in view.cells
    ]
