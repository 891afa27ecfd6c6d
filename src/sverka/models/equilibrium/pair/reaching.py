"""Which factors on costs bring the pair's trade to a goal in a world, by the model that the world is of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.icio_book import MILLION
from sverka.models.equilibrium.many_sectors import goal as sectors_goal
from sverka.models.equilibrium.many_sectors import target as sectors_target
from sverka.models.equilibrium.one_sector import answer as one_answer
from sverka.models.equilibrium.one_sector import goal as one_goal
from sverka.models.equilibrium.one_sector import target as one_target
from sverka.models.equilibrium.pair.levers import together
from sverka.models.equilibrium.pair.one_sector_world import OneSectorWorld
from sverka.models.equilibrium.pair.partly import Flows
from sverka.models.equilibrium.pair.world import counted, elasticities, place, touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.pair.answer import Route
    from sverka.models.equilibrium.pair.levers import Tool
    from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
    from sverka.models.equilibrium.pair.world import After, Marks, Numbers, Values

_CLOSED = {"none", "balanced"}
"""Choices under which deficits are closed first, so that trade before depends on what is drawn."""


class NothingToReach(LookupError):
    """The world before has no trade of the kind that the goal is about."""

    def __init__(self, routes: Sequence[Route], baseline: str, of: Sequence[str] = ()) -> None:
        told = ", ".join(f"{exporter}>{importer}" for exporter, importer in routes)
        other = (
            "a wider group of goods, another year, or both directions"
            if of
            else ("another year, or with the other model")
        )
        super().__init__(
            f"The world before the change ({baseline}) has no trade in {', '.join(of) or 'goods'} on {told}: "
            f"a goal is reached by a factor on it, and no factor makes trade of none. Ask about {other}."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Sought:
    """Trade on `routes`, in the sectors `of` (all that counts where empty), is to become `scaled` times that.

    `scaled` is over what it is; the `tools` are what may change to bring it about.
    """

    world: ManySectorsWorld | OneSectorWorld
    routes: tuple[Route, ...]
    tools: tuple[Tool, ...]
    scaled: float
    of: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Marks:
        """Return the sectors whose trade counts (S,): goods, or all where a tool names services."""
        return counted(self.world, together(self.tools))

    @cached_property
    def aimed(self) -> Marks:
        """Return the sectors that the goal is about (S,)."""
        return np.array([name in self.of for name in self.world.sectors]) if self.of else self.counts

    @cached_property
    def marks(self) -> Marks:
        """Return which sales the goal is about (S, N, N)."""
        marks = np.zeros(self.world.trade.shape, np.bool_)
        for one, other in self.routes:
            marks[self.aimed, place(self.world, one), place(self.world, other)] = True
        return marks

    @property
    def efforts(self) -> Numbers:
        """Return how dear the tools' changes are (K,)."""
        return np.array([tool.effort for tool in self.tools])

    def before(self, drawn: Values, near: object = None) -> Numbers:
        """Return sales before (S, N, N), US dollars; with deficits closed where they are closed first."""
        world = self.world
        if world.ground.closure_name not in _CLOSED:
            return world.trade
        return world.solve(np.ones_like(world.trade), world.tariffs, drawn, near).before

    def flows(self, drawn: Values, near: object = None) -> Flows:
        """Return the flows that the goal is about; raise NothingToReach."""
        before = self.before(drawn, near)[self.marks]
        if not before.sum() > 0:
            raise NothingToReach(self.routes, self.world.ground.baseline, self.of)
        theta = np.broadcast_to(elasticities(self.world, drawn)[:, None, None], self.marks.shape)
        moved = np.array([touched(self.world, tool.move(1.0))[self.marks] for tool in self.tools])
        return Flows(before, theta[self.marks], moved)


class Reached(NamedTuple):
    """Where a search ended: factors on each tool's costs, and the world there.

    `flows` are those that the goal adds up, `times` what their sum became over what it was; `slopes` (K,) the
    percent of it that a percent of each tool's costs moves, empty where they are not known; `limit` why it
    went no further, where it did not arrive.
    """

    flows: Flows
    factors: tuple[float, ...]
    after: After
    times: float
    met: bool
    slopes: tuple[float, ...] = ()
    limit: str = ""

    @property
    def logs(self) -> Numbers:
        """Return the logs of the factors (K,)."""
        return np.log(self.factors)


def reach(sought: Sought, drawn: Values, flows: Flows | None = None) -> Reached:
    """Search by the model's own `target`; raise NothingToReach, and an ArithmeticError as that does.

    `flows` are those at `drawn`, where they are known already.
    """
    flows = flows or sought.flows(drawn)
    if isinstance(sought.world, OneSectorWorld):
        return _in_one(sought, sought.world, flows, drawn)
    return _in_many(sought, sought.world, flows, drawn)


def _in_one(sought: Sought, world: OneSectorWorld, flows: Flows, drawn: Values) -> Reached:
    before = flows.total
    goal = one_goal.Goal("trade", sought.routes, sought.scaled * before)
    tools = [
        one_goal.Instrument(tool.name, tool.routes, tool.lowest, tool.highest, tool.effort)
        for tool in sought.tools
    ]
    found = one_target.target(world.at(drawn), goal, tools, world.closure)
    after = world.beside(found.after)
    times = float(after.trade[sought.marks].sum()) / before
    if isinstance(found, one_answer.NoSuchChange):
        return Reached(flows, found.factors, after, times, met=False, limit=found.limit)
    return Reached(flows, tuple(change.factor for change in found.changes), after, times, met=True)


def _in_many(sought: Sought, world: ManySectorsWorld, flows: Flows, drawn: Values) -> Reached:
    before = flows.total
    aimed = tuple(name for name, kept in zip(world.sectors, sought.aimed, strict=True) if kept)
    goal = sectors_goal.Goal(routes=sought.routes, value=sought.scaled * before / MILLION, sectors=aimed)
    tools = [
        sectors_goal.Instrument(
            name=tool.name,
            routes=tool.routes,
            sectors=tool.sectors,
            lowest=tool.lowest,
            highest=tool.highest,
            cost=tool.effort,
        )
        for tool in sought.tools
    ]
    baseline = world.at(drawn)
    found = sectors_target.target(baseline, goal, tools, world.closure)
    after = world.beside(baseline, found.equilibrium)
    times = float(after.trade[sought.marks].sum()) / before
    if isinstance(found, sectors_target.NoSuchChange):
        return Reached(flows, found.factors, after, times, met=False)
    return Reached(flows, found.factors, after, times, met=True, slopes=found.slopes)
