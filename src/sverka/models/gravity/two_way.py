"""The exporter and importer effects of each year alone: a two-way problem, solved exactly by Cholesky."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sverka.models.gravity.tensor import Numbers

    Floats: TypeAlias = NDArray[np.float32]

_SHIFT = 1e-5
"""Added to the unit diagonal: countries that a year does not connect leave more null vectors than u.

Ten times what rounding to single precision leaves; its inverse bounds what such a vector contributes.
"""


@dataclass(frozen=True, eq=False)
class TwoWay:
    """Solves [R W; W' C] z = r for every year, R and C the row and column sums of the year's weights W.

    Scaled to a unit diagonal, Q = R^-1/2 W C^-1/2, importers' part is (I - Q'Q + u u')^-1, u the null vector.
    `scale` (T, 1, N + M) is the root of the sums' inverse, `shares` (T, N, M) is Q, `inverse` (T, M, M): in
    single precision, for a solution that others refine.
    """

    scale: Numbers
    shares: Floats
    inverse: Floats

    def solve(self, margins: Numbers) -> Numbers:
        """Return z (T, R, N + M) for margins r of that shape, to single precision."""
        n_all = self.shares.shape[1]
        scaled = margins * self.scale
        largest = np.maximum(np.abs(scaled).max(axis=(0, 2), keepdims=True), np.finfo(float).tiny)
        scaled = (scaled / largest).astype(np.float32)
        for year, share, inverse in zip(
            scaled, self.shares, self.inverse, strict=True
        ):  # read once, twice used
            exporters, importers = year[:, :n_all], year[:, n_all:]
            importers[:] = (importers - exporters @ share) @ inverse
            exporters -= importers @ share.T
        found: Numbers = scaled * (largest * self.scale)
        return found


def two_way(weight: Numbers, sums: Numbers) -> TwoWay:
    """Factor the years of `weight` (N, T, M), whose country-year sums are `sums` (T, 1, N + M)."""
    n_all, t_all, m_all = weight.shape
    scale = np.where(sums > 0, 1 / np.sqrt(np.where(sums > 0, sums, 1.0)), 0.0)
    shares, inverse = np.empty((t_all, n_all, m_all), np.float32), np.empty((t_all, m_all, m_all), np.float32)
    for t in range(t_all):
        share = weight[:, t] * scale[t, 0, :n_all, None]
        np.multiply(share, scale[t, 0, n_all:], out=shares[t], casting="same_kind")
        _invert(shares[t], np.sqrt(sums[t, 0, n_all:]), inverse[t])
    return TwoWay(scale, shares, inverse)


def _invert(shares: Floats, null: Numbers, out: Floats) -> None:
    """Write (I - Q'Q + u u')^-1; the unit diagonal is raised until the factorisation succeeds."""
    from scipy.linalg import lapack  # noqa: PLC0415  heavy

    u = (null / max(float(np.sqrt(null @ null)), np.finfo(float).tiny)).astype(np.float32)
    schur = u[:, None] * u
    schur -= shares.T @ shares
    diagonal = np.einsum("jj->j", schur)  # a view
    shift = _SHIFT
    diagonal += 1.0 + shift
    factor, failed = lapack.spotrf(schur.T, lower=1)
    while failed:
        shift *= 100
        diagonal += shift
        factor, failed = lapack.spotrf(schur.T, lower=1)
    lower, _ = lapack.spotri(factor, lower=1, overwrite_c=1)  # above the diagonal are the zeros of spotrf
    np.add(lower.T, lower, out=out)
    np.einsum("jj->j", out)[:] = lower.diagonal()
