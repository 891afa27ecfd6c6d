"""Find separated observations: those whose fitted trade PPML drives to zero because nothing holds it up.

S. Correia, P. Guimaraes and T. Zylkin, Verifying the existence of maximum likelihood estimates for
generalized linear models (2019, arXiv 1903.01633), the iterative rectifier: trade of
zero is separated where some combination z of regressors and effects is above zero there, nowhere below zero,
and zero wherever there is trade: going against z raises the likelihood for ever. The rectifier projects u,
at first 1 wherever trade is zero, on such combinations (zero where there is trade), cuts what is below zero,
and again, until nothing is. Six things are added to the paper's:

- Only combinations of regressors that the effects explain wherever there is trade can take part; they are
  found first, most often there are none, and the regressors need not be carried along.
- Where there are none and trade alone determines the effects' sum in every cell, z is zero throughout.
- The projection is exact: what a penalty leaves where there is trade is taken back (method of multipliers).
- What is found is certified: a combination is shown that is above zero there and zero everywhere else.
- Neither projecting nor cutting lowers the product of u with any z that is nowhere below zero, so once u is
  below 1 everywhere there is no such z: the steps end without waiting for u to vanish.
- Where the steps are slow (u creeping to zero), the few combinations there are go into a linear program.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.convergence import Convergence

if TYPE_CHECKING:
    from sverka.models.gravity.absorption import Absorbs
    from sverka.models.gravity.tensor import Marks, Numbers

CRITERION = "how far the certificate is below zero, relative to its largest value"
_TIMES = 60  # at most so many corrections of what the penalty leaves
_LEAK = 1e-9  # what may be left where the certificate must be zero, of 1
_NOTHING = 1e-6  # certificates below this are zero; each starts from 1
_DEPENDENT = (
    1e-10  # squares that effects leave of a combination of regressors, of what they leave of it everywhere
)
_CONSTANT = 1e-20  # squares about the mean, of all squares: what rounding leaves of a field without variation
_FIRM = 1e-7  # likewise of their squares about their means: above it there are no such combinations
_STEPS = 1000
_PATIENCE = 24  # steps before the linear program is tried
_MOST_COMBINATIONS = 100  # beyond so many independent ones the steps go on instead
_NEW = 1e-6  # length of a combination drawn, of the root of the cells, below which it is no new one
_ROUNDING = 1e-6  # how far below zero the program's combinations may be where they must not
_FARTHEST = 1e4  # bounds of the program's unknowns, with which the largest in some places is one
_DECIMALS = 6  # to which the basis of the program is rounded: what is found is certified without it
_HALF = 0.5  # what the linear program has of a place is one or nothing, but for rounding
_TAKES_PART = 1e-5


class Observed(NamedTuple):
    """What is looked at: cells with trade, cells with none, both (...), and the regressors (K, ...)."""

    trades: Marks
    zeros: Marks
    regressors: Numbers


class Rectified(NamedTuple):
    """Separated cells (...), which regressors (K,) take part in the certificates, and how the steps went.

    `independent`: no combination of the regressors is near what the effects explain, with trade alone.
    """

    cells: Marks
    regressors: Marks
    convergence: Convergence
    independent: bool = False


class Candidates(NamedTuple):
    """Combinations (q, K) of regressors that the effects explain wherever there is trade.

    `independent`: none is near that. `determined`: the effects' sum is the same everywhere if it is where
    there is trade (false also where it is not known).
    """

    combinations: Numbers
    independent: bool
    determined: bool


class Certificate(NamedTuple):
    """z (...), zero where it must be but for `leak` at most, and the coefficients (q,) of the candidates."""

    z: Numbers
    coefficients: Numbers
    leak: float


def rectify(observed: Observed, absorbs: Absorbs) -> Rectified:
    """Return the separated cells: what is found is left out and looked at again until nothing is found."""
    found = np.zeros_like(observed.zeros)
    part = np.zeros(len(observed.regressors), np.bool_)
    if not observed.zeros.any():
        return Rectified(found, part, _convergence([], arrived=True))
    candidates, independent, determined = candidate_combinations(observed, absorbs)
    if determined and not len(candidates):  # what is zero wherever there is trade is zero everywhere
        return Rectified(found, part, _convergence([], arrived=True), independent)
    fields = np.tensordot(candidates, observed.regressors, axes=1)
    history: list[float] = []
    while (observed.zeros & ~found).any():
        search = _Search(observed.trades, observed.zeros & ~found, fields, absorbs)
        certificate = search.run(history)
        if certificate is None:
            return Rectified(found, part, _convergence(history, arrived=not search.gave_up), independent)
        found |= certificate.z > _NOTHING
        part |= _take_part(certificate, candidates, observed)
    return Rectified(found, part, _convergence(history, arrived=True), independent)


def candidate_combinations(observed: Observed, absorbs: Absorbs) -> Candidates:
    """Return combinations of regressors that the effects explain wherever there is trade.

    Regressors that the effects explain everywhere are in none of them.
    """
    count = len(observed.regressors)
    held, determined = absorbs.held(observed.regressors, observed.trades, observed.trades | observed.zeros)
    if not count:
        return Candidates(np.zeros((0, 0)), independent=True, determined=determined)
    everywhere = (observed.trades | observed.zeros).astype(float)
    raw = np.array([_variation(field, everywhere) for field in observed.regressors])
    rough = np.sqrt(np.where(raw > 0, raw, 1))
    if raw.all() and np.linalg.eigvalsh(held / rough[:, None] / rough)[0] > _FIRM:
        return Candidates(np.zeros((0, count)), independent=True, determined=determined)
    held = absorbs.products(observed.regressors, observed.trades.astype(float))
    whole = np.diag(absorbs.products(observed.regressors, everywhere))
    size = np.array([float((field**2 * everywhere).sum()) for field in observed.regressors])
    varies = (raw > _CONSTANT * size) & (whole > _DEPENDENT * raw)
    scale = np.where(varies, 1 / np.sqrt(np.where(varies, whole, 1)), 0)
    held = held * scale[:, None] * scale
    values, vectors = np.linalg.eigh(held[np.ix_(varies, varies)])
    combinations = np.zeros((int((values < _DEPENDENT).sum()), count))
    combinations[:, varies] = vectors[:, values < _DEPENDENT].T
    return Candidates(combinations * scale, independent=False, determined=determined)


class _Search:
    """The rectifier's steps for one certificate."""

    def __init__(self, trades: Marks, zeros: Marks, fields: Numbers, absorbs: Absorbs) -> None:
        self.trades = trades
        self.zeros = zeros
        self.fields = fields
        self.absorbs = absorbs
        self.gave_up = False
        self.project = _Projection(trades, zeros, fields, absorbs)

    def run(self, history: list[float]) -> Certificate | None:
        """Return a certificate that some cells are separated; None where there is none, or none was found."""
        u = self.zeros.astype(float)
        for step in range(1, _STEPS + 1):
            z = self.project(u, 1 - _NOTHING).z
            top = float(z.max())
            if top < 1 - _NOTHING:
                return None
            below = max(0.0, -float(z.min())) / top
            history.append(below)
            if step == _PATIENCE:
                z, known = self._solve_program(z)
                if known and not z.any():
                    return None
            # Trying costs about a step: at first, and again each time that the steps have doubled.
            if below <= _NOTHING or step == _PATIENCE or step & (step - 1) == 0:
                certificate = self._certify(np.maximum(z, 0))
                if certificate is not None:
                    return certificate
            u = np.maximum(z, 0)
        self.gave_up = True
        return None

    def _certify(self, u: Numbers) -> Certificate | None:
        some = u > _NOTHING * u.max()
        project = _Projection(self.trades | (self.zeros & ~some), some, self.fields, self.absorbs)
        certificate = project(u / u.max())
        least = float(certificate.z[some].min())
        return certificate if least > _NOTHING and certificate.leak < _NOTHING * least else None

    def _solve_program(self, z: Numbers) -> tuple[Numbers, bool]:
        """Return the z that is above zero in the most cells, and true; or what was given, and false."""
        basis = self._basis()
        best = None if basis is None else widest(basis)
        if best is None:
            return z, False
        spread = np.zeros_like(z)
        spread[self.zeros] = best
        return spread, True

    def _basis(self) -> Numbers | None:
        """Return a basis (d, zeros) of what can be projected on, from draws; None where there is too much."""
        draw = np.random.default_rng(0)
        basis = np.zeros((0, int(self.zeros.sum())))
        drawn = np.zeros(self.zeros.shape)
        while len(basis) <= _MOST_COMBINATIONS:
            drawn[self.zeros] = draw.normal(size=basis.shape[1])
            new = self.project(drawn).z[self.zeros]
            rest = new - (new @ basis.T) @ basis
            length = float(np.sqrt(rest @ rest))
            if length <= _NEW * np.sqrt(drawn.size):
                return basis
            # What the difference magnified of the projection's error is projected away.
            drawn[self.zeros] = (rest - (rest @ basis.T) @ basis) / length
            rest = self.project(drawn).z[self.zeros]
            basis = np.concatenate([basis, rest[None] / np.sqrt(rest @ rest)])
        return None


