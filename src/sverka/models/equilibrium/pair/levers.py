"""The costs that may change to reach a goal, in a world: what each moves, within which bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.pair.ask_what_if import sectors_of
from sverka.models.equilibrium.pair.world import Move, elasticities, place, touched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.pair.answer import Route
    from sverka.models.equilibrium.pair.question import GoalAsked
    from sverka.models.equilibrium.pair.world import Numbers, Values, World


class Tool(NamedTuple):
    """Costs that change together: the factor on them from `lowest` to `highest`, dear as `effort` says."""

    name: str
    routes: tuple[Route, ...]
    sectors: tuple[str, ...]
    lowest: float
    highest: float
    effort: float

    def move(self, factor: float) -> Move:
        """Return the change of these costs by a factor."""
        return Move(routes=self.routes, sectors=self.sectors, factor=factor)


def tools_of(world: World, goal: GoalAsked) -> tuple[Tool, ...]:
    """Return what may change in a world: one tool, or those of the levers asked for.

    Raises UnknownSector, SectorNotInTables, NeedsSectors, NotInWorld, and NothingTraded where there is
    nothing to move.
    """
    asked = [(one.name, one.routes, one.named, one.bounds, one.effort) for one in goal.levers]
    if not asked:
        asked = [(_called(goal.routes, goal.named), goal.routes, goal.named, goal.bounds, 1.0)]
    for exporter, importer in (route for _, routes, *_ in asked for route in routes):
        place(world, exporter), place(world, importer)
    tools = tuple(
        Tool(name, routes, sectors_of(world, named), *bounds, effort)
        for name, routes, named, bounds, effort in asked
    )
    for tool in tools:
        touched(world, tool.move(1.0))
    return tools


def _called(routes: Sequence[Route], named: Sequence[str]) -> str:
    ways = ", ".join(f"{exporter}>{importer}" for exporter, importer in routes)
    return f"costs on {ways}" + (f", {', '.join(named)}" if named else "")


def costs_of(world: World, tools: Sequence[Tool], factors: Sequence[float]) -> Numbers:
    """Return the factors on costs (S, N, N); where tools overlap, their product."""
    logs = np.zeros(world.trade.shape)
    for tool, factor in zip(tools, factors, strict=True):
        logs[touched(world, tool.move(1.0))] += np.log(factor)
    return np.exp(logs)


def together(tools: Sequence[Tool]) -> Move:
    """Return the routes and sectors of all tools, as a move without a size."""
    routes = tuple(dict.fromkeys(route for tool in tools for route in tool.routes))
    everything = any(not tool.sectors for tool in tools)
    named = () if everything else tuple(dict.fromkeys(name for tool in tools for name in tool.sectors))
    return Move(routes=routes, sectors=named)


def directly(world: World, costs: Numbers, drawn: Values, before: Numbers) -> Numbers:
    """Return trade (S, N, N) if nothing but the flows reacted to factors on costs."""
    return np.asarray(before * costs ** -elasticities(world, drawn)[:, None, None])
