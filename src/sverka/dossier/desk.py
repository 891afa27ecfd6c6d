"""The desk: what a briefing asks of the book, each question asked once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from sverka.checks import trace_promises
from sverka.checks.books import Books
from sverka.dossier.outline import Goods
from sverka.ledger import NothingHeld
from sverka.measures.addable import HS_SUBHEADING
from sverka.measures.product_history import ProductYear, product_history
from sverka.measures.spells import Scope, yearly_totals
from sverka.models.equilibrium.pair.yearly_flows import summed_flows
from sverka.models.mirror.answer import mirror
from sverka.models.mirror.question import MirrorError, Question
from sverka.vocabulary.country import Country, Pair, Subject, pair_of
from sverka.vocabulary.nomenclature import name_fact
from sverka.vocabulary.period import Period, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from sverka.checks import PromiseHistory
    from sverka.ledger import Ledger
    from sverka.ledger.engine import Frame, FrameEngine
    from sverka.models.equilibrium.pair.question import ChangeAsked, GoalAsked
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.potential import Potential
    from sverka.models.mirror.answer import Answer
    from sverka.sources.card import Card
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.origin import Origin
    from sverka.vocabulary.product import Product

T = TypeVar("T")

_TOLD_IN = ("en", "ru")
"""The languages in which the book can hold product names."""

_WORTH = 2
"""Years by which the newest products may be older for having both countries' books."""


class Asked(NamedTuple):
    """Two countries in the order in which they were named, years to look at (None: all), and the day.

    `change` and `goal` are what a model of the world is asked, where it is; its draws are kept in `keep`.
    """

    one: Country
    other: Country
    years: tuple[int, int] | None
    today: date
    change: ChangeAsked | None = None
    goal: GoalAsked | None = None
    keep: Path | None = None


class GoodsRows(msgspec.Struct, frozen=True, kw_only=True):
    """A source's declarations of a pair's products: those of one revision and one level of detail.

    `rows` are of both directions and all books, `years` the years that they cover, in order.
    """

    source: str
    revision: str
    digits: int
    years: tuple[int, ...]
    rows: tuple[ProductYear, ...]


def _newness(rows: GoodsRows) -> tuple[int, int, str]:
    both = len({row.reporter for row in rows.rows if row.reporter}) > 1
    return rows.years[-1] + (_WORTH if both else 0), len(rows.rows), rows.source


