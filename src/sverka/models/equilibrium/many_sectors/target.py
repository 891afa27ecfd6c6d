"""The least change of trade costs that brings trade to a goal, in general equilibrium."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.many_sectors.goal import BadGoal, where
from sverka.models.equilibrium.many_sectors.shock import no_shock
from sverka.models.equilibrium.many_sectors.solve import NoEquilibrium, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.many_sectors.baseline import Baseline
    from sverka.models.equilibrium.many_sectors.closure import Closure
    from sverka.models.equilibrium.many_sectors.economy import Numbers
    from sverka.models.equilibrium.many_sectors.equilibrium import Equilibrium
    from sverka.models.equilibrium.many_sectors.goal import Goal, Instrument
    from sverka.models.equilibrium.many_sectors.shock import Shock

_TOLERANCE = 1e-8
_SETTLED = 1e-5
_NEAR, _STUCK = 1e-6, 1e-13
_MOST = 40
_NUDGE = 1e-4
_FURTHEST = 1.0
_HUGE = 1e6
_HALVINGS = 100


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """The change that reaches the goal.

    `factors` on the costs of each instrument, in their order (0.83: cut by 17 percent of what they are,
    the goods' price included); `partial`: the same factors if no price, wage or income elsewhere moved;
    `before` and `reached` trade; `check`: by how much, relatively, a solution from the start misses the
    goal; `slopes`: percent of trade that a percent of each cost moves, at the answer.
    """

    factors: tuple[float, ...]
    partial: tuple[float, ...]
    before: float
    reached: float
    check: float
    slopes: tuple[float, ...]
    equilibrium: Equilibrium
    solutions: int

    def __str__(self) -> str:
        """Say in words what it would take."""
        return (
            f"Trade of {self.reached:,.6g} ({self.before:,.6g} before) takes {_told(self.factors)} times the "
            f"costs ({_told(self.partial)} if nothing else moved). {self.equilibrium}."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class NoSuchChange:
    """No change within the bounds reaches the goal; `factors` and `equilibrium` are the nearest there is."""

    factors: tuple[float, ...]
    before: float
    reached: float
    equilibrium: Equilibrium
    solutions: int

    def __str__(self) -> str:
        """Say how near the bounds allow to come, and what to try."""
        return (
            f"No such change within these bounds: {self.reached:,.6g} is the nearest that can be had "
            f"({self.before:,.6g} before), with {_told(self.factors)} times the costs. Widen the bounds, "
            f"name further instruments, or ask for less. {self.equilibrium}."
        )


class SearchNotArrived(ArithmeticError):
    """The search stopped on its way to a goal; `last` is the equilibrium in which it stopped."""

    def __init__(self, steps: int, missed: float, factors: Sequence[float], last: Equilibrium) -> None:
        self.last = last
        super().__init__(
            f"The search for the goal did not arrive: after {steps} steps, at {_told(factors)} times the "
            f"costs, trade is {missed:+.3g} % off the goal. The state in which it stopped is in `last`. Try "
            "a goal nearer to what is traded, tighter bounds, one instrument instead of several, or another "
            "closure."
        )


def target(
    baseline: Baseline, goal: Goal, instruments: Sequence[Instrument], closure: Closure
) -> Answer | NoSuchChange:
    """Find the mix of instruments with the least effort that reaches the goal.

    Raises BadGoal where nothing is traded that the goal or the instruments name, or no instrument is given,
    UnknownName, and with the last state NoEquilibrium and SearchNotArrived.
    """
    search = _Search(baseline, goal, tuple(instruments), closure)
    point = search.partial()
    partial = np.exp(point)
    found = search.at(point * min(1.0, _FURTHEST / max(float(np.abs(point).max()), _FURTHEST)))
    slopes = search.slopes(found)
    for _ in range(_MOST):
        towards = search.least_effort(found, slopes)
        moved = float(np.abs(towards - found.point).max())
        if abs(found.gap) < _TOLERANCE and (moved < _SETTLED or len(point) == 1):
            return search.answer(found, slopes, partial)
        if moved < _STUCK:
            break
        length = min(1.0, _FURTHEST / moved)
        after = search.at(found.point + length * (towards - found.point))
        slopes = search.slopes(after) if len(point) > 1 else search.secant(found, after, slopes)
        found = after
    else:
        if abs(found.gap) >= _NEAR:
            factors = np.exp(found.point).tolist()
            raise SearchNotArrived(_MOST, 100 * float(np.expm1(found.gap)), factors, found.equilibrium)
    near = abs(found.gap) < _NEAR
    return search.answer(found, slopes, partial) if near else search.short(found)


def _told(factors: Sequence[float]) -> str:
    return ", ".join(f"{factor:.4g}" for factor in factors)


class _Tried(NamedTuple):
    """Log factors (K,), the equilibrium there, its trade, and log trade less log goal."""

    point: Numbers
    equilibrium: Equilibrium
    reached: float
    gap: float


class _Search:
    """What does not change on the way, and how many equilibria were solved."""

    def __init__(
        self, baseline: Baseline, goal: Goal, instruments: tuple[Instrument, ...], closure: Closure
    ) -> None:
        if not instruments:
            raise BadGoal("no instrument is given", "Name at least one kind of costs that may change")
        economy = baseline.economy
        self.baseline, self.closure, self.value = baseline, closure, goal.value
        self.counted = where(economy, goal.routes, goal.sectors)
        self.masks = np.array([where(economy, tool.routes, tool.sectors) for tool in instruments])
        self.bounds = np.log([[tool.lowest, tool.highest] for tool in instruments]).T
        self.costs = np.array([tool.cost for tool in instruments])
        self.flows = baseline.trade
        self.before = float((self.counted * self.flows).sum())
        self.near: Equilibrium | None = None
        self.solutions = 0
        if self.before <= 0:
            raise BadGoal("nothing is traded there in the baseline", "No change of costs makes trade of none")
        for tool, mask in zip(instruments, self.masks, strict=True):
            if not (mask * self.flows).any():
                raise BadGoal(
                    f"instrument {tool.name} has no trade to act on", "Name other routes or sectors"
                )

    def shock(self, point: Numbers) -> Shock:
        """Return the shock of log factors."""
        nothing = no_shock(self.baseline.economy)
        return replace(nothing, costs=np.exp(np.tensordot(point, self.masks, axes=1)))

    def at(self, point: Numbers) -> _Tried:
        """Solve at log factors, starting from the last solution; from none where that does not arrive."""
        self.solutions += 1
        try:
            found = solve(self.baseline, self.shock(point), self.closure, near=self.near)
        except NoEquilibrium:
            found = solve(self.baseline, self.shock(point), self.closure)
        self.near = found
        reached = float((self.counted * found.trade).sum())
        return _Tried(point, found, reached, float(np.log(reached / self.value)))

    def slopes(self, found: _Tried) -> Numbers:
        """Return derivatives of log trade with respect to log factors (K,), by small steps inwards."""
        middle = self.bounds.mean(axis=0)
        slopes = np.empty(len(self.costs))
        for k in range(len(slopes)):
            nudge = _NUDGE if found.point[k] <= middle[k] else -_NUDGE
            point = found.point.copy()
            point[k] += nudge
            slopes[k] = (self.at(point).gap - found.gap) / nudge
        self.near = found.equilibrium
        return slopes

    @staticmethod
    def secant(before: _Tried, after: _Tried, slopes: Numbers) -> Numbers:
        """Return the slope that the last step showed; the old one where it showed none."""
        moved = float(after.point[0] - before.point[0])
        seen = (after.gap - before.gap) / moved if moved else 0.0
        return np.array([seen]) if seen * slopes[0] > 0 else slopes

    def least_effort(self, found: _Tried, slopes: Numbers) -> Numbers:
        """Return the log factors of least effort that would reach the goal if the slopes held, in bounds.

        Least squares with one condition: factors follow slopes over costs, times a number found by halving.
        That number is a log factor, so that where trade hardly answers any more the bounds are still tried.
        """
        wanted = float(slopes @ found.point) - found.gap
        direction = slopes / self.costs
        direction = direction / max(float(np.abs(direction).max()), np.finfo(float).tiny)

        def mix(scale: float) -> Numbers:
            return np.asarray(np.clip(scale * direction, *self.bounds))

        low, high = -1.0, 1.0
        while slopes @ mix(low) > wanted and abs(low) < _HUGE:
            low *= 2
        while slopes @ mix(high) < wanted and high < _HUGE:
            high *= 2
        for _ in range(_HALVINGS):
            scale = (low + high) / 2
            low, high = (scale, high) if slopes @ mix(scale) < wanted else (low, scale)
        return mix(high)

    def partial(self) -> Numbers:
        """Return log factors (K,) that reach the goal with prices, wages and spending as they are."""
        theta = self.baseline.economy.elasticities[:, None, None]
        point = np.zeros(len(self.costs))
        for _ in range(_MOST):
            trade = self.counted * self.flows * np.exp(-theta * np.tensordot(point, self.masks, axes=1))
            gap = float(np.log(trade.sum() / self.value))
            slopes = -np.tensordot(self.masks, theta * trade, axes=3) / trade.sum()
            if not slopes.any():
                return point
            after = self.least_effort(_Tried(point, None, 0.0, gap), slopes)  # type: ignore[arg-type]
            if np.abs(after - point).max() < _SETTLED:
                break
            point = after
        return point

    def answer(self, found: _Tried, slopes: Numbers, partial: Numbers) -> Answer:
        """Return the answer, checked by a solution from the start."""
        self.near = None
        again = self.at(found.point)
        return Answer(
            factors=tuple(np.exp(found.point).tolist()),
            partial=tuple(partial.tolist()),
            before=self.before,
            reached=again.reached,
            check=again.reached / self.value - 1,
            slopes=tuple(slopes.tolist()),
            equilibrium=again.equilibrium,
            solutions=self.solutions,
        )

    def short(self, found: _Tried) -> NoSuchChange:
        """Return how near the bounds allow to come."""
        return NoSuchChange(
            factors=tuple(np.exp(found.point).tolist()),
            before=self.before,
            reached=found.reached,
            equilibrium=found.equilibrium,
            solutions=self.solutions,
        )
