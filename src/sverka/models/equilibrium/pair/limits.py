"""How far the tables' trade can be trusted for a pair: what buyers are assumed, what customs say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.pair.world import place, touched
from sverka.vocabulary.country import pair_of
from sverka.vocabulary.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
    from sverka.models.equilibrium.pair.world import Move
    from sverka.vocabulary.country import Country, Pair
    from sverka.vocabulary.flow import Flow

_YEAR = 4
_FAR = 1.5
"""Times by which tables and customs may differ before it limits the answer: CIF, FOB and basic prices alone
make a fifth."""
_MUCH = 0.25


def assumed_buyers(world: ManySectorsWorld, move: Move) -> Iterator[Finding]:
    """Say how much of what a move acts on is final goods whose buyers are assumed."""
    marks = touched(world, move)
    final = np.broadcast_to(world.assumed[:, :, None], marks.shape)[marks]
    part = float((world.trade[marks] * final).sum() / world.trade[marks].sum())
    if part > 0:
        yield Finding(
            check="final goods",
            severity=Severity.WARNING if part > _MUCH else Severity.NOTE,
            about=", ".join(move.sectors) or "all sectors",
            message=f"Of what the makers of these goods sell {part:.0%} is final, and who buys that is "
            f"assumed, {world.ground.final_goods}. The level of a sector's trade on a route is rough, most "
            "of all that of machines and vehicles: its growth in percent depends on it little, its weight in "
            "turnover much.",
            next_step="Post the official tables, which say who buys final goods, and choose “as published”.",
        )


def beside_customs(
    ledger: Ledger, world: ManySectorsWorld, pair: tuple[Country, Country] | Pair
) -> Iterator[Finding]:
    """Say what customs have of the pair's trade in goods in the year nearest to the tables'."""
    declared = [flow for flow in ledger.flows(pair_of(*pair)) if len(flow.period) == _YEAR and flow.value_usd]
    for exporter, importer in ((pair[0], pair[1]), (pair[1], pair[0])):
        known = [flow for flow in declared if (flow.exporter, flow.importer) == (exporter, importer)]
        if not known:
            continue
        nearest = min(known, key=lambda flow: _distance(flow, world.ground.year))
        i, j = place(world, exporter), place(world, importer)
        there = float(world.trade[world.goods, i, j].sum())
        customs = float(nearest.value_usd or 0)
        far = max(there, customs) > _FAR * min(there, customs)
        yield Finding(
            check="customs",
            severity=Severity.WARNING if far else Severity.NOTE,
            about=f"{exporter}>{importer}",
            message=f"The tables of {world.ground.year} have {there / 1e6:,.0f} million US dollars of goods "
            f"from {exporter} to {importer}; {nearest.reporter or 'others'} declared {customs / 1e6:,.0f} "
            f"million in {nearest.period} ({nearest.origin.source}).",
        )


def _distance(flow: Flow, year: int) -> tuple[int, bool, str]:
    """Order declarations: the nearest year, then the importer's, then by source."""
    return abs(int(flow.period) - year), flow.reporter != flow.importer, flow.origin.source
