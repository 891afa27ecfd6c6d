"""Solve markets and instruments at once: Newton's method with the least-cost instruments in every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.one_sector.least_cost import least_cost
from sverka.models.equilibrium.one_sector.newton import Factored, Markets
from sverka.models.equilibrium.one_sector.question import Found, Question
from sverka.models.equilibrium.one_sector.solve import TOLERANCE

if TYPE_CHECKING:
    from sverka.models.equilibrium.one_sector.baseline import Numbers

_STEPS = 100
_LONGEST_PRICE, _LONGEST_COST = 0.7, 1.5
_NEAR, _SETTLED = 1e-10, 1e-5
_CLOSE, _MIX_CLOSE = 1e-2, 1e-6
"""Slopes are not taken anew for steps this short; a mix rests on them, a single instrument does not."""


def search(question: Question, near: Found | None = None) -> Found:
    """Solve the markets and the least-cost instruments at once, each step from the slopes of both.

    It begins where things are today, or at what was found for a goal nearby.
    """
    z = np.zeros(len(question.instruments)) if near is None else near.z
    x = np.zeros(len(question.baseline.countries)) if near is None else near.markets.x
    markets = question.markets(x, z)
    history: list[float] = []
    first, settled = z, np.inf
    factored: Factored | None = None
    close = _CLOSE if len(z) == 1 else _MIX_CLOSE
    for _ in range(_STEPS):
        off, gap = question.off(markets), float(np.abs(markets.gaps).max())
        history.append(max(abs(off), gap))
        if len(z) == 1 and history[-1] < TOLERANCE and settled < _SETTLED:
            return Found(markets, z, tuple(history), turned=bool((first * z < 0).any()))
        if factored is None or settled > close:
            factored = Factored.of(markets)
        dx, dz = _step(question, factored, markets, z, off)
        settled = float(max(np.abs(dz).max(), np.abs(dx).max()))
        if not np.isfinite(settled):
            break
        first = dz if len(history) == 1 else first
        if gap < TOLERANCE and settled < _NEAR:
            return Found(markets, z, tuple(history))
        part = min(1.0, _LONGEST_COST / max(float(np.abs(dz).max()), 1e-300))
        part = min(part, _LONGEST_PRICE / max(float(np.abs(dx).max()), 1e-300))
        z = z + part * dz
        markets = question.markets(markets.x + part * dx, z)
    where = int(np.argmax(np.abs(markets.gaps)))
    why = (
        f"After {len(history)} steps the goal's flows are off by "
        f"{100 * np.expm1(question.off(markets)):+.3g} %; the worst market, that of "
        f"{question.baseline.countries[where]}, by {100 * markets.gaps[where]:+.3g} %."
    )
    return Found(markets, z, tuple(history), why)


def _step(
    question: Question, factored: Factored, markets: Markets, z: Numbers, off: float
) -> tuple[Numbers, Numbers]:
    """Return the changes of log prices and instruments that, to first order, clear markets at the goal.

    `factored` may be of prices that were a little different: it only costs a cheap step more.
    """
    slopes = _slopes(question, markets)
    solved = factored.solve(-np.column_stack((markets.gaps, slopes.gaps_by_z)))
    clearing, by_z = solved[:, 0], solved[:, 1:]
    whole = slopes.goal_by_z + slopes.goal_by_x @ by_z
    wanted = float(whole @ z - off - slopes.goal_by_x @ clearing)
    dz = least_cost(wanted, whole, question.costs, question.least, question.most) - z
    return clearing + by_z @ dz, dz


class _Slopes(NamedTuple):
    """How gaps move with instruments (N, K), the log of the goal's flows with prices (N,), with them (K,)."""

    gaps_by_z: Numbers
    goal_by_x: Numbers
    goal_by_z: Numbers


def _slopes(question: Question, markets: Markets) -> _Slopes:
    theta, trade, shares, spent = markets.baseline.theta, markets.trade, markets.shares, markets.spending
    exporters, importers = question.flows
    goal = trade[question.flows]
    bought = np.bincount(importers, weights=goal, minlength=len(trade))
    by_x = theta * np.bincount(exporters, weights=goal, minlength=len(trade)) - theta * (shares @ bought)
    by_x += bought * spent.own / spent.value + float(bought @ (spent.common / spent.value)) * spent.by
    gaps_by_z = np.zeros((len(trade), len(question.moved)))
    by_z = np.zeros(len(question.moved))
    wanted = np.zeros(trade.shape, np.bool_)
    wanted[question.flows] = True
    for k, (rows, columns) in enumerate(question.moved):
        moved = trade[rows, columns]
        gaps_by_z[:, k] = np.bincount(rows, weights=moved, minlength=len(trade))
        rivalled = np.bincount(columns, weights=shares[rows, columns], minlength=len(trade))
        gaps_by_z[:, k] -= trade @ rivalled
        by_z[k] = moved[wanted[rows, columns]].sum() - bought @ rivalled
    total = goal.sum()
    return _Slopes(theta * gaps_by_z / markets.income[:, None], by_x / total, theta * by_z / total)
