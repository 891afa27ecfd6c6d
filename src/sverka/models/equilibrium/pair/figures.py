"""The figures of an answer that have intervals, by name: what every draw keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.pair.answer import Estimate
from sverka.models.equilibrium.pair.world import place

if TYPE_CHECKING:
    from sverka.models.equilibrium.draws import Draws
    from sverka.models.equilibrium.pair.world import After, Marks, World
    from sverka.vocabulary.country import Country

    Figures = dict[str, float]

TURNOVER = "turnover"
PERCENT = "percent"
"""The change of costs in percent, of a draw in which it depends on what is drawn."""


def growth(name: str) -> str:
    """Name the growth of a flow or of turnover, percent."""
    return f"growth {name}"


def real_income(country: Country) -> str:
    """Name the change of a country's real income, percent."""
    return f"real income {country}"


def route(exporter: Country, importer: Country) -> str:
    """Name a flow."""
    return f"{exporter}>{importer}"


def figures_of(world: World, pair: tuple[Country, Country], after: After, counts: Marks) -> Figures:
    """Return flows both ways and turnover in US dollars, their growth, and all changes of real income.

    `counts` (S,): the sectors whose trade counts. A flow that was zero and is zero has not grown.
    """
    a, b = place(world, pair[0]), place(world, pair[1])
    there = [float(array[counts, a, b].sum()) for array in (after.before, after.trade)]
    back = [float(array[counts, b, a].sum()) for array in (after.before, after.trade)]
    both = [there[0] + back[0], there[1] + back[1]]
    found: Figures = {}
    for name, (old, new) in ((route(*pair), there), (route(pair[1], pair[0]), back), (TURNOVER, both)):
        found[name] = new
        found[growth(name)] = 100 * (new / old - 1) if old > 0 else 0.0
    changes = 100 * (np.asarray(after.real_income) - 1)
    return found | {real_income(name): float(one) for name, one in zip(world.countries, changes, strict=True)}


class Intervals(NamedTuple):
    """Figures at the means, and the draws around them where there are any."""

    means: Figures
    draws: Draws | None
    level: float

    def of(self, name: str) -> Estimate:
        """Return a figure with its interval."""
        if self.draws is None:
            return Estimate(self.means[name])
        low, _, high = self.draws.interval(name, self.level)
        return Estimate(self.means[name], low, high)

    def has(self, name: str) -> bool:
        """Tell whether there is such a figure."""
        return name in self.means
