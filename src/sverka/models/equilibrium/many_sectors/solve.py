"""The equilibrium after a shock: Newton's method on log wages, prices and spending solved inside.

The derivatives are computed once and then kept up by what the steps show (Broyden 1965); they are computed
again where a step brings too little. Prices are contractions at any wages (inputs are less than all of
cost), so are spendings (a part of every dollar leaves as value added): only wages need Newton's method.
Where the steps end in a hollow that is no equilibrium, the shock is applied in parts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.equilibrium.many_sectors.conditions import case_of
from sverka.models.equilibrium.many_sectors.equilibrium import Equilibrium, Gap, gaps
from sverka.models.equilibrium.many_sectors.shock import part_of
from sverka.models.equilibrium.many_sectors.state import state_at
from sverka.models.equilibrium.many_sectors.wages import labour_response

if TYPE_CHECKING:
    from sverka.models.equilibrium.many_sectors.baseline import Baseline
    from sverka.models.equilibrium.many_sectors.closure import Closure
    from sverka.models.equilibrium.many_sectors.conditions import Case
    from sverka.models.equilibrium.many_sectors.economy import Economy, Numbers
    from sverka.models.equilibrium.many_sectors.shock import Shock
    from sverka.models.equilibrium.many_sectors.state import State

CRITERION = "largest excess demand for labour, as a part of the country's value added"
_TOLERANCE = 1e-10
_INNER = 1e-13
_FIRST, _LOOSE = 1e-7, 1e-3
"""Prices and spending are solved this well at the start, and to this part of the error on the way."""
_MOST = 60
_FURTHEST = 0.5
_ENOUGH = 0.3
"""A step that leaves more of the error than this has the derivatives computed again."""
_SMALL = 0.03
"""Below this error a poor step tells of rough derivatives, above it of a bent world."""
_HALVINGS = 8
_REDUNDANT = 1e-7
_LEAST_PART = 1 / 64


class ShockOfOtherShape(ValueError):
    """A shock has not the sectors and countries of the economy."""

    def __init__(self, shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
        super().__init__(
            f"The shock has the shape {shape}, the economy {wanted} (sectors, exporters, importers). "
            "Make the shock from no_shock() of the same economy."
        )


class NoEquilibrium(ArithmeticError):
    """The steps did not arrive; `last` keeps where they ended, with its convergence."""

    def __init__(self, why: str, gap: Gap, last: Equilibrium) -> None:
        self.gap = gap
        self.last = last
        super().__init__(
            f"No equilibrium was found: {why}. The condition missed most is the {gap.condition} of "
            f"{gap.where}, by {gap.size:.3g}. Try a smaller shock, or go there in parts, each from the one "
            "before (near=); where deficits are held, a country that is cut off cannot pay for its own: try "
            "another closure."
        )


def solve(
    baseline: Baseline,
    shock: Shock,
    closure: Closure,
    *,
    near: Equilibrium | None = None,
    tolerance: float = _TOLERANCE,
) -> Equilibrium:
    """Return the equilibrium after the shock; raise NoEquilibrium, which keeps the last state.

    `near` is an equilibrium of the same countries and sectors to start from: it changes the time, not the
    answer. Raises ShockOfOtherShape too.
    """
    start = np.zeros_like(baseline.economy.final_shares), baseline.spending
    return find(baseline.economy, shock, closure, (start, baseline.income), near, tolerance)


def find(
    economy: Economy,
    shock: Shock,
    closure: Closure,
    before: tuple[tuple[Numbers, Numbers], Numbers],
    near: Equilibrium | None,
    tolerance: float,
) -> Equilibrium:
    """Return the equilibrium of an economy that need not be a baseline; `before`: start and income."""
    if shock.tariffs.shape != economy.tariffs.shape:
        raise ShockOfOtherShape(shock.tariffs.shape, economy.tariffs.shape)
    with np.errstate(all="ignore"):  # a step into what is no number is not taken, or ends the search
        case = case_of(economy, shock, closure)
        course = _run(case, before[0], (near.state, near.response) if near else None, tolerance)
        if course.why:
            course = _in_parts(economy, shock, closure, before[0], tolerance) or course
        worst = gaps(case, course.state)[0]
    convergence = Convergence(
        arrived=not course.why,
        steps=len(course.errors) - 1,
        inner=course.inner,
        criterion=CRITERION,
        tolerance=tolerance,
        history=tuple(course.errors),
        why=course.why,
    )
    found = Equilibrium(
        economy=economy,
        shock=shock,
        closure=closure,
        state=course.state,
        response=course.response,
        income_before=before[1],
        convergence=convergence,
    )
    why, missed = course.why, worst
    if not why and not worst.size <= max(_REDUNDANT, tolerance):
        why = "a condition is missed"
    if not why:
        why, missed = _nothing_left(found)
    if why:
        last = replace(found, convergence=msgspec.structs.replace(convergence, arrived=False, why=why))
        raise NoEquilibrium(why, missed, last)
    return found


def _nothing_left(found: Equilibrium) -> tuple[str, Gap]:
    """Say who would have to spend less than nothing, because a surplus is held that income cannot pay."""
    least = int(found.income.argmin())
    country, short = found.economy.countries[least], float(found.income[least])
    gap = Gap("income", country, -short / float(found.state.value_added[least]))
    return ("" if short > 0 else f"{country} would have to spend less than nothing"), gap


def _run(
    case: Case, start: tuple[Numbers, Numbers], near: tuple[State, Numbers] | None, tolerance: float
) -> _Course:
    course = _Course(case, start, near, tolerance)
    while not course.over:
        course.step()
    return course


def _in_parts(
    economy: Economy, shock: Shock, closure: Closure, start: tuple[Numbers, Numbers], tolerance: float
) -> _Course | None:
    """Go from no shock to the shock, as far at a time as the steps arrive; None where they stay behind."""
    done, part = 0.0, 0.5
    near: tuple[State, Numbers] | None = None
    while part >= _LEAST_PART:
        goal = min(1.0, done + part)
        tried = _run(case_of(economy, part_of(shock, economy, goal), closure), start, near, tolerance)
        if tried.why:
            part /= 2
        elif goal == 1:
            return tried
        else:
            done, near = goal, (tried.state, np.empty((0, 0)))
    return None


class _Course:
    """The steps so far."""

    def __init__(
        self,
        case: Case,
        start: tuple[Numbers, Numbers],
        near: tuple[State, Numbers] | None,
        tolerance: float,
    ) -> None:
        self.case, self.tolerance = case, tolerance
        wages = np.zeros(len(case.economy.countries))
        if near is not None:
            wages, start = near[0].wages, (near[0].prices, near[0].spending)
        self.state = state_at(case, wages, start, _FIRST)
        self.response = np.empty((0, 0)) if near is None else near[1].copy()
        self.fresh = self.tight = False
        self.close = _LOOSE
        self.errors = [self.state.error]
        self.inner = self.state.inner
        self.why = "" if np.isfinite(self.state.error) else "some prices are not finite at the start"
        self.over = bool(self.why)

    def step(self) -> None:
        """Take one step, shorter where the whole one brings nothing; stop where that does not help."""
        if self.state.error <= self.tolerance:
            self._polish()
            return
        if len(self.errors) > _MOST:
            self._stop(f"{_MOST} steps were not enough")
            return
        try:
            if not len(self.response):
                self._differentiate()
            change = np.asarray(np.linalg.solve(self.response, -self.state.excess), dtype=np.float64)
        except np.linalg.LinAlgError:
            self._stop("the labour markets do not answer wages there")
            return
        found, length = self._walk(change)
        if found is None:
            self._try_harder()
            return
        moved = found.wages - self.state.wages
        turn = found.excess - self.state.excess - self.response @ moved
        weak = found.error > _ENOUGH * self.state.error or length < 1
        if weak and self.fresh and self.state.error < _SMALL:
            self.close = max(_INNER, self.close * _LOOSE)
        self.response = np.empty((0, 0)) if weak else self.response + np.outer(turn, moved) / (moved @ moved)
        self.fresh = False
        self.state = found
        self.errors.append(found.error)

    def _try_harder(self) -> None:
        if self.fresh and self.tight and self.close <= _INNER:
            self._stop("no part of the last step brings the labour markets nearer to balance")
            return
        if self.fresh:
            self.tight, self.close = True, max(_INNER, self.close * _LOOSE)
            self.state = self._at(self.state.wages)
        self.response = np.empty((0, 0))

    def _differentiate(self) -> None:
        value_added = self.state.value_added
        # Excess demands do not change when all wages rise alike; this row keeps the world's value added.
        self.response = labour_response(self.case, self.state, self.close) + value_added / value_added.sum()
        self.fresh = True

    def _walk(self, change: Numbers) -> tuple[State | None, float]:
        length = min(1.0, _FURTHEST / max(float(np.abs(change).max()), 1e-300))
        if not np.isfinite(change).all():
            return None, 0.0
        for _ in range(_HALVINGS):
            found = self._at(self.state.wages + length * change)
            if found.error < self.state.error:
                return found, length
            length /= 2
        return None, 0.0

    def _polish(self) -> None:
        """Solve prices and spending tightly at the last wages; go on where that shows an error."""
        self.tight = True
        self.state = self._at(self.state.wages)
        self.errors[-1] = self.state.error
        if self.state.error <= self.tolerance:
            self._stop("")

    def _at(self, wages: Numbers) -> State:
        tolerance = _INNER if self.tight else max(_INNER, _LOOSE * min(1.0, self.state.error))
        found = state_at(self.case, wages, (self.state.prices, self.state.spending), tolerance)
        self.inner += found.inner
        return found

    def _stop(self, why: str) -> None:
        self.over, self.why = True, why
        if why and not len(self.response):
            self.response = np.eye(len(self.state.wages))
