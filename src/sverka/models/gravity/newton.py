"""Newton's method for PPML on the tensor: steps, halvings, and when they have arrived.

A step solves the weighted least squares of iteratively reweighted least squares (McCullagh and Nelder 1989,
Generalized Linear Models, section 2.5) in the coefficients and the effects. The regressors are residualised
only as far as a step can use (inexact Newton: Dembo, Eisenstat and Steihaug 1982), from where the last step
left them; the last step is solved tightly. The one before it is taken further with its own equations and the
residuals of where it leads (of order three: Traub 1964, Iterative Methods for the Solution of Equations):
that costs a third of a step and saves one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.gravity import kernels
from sverka.models.gravity.aligned import aligned_empty
from sverka.models.gravity.conjugate import Goals
from sverka.models.gravity.kernels import Cells, Margins, Point, Products
from sverka.models.gravity.normal_equations import (
    NOTHING,
    NormalEquations,
    Solution,
    no_margins,
    normal_equations,
)

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Indices, Numbers

CRITERION = (
    "about what is left to change after a step: log trade by a coefficient, or its weighted root mean square"
)
_MOST_HALVINGS = 20
_SLACK = 1e-11
_FURTHEST = 20.0
"""No effect moves further in a step: where almost nothing is fitted, a full one leaves all numbers."""
_LOOSE, _TIGHT = 0.1, 1e-8
_NEAR = 1e-4
"""A step smaller than this is followed by one that is solved tightly."""
_CLOSE = 1e-2
"""A step smaller than this, and not yet near, is taken further with its own equations."""
_MOST_MORE, _ENOUGH, _LITTLE = 3, 1e-3, 3e-8
"""So often at most, solved to such a share, until as much is about left."""
_SETTLED = 1e-6
"""So small a step leaves the regressors' effects, and errors, as they are; a larger one asks for another."""
_SHORT = 0.1
"""A step that changes no fitted trade by more leaves the decrement about as it was."""
_SIMILAR = 1.5
"""After a step smaller than this the years' factors serve on."""
_UNDETERMINED = "the regressors are collinear: the coefficients are not determined"
_COLLINEAR = 1e-10


class Problem(NamedTuple):
    """What is maximised.

    The cells; `largest` (K,), the regressors' largest absolute values; `groups` (N, M) of pairs; whether
    pairs have effects; the tolerance of the steps, and how many to take at most.
    """

    cells: Cells
    largest: Numbers
    groups: Indices
    paired: bool
    tolerance: float
    most_steps: int


class Maximum(NamedTuple):
    """Where the steps ended: fitted trade `mu` (N, T, M), the regressors' effects and hessian (K, K) there.

    `explained` and `expected` are the sums of weight y ln mu and of weight mu. `decrement` is at least the
    squared Newton decrement (gradient' hessian^-1 gradient), about; infinite where the last step was long or
    the steps did not arrive. `firmness` is the smallest eigenvalue of the hessian over the regressors'
    weighted squares: what the effects and the other regressors leave of one, at least.
    """

    point: Point
    mu: Numbers
    explained: float
    expected: float
    solution: Solution
    hessian: Numbers
    convergence: Convergence
    decrement: float
    firmness: float


@dataclass(frozen=True, eq=False)
class _Sums:
    likelihood: float
    scale: float
    weights: Margins
    fields: Margins
    hessian: Numbers
    gradient: Numbers


class _Step(NamedTuple):
    """A change of the point; its `size` by the criterion; what is `ahead`, about, after it."""

    change: Point
    size: float
    ahead: float
    solution: Solution
    hessian: Numbers
    inverse: Numbers
    determined: bool


def maximise(problem: Problem, start: Point) -> Maximum:
    """Step from `start` until the steps are below the tolerance, or none helps any more."""
    course = _Course(problem, start)
    while not course.over:
        course.step()
    return course.end()


