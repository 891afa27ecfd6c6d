"""Pair totals: the goods that moved between two countries in each year, both directions, in each book.

Unit: US dollars, whole. Formula: T(i>j, t, b) = sum over products k of v(i>j, k, t, b), for the published
total of all goods and, apart from it, for every nomenclature and level of detail that book b has.
Reference: United Nations, International Merchandise Trade Statistics: Concepts and Definitions 2010,
chapter VI (partner country) and chapter IV (valuation).
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from sverka.measures.addable import of_pair, whole_years
from sverka.vocabulary.country import Country, Pair, goods_flow
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame

COLUMNS = (
    "exporter",
    "importer",
    "reporter",
    "year",
    "valuation",
    "revision",
    "digits",
    "value_usd",
    "known",
    "rows",
    "marked",
)


class PairTotal(msgspec.Struct, frozen=True, kw_only=True):
    """A year's goods in one direction in one book, in whole US dollars; None where no row gives a value.

    `reporter` is None for a third party's reconciled flow. `published` tells a total that the source
    publishes from a sum over the products of `revision`, of which `rows` rows were added and `known` had
    a value. `marked` of the rows carry a publisher's mark, such as "estimated".
    """

    exporter: Country
    importer: Country
    reporter: Country | None
    year: int
    valuation: str
    value_usd: int | None
    published: bool
    revision: str
    rows: int
    known: int
    marked: int


def as_flow(total: PairTotal, value: int, origin_of: Callable[[str], Origin]) -> Flow:
    """Make a total of a sum, `value` US dollars; `origin_of` tells where rows at a place were read.

    What of it the publisher marked is said in the flow's own mark.
    """
    way = goods_flow(total.exporter, total.importer)
    return Flow(
        exporter=total.exporter,
        importer=total.importer,
        reporter=total.reporter,
        product=TOTAL,
        period=str(total.year),
        valuation=Valuation(total.valuation),
        value=value,
        value_usd=value,
        flag=f"{total.marked} of {total.rows} rows marked" if total.marked else "reported",
        origin=origin_of(f"{total.revision}, {way} {total.year} (Σ {total.rows})"),
    )


def pair_totals(frame: "Frame", pair: Pair) -> "Frame":
    """Return COLUMNS: a row for each direction, book, year, valuation, nomenclature and level of detail.

    A published total has the revision "" and is never added to its parts, nor one level of detail to
    another: `choose_totals` picks one row a book and year. Months and quarters are left out. `value_usd`
    is the sum of the `known` rows, 0 where none is known.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    value = nw.col("value_usd")
    between = frame.filter(of_pair(pair), whole_years())
    return between.group_by(*COLUMNS[:7]).agg(
        value.sum().cast(nw.Int64).alias("value_usd"),
        value.count().alias("known"),
        nw.len().alias("rows"),
        (nw.col("flag") != "reported").cast(nw.Int64).sum().cast(nw.Int64).alias("marked"),
    )


def choose_totals(rows: Iterable[tuple[Any, ...]]) -> tuple[PairTotal, ...]:
    """Choose one row of `pair_totals` for each direction, book, year and valuation, in that order.

    The published total where there is one with a value; otherwise the sum over the most detailed codes of
    one nomenclature, the newest HS revision before any other.
    """
    ordered = sorted(rows, key=lambda row: (row[3], *row[:3], row[4]))
    groups = groupby(ordered, key=lambda row: row[:5])
    return tuple(_total(max(group, key=_preference)) for _, group in groups)


def _preference(row: tuple[Any, ...]) -> tuple[object, ...]:
    revision, digits, known = row[5], row[6], row[8]
    published = not revision and digits == len(TOTAL.code)
    return known > 0, published, revision.startswith("HS"), revision, digits


def _total(row: tuple[Any, ...]) -> PairTotal:
    exporter, importer, reporter, year, valuation, revision, digits, value, known, added, marked = row
    return PairTotal(
        exporter=exporter,
        importer=importer,
        reporter=reporter or None,
        year=year,
        valuation=valuation,
        value_usd=value if known else None,
        published=not revision and digits == len(TOTAL.code),
        revision=revision,
        rows=added,
        known=known,
        marked=marked,
    )
