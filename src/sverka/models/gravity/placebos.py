"""The same event supposed of other pairs: how far their trade moves around a date on which nothing happened.

One pair cannot tell how its own trade scatters: with a single treated pair cluster-robust errors are not
valid, and far too small (MacKinnon and Webb 2017, Wild bootstrap inference for wildly different cluster
sizes). Other pairs around the same date tell it (Fisher's randomisation; Abadie, Diamond and Hainmueller
2010).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity.own_trade import own_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.gravity.result import GravityResult
    from sverka.models.gravity.tensor import Indices, Marks, Numbers

_ROUNDS = 500
_SETTLED = 1e-10


class Moves(NamedTuple):
    """How P pairs move around a date: coefficients (P, B) of the periods, base 0, NaN where not known.

    `pairs` are places of the exporter and the importer; `size` is fitted trade of both directions in all
    years. Country-years are taken from the fit, less the pair's own part in them; the pair's two effects and
    its periods are fitted exactly.
    """

    pairs: tuple[tuple[int, int], ...]
    coefficients: Numbers
    size: Numbers


def moves(
    result: GravityResult, pairs: Sequence[tuple[int, int]], periods: Indices, base: int, *, directed: bool
) -> Moves:
    """Fit every pair's periods around one date; both directions share them unless `directed`.

    `result` is a three-way fit, `periods` (T,) the number of each year's period, `base` that of the base.
    A pair of which a period has no trade is NaN there, and everywhere where the base has none.
    """
    panel, fit = result.panel, result.fit
    factor = own_part(panel, fit)
    places = np.array(pairs, np.int64).reshape(-1, 2)
    sides = [(places[:, 0], places[:, 1])]
    if not directed:
        sides.append(_turned(panel.exporters, panel.importers, places))
    trade, expected = [], []
    for i, j in sides:
        weight = fit.weight[i, :, j] * (i >= 0)[:, None] * (j >= 0)[:, None]
        country_years = np.exp(fit.exporter_year[i] + fit.importer_year[:, j].T)
        trade.append(panel.trade[i, :, j] * weight)
        expected.append(country_years * factor[i, :, j] * weight)
    coefficients = _fitted(np.stack(trade, 1), np.stack(expected, 1), periods, base)
    size = sum((fit.mu[i, :, j].sum(axis=1) for i, j in sides), np.zeros(len(places)))
    return Moves(tuple((int(i), int(j)) for i, j in places), coefficients, size)


def _turned(exporters: Sequence[str], importers: Sequence[str], places: Indices) -> tuple[Indices, Indices]:
    """Return the places of the other direction, -1 where the panel does not have it."""
    sells = {country: i for i, country in enumerate(exporters)}
    buys = {country: j for j, country in enumerate(importers)}
    return (
        np.array([sells.get(importers[j], -1) for _, j in places], np.int64),
        np.array([buys.get(exporters[i], -1) for i, _ in places], np.int64),
    )


def _fitted(trade: Numbers, expected: Numbers, periods: Indices, base: int) -> Numbers:
    """Fit y_dt = c_d m_dt exp(b_k(t)) for P pairs of D directions at once, by proportional fitting.

    `trade` and `expected` (P, D, T).
    """
    count = int(periods.max()) + 1
    chosen = np.eye(count)[periods]
    by_period, by_side = trade.sum(axis=1) @ chosen, trade.sum(axis=2)
    change = np.where(by_period > 0, 1.0, 0.0)
    before = change
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(_ROUNDS):
            awaited = np.einsum("pdt,pt->pd", expected, change[:, periods])
            side = np.where(awaited > 0, by_side / awaited, 0.0)
            awaited = np.einsum("pdt,pd->pt", expected, side) @ chosen
            change = np.where(awaited > 0, by_period / awaited, 0.0)
            change /= np.where(change[:, [base]] > 0, change[:, [base]], 1.0)
            if np.max(np.abs(change - before) / (1 + change), initial=0.0) < _SETTLED:
                break
            before = change
        found = np.log(change)
    found[by_period[:, base] <= 0] = np.nan
    return np.where(np.isfinite(found), found, np.nan)


def alike(made: Moves, size: float, count: int) -> Marks:
    """Mark the `count` pairs, all periods known, that are nearest in size."""
    known = np.isfinite(made.coefficients).all(axis=1) & (made.size > 0)
    distance = np.where(known, np.abs(np.log(np.where(known, made.size, 1.0)) - np.log(size)), np.inf)
    marks = np.zeros(len(known), np.bool_)
    marks[np.argsort(distance, kind="stable")[: min(count, int(known.sum()))]] = True
    return marks
