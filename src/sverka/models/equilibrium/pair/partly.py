"""The goal's own flows if nothing but they reacted: prices, wages, incomes and spending as before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.one_sector.least_cost import least_cost

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.world import Marks, Numbers

_STEPS = 100
_LONGEST, _NEAR = 1.5, 1e-10
_WIDE = 700.0
"""Beyond this the factor of a logarithm is no number any more."""


@dataclass(frozen=True, eq=False)
class Flows:
    """The n flows that a goal adds up: sales before and elasticities (n,), which each tool moves (K, n)."""

    before: Numbers
    theta: Numbers
    moved: Marks

    @property
    def total(self) -> float:
        """Return their sum before."""
        return float(self.before.sum())

    def after(self, logs: Numbers) -> Numbers:
        """Return the flows (n,) at logs of factors on costs (K,)."""
        return np.asarray(self.before * np.exp(-self.theta * (logs @ self.moved)))

    def direct(self, logs: Numbers) -> float:
        """Return the log of what factors on costs do to the flows' sum."""
        return float(np.log(self.after(logs).sum() / self.total))

    def slopes(self, logs: Numbers) -> Numbers:
        """Return the percent of the sum that a percent of each tool's costs moves (K,)."""
        flows = self.after(logs)
        return np.asarray(-(self.moved @ (self.theta * flows)) / flows.sum())

    def reaching(self, scaled: float, efforts: Numbers) -> Numbers | None:
        """Return the logs of factors (K,) of least effort that make the sum `scaled` times what it is.

        Bounds aside; None where no tool moves any of the flows. Newton's method on a convex function.
        """
        z, wide = np.zeros(len(efforts)), np.full(len(efforts), _WIDE)
        for _ in range(_STEPS):
            slopes = self.slopes(z)
            if not np.abs(slopes).max() > _NEAR:
                return None
            off = self.direct(z) - float(np.log(scaled))
            dz = least_cost(float(slopes @ z) - off, slopes, efforts, -wide, wide) - z
            if np.abs(dz).max() < _NEAR:
                break
            z = z + np.clip(dz, -_LONGEST, _LONGEST)
        return z
