"""The same goal at other elasticities, from the answer at their means: a few solutions, not a search."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.one_sector.least_cost import least_cost
from sverka.models.equilibrium.pair.levers import costs_of
from sverka.models.equilibrium.pair.reaching import Reached, reach

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.partly import Flows
    from sverka.models.equilibrium.pair.reaching import Sought
    from sverka.models.equilibrium.pair.world import Numbers, Values

TOLERANCE = 1e-6
"""Of the goal: an answer's percent is a hundred times surer than it is ever printed."""

_STEPS = 12
_STILL = 1e-4
"""A log factor that would change by less is where it is to be."""


class OutOfReach(ArithmeticError):
    """At these elasticities no change within the bounds reaches the goal."""

    def __init__(self, times: float, scaled: float) -> None:
        super().__init__(
            f"Within the bounds trade becomes {times:.3g} times what it is, not {scaled:.3g}. "
            "Widen the bounds, or ask for less."
        )


class Known(NamedTuple):
    """The answer at the means, and beside it the logs and slopes of flows alone (K,)."""

    reached: Reached
    partial: Numbers
    slopes: Numbers

    @property
    def further(self) -> Numbers:
        """Return how many times as far costs go as they would if only flows reacted (K,)."""
        return np.asarray(self.reached.logs / self.partial)

    @property
    def steeper(self) -> Numbers:
        """Return how many times as steep trade is in costs as the flows alone (K,)."""
        return np.asarray(np.array(self.reached.slopes) / self.slopes)


def known(sought: Sought, reached: Reached) -> Known | None:
    """Return what a search nearby starts from; None where a tool does not act on the goal's flows."""
    partial = reached.flows.reaching(sought.scaled, sought.efforts)
    slopes = reached.flows.slopes(reached.logs)
    if partial is None or not reached.slopes or not (partial * slopes).all():
        return None
    return Known(reached, partial, slopes)


def reach_nearby(sought: Sought, drawn: Values, start: Known | None) -> Reached:
    """Reach the goal at drawn elasticities; raise OutOfReach, or as the model does.

    Factors and slopes are begun from those of the flows alone, in the proportion that they have at the means;
    how steep trade is in all of them together is then learnt from the steps. So the goal is met as exactly as
    TOLERANCE says, by a mix of several tools that is of least effort as far as that proportion holds. Where
    the steps do not arrive, as `reach` does.
    """
    flows = sought.flows(drawn, start.reached.after.near if start else None)
    found = None if start is None else _steps(sought, flows, drawn, start)
    if found is None:
        found = reach(sought, drawn, flows)
    if not found.met:
        raise OutOfReach(found.times, sought.scaled)
    return found


def _steps(sought: Sought, flows: Flows, drawn: Values, start: Known) -> Reached | None:
    """Return the answer, or where all tools are at their bounds; None where the steps do not arrive."""
    partial = flows.reaching(sought.scaled, sought.efforts)
    if partial is None:
        return None
    least, most = (np.log([getattr(tool, end) for tool in sought.tools]) for end in ("lowest", "highest"))
    z, near, steeper, last = (
        np.clip(partial * start.further, least, most),
        start.reached.after.near,
        1.0,
        None,
    )
    for _ in range(_STEPS):
        factors = np.exp(z).tolist()
        costs = costs_of(sought.world, sought.tools, factors)
        after = sought.world.solve(costs, sought.world.tariffs, drawn, near)
        times, near = float(after.trade[sought.marks].sum()) / flows.total, after.near
        gap = float(np.log(times / sought.scaled))
        if last is not None:
            steeper *= _learnt(gap - last[0], last[1])
        slopes = flows.slopes(z) * start.steeper * steeper
        towards = least_cost(float(slopes @ z) - gap, slopes, sought.efforts, least, most)
        still = float(np.abs(towards - z).max()) < _STILL
        if abs(gap) < TOLERANCE and (still or len(z) == 1):
            return Reached(flows, tuple(factors), after, times, met=True)
        if still and abs(gap) > _STILL and ((z <= least) | (z >= most)).all():
            return Reached(flows, tuple(factors), after, times, met=False)
        last, z = (gap, float(slopes @ (towards - z))), towards
    return None


def _learnt(seen: float, awaited: float) -> float:
    """Return by how much steeper trade is than was thought; 1 where a step was too small to tell."""
    return seen / awaited if abs(awaited) > _STILL and seen * awaited > 0 else 1.0
