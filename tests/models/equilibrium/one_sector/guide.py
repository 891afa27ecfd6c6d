"""The Advanced Guide's chapter 2: its baselines and counterfactuals, from its data, and what it printed."""

import csv
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from tests.models.gravity.agtpa import SHARED, YEARS, every_year

from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.ppml import fit
from sverka.models.gravity.tensor import Panel

SIGMA = 7.0
REFERENCE = "DEU"
NAFTA = ("CAN", "MEX", "USA")
TWO_WAY = Effects(pairs=Pairs.NONE)


class Experiment(NamedTuple):
    """A baseline, the change of costs, coefficients estimated on the way, and the printed table's name."""

    baseline: OneSector
    shock: CostShock
    coefficients: dict[str, float]
    table: str


@cache
def printed(table: str) -> dict[str, dict[str, float]]:
    """Return the rows of a printed table by country, numbers only."""
    place = SHARED / "notes" / "gravity-reference" / f"{table}.csv"
    if not place.exists():
        pytest.skip("the Advanced Guide's printed results are not here")
    with place.open(encoding="utf-8") as file:
        return {
            row["country"]: {name: float(row[name]) for name in row if name not in {"country", "source"}}
            for row in csv.DictReader(file)
        }


def column(table: str, name: str, countries: tuple[str, ...]) -> Numbers:
    """Return a printed column in the order of `countries`."""
    return np.array([printed(table)[country][name] for country in countries])


@cache
def without_borders() -> Experiment:
    """Application 1: nobody has a border, distance and contiguity as they are (2006)."""
    panel, beta, trade = _fitted_2006()
    shock = np.exp(-beta["border"] / (1 - SIGMA) * (1 - np.eye(len(trade))))
    baseline = OneSector(panel.exporters, trade, SIGMA)
    return Experiment(baseline, CostShock.of_costs(shock), beta, "ch2app1_trade_without_border")


@cache
def without_one_border() -> Experiment:
    """Exercise 1, part A: the average border between Canada and the United States only (2006)."""
    panel, beta, trade = _fitted_2006()
    baseline = OneSector(panel.exporters, trade, SIGMA)
    factor = float(np.exp(-beta["border"] / (1 - SIGMA)))
    shock = CostShock.of(baseline, {("CAN", "USA"): factor, ("USA", "CAN"): factor})
    return Experiment(baseline, shock, beta, "ch2ex1_removing_specific_border_A")


@cache
def without_nafta() -> Experiment:
    """Application 2: costs from pairs' effects (1986-2006), NAFTA's agreement gone in 1994.

    What the Guide prints are changes the other way, from the world without NAFTA to the one with it.
    """
    panel = _part(every_year(), YEARS, ("rta",))
    three_way = fit(panel, Effects(pairs=Pairs.DOMESTIC_POOLED), tolerance=1e-11)
    rta = float(three_way.beta[0])
    gamma = three_way.pair - three_way.pair[0, 0]
    year = _part(every_year(), (1994,), ("dist", "cntg", "lang", "clny", "rta"))
    predicted, second = _second_stage(year, gamma)
    costs = np.where(np.isfinite(gamma), np.exp(gamma), predicted)
    np.fill_diagonal(costs, 1.0)
    costs *= np.exp(rta * year.regressors[4, :, 0, :])
    baseline = OneSector(panel.exporters, _with_margins(costs, year.trade[:, 0, :]), SIGMA)
    factor = float(np.exp(-rta / (1 - SIGMA)))
    pairs = {(a, b): factor for a in NAFTA for b in NAFTA if a != b}
    return Experiment(baseline, CostShock.of(baseline, pairs), {"rta": rta, **second}, "ch2app2_rtas_effects")


@cache
def one_border_estimates() -> dict[str, float]:
    """Exercise 1, part B: the border of Canada and the United States told from the average one (2006)."""
    panel = _fitted_2006()[0]
    pair = np.zeros((len(panel.exporters),) * 2)
    one, other = panel.exporters.index("CAN"), panel.exporters.index("USA")
    pair[one, other] = pair[other, one] = 1.0
    regressors = np.concatenate((panel.regressors, pair[None, :, None, :]))
    regressors[2] -= regressors[3]
    names = ("ln_dist", "cntg", "border", "border_ab")
    fitted = fit(_panel(panel, regressors, names), TWO_WAY, tolerance=1e-12)
    return dict(zip(names, map(float, fitted.beta), strict=True))


@cache
def _fitted_2006() -> tuple[Panel, dict[str, float], Numbers]:
    panel = _part(every_year(), (2006,), ("dist", "cntg"))
    panel.regressors[0] = np.log(panel.regressors[0])
    border = 1.0 - np.eye(len(panel.exporters))
    regressors = np.concatenate((panel.regressors, border[None, :, None, :]))
    panel = _panel(panel, regressors, ("ln_dist", "cntg", "border"))
    fitted = fit(panel, TWO_WAY, tolerance=1e-12)
    return panel, dict(zip(panel.names, map(float, fitted.beta), strict=True)), fitted.mu[:, 0, :]


def _second_stage(year: Panel, gamma: Numbers) -> tuple[Numbers, dict[str, float]]:
    """Return what distance and the like say of the costs of pairs that never traded (PPML, two-way)."""
    observed = np.isfinite(gamma) & ~np.eye(len(gamma), dtype=bool)
    regressors = year.regressors[:4].copy()
    regressors[0] = np.log(regressors[0])
    names = ("ln_dist", "cntg", "lang", "clny")
    panel = Panel(
        year.exporters,
        year.importers,
        year.years,
        np.where(observed, np.exp(np.where(observed, gamma, 0)), 0)[:, None, :],
        observed.astype(float)[:, None, :],
        regressors * observed[:, None, :],
        names,
    )
    fitted = fit(panel, TWO_WAY, tolerance=1e-12)
    level = fitted.exporter_year[:, :1] + fitted.importer_year[0]
    predicted = np.exp(level + np.tensordot(fitted.beta, regressors[:, :, 0, :], 1))
    return predicted, dict(zip(names, map(float, fitted.beta), strict=True))


def _with_margins(costs: Numbers, trade: Numbers) -> Numbers:
    """Return PPML's fit of trade with given costs: outputs and expenditures as observed."""
    output, expenditure = trade.sum(axis=1), trade.sum(axis=0)
    b, moved = np.ones(len(costs)), np.inf
    while moved > 1e-14:
        a = output / (costs @ b)
        ahead = expenditure / (a @ costs)
        moved, b = float(np.abs(ahead / b - 1).max()), ahead
    fitted: Numbers = a[:, None] * costs * b
    return fitted


def _part(panel: Panel, years: tuple[int, ...], names: tuple[str, ...]) -> Panel:
    """Return some years and regressors of a panel."""
    kept = [panel.years.index(year) for year in years]
    chosen = panel.regressors[[panel.names.index(name) for name in names]][:, :, kept]
    return Panel(
        panel.exporters, panel.importers, years, panel.trade[:, kept], panel.weight[:, kept], chosen, names
    )


def _panel(panel: Panel, regressors: Numbers, names: tuple[str, ...]) -> Panel:
    return Panel(panel.exporters, panel.importers, panel.years, panel.trade, panel.weight, regressors, names)
