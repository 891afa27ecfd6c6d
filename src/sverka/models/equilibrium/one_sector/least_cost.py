"""The cheapest way to close a gap with several instruments, each within its bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Numbers


def least_cost(wanted: float, slopes: Numbers, costs: Numbers, least: Numbers, most: Numbers) -> Numbers:
    """Return z (K,) with the least sum of costs * z² among those with slopes @ z = wanted within bounds.

    Every instrument not at a bound moves by price * slope / cost; the price is found where the line of
    pieces crosses `wanted`. Where no z within the bounds gets there, the one that comes nearest.
    """
    worth = slopes / costs
    with np.errstate(divide="ignore", invalid="ignore"):
        bends = np.concatenate((least / worth, most / worth, [0.0]))
    prices = np.unique(bends[np.isfinite(bends)])
    reached = np.array([slopes @ np.clip(price * worth, least, most) for price in prices])
    price = float(np.interp(wanted, reached, prices))
    return np.clip(price * worth, least, most)
