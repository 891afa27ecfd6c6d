"""How the countries' deficits follow when wages change: the model does not say, so one has to choose."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

import numpy as np

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.economy import Numbers


class Closure(StrEnum):
    """What becomes of deficits; it moves real income, so it is printed with every result.

    HELD keeps each at its part of the world's value added, Caliendo and Parro's own choice where deficits
    are kept; PROPORTIONAL keeps value added plus deficit in proportion to the country's value added, times
    what balances the world (Baier, Yotov and Zylkin 2019); NONE closes them all, together with the shock:
    to close them before it, and not count that, build the baseline with `settle` and NONE.
    """

    HELD = "deficits kept as parts of the world's value added"
    PROPORTIONAL = "ratio of value added and deficit to value added kept"
    NONE = "deficits closed with the shock"


def deficits_after(closure: Closure, deficits: Numbers, before: Numbers, after: Numbers) -> Numbers:
    """Return the deficits (N,), which add up to zero, when value added (N,) goes from `before` to `after`."""
    match closure:
        case Closure.HELD:
            return np.asarray(deficits * (after.sum() / before.sum()))
        case Closure.PROPORTIONAL:
            spent = (before + deficits) * (after / before)
            return np.asarray(spent * (after.sum() / spent.sum()) - after)
        case Closure.NONE:
            return np.zeros_like(deficits)
        case _:
            assert_never(closure)


def deficits_response(closure: Closure, deficits: Numbers, before: Numbers, after: Numbers) -> Numbers:
    """Return the derivatives (N, N) of `deficits_after` with respect to log wages of each country."""
    match closure:
        case Closure.HELD:
            return np.asarray(np.outer(deficits, after) / before.sum())
        case Closure.PROPORTIONAL:
            weight = (before + deficits) * (after / before)
            total, share = after.sum(), weight / weight.sum()
            across = np.outer(share, after) - np.outer(share * total, share)
            return np.asarray(across + np.diag(share * total - after))
        case Closure.NONE:
            return np.zeros((len(deficits), len(deficits)))
        case _:
            assert_never(closure)
