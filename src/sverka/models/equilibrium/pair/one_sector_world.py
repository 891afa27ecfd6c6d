"""The world of one sector, from the book's panel of all pairs in one year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.equilibrium.draws import Uncertain
from sverka.models.equilibrium.one_sector.baseline import OneSector
from sverka.models.equilibrium.one_sector.closure import Closure
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.equilibrium.one_sector.solve import solve
from sverka.models.equilibrium.pair.answer import Model
from sverka.models.equilibrium.pair.closures import closure_of
from sverka.models.equilibrium.pair.limit_kinds import LeftOut, SmallAtHome, Untied, ZeroFlows
from sverka.models.equilibrium.pair.world import After, Ground
from sverka.models.gravity.book_panel import Basis, Domestic, Rules, Zeros
from sverka.models.gravity.from_book import book_panel, held_years
from sverka.vocabulary.country import pair_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.one_sector.equilibrium import Equilibrium
    from sverka.models.equilibrium.pair.elasticities import Elasticities
    from sverka.models.equilibrium.pair.question import Options
    from sverka.models.equilibrium.pair.world import Marks, Numbers, Values
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.vocabulary.country import Country, Pair
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.origin import Origin

ALL_GOODS = "all goods"
_YEARS_BACK = 10
_YEAR = 4
"""Characters of a whole year's period."""
_RULES = Rules(zeros=Zeros.ABSENT, domestic=Domestic.CONSTRUCTED)


