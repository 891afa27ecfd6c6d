"""How the labour markets answer wages: the derivatives that Newton's method needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.many_sectors.closure import deficits_response

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.conditions import Case
    from sverka.models.equilibrium.many_sectors.economy import Numbers
    from sverka.models.equilibrium.many_sectors.state import State

_MOST = 200


def labour_response(case: Case, state: State, close: float) -> Numbers:
    """Return the derivatives (N, N) of `labour_market`'s values with respect to log wages.

    To about `close`: prices and spending answer in rounds through the inputs, and the rounds are stopped
    where one brings less. Where countries hardly trade, the derivatives themselves are that small.
    """
    economy = case.economy
    costs, prices = _price_response(case, state, close)
    sold_at_prices, revenue = _substitution(case, state, costs, prices)
    value_added = state.value_added
    incomes = np.diag(value_added) + deficits_response(
        case.closure, economy.deficits, economy.value_added, value_added
    )
    sold = _spending_response(case, state, sold_at_prices, incomes + revenue, close)
    earned = np.einsum("si,sim->im", economy.value_added_shares, sold)
    now = (economy.value_added_shares * state.sold).sum(axis=0)
    return np.asarray((earned - np.diag(now)) / value_added[:, None])


def _price_response(case: Case, state: State, close: float) -> tuple[Numbers, Numbers]:
    economy = case.economy
    s, n = economy.final_shares.shape
    own = np.zeros((s, n, n))
    own[:, range(n), range(n)] = economy.value_added_shares
    inputs = np.ascontiguousarray(economy.inputs.transpose(0, 2, 1))
    shares = np.ascontiguousarray(state.shares.transpose(0, 2, 1))
    prices = np.matmul(shares, own)
    for _ in range(_MOST):
        costs = own + np.matmul(inputs, prices.transpose(1, 0, 2)).transpose(1, 0, 2)
        after = np.matmul(shares, costs)
        change = float(np.abs(after - prices).max())
        prices = after
        if change < close:
            break
    return costs, prices


def _substitution(case: Case, state: State, costs: Numbers, prices: Numbers) -> tuple[Numbers, Numbers]:
    """Return how sales (S, N, N) and revenue (N, N) change with the shares, spending held."""
    theta = case.theta[:, :, None]
    flows = state.received * state.spending[:, None, :]
    sold = theta * (np.matmul(flows, prices) - state.sold[:, :, None] * costs)
    kept = np.matmul(flows.transpose(0, 2, 1), costs) - flows.sum(axis=1)[:, :, None] * prices
    return sold, np.asarray((theta * kept).sum(axis=0))


def _spending_response(
    case: Case, state: State, sold_at_prices: Numbers, incomes: Numbers, close: float
) -> Numbers:
    economy = case.economy
    final = economy.final_shares[:, :, None]
    rate = (1 - state.received.sum(axis=1))[:, :, None]
    sold = sold_at_prices
    spending = np.zeros_like(sold)
    scale = state.value_added[:, None]
    for _ in range(_MOST):
        used = np.matmul(economy.inputs, sold.transpose(1, 0, 2)).transpose(1, 0, 2)
        after = used + final * (incomes + (rate * spending).sum(axis=0))
        change = float(np.abs((after - spending) / scale).max())
        spending = after
        sold = sold_at_prices + np.matmul(state.received, spending)
        if change < close:
            break
    return np.asarray(sold)
