"""The answer about a goal: what was asked and found, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec.structs import replace

from sverka.models.equilibrium.pair.answer import Estimate, Lever, Outcome, Target
from sverka.models.equilibrium.pair.beside import beside
from sverka.models.equilibrium.pair.found_change import DIRECT, Found, percent_name
from sverka.models.equilibrium.pair.limit_kinds import SearchStopped
from sverka.models.equilibrium.pair.world_at_goal import world_at_goal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sverka.models.equilibrium.pair.answer import Beside, Declared, Growing, Route
    from sverka.models.equilibrium.pair.declared_turnover import DeclaredTrade
    from sverka.models.equilibrium.pair.levers import Tool
    from sverka.models.equilibrium.pair.question import GoalAsked
    from sverka.models.equilibrium.pair.reaching import Sought
    from sverka.vocabulary.country import Country


class Framed(NamedTuple):
    """A goal beside what is declared, and what it comes to in the world before."""

    pair: tuple[Country, Country]
    goal: GoalAsked
    routes: tuple[Route, ...]
    trade: DeclaredTrade
    against: Declared
    growing: Growing
    sought: Sought
    today: date


def already(framed: Framed) -> Target:
    """Return that nothing has to change."""
    return Target(
        pair=framed.pair,
        what=framed.goal.what.value,
        routes=framed.routes,
        named=framed.goal.named,
        wanted=framed.goal.wanted,
        by=framed.goal.by,
        declared=tuple(one.declared for one in framed.trade.series),
        against=framed.against,
        growing=framed.growing,
        scaled=framed.sought.scaled,
        outcome=Outcome.ALREADY,
        reached=1.0,
        levers=tuple(_lever(tool, Estimate(0.0), 0.0) for tool in framed.sought.tools),
        beside=(),
        beside_lacks=None,
        after=None,
        asked_on=framed.today,
        findings=framed.trade.lacking,
        of=framed.goal.of,
    )


def answered(framed: Framed, found: Found) -> Target:
    """Return the change that reaches the goal, or the one that comes nearest."""
    reached = found.reached
    return replace(
        already(framed),
        outcome=Outcome.REACHED if reached.met else Outcome.NO_SUCH_CHANGE,
        reached=reached.times,
        levers=tuple(_levers(framed.sought, found)),
        beside=_beside(found),
        beside_lacks=found.effects.lacks,
        after=world_at_goal(framed.sought, framed.pair, found, framed.goal.named),
        findings=(*framed.trade.lacking, *_findings(found)),
    )


def _levers(sought: Sought, found: Found) -> Iterator[Lever]:
    logs = found.reached.flows.reaching(sought.scaled, sought.efforts)
    for k, tool in enumerate(sought.tools):
        partial = None if logs is None else 100 * float(np.expm1(logs[k]))
        yield _lever(tool, found.figures.of(percent_name(k)), partial)


def _lever(tool: Tool, percent: Estimate, partial: float | None) -> Lever:
    return Lever(
        name=tool.name,
        routes=tool.routes,
        sectors=tool.sectors,
        percent=percent,
        partial=partial,
        bounds=(100 * (tool.lowest - 1), 100 * (tool.highest - 1)),
    )


def _beside(found: Found) -> tuple[Beside, ...]:
    draws = found.figures.draws
    drawn = [row[DIRECT] for row in draws.figures] if draws else []
    return beside(found.effects.found, found.figures.means[DIRECT], drawn, found.uncertainty.level)


def _findings(found: Found) -> Iterator[SearchStopped]:
    if found.reached.limit:
        yield SearchStopped.of(found.reached.limit)
