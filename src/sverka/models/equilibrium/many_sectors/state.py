"""Prices, shares and spending at given wages: two contractions, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.many_sectors import conditions
from sverka.models.equilibrium.many_sectors.acceleration import fixed_point

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.conditions import Case
    from sverka.models.equilibrium.many_sectors.economy import Numbers

_MOST = 400


@dataclass(frozen=True, eq=False)
class State:
    """All that follows from log changes of wages (N,).

    `prices`, `costs` (S, N) log changes; `shares` and `received` (S, N, N); `spending`, `sold` (S, N) and
    `value_added` (N,) in money; `excess` (N,) the labour markets' relative excess demand; `inner` rounds.
    """

    wages: Numbers
    prices: Numbers
    costs: Numbers
    shares: Numbers
    received: Numbers
    spending: Numbers
    sold: Numbers
    value_added: Numbers
    excess: Numbers
    inner: int

    @property
    def error(self) -> float:
        """Return the largest relative excess demand; not a number where the state is none."""
        return float(np.abs(self.excess).max())


def state_at(case: Case, wages: Numbers, near: tuple[Numbers, Numbers], tolerance: float) -> State:
    """Solve for prices and spending at log wages, starting near (prices, spending).

    Log wages are shifted so that the world's value added is what it was: that is the unit of money.
    """
    economy = case.economy
    wages = wages - np.log((economy.value_added * np.exp(wages)).sum() / economy.value_added.sum())
    value_added = economy.value_added * np.exp(wages)

    def next_prices(prices: Numbers) -> Numbers:
        return conditions.price_indices(case, conditions.unit_costs(case, wages, prices))

    found = fixed_point(next_prices, near[0], tolerance, _MOST)
    prices = found.point
    costs = conditions.unit_costs(case, wages, prices)
    shares = conditions.trade_shares(case, costs, prices)
    shares /= shares.sum(axis=1, keepdims=True)
    received = shares * case.net
    revenue_rate = 1 - received.sum(axis=1)

    def next_spending(relative: Numbers) -> Numbers:
        spending = relative * value_added
        sold = conditions.sales(received, spending)
        incomes = conditions.income(case, value_added, revenue_rate * spending)
        return conditions.total_spending(case, sold, incomes) / value_added

    spent = fixed_point(next_spending, near[1] / value_added, tolerance, _MOST)
    spending = spent.point * value_added
    sold = conditions.sales(received, spending)
    return State(
        wages=wages,
        prices=prices,
        costs=costs,
        shares=shares,
        received=received,
        spending=spending,
        sold=sold,
        value_added=value_added,
        excess=conditions.labour_market(economy, sold, value_added),
        inner=found.steps + spent.steps,
    )
