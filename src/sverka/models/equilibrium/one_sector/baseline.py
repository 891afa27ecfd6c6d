"""The economy before a shock: who sells how much to whom, and how readily buyers change sellers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]

_FEWEST = 2
_SHOWN = 5


class BaselineError(ValueError):
    """A baseline that has no equilibrium; the message names and counts what is wrong."""


class NotSquare(BaselineError):
    """Trade has not one row and one column a country."""

    def __init__(self, shape: tuple[int, ...], count: int) -> None:
        super().__init__(
            f"Trade has the shape {shape} and there are {count} countries: it must be {count} by {count}, "
            "exporters down and importers across, domestic sales on the diagonal, two countries or more."
        )


class CountriesRepeated(BaselineError):
    """A country stands twice."""

    def __init__(self, repeated: list[str]) -> None:
        super().__init__(
            f"Countries stand twice: {_listed(repeated)}. Add up their rows and columns, or name them apart."
        )


class FlowNotNumber(BaselineError):
    """A flow is no finite number."""

    def __init__(self, flows: list[str]) -> None:
        super().__init__(
            f"{len(flows)} flows are no finite numbers: {_listed(flows)}. "
            "Missing is not zero: fill them in by a rule of yours, or leave the countries out."
        )


class NegativeFlow(BaselineError):
    """A flow is below zero."""

    def __init__(self, flows: list[str]) -> None:
        super().__init__(
            f"{len(flows)} flows are negative: {_listed(flows)}. "
            "A sale cannot be below zero: correct them, or leave the countries out."
        )


class NoDomesticSales(BaselineError):
    """A country sells nothing to itself."""

    def __init__(self, countries: list[str]) -> None:
        super().__init__(
            f"Without domestic sales: {_listed(countries)}. Domestic sales are output less exports; where "
            "that is zero or below, exports hold goods made elsewhere: take a source that leaves re-exports "
            "out, or leave the countries out."
        )


class SigmaTooLow(BaselineError):
    """The elasticity of substitution is not above one."""

    def __init__(self, sigma: float) -> None:
        super().__init__(
            f"The elasticity of substitution is {sigma:g}; it must be above 1 (the trade elasticity, "
            "sigma - 1, above 0), or dearer goods would be bought more. Values from 3 to 8 are usual."
        )


class NotConnected(BaselineError):
    """Some countries trade with none of the others."""

    def __init__(self, apart: list[str]) -> None:
        super().__init__(
            f"Without any trade with the others: {_listed(apart)}. Nothing ties their prices to the others'; "
            "leave them out, or take a year in which they trade."
        )


class UnknownCountry(KeyError):
    """A country is not in the baseline."""

    def __init__(self, country: str, countries: tuple[str, ...]) -> None:
        super().__init__(
            f"{country} is not among the {len(countries)} countries of the baseline ({_listed(countries)}). "
            "Choose one of them, or build the baseline with it."
        )

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, eq=False)
class OneSector:
    """N countries and what they sell one another; validated as it is built, its arrays cannot be written.

    `trade` (N, N): sales of the row's country to the column's, domestic sales on the diagonal, in any
    currency; zeros abroad are allowed and stay zero under every change of costs. `sigma`: elasticity of
    substitution between the goods of different countries, above 1; the trade elasticity is sigma - 1.
    Raises NotSquare, CountriesRepeated, FlowNotNumber, NegativeFlow, NoDomesticSales, NotConnected and
    SigmaTooLow.
    """

    countries: tuple[str, ...]
    trade: Numbers
    sigma: float

    def __post_init__(self) -> None:
        trade = np.array(self.trade, np.float64)
        count = len(self.countries)
        if trade.shape != (count, count) or count < _FEWEST:
            raise NotSquare(trade.shape, count)
        if len(set(self.countries)) < count:
            raise CountriesRepeated(
                sorted({name for name in self.countries if self.countries.count(name) > 1})
            )
        if not np.isfinite(trade).all():
            raise FlowNotNumber(self._flows(~np.isfinite(trade)))
        if (trade < 0).any():
            raise NegativeFlow(self._flows(trade < 0, trade))
        silent = np.flatnonzero(trade.diagonal() == 0)
        if len(silent):
            raise NoDomesticSales([self.countries[row] for row in silent])
        apart = _apart(trade)
        if len(apart):
            raise NotConnected([self.countries[row] for row in apart])
        if not (np.isfinite(self.sigma) and self.sigma > 1):
            raise SigmaTooLow(self.sigma)
        trade.flags.writeable = False
        object.__setattr__(self, "trade", trade)

    @cached_property
    def theta(self) -> float:
        """Return 1 - sigma, below 0: the power of a price or cost in sales."""
        return 1.0 - self.sigma

    @cached_property
    def output(self) -> Numbers:
        """Return what each country sells, (N,)."""
        sold: Numbers = self.trade.sum(axis=1)
        return sold

    @cached_property
    def expenditure(self) -> Numbers:
        """Return what each country buys, (N,)."""
        bought: Numbers = self.trade.sum(axis=0)
        return bought

    @cached_property
    def shares(self) -> Numbers:
        """Return each seller's part of each buyer's expenditure, (N, N), columns adding up to 1."""
        return self.trade / self.expenditure

    def place(self, country: str) -> int:
        """Return the row and column of a country. Raises UnknownCountry."""
        if country not in self.countries:
            raise UnknownCountry(country, self.countries)
        return self.countries.index(country)

    def _flows(self, where: NDArray[np.bool_], values: Numbers | None = None) -> list[str]:
        return [
            f"{self.countries[i]}>{self.countries[j]}" + ("" if values is None else f" ({values[i, j]:g})")
            for i, j in np.argwhere(where)
        ]


def _apart(trade: Numbers) -> Indices:
    """Return the countries that no chain of trade, in whichever direction, ties to the busiest one."""
    trades = (trade > 0) | (trade.T > 0)
    reached = trades[np.argmax(trades.sum(axis=0))]
    while True:
        further = trades[reached].any(axis=0)
        if (further == reached).all():
            return np.flatnonzero(~reached)
        reached = further


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
