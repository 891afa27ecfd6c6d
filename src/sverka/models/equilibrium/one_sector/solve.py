"""Solve for what a shock does: partial, conditional or full endowment equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.equilibrium.one_sector.anderson import accelerate
from sverka.models.equilibrium.one_sector.baseline import OneSector
from sverka.models.equilibrium.one_sector.closure import Closure, expenditure
from sverka.models.equilibrium.one_sector.conditions import adding_up, direct_effect, resistance, sales
from sverka.models.equilibrium.one_sector.equilibrium import Equilibrium, Level
from sverka.models.equilibrium.one_sector.newton import Markets, Step, newton
from sverka.models.equilibrium.one_sector.shock import CostShock

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.equilibrium.one_sector.baseline import Numbers

TOLERANCE = 1e-11
"""A market counts as cleared where sales are this close to income, as a part of it."""

_ROUGH = 1e-7
_SWEEPS = 60
_STEPS = 50
_MARGIN_SWEEPS = 5000
_LEAST_SPENT = 1e-6
_STAGES = 40


class NotArrived(ArithmeticError):
    """The solver stopped before the conditions held; `last` is the state in which it stopped."""

    def __init__(self, last: Equilibrium) -> None:
        self.last = last
        super().__init__(
            f"No equilibrium was found ({last.level} level, {last.closure}): {last.convergence.why} "
            "The state in which it stopped is in `last`. Try a smaller shock, the shock in several steps "
            "each from the last one's prices, or another closure of deficits."
        )


def solve(
    baseline: OneSector,
    shock: CostShock,
    closure: Closure = Closure.RATIO,
    level: Level = Level.FULL,
    start: Equilibrium | None = None,
    most: int = _STEPS,
) -> Equilibrium:
    """Return the equilibrium after `shock`; `start` is one to begin from, `most` bounds Newton's steps.

    Raises ShockOfOtherShape, and NotArrived with the last state.
    """
    shock.fits(baseline)
    if closure is Closure.BALANCED and level is Level.FULL:
        baseline = balanced(baseline)
    m = direct_effect(baseline.shares, shock.costs, baseline.theta)
    if level is Level.PARTIAL:
        return _partial(baseline, shock, closure, m)
    if level is Level.CONDITIONAL:
        return _conditional(baseline, shock, closure, m)
    x = np.zeros(len(m)) if start is None else np.log(start.prices)
    return _full(Markets(baseline, m, shock.endowments, closure, x), shock, most)


def balanced(baseline: OneSector) -> OneSector:
    """Return the baseline in which every country spends what it earns, costs as they are.

    Raises NotArrived.
    """
    still = CostShock.of(baseline)
    start = Markets(baseline, baseline.shares, still.endowments, Closure.BALANCED, np.zeros(len(still.costs)))
    without = _full(start, still, _STEPS)
    return OneSector(baseline.countries, without.trade, baseline.sigma)


def _full(markets: Markets, shock: CostShock, most: int) -> Equilibrium:
    """Come near by the accelerated iteration, whose steps are cheap, then arrive by Newton's method."""
    with np.errstate(all="ignore"):  # a wild step is taken back, and `history` shows it
        rough = accelerate(_tatonnement(markets), markets.x, _ROUGH, _SWEEPS)
    found = newton(markets.at(rough.point), TOLERANCE, most)
    if _worst(found.markets):
        found = _in_stages(markets, shock, most) or found
    history = (*rough.history, *found.history)
    last = _equilibrium(found.markets, shock, _record(history, TOLERANCE, _worst(found.markets)))
    if not last.convergence.arrived:
        raise NotArrived(last)
    adding_up(last.trade, last.output, last.expenditure)
    return last


def _in_stages(markets: Markets, shock: CostShock, most: int) -> Step | None:
    """Raise the shock bit by bit, each time from the last prices; None where that ends on the way."""
    x, found = np.zeros(len(markets.x)), None
    for part in np.linspace(0.0, 1.0, _STAGES + 1):
        m = direct_effect(markets.baseline.shares, shock.costs**part, markets.baseline.theta)
        here = Markets(markets.baseline, m, shock.endowments**part, markets.closure, x)
        found = newton(here, TOLERANCE, most)
        if _worst(found.markets):
            return None
        x = found.markets.x
    return found


