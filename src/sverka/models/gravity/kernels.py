"""The compiled loops over the tensor; each is one pass and is named for what it sums.

Layouts: a field over cells is (N, T, M) or (R, N, T, M); values of exporter-years and importer-years stand
together in one array (T, R, N + M), the exporters first, so that a year of it is contiguous; values of pairs
are (R, N, M).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity.compiled import compiled
from sverka.models.gravity.elementary import exponential, log_sums

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Indices, Marks, Numbers

CEILING = 600.0
"""Logs of fitted trade end here: e^600 is a number, and its step is refused as too far."""


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


class Trades(NamedTuple):
    """Whether exporters in years (N, T), importers in years (T, M) and pairs (N, M) trade at all."""

    exporter_year: Marks
    importer_year: Marks
    pair: Marks


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
def _enter_logs(row: Numbers, point: Point, cells: Cells, i: int, t: int) -> None:
    """Write x b + a + b + c of an exporter's year into `row` (M,)."""
    effects, pair = point.country_years[t, 0], point.pairs[0, i]
    own, others = effects[i], effects[point.pairs.shape[1] :]
    for j in range(len(row)):
        row[j] = own + others[j] + pair[j]
    for k in range(len(point.beta)):
        if cells.some[k, i, t]:
            x, slope = cells.regressors[k, i, t], point.beta[k]
            for j in range(len(row)):
                row[j] += slope * x[j]


@compiled
def enter_margins(row: Numbers, margins: Margins, r: int, i: int, t: int) -> None:
    """Add a row (M,) of exporter i and year t to the margins of field r."""
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
def row_product(one: Numbers, other: Numbers) -> float:
    """Return the sum of two rows' products."""
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
        hessian[live[q]] += row_product(weighted[q], x)


@compiled
def _fit_row(w: Numbers, residual: Numbers, weight: Numbers, trade: Numbers) -> float:
    """Turn a row of logs into working weights, and their residuals; return the logs' sum times `trade`."""
    total = 0.0
    for j in range(len(w)):
        log = min(w[j], CEILING)
        total += trade[j] * log
        value = weight[j] * exponential(log)
        w[j] = value
        residual[j] = trade[j] - value
    return total


@compiled
def newton_sums(
    point: Point, cells: Cells, working: Numbers, weights: Margins, fields: Margins, products: Products
) -> float:
    """Sum what a Newton step needs in one pass over the cells; return trade's weighted sum of log fitted.

    `working` (N, T, M) receives w = weight mu, mu = exp(x b + a + b + c), up to CEILING. Zeroed, `weights`
    receives the margins of w, `fields` those of 1 + K fields, the weighted residual, then w x of every
    regressor, and `products` x' w x and x' residual.
    """
    n_all, t_all, m_all = working.shape
    k_all = len(point.beta)
    residual, weighted, live = np.empty(m_all), np.empty((k_all, m_all)), np.empty(k_all, np.int64)
    total = 0.0
    for i in range(n_all):
        for t in range(t_all):
            w = working[i, t]
            _enter_logs(w, point, cells, i, t)
            total += _fit_row(w, residual, cells.weight[i, t], cells.weighted_trade[i, t])
            enter_margins(w, weights, 0, i, t)
            enter_margins(residual, fields, 0, i, t)
            count = 0
            for k in range(k_all):
                if cells.some[k, i, t]:
                    live[count] = k
                    x, product, slope = cells.regressors[k, i, t], weighted[count], 0.0
                    for j in range(m_all):
                        product[j] = w[j] * x[j]
                        slope += residual[j] * x[j]
                    products.gradient[k] += slope
                    enter_margins(product, fields, k + 1, i, t)
                    count += 1
                    _enter_products(x, weighted, live[:count], products.hessian[k])
    return total


@compiled
def residual_sums(point: Point, cells: Cells, margins: Margins, gradient: Numbers) -> None:
    """Add the weighted residual's margins to zeroed `margins`, x' residual to zeroed `gradient` (K,)."""
    n_all, t_all, m_all = cells.weight.shape
    w, residual = np.empty(m_all), np.empty(m_all)
    for i in range(n_all):
        for t in range(t_all):
            _enter_logs(w, point, cells, i, t)
            _fit_row(w, residual, cells.weight[i, t], cells.weighted_trade[i, t])
            enter_margins(residual, margins, 0, i, t)
            for k in range(len(gradient)):
                if cells.some[k, i, t]:
                    gradient[k] += row_product(residual, cells.regressors[k, i, t])


@compiled
def fitted_trade(point: Point, cells: Cells, mu: Numbers) -> tuple[float, float]:
    """Write mu (N, T, M), 0 where the weight is 0; return the sums of weight y ln mu and of weight mu."""
    n_all, t_all, m_all = mu.shape
    explained = expected = 0.0
    for i in range(n_all):
        for t in range(t_all):
            row, weight, trade = mu[i, t], cells.weight[i, t], cells.weighted_trade[i, t]
            _enter_logs(row, point, cells, i, t)
            for j in range(m_all):
                log = min(row[j], CEILING)
                explained += trade[j] * log
                value = exponential(log)
                expected += weight[j] * value
                row[j] = value if weight[j] > 0 else 0.0
    return explained, expected


@compiled
def trading_weight(weight: Numbers, trades: Trades, out: Numbers) -> bool:
    """Write the weight (N, T, M) into `out`, 0 where the exporter, the importer or the pair trades nothing.

    Tell whether every weight is 0 or 1.
    """
    n_all, t_all, m_all = weight.shape
    odd = 0.0
    for i in range(n_all):
        for t in range(t_all):
            row, others, own, to = weight[i, t], trades.importer_year[t], trades.pair[i], out[i, t]
            if not trades.exporter_year[i, t]:
                to[:] = 0.0
                continue
            for j in range(m_all):
                value = row[j] * (others[j] & own[j])
                odd = max(odd, abs(value * (1.0 - value)))
                to[j] = value
    return odd == 0


@compiled
def trade_constants(trade: Numbers, weight: Numbers) -> tuple[float, float]:
    """Return the sums over cells (N, T, M) that `log_sums` of a row returns."""
    own = factorials = 0.0
    for i in range(len(trade)):
        for t in range(trade.shape[1]):
            of_own, of_factorials = log_sums(trade[i, t], weight[i, t])
            own += of_own
            factorials += of_factorials
    return own, factorials


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
                enter_margins(product, margins, r, i, t)


@compiled
def plain_sums(field: Numbers, margins: Margins) -> None:
    """Add the margins of one field (N, T, M) to zeroed `margins`."""
    n_all, t_all, _ = field.shape
    for i in range(n_all):
        for t in range(t_all):
            enter_margins(field[i, t], margins, 0, i, t)
