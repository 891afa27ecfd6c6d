"""Product history: what moved between two countries, product by product and year by year, in each book.

Unit: US dollars, whole; quantity in its published unit; the part of the year as a fraction of one.
Formula: part(k, t) = v(k, t) / sum over products of v(., t), within one direction, book, valuation and
nomenclature. Reference: United Nations, International Merchandise Trade Statistics: Concepts and
Definitions 2010, chapters III (commodity classifications) and V (quantity measurement).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from sverka.measures.addable import HS_SUBHEADING, of_level, of_pair, whole_years
from sverka.vocabulary.country import Country, Pair

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame

_YEAR = ("exporter", "importer", "reporter", "valuation", "revision", "year")
COLUMNS = (*_YEAR, "product", "value_usd", "quantity", "quantity_unit", "flag", "year_usd", "part")


class ProductYear(msgspec.Struct, frozen=True):
    """A product in a year, in one direction and book: a row of `product_history`, in its order.

    `reporter` is "" for a third party's reconciled flow. `value_usd` and `quantity` are None where the
    book has none; `year_usd` is the sum of the year's products, `part` the product's fraction of it, None
    where there is nothing to divide by.
    """

    exporter: Country
    importer: Country
    reporter: Country
    valuation: str
    revision: str
    year: int
    product: str
    value_usd: int | None
    quantity: int | None
    quantity_unit: str | None
    flag: str
    year_usd: int
    part: float | None


def product_history(
    frame: "Frame", pair: Pair, cache: Callable[["Frame"], "Frame"], *, digits: int = HS_SUBHEADING
) -> "Frame":
    """Return COLUMNS (see ProductYear): a row for each direction, book, year and product of `digits` digits.

    Codes of different revisions stay apart: the same digits may mean other goods. Published totals and
    aggregates are left out, so `year_usd` is the sum of the products shown. Nothing is added up that the
    ledger keeps as separate rows. `cache` is the engine's: DuckDB reads the files twice for the sums beside
    the rows.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    value, year_usd = nw.col("value_usd"), nw.col("year_usd")
    part = value.cast(nw.Float64) / year_usd.cast(nw.Float64)
    rows = cache(frame.filter(of_pair(pair), whole_years(), of_level(digits)).select(*COLUMNS[:-2]))
    return rows.with_columns(value.sum().over(*_YEAR).cast(nw.Int64).alias("year_usd")).with_columns(
        nw.when(year_usd > 0).then(part).alias("part")
    )
