"""The world after a shock, beside the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.many_sectors import conditions
from sverka.models.equilibrium.many_sectors.closure import deficits_after
from sverka.models.equilibrium.many_sectors.economy import place_of

if TYPE_CHECKING:
    from sverka.models.convergence import Convergence
    from sverka.models.equilibrium.many_sectors.closure import Closure
    from sverka.models.equilibrium.many_sectors.conditions import Case
    from sverka.models.equilibrium.many_sectors.economy import Economy, Numbers
    from sverka.models.equilibrium.many_sectors.shock import Shock
    from sverka.models.equilibrium.many_sectors.state import State


class Gap(NamedTuple):
    """By how much a condition is missed, relative to the country's value added, prices in logs; where."""

    condition: str
    where: str
    size: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Equilibrium:
    """Changes are factors, after over before; money is in the baseline's unit, world value added unchanged.

    `state` holds prices, shares and spending after it; `income_before` (N,) is money; `response` (N, N) the
    derivatives that the last step used, to start the next solution nearby.
    """

    economy: Economy
    shock: Shock
    closure: Closure
    state: State
    response: Numbers
    income_before: Numbers
    convergence: Convergence

    def __str__(self) -> str:
        """Say what was held and how the solver went: the line to print over any figure."""
        went, economy = self.convergence, self.economy
        end = "arrived" if went.arrived else "not arrived"
        gap = f", largest gap {went.history[-1]:.0e}" if went.history else ""
        return (
            f"Equilibrium of {len(economy.countries)} countries and {len(economy.sectors)} sectors; "
            f"{self.closure.value}; {end} after {went.steps} steps{gap}"
        )

    @property
    def wages(self) -> Numbers:
        """Return the factors on wages (N,)."""
        return np.asarray(np.exp(self.state.wages))

    @property
    def prices(self) -> Numbers:
        """Return the factors on buyers' prices by sector and country (S, N)."""
        return np.asarray(np.exp(self.state.prices))

    @property
    def trade(self) -> Numbers:
        """Return sales before tariffs after the shock (S, N, N)."""
        return np.asarray(self.state.received * self.state.spending[:, None, :])

    @property
    def revenue(self) -> Numbers:
        """Return tariff revenue after the shock (N,)."""
        return np.asarray(conditions.tariff_revenue(self.state.received, self.state.spending).sum(axis=0))

    @property
    def deficits(self) -> Numbers:
        """Return the deficits after the shock (N,)."""
        economy = self.economy
        return deficits_after(self.closure, economy.deficits, economy.value_added, self.state.value_added)

    @property
    def income(self) -> Numbers:
        """Return what is spent on final demand after the shock (N,)."""
        return np.asarray(self.state.value_added + self.revenue + self.deficits)

    @property
    def price_index(self) -> Numbers:
        """Return the factors on the price of final demand (N,): prices by their parts in it."""
        return np.asarray(np.exp((self.economy.final_shares * self.state.prices).sum(axis=0)))

    @property
    def real_income(self) -> Numbers:
        """Return the factors on income in constant prices (N,): welfare."""
        return np.asarray(self.income / self.income_before / self.price_index)

    @property
    def real_wages(self) -> Numbers:
        """Return the factors on wages in constant prices (N,)."""
        return np.asarray(self.wages / self.price_index)


def gaps(case: Case, state: State) -> tuple[Gap, ...]:
    """Return the largest gap of each condition, the redundant one too, worst first."""
    economy = case.economy
    received, spending, value_added = state.received, state.spending, state.value_added
    incomes = conditions.income(case, value_added, conditions.tariff_revenue(received, spending))
    deficits = deficits_after(case.closure, economy.deficits, economy.value_added, value_added)
    balance = conditions.trade_balance(received, spending, deficits)
    found = (
        ("unit cost", state.costs - conditions.unit_costs(case, state.wages, state.prices)),
        ("price index", state.prices - conditions.price_indices(case, state.costs)),
        ("spending", (spending - conditions.total_spending(case, state.sold, incomes)) / value_added),
        ("labour market", state.excess),
        ("trade balance", balance / value_added),
    )
    return tuple(
        sorted((_worst(name, gap, economy) for name, gap in found), key=lambda gap: gap.size, reverse=True)
    )


def _worst(name: str, gap: Numbers, economy: Economy) -> Gap:
    size = np.where(np.isfinite(gap), np.abs(gap), np.inf)
    at = place_of(size.argmax(), size)
    country = economy.countries[at[-1]]
    where = f"{economy.sectors[at[0]]} in {country}" if len(at) > 1 else country
    return Gap(name, where, float(size[at]))
