"""From a gravity model to a baseline and a shock: fitted trade, and effects as factors on costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.one_sector.baseline import BaselineError, OneSector

if TYPE_CHECKING:
    from sverka.models.gravity.result import GravityResult


class YearNotEstimated(BaselineError):
    """The model was not estimated on that year."""

    def __init__(self, year: int, years: tuple[int, ...]) -> None:
        super().__init__(
            f"The model was not estimated on {year}, but on {', '.join(map(str, years))}: choose one."
        )


class OtherImporters(BaselineError):
    """Exporters and importers of the sample are not the same countries."""

    def __init__(self, apart: list[str]) -> None:
        super().__init__(
            f"Only exporters or only importers in the sample: {', '.join(apart)}. General equilibrium needs "
            "every country as both: estimate on a sample that is square, domestic trade with it."
        )


def from_gravity(result: GravityResult, year: int, sigma: float) -> OneSector:
    """Return the baseline of a year's fitted trade.

    PPML with effects of exporters and importers fits every country's output and expenditure exactly, so only
    who trades with whom is smoothed. Raises YearNotEstimated, OtherImporters, and what OneSector refuses:
    NoDomesticSales where the sample holds no domestic trade.
    """
    panel = result.panel
    if year not in panel.years:
        raise YearNotEstimated(year, panel.years)
    if panel.exporters != panel.importers:
        raise OtherImporters(sorted(set(panel.exporters) ^ set(panel.importers)))
    return OneSector(panel.exporters, result.fit.mu[:, panel.years.index(year), :], sigma)


def cost_factor(effect: float, sigma: float) -> float:
    """Return the factor on costs that does to a flow what `effect`, a gravity coefficient, does.

    An agreement's 0.56 is 0.91 at sigma 7: what a good costs at its destination falls by a tenth.
    """
    return float(np.exp(effect / (1.0 - sigma)))
