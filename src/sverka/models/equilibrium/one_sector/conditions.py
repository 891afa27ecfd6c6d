"""The conditions of equilibrium, each a short function named as in docs/notation.md.

N countries; theta = 1 - sigma; q = p^theta, prices at the factory to the power theta; M (N, N), shares of
the baseline with the shock's direct effect on them. Everything is a change from the baseline, so costs,
preferences and quantities themselves are not needed (Dekle, Eaton and Kortum 2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Numbers

_CLOSE = 1e-9


class BooksDoNotClose(ArithmeticError):
    """The redundant condition fails: the solver is wrong, not the data."""

    def __init__(self, what: str, gap: float) -> None:
        super().__init__(
            f"{what} by {gap:.1e} of the world's output. This cannot be where every market clears: "
            "please report it with the baseline and the shock."
        )


def direct_effect(shares: Numbers, costs: Numbers, theta: float) -> Numbers:
    """Return M (N, N): shares times the factors on costs to the power theta, prices and incomes as before."""
    return shares * costs**theta


def resistance(q: Numbers, m: Numbers) -> Numbers:
    """Return P^theta (N,): what each buyer's price index does, to the power theta."""
    return q @ m


def sales(q: Numbers, m: Numbers, resistance_: Numbers, spent: Numbers) -> Numbers:
    """Return what each country sells (N,), of what all `spent`, without the matrix of trade."""
    return q * (m @ (spent / resistance_))


def trade(q: Numbers, m: Numbers, resistance_: Numbers, spent: Numbers) -> Numbers:
    """Return who sells what to whom (N, N)."""
    return q[:, None] * m * (spent / resistance_)


def market_clearing(income: Numbers, sold: Numbers) -> Numbers:
    """Return the gap of each market (N,): sales over income, less 1."""
    return sold / income - 1.0


def adding_up(trade_: Numbers, income: Numbers, spent: Numbers) -> None:
    """Check the redundant conditions: purchases add up to spending, the world spends what it earns.

    Raises BooksDoNotClose.
    """
    world = income.sum()
    gaps = {
        "Purchases differ from what is spent": np.abs(trade_.sum(axis=0) - spent).max() / world,
        "Sales differ from incomes": np.abs(trade_.sum(axis=1) - income).max() / world,
        "The world's spending differs from its income": abs(spent.sum() - world) / world,
    }
    for what, gap in gaps.items():
        if not gap < _CLOSE:
            raise BooksDoNotClose(what, float(gap))
