"""What changes: factors on the costs of trade and on what countries make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector


class ShockError(ValueError):
    """A shock that cannot be applied to the baseline."""


class ShockOfOtherShape(ShockError):
    """A shock has not the countries of the baseline."""

    def __init__(self, what: str, shape: tuple[int, ...], count: int) -> None:
        super().__init__(
            f"The shock's {what} have the shape {shape}, the baseline has {count} countries: "
            "build the shock from the same baseline, with `CostShock.of`."
        )


class FactorNotPositive(ShockError):
    """A factor is zero, below zero or no number."""

    def __init__(self, what: str, count: int, worst: float) -> None:
        super().__init__(
            f"{count} of the shock's {what} are not above 0 (one is {worst:g}): they are factors, 1 for no "
            "change and 0.9 for a cut by a tenth. A cost cannot fall to nothing."
        )


@dataclass(frozen=True, eq=False)
class CostShock:
    """Factors on the costs of trade, `costs` (N, N), exporter by importer, and on endowments, (N,).

    `costs` multiply what a good costs at its destination (t_hat): 0.9 makes it a tenth cheaper there.
    `endowments` multiply the quantity that a country makes. All are above 0, 1 where nothing changes.
    Raises ShockOfOtherShape, FactorNotPositive.
    """

    costs: Numbers
    endowments: Numbers

    def __post_init__(self) -> None:
        count = len(self.costs)
        for what, factors, shape in (
            ("costs", self.costs, (count, count)),
            ("endowments", self.endowments, (count,)),
        ):
            if np.shape(factors) != shape:
                raise ShockOfOtherShape(what, np.shape(factors), count)
            bad = ~(np.isfinite(factors) & (factors > 0))
            if bad.any():
                raise FactorNotPositive(what, int(bad.sum()), float(factors[bad].flat[0]))
            kept = np.array(factors, np.float64)
            kept.flags.writeable = False
            object.__setattr__(self, what, kept)

    @classmethod
    def of(
        cls,
        baseline: OneSector,
        costs: Mapping[tuple[str, str], float] | None = None,
        endowments: Mapping[str, float] | None = None,
    ) -> CostShock:
        """Build a shock from factors by (exporter, importer) and by country; others are 1.

        Raises FactorNotPositive, and UnknownCountry.
        """
        count = len(baseline.countries)
        by_pair, by_country = np.ones((count, count)), np.ones(count)
        for (exporter, importer), factor in (costs or {}).items():
            by_pair[baseline.place(exporter), baseline.place(importer)] = factor
        for country, factor in (endowments or {}).items():
            by_country[baseline.place(country)] = factor
        return cls(by_pair, by_country)

    @classmethod
    def of_costs(cls, costs: Numbers) -> CostShock:
        """Build a shock from a matrix of factors on costs (N, N) alone."""
        return cls(costs, np.ones(len(costs)))

    def fits(self, baseline: OneSector) -> None:
        """Check that the shock is for these countries. Raises ShockOfOtherShape."""
        if self.costs.shape != baseline.trade.shape:
            raise ShockOfOtherShape("costs", self.costs.shape, len(baseline.countries))


def both_ways(pairs: Iterable[tuple[str, str]], factor: float) -> dict[tuple[str, str], float]:
    """Return the factor for both directions of each pair, for `CostShock.of`."""
    return {flow: factor for one, other in pairs for flow in ((one, other), (other, one))}
