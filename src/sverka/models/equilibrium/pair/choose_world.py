"""Which world answers a question: of many sectors where the book's tables hold both countries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sverka.models.equilibrium.icio_book import held_tables
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.elasticities import elasticities_file, read_elasticities
from sverka.models.equilibrium.pair.limits import beside_customs
from sverka.models.equilibrium.pair.many_sectors_world import many_sectors_world
from sverka.models.equilibrium.pair.one_sector_world import one_sector_world
from sverka.models.equilibrium.pair.world import place
from sverka.vocabulary.finding import Finding, Severity

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
    why = ""
    if options.model is None:
        why = _why_one(ledger, (pair[0], pair[1]), options, engine)
    if options.model is Model.ONE or why:
        found = one_sector_world(ledger, pair, options, elasticities, engine)
        return (
            replace(found, ground=replace(found.ground, findings=(_told(why), *found.ground.findings)))
            if why
            else found
        )
    world = many_sectors_world(ledger, options, elasticities, engine)
    for country in pair:
        place(world, country)
    limits = tuple(beside_customs(ledger, world, pair))
    return replace(world, ground=replace(world.ground, findings=(*world.ground.findings, *limits)))


def chosen_elasticities(options: Options) -> Elasticities:
    """Return the elasticities that are asked for, with the error asked for."""
    place = options.elasticities_file
    found = elasticities_file(place) if place else read_elasticities(options.elasticities)
    return found.with_error(options.uncertainty.error)


def _why_one(
    ledger: Ledger, pair: tuple[Country, Country], options: Options, engine: FrameEngine | None
) -> str:
    """Say why the tables cannot answer, nothing where they can."""
    held = held_tables(ledger, engine)
    if not held:
        return "the book has no input-output tables"
    year = options.year or max(held)
    if year not in held:
        return f"the book has no input-output tables of {year}"
    absent = [country for country in pair if country not in held[year]]
    return f"{' and '.join(absent)} is not in the input-output tables of {year}" if absent else ""


def _told(why: str) -> Finding:
    return Finding(
        check="model",
        severity=Severity.NOTE,
        about=Model.ONE.value,
        message=f"The model of one sector answers, for {why}: no sectors, no inputs, no services.",
        next_step="Post tables that hold both countries (oecd_icio) to ask by sector.",
    )
