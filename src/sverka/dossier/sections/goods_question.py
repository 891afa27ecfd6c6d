"""Which products of a pair are read: of each direction the newest year, its books, and the one relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from sverka.measures.book_year import BookYear, book_years
from sverka.measures.known_values import known_values
from sverka.measures.product_history import ProductYear, product_history
from sverka.vocabulary.country import goods_flow
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.nomenclature import REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sverka.dossier.desk import Desk, GoodsRows
    from sverka.vocabulary.country import Country, Subject

_ORDER = {revision.name: place for place, revision in enumerate(REVISIONS)}


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """The products of one direction.

    `books` has each book that declares the newest year, by reporter ("" for reconciled figures); `main` is
    the one of them that shares and growth are read from. `newest` is the last year of every book that has
    products of the direction at all. `rows` are all years and revisions of the main book.
    """

    exporter: Country
    importer: Country
    books: Mapping[Country, BookYear]
    main: BookYear
    newest: Mapping[Country, int]
    rows: tuple[ProductYear, ...]

    @property
    def subject(self) -> Subject:
        """Write the direction: "BLR>KAZ"."""
        return goods_flow(self.exporter, self.importer)

    @property
    def year(self) -> int:
        """Return the newest year."""
        return self.main.year


def source_rows(desk: Desk, goods: GoodsRows) -> tuple[ProductYear, ...]:
    """Return the pair's products from the desk's source of goods, of every revision.

    The desk keeps one revision. The book is asked again only where the source has other rows of the pair,
    which may be another revision's.
    """
    if desk.sources[goods.source] == len(goods.rows):
        return goods.rows
    frame = desk.frame(goods.source, desk.asked.years)
    found = product_history(frame, desk.pair, desk.engine.cache, digits=goods.digits)
    return tuple(ProductYear(*row) for row in desk.engine.collect(found))


def ask_way(rows: Iterable[ProductYear], exporter: Country, importer: Country) -> Way | None:
    """Choose the newest year of a direction and the book to rely on; None where no product has a value.

    The importer's book goes first, since its customs levy duty on the goods; then the exporter's; then the
    reconciled figures.
    """
    theirs = [row for row in rows if (row.exporter, row.importer) == (exporter, importer)]
    years = [one for one in book_years(theirs) if known_values(one.values).values]
    if not years:
        return None
    newest = {book: max(one.year for one in years if one.reporter == book) for book in _books(years)}
    last = max(newest.values())
    books = {
        book: max((one for one in years if (one.reporter, one.year) == (book, last)), key=_preference)
        for book, year in newest.items()
        if year == last
    }
    main = next(books[book] for book in (importer, exporter, "") if book in books)
    return Way(
        exporter=exporter,
        importer=importer,
        books=books,
        main=main,
        newest=newest,
        rows=tuple(row for row in theirs if row.reporter == main.reporter),
    )


def _books(years: Iterable[BookYear]) -> set[Country]:
    return {one.reporter for one in years}


def _preference(one: BookYear) -> tuple[object, ...]:
    """Prefer a book's usual valuation, then the newest revision of the HS."""
    usual = {one.exporter: Valuation.FOB, one.importer: Valuation.CIF}.get(one.reporter, Valuation.RECONCILED)
    return one.valuation == usual, one.revision.startswith("HS"), _ORDER.get(one.revision, -1)
