"""A world in equilibrium to start from, built from flows, tariffs and input coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.many_sectors.conditions import (
    labour_market,
    sales,
    tariff_revenue,
)
from sverka.models.equilibrium.many_sectors.economy import (
    Economy,
    NegativeEntry,
    numbers,
    place_of,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from sverka.models.equilibrium.many_sectors.economy import Numbers

_CLEARS = 1e-8
_NOTHING = 1e-12


class NoDomesticSales(ValueError):
    """A country sells nothing to itself in any sector."""

    def __init__(self, countries: list[str]) -> None:
        super().__init__(
            f"Without sales at home in any sector: {', '.join(countries)}. Customs data hold no domestic "
            "trade: add output less exports on the diagonal, from input-output tables or national accounts."
        )


class NoProducers(ValueError):
    """A sector is made nowhere."""

    def __init__(self, sectors: list[str]) -> None:
        super().__init__(
            f"Nobody sells anything of {', '.join(sectors)}, so no price of it exists. "
            "Leave the sector out or merge it with another."
        )


class NegativeFinalDemand(ValueError):
    """Inputs for what is sold are more than what is bought."""

    def __init__(self, where: str, amount: float, count: int, part: float) -> None:
        super().__init__(
            f"In {count} places the inputs that output needs are more than all that is bought; the worst "
            f"is {where}, by {amount:.6g}. Together they are {part:.3%} of final demand. Trade, output and "
            "input coefficients come from different sources: use settle(), which sets these final demands to "
            "zero, lets wages and trade move until all markets clear, and reports how much that is."
        )


class MarketsDoNotClear(ValueError):
    """An economy that should be a baseline is not in equilibrium."""

    def __init__(self, where: str, gap: float) -> None:
        super().__init__(
            f"This economy is not in equilibrium: at {where} the gap is {gap:.3%}. "
            "Build it with build_baseline(), or with settle() where the data do not fit together."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Accounts:
    """What a user brings; S sectors, N countries, one unit of money.

    `trade` (S, N, N) sales of s from i to j before tariffs, with domestic sales at i = j; `tariffs` (S, N, N)
    rates, zero at home; `inputs` (N, S, S) of country j: spending on s, tariffs included, per dollar that u
    sells; `value_added_shares` (S, N) the rest of that dollar; `elasticities` (S,).
    """

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    trade: npt.ArrayLike
    tariffs: npt.ArrayLike
    inputs: npt.ArrayLike
    value_added_shares: npt.ArrayLike
    elasticities: npt.ArrayLike


@dataclass(frozen=True, eq=False, kw_only=True)
class Baseline:
    """An economy in equilibrium; `spending` (S, N) by sector and buying country, tariffs included."""

    economy: Economy
    spending: Numbers

    def __post_init__(self) -> None:
        """Check that every market clears."""
        economy = self.economy
        shape = economy.final_shares.shape
        object.__setattr__(self, "spending", numbers("spending", self.spending, shape))
        self.spending.flags.writeable = False
        sold = self.output
        excess = np.abs(labour_market(economy, sold, economy.value_added))
        if excess.max() > _CLEARS:
            raise MarketsDoNotClear(
                f"the labour market of {economy.countries[int(excess.argmax())]}", float(excess.max())
            )
        used = np.matmul(economy.inputs, sold.T[:, :, None])[:, :, 0].T
        gap = np.abs(self.spending - used - economy.final_shares * self.income) / economy.value_added
        if gap.max() > _CLEARS:
            s, j = place_of(gap.argmax(), gap)
            where = f"what {economy.countries[j]} spends on {economy.sectors[s]}"
            raise MarketsDoNotClear(where, float(gap.max()))

    @property
    def trade(self) -> Numbers:
        """Return sales before tariffs (S, N, N)."""
        return np.asarray(self.economy.shares / (1 + self.economy.tariffs) * self.spending[:, None, :])

    @property
    def output(self) -> Numbers:
        """Return what sectors sell before tariffs (S, N)."""
        return sales(self.economy.shares / (1 + self.economy.tariffs), self.spending)

    @property
    def income(self) -> Numbers:
        """Return what countries spend on final demand (N,)."""
        economy = self.economy
        revenue = tariff_revenue(economy.shares / (1 + economy.tariffs), self.spending)
        return np.asarray(economy.value_added + revenue.sum(axis=0) + economy.deficits)


def build_baseline(accounts: Accounts) -> Baseline:
    """Build a baseline from accounts that fit together; value added, final demand and deficits follow.

    Raises what `Economy` raises, NegativeEntry, NoDomesticSales, NoProducers and NegativeFinalDemand.
    """
    economy, spending, final = economy_of(accounts)
    total = float(final.clip(min=0).sum())
    low = final < -_NOTHING * total
    if low.any():
        s, j = place_of(final.argmin(), final)
        where = f"{economy.sectors[s]} in {economy.countries[j]}"
        part = -float(final[low].sum()) / total
        raise NegativeFinalDemand(where, -float(final[s, j]), int(low.sum()), part)
    return Baseline(economy=economy, spending=spending)


def economy_of(accounts: Accounts) -> tuple[Economy, Numbers, Numbers]:
    """Return the economy, what is spent and what is left of it for final demand (S, N).

    What is left may be negative; the economy's final shares count that as zero. Where nobody buys anything
    the home share is 1, where nobody makes anything value added is all of cost: neither is weighted.
    """
    s, n = len(accounts.sectors), len(accounts.countries)
    trade = numbers("trade", accounts.trade, (s, n, n))
    tariffs = numbers("tariffs", accounts.tariffs, (s, n, n))
    inputs = numbers("inputs", accounts.inputs, (n, s, s))
    value_added_shares = numbers("value_added_shares", accounts.value_added_shares, (s, n))
    _check_flows(accounts, trade)
    sold = trade.sum(axis=2)
    idle = sold <= 0
    inputs.transpose(2, 0, 1)[idle] = 0.0
    value_added_shares[idle] = 1.0
    spent = trade * (1 + tariffs)
    spending = spent.sum(axis=1)
    final = spending - np.matmul(inputs, sold.T[:, :, None])[:, :, 0].T
    demanded = final.clip(min=0)
    economy = Economy(
        countries=accounts.countries,
        sectors=accounts.sectors,
        elasticities=np.asarray(accounts.elasticities, dtype=np.float64),
        tariffs=tariffs,
        shares=_origin_shares(spent, spending),
        inputs=inputs,
        value_added_shares=value_added_shares,
        final_shares=demanded / np.maximum(demanded.sum(axis=0), np.finfo(float).tiny),
        value_added=(value_added_shares * sold).sum(axis=0),
        deficits=trade.sum(axis=(0, 1)) - sold.sum(axis=0),
    )
    return economy, spending, final


def _check_flows(accounts: Accounts, trade: Numbers) -> None:
    if (trade < 0).any():
        s, i, j = place_of(trade.argmin(), trade)
        where = f"{accounts.sectors[s]} from {accounts.countries[i]} to {accounts.countries[j]}"
        raise NegativeEntry("trade", where, float(trade.min()), int((trade < 0).sum()))
    empty = trade.sum(axis=(1, 2)) <= 0
    if empty.any():
        raise NoProducers([accounts.sectors[int(s)] for s in empty.nonzero()[0]])
    home = trade.diagonal(axis1=1, axis2=2).sum(axis=0) <= 0
    if home.any():
        raise NoDomesticSales([accounts.countries[int(j)] for j in home.nonzero()[0]])


def _origin_shares(spent: Numbers, spending: Numbers) -> Numbers:
    bought = spending > 0
    shares = spent / np.where(bought, spending, 1.0)[:, None, :]
    for s, j in zip(*(~bought).nonzero(), strict=True):
        shares[s, j, j] = 1.0
    return np.asarray(shares)
