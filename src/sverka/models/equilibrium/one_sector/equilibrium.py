"""What a shock does to every country: the answer of `solve`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.convergence import Convergence
    from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector
    from sverka.models.equilibrium.one_sector.closure import Closure
    from sverka.models.equilibrium.one_sector.shock import CostShock


class Level(StrEnum):
    """How much may adjust (Yotov and others 2016, chapter 2; Head and Mayer 2014).

    PARTIAL: nothing but the flows whose costs change; budgets do not add up. CONDITIONAL: price indices of
    buyers and outlets of sellers, incomes and spending as before. FULL: incomes and spending too.
    """

    PARTIAL = "partial"
    CONDITIONAL = "conditional"
    FULL = "full endowment"


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """The economy after a shock, beside the one before it.

    `baseline` is what it is compared with (under Closure.BALANCED the one without deficits). `prices` (N,)
    and `price_index` (N,): factors on prices at the factory and on what buyers pay, in units in which the
    world's output at baseline endowments keeps its value. `trade` (N, N), `output` and `expenditure` (N,):
    in the baseline's currency, at that numeraire. `convergence` says how the solver went.
    """

    baseline: OneSector
    shock: CostShock
    closure: Closure
    level: Level
    prices: Numbers
    price_index: Numbers
    trade: Numbers
    output: Numbers
    expenditure: Numbers
    convergence: Convergence

    def __str__(self) -> str:
        """Say what was held and how the solver went: the line to print over any figure."""
        went = self.convergence
        gap = f", largest gap {went.history[-1]:.0e}" if went.history else ""
        end = "arrived" if went.arrived else "not arrived"
        return (
            f"{self.level.capitalize()} equilibrium of {len(self.prices)} countries, sigma "
            f"{self.baseline.sigma:g}; {self.closure}; {end} after {went.steps} steps{gap}"
        )

    @property
    def real_output(self) -> Numbers:
        """Return factors on output in units of what its country buys, (N,): the Advanced Guide's real GDP."""
        factors: Numbers = self.output / self.baseline.output / self.price_index
        return factors

    @property
    def real_expenditure(self) -> Numbers:
        """Return factors on what each country can buy, deficits with it, (N,): welfare."""
        factors: Numbers = self.expenditure / self.baseline.expenditure / self.price_index
        return factors

    @property
    def outward_resistance(self) -> Numbers:
        """Return factors on what sellers bear of all their costs, (N,)."""
        scaled: Numbers = self.output / self.baseline.output * self.prices**-self.baseline.theta
        factors: Numbers = scaled ** (1 / self.baseline.theta)
        return factors

    @property
    def exports(self) -> Numbers:
        """Return factors on what each country sells abroad, (N,); nothing sold abroad before gives NaN."""
        before = self.baseline.output - self.baseline.trade.diagonal()
        after = self.trade.sum(axis=1) - self.trade.diagonal()
        factors: Numbers = np.divide(after, before, out=np.full(len(before), np.nan), where=before > 0)
        return factors

    def flow(self, exporter: str, importer: str) -> tuple[float, float]:
        """Return a flow before and after, in the baseline's currency. Raises UnknownCountry."""
        cell = self.baseline.place(exporter), self.baseline.place(importer)
        return float(self.baseline.trade[cell]), float(self.trade[cell])

    def in_prices_of(self, country: str) -> Equilibrium:
        """Return the same equilibrium with that country's price index held at 1, as the Guide has it.

        Ratios of prices and real figures of the full equilibrium are untouched; below it incomes stand still,
        only the price index is in another unit. Raises UnknownCountry.
        """
        unit = self.price_index[self.baseline.place(country)]
        index = self.price_index / unit
        if self.level is not Level.FULL:
            return replace(self, price_index=index)
        return replace(
            self,
            prices=self.prices / unit,
            price_index=index,
            trade=self.trade / unit,
            output=self.output / unit,
            expenditure=self.expenditure / unit,
        )
