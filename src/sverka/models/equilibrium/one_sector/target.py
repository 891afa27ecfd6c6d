"""Find the smallest change of named costs that brings trade to a goal: the inverse of `solve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.equilibrium.one_sector.answer import Answer, Change, NoSuchChange
from sverka.models.equilibrium.one_sector.closure import Closure
from sverka.models.equilibrium.one_sector.equilibrium import Equilibrium, Level
from sverka.models.equilibrium.one_sector.goal import Goal, Instrument, NoInstrument
from sverka.models.equilibrium.one_sector.mix_path import mix
from sverka.models.equilibrium.one_sector.path import follow
from sverka.models.equilibrium.one_sector.question import Found, Question
from sverka.models.equilibrium.one_sector.search import search
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.equilibrium.one_sector.solve import TOLERANCE, NotArrived, balanced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector

_STEPS = 100
_LONGEST_COST = 1.5
_NEAR = 1e-10


def target(
    baseline: OneSector,
    goal: Goal,
    instruments: Sequence[Instrument] | None = None,
    closure: Closure = Closure.RATIO,
) -> Answer | NoSuchChange:
    """Return the least-cost change of the instruments that reaches the goal in full equilibrium.

    Without instruments all costs of the goal's first flow move, both ways alike. Prices and instruments are
    solved for at once, by Newton's method on the markets and the goal. Where that does not end at a sure
    answer, a single instrument is followed from where it is to its bounds, a mix of several in strides from
    today's value of the goal. Raises NothingToScale, UnknownCountry, NoInstrument, and NotArrived with the
    last state.
    """
    if closure is Closure.BALANCED:
        baseline = balanced(baseline)
    chosen = tuple(instruments) if instruments is not None else (Instrument.pair(*goal.flows[0]),)
    if not chosen:
        raise NoInstrument("No instrument is given.")
    question = Question.of(baseline, goal, chosen, closure)
    found = mix(question) if len(chosen) > 1 else _single(question)
    after = _equilibrium(question, found)
    if found.why:
        raise NotArrived(after)
    reached = float(after.trade[question.flows].sum())
    if not question.meets(found.markets):
        factors = tuple(np.exp(found.z).tolist())
        return NoSuchChange(goal, question.before, reached, chosen, factors, after, found.limit)
    return Answer(goal, question.before, reached, _changes(question, found.z), after, after.convergence)


def _single(question: Question) -> Found:
    found = search(question)
    sure = question.stands(found) and question.meets(found.markets) and not found.turned
    return found if sure else follow(question)


def _equilibrium(question: Question, found: Found) -> Equilibrium:
    markets = found.markets
    return Equilibrium(
        baseline=question.baseline,
        shock=CostShock.of_costs(question.factors(found.z)),
        closure=question.closure,
        level=Level.FULL,
        prices=np.exp(markets.x),
        price_index=markets.resistance ** (1 / question.baseline.theta),
        trade=markets.trade,
        output=markets.income,
        expenditure=markets.spending.value,
        convergence=Convergence(
            arrived=not found.why,
            steps=len(found.history),
            inner=0,
            criterion="largest of the goal's log gap and the gaps of sales over income",
            tolerance=TOLERANCE,
            history=found.history,
            why=found.why,
        ),
    )


def _changes(question: Question, z: Numbers) -> tuple[Change, ...]:
    theta = question.baseline.theta
    naive = _naive(question)
    return tuple(
        Change(
            instrument=instrument,
            factor=float(np.exp(z[k])),
            direct=float(np.exp(theta * z[k])),
            naive=None if naive is None else float(np.exp(naive[k])),
        )
        for k, instrument in enumerate(question.instruments)
    )


def _naive(question: Question) -> Numbers | None:
    """Return the least-cost log changes that reach the goal if nothing but the flows moved."""
    before, theta = question.baseline.trade, question.baseline.theta
    wanted = np.zeros(before.shape)
    wanted[question.flows] = before[question.flows]
    z, off = np.zeros(len(question.instruments)), np.inf
    for _ in range(_STEPS):
        flows = wanted * question.factors(z) ** theta
        off = float(np.log(flows.sum() / question.value))
        slopes = theta * np.array([flows[cells].sum() for cells in question.moved]) / flows.sum()
        if np.abs(slopes).max() < _NEAR:
            break
        worth = slopes / question.costs
        dz = worth * ((float(slopes @ z) - off) / (slopes @ worth)) - z
        if np.abs(dz).max() < _NEAR:
            break
        z = z + np.clip(dz, -_LONGEST_COST, _LONGEST_COST)
    return z if abs(off) < _NEAR else None
