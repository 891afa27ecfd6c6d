"""The conditions of equilibrium in changes: Caliendo and Parro 2015, definition 2, one function each.

In logs where a value has to be positive. The labour markets' conditions decide the wages; the countries'
balances of trade then hold by Walras' law and are checked, not solved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.many_sectors.closure import deficits_after

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.closure import Closure
    from sverka.models.equilibrium.many_sectors.economy import Economy, Numbers
    from sverka.models.equilibrium.many_sectors.shock import Shock


class Case(NamedTuple):
    """An economy and what changes in it.

    `weights` (S, N, N): shares times the change of trade costs to the power -theta, of spending at unchanged
    supply prices; `net` (S, N, N): 1 / (1 + new tariff), the part of a dollar spent that the seller gets;
    `gain` (S, N): log productivity; `theta` (S, 1).
    """

    economy: Economy
    closure: Closure
    weights: Numbers
    net: Numbers
    gain: Numbers
    theta: Numbers


def case_of(economy: Economy, shock: Shock, closure: Closure) -> Case:
    """Lay out what the equations need of an economy and a shock."""
    cost = np.log(shock.costs) + np.log1p(shock.tariffs) - np.log1p(economy.tariffs)
    theta = economy.elasticities
    weights = economy.shares * np.exp(-theta[:, None, None] * cost)
    net = 1 / (1 + shock.tariffs)
    return Case(economy, closure, weights, net, np.log(shock.productivity), theta[:, None])


def unit_costs(case: Case, wages: Numbers, prices: Numbers) -> Numbers:
    """Return log changes of unit costs (S, N): the wage and the prices of inputs, by their parts in cost."""
    inputs = np.matmul(prices.T[:, None, :], case.economy.inputs)[:, 0, :].T
    return np.asarray(case.economy.value_added_shares * wages + inputs)


def supply(case: Case, costs: Numbers) -> Numbers:
    """Return unit costs over productivity to the power -theta, (S, N)."""
    return np.asarray(np.exp(-case.theta * (costs - case.gain)))


def price_indices(case: Case, costs: Numbers) -> Numbers:
    """Return log changes of the buyers' price indices (S, N)."""
    mean = np.matmul(supply(case, costs)[:, None, :], case.weights)[:, 0, :]
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(mean) / -case.theta)


def trade_shares(case: Case, costs: Numbers, prices: Numbers) -> Numbers:
    """Return the new shares of origins in spending (S, N, N)."""
    return np.asarray(
        case.weights * supply(case, costs)[:, :, None] * np.exp(case.theta * prices)[:, None, :]
    )


def sales(received: Numbers, spending: Numbers) -> Numbers:
    """Return what sectors sell before tariffs (S, N); `received` (S, N, N) is shares times `Case.net`."""
    return np.asarray(np.matmul(received, spending[:, :, None])[:, :, 0])


def tariff_revenue(received: Numbers, spending: Numbers) -> Numbers:
    """Return what is spent and reaches no seller, by sector and importer (S, N)."""
    return np.asarray((1 - received.sum(axis=1)) * spending)


def income(case: Case, value_added: Numbers, revenue: Numbers) -> Numbers:
    """Return what is spent on final demand (N,): value added, tariff revenue (S, N) and deficit."""
    economy = case.economy
    deficits = deficits_after(case.closure, economy.deficits, economy.value_added, value_added)
    return np.asarray(value_added + revenue.sum(axis=0) + deficits)


def total_spending(case: Case, sold: Numbers, incomes: Numbers) -> Numbers:
    """Return spending by sector and country (S, N): on inputs for what is sold, and of final demand."""
    used = np.matmul(case.economy.inputs, sold.T[:, :, None])[:, :, 0].T
    return np.asarray(used + case.economy.final_shares * incomes)


def labour_market(economy: Economy, sold: Numbers, value_added: Numbers) -> Numbers:
    """Return value added in what is sold less what is earned, as a part of the latter (N,)."""
    earned = (economy.value_added_shares * sold).sum(axis=0)
    return np.asarray(earned / value_added - 1)


def trade_balance(received: Numbers, spending: Numbers, deficits: Numbers) -> Numbers:
    """Return imports less deficit less exports, before tariffs, home trade in both (N,): redundant."""
    bought = (received.sum(axis=1) * spending).sum(axis=0)
    return np.asarray(bought - deficits - sales(received, spending).sum(axis=0))
