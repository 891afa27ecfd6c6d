"""The pair's trade in some industries as the model's own tables have it: nobody declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.pair.answer import Declared
from sverka.models.equilibrium.pair.declared_turnover import DeclaredTrade, Series
from sverka.models.equilibrium.pair.reaching import NothingToReach
from sverka.models.equilibrium.pair.world import place
from sverka.vocabulary.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.pair.answer import Route
    from sverka.models.equilibrium.pair.declared_turnover import Asked
    from sverka.models.equilibrium.pair.world import World

TABLES = "the model's own tables"


def trade_of_tables(world: World, asked: Asked, routes: Sequence[Route], of: Sequence[str]) -> DeclaredTrade:
    """Return the tables' trade in industries `of` on the routes beside the goal; raise NothingToReach.

    It is nobody's declaration, and a finding says so.
    """
    chosen = np.array([name in of for name in world.sectors])
    before = sum(
        float(world.trade[chosen, place(world, exporter), place(world, importer)].sum())
        for exporter, importer in routes
    )
    if not before > 0:
        raise NothingToReach(routes, world.ground.baseline, of)
    years = 0 if asked.by is None else asked.by - world.ground.year
    factor = asked.wanted / before
    own = Declared(
        reporter=None,
        method=TABLES,
        year=world.ground.year,
        turnover=before,
        factor=factor,
        a_year=100 * (factor ** (1 / years) - 1) if years > 0 else None,
        best=None,
        best_years=None,
        origins=world.ground.origins,
    )
    nobodys = Finding(
        check="declared",
        severity=Severity.WARNING,
        about=asked.subject,
        message=f"Nobody declares trade by these industries ({', '.join(of)}): the goal is held against "
        f"{world.ground.baseline}, whose level of a single flow is rough.",
    )
    return DeclaredTrade(asked.subject, (Series(own, ()),), (nobodys,))
