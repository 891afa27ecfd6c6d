"""What should be reached, and by what: a goal for trade, instruments that change its costs."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.many_sectors.shock import position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.many_sectors.economy import Economy, Numbers


class BadGoal(ValueError):
    """A goal or instrument cannot be meant."""

    def __init__(self, why: str, wanted: str) -> None:
        super().__init__(f"This question cannot be answered: {why}. {wanted}.")


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Trade before tariffs on `routes` (exporter, importer) in `sectors`, all where empty, is to be `value`.

    In the baseline's unit of money, world value added unchanged. Turnover of a pair names both directions.
    """

    routes: tuple[tuple[str, str], ...]
    value: float
    sectors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that there is something to reach."""
        if not (isfinite(self.value) and self.value > 0) or not self.routes:
            raise BadGoal(
                f"the goal is {self.value:g} on {len(self.routes)} routes",
                "Name a route and a finite value above 0",
            )


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """Non-tariff costs on `routes` in `sectors` (all where empty) that may change together.

    The factor on them may be from `lowest` to `highest`. `cost` weighs the effort: the mix chosen has the
    least sum of cost times squared log factor, so that ever deeper cuts of one kind are ever dearer.
    """

    name: str
    routes: tuple[tuple[str, str], ...]
    sectors: tuple[str, ...] = ()
    lowest: float = 0.2
    highest: float = 5.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        """Check that it can be used."""
        fits = 0 < self.lowest <= 1 <= self.highest and isfinite(self.highest)
        if not (fits and isfinite(self.cost) and self.cost > 0):
            raise BadGoal(
                f"{self.name} has bounds {self.lowest:g} to {self.highest:g} and cost {self.cost:g}",
                "Bounds are factors around 1, such as 0.5 to 1, and a cost is above 0",
            )


def where(economy: Economy, routes: Sequence[tuple[str, str]], sectors: Sequence[str]) -> Numbers:
    """Return 1 at these sectors and routes and 0 elsewhere (S, N, N); raise UnknownName."""
    mask = np.zeros_like(economy.tariffs)
    chosen = [position(name, economy.sectors) for name in sectors or economy.sectors]
    for exporter, importer in routes:
        i, j = position(exporter, economy.countries), position(importer, economy.countries)
        mask[chosen, i, j] = 1.0
    return mask
