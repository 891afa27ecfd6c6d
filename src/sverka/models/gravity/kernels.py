"""The compiled loops over the tensor; each is one pass and is named for what it sums.

Layouts: a field over cells is (N, T, M) or (R, N, T, M); values of exporter-years and importer-years stand
together in one array (T, R, N + M), the exporters first, so that a year of it is contiguous; values of pairs
are (R, N, M). `fastmath` allows reordered sums and fused products only (results move in the last digits,
under 1e-12 relative); infinities and NaN pass through as in plain arithmetic.
"""

from __future__ import annotations

from math import factorial, floor
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

    def exactly_compiled(kernel: Kernel) -> Kernel:
        """Compile likewise, sums in the order in which they stand."""
        return kernel
else:
    from numba import njit

    compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract", "reassoc", "nsz"})
    exactly_compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})

CEILING = 600.0
"""Logs of fitted trade end here: e^600 is a number, and its step is refused as too far."""

FLOOR = -708.0
"""Exponentials of less are those of this: the smallest number with all its digits."""

_LOG2_E, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.693147180369123816490, 1.90821492927058770002e-10
_BIAS, _MANTISSA = 1023, 52  # of a number's exponent in its bits
_S2, _S3, _S4, _S5, _S6, _S7, _S8, _S9, _S10, _S11, _S12, _S13 = (1 / factorial(n) for n in range(2, 14))


class Point(NamedTuple):
    """Coefficients (K,) and effects in logs: of country-years (T, 1, N + M) and of pairs (1, N, M)."""

    beta: Numbers
    country_years: Numbers
    pairs: Numbers


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


class Products(NamedTuple):
    """Sums over cells: the weighted products of regressors (K, K), lower half, and x' residual (K,)."""

    hessian: Numbers
    gradient: Numbers


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
    n_all, t_all, _ = out.shape
    total = 0.0
    for i in range(n_all):
        for t in range(t_all):
            row, effects = out[i, t], country_years[t, 0]
            _enter_effects(row, effects[i], effects[n_all:], pairs[0, i])
            total += _enter_regressors(row, beta, cells, i, t)
    return total


@compiled
def _enter_effects(row: Numbers, own: float, others: Numbers, pair: Numbers) -> None:
    for j in range(len(row)):
        row[j] = own + others[j] + pair[j]


@compiled
def _enter_regressors(row: Numbers, beta: Numbers, cells: Cells, i: int, t: int) -> float:
    for k in range(len(beta)):
        if cells.some[k, i, t]:
            x, slope = cells.regressors[k, i, t], beta[k]
            for j in range(len(row)):
                row[j] += slope * x[j]
    trade, total = cells.weighted_trade[i, t], 0.0
    for j in range(len(row)):
        row[j] = min(row[j], CEILING)
        total += trade[j] * row[j]
    return total


@exactly_compiled
def exponentials(row: Numbers, bits: Indices, powers: Numbers) -> None:
    """Replace a row (M,) by its exponentials, to two units in the last place; up to CEILING, from FLOOR on.

    e^x = 2^n e^r, n whole and r at most ln 2 / 2 in size, e^r by its series. `bits` (M,) and `powers`, the
    same memory read as numbers, are scratch: compiled so that it runs on several cells at a time.
    """
    for j in range(len(row)):
        x = max(row[j], FLOOR)
        n = floor(x * _LOG2_E + 0.5)
        r = (x - n * _LN2_HIGH) - n * _LN2_LOW
        low = _S9 + r * (_S10 + r * (_S11 + r * (_S12 + r * _S13)))
        middle = _S4 + r * (_S5 + r * (_S6 + r * (_S7 + r * (_S8 + r * low))))
        row[j] = 1.0 + r * (1.0 + r * (_S2 + r * (_S3 + r * middle)))
        bits[j] = (np.int64(n) + _BIAS) << _MANTISSA
    for j in range(len(row)):
        row[j] *= powers[j]


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
def _enter_products(x: Numbers, weighted: Numbers, live: Indices, hessian: Numbers) -> None:
    whole = len(live) - len(live) % 4
    for q in range(0, whole, 4):
        one, two, three, four = weighted[q], weighted[q + 1], weighted[q + 2], weighted[q + 3]
        s1 = s2 = s3 = s4 = 0.0
        for j in range(len(x)):
            s1 += one[j] * x[j]
            s2 += two[j] * x[j]
            s3 += three[j] * x[j]
            s4 += four[j] * x[j]
        hessian[live[q]] += s1
        hessian[live[q + 1]] += s2
        hessian[live[q + 2]] += s3
        hessian[live[q + 3]] += s4
    for q in range(whole, len(live)):
        hessian[live[q]] += _product(weighted[q], x)