class _Course:
    """The steps so far; `working` (N, T, M) is one array that every step overwrites."""

    def __init__(self, problem: Problem, start: Point) -> None:
        self.problem = problem
        self.point = start
        self.working = aligned_empty(*problem.cells.weight.shape)
        self.sums = _sums_at(problem.cells, start, self.working)
        self.equations: NormalEquations | None = None
        self.last: _Step | None = None
        self.accuracy, self.near = _LOOSE, np.inf
        self.sizes: list[float] = []
        self.inner = 0
        self.why = ""
        self.over = self.tight = False

    def step(self) -> None:
        """Take one Newton step, halved until the likelihood does not fall."""
        step = self._solve()
        self.last = step
        settled = self.tight or step.size <= _SETTLED
        self.tight = self.accuracy <= _TIGHT and step.solution.arrived
        ahead = step.ahead if self.tight else step.size
        self.sizes.append(ahead)
        loose, self.accuracy = self.accuracy > _TIGHT, _TIGHT if step.size < _NEAR else min(_LOOSE, step.size)
        self.near = step.size
        if ahead <= self.problem.tolerance and step.solution.arrived and settled:
            self._arrive(step)
        elif len(self.sizes) == self.problem.most_steps:
            self._stop(f"{self.problem.most_steps} steps were not enough: look for separated observations")
        elif not self._walk(self._further(step)):
            if loose:
                self.accuracy = _TIGHT
            else:
                self._stop("no part of the last step raises the likelihood")

    def end(self) -> Maximum:
        """Return where the steps ended, the regressors' effects solved tightly there."""
        last = self.last
        if last is None or self.why or not self.tight:
            self.accuracy = _TIGHT
            last = self._solve()
        convergence = Convergence(
            arrived=not self.why,
            steps=len(self.sizes),
            inner=self.inner,
            criterion=CRITERION,
            tolerance=self.problem.tolerance,
            history=tuple(self.sizes),
            why=self.why,
        )
        decrement = self._decrement(last)  # the equations' weights are overwritten by what is fitted
        explained, expected = kernels.fitted_trade(self.point, self.problem.cells, self.working)
        return Maximum(
            point=self.point,
            mu=self.working,
            explained=explained,
            expected=expected,
            solution=last.solution,
            hessian=last.hessian,
            convergence=convergence,
            decrement=decrement,
            firmness=_firmness(last.hessian, np.diag(self.sums.hessian)),
        )

    def _decrement(self, last: _Step) -> float:
        if self.why or self.equations is None or _furthest(last.change, self.problem.largest) > _SHORT:
            return np.inf
        _, by = self._more(last, self.equations, self.point)
        return by * by * float(self.sums.weights.pairs.sum())

    def _arrive(self, step: _Step) -> None:
        self.point = _moved(self.point, step.change, 1.0)
        self._stop("" if step.determined else _UNDETERMINED)

    def _stop(self, why: str) -> None:
        self.over, self.why = True, why

    def _solve(self) -> _Step:
        problem, sums = self.problem, self.sums
        years = self.equations.years if self.equations and self.near < _SIMILAR else None
        self.equations = equations = normal_equations(
            self.working, sums.weights, problem.groups, paired=problem.paired, years=years
        )
        start = None
        if self.last is not None:
            start = self.last.solution.country_years.copy()
            start[:, 0] = 0.0
        solution = equations.solve(sums.fields, self._goals(), start)
        self.inner += solution.steps
        return _step_of(sums, solution, problem.largest)

    def _further(self, step: _Step) -> Point:
        """Return the step's change; if close, with what its equations make of the residuals after it."""
        change, size = step.change, step.size
        if self.equations is None or not _NEAR <= size < _CLOSE:
            return change
        for _ in range(_MOST_MORE):
            more, by = self._more(step, self.equations, _moved(self.point, change, 1.0))
            if by > size / 2:
                break
            change, self.accuracy = _moved(change, more, 1.0), _TIGHT
            if by * by / size <= _LITTLE:
                break
            size = by
        return change

    def _more(self, step: _Step, equations: NormalEquations, point: Point) -> tuple[Point, float]:
        """Return the change that a step's equations ask for at another point, and its size."""
        problem = self.problem
        fields, gradient = no_margins(1, problem.cells.weight.shape), np.zeros(len(point.beta))
        kernels.residual_sums(point, problem.cells, fields, gradient)
        own = equations.solve(fields, Goals(np.zeros(1), np.full(1, _ENOUGH)))
        self.inner += own.steps
        slope = _slope(gradient, fields, own, step.solution)
        beta = step.inverse @ slope
        size = _size(beta, float(beta @ slope) + _gain(own, fields), self.sums, problem.largest)
        return _change(beta, own, step.solution), size

    def _goals(self) -> Goals:
        """Ask of effects a share of what they are, of regressors one of what the effects left last time."""
        squares = np.diag(self.sums.hessian)
        rest = squares if self.last is None else np.diag(self.last.hessian)
        floor = np.maximum(self.accuracy * np.sqrt(np.maximum(rest, 0.0)), NOTHING * np.sqrt(squares))
        trade = 0.01 * self.problem.tolerance * np.sqrt(self.sums.weights.pairs.sum())
        share = np.zeros(len(floor) + 1)
        share[0] = self.accuracy
        return Goals(np.concatenate(([trade], floor)), share)

    def _walk(self, change: Point) -> float:
        cells = self.problem.cells
        length = min(1.0, _FURTHEST / max(float(np.abs(part).max(initial=1e-9)) for part in change[1:]))
        least = self.sums.likelihood - _SLACK * self.sums.scale
        for _ in range(_MOST_HALVINGS):
            point = _moved(self.point, change, length)
            sums = _sums_at(cells, point, self.working)
            if sums.likelihood >= least:
                self.point, self.sums = point, sums
                return length
            length /= 2
        self.sums = _sums_at(cells, self.point, self.working)
        return 0.0


