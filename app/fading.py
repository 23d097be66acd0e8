"""What comes back of a gradient, as tracks and in a sentence: on Memory and on Train."""

from __future__ import annotations

from collections.abc import Sequence

from app.prose import english_memory as prose
from rnnviz.drawings.memory_scale import percent, size
from rnnviz.drawings.memory_tracks import Track, norm_track, states
from rnnviz.gradients.record import LayerGradients
from rnnviz.tracing.record import Array


def states_track(hidden: Array, label: str) -> Track:
    """Hidden states, (T, H), as the uppermost track.

    Args:
        hidden: As they come.
        label: For those who do not see them.
    """
    aside = prose.STATES_ASIDE.format(n=hidden.shape[-1])
    return Track(prose.STATES, aside, states(hidden.tolist(), label), is_counted=False)


def gradient_tracks(layer: LayerGradients, words: Sequence[str]) -> list[Track]:
    """What the loss and the last state owe to each state, as far as there is such a thing.

    Args:
        layer: Of T timesteps.
        words: T names.
    """
    rows = [(prose.LOSS, layer.loss, ""), (prose.KEPT, layer.hidden.spectral, "")]
    if layer.cell:
        rows.append((prose.CELL_LOSS, layer.cell.loss, "rv-mem-track-cell"))
    return [
        norm_track(name, values.tolist(), words, kind=kind)
        for name, values, kind in rows
        if values is not None
    ]


def fading(layer: LayerGradients, unit: str) -> str:
    """How much of the gradient comes back to the first timestep, in a sentence.

    Args:
        layer: Of T timesteps.
        unit: What a timestep is called.
    """
    n = len(layer.hidden.spectral) - 1
    if n == 0:
        return prose.ONE_WORD
    if layer.loss is None:
        kept = size(float(layer.hidden.spectral[0]))
        return prose.FADED_STATE.format(n=n, unit=unit, kept=kept)
    if layer.loss[-1] == 0:
        return prose.NOTHING
    share = float(layer.loss[0] / layer.loss[-1])
    said = (
        prose.FADED.format(n=n, unit=unit, percent=percent(share))
        if share < 1
        else prose.GREW.format(n=n, unit=unit, times=size(share))
    )
    if layer.cell and layer.cell.loss is not None and layer.cell.loss[-1] > 0:
        kept_there = float(layer.cell.loss[0] / layer.cell.loss[-1])
        said += prose.FADED_CELL.format(percent=percent(kept_there))
    return said
