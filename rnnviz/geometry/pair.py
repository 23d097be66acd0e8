"""Two vectors measured against each other, in every measure a class compares.

    a · b = Σ a_i b_i          |a| = √(a · a)          cos θ = a · b / (|a| |b|)
    |a − b|² = |a|² + |b|² − 2 a · b                   Euclid's distance

The dot product and the distance feel how long the vectors are; the cosine does not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rnnviz.geometry.similarity import angle, cosine_similarity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two vectors' measures.

    Attributes:
        dot: a · b.
        norms: |a| and |b|.
        cosine: cos θ in [-1, 1]; 0 if one of them is zero.
        degrees: θ in [0, 180].
        distance: |a − b|.
    """

    dot: float
    norms: tuple[float, float]
    cosine: float
    degrees: float
    distance: float


def measured(a: ArrayLike, b: ArrayLike) -> Pair:
    """Measure two vectors (I,) of one length, in float64.

    Raises:
        ShapeError: If a or b is not a vector, or their lengths differ.
    """
    degrees = angle(a, b)
    left, right = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    norms = (float(np.linalg.norm(left)), float(np.linalg.norm(right)))
    cosine = float(cosine_similarity(left, right))
    return Pair(float(left @ right), norms, cosine, degrees, float(np.linalg.norm(left - right)))
