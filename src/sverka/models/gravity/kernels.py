"""The compiled loops over the tensor; each is one pass and is named for what it sums.

Layouts: a field over cells is (N, T, M) or (R, N, T, M); values of exporter-years and importer-years stand
together in one array (T, R, N + M), the exporters first, so that a year of it is contiguous; values of pairs
are (R, N, M). `fastmath` allows reordered sums and fused products only (results move in the last digits,
under 1e-12 relative); infinities and NaN pass through as in plain arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from sverka.models.gravity.explained import Explained
    from sverka.models.gravity.tensor import Indices, Marks, Numbers

    Kernel = TypeVar("Kernel", bound=Callable[..., Any])

    def compiled(kernel: Kernel) -> Kernel:
        """Compile at first use and keep the result on disk."""
        return kernel
else:
    from numba import njit

    compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc", "nsz"})

CEILING = 600.0
"""Logs of fitted trade end here: e^600 is a number, and its step is refused as too far."""


class Cells(NamedTuple):
    """What does not change in a fit.

    `regressors` (K, N, T, M); `some` (K, N, T): whether an exporter's year has any of the regressor;
    `weight` (N, T, M); `weighted_trade` (N, T, M).
    """

    regressors: Numbers
    some: Marks
    weight: Numbers
    weighted_trade: Numbers


class Margins(NamedTuple):
    """Sums of R fields over the cells of country-years (T, R, N + M) and the years of pairs (R, N, M)."""

    country_years: Numbers
    pairs: Numbers


@compiled
def occupied(regressors: Numbers, largest: Numbers) -> Marks:
    """Return where (K, N, T) a regressor has any value but zero; write its largest absolute one (K,)."""
    k_all, n_all, t_all, m_all = regressors.shape
    some = np.zeros((k_all, n_all, t_all), np.bool_)
    for k in range(k_all):
        top = 0.0
        for i in range(n_all):
            for t in range(t_all):
                row = regressors[k, i, t]
                high = 0.0
                for j in range(m_all):
                    high = max(high, abs(row[j]))
                some[k, i, t] = high > 0
                top = max(top, high)
        largest[k] = top
    return some


@compiled
def log_fitted(beta: Numbers, cells: Cells, country_years: Numbers, pairs: Numbers, out: Numbers) -> float:
    """Write x b + a + b + c into `out` (N, T, M), up to CEILING; return its sum weighted with weighted trade.

    `country_years` (T, 1, N + M), `pairs` (1, N, M) are the effects.
    """
    n_all, t_all, m_all = out.shape
    total = 0.0
    for i in range(n_all):
        for t in range(t_all):
            row, own = out[i, t], country_years[t, 0, i]
            others, pair, trade = country_years[t, 0, n_all:], pairs[0, i], cells.weighted_trade[i, t]
            for j in range(m_all):
                row[j] = own + others[j] + pair[j]
            for k in range(len(beta)):
                if cells.some[k, i, t]:
                    x, slope = cells.regressors[k, i, t], beta[k]
                    for j in range(m_all):
                        row[j] += slope * x[j]
            for j in range(m_all):
                row[j] = min(row[j], CEILING)
                total += trade[j] * row[j]
    return total


@compiled
def _enter(row: Numbers, margins: Margins, r: int, i: int, t: int) -> None:
    n_all = margins.pairs.shape[1]
    others, pair = margins.country_years[t, r, n_all:], margins.pairs[r, i]
    total = 0.0
    for j in range(len(row)):
        value = row[j]
        total += value
        others[j] += value
        pair[j] += value
    margins.country_years[t, r, i] += total


@compiled
def _product(one: Numbers, other: Numbers) -> float:
    total = 0.0
    for j in range(len(one)):
        total += one[j] * other[j]
    return total


@compiled
def newton_sums(cells: Cells, fitted: Numbers, margins: Margins, hessian: Numbers, gradient: Numbers) -> None:
    """Sum what a Newton step needs in one pass; `fitted` (N, T, M) becomes the working weight w = weight mu.

    `margins` holds 2 + K zeroed fields: w, then the weighted residual, then w x of every regressor; `hessian`
    (K, K), lower half, receives x' w x, and `gradient` (K,) x' residual.
    """
    n_all, t_all, m_all = fitted.shape
    k_all = len(gradient)
    residual, weighted = np.empty(m_all), np.empty((k_all, m_all))
    live = np.empty(k_all, np.int64)
    for i in range(n_all):
        for t in range(t_all):
            w, weight, trade = fitted[i, t], cells.weight[i, t], cells.weighted_trade[i, t]
            for j in range(m_all):
                w[j] *= weight[j]
                residual[j] = trade[j] - w[j]
            _enter(w, margins, 0, i, t)
            _enter(residual, margins, 1, i, t)
            count = 0
            for k in range(k_all):
                if cells.some[k, i, t]:
                    live[count] = k
                    x, product = cells.regressors[k, i, t], weighted[count]
                    for j in range(m_all):
                        product[j] = w[j] * x[j]
                    _enter(product, margins, k + 2, i, t)
                    gradient[k] += _product(residual, x)
                    for q in range(count + 1):
                        hessian[k, live[q]] += _product(weighted[q], x)
                    count += 1


@compiled
def field_sums(fields: Numbers, weight: Numbers, margins: Margins) -> None:
    """Add the margins of weight times each field (R, N, T, M) to zeroed `margins` of R fields."""
    r_all, n_all, t_all, m_all = fields.shape
    product = np.empty(m_all)
    for r in range(r_all):
        for i in range(n_all):
            for t in range(t_all):
                row, w = fields[r, i, t], weight[i, t]
                for j in range(m_all):
                    product[j] = w[j] * row[j]
                _enter(product, margins, r, i, t)


@compiled
def plain_sums(field: Numbers, margins: Margins) -> None:
    """Add the margins of one field (N, T, M) to zeroed `margins`."""
    n_all, t_all, _ = field.shape
    for i in range(n_all):
        for t in range(t_all):
            _enter(field[i, t], margins, 0, i, t)


@compiled
def pair_sums(weight: Numbers, country_years: Numbers, out: Numbers) -> None:
    """Write sums over years of w (a + b) for each cell of pairs into `out` (R, N, M)."""
    n_all, t_all, m_all = weight.shape
    for r in range(out.shape[0]):
        for i in range(n_all):
            total = out[r, i]
            total[:] = 0.0
            for t in range(t_all):
                w, own, others = weight[i, t], country_years[t, r, i], country_years[t, r, n_all:]
                for j in range(m_all):
                    total[j] += w[j] * (own + others[j])


@compiled
def centred_sums(weight: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers) -> None:
    """Write the country-year margins of w (a + b - c) into `out` (T, R, N + M)."""
    n_all, t_all, m_all = weight.shape
    out[:] = 0.0
    for i in range(n_all):
        for r in range(pairs.shape[0]):
            pair = pairs[r, i]
            for t in range(t_all):
                w, own, others = weight[i, t], country_years[t, r, i], country_years[t, r, n_all:]
                sums = out[t, r, n_all:]
                total = 0.0
                for j in range(m_all):
                    value = w[j] * (own + others[j] - pair[j])
                    total += value
                    sums[j] += value
                out[t, r, i] = total


@compiled
def group_sums(pairs: Numbers, groups: Indices, sums: Numbers) -> None:
    """Replace values of pairs (R, N, M) by the sums of their groups; `sums` (G,) is scratch."""
    r_all, n_all, m_all = pairs.shape
    for r in range(r_all):
        sums[:] = 0.0
        for i in range(n_all):
            for j in range(m_all):
                sums[groups[i, j]] += pairs[r, i, j]
        for i in range(n_all):
            for j in range(m_all):
                pairs[r, i, j] = sums[groups[i, j]]


@compiled
def squared_scores(regressors: Numbers, parts: Explained, residual: Numbers, out: Numbers) -> None:
    """Add the products of every cell's scores, residualised regressors times `residual`, to `out` (K, K)."""
    k_all, n_all, t_all, m_all = regressors.shape
    scores = np.empty((k_all, m_all))
    for i in range(n_all):
        for t in range(t_all):
            for k in range(k_all):
                row, x, own = scores[k], regressors[k, i, t], parts.exporter_year[k, i, t]
                importer, pair = parts.importer_year[k, t], parts.pair[k, i]
                for j in range(m_all):
                    row[j] = (x[j] - own - importer[j] - pair[j]) * residual[i, t, j]
                for q in range(k + 1):
                    out[k, q] += _product(row, scores[q])
    for k in range(k_all):
        for q in range(k):
            out[q, k] = out[k, q]