@compiled
def newton_sums(point: Point, cells: Cells, working: Numbers, margins: Margins, products: Products) -> float:
    """Sum what a Newton step needs in one pass over the cells; return what `log_fitted` does.

    `working` (N, T, M) receives the weights w = weight mu. `margins` holds 2 + K zeroed fields: w, then the
    weighted residual, then w x of every regressor. Zeroed `products` receive x' w x and x' residual.
    """
    n_all, t_all, m_all = working.shape
    k_all = len(point.beta)
    residual, weighted, live = np.empty(m_all), np.empty((k_all, m_all)), np.empty(k_all, np.int64)
    bits = np.empty(m_all, np.int64)
    powers, total = bits.view(np.float64), 0.0
    for i in range(n_all):
        for t in range(t_all):
            w, effects = working[i, t], point.country_years[t, 0]
            _enter_effects(w, effects[i], effects[n_all:], point.pairs[0, i])
            total += _enter_regressors(w, point.beta, cells, i, t)
            exponentials(w, bits, powers)
            weight, trade = cells.weight[i, t], cells.weighted_trade[i, t]
            for j in range(m_all):
                value = w[j] * weight[j]
                w[j] = value
                residual[j] = trade[j] - value
            _enter(w, margins, 0, i, t)
            _enter(residual, margins, 1, i, t)
            count = 0
            for k in range(k_all):
                if cells.some[k, i, t]:
                    live[count] = k
                    x, product, slope = cells.regressors[k, i, t], weighted[count], 0.0
                    for j in range(m_all):
                        product[j] = w[j] * x[j]
                        slope += residual[j] * x[j]
                    products.gradient[k] += slope
                    _enter(product, margins, k + 2, i, t)
                    count += 1
                    _enter_products(x, weighted, live[:count], products.hessian[k])
    return total


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
def _sum_years(w: Numbers, country_years: Numbers, total: Numbers, r: int, i: int) -> None:
    """Write an exporter's sums over years of w (a + b) into `total` (M,), four years at a time."""
    t_all, m_all = w.shape
    n_all = country_years.shape[2] - m_all
    total[:] = 0.0
    for t in range(0, t_all - 3, 4):
        w0, w1, w2, w3 = w[t], w[t + 1], w[t + 2], w[t + 3]
        y0, y1 = country_years[t, r], country_years[t + 1, r]
        y2, y3 = country_years[t + 2, r], country_years[t + 3, r]
        a0, a1, a2, a3 = y0[i], y1[i], y2[i], y3[i]
        b0, b1, b2, b3 = y0[n_all:], y1[n_all:], y2[n_all:], y3[n_all:]
        for j in range(m_all):
            early = w0[j] * (a0 + b0[j]) + w1[j] * (a1 + b1[j])
            total[j] += early + (w2[j] * (a2 + b2[j]) + w3[j] * (a3 + b3[j]))
    for t in range(t_all - t_all % 4, t_all):
        w0, a0, b0 = w[t], country_years[t, r, i], country_years[t, r, n_all:]
        for j in range(m_all):
            total[j] += w0[j] * (a0 + b0[j])


