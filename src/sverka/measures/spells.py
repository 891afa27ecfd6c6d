"""Spells: how fast the trade of all pairs of a book grew over so many years, from each year it has.

Unit: spells, and the part of them that reached a growth as a fraction of one. Formula: a spell of n years
starts at V(t) and ends at V(t + n) of one series (a book and a partner); it reached the growth where
V(t + n) >= f V(t). It counts where V(t) is between L / w and L w, L the level compared with, w the width of
the size class. Spells of one series overlap. Reference: R. Hausmann, L. Pritchett, D. Rodrik (2005), Growth
accelerations, Journal of Economic Growth 10(4), 303-329, for spells of growth in a panel of countries;
L. Pritchett, L. H. Summers (2014), Asiaphoria meets regression to the mean, NBER Working Paper 20573, for the
record of all countries as the yardstick of one country's forecast.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from sverka.measures.addable import between_countries, of_level, whole_years
from sverka.vocabulary.flow import Valuation

if TYPE_CHECKING:
    from narwhals import Expr

    from sverka.ledger.engine import Frame

COLUMNS = ("first", "second", "year", "value_usd")
FACTORS: tuple[int | None, ...] = (3, 10, 30, None)
"""Widths of the size class, each way, tried in this order; None takes all sizes."""

ENOUGH = 100
"""Spells below which the next width is taken: 3 of 100 is the finest share that is worth saying."""

_KEY = ("exporter", "importer", "reporter", "year")


class Scope(StrEnum):
    """What a series adds up: exports plus imports of a book with a partner, or one of them."""

    TURNOVER = "turnover"
    EXPORTS = "exports"
    IMPORTS = "imports"


class Odds(msgspec.Struct, frozen=True, kw_only=True):
    """How many spells of `years` years reached a growth, of those that started in the size class.

    The class is `low_usd` to `high_usd`, `factor` each way of the level compared with, None for all sizes.
    `series` counts the books and partners that the spells come from. `first_year` and `last_year` are the
    years that they cover, None without spells. `dollars` is the year whose dollars they are in, None for the
    dollars of each year.
    """

    years: int
    spells: int
    reached: int
    series: int
    factor: int | None
    low_usd: float | None
    high_usd: float | None
    first_year: int | None
    last_year: int | None
    dollars: int | None

    @property
    def share(self) -> float | None:
        """Return the fraction of the spells that reached the growth, None where there are none."""
        return self.reached / self.spells if self.spells else None

    @property
    def is_enough(self) -> bool:
        """Tell whether there are spells enough for a share to mean something."""
        return self.spells >= ENOUGH


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What spells are held against: a growth by `growth_factor` over `years` years from `level_usd`.

    With `prices`, an index by year, spells are in dollars of the year `dollars`, as `level_usd` must be.
    Years without a price are left out.
    """

    level_usd: float
    growth_factor: float
    years: int
    dollars: int | None = None
    prices: Mapping[int, float] = {}