def _tatonnement(markets: Markets) -> Callable[[Numbers], Numbers]:
    """Return the step that moves every log price by its market's gap over the gap's own slope.

    Goods are gross substitutes where sigma > 1, so raising the price of what is in demand leads home; with
    one slope for all (sigma, as Baier, Yotov and Zylkin 2019 have it) countries that trade little crawl.
    """
    baseline, m = markets.baseline, markets.m
    made = baseline.output * markets.endowments
    least = _LEAST_SPENT * baseline.expenditure
    slopes = markets.own_slopes()

    def step(x: Numbers) -> Numbers:
        q = np.exp(baseline.theta * x)
        income = made * np.exp(x)
        spent = np.maximum(expenditure(markets.closure, baseline, income), least)
        ahead = x + np.log(sales(q, m, resistance(q, m), spent) / income) / slopes
        found: Numbers = ahead - np.log((made * np.exp(ahead)).sum() / made.sum())
        return found

    return step


def _worst(markets: Markets) -> str:
    """Return which condition fails most, or nothing where all hold."""
    countries, spent = markets.baseline.countries, markets.spending.value
    if not (spent > 0).all():
        where = int(np.argmin(spent))
        return f"{countries[where]} would have to spend {spent[where]:,.0f}, less than nothing."
    gaps = markets.gaps
    where = int(np.argmax(np.where(np.isfinite(gaps), np.abs(gaps), np.inf)))
    if abs(gaps[where]) < TOLERANCE:
        return ""
    gap = f"{100 * gaps[where]:+.3g} %"
    return f"The worst market is that of {countries[where]}: sales differ from income by {gap}."


def _equilibrium(markets: Markets, shock: CostShock, convergence: Convergence) -> Equilibrium:
    return Equilibrium(
        baseline=markets.baseline,
        shock=shock,
        closure=markets.closure,
        level=Level.FULL,
        prices=np.exp(markets.x),
        price_index=markets.resistance ** (1 / markets.baseline.theta),
        trade=markets.trade,
        output=markets.income,
        expenditure=markets.spending.value,
        convergence=convergence,
    )


def _conditional(baseline: OneSector, shock: CostShock, closure: Closure, m: Numbers) -> Equilibrium:
    """Fit the flows to the outputs and expenditures that they had, as PPML with a given cost would.

    Prices at the factory stand still; what the sellers' outlets do to them is the first step towards the
    full equilibrium, and sets the unit here too.
    """
    output, spent, theta = baseline.output, baseline.expenditure, baseline.theta

    def sellers(log_buyers: Numbers) -> Numbers:
        factors: Numbers = output / (m @ (spent * np.exp(log_buyers)))
        return factors

    found = accelerate(lambda b: -np.log(sellers(b) @ m), np.zeros(len(m)), TOLERANCE, _MARGIN_SWEEPS)
    a = sellers(found.point)
    unit = (output * a ** (1 / theta)).sum() / output.sum()
    trade = a[:, None] * m * (spent * np.exp(found.point))
    arrived = found.history[-1] < TOLERANCE
    gaps = np.abs(trade.sum(axis=0) / spent - 1)
    where = int(np.argmax(gaps))
    why = f"The worst budget is that of {baseline.countries[where]}, off by {100 * gaps[where]:.3g} %."
    last = Equilibrium(
        baseline=baseline,
        shock=shock,
        closure=closure,
        level=Level.CONDITIONAL,
        prices=np.ones(len(m)),
        price_index=np.exp(-found.point / theta) / unit,
        trade=trade,
        output=output,
        expenditure=spent,
        convergence=_record(found.history, TOLERANCE, "" if arrived else why),
    )
    if not arrived:
        raise NotArrived(last)
    adding_up(trade, output, spent)
    return last


def _partial(baseline: OneSector, shock: CostShock, closure: Closure, m: Numbers) -> Equilibrium:
    still = np.ones(len(m))
    return Equilibrium(
        baseline=baseline,
        shock=shock,
        closure=closure,
        level=Level.PARTIAL,
        prices=still,
        price_index=still,
        trade=m * baseline.expenditure,
        output=baseline.output,
        expenditure=baseline.expenditure,
        convergence=_record((), TOLERANCE, ""),
    )


def _record(history: tuple[float, ...], tolerance: float, why: str) -> Convergence:
    return Convergence(
        arrived=not why,
        steps=len(history),
        inner=0,
        criterion="largest step in log prices, then largest gap of sales over income",
        tolerance=tolerance,
        history=history,
        why=why,
    )
