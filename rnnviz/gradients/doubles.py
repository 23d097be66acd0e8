"""Arrays of this package: float64, and read-only once they are handed over."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def frozen(array: NDArray[np.floating]) -> Doubles:
    """The same numbers in float64, in an array that refuses to be written to."""
    doubles = array.astype(np.float64, copy=False)
    doubles.flags.writeable = False
    return doubles
