"""The smallest embedding layer: a few ids in chance order, and a table of random rows."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray


def dealt_table(
    seed: int, n_rows: int = 10, width: int = 4
) -> tuple[tuple[int, ...], NDArray[np.float32]]:
    """Deal ids and rows from one seed, as the code beside the picture does.

    Args:
        seed: Of torch's generator.
        n_rows: V, and the number of ids.
        width: I.

    Returns:
        The ids 0 to V - 1 shuffled, and E (V, I) float32 of standard normal numbers, which is
        how torch.nn.Embedding fills its table.
    """
    generator = torch.Generator().manual_seed(seed)
    ids = torch.randperm(n_rows, generator=generator)
    rows = torch.nn.init.normal_(torch.empty(n_rows, width), generator=generator)
    return tuple(ids.tolist()), rows.numpy()
