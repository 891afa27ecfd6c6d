"""The world before a change, in either model: what a question about a pair needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from sverka.models.equilibrium.draws import Uncertain
    from sverka.models.equilibrium.pair.answer import Model, Route
    from sverka.models.equilibrium.pair.elasticities import Elasticities
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.origin import Origin

    Numbers = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Values = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a world is made of, in words, and what limits it; the fields are those of `answer.Setting`."""

    model: Model
    baseline: str
    source: str
    year: int
    closure: str
    closure_name: str
    final_goods: str
    elasticities: Elasticities
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class After:
    """The world after a change beside the one before it, at one draw of what is uncertain.

    `before` and `trade` (S, N, N): sales before tariffs in US dollars, domestic ones with i = j; `income`
    (N,): what is spent before, US dollars; `real_income` (N,): the factor on what it buys. `near`: the
    model's own solution, which the next one nearby may start from.
    """

    before: Numbers
    trade: Numbers
    income: Numbers
    real_income: Numbers
    near: object = None


class World(Protocol):
    """N countries and S sectors before the change; `sectors` of the one-sector model are one, ALL_GOODS."""

    @property
    def ground(self) -> Ground:
        """What it is made of."""

    @property
    def countries(self) -> tuple[Country, ...]:
        """Countries in their order in all arrays."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors likewise."""

    @property
    def trade(self) -> Numbers:
        """Sales (S, N, N) in US dollars, as the data have them."""

    @property
    def tariffs(self) -> Numbers:
        """Rates (S, N, N), 0.05 is five percent."""

    @property
    def goods(self) -> Marks:
        """The sectors whose products customs count (S,)."""

    @property
    def names(self) -> tuple[str, ...]:
        """The drawn number that is each sector's elasticity."""

    @property
    def uncertain(self) -> Uncertain:
        """The elasticities by name, with their errors."""

    @property
    def digest(self) -> str:
        """Tell this world from others."""

    def solve(self, costs: Numbers, tariffs: Numbers, drawn: Values, near: object = None) -> After:
        """Solve for factors on costs and new tariffs (S, N, N) at drawn elasticities.

        Raises an ArithmeticError where there is no equilibrium.
        """


@dataclass(frozen=True, kw_only=True)
class Move:
    """What becomes of costs on routes, in sectors (all where empty): one of factor, tariff and effect.

    `tariff` is the new rate, 0.05 is five percent. `effect` names the drawn number that is a gravity
    coefficient: the factor is exp(-effect / elasticity).
    """

    routes: tuple[Route, ...]
    sectors: tuple[str, ...]
    factor: float | None = None
    tariff: float | None = None
    effect: str | None = None


class NotInWorld(LookupError):
    """A country is not among those of the world before the change."""

    def __init__(self, country: str, baseline: str, countries: tuple[str, ...]) -> None:
        super().__init__(
            f"{country} is not in the world before the change ({baseline}), which has "
            f"{len(countries)} countries: {', '.join(countries)}. Ask about two of these, or with the other "
            "model."
        )


class NothingTraded(LookupError):
    """Nothing is traded where the change is to act."""

    def __init__(self, move: Move, baseline: str) -> None:
        routes = ", ".join(f"{exporter}>{importer}" for exporter, importer in move.routes)
        sectors = f" of {', '.join(move.sectors)}" if move.sectors else ""
        super().__init__(
            f"The world before the change ({baseline}) has no trade{sectors} on {routes}: no change of costs "
            "makes trade of none. Ask about other sectors, routes or another year."
        )


def place(world: World, country: str) -> int:
    """Return where a country stands; raise NotInWorld."""
    if country not in world.countries:
        raise NotInWorld(country, world.ground.baseline, world.countries)
    return world.countries.index(country)


def touched(world: World, move: Move) -> Marks:
    """Return the cells that a move acts on (S, N, N); raise NotInWorld, NothingTraded."""
    marks = np.zeros(world.trade.shape, np.bool_)
    chosen = np.array([not move.sectors or name in move.sectors for name in world.sectors])
    for exporter, importer in move.routes:
        marks[chosen, place(world, exporter), place(world, importer)] = True
    if not (world.trade[marks] > 0).any():
        raise NothingTraded(move, world.ground.baseline)
    return marks


def counted(world: World, move: Move) -> Marks:
    """Return the sectors whose trade counts as the pair's (S,): goods, or all where services are named."""
    named = np.array([name in move.sectors for name in world.sectors])
    return world.goods if not (named & ~world.goods).any() else np.ones_like(world.goods)


def elasticities(world: World, drawn: Values) -> Numbers:
    """Return the drawn elasticity of each sector (S,)."""
    return np.array([drawn[name] for name in world.names])


def costs_after(world: World, move: Move, drawn: Values) -> Numbers:
    """Return the factors on costs (S, N, N)."""
    if move.effect is not None:
        factors = np.exp(-drawn[move.effect] / elasticities(world, drawn))
    else:
        factors = np.full(len(world.sectors), 1.0 if move.factor is None else move.factor)
    return np.where(touched(world, move), factors[:, None, None], 1.0)


def tariffs_after(world: World, move: Move) -> Numbers:
    """Return the tariffs (S, N, N)."""
    if move.tariff is None:
        return world.tariffs
    return np.where(touched(world, move), move.tariff, world.tariffs)


def solve_move(world: World, move: Move, drawn: Values, near: object = None) -> After:
    """Solve for what a move does at drawn numbers."""
    return world.solve(costs_after(world, move, drawn), tariffs_after(world, move), drawn, near)


def percent_of(world: World, move: Move, drawn: Values) -> float:
    """Return by how many percent the goods become dearer where they arrive, the mean over what is traded."""
    marks = touched(world, move)
    factor = costs_after(world, move, drawn) * (1 + tariffs_after(world, move)) / (1 + world.tariffs)
    return 100 * float((world.trade[marks] * factor[marks]).sum() / world.trade[marks].sum() - 1)


def partial_trade(world: World, move: Move, drawn: Values, before: Numbers) -> Numbers:
    """Return trade (S, N, N) if nothing but the flows reacted: prices, wages and spending as before."""
    theta = elasticities(world, drawn)[:, None, None]
    dearer = (1 + tariffs_after(world, move)) / (1 + world.tariffs)
    return np.asarray(before * (costs_after(world, move, drawn) * dearer) ** -theta / dearer)