def _moved(point: Point, change: Point, length: float) -> Point:
    return Point(*(now + length * by for now, by in zip(point, change, strict=True)))


def _sums_at(cells: Cells, point: Point, working: Numbers) -> _Sums:
    k_all = len(point.beta)
    weights, fields = no_margins(1, working.shape), no_margins(k_all + 1, working.shape)
    products = Products(np.zeros((k_all, k_all)), np.zeros(k_all))
    explained = kernels.newton_sums(point, cells, working, weights, fields, products)
    hessian = products.hessian + np.tril(products.hessian, -1).T
    total = float(weights.pairs.sum())
    return _Sums(explained - total, abs(explained) + total, weights, fields, hessian, products.gradient)


def _step_of(sums: _Sums, solution: Solution, largest: Numbers) -> _Step:
    """Solve for the change of the coefficients, the effects' own solution and the regressors' given.

    Both are exact to second order in what the solver left, so that a loose solution serves.
    """
    others, by_pair = solution.country_years[:, 1:], solution.pairs[1:]
    left, sides = solution.left, sums.fields.country_years
    hessian = sums.hessian - _flat(sums.fields.pairs[1:]) @ _flat(by_pair).T
    hessian -= (others @ (sides + left)[:, 1:].transpose(0, 2, 1)).sum(axis=0)
    hessian = (hessian + hessian.T) / 2
    inverse, determined = _inverse(hessian, np.diag(sums.hessian))
    beta = inverse @ _slope(sums.gradient, sums.fields, solution, solution)
    change = _change(beta, solution, solution)
    size = _size(beta, float(beta @ hessian @ beta) + _gain(solution, sums.fields), sums, largest)
    ahead = size * min(1.0, _furthest(change, largest))
    return _Step(change, size, ahead, solution, hessian, inverse, determined)


def _furthest(change: Point, largest: Numbers) -> float:
    """Return by how much the logarithm of any cell's fitted trade changes at most."""
    effects = 2 * np.abs(change.country_years).max() + np.abs(change.pairs).max()
    return float(effects + np.abs(change.beta) @ largest)


def _firmness(hessian: Numbers, squares: Numbers) -> float:
    if not squares.all():
        return 0.0
    root = np.sqrt(squares)
    return float(np.linalg.eigvalsh(hessian / root[:, None] / root)[0]) if len(root) else 1.0


def _gain(own: Solution, fields: Margins) -> float:
    """Return what the residual's own effects explain of it, its margins first in the fields."""
    country_years = own.country_years[:, 0] * (fields.country_years - own.left)[:, 0]
    return float(np.sum(country_years) + np.sum(own.pairs[0] * fields.pairs[0]))


def _size(beta: Numbers, gain: float, sums: _Sums, largest: Numbers) -> float:
    total = max(float(sums.weights.pairs.sum()), np.finfo(float).tiny)
    return float(np.max(np.abs(beta) * largest, initial=np.sqrt(max(gain, 0.0) / total)))


def _slope(gradient: Numbers, fields: Margins, own: Solution, regressors: Solution) -> Numbers:
    """Return residualised regressors times the residual; its margins and effects are the first field's."""
    explained = regressors.country_years[:, 1:]
    slope: Numbers = gradient - np.einsum("tkl,tl->k", explained, fields.country_years[:, 0])
    slope -= _flat(regressors.pairs[1:]) @ fields.pairs[0].reshape(-1)
    slope -= np.einsum("tkl,tl->k", regressors.left[:, 1:], own.country_years[:, 0])
    return slope


def _change(beta: Numbers, own: Solution, regressors: Solution) -> Point:
    """Return the change of the point: the residual's own effects less beta times the regressors'."""
    explained, by_pair = regressors.country_years[:, 1:], regressors.pairs[1:]
    country_years = own.country_years[:, :1] - np.einsum("k,tkl->tl", beta, explained)[:, None]
    pairs = own.pairs[:1] - (beta @ _flat(by_pair)).reshape(by_pair.shape[1:])
    return Point(beta, country_years, pairs)


def _flat(pairs: Numbers) -> Numbers:
    return pairs.reshape(len(pairs), pairs.shape[1] * pairs.shape[2])


def _inverse(hessian: Numbers, raw: Numbers) -> tuple[Numbers, bool]:
    """Return the hessian's inverse, or that of its determined part, and whether all of it is determined."""
    own = np.diag(hessian)
    varies = own > _COLLINEAR * raw
    scale = np.where(varies, 1 / np.sqrt(np.where(varies, own, 1.0)), 0.0)
    values, vectors = np.linalg.eigh(hessian * scale * scale[:, None])
    kept = values > _COLLINEAR
    inverse = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T
    return inverse * scale * scale[:, None], bool(kept.all())
