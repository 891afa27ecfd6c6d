"""The variance of three-way PPML with each pair's score corrected for its leverage (Weidner and Zylkin 2021).

A pair's residuals are too small for having been fitted: E(S S') = (I - leverage) times their variance, with
leverage H (x V_x x' + d V d'), V the inverse information of the exporter-year and importer-year effects. Of
V, (N T + M T)^2 numbers, only what belongs to a pair is needed: the exporters' part is eliminated exactly,
block by block, and one symmetric matrix (M T)^2 is held, overwritten by its factor and by its inverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import blas, lapack

from sverka.models.gravity.slices import exporters

if TYPE_CHECKING:
    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.tensor import Numbers, Panel

# Below this, relative to the largest 2, an eigenvalue of a block scaled to a diagonal of 1 counts as zero.
_ZERO = 1e-11
# A leverage within this of one leaves no residual: that direction of a pair says nothing.
_FULL = 1e-8
# Exporters are gathered to so many rows before they are taken from the matrix in one product.
_ROWS = 256
# Added to the scaled matrix where it has null directions beyond the known ones (countries in islands).
_RIDGE = 1e-9


def curvature(mean: Numbers) -> Numbers:
    """Return H (..., T, T) of pairs with means lambda (..., T): diag(lambda) - lambda lambda' / sum."""
    total = mean.sum(axis=-1, keepdims=True)
    share = mean / np.where(total > 0, total, 1)
    h = -mean[..., :, None] * share[..., None, :]
    t = np.arange(mean.shape[-1])
    h[..., t, t] += mean
    return h


def pseudo_root(h: Numbers) -> Numbers:
    """Return R (T, T) with R R' a generalised inverse of the sum of curvatures `h`, whatever its rank.

    `h` is a graph's Laplacian over the years: constants over connected years are its null space, and all
    that the corrections multiply it with are at right angles to them, so any generalised inverse serves.
    """
    d = np.sqrt(np.diag(h))
    scale = np.where(d > 0, 1 / np.where(d > 0, d, 1), 0)
    values, vectors = np.linalg.eigh(h * scale[:, None] * scale[None, :])
    keep = values > _ZERO
    root: Numbers = scale[:, None] * vectors * np.where(keep, 1 / np.sqrt(np.where(keep, values, 1)), 0)
    return root


def leave_in(panel: Panel, fit: Fit, v_x: Numbers) -> Numbers:
    """Return Omega (K, K), the sum over pairs of x' (I - leverage)^-1 S S' x, made symmetric.

    `v_x` (K, K) is the inverse information of the regressors, as the effects explain the rest.
    """
    years, partners = panel.trade.shape[1], panel.trade.shape[2]
    v = importers_inverse(panel, fit)
    own = np.empty((partners, years, years))
    for j in range(partners):
        block = v[j * years : (j + 1) * years, j * years : (j + 1) * years]
        own[j] = np.tril(block) + np.tril(block, -1).T
    omega = np.zeros_like(v_x)
    for side in exporters(panel, fit):
        if not side.mean.any():
            continue
        h = curvature(side.mean)
        root = pseudo_root(h.sum(axis=0))
        p = root @ (root.T @ np.moveaxis(h, 0, 1).reshape(years, -1))
        pv = blas.dsymm(1.0, v, np.asfortranarray(p.T), side=0, lower=1).T
        cross = -np.moveaxis(pv.reshape(years, partners, years), 1, 0)
        dvd = own + (root @ root.T + pv @ p.T) + cross + np.swapaxes(cross, 1, 2)
        x = np.moveaxis(side.x, 0, 2)
        xvx = x @ v_x @ np.swapaxes(x, 1, 2)
        undone = undo_leverage(h @ (xvx + dvd), side.score)
        omega += np.einsum("kpt,pt->kp", side.x, undone) @ np.einsum("lpt,pt->pl", side.x, side.score)
    return (omega + omega.T) / 2


def undo_leverage(leverage: Numbers, score: Numbers) -> Numbers:
    """Return (I - leverage)^-1 S of pairs, leverages (P, T, T) and scores (P, T).

    Directions fitted exactly (leverage one, no residual) stay out, by the pseudo-inverse of those pairs.
    """
    rest = np.eye(score.shape[-1]) - leverage
    with np.errstate(all="ignore"):
        full = ~(np.abs(np.linalg.det(rest)) > _FULL)
    undone = np.empty_like(score)
    undone[~full] = np.linalg.solve(rest[~full], score[~full][..., None])[..., 0]
    if full.any():
        undone[full] = (np.linalg.pinv(rest[full], rcond=_FULL) @ score[full][..., None])[..., 0]
    return undone


def importers_inverse(panel: Panel, fit: Fit) -> Numbers:
    """Return V (M T, M T), lower triangle, of importer-year effects, exporters' and pairs' eliminated.

    A generalised inverse: the information has a null direction for each importer and each year (what could
    as well be the pairs' or the exporters'), filled before the factorisation and without effect after it.
    """
    for ridge in (0.0, _RIDGE):
        q, d = _importers_information(panel, fit)
        _fill_null_directions(q, d, panel.trade.shape[1])
        q[np.diag_indices_from(q)] += ridge
        factor, failed = lapack.dpotrf(q, lower=1, clean=0, overwrite_a=1)
        if not failed and np.diag(factor).min() ** 2 > _ZERO:
            break
    inverse: Numbers = lapack.dpotri(factor, lower=1, overwrite_c=1)[0]
    scale = np.where(d > 0, 1 / np.where(d > 0, d, 1), 0)
    inverse *= scale[:, None]
    inverse *= scale
    return inverse


def _importers_information(panel: Panel, fit: Fit) -> tuple[Numbers, Numbers]:
    """Return the information scaled by the root d (M T,) of its importers' diagonal, and d."""
    years, partners = panel.trade.shape[1], panel.trade.shape[2]
    q = np.zeros((partners * years, partners * years), order="F")
    own = np.zeros((partners, years, years))
    gathered: list[Numbers] = []
    for weight, mean in zip(fit.weight, fit.mu, strict=True):
        h = curvature(np.ascontiguousarray((weight * mean).T))
        own += h
        gathered.append(pseudo_root(h.sum(axis=0)).T @ np.moveaxis(h, 0, 1).reshape(years, -1))
        if len(gathered) * years >= _ROWS:
            q = blas.dsyrk(-1.0, np.concatenate(gathered).T, beta=1.0, c=q, lower=1, overwrite_c=1)
            gathered.clear()
    if gathered:
        q = blas.dsyrk(-1.0, np.concatenate(gathered).T, beta=1.0, c=q, lower=1, overwrite_c=1)
    for j in range(partners):
        some = slice(j * years, (j + 1) * years)
        q[some, some] += own[j]
    d = np.sqrt(np.diagonal(own, axis1=1, axis2=2)).reshape(-1)
    scale = np.where(d > 0, 1 / np.where(d > 0, d, 1), 0)
    q *= scale[:, None]
    q *= scale
    return q, d


def _fill_null_directions(q: Numbers, d: Numbers, years: int) -> None:
    for j in range(len(d) // years):
        some = slice(j * years, (j + 1) * years)
        if d[some].any():
            q[some, some] += np.outer(d[some], d[some]) / (d[some] @ d[some])
    for t in range(years):
        u = d[t::years]
        if u.any():
            q[t::years, t::years] += np.outer(u, u) / (u @ u)
    alone = np.flatnonzero(d == 0)
    q[alone, alone] = 1
