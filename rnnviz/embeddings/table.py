"""The embedding table E, (V, I), as nobody can change it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rnnviz.errors import VectorsError


def frozen_table(matrix: ArrayLike) -> NDArray[np.float32]:
    """A matrix that later changes of the caller's do not reach.

    Args:
        matrix: (V, I) finite numbers.

    Returns:
        The same numbers in float32, read-only. A float32 memory map opened read-only is given
        back as it is, for all processes share it; anything else is copied.

    Raises:
        VectorsError: If a number is not finite in float32.
    """
    is_fixed = isinstance(matrix, np.memmap) and matrix.mode == "r"
    with np.errstate(over="ignore"):  # too large for float32 becomes infinite, and is told
        table = np.array(matrix, dtype=np.float32, copy=None if is_fixed else True, subok=True)
    is_finite = np.isfinite(table)
    if not is_finite.all():
        row = int(np.argwhere(~is_finite)[0, 0])
        raise VectorsError(
            f"Expected finite numbers in float32, but row {row + 1:,} has NaN or infinity: "
            "leave that word out, or mend its vector."
        )
    table.flags.writeable = False
    return table
