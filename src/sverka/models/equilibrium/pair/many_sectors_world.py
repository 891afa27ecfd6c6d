"""The world of many sectors, from the book's Inter-Country Input-Output tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from sverka.models.equilibrium.draws import Uncertain
from sverka.models.equilibrium.from_icio import FinalGoods, baseline_from_icio
from sverka.models.equilibrium.icio_book import MILLION, SOURCE, NoTables, held_tables, tables_from_book
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.shock import Shock, no_shock
from sverka.models.equilibrium.many_sectors.solve import solve
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.closures import closure_of
from sverka.models.equilibrium.pair.industries import read_industries
from sverka.models.equilibrium.pair.limit_kinds import NegativeSales
from sverka.models.equilibrium.pair.world import After, Ground
from sverka.vocabulary.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.from_icio import Tables
    from sverka.models.equilibrium.many_sectors.baseline import Baseline
    from sverka.models.equilibrium.many_sectors.equilibrium import Equilibrium
    from sverka.models.equilibrium.pair.elasticities import Elasticities
    from sverka.models.equilibrium.pair.question import Options
    from sverka.models.equilibrium.pair.world import Marks, Numbers, Values
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.finding import Finding

_FINAL_SALES = "final sales"
_FINAL = {
    FinalGoods.LIKE_INPUTS: "final goods are taken to go where inputs go",
    FinalGoods.BALANCED: "final goods are split so that no country has a deficit",
    FinalGoods.AS_PUBLISHED: "final goods go where the tables say",
}


@dataclass(frozen=True, eq=False, kw_only=True)
class ManySectorsWorld:
    """A `many_sectors` baseline with its closure; `baseline` is in millions, all figures in US dollars.

    Under Closure.NONE what is before a change is the world with its deficits closed. `assumed` (S, N): the
    part of what a country sells of a sector that is final goods whose buyers nobody published.
    """

    ground: Ground
    baseline: Baseline
    closure: Closure
    names: tuple[str, ...]
    uncertain: Uncertain
    assumed: Numbers

    @property
    def countries(self) -> tuple[Country, ...]:
        """Return the countries."""
        return self.baseline.economy.countries

    @property
    def sectors(self) -> tuple[str, ...]:
        """Return the industries' codes."""
        return self.baseline.economy.sectors

    @cached_property
    def trade(self) -> Numbers:
        """Return sales (S, N, N) in US dollars."""
        return self.baseline.trade * MILLION

    @property
    def tariffs(self) -> Numbers:
        """Return the rates (S, N, N)."""
        return self.baseline.economy.tariffs

    @cached_property
    def goods(self) -> Marks:
        """Return which industries are goods (S,)."""
        goods = read_industries().groups["goods"].codes
        return np.array([name in goods for name in self.sectors])

    @cached_property
    def digest(self) -> str:
        """Return what tells this world from others."""
        economy = self.baseline.economy
        found = sha256(repr((economy.countries, economy.sectors, self.closure.value, self.names)).encode())
        for array in (economy.tariffs, economy.shares, economy.inputs, economy.value_added_shares):
            found.update(np.ascontiguousarray(array).tobytes())
        for array in (economy.final_shares, economy.value_added, economy.deficits, self.baseline.spending):
            found.update(np.ascontiguousarray(array).tobytes())
        return found.hexdigest()

    def at(self, drawn: Values) -> Baseline:
        """Return the baseline with drawn elasticities."""
        values = np.array([drawn[name] for name in self.names])
        return replace(self.baseline, economy=replace(self.baseline.economy, elasticities=values))

    def solve(self, costs: Numbers, tariffs: Numbers, drawn: Values, near: object = None) -> After:
        """Solve for factors on costs and new tariffs (S, N, N); raise NoEquilibrium, BadElasticity."""
        baseline = self.at(drawn)
        nothing = no_shock(baseline.economy)
        shock = Shock(tariffs=tariffs, costs=costs, productivity=nothing.productivity)
        return self.beside(baseline, solve(baseline, shock, self.closure, near=_near(near)))

    def beside(self, baseline: Baseline, found: Equilibrium) -> After:
        """Return an equilibrium beside the world before it; of `many_sectors.target` likewise."""
        if self.closure is Closure.NONE:
            still = solve(baseline, no_shock(baseline.economy), self.closure, near=found)
            before, income, real = still.trade, still.income, found.real_income / still.real_income
        else:
            before, income, real = baseline.trade, baseline.income, found.real_income
        return After(
            before=before * MILLION,
            trade=found.trade * MILLION,
            income=income * MILLION,
            real_income=real,
            near=found,
        )


def many_sectors_world(
    ledger: Ledger, options: Options, elasticities: Elasticities, engine: FrameEngine | None = None
) -> ManySectorsWorld:
    """Build the world of the book's newest tables, or of the year asked for.

    Raises NoTables, NoFinalDemand, NoBalance, MissingElasticity, UnknownClosure.
    """
    held = held_tables(ledger, engine)
    year = options.year or max(held, default=0)
    if year not in held:
        raise NoTables(year, [*held])
    tables = tables_from_book(ledger, year, engine)
    drawn = elasticities.drawn(tables.industries)
    values = np.array([drawn.numbers[name][0] for name in drawn.names])
    icio = baseline_from_icio(tables, values, options.final_goods)
    name, closure = closure_of(options.closure, Closure)
    ground = Ground(
        model=Model.SECTORS,
        baseline=f"OECD Inter-Country Input-Output tables of {year}, {_FINAL[options.final_goods]}",
        source=SOURCE,
        year=year,
        closure="deficits closed before the change" if closure is Closure.NONE else closure.value,
        closure_name=name,
        final_goods=options.final_goods.value,
        elasticities=elasticities,
        origins=ledger.origins(f"input-output tables of {year}", source=SOURCE, years=(year, year)),
        findings=tuple(_findings(icio.findings, tables, options.final_goods)),
    )
    return ManySectorsWorld(
        ground=ground,
        baseline=icio.baseline,
        closure=closure,
        names=drawn.names,
        uncertain=Uncertain.independent(drawn.numbers, dict.fromkeys(drawn.numbers, 0.0)),
        assumed=_assumed(tables, options.final_goods),
    )


def _assumed(tables: Tables, final_goods: FinalGoods) -> Numbers:
    final = tables.final_sales.clip(min=0)
    if final_goods is FinalGoods.AS_PUBLISHED:
        return np.zeros_like(final)
    sold = tables.inputs.sum(axis=2) + final
    return np.asarray(np.divide(final, sold, out=np.zeros_like(final), where=sold > 0))


def _findings(findings: tuple[Finding, ...], tables: Tables, final_goods: FinalGoods) -> Iterator[Finding]:
    """Yield what was noticed in the tables; what is said of negative sales with its values."""
    given = tables.final if final_goods is FinalGoods.AS_PUBLISHED else tables.final_sales
    for finding in findings:
        if given is not None and finding.check == _FINAL_SALES and finding.severity is Severity.WARNING:
            low = given < 0
            part = -float(given[low].sum() / given[~low].sum())
            yield NegativeSales.of(finding, int(low.sum()), part)
        else:
            yield finding


def _near(near: object) -> Equilibrium | None:
    from sverka.models.equilibrium.many_sectors.equilibrium import Equilibrium  # noqa: PLC0415

    return near if isinstance(near, Equilibrium) else None
