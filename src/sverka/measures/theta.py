"""Theta: how a series goes on, half the slope of its trend a year added to simple exponential smoothing.

Unit: that of the series. Formula: with l(1) = y(1) and l(t) = l(t-1) + a e(t), e(t) = y(t) - l(t-1), the
smoothing a from 0.0001 to 0.9999 that makes the sum of e(t)^2 least, and b the slope of y on t by least
squares, y^(n + h) = l(n) + b / 2 (h - 1 + (1 - (1 - a)^n) / a). Reference: V. Assimakopoulos, K. Nikolopoulos
(2000), The theta model: a decomposition approach to forecasting, International Journal of Forecasting 16(4),
521-530; in this form, R. J. Hyndman, B. Billah (2003), Unmasking the Theta method, International Journal of
Forecasting 19(2), 287-290.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

_LEAST, _MOST = 1e-4, 1 - 1e-4
_GRID = 24
"""Values of the smoothing among which the lowest sum of squares is looked for, evenly apart."""
_STEPS = 40  # golden sections: each leaves 0.618 of the stretch, all of them 3e-10 of it
_GOLDEN = (sqrt(5) - 1) / 2


class Smoothed(NamedTuple):
    """Simple exponential smoothing: the last level, the sum of the squared errors one year ahead."""

    level: float
    squares: float


def theta(values: Sequence[float], horizon: int) -> Sequence[float]:
    """Continue a series of two values or more by `horizon` years."""
    return continued(values, smoothing(values), horizon)


def continued(values: Sequence[float], alpha: float, horizon: int) -> Sequence[float]:
    """Continue a series as `theta` does, with a smoothing that is known."""
    count = len(values)
    level, drift = smooth(values, alpha).level, _slope(values) / 2
    behind = (1 - (1 - alpha) ** count) / alpha
    return [level + drift * (ahead + behind) for ahead in range(horizon)]


def smooth(values: Sequence[float], alpha: float) -> Smoothed:
    """Smooth a series from its first value on."""
    level, squares = values[0], 0.0
    for value in values:
        error = value - level
        squares += error * error
        level += alpha * error
    return Smoothed(level, squares)


def smoothing(values: Sequence[float]) -> float:
    """Return the smoothing with the least sum of squares; of several valleys the lowest on the grid."""
    grid = [_LEAST + (_MOST - _LEAST) * number / _GRID for number in range(_GRID + 1)]
    squares = [smooth(values, alpha).squares for alpha in grid]
    best = min(range(len(grid)), key=squares.__getitem__)
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, _GRID)]
    return _lowest(values, low, high)


def _lowest(values: Sequence[float], low: float, high: float) -> float:
    """Return where the sum of squares is least between two values of the smoothing, by golden section."""

    def at(alpha: float) -> tuple[float, float]:
        return smooth(values, alpha).squares, alpha

    left, right = at(high - _GOLDEN * (high - low)), at(low + _GOLDEN * (high - low))
    for _ in range(_STEPS):
        if left[0] <= right[0]:
            high, right = right[1], left
            left = at(high - _GOLDEN * (high - low))
        else:
            low, left = left[1], right
            right = at(low + _GOLDEN * (high - low))
    return min(left, right, at(low), at(high))[1]


def _slope(values: Sequence[float]) -> float:
    """Return the slope of a straight line through values a year apart."""
    middle = (len(values) - 1) / 2
    away = [number - middle for number in range(len(values))]
    return sum(step * value for step, value in zip(away, values, strict=True)) / sum(
        step * step for step in away
    )
