"""The products of one direction, one book and one year, out of the rows of a pair's product history."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from sverka.measures.product_history import ProductYear
from sverka.vocabulary.country import Country


class TwoRows(ValueError):
    """A product of a book and year has two rows."""

    def __init__(self, row: ProductYear) -> None:
        super().__init__(
            f"{row.product} ({row.revision}) of {row.exporter}>{row.importer} has two rows for {row.year} "
            f"in one book ({row.reporter or 'reconciled'}, {row.valuation}): rows of several sources are "
            "not added up. Give the rows of one source."
        )


class MixedLevels(ValueError):
    """Products of one book and year are of different levels of detail."""

    def __init__(self, row: ProductYear, other: ProductYear) -> None:
        super().__init__(
            f"{row.product} and {other.product} of {row.exporter}>{row.importer}, {row.year}, are codes of "
            "different length: a heading holds the goods of its subheadings, and both together count them "
            "twice. Give the rows of one level, as product_history does."
        )


class BookYear(NamedTuple):
    """Rows by product; `reporter` is "" for a third party's reconciled flows. A product may lack a value."""

    exporter: Country
    importer: Country
    reporter: Country
    valuation: str
    revision: str
    year: int
    products: Mapping[str, ProductYear]

    @property
    def values(self) -> dict[str, int | None]:
        """Return whole US dollars by product, None where the book gives none."""
        return {code: row.value_usd for code, row in self.products.items()}

    @property
    def digits(self) -> int:
        """Count the digits of the products' codes."""
        return len(next(iter(self.products)))


def book_years(rows: Iterable[ProductYear]) -> tuple[BookYear, ...]:
    """Sort rows into book-years, in order of their fields; raise TwoRows or MixedLevels."""
    ordered = sorted(rows, key=lambda row: (*_book(row), row.product))
    return tuple(BookYear(*key, _by_product(tuple(group))) for key, group in groupby(ordered, key=_book))


def _book(row: ProductYear) -> tuple[str, str, str, str, str, int]:
    return row.exporter, row.importer, row.reporter, row.valuation, row.revision, row.year


def _by_product(rows: tuple[ProductYear, ...]) -> dict[str, ProductYear]:
    found: dict[str, ProductYear] = {}
    for row in rows:
        if row.product in found:
            raise TwoRows(row)
        if len(row.product) != len(rows[0].product):
            raise MixedLevels(rows[0], row)
        found[row.product] = row
    return found
