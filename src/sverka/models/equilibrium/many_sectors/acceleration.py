"""Fixed points of contractions, accelerated (Anderson 1965; Walker and Ni 2011)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from sverka.models.equilibrium.many_sectors.economy import Numbers

_DEPTH = 6
_RIDGE = 1e-14


class FixedPoint(NamedTuple):
    """The last point, how often the step was taken, the largest change that the last one made."""

    point: Numbers
    steps: int
    change: float


def fixed_point(
    step: Callable[[Numbers], Numbers], start: Numbers, tolerance: float, most: int
) -> FixedPoint:
    """Repeat `step` from `start` (any shape) until it changes nothing by more than `tolerance`.

    Each step is mixed with up to six before it; where that did not bring it nearer, it is taken plainly.
    Returns also where `most` steps did not arrive: look at `change`.
    """
    point = start
    changes: list[Numbers] = []
    images: list[Numbers] = []
    last = np.inf
    largest = np.inf
    for steps in range(1, most + 1):
        image = step(point)
        change = image - point
        largest = float(np.abs(change).max())
        if largest <= tolerance or not np.isfinite(largest):
            return FixedPoint(image, steps, largest)
        if largest > 2 * last:
            changes.clear()
            images.clear()
        last = largest
        changes.append(change.ravel())
        images.append(image.ravel())
        del changes[: -_DEPTH - 1], images[: -_DEPTH - 1]
        point = _mixed(changes, images).reshape(start.shape)
    return FixedPoint(point, most, largest)


def _mixed(changes: list[Numbers], images: list[Numbers]) -> Numbers:
    if len(changes) == 1:
        return images[-1]
    turns = np.diff(np.array(changes), axis=0)
    gram = turns @ turns.T
    if not np.trace(gram) > 0:  # nothing turned, or no number is left to mix
        return images[-1]
    gram[np.diag_indices_from(gram)] += _RIDGE * np.trace(gram)
    weights = np.linalg.solve(gram, turns @ changes[-1])
    return np.asarray(images[-1] - weights @ np.diff(np.array(images), axis=0))