def yearly_totals(
    frame: "Frame", scope: Scope, *, digits: int | None = None, reconciled: bool = False
) -> "Frame":
    """Return COLUMNS: each book's trade with each partner in each year, in whole US dollars; one scan.

    `first` is the country in whose book it stands, `second` the partner; with `reconciled`, which takes a
    third party's rows, the exporter (EXPORTS), the importer (IMPORTS), or the first in the alphabet
    (TURNOVER). `digits` None takes published totals of all goods, otherwise products of so many digits are
    added, in the newest revision that the flow has. Exports are FOB, imports CIF where the book gives both. A
    turnover needs both directions. The world, blocs and areas that are no country are left out.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    flows = _flows(frame.filter(_of_scope(scope, reconciled=reconciled)), digits)
    first = nw.col("exporter") if scope is Scope.EXPORTS else nw.col("importer")
    if scope is Scope.TURNOVER:
        in_order = nw.col("exporter") < nw.col("importer")
        ordered = nw.when(in_order).then(nw.col("exporter")).otherwise(nw.col("importer"))
        first = ordered if reconciled else nw.col("reporter")
    second = nw.when(nw.col("exporter") == nw.col("first")).then(nw.col("importer"))
    sums = (
        flows.with_columns(first.alias("first"))
        .with_columns(second.otherwise(nw.col("exporter")).alias("second"))
        .group_by(*COLUMNS[:3])
        .agg(nw.col("value_usd").sum().cast(nw.Int64), nw.len().cast(nw.Int64).alias("directions"))
    )
    whole = sums.filter(nw.col("directions") == 2) if scope is Scope.TURNOVER else sums  # noqa: PLR2004
    return whole.select(*COLUMNS)


def count_spells(totals: "Frame", compared: Compared) -> "Frame":
    """Return one row that `choose_odds` reads: spells, those that reached, series and years by size class.

    `totals` are COLUMNS, of one kind; they are read twice, so give what an engine has cached. A spell
    needs a start above zero and both its years, not those between.
    """
    import narwhals as nw  # noqa: PLC0415

    values = totals.select(*COLUMNS[:3], _in_dollars(compared).alias("value")).filter(
        ~nw.col("value").is_null()
    )
    later = values.select(
        "first", "second", (nw.col("year") - compared.years).alias("year"), nw.col("value").alias("end")
    )
    spells = values.filter(nw.col("value") > 0).join(later, on=["first", "second", "year"], how="inner")
    reached = nw.col("end") >= compared.growth_factor * nw.col("value")
    by_series, over_all = [], []
    for width in FACTORS:
        counts, came, start, last, series = (f"{name}_{width}" for name in ("n", "r", "y", "z", "s"))
        inside = _inside(compared.level_usd, width)
        by_series += [
            nw.when(inside).then(1).otherwise(0).sum().alias(counts),
            nw.when(inside & reached).then(1).otherwise(0).sum().alias(came),
            nw.when(inside).then(nw.col("year")).min().alias(start),
            nw.when(inside).then(nw.col("year")).max().alias(last),
        ]
        over_all += [
            *(nw.col(name).sum().cast(nw.Int64).alias(name) for name in (counts, came)),
            nw.when(nw.col(counts) > 0).then(1).otherwise(0).sum().cast(nw.Int64).alias(series),
            nw.col(start).min().alias(start),
            nw.col(last).max().alias(last),
        ]
    return spells.group_by("first", "second").agg(*by_series).select(*over_all)


def choose_odds(row: tuple[Any, ...], compared: Compared) -> Odds:
    """Choose the narrowest size class with ENOUGH spells from the row of `count_spells`; else all sizes."""
    width_of = len(row) // len(FACTORS)
    classes = [row[start : start + width_of] for start in range(0, len(row), width_of)]
    chosen = next((n for n, one in enumerate(classes) if (one[0] or 0) >= ENOUGH), len(FACTORS) - 1)
    spells, reached, series, first_year, last_year = classes[chosen]
    factor, level = FACTORS[chosen], compared.level_usd
    return Odds(
        years=compared.years,
        spells=spells or 0,
        reached=reached or 0,
        series=series or 0,
        factor=factor,
        low_usd=level / factor if factor else None,
        high_usd=level * factor if factor else None,
        first_year=first_year,
        last_year=None if last_year is None else last_year + compared.years,
        dollars=compared.dollars,
    )


def _flows(frame: "Frame", digits: int | None) -> "Frame":
    """Return a row a flow: its key and its value in one valuation and one nomenclature."""
    import narwhals as nw  # noqa: PLC0415

    value, is_cif = nw.col("value_usd"), nw.col("valuation") == Valuation.CIF.value
    known = frame.filter(
        whole_years(), of_level(digits), between_countries(), *_countries(), ~value.is_null()
    )
    sums = known.group_by(*_KEY, "revision").agg(
        nw.when(is_cif).then(value).otherwise(0).sum().cast(nw.Int64).alias("cif"),
        nw.when(~is_cif).then(value).otherwise(0).sum().cast(nw.Int64).alias("fob"),
        nw.when(is_cif).then(1).otherwise(0).sum().cast(nw.Int64).alias("cif_rows"),
        nw.when(~is_cif).then(1).otherwise(0).sum().cast(nw.Int64).alias("fob_rows"),
    )
    imports = nw.col("reporter") == nw.col("importer")
    takes_cif = (imports & (nw.col("cif_rows") > 0)) | (nw.col("fob_rows") == 0)
    settled = sums.select(
        *_KEY, "revision", nw.when(takes_cif).then(nw.col("cif")).otherwise(nw.col("fob")).alias("value_usd")
    )
    if digits is None:
        return settled
    newest = settled.with_columns(nw.col("revision").max().over(*_KEY).alias("newest"))
    return newest.filter(nw.col("revision") == nw.col("newest")).drop("newest")


def _of_scope(scope: Scope, *, reconciled: bool) -> "Expr":
    import narwhals as nw  # noqa: PLC0415

    reporter, exporter, importer = nw.col("reporter"), nw.col("exporter"), nw.col("importer")
    if reconciled:
        return reporter == ""
    if scope is Scope.TURNOVER:
        return (reporter == exporter) | (reporter == importer)
    return reporter == (exporter if scope is Scope.EXPORTS else importer)


def _countries() -> "list[Expr]":
    """Keep codes of three letters; publishers' areas have digits, which sort before letters."""
    import narwhals as nw  # noqa: PLC0415

    sides = (nw.col("exporter"), nw.col("importer"))
    return [(side.str.len_chars() == 3) & (side >= "A") for side in sides]  # noqa: PLR2004


def _in_dollars(compared: Compared) -> "Expr":
    import narwhals as nw  # noqa: PLC0415

    value = nw.col("value_usd").cast(nw.Float64)
    if compared.dollars is None:
        return value
    base = compared.prices[compared.dollars]
    deflated = [
        nw.when(nw.col("year") == year).then(value * (base / p)) for year, p in compared.prices.items()
    ]
    return nw.coalesce(*deflated)


def _inside(level: float, width: int | None) -> "Expr":
    import narwhals as nw  # noqa: PLC0415

    value = nw.col("value")
    return value > 0 if width is None else (value >= level / width) & (value <= level * width)
