"""The world after the changes that reach a goal, as the answer to what these changes do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sverka.models.equilibrium.pair.answer import Change, Estimate, WhatIf
from sverka.models.equilibrium.pair.found_change import percent_name
from sverka.models.equilibrium.pair.levers import costs_of, directly, together
from sverka.models.equilibrium.pair.what_if_answer import Solved, what_if_of
from sverka.models.equilibrium.pair.world import place, touched

if TYPE_CHECKING:
    from sverka.models.equilibrium.pair.found_change import Found
    from sverka.models.equilibrium.pair.reaching import Reached, Sought
    from sverka.vocabulary.country import Country


def world_at_goal(
    sought: Sought, pair: tuple[Country, Country], found: Found, named: tuple[str, ...]
) -> WhatIf:
    """Return what the factors that were found do to everybody.

    Of several tools the change is that of their routes and sectors together, its percent the mean over what
    is traded there.
    """
    tools, reached = sought.tools, found.reached
    alone = len(tools) == 1
    move = tools[0].move(reached.factors[0]) if alone else together(tools)
    change = Change(
        routes=move.routes,
        sectors=move.sectors,
        named=named,
        percent=found.figures.of(percent_name(0)) if alone else Estimate(_mean(sought, reached)),
    )
    solved = Solved(sought.world, pair, move, found.means, reached.after)
    after = what_if_of(solved, change, found.figures, found.taken, found.uncertainty)
    return after if alone else replace(after, partial=_partial(sought, pair, found))


def _mean(sought: Sought, reached: Reached) -> float:
    """Return by how many percent goods become dearer on all routes and sectors together."""
    costs = costs_of(sought.world, sought.tools, reached.factors)
    marks = touched(sought.world, together(sought.tools))
    traded = sought.world.trade[marks]
    return 100 * float((traded * costs[marks]).sum() / traded.sum() - 1)


def _partial(sought: Sought, pair: tuple[Country, Country], found: Found) -> float:
    """Return turnover if only the flows themselves reacted."""
    costs = costs_of(sought.world, sought.tools, found.reached.factors)
    trade = directly(sought.world, costs, found.means, found.reached.after.before)[sought.counts]
    i, j = (place(sought.world, country) for country in pair)
    return float((trade[:, i, j] + trade[:, j, i]).sum())
