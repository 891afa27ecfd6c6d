"""Lay out a solution as the answer to a question about a pair; a target's answer is laid out likewise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.pair.answer import Diversion, Effect, Flow, SectorFlow, Setting, WhatIf
from sverka.models.equilibrium.pair.figures import TURNOVER, growth, real_income, route
from sverka.models.equilibrium.pair.limit_kinds import FailedDraws, NothingSold, ServicesApart
from sverka.models.equilibrium.pair.limits import assumed_buyers
from sverka.models.equilibrium.pair.many_sectors_world import ManySectorsWorld
from sverka.models.equilibrium.pair.world import counted, partial_trade, place
from sverka.vocabulary.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.equilibrium.pair.answer import Change
    from sverka.models.equilibrium.pair.figures import Intervals
    from sverka.models.equilibrium.pair.like_effect import LikeEffect
    from sverka.models.equilibrium.pair.question import Uncertainty
    from sverka.models.equilibrium.pair.taking_draws import Taken
    from sverka.models.equilibrium.pair.world import After, Marks, Move, Numbers, Values, World
    from sverka.vocabulary.country import Country

_GOODS, _ALL = "goods", "goods and services"


class Solved(NamedTuple):
    """A move in a world, and what it does at `means` of what is uncertain."""

    world: World
    pair: tuple[Country, Country]
    move: Move
    means: Values
    after: After

    @property
    def counts(self) -> Marks:
        """Return the sectors whose trade counts (S,)."""
        return counted(self.world, self.move)


def what_if_of(
    solved: Solved,
    change: Change,
    figures: Intervals,
    taken: Taken,
    uncertainty: Uncertainty,
    effect: LikeEffect | None = None,
) -> WhatIf:
    """Return the answer; `figures` are those of `figures_of`, at the means and over the draws."""
    a, b = solved.pair
    before, after = (
        solved.after.before[solved.counts].sum(axis=0),
        solved.after.trade[solved.counts].sum(axis=0),
    )
    i, j = place(solved.world, a), place(solved.world, b)
    partial = partial_trade(solved.world, solved.move, solved.means, solved.after.before)[solved.counts]
    there, back = _flow(a, b, float(before[i, j]), figures), _flow(b, a, float(before[j, i]), figures)
    return WhatIf(
        pair=solved.pair,
        change=change,
        flows=(there, back),
        turnover=Flow(
            exporter=a,
            importer=b,
            before=there.before + back.before,
            after=figures.of(TURNOVER),
            growth=figures.of(growth(TURNOVER)),
        ),
        partial=float((partial[:, i, j] + partial[:, j, i]).sum()),
        sectors=tuple(_sectors(solved)),
        effects=tuple(_effects(solved, figures, after - before)),
        diversions=tuple(_diversions(solved, before, after)),
        setting=setting_of(solved, taken, uncertainty, effect),
    )


def setting_of(
    solved: Solved, taken: Taken, uncertainty: Uncertainty, effect: LikeEffect | None = None
) -> Setting:
    """Return what was chosen, and what limits it."""
    ground = solved.world.ground
    told = (
        f", and {effect.name}: {effect.log:.3g}, error {effect.error:.2g} ({effect.source})" if effect else ""
    )
    return Setting(
        model=ground.model,
        baseline=ground.baseline,
        source=ground.source,
        year=ground.year,
        countries=len(solved.world.countries),
        sectors=len(solved.world.sectors),
        closure=ground.closure,
        elasticities=ground.elasticities.words,
        error=ground.elasticities.error_words + told,
        draws=len(taken.draws.numbers) if taken.draws else 0,
        failed=taken.failed,
        level=uncertainty.level,
        seed=uncertainty.seed,
        origins=tuple(dict.fromkeys((*ground.origins, *(effect.origins if effect else ())))),
        findings=(*_limits(solved), *ground.findings, *_drawn(taken)),
        final_goods=ground.final_goods,
        closure_name=ground.closure_name,
        elasticity_set=ground.elasticities.name,
        error_part=ground.elasticities.error_part,
        error_assumed=ground.elasticities.assumed,
        counts=_GOODS if (solved.counts == solved.world.goods).all() else _ALL,
    )


def _flow(exporter: Country, importer: Country, before: float, figures: Intervals) -> Flow:
    name = route(exporter, importer)
    return Flow(
        exporter=exporter,
        importer=importer,
        before=before,
        after=figures.of(name),
        growth=figures.of(growth(name)),
    )


def _sectors(solved: Solved) -> list[SectorFlow]:
    flows = []
    for exporter, importer in (solved.pair, solved.pair[::-1]):
        i, j = place(solved.world, exporter), place(solved.world, importer)
        for s, sector in enumerate(solved.world.sectors):
            before, after = float(solved.after.before[s, i, j]), float(solved.after.trade[s, i, j])
            if before > 0 or after > 0:
                flows.append(
                    SectorFlow(
                        sector=sector, exporter=exporter, importer=importer, before=before, after=after
                    )
                )
    return sorted(flows, key=lambda one: -abs(one.after - one.before))


def _effects(solved: Solved, figures: Intervals, change: Numbers) -> list[Effect]:
    exports = change.sum(axis=1) - change.diagonal()
    gains = (np.asarray(solved.after.real_income) - 1) * solved.after.income
    effects = [
        Effect(
            country=country,
            real_income=figures.of(real_income(country)),
            income_usd=float(gains[k]),
            exports_usd=float(exports[k]),
        )
        for k, country in enumerate(solved.world.countries)
    ]
    return sorted(effects, key=lambda one: -one.real_income.value)


def _diversions(solved: Solved, before: Numbers, after: Numbers) -> list[Diversion]:
    found = [
        Diversion(
            importer=importer,
            seller=seller,
            before=float(before[i, place(solved.world, importer)]),
            change=float((after - before)[i, place(solved.world, importer)]),
        )
        for importer in solved.pair
        for i, seller in enumerate(solved.world.countries)
    ]
    return sorted((one for one in found if one.before > 0), key=lambda one: -abs(one.change))


def _limits(solved: Solved) -> Iterator[Finding]:
    """Say what limits this question's answer beside what limits every answer in its world."""
    for exporter, importer in (solved.pair, solved.pair[::-1]):
        i, j = place(solved.world, exporter), place(solved.world, importer)
        if not solved.after.before[solved.counts, i, j].any():
            yield NothingSold.of(exporter, importer, solved.world.ground.baseline)
    if isinstance(solved.world, ManySectorsWorld):
        yield from assumed_buyers(solved.world, solved.move)
    yield from _services(solved)


def _services(solved: Solved) -> Iterator[Finding]:
    """Say how large the trade is that does not count."""
    out = ~solved.counts
    if not out.any():
        return
    i, j = (place(solved.world, country) for country in solved.pair)
    there, back = (float(solved.after.before[out, m, n].sum()) for m, n in ((i, j), (j, i)))
    yield ServicesApart.of(solved.pair, there, back)


def _drawn(taken: Taken) -> Iterator[Finding]:
    """Say what became of draws that are in no interval."""
    if taken.failed:
        yield FailedDraws.of(taken.failed, taken.why)
    if taken.interrupted:
        message = "Drawing was interrupted: intervals rest on fewer draws."
        yield Finding(check="what if", severity=Severity.WARNING, about="draws", message=message)