class Desk:
    """The book's answers about a pair: levels in each book, the mirror, products, promises, origins."""

    def __init__(
        self, ledger: Ledger, engine: FrameEngine, asked: Asked, tell: Callable[[str], object] = str
    ) -> None:
        """Sit down at a book; `tell` hears what takes long."""
        self.asked = asked
        self.tell = tell
        self.pair: Pair = pair_of(asked.one, asked.other)
        self.engine = engine
        self.ledger = ledger
        self._kept: dict[str, Any] = {}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Return the cards of the book's sources."""
        return self.ledger.cards()

    @cached_property
    def sources(self) -> Mapping[str, int]:
        """Return the sources that have trade in goods of the pair, with the number of rows."""
        return self._of_goods(self.ledger.sources(self.pair))

    @cached_property
    def held(self) -> Mapping[str, int]:
        """Return the sources of trade in goods in the book, with the number of rows of all pairs."""
        return self._of_goods(self.ledger.sources())

    def _of_goods(self, sources: Mapping[str, int]) -> Mapping[str, int]:
        """Leave out input-output tables: what they have between countries is in no customs' book."""
        tables = {source for source, card in self.cards.items() if not card.goods}
        return {source: rows for source, rows in sources.items() if source not in tables}

    @property
    def subjects(self) -> tuple[Subject, Subject]:
        """Return both directions of goods, the first country's exports first."""
        one, other = self.asked.one, self.asked.other
        return f"{one}>{other}", f"{other}>{one}"

    def within(self, period: Period) -> bool:
        """Tell whether a period lies in the years that are asked for."""
        days = span(period)
        if days is None or self.asked.years is None:
            return days is not None
        first, last = self.asked.years
        return first <= days.first.year and days.last.year <= last

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Return the pair's totals as each book has them; summed over products where none is published."""
        return tuple(flow for flow in self._totals if self.within(flow.period))

    @cached_property
    def years_held(self) -> tuple[int, ...]:
        """Return the years that the book has of the pair, whichever are asked for, in order."""
        spans = (span(flow.period) for flow in self._totals)
        return tuple(sorted({days.first.year for days in spans if days}))

    @cached_property
    def _totals(self) -> tuple[Flow, ...]:
        have = {flow.origin.source for flow in self._published}
        summed = (flow for source in self.sources if source not in have for flow in self.summed(source))
        return (*self._published, *summed)

    def summed(self, source: str) -> tuple[Flow, ...]:
        """Return the pair's totals of a source that publishes products only, added up once."""
        return self.kept(
            f"sums of {source}",
            lambda: tuple(summed_flows(self.ledger, self.pair, source, self.engine)),
        )

    @cached_property
    def _published(self) -> tuple[Flow, ...]:
        return self.ledger.flows(self.pair)

    @cached_property
    def books(self) -> Books:
        """Return the levels and growths of the pair in each book."""
        return Books(self.pair, self.flows, self.cards)

    @cached_property
    def mirror(self) -> Answer | MirrorError:
        """Return both sides' declarations with the gap explained, or why that cannot be."""
        try:
            return mirror(self.ledger, self.engine, Question(self.pair, years=self.asked.years))
        except MirrorError as problem:
            return problem

    def potential(self, panel: BookPanel) -> Potential:
        """Return the pair's trade beside what all others' expect of it, on the panel of the years asked for.

        Estimated once; raises what `ask_potential` raises.
        """
        from sverka.models.gravity.ask_pair import ask_potential  # noqa: PLC0415  seldom asked for

        return self.kept("potential", lambda: ask_potential(panel, self.asked.one, self.asked.other))

    @cached_property
    def promises(self) -> PromiseHistory:
        """Return every target and forecast on record for the pair, with its outcome in each book."""
        return trace_promises(self.ledger, self.pair, today=self.asked.today)

    @cached_property
    def goods(self) -> GoodsRows | None:
        """Return the pair's products from the source that has the newest, then the most of them.

        A source with both countries' declarations is taken even where one that a third party reconciled, or
        that has one side alone, is up to _WORTH years newer.
        """
        found = [rows for source in self.sources for rows in self._goods_of(source)]
        return max(found, key=_newness, default=None)

    def frame(self, source: str, years: tuple[int, int] | None = None) -> Frame:
        """Return all pairs' flows of a source, nothing read yet; raise NothingHeld."""
        rows = self.ledger.frame(source=source, years=years, engine=self.engine)
        if years is None:
            return rows
        import narwhals as nw  # noqa: PLC0415  0.2 s that `--help` does not need

        year = nw.col("year")  # the ledger spares files, each of which may hold other years too
        return rows.filter(year >= years[0], year <= years[1])

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Return what parts of a briefing share, made when it is first asked for."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def turnovers(self, source: str) -> Frame:
        """Return the yearly turnover of every pair in each book of a source, worked out once."""

        def totals() -> Frame:
            published = any(flow.origin.source == source for flow in self._published)
            digits = None if published else HS_SUBHEADING
            return self.engine.cache(yearly_totals(self.frame(source), Scope.TURNOVER, digits=digits))

        return self.kept(f"turnovers of {source}", totals)

    def origins(self, source: str, place: str, years: tuple[int, int] | None = None) -> tuple[Origin, ...]:
        """Return where rows were read from which a figure is made; `place` says which rows."""
        return self.ledger.origins(place, source=source, years=years)

    def usual(self, source: str) -> float:
        """Return how far a source's publisher usually revises, as a fraction."""
        return self.cards[source].usual_revision

    def called(self, product: Product) -> Goods:
        """Name a product in every language that the book has names in."""
        names = {language: self._named(product.revision, language).get(product.code) for language in _TOLD_IN}
        return Goods(product, {language: name for language, name in names.items() if name})

    def _named(self, revision: str, language: str) -> Mapping[str, str]:
        name = name_fact(revision, language)
        return self.kept(name, lambda: {fact.detail: fact.text or "" for fact in self.ledger.facts(name)})

    def _goods_of(self, source: str) -> Iterable[GoodsRows]:
        try:
            frame = self.frame(source, self.asked.years)
        except NothingHeld:  # in the years that are asked for
            return
        found = product_history(frame, self.pair, self.engine.cache)
        by_revision: dict[str, list[ProductYear]] = {}
        for row in self.engine.collect(found):
            made = ProductYear(*row)
            by_revision.setdefault(made.revision, []).append(made)
        for revision, rows in by_revision.items():
            years = tuple(sorted({row.year for row in rows}))
            yield GoodsRows(
                source=source, revision=revision, digits=HS_SUBHEADING, years=years, rows=tuple(rows)
            )
