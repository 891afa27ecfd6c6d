"""What `target` answers: the change that reaches the goal, or that none within the bounds does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.convergence import Convergence
    from sverka.models.equilibrium.one_sector.baseline import Numbers
    from sverka.models.equilibrium.one_sector.equilibrium import Equilibrium
    from sverka.models.equilibrium.one_sector.goal import Goal, Instrument


@dataclass(frozen=True)
class Change:
    """What becomes of one instrument: `factor` on its costs, 0.83 for a cut by 17 %.

    `direct`: what the factor alone does to a flow, factor^(1 - sigma), all prices and incomes as before.
    `naive`: the factor that this partial view would call for, bounds aside; None where no instrument touches
    the goal's flows themselves, so that it has no answer.
    """

    instrument: Instrument
    factor: float
    direct: float
    naive: float | None

    def __str__(self) -> str:
        """Say the change in words, beside the naive one."""
        naive = "no answer" if self.naive is None else f"{100 * (self.naive - 1):+.1f} %"
        return (
            f"{self.instrument.name} {100 * self.ad_valorem:+.1f} % of the price at the destination "
            f"({naive} if nothing else moved)"
        )

    @property
    def ad_valorem(self) -> float:
        """Return the change as a part of the price at the destination: -0.17 for a cut by 17 %."""
        return self.factor - 1.0

    def beside(self, effects: Mapping[str, float]) -> dict[str, float]:
        """Return how many times each estimated effect (a gravity coefficient, in logs) the change is.

        A coefficient of 0.56 of an agreement gives 2.0 where the change does to a flow what two would.
        """
        return {name: float(np.log(self.direct)) / effect for name, effect in effects.items()}


@dataclass(frozen=True, eq=False)
class Answer:
    """The smallest change that reaches the goal, and the world after it.

    `before` and `reached` are the goal's flows before (under Closure.BALANCED: without deficits) and after,
    `changes` one an instrument in the order given. `after` is the equilibrium there; its closure belongs to
    the answer.
    """

    goal: Goal
    before: float
    reached: float
    changes: tuple[Change, ...]
    after: Equilibrium
    convergence: Convergence

    def __str__(self) -> str:
        """Say in words what it would take."""
        wanted = f"{self.goal.name} of {self.goal.value:,.0f} ({self.before:,.0f} before)"
        return f"{wanted} takes {'; '.join(map(str, self.changes))}. {self.after}."

    def gains(self) -> list[tuple[str, float]]:
        """Return countries with the per cent change of real output, the largest gain first."""
        return _ordered(self.after.baseline.countries, 100 * (self.after.real_output - 1))

    def diversion(self, importer: str, seller: str) -> list[tuple[str, float]]:
        """Return what others' sales to `importer` lose (-) or gain, in its currency, the largest loss first.

        `seller` and domestic sales are left out. Raises UnknownCountry.
        """
        baseline = self.after.baseline
        column = baseline.place(importer)
        change = self.after.trade[:, column] - baseline.trade[:, column]
        listed = _ordered(baseline.countries, change)
        return [(name, value) for name, value in reversed(listed) if name not in {importer, seller}]


@dataclass(frozen=True, eq=False)
class NoSuchChange:
    """No change of the instruments within their bounds reaches the goal.

    `nearest`: the sum of the goal's flows where it comes nearest, `factors` on costs there, `after` the
    equilibrium there. `limit`: what kept an instrument from going to its bound, empty where nothing did.
    """

    goal: Goal
    before: float
    nearest: float
    instruments: tuple[Instrument, ...]
    factors: tuple[float, ...]
    after: Equilibrium
    limit: str

    def __str__(self) -> str:
        moved = "; ".join(
            f"{instrument.name} at {factor:g} times what they are "
            f"(allowed {instrument.least:g} to {instrument.most:g})"
            for instrument, factor in zip(self.instruments, self.factors, strict=True)
        )
        limit = f" {self.limit}" if self.limit else ""
        return (
            f"No such change within these bounds: {self.goal.name} of {self.goal.value:,.0f} was wanted, "
            f"{self.before:,.0f} is what it is, {self.nearest:,.0f} the nearest that can be had, "
            f"with {moved}.{limit} Widen the bounds, name further instruments, or ask for less."
        )


def _ordered(countries: tuple[str, ...], values: Numbers) -> list[tuple[str, float]]:
    return sorted(zip(countries, map(float, values), strict=True), key=lambda entry: -entry[1])
