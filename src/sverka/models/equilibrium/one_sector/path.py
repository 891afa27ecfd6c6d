"""Follow one instrument from where it is to its bounds until the goal is met: slow and sure.

Where deficits are large beside trade, flows need not move one way as costs do, and far from today's costs
there may be no equilibrium at all. Newton's method then ends nowhere or at a change that is not the smallest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.one_sector.newton import Markets, newton
from sverka.models.equilibrium.one_sector.question import Found, Question
from sverka.models.equilibrium.one_sector.solve import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.equilibrium.one_sector.baseline import Numbers

_STRIDES = 60
_STEPS = 30
_HALVINGS = 200
_NEAR = 1e-11


class _Stop(NamedTuple):
    """A point on the path: log change of costs, cleared markets, log of the goal's flows over the goal."""

    z: float
    markets: Markets
    off: float


def follow(question: Question) -> Found:
    """Return the smallest change of the only instrument, downwards or upwards, that reaches the goal.

    Where there is none, the point on either way that comes nearest, and what stopped the way there.
    """
    least, most = float(question.least[0]), float(question.most[0])
    start = _cleared(question, 0.0, np.zeros(len(question.baseline.countries)))
    stops = [start]
    met: list[_Stop] = []
    limits = {least: "", most: ""}
    for bound in (least, most):
        last = start
        for stop in _along(question, start, bound):
            if stop.off * start.off <= 0:
                met.append(_between(question, last, stop))
                break
            last = stop
            stops.append(stop)
        else:
            if abs(last.z - bound) > _NEAR:
                limits[bound] = f"Beyond {np.exp(last.z):.3g} times the costs no equilibrium was found."
    nearest = min(met or stops, key=lambda stop: abs(stop.z) if met else abs(stop.off))
    history = tuple(abs(stop.off) for stop in (*stops, nearest))
    limit = "" if met else limits[least if nearest.z < 0 else most]
    return Found(nearest.markets, np.array([nearest.z]), history, limit=limit)


def _along(question: Question, start: _Stop, bound: float) -> Iterator[_Stop]:
    """Yield stops on the way to `bound`, each from the prices of the last; end where none is found."""
    last = start
    for z in np.linspace(0.0, bound, _STRIDES + 1)[1:] if bound else ():
        stop = _cleared(question, float(z), last.markets.x)
        if not np.abs(stop.markets.gaps).max() < TOLERANCE or not (stop.markets.spending.value > 0).all():
            return
        yield stop
        last = stop


def _between(question: Question, near: _Stop, far: _Stop) -> _Stop:
    """Halve the stretch in which the goal is met; the last stop is as near as arithmetic goes."""
    for _ in range(_HALVINGS):
        if abs(far.off) < _NEAR or abs(far.z - near.z) < np.spacing(abs(far.z)):
            break
        middle = _cleared(question, (near.z + far.z) / 2, near.markets.x)
        if middle.off * far.off > 0:
            far = middle
        else:
            near, far = far, middle
    return far


def _cleared(question: Question, z: float, x: Numbers) -> _Stop:
    markets = newton(question.markets(x, np.array([z])), TOLERANCE, _STEPS).markets
    return _Stop(z, markets, question.off(markets))
