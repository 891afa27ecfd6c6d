"""Newton's method on the markets, in logarithms of prices: a price cannot turn negative."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from sverka.models.equilibrium.one_sector.closure import Closure, Spending, spending
from sverka.models.equilibrium.one_sector.conditions import market_clearing, resistance, trade

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector

_LONGEST = 1.0
_HALVINGS = 12
_SETTLED = 1e-5  # the next step would be its square: gaps alone say little of a country that hardly trades


@dataclass(frozen=True, eq=False)
class Markets:
    """All markets at log prices `x` (N,), given M (N, N), endowments (N,) and how deficits are closed."""

    baseline: OneSector
    m: Numbers
    endowments: Numbers
    closure: Closure
    x: Numbers

    @cached_property
    def q(self) -> Numbers:
        """Return p^theta, (N,)."""
        return np.exp(self.baseline.theta * self.x)

    @cached_property
    def income(self) -> Numbers:
        """Return what each country makes at these prices, (N,)."""
        return self.baseline.output * self.endowments * np.exp(self.x)

    @cached_property
    def spending(self) -> Spending:
        """Return what each country spends, with its derivatives."""
        return spending(self.closure, self.baseline, self.income)

    @cached_property
    def resistance(self) -> Numbers:
        """Return P^theta, (N,)."""
        return resistance(self.q, self.m)

    @cached_property
    def trade(self) -> Numbers:
        """Return who sells what to whom, (N, N)."""
        return trade(self.q, self.m, self.resistance, self.spending.value)

    @cached_property
    def shares(self) -> Numbers:
        """Return each seller's part of each buyer's spending, (N, N)."""
        return self.q[:, None] * self.m / self.resistance

    @cached_property
    def gaps(self) -> Numbers:
        """Return sales over income, less 1, of each market (N,)."""
        return market_clearing(self.income, self.trade.sum(axis=1))

    def at(self, x: Numbers) -> Markets:
        """Return the same markets at other prices, those scaled to leave the world's income as it was."""
        income = self.baseline.output * self.endowments
        level = np.log((income * np.exp(x)).sum() / income.sum())
        return Markets(self.baseline, self.m, self.endowments, self.closure, x - level)

    def own_slopes(self) -> Numbers:
        """Return -d gap_i / d x_i (N,), above 0: by how much a market's gap closes as its own price rises."""
        theta, income = self.baseline.theta, self.income
        sold = self.trade.sum(axis=1)
        rivalled = sold - np.einsum("ij,ij->i", self.trade, self.shares)
        slopes: Numbers = (sold - theta * rivalled - self.shares.diagonal() * self.spending.own) / income
        return slopes

    def jacobian(self) -> Numbers:
        """Return d gaps / d x times income, over income, (N, N), made regular.

        Prices only matter relative to one another and one market clears when all others do: the row of
        incomes added to every equation holds the world's income and moves nothing else.
        """
        theta, spent = self.baseline.theta, self.spending
        sold = self.trade.sum(axis=1)
        weighted = self.shares * np.sqrt(-theta * np.maximum(spent.value, 0.0))
        found: Numbers = weighted @ weighted.T  # of one matrix with itself: half the work
        found += self.shares * spent.own
        place = np.arange(len(sold))
        found[place, place] += theta * sold - self.income
        found += np.outer(self.shares @ spent.common, spent.by)
        found /= self.income[:, None]
        found += self.income / self.income.sum()
        return found


class Factored(NamedTuple):
    """A jacobian taken apart once, for several right-hand sides."""

    parts: tuple[Numbers, Numbers]

    @classmethod
    def of(cls, markets: Markets) -> Factored:
        """Take the jacobian of `markets` apart."""
        return cls(lu_factor(markets.jacobian(), overwrite_a=True, check_finite=False))

    def solve(self, right: Numbers) -> Numbers:
        """Return the change of x (N,) or (N, K) that changes the gaps by `right`."""
        found: Numbers = lu_solve(self.parts, right, check_finite=False)
        return found


class Step(NamedTuple):
    """What the steps came to: the markets, the largest gap after each step."""

    markets: Markets
    history: tuple[float, ...]


def newton(markets: Markets, tolerance: float, most: int) -> Step:
    """Clear the markets from where they are; returns also where that fails, at the best point."""
    history: list[float] = []
    gap = float(np.abs(markets.gaps).max())
    for _ in range(most):
        dx = Factored.of(markets).solve(-markets.gaps)
        longest = float(np.abs(dx).max())
        if not np.isfinite(longest):
            break
        ahead, reached = _shortened(markets, dx * (_LONGEST / max(longest, _LONGEST)), gap)
        if reached < gap:
            markets, gap = ahead, reached
        elif gap >= tolerance:
            break
        history.append(gap)
        if gap < tolerance and longest < _SETTLED:
            break
    return Step(markets, tuple(history))


def _shortened(markets: Markets, dx: Numbers, gap: float) -> tuple[Markets, float]:
    """Halve the step until it closes some of the gap; at round-off the last half is returned as it is."""
    for half in range(_HALVINGS):
        ahead = markets.at(markets.x + dx / 2**half)
        reached = float(np.abs(ahead.gaps).max())
        if reached < gap and (ahead.spending.value > 0).all():
            break
    return ahead, reached