@compiled
def _centre_four(
    weight: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers, at: tuple[int, int]
) -> None:
    """Add four exporters' margins of w (a + b - c) to `out`, `at` the field and the first exporter."""
    r, i = at
    t_all, m_all = weight.shape[1:]
    n_all = country_years.shape[2] - m_all
    c0, c1, c2, c3 = pairs[0], pairs[1], pairs[2], pairs[3]
    for t in range(t_all):
        w0, w1, w2, w3 = weight[0, t], weight[1, t], weight[2, t], weight[3, t]
        effects, sums = country_years[t, r], out[t, r]
        a0, a1, a2, a3 = effects[i], effects[i + 1], effects[i + 2], effects[i + 3]
        others, others_sums = effects[n_all:], sums[n_all:]
        s0 = s1 = s2 = s3 = 0.0
        for j in range(m_all):
            b = others[j]
            v0, v1 = w0[j] * (a0 + b - c0[j]), w1[j] * (a1 + b - c1[j])
            v2, v3 = w2[j] * (a2 + b - c2[j]), w3[j] * (a3 + b - c3[j])
            s0 += v0
            s1 += v1
            s2 += v2
            s3 += v3
            others_sums[j] += (v0 + v1) + (v2 + v3)
        sums[i], sums[i + 1], sums[i + 2], sums[i + 3] = s0, s1, s2, s3


@compiled
def _centre_one(w: Numbers, country_years: Numbers, pair: Numbers, out: Numbers, at: tuple[int, int]) -> None:
    r, i = at
    t_all, m_all = w.shape
    n_all = country_years.shape[2] - m_all
    for t in range(t_all):
        row, own, others = w[t], country_years[t, r, i], country_years[t, r, n_all:]
        sums, total = out[t, r, n_all:], 0.0
        for j in range(m_all):
            value = row[j] * (own + others[j] - pair[j])
            total += value
            sums[j] += value
        out[t, r, i] = total


@compiled
def pair_sums(weight: Numbers, country_years: Numbers, out: Numbers) -> None:
    """Write sums over years of w (a + b) for each cell of pairs into `out` (R, N, M)."""
    for i in range(len(weight)):
        for r in range(out.shape[0]):
            _sum_years(weight[i], country_years, out[r, i], r, i)


@compiled
def centred_sums(weight: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers) -> None:
    """Write the country-year margins of w (a + b - c) into `out` (T, R, N + M)."""
    out[:] = 0.0
    n_all = len(weight)
    for i in range(0, n_all - 3, 4):
        for r in range(pairs.shape[0]):
            _centre_four(weight[i : i + 4], country_years, pairs[r, i : i + 4], out, (r, i))
    for i in range(n_all - n_all % 4, n_all):
        for r in range(pairs.shape[0]):
            _centre_one(weight[i], country_years, pairs[r, i], out, (r, i))


@compiled
def averaged_and_centred(
    weight: Numbers, inverse: Numbers, country_years: Numbers, pairs: Numbers, out: Numbers
) -> None:
    """Write `pair_sums` times `inverse` (N, M) into `pairs` and the `centred_sums` with it into `out`.

    Four exporters' weights are read once for both.
    """
    out[:] = 0.0
    n_all = len(weight)
    for i in range(n_all):
        for r in range(pairs.shape[0]):
            pair, shares = pairs[r, i], inverse[i]
            _sum_years(weight[i], country_years, pair, r, i)
            for j in range(len(pair)):
                pair[j] *= shares[j]
        if (i + 1) % 4 == 0:
            for r in range(pairs.shape[0]):
                _centre_four(weight[i - 3 : i + 1], country_years, pairs[r, i - 3 : i + 1], out, (r, i - 3))
    for i in range(n_all - n_all % 4, n_all):
        for r in range(pairs.shape[0]):
            _centre_one(weight[i], country_years, pairs[r, i], out, (r, i))


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
