"""Anderson's acceleration of a fixed-point iteration (Anderson 1965; Walker and Ni 2011)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.equilibrium.one_sector.baseline import Numbers

_DEPTH = 5
_WORSE = 10.0


class FixedPoint(NamedTuple):
    """Where the iteration got to, and the largest step that the map would take, a number an iteration."""

    point: Numbers
    history: tuple[float, ...]


def accelerate(step: Callable[[Numbers], Numbers], start: Numbers, tolerance: float, most: int) -> FixedPoint:
    """Iterate `step` from `start` until it moves no entry by `tolerance`, at most `most` times.

    Returns the best point seen, also where it has not arrived. Where a step made matters much worse it
    forgets what it learned and goes on plainly from the best point.
    """
    point, best, least = start, start, np.inf
    points: list[Numbers] = []
    residuals: list[Numbers] = []
    history: list[float] = []
    for _ in range(most):
        residual = step(point) - point
        size = float(np.abs(residual).max())
        history.append(size)
        if size < least:
            best, least = point, size
        if size < tolerance:
            break
        if not size < _WORSE * least:
            points, residuals, point = [], [], best
            residual = step(point) - point
        points, residuals = [*points[-_DEPTH:], point], [*residuals[-_DEPTH:], residual]
        point = _mixed(points, residuals)
    return FixedPoint(best, tuple(history))


def _mixed(points: list[Numbers], residuals: list[Numbers]) -> Numbers:
    """Return the plain step less what the last steps say is yet to come."""
    plain = points[-1] + residuals[-1]
    if len(points) == 1:
        return plain
    by_residual = np.diff(np.array(residuals), axis=0)
    by_plain = np.diff(np.array(points), axis=0) + by_residual
    weights, *_ = np.linalg.lstsq(by_residual.T, residuals[-1], rcond=None)
    mixed: Numbers = plain - weights @ by_plain
    return mixed
