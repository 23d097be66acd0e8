"""Exact nearest rows by cosine similarity, looking closely at few of them.

Rows u and the query q have length 1. Turned to the axes along which the rows are longest,
each has a lead (its first P coordinates) and a rest, and by Cauchy and Schwarz

    cos(u, q) = u_lead · q_lead + u_rest · q_rest  <=  u_lead · q_lead + |u_rest| |q_rest|

The right side needs P of I columns. Rows whose bound stays below the k-th best cosine found
so far cannot be among the k nearest; the others, mostly one in a hundred, are computed in full.
No approximation: if the bound rules out too little, all rows are computed.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ShapeError

UNIT_ROWS_FORMAT = 1
"""Counts the changes of what `to_unit_rows` gives; rows kept under another are not used."""

_BLOCK = 256
_SHARE_OF_LEAD = 0.5  # P / I: half of GloVe 6B 50d's columns hold 72 % of the squared length
_SAMPLED_FOR_AXES = 20_000  # any axes give exact answers, good ones give them sooner
_FEW = 0.02  # share of rows above which one product with all is cheaper than picking
# A float32 dot product of unit vectors is off by less than this; what comes that close to the
# k-th place is compared in float64.
_ROUNDING = 1e-5

Ids = NDArray[np.intp]
Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


def to_unit_rows(matrix: NDArray[np.floating]) -> Float32:
    """Rows scaled to length 1, so that a dot product is a cosine; zero rows stay zero.

    Args:
        matrix: (n, I).

    Returns:
        (n, I) float32 in Fortran order: a product with a vector then runs down whole columns.
    """
    columns = matrix.T
    lengths = np.sqrt(np.einsum("in,in->n", columns, columns, dtype=np.float64))
    scale = 1 / np.where(lengths > 0, lengths, 1.0)
    unit_columns: Float32 = np.multiply(
        columns, scale, dtype=np.float32, casting="same_kind", order="C"
    )
    return unit_columns.T


def nearest_points(points: NDArray[np.floating], row: int, k: int) -> tuple[int, ...]:
    """The k points nearest to one of them by straight distance, nearest first.

    Args:
        points: (n, K).
        row: Whose; never among the answers.
        k: How many; fewer come back if there are fewer points.
    """
    apart = np.zeros(len(points))
    for axis in points.T:  # column by column: a sum over a short last axis is slow
        apart += (axis - axis[row]) ** 2
    apart[row] = np.inf
    k = min(k, len(points) - 1)
    near = np.argpartition(apart, k - 1)[:k] if k > 0 else np.arange(0)
    return tuple(near[np.argsort(apart[near], kind="stable")].tolist())


@dataclass(frozen=True, slots=True, eq=False)
class CosineSearch:
    """Unit rows, made ready to be searched; see the module for the idea.

    Attributes:
        unit_rows: (n, I).
        axes: The leading axes as orthonormal columns, (I, P).
        lead_and_rest: The rows' coordinates on these axes, and in a last column an upper bound
            of the length of what is left of them, (n, P + 1) in Fortran order.
    """

    unit_rows: Float32
    axes: Float64
    lead_and_rest: Float32

    @classmethod
    def over(cls, unit_rows: Float32) -> "CosineSearch":
        """Prepare rows of length 1 (or 0), (n, I)."""
        n, size = unit_rows.shape
        sample = unit_rows[:: max(1, n // _SAMPLED_FOR_AXES)].astype(np.float64)
        _, axes = np.linalg.eigh(sample.T @ sample)
        axes = axes[:, ::-1][:, : round(_SHARE_OF_LEAD * size) or 1]
        columns = np.empty((axes.shape[1] + 1, n), dtype=np.float32)
        lead = np.matmul(axes.T.astype(np.float32), unit_rows.T, out=columns[:-1])
        # The small term covers rounding: a bound may be too large, never too small.
        columns[-1] = np.sqrt(np.maximum(1 - np.einsum("pn,pn->n", lead, lead), 0) + 1e-6)
        return cls(unit_rows, axes, columns.T)

    def nearest(
        self, query: NDArray[np.floating], k: int, *, exclude: Collection[int] = ()
    ) -> tuple[Ids, Float64]:
        """The k rows with the largest cosine similarity to a query.

        Args:
            query: (I,), of any length but zero.
            k: How many, at least 1; fewer come back if there are fewer rows.
            exclude: Row numbers that may not be among the answers.

        Returns:
            Row numbers (k,), most similar first, equal ones by number; similarities (k,) in
            [-1, 1], to float32 precision of the rows.

        Raises:
            ShapeError: If k < 1, or the query is zero, not finite, or of another length than
                the rows.
        """
        direction = self._direction(query, k)
        excluded = sorted(set(exclude))
        k = min(k, len(self.unit_rows) - len(excluded))
        if k == 0:
            return np.arange(0), np.zeros(0)
        ids = self._candidates(direction, k, excluded)
        cosines = self._cosines(ids, direction)
        order = np.argsort(-cosines, kind="stable")[:k]
        return ids[order], cosines[order]

    def _direction(self, query: NDArray[np.floating], k: int) -> Float64:
        if k < 1:
            raise ShapeError(f"Expected at least 1 neighbour to be asked for, got k = {k}.")
        direction = query.astype(np.float64)
        largest = float(np.abs(direction).max(initial=0.0))
        if query.shape != self.unit_rows.shape[1:] or not 0 < largest < np.inf:
            raise ShapeError(
                f"Expected a non-zero query of shape {self.unit_rows.shape[1:]}, got shape "
                f"{query.shape} and largest number {largest:.4g}."
            )
        direction /= largest  # whose squares neither vanish nor overflow
        return direction / np.linalg.norm(direction)

    def _candidates(self, direction: Float64, k: int, excluded: list[int]) -> Ids:
        """Rows among which the k nearest are, in the order of their numbers."""
        q_lead = direction @ self.axes
        q_rest = np.linalg.norm(direction - self.axes @ q_lead)
        bound = self.lead_and_rest @ np.append(q_lead, q_rest).astype(np.float32)
        bound[excluded] = -np.inf
        likely = _not_below(bound, _kth_largest(bound, min(2 * k, len(bound) - len(excluded))))
        kth_best = np.partition(self._cosines(likely, direction), -k)[-k]
        ids = _not_below(bound, float(kth_best))
        if len(ids) <= max(len(likely), _FEW * len(bound)):
            return ids
        cosines = self.unit_rows @ direction.astype(np.float32)
        cosines[excluded] = -np.inf
        return _not_below(cosines, _kth_largest(cosines, k))

    def _cosines(self, ids: Ids, direction: Float64) -> Float64:
        # Not a product by BLAS, whose rounding depends on where a row stands: equal rows must tie.
        rows = self.unit_rows[ids].astype(np.float64, order="C")
        cosines: Float64 = np.einsum("ni,i->n", rows, direction)
        return np.clip(cosines, -1.0, 1.0)


def _not_below(values: Float32, floor: float) -> Ids:
    """Where values reach a floor, all but for rounding; never where they are -inf."""
    return np.flatnonzero(values >= np.float32(max(floor, -1.0) - _ROUNDING))


def _kth_largest(values: Float32, k: int) -> float:
    """A lower bound of the k-th largest value; tight when k is far below the number of blocks.

    The k-th largest of the blocks' maxima: k different values are at least that large.
    Reading maxima is several times faster than partitioning all values.
    """
    n_blocks = len(values) // _BLOCK
    if k > n_blocks:
        return float(np.partition(values, -k)[-k])
    maxima = values[: n_blocks * _BLOCK].reshape(n_blocks, _BLOCK).max(axis=1)
    return float(np.partition(maxima, -k)[-k])