def widest(basis: Numbers) -> Numbers | None:
    """Return the combination (n,) of a basis (d, n) that is nowhere below zero and above it the most often.

    A linear program (K. Konis 2007, Linear programming algorithms for detecting separated data): as much as
    can be had of every place, up to one. With cones as narrow as these it may end without an answer, or
    without the best, now by one method and now by the other: the best counts. None where there is no answer.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  heavy
    from scipy.sparse import csr_array, eye_array, hstack  # noqa: PLC0415  heavy

    plain = _plain(basis)
    lively = np.abs(plain).max(axis=0) > 0
    some = plain[:, lively].T
    count, free = some.shape
    solved = [
        linprog(
            np.concatenate([np.zeros(free), -np.ones(count)]),
            A_ub=hstack([csr_array(-some), eye_array(count)], format="csr"),
            b_ub=np.full(count, slack),
            bounds=[(-_FARTHEST, _FARTHEST)] * free + [(0, 1)] * count,
            method=method,
        )
        for method, slack in product(("highs-ds", "highs-ipm"), (0.0, _ROUNDING))
    ]
    answers = [answer for answer in solved if answer.status == 0]
    if not answers:
        return None
    x = min(answers, key=lambda answer: answer.fun).x
    best = np.zeros(basis.shape[1])
    best[lively] = np.where(x[free:] > _HALF, some @ x[:free], 0)
    return np.maximum(best, 0)


def _plain(basis: Numbers) -> Numbers:
    """Return a basis of the same with an identity in some places: places alike are exactly so again."""
    from scipy.linalg import qr  # noqa: PLC0415  heavy

    pivots = qr(basis, mode="r", pivoting=True)[1][: len(basis)]
    return np.round(np.linalg.solve(basis[:, pivots], basis), _DECIMALS)


class _Projection:
    """Projects on the combinations that are zero in some cells: nearest in the others."""

    def __init__(self, nowhere: Marks, free: Marks, fields: Numbers, absorbs: Absorbs) -> None:
        self.nowhere = nowhere
        self.free = free
        self.fields = fields
        self.weight = np.where(nowhere, absorbs.penalty, np.where(free, 1.0, 0.0))
        self.residuals = absorbs.at(self.weight)
        self.rest = self.residuals(fields) if len(fields) else fields
        self.taken_back = np.zeros_like(self.weight)

    def __call__(self, u: Numbers, least: float = -np.inf) -> Certificate:
        """Project u; less exactly, though with the same products, where it ends below `least` everywhere."""
        for _ in range(_TIMES):
            z, coefficients = self._regress(np.where(self.free, u, self.taken_back))
            if z[self.free].max() < least:
                break
            leak = np.where(self.nowhere, z, 0)
            if np.abs(leak).max() <= _LEAK:
                break
            self.taken_back -= leak
        return Certificate(
            np.where(self.free, z, 0), coefficients, float(np.abs(z[self.nowhere]).max(initial=0))
        )

    def _regress(self, target: Numbers) -> tuple[Numbers, Numbers]:
        left = self.residuals(target[None])[0]
        if not len(self.fields):
            return target - left, np.zeros(0)
        x = self.rest.reshape(len(self.fields), -1)
        weighted = x * self.weight.reshape(-1)
        values, vectors = np.linalg.eigh(weighted @ x.T)
        # The fields have a length of one where the effects are out, so what is left of them has a scale.
        inverse = np.where(values > _DEPENDENT, 1 / np.where(values > _DEPENDENT, values, 1), 0)
        coefficients = (vectors * inverse) @ (vectors.T @ (weighted @ left.reshape(-1)))
        return target - left + np.tensordot(coefficients, self.rest, axes=1), coefficients


def _take_part(certificate: Certificate, candidates: Numbers, observed: Observed) -> Marks:
    everywhere = (observed.trades | observed.zeros).astype(float)
    moved = certificate.coefficients @ candidates
    spread = np.sqrt([_variation(field, everywhere) / everywhere.sum() for field in observed.regressors])
    reach = np.abs(moved) * spread
    return reach > _TAKES_PART * max(float(reach.max(initial=0)), _NOTHING)


def _variation(field: Numbers, marks: Numbers) -> float:
    mean = float((field * marks).sum() / marks.sum())
    return float(((field - mean) ** 2 * marks).sum())


def _convergence(history: list[float], *, arrived: bool) -> Convergence:
    return Convergence(
        arrived=arrived,
        steps=len(history),
        inner=0,
        criterion=CRITERION,
        tolerance=_NOTHING,
        history=tuple(history),
        why="" if arrived else f"{_STEPS} steps were not enough: more observations may be separated",
    )
