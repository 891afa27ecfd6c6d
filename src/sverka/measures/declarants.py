"""Declarants: who declares exports and imports in a year, in which nomenclature and level of detail.

Unit: rows. Formula: the count of rows by reporter, direction, valuation, nomenclature and length of the
product's code. Reference: United Nations, International Merchandise Trade Statistics: Concepts and
Definitions 2010, chapters II (trade system), III (commodity classifications) and IV (valuation).
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sverka.measures.addable import HS_SUBHEADING, between_countries, whole_years
from sverka.vocabulary.country import Country
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from narwhals import Expr

    from sverka.ledger.engine import Frame, FrameEngine

_CODE_LETTERS, _FIRST_LETTER = 3, "A"


class Trade(StrEnum):
    """What a country does in a flow."""

    EXPORTS = "exports"
    IMPORTS = "imports"

    @property
    def country(self) -> str:
        """Name the column of the country whose trade it is."""
        return "exporter" if self is Trade.EXPORTS else "importer"

    @property
    def partner(self) -> str:
        """Name the column of the country on the other side."""
        return "importer" if self is Trade.EXPORTS else "exporter"

    @property
    def mirror(self) -> "Trade":
        """Return what the partner does in the same flow."""
        return Trade.IMPORTS if self is Trade.EXPORTS else Trade.EXPORTS

    @property
    def valuation(self) -> Valuation:
        """Return the valuation that its declarations usually have."""
        return Valuation.FOB if self is Trade.EXPORTS else Valuation.CIF


class BookOf(StrEnum):
    """Whose declarations a country's figures come from."""

    OWN = "own"
    PARTNERS = "partners"
    RECONCILED = "reconciled"


class Declaration(NamedTuple):
    """Rows of one kind that a reporter declares in a year; `reporter` is "" for a third party's."""

    reporter: Country
    trade: Trade
    year: int
    valuation: str
    revision: str
    digits: int
    rows: int


class Goods(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows make up what countries traded in a year: one nomenclature, one level, one book a country.

    `exporters` and `importers` declare their exports and their imports so; the others are silent, and what
    their partners declare stands for them. `twice` are (reporter, trade) with rows in several valuations.
    `digits` None stands for published totals of all goods; `revision` is "" then.
    """

    year: int
    revision: str
    digits: int | None
    exporters: frozenset[Country]
    importers: frozenset[Country]
    twice: frozenset[tuple[Country, Trade]] = frozenset()
    reconciled: bool = False

    def declaring(self, trade: Trade) -> frozenset[Country]:
        """Return the countries that declare this trade of theirs."""
        return self.exporters if trade is Trade.EXPORTS else self.importers

    def book(self, country: Country, trade: Trade) -> BookOf:
        """Tell whose declarations stand for a country's exports or imports."""
        if self.reconciled:
            return BookOf.RECONCILED
        return BookOf.OWN if country in self.declaring(trade) else BookOf.PARTNERS


def is_country(code: str) -> bool:
    """Tell a country's code from those of blocs ("EU", "ASEAN") and areas ("899")."""
    return len(code) == _CODE_LETTERS and code >= _FIRST_LETTER


def of_country(column: str) -> "Expr":
    """Keep the rows in which a column has a country's code, as `is_country` tells it."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    return (nw.col(column).str.len_chars() == _CODE_LETTERS) & (nw.col(column) >= _FIRST_LETTER)


def declarations(frame: "Frame", engine: "FrameEngine") -> tuple[Declaration, ...]:
    """Count the rows between two countries by who declares them and how; one scan of four columns.

    A third party's rows count as exports and as imports.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    keys = ("reporter", "exports", "year", "valuation", "revision", "digits")
    counted = (
        frame.filter(whole_years(), between_countries())
        .with_columns((nw.col("exporter") == nw.col("reporter")).alias("exports"))
        .group_by(*keys)
        .agg(nw.len().cast(nw.Int64).alias("rows"))
    )
    found = [
        Declaration(reporter, trade, *rest)
        for reporter, exports, *rest in engine.collect(counted)
        for trade in (Trade if not reporter else (Trade.EXPORTS if exports else Trade.IMPORTS,))
    ]
    return tuple(sorted(found))


def choose_goods(
    declared: Iterable[Declaration], year: int, asked: Iterable[Country] = (), *, digits: int = HS_SUBHEADING
) -> Goods | None:
    """Choose the nomenclature and level in which products are compared, None where the year has none.

    The nomenclature that most of the countries asked about declare in; then the Harmonized System before
    others, the one with most reporters, the newest. Of its levels the most detailed up to `digits` that as
    many of them and half of its reporters have. Published totals are no products.
    """
    of_year = [one for one in declared if one.year == year and not _is_total(one) and one.digits <= digits]
    chosen = _own_or_reconciled(of_year)
    if not chosen:
        return None
    countries = frozenset(asked)

    def told(rows: Iterable[Declaration]) -> int:
        return len({(one.reporter, one.trade) for one in rows if one.reporter in countries})

    def told_by(rows: Iterable[Declaration]) -> int:
        return len({one.reporter for one in rows})

    revisions: dict[str, list[Declaration]] = {}
    for one in chosen:
        revisions.setdefault(one.revision, []).append(one)
    revision = max(
        revisions,
        key=lambda name: (told(revisions[name]), name.startswith("HS"), told_by(revisions[name]), name),
    )
    levels: dict[int, list[Declaration]] = {}
    for one in revisions[revision]:
        levels.setdefault(one.digits, []).append(one)
    most, half = max(map(told, levels.values())), told_by(revisions[revision]) / 2
    shared = [level for level, rows in levels.items() if told(rows) == most and told_by(rows) >= half]
    level = max(shared or levels)
    return _goods(levels[level], year, revision, level)


def total_goods(declared: Iterable[Declaration], year: int) -> Goods | None:
    """Choose the published totals of all goods, None where the year has none."""
    chosen = _own_or_reconciled([one for one in declared if one.year == year and _is_total(one)])
    return _goods(chosen, year, TOTAL.revision, None) if chosen else None


def _is_total(one: Declaration) -> bool:
    return not one.revision and one.digits == len(TOTAL.code)


def _own_or_reconciled(rows: list[Declaration]) -> list[Declaration]:
    """Keep what countries declare; a third party's rows only where there is nothing else."""
    return [one for one in rows if one.reporter] or rows


def _goods(rows: list[Declaration], year: int, revision: str, digits: int | None) -> Goods:
    declaring = {
        trade: frozenset(one.reporter for one in rows if one.trade is trade and one.reporter)
        for trade in Trade
    }
    valuations: dict[tuple[Country, Trade], set[str]] = {}
    for one in rows:
        valuations.setdefault((one.reporter, one.trade), set()).add(one.valuation)
    return Goods(
        year=year,
        revision=revision,
        digits=digits,
        exporters=declaring[Trade.EXPORTS],
        importers=declaring[Trade.IMPORTS],
        twice=frozenset(key for key, names in valuations.items() if len(names) > 1),
        reconciled=not any(one.reporter for one in rows),
    )
