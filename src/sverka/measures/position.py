"""Position: a partner's share and rank in a country's exports, imports and turnover of a year.

Unit: the share as a fraction of one, the rank from 1, US dollars, whole. Formula: s(i, j) = T(i, j) / T(i),
rank = 1 + the number of partners with a larger T(i, j); T(i) is the world total that the country publishes
or, without one, the sum over partners; a world total that is less than one partner's value is not used.
Reference: United Nations, International Merchandise Trade
Statistics: Compilers Manual, Revision 1 (2013), chapter XXV (dissemination), tables by partner.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec

from sverka.measures.addable import HS_SUBHEADING, WORLD, whole_years
from sverka.measures.declarants import BookOf, Trade, is_country
from sverka.measures.declared_years import ESTIMATED
from sverka.vocabulary.country import Country
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine

Ranked: TypeAlias = Literal["exports", "imports", "turnover"]
_KEY = ("exporter", "importer", "reporter", "year", "valuation", "revision", "digits")


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """A partner's place: whole dollars, fraction of `Partners.world_usd` (None where that is 0), rank from 1.

    Equal values share a rank. `published` tells a published total of all goods from a sum of products.
    `rank` is None for areas that are no country ("899"); they are in the sums.
    """

    country: Country
    value_usd: int
    share: float | None
    rank: int | None
    published: bool


class Partners(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody a country traded with in a year, the largest first.

    `book` says whose declarations these are. `world_usd` is what shares are of: the world total of the same
    book where `world_published`, the sum over partners (`partners_usd`) otherwise. `mixed` says that some
    partners have a published total and others a sum of products. `contradicted_usd` is a published world
    total that was not used because one partner alone has more; `finding` says so.
    """

    country: Country
    year: int
    trade: Ranked
    book: BookOf
    world_usd: int
    world_published: bool
    partners_usd: int
    partners: tuple[Partner, ...]
    contradicted_usd: int | None = None

    @property
    def finding(self) -> Finding | None:
        """Say which published total contradicts the partners' values, None where none does."""
        if self.contradicted_usd is None:
            return None
        most = self.partners[0]
        return Finding(
            check="position",
            severity=Severity.WARNING,
            about=f"{self.country} {self.year}",
            message=f"the published world total of {self.trade} is less than one partner's value: shares are "
            "of the sum over partners",
            evidence=(f"WLD {self.contradicted_usd}", f"{most.country} {most.value_usd}"),
            next_step="compare with another source of the same country and year",
        )

    @property
    def mixed(self) -> bool:
        """Tell whether published totals stand beside sums of products."""
        return len({one.published for one in self.partners}) > 1


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where one partner stands: a row of Partners with what surrounds it.

    `value_usd`, `share` and `rank` are None where the book has no trade with the partner. `of` is the number
    of countries ranked; `above` those with more, the largest first.
    """

    country: Country
    partner: Country
    year: int
    trade: Ranked
    book: BookOf
    value_usd: int | None
    share: float | None
    rank: int | None
    of: int
    above: tuple[Partner, ...]
    world_usd: int
    world_published: bool


class _Value(NamedTuple):
    dollars: int
    published: bool


_Book: TypeAlias = dict[Country, _Value]


def partners(frame: "Frame", engine: "FrameEngine", country: Country) -> tuple[Partners, ...]:
    """Return a country's partners in exports, imports and turnover, for each year of the frame, in order.

    The book is the country's own, a third party's where the source is one, otherwise its partners'. A
    turnover has both directions from one kind of book; a partner with one direction only counts with that.
    Of a flow the published total is taken before a sum of products, the newest HS revision before other
    nomenclatures, the usual valuation before another. There is no entry where nobody declares anything.
    """
    books = _books(engine.collect(_sums(frame, country)), country)
    found = []
    for year in sorted({key[0] for key in books}):
        for trade in Trade:
            chosen = _first(books, year, (trade,))
            if chosen:
                book, (one,) = chosen
                found.append(_ranking(country, year, trade.value, book, one))
        both = _first(books, year, tuple(Trade))
        if both:
            book, (out, back) = both
            added = _added(_consistent(out), _consistent(back))
            found.append(_ranking(country, year, "turnover", book, added))
    return tuple(found)


def estimates(
    frame: "Frame", engine: "FrameEngine", country: Country
) -> Mapping[tuple[int, Trade], Mapping[Country, bool]]:
    """Tell of each partner's value in the country's own book whether its publisher estimated it.

    The keys are years and directions. A published total goes by its own mark; a sum of products is an
    estimate where all of them are. The frame has the column `flag`.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    marked = nw.col("flag").str.starts_with(ESTIMATED).cast(nw.Int64)
    keys = ("exporter", "importer", "year", "revision")
    theirs = frame.filter(nw.col("reporter") == country, nw.col("exporter") != nw.col("importer"))
    rows = theirs.filter(whole_years()).group_by(*keys).agg(marked.min().alias("all"))
    # Published totals have no revision: they come last and stand.
    ordered = sorted(engine.collect(rows), key=lambda row: str(row[3]), reverse=True)
    guessed: dict[tuple[int, Trade], dict[Country, bool]] = {}
    for exporter, importer, year, _, every in ordered:
        trade = Trade.EXPORTS if exporter == country else Trade.IMPORTS
        partner = importer if trade is Trade.EXPORTS else exporter
        guessed.setdefault((year, trade), {})[partner] = bool(every)
    return guessed


