"""How much better or worse than usual two reporters agree on *their* trade.

A pair whose declarations lie near each other year after year is better known than its two reporters are
on the whole; the heavy tails of mirror data come from pairs that are worse. A pair's factor is drawn
towards 1, the more the fewer and the more alike its years.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, pi
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Indices, Marks, Numbers

_NORMAL = pi / 2 - 1  # variance of a normal error's absolute value over its squared mean
_STEPS = 15


@dataclass(frozen=True, eq=False)
class PairScale:
    """Factors on the variance of a pair's errors: m directed pairs.

    `pairs` (m,) are rising numbers of pairs, `variance` (m,) their factors, `elsewhere` the factor to be
    expected of a pair that has no mirrored flow. `width` is the variance of the logarithms of the factors,
    `likeness` the correlation of a pair's errors between its years. `flows` and `ratios` (m,) are how many
    standardised discrepancies a pair has, and their sum over `mean_absolute`.
    """

    pairs: Indices
    variance: Numbers
    elsewhere: float
    width: float
    likeness: float
    flows: Numbers
    ratios: Numbers
    mean_absolute: float

    def of(self, pair: Indices) -> Numbers:
        """Return the factors of pairs by their numbers, (n,)."""
        place = np.clip(np.searchsorted(self.pairs, pair), 0, len(self.pairs) - 1)
        return np.where(self.pairs[place] == pair, self.variance[place], self.elsewhere)

    def without(self, pair: Indices, standard: Numbers, counted: Marks) -> Numbers:
        """Return the factors that the *other* flows of each pair give, (n,).

        A discrepancy must not widen the measure that it is held against. `standard` (n,) is the flow's own
        standardised discrepancy, left out where it was `counted`, (n,).
        """
        if self.width == 0:
            return np.ones(len(pair))
        place = np.clip(np.searchsorted(self.pairs, pair), 0, len(self.pairs) - 1)
        known = self.pairs[place] == pair
        own = np.where(counted, np.abs(standard) / self.mean_absolute, 0.0)
        flows = np.where(known, self.flows[place], 0.0) - counted
        ratios = np.where(known, self.ratios[place], 0.0) - own
        mean = np.divide(ratios, flows, out=np.ones(len(pair)), where=flows > 0)
        factor, doubt = _drawn(np.maximum(mean, 0.0), _telling(flows, self.likeness), self.width)
        return np.exp(factor + doubt / 2)


def estimate_pair_scale(pair: Indices, standard: Numbers, mean_absolute: float) -> PairScale:
    """Estimate the factors from standardised discrepancies, (n,), of flows between `pair`s, (n,).

    `mean_absolute` is the expected absolute value of a standardised discrepancy. The factors are lognormal:
    their width is what the discrepancies vary more than normal errors do.
    """
    pairs, place = np.unique(pair, return_inverse=True)
    flows = np.bincount(place).astype(np.float64)
    ones = np.ones(len(pairs))
    if mean_absolute == 0:  # every mirror agrees
        return PairScale(pairs, ones, 1.0, 0.0, 0.0, flows, ones, 1.0)
    ratio = np.abs(standard) / mean_absolute
    ratios = np.bincount(place, weights=ratio).astype(np.float64)
    width = max(4 * log((1 + float(np.mean((ratio - 1) ** 2))) / (1 + _NORMAL)), 0.0)
    likeness = _likeness(standard, place, flows)
    if width == 0:
        return PairScale(pairs, ones, 1.0, width, likeness, flows, ratios, mean_absolute)
    factor, doubt = _drawn(ratios / flows, _telling(flows, likeness), width)
    variance = np.exp(factor + doubt / 2)
    return PairScale(pairs, variance, exp(width / 4), width, likeness, flows, ratios, mean_absolute)


def _telling(flows: Numbers, likeness: float) -> Numbers:
    """Return how many independent flows would tell as much of the size of errors as these like ones.

    The variance of a sum of squares grows with the squared correlation.
    """
    return flows / (1 + np.maximum(flows - 1, 0) * likeness**2)


def _likeness(standard: Numbers, place: Indices, flows: Numbers) -> float:
    """Return the correlation of two years' errors of a pair: 0 where no pair has two."""
    squares, sums = np.bincount(place, weights=standard**2), np.bincount(place, weights=standard)
    together = float(((flows - 1) * squares).sum())
    return float(np.clip((sums**2 - squares).sum() / together, 0, 1)) if together > 0 else 0.0


def _drawn(ratio: Numbers, weight: Numbers, width: float) -> tuple[Numbers, Numbers]:
    """Find the likeliest logarithms of the factors and their variances, by Newton's steps."""
    mean = -width / 4  # so that the mean distance stays what the reporters' variances make it
    factor = np.full(len(ratio), mean)
    precision = np.ones(len(ratio))
    for _ in range(_STEPS):
        expected = np.exp(-factor / 2) * ratio
        pull = weight * (expected - 1) / 2 / _NORMAL - (factor - mean) / width
        precision = weight * np.maximum(expected, 1) / 4 / _NORMAL + 1 / width
        factor += np.clip(pull / precision, -1, 1)
    return factor, 1 / (weight / 4 / _NORMAL + 1 / width)
