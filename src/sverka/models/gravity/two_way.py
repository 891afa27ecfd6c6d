"""The exporter and importer effects of each year alone: a two-way problem, solved exactly by Cholesky."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sverka.models.gravity.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sverka.models.gravity.tensor import Numbers

    Floats: TypeAlias = NDArray[np.float32]

_SHIFT = 1e-5
"""Added to the unit diagonal: countries that a year does not connect leave more null vectors than u.

Ten times what rounding to single precision leaves; its inverse bounds what such a vector contributes.
"""

_TINY = float(np.finfo(np.float64).tiny)


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
        found = np.empty_like(margins)
        _solve(margins, self.scale, self.shares, self.inverse, found)
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


@compiled
def _solve(margins: Numbers, scale: Numbers, shares: Floats, inverse: Floats, found: Numbers) -> None:
    """Write what `TwoWay.solve` returns; fields go by their largest, as single precision ends early."""
    t_all, r_all, _ = margins.shape
    n_all, m_all = shares.shape[1:]
    largest = _largest(margins, scale)
    exporters, importers = np.empty((r_all, n_all), np.float32), np.empty((r_all, m_all), np.float32)
    from_exporters, from_importers = np.empty_like(importers), np.empty_like(exporters)
    for t in range(t_all):
        own, others = scale[t, 0, :n_all], scale[t, 0, n_all:]
        for r in range(r_all):
            _scale(margins[t, r, :n_all], own, 1 / largest[r], exporters[r])
            _scale(margins[t, r, n_all:], others, 1 / largest[r], importers[r])
        np.dot(exporters, shares[t], from_exporters)
        importers -= from_exporters
        np.dot(importers, inverse[t], from_exporters)
        np.dot(from_exporters, shares[t].T, from_importers)
        exporters -= from_importers
        for r in range(r_all):
            _scale(exporters[r], own, largest[r], found[t, r, :n_all])
            _scale(from_exporters[r], others, largest[r], found[t, r, n_all:])


@compiled
def _largest(margins: Numbers, scale: Numbers) -> Numbers:
    """Return the largest absolute value of each field (R,), scaled, or the smallest number if that is 0."""
    t_all, r_all, _ = margins.shape
    largest = np.full(r_all, _TINY)
    for t in range(t_all):
        by = scale[t, 0]
        for r in range(r_all):
            row, top = margins[t, r], 0.0
            for place in range(len(row)):
                top = max(top, abs(row[place] * by[place]))
            largest[r] = max(largest[r], top)
    return largest


@compiled
def _scale(row: Numbers, scale: Numbers, by: float, out: Numbers) -> None:
    for place in range(len(row)):
        out[place] = row[place] * (scale[place] * by)
