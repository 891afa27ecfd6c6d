"""How far the tables' trade can be trusted for a pair: what buyers are assumed, what customs say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.measures.declared_years import ESTIMATED
from sverka.models.equilibrium.pair.limit_kinds import AssumedBuyers, BesideCustoms
from sverka.models.equilibrium.pair.world import place, touched
from sverka.vocabulary.country import pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
    from sverka.models.equilibrium.pair.world import Move
    from sverka.vocabulary.country import Country, Pair
    from sverka.vocabulary.flow import Flow

_YEAR = 4


def assumed_buyers(world: ManySectorsWorld, move: Move) -> Iterator[AssumedBuyers]:
    """Say how much of what a move acts on is final goods whose buyers are assumed."""
    marks = touched(world, move)
    final = np.broadcast_to(world.assumed[:, :, None], marks.shape)[marks]
    part = float((world.trade[marks] * final).sum() / world.trade[marks].sum())
    if part > 0:
        yield AssumedBuyers.of(part, move.sectors, world.ground.final_goods)


def beside_customs(
    ledger: Ledger, world: ManySectorsWorld, pair: tuple[Country, Country] | Pair
) -> Iterator[BesideCustoms]:
    """Say what customs have of the pair's trade in goods in the year nearest to the tables'.

    What a publisher filled in for a country that is silent is no declaration.
    """
    declared = [flow for flow in ledger.flows(pair_of(*pair)) if _is_declared(flow)]
    for exporter, importer in ((pair[0], pair[1]), (pair[1], pair[0])):
        known = [flow for flow in declared if (flow.exporter, flow.importer) == (exporter, importer)]
        if not known:
            continue
        nearest = min(known, key=lambda flow: _distance(flow, world.ground.year))
        i, j = place(world, exporter), place(world, importer)
        there = float(world.trade[world.goods, i, j].sum())
        yield BesideCustoms.of(world.ground.year, there, nearest)


def _is_declared(flow: Flow) -> bool:
    """Tell whether somebody states a flow above zero of a whole year, or a third party reconciled it."""
    filled = flow.reporter is not None and flow.flag.startswith(ESTIMATED)
    return len(flow.period) == _YEAR and flow.value_usd > 0 and not filled


def _distance(flow: Flow, year: int) -> tuple[int, bool, str]:
    """Order declarations: the nearest year, then the importer's, then by source."""
    return abs(int(flow.period) - year), flow.reporter != flow.importer, flow.origin.source
