"""Which world answers a question: of many sectors where the book's tables hold both countries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sverka.models.equilibrium.icio_book import held_tables
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.elasticities import elasticities_file, read_elasticities
from sverka.models.equilibrium.pair.limit_kinds import OneSectorOnly, WhyOne
from sverka.models.equilibrium.pair.limits import beside_customs
from sverka.models.equilibrium.pair.many_sectors_world import many_sectors_world
from sverka.models.equilibrium.pair.one_sector_world import one_sector_world
from sverka.models.equilibrium.pair.world import place

if TYPE_CHECKING:
    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.pair.elasticities import Elasticities
    from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
    from sverka.models.equilibrium.pair.one_sector_world import OneSectorWorld
    from sverka.models.equilibrium.pair.question import Options
    from sverka.vocabulary.country import Country, Pair


def world_of(
    ledger: Ledger,
    pair: tuple[Country, Country] | Pair,
    options: Options,
    engine: FrameEngine | None = None,
) -> ManySectorsWorld | OneSectorWorld:
    """Build the world before a change, by the model asked for or, without one, the one that can.

    A finding says why the model of one sector was taken where nobody asked for it. Raises NotInWorld, and
    what `many_sectors_world`, `one_sector_world` and the elasticities raise.
    """
    elasticities = chosen_elasticities(options)
    only = _only_one(ledger, (pair[0], pair[1]), options, engine) if options.model is None else None
    if options.model is Model.ONE or only:
        found = one_sector_world(ledger, pair, options, elasticities, engine)
        told = (*((only,) if only else ()), *found.ground.findings)
        return replace(found, ground=replace(found.ground, findings=told))
    world = many_sectors_world(ledger, options, elasticities, engine)
    for country in pair:
        place(world, country)
    told = (*beside_customs(ledger, world, pair), *world.ground.findings)
    return replace(world, ground=replace(world.ground, findings=told))


def chosen_elasticities(options: Options) -> Elasticities:
    """Return the elasticities that are asked for, with the error asked for."""
    place = options.elasticities_file
    found = elasticities_file(place) if place else read_elasticities(options.elasticities)
    return found.with_error(options.uncertainty.error)


def _only_one(
    ledger: Ledger, pair: tuple[Country, Country], options: Options, engine: FrameEngine | None
) -> OneSectorOnly | None:
    """Say why the tables cannot answer, None where they can."""
    held = held_tables(ledger, engine)
    if not held:
        return OneSectorOnly.of(WhyOne.NO_TABLES)
    year = options.year or max(held)
    if year not in held:
        return OneSectorOnly.of(WhyOne.NOT_OF_YEAR, year)
    absent = tuple(country for country in pair if country not in held[year])
    return OneSectorOnly.of(WhyOne.NOT_HELD, year, absent) if absent else None
