"""Series of numbers as the course writes them, [b, s, n], and pieces cut out of them.

Of a price p the features are, timestep by timestep:

    price      p_t                                   relative to what the series calls 1
    change     p_t / p_{t-1} - 1                     against the timestep before
    deviation  p_t / mean(p_{t-3} … p_t) - 1         against the mean of the last four

The first three timesteps have no mean of four, so they are left out of all features.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import ShapeError, shortened

FEATURES = ("price", "change", "deviation")
N_MEAN = 4
"""Timesteps in the moving mean."""
_MAX_DIGITS = 9
_LONGEST_SHOWN = 30


def price_features(prices: ArrayLike) -> NDArray[np.float32]:
    """Every feature of several series of prices.

    Args:
        prices: (B, S), positive.

    Returns:
        (B, S - 3, 3) float32, features in the order of FEATURES.

    Raises:
        ShapeError: If it is not (B, S) with S of 4 at least.
    """
    p = np.asarray(prices, dtype=np.float64)
    if p.ndim != 2 or p.shape[1] < N_MEAN:
        raise ShapeError(
            f"Expected prices (B, S) of at least {N_MEAN} timesteps, got shape {p.shape}."
        )
    means = np.lib.stride_tricks.sliding_window_view(p, N_MEAN, axis=1).mean(axis=-1)
    now, before = p[:, N_MEAN - 1 :], p[:, N_MEAN - 2 : -1]
    return np.stack([now, now / before - 1, now / means - 1], axis=-1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Cut:
    """What one axis keeps.

    Attributes:
        text: As NumPy writes it: ":", "2", "0:10", "::5".
        kept: The indices from 0, in order.
        is_index: Whether it is a single index, which takes the axis away.
    """

    text: str
    kept: tuple[int, ...]
    is_index: bool


def cut(text: str, size: int, axis: str) -> Cut:
    """Read what is typed between the brackets for one axis.

    Args:
        text: "all" or ":" for everything, an index such as 2 or -1, or start:stop:step.
        size: Of the axis.
        axis: Its name, for the sentence.

    Raises:
        ShapeError: If it is none of these, lies outside the axis, or keeps nothing.
    """
    given = "".join(text.split()) or ":"
    given = ":" if given.lower() == "all" else given
    parts = _parts(given, text, axis)
    if len(parts) == 1:
        return _index(int(given), size, axis)
    numbers = [int(part) if part else None for part in parts]
    if numbers[2:] == [0]:
        raise ShapeError(f"Axis {axis} cannot step by 0: write 1 to keep every one.")
    kept = tuple(range(size)[slice(*numbers)])
    if not kept:
        raise ShapeError(
            f"“{given}” keeps nothing of axis {axis}, whose indices run from 0 to {size - 1}."
        )
    return Cut(given, kept, is_index=False)


def _parts(given: str, text: str, axis: str) -> list[str]:
    """An index, or what stands around one or two colons."""
    parts = given.split(":")
    if len(parts) <= 3 and all(_is_whole(part) for part in parts if part or len(parts) == 1):
        return parts
    raise ShapeError(
        f"Axis {axis} takes an index such as 2, a range such as 0:10, or all; "
        f"“{shortened(text.strip(), _LONGEST_SHOWN)}” is none of these."
    )


def _index(index: int, size: int, axis: str) -> Cut:
    if not -size <= index < size:
        raise ShapeError(
            f"Axis {axis} has {size} entries, so its index runs from 0 to {size - 1} "
            f"(or from -{size} to -1, counted from the end); {index} is outside."
        )
    return Cut(str(index), (range(size)[index],), is_index=True)


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_DIGITS


def piece(array: NDArray[np.float32], cuts: tuple[Cut, ...]) -> NDArray[np.float32]:
    """What all cuts keep, with NumPy's shape: axes with a single index are gone.

    Args:
        array: One axis per cut.
        cuts: From `cut`, with the sizes of these axes.
    """
    kept = array[np.ix_(*[c.kept for c in cuts])]
    return kept.reshape([len(c.kept) for c in cuts if not c.is_index])