def position(theirs: Partners, partner: Country) -> Position:
    """Return where a partner stands among a country's partners."""
    ranked = [one for one in theirs.partners if one.rank is not None]
    own = next((one for one in theirs.partners if one.country == partner), None)
    rank = own.rank if own else None
    return Position(
        country=theirs.country,
        partner=partner,
        year=theirs.year,
        trade=theirs.trade,
        book=theirs.book,
        value_usd=own.value_usd if own else None,
        share=own.share if own else None,
        rank=rank,
        of=len(ranked),
        above=tuple(one for one in ranked if rank is not None and (one.rank or 0) < rank),
        world_usd=theirs.world_usd,
        world_published=theirs.world_published,
    )


def _sums(frame: "Frame", country: Country) -> "Frame":
    """Add up the country's flows by partner, book and level of detail, as `pair_totals` does for a pair."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    exporter, importer, value = nw.col("exporter"), nw.col("importer"), nw.col("value_usd")
    theirs = ((exporter == country) | (importer == country)) & (exporter != importer)
    return (
        frame.filter(theirs, whole_years())
        .group_by(*_KEY)
        .agg(value.sum().cast(nw.Int64).alias("dollars"), value.count().cast(nw.Int64).alias("known"))
    )


_Books: TypeAlias = dict[tuple[int, Trade, BookOf], _Book]


def _books(rows: Iterable[tuple[Any, ...]], country: Country) -> _Books:
    """Take the best row of each flow: by year, direction and book, the value by partner."""
    best: dict[tuple[int, Trade, BookOf, Country], tuple[Any, ...]] = {}
    for exporter, importer, reporter, year, valuation, revision, digits, dollars, known in rows:
        if not known or (revision.startswith("HS") and digits > HS_SUBHEADING):
            continue
        trade = Trade.EXPORTS if exporter == country else Trade.IMPORTS
        book = BookOf.OWN if reporter == country else BookOf.PARTNERS if reporter else BookOf.RECONCILED
        usual = trade if book is BookOf.OWN else trade.mirror
        published = not revision and digits == len(TOTAL.code)
        key = (year, trade, book, importer if trade is Trade.EXPORTS else exporter)
        row = (published, revision.startswith("HS"), revision, digits, valuation == usual.valuation, dollars)
        best[key] = max(best.get(key, row), row)
    books: _Books = {}
    for (year, trade, book, partner), row in best.items():
        books.setdefault((year, trade, book), {})[partner] = _Value(row[-1], row[0])
    return books


def _first(books: _Books, year: int, trades: tuple[Trade, ...]) -> tuple[BookOf, tuple[_Book, ...]] | None:
    """Return the first kind of book with partners in every one of the directions."""
    for book in (BookOf.OWN, BookOf.RECONCILED, BookOf.PARTNERS):
        found = tuple(books.get((year, trade, book), {}) for trade in trades)
        if all(one.keys() - {WORLD} for one in found):
            return book, found
    return None


def _added(out: _Book, back: _Book) -> _Book:
    """Add both directions; the world only where it is published for both."""
    keys = (out.keys() | back.keys()) - {WORLD} | (out.keys() & back.keys() & {WORLD})
    return {key: _sum([one[key] for one in (out, back) if key in one]) for key in keys}


def _sum(values: list[_Value]) -> _Value:
    return _Value(sum(one.dollars for one in values), all(one.published for one in values))


def _consistent(values: _Book) -> _Book:
    """Leave out a world total that is less than the value of one partner."""
    world = values.get(WORLD)
    contradicted = world is not None and any(one.dollars > world.dollars for one in values.values())
    return {key: one for key, one in values.items() if key != WORLD or not contradicted}


def _ranking(country: Country, year: int, trade: Ranked, book: BookOf, values: _Book) -> Partners:
    world, contradicted = values.get(WORLD), None
    known = [(key, one) for key, one in values.items() if key != WORLD]
    if world and not world.published and any(one.published for _, one in known):
        world = None  # products that are published for the world need not be all of them
    if world and WORLD not in _consistent(values):
        contradicted, world = world.dollars, None
    ordered = sorted(known, key=lambda item: (-item[1].dollars, item[0]))
    summed = sum(one.dollars for _, one in ordered)
    whole = world.dollars if world else summed
    countries = [one.dollars for key, one in ordered if is_country(key) and one.dollars > 0]
    return Partners(
        country=country,
        year=year,
        trade=trade,
        book=book,
        world_usd=whole,
        world_published=world is not None,
        partners_usd=summed,
        partners=tuple(
            Partner(
                country=key,
                value_usd=one.dollars,
                share=one.dollars / whole if whole else None,
                rank=1 + countries.index(one.dollars) if is_country(key) and one.dollars > 0 else None,
                published=one.published,
            )
            for key, one in ordered
        ),
        contradicted_usd=contradicted,
    )