class NoWorld(LookupError):
    """The book has no year in which both countries trade with each other and at home."""

    def __init__(self, pair: tuple[Country, Country], years: tuple[int, int], why: str) -> None:
        told = f"{years[0]}–{years[1]}" if years[0] < years[1] else f"{years[0]}"
        super().__init__(
            f"The book has no year in {told} to start from for {pair[0]} and {pair[1]}: {why}. "
            "Name an earlier year, or post trade of all pairs and GDP (imf_dots, covariates)."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class OneSectorWorld:
    """Trade of all pairs with an elasticity that is drawn; in US dollars, with one sector, `ALL_GOODS`."""

    ground: Ground
    countries: tuple[Country, ...]
    trade: Numbers
    closure: Closure
    uncertain: Uncertain

    sectors = names = (ALL_GOODS,)

    @cached_property
    def tariffs(self) -> Numbers:
        """Return none: they are among the costs that are not told apart."""
        return np.zeros_like(self.trade)

    @property
    def goods(self) -> Marks:
        """Return that all are goods."""
        return np.ones(1, np.bool_)

    @cached_property
    def digest(self) -> str:
        """Return what tells this world from others."""
        found = sha256(repr((self.countries, self.closure.value)).encode())
        found.update(np.ascontiguousarray(self.trade).tobytes())
        return found.hexdigest()

    def at(self, drawn: Values) -> OneSector:
        """Return the baseline with the drawn elasticity; sigma is one more than it."""
        return OneSector(self.countries, self.trade[0], 1 + drawn[ALL_GOODS])

    def solve(self, costs: Numbers, tariffs: Numbers, drawn: Values, near: object = None) -> After:
        """Solve for factors on costs (1, N, N); raise NotArrived. Tariffs are not told apart here."""
        del tariffs, near  # a solution takes a few milliseconds from anywhere
        return self.beside(solve(self.at(drawn), CostShock.of_costs(costs[0]), self.closure))

    @staticmethod
    def beside(found: Equilibrium) -> After:
        """Return an equilibrium beside the world before it; of `one_sector.target` likewise."""
        return After(
            before=found.baseline.trade[None],
            trade=found.trade[None],
            income=found.baseline.expenditure,
            real_income=found.real_expenditure,
            near=found,
        )


def one_sector_world(
    ledger: Ledger,
    pair: tuple[Country, Country] | Pair,
    options: Options,
    elasticities: Elasticities,
    engine: FrameEngine | None = None,
) -> OneSectorWorld:
    """Build the world of the newest year in which both trade with each other, or of the year asked for.

    Domestic sales are GDP minus exports where the book has none; countries without stay out, and flows that
    nobody states count as none: findings say how many. Raises NoWorld, NoTradeHeld, NoElasticityForAll,
    UnknownClosure, and what OneSector refuses.
    """
    drawn = elasticities.drawn_for_all(ALL_GOODS)
    name, closure = closure_of(options.closure, Closure)
    panel = _panel(ledger, (pair[0], pair[1]), options.year, engine)
    made = _made(panel)
    ground = Ground(
        model=Model.ONE,
        baseline=(
            f"trade of all pairs in {panel.years[0]} ({panel.source}, importers' declarations first), "
            "domestic sales constructed as GDP minus exports"
        ),
        source=panel.source,
        year=panel.years[0],
        closure=closure.value,
        closure_name=name,
        final_goods="",
        elasticities=elasticities,
        origins=tuple(_origins(panel)),
        findings=tuple(_findings(panel, made)),
    )
    numbers = drawn.numbers
    return OneSectorWorld(
        ground=ground,
        countries=tuple(one for one, kept in zip(panel.countries, made.kept, strict=True) if kept),
        trade=made.trade[None],
        closure=closure,
        uncertain=Uncertain.independent(numbers, dict.fromkeys(numbers, 0.0)),
    )


class _Made(NamedTuple):
    """Trade of the countries kept (N, N), how many of their flows nobody states, and who is left out."""

    trade: Numbers
    kept: Marks
    unstated: int
    assumed: int
    without_sales: tuple[Country, ...]
    apart: tuple[Country, ...]
    left_out: float


def _panel(
    ledger: Ledger, pair: tuple[Country, Country], year: int | None, engine: FrameEngine | None
) -> BookPanel:
    years = (year,) if year else _years(ledger, pair, held_years(ledger, engine=engine))
    why = ""
    for one in years:
        panel = book_panel(ledger, years=(one, one), engine=engine, rules=_RULES, columns=())
        lacks = _lacks(panel, pair)
        if not lacks:
            return panel
        why = why or f"in {one} {lacks}"
    raise NoWorld(pair, (years[-1], years[0]), why)


def _years(ledger: Ledger, pair: tuple[Country, Country], held: tuple[int, int]) -> Sequence[int]:
    """Return the years to look at, newest first: those of trade both ways where a book has the pair's totals.

    Raises NoWorld where it has them and never both.
    """
    totals = [flow for flow in ledger.flows(pair_of(*pair)) if len(flow.period) == _YEAR]
    if not totals:
        return range(held[1], max(held[0], held[1] - _YEARS_BACK + 1) - 1, -1)
    sold = {(flow.exporter, int(flow.period)) for flow in totals if flow.value_usd}
    both = {year for exporter, year in sold if exporter == pair[0]}
    both &= {year for exporter, year in sold if exporter == pair[1]}
    years = sorted((year for year in both if held[0] <= year <= held[1]), reverse=True)[:_YEARS_BACK]
    if not years:
        raise NoWorld(pair, held, "no book states trade of theirs in both directions")
    return years


def _lacks(panel: BookPanel, pair: tuple[Country, Country]) -> str:
    """Say what of a pair's trade a panel lacks, nothing where all is there."""
    absent = [country for country in pair if country not in panel.countries]
    if absent:
        return f"{panel.source} has no trade of {' and '.join(absent)}"
    a, b = (panel.countries.index(country) for country in pair)
    trade = panel.trade.reshape(panel.shape[:2])
    for i, j in ((a, b), (b, a)):
        if not trade[i, j] > 0:
            return f"{panel.source} has no trade of {panel.countries[i]} to {panel.countries[j]}"
    for i in (a, b):
        if not trade[i, i] > 0:
            return f"{panel.countries[i]} has no domestic sales (no GDP in the book, or exports above it)"
    return ""


def _made(panel: BookPanel) -> _Made:
    shape = panel.shape[:2]
    trade, flags = panel.trade.reshape(shape), panel.flags.reshape(shape)
    with_sales = np.asarray(trade.diagonal() > 0)
    filled = np.where(np.isnan(trade), 0.0, trade)
    abroad = filled * ~np.eye(len(trade), dtype=np.bool_)
    among = abroad * with_sales[:, None] * with_sales
    tied = np.asarray(among.sum(axis=0) + among.sum(axis=1) > 0)
    kept = with_sales & tied
    names = np.array(panel.countries)
    square = np.ix_(kept, kept)
    return _Made(
        trade=filled[square],
        kept=kept,
        unstated=int(np.count_nonzero(flags[square] == Basis.MISSING)),
        assumed=int(np.count_nonzero(flags[square] == Basis.ASSUMED_ZERO)),
        without_sales=tuple(names[~with_sales].tolist()),
        apart=tuple(names[with_sales & ~tied].tolist()),
        left_out=1 - float(abroad[square].sum() / abroad.sum()),
    )


def _findings(panel: BookPanel, made: _Made) -> Iterator[Finding]:
    yield from (one for one in panel.findings if one.check != "covariates")
    if made.without_sales:
        yield LeftOut.of(_most_trade_first(panel, made.without_sales), made.left_out)
    if made.apart:
        yield Untied.of(made.apart)
    yield ZeroFlows.of(panel.source, int(np.count_nonzero(made.kept)), made.assumed, made.unstated)
    yield SmallAtHome.of(panel.source, panel.domestic)


def _most_trade_first(panel: BookPanel, countries: tuple[Country, ...]) -> tuple[Country, ...]:
    trade = np.nan_to_num(panel.trade.reshape(panel.shape[:2]))
    np.fill_diagonal(trade, 0.0)
    size = dict(zip(panel.countries, trade.sum(axis=0) + trade.sum(axis=1), strict=True))
    return tuple(sorted(countries, key=lambda country: (-size[country], country)))


def _origins(panel: BookPanel) -> Iterator[Origin]:
    """Yield where trade and GDP were read; nothing else of the panel is used."""
    yield from (origin for origin in panel.origins if origin.source == panel.source)
    yield from (column.origin for column in panel.columns if column.fact == "gdp" and column.origin)
