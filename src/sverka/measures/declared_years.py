"""Declared years: the years of which a country declares its trade in a source, to anyone and to one partner.

Unit: rows; years. Formula: n(r, t) = the count of rows that r reports for t, m(r, t) = those of them whose
other side is r's partner in the pair; the last year of each is max t with n > 0, and with m > 0. Reference:
United Nations, International Merchandise Trade Statistics: Concepts and Definitions 2010, chapter IX (data
compilation, coverage and timeliness).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from sverka.measures.addable import of_pair
from sverka.vocabulary.country import Country, Pair

if TYPE_CHECKING:
    from narwhals import Expr

    from sverka.ledger.engine import Frame, FrameEngine

ESTIMATED = "estimated"
"""How the mark begins of a figure that the publisher filled in: nobody declared it."""

COLUMNS = ("reporter", "year", "rows", "of_partner")


class DeclaredYears(msgspec.Struct, frozen=True):
    """The years that a reporter declares, in order: with any partner, with the pair's other country.

    A month or a quarter counts as its year; a year with one row counts as declared.
    """

    reporter: Country
    with_anyone: tuple[int, ...]
    with_partner: tuple[int, ...]


def declared_years(frame: "Frame", pair: Pair) -> "Frame":
    """Return COLUMNS: a row for each country of the pair and each year that it declares, with its rows.

    `of_partner` counts the rows about the other country. What the publisher estimated is no declaration.
    Only the two reporters' rows are counted: grouping all reporters takes five times as long.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    reporter = nw.col("reporter")
    of_two = (reporter == pair.first) | (reporter == pair.second)
    return (
        frame.filter(of_two, _declared())
        .group_by("reporter", "year")
        .agg(
            nw.len().cast(nw.Int64).alias("rows"),
            nw.when(of_pair(pair)).then(1).otherwise(0).sum().cast(nw.Int64).alias("of_partner"),
        )
    )


def ask_declared_years(
    frame: "Frame", engine: "FrameEngine", pair: Pair
) -> tuple[DeclaredYears, DeclaredYears]:
    """Return both countries' years, in the pair's order; all rows are read of few years only.

    First their exports, which lie together in a book's files: a year in which both declare any is done. A
    twentieth of the time over 100 million rows.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    exporter = nw.col("exporter")
    sold = frame.filter((exporter == pair.first) | (exporter == pair.second))
    rows = engine.collect(declared_years(sold, pair))
    years = [{row[1] for row in rows if row[0] == country} for country in pair]
    done = sorted(years[0] & years[1])
    rest = frame.filter(~nw.col("year").is_in(done)) if done else frame
    rows = [row for row in rows if row[1] in done]
    return years_by_reporter([*rows, *engine.collect(declared_years(rest, pair))], pair)


def newest_year(frame: "Frame") -> "Frame":
    """Return one row and column: the newest year that any country declares in a source, null for none."""
    import narwhals as nw  # noqa: PLC0415

    declared = frame.filter(nw.col("reporter") != "", _declared())
    return declared.select(nw.col("year").max())


def years_by_reporter(rows: Iterable[tuple[Any, ...]], pair: Pair) -> tuple[DeclaredYears, DeclaredYears]:
    """Sort rows of `declared_years` by country, in the pair's order."""
    known = sorted(rows, key=lambda row: (row[0], row[1]))
    one, other = (
        DeclaredYears(
            country,
            tuple(year for reporter, year, _, _ in known if reporter == country),
            tuple(year for reporter, year, _, about in known if reporter == country and about),
        )
        for country in pair
    )
    return one, other


def _declared() -> "Expr":
    import narwhals as nw  # noqa: PLC0415

    return ~nw.col("flag").str.starts_with(ESTIMATED)
