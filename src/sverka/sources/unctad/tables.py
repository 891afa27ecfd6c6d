"""The trade matrix as a table: UNCTAD's own CSV, and the tidy Parquet file that others made of it."""

from collections.abc import Mapping, Sequence

import narwhals as nw

from sverka.sources.half_even import half_even
from sverka.sources.unctad.lookups import Lookups
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.product import TOTAL
from sverka.vocabulary.table import Cell, Codes, Layout, Table

_THOUSAND = 1000
_NUMBERED = "^[0-9]{1,5}$"
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "year": ("year",),
    "economy": ("economy",),
    "partner": ("partner",),
    "flow": ("flow",),
    "product": ("sitcrev3product", "product"),
    "value": (
        "usdollarsatcurrentpricesinthousands",
        "usdollarsatcurrentpricesinthousandsvalue",
        "usatcurrentpricesinthousands",
        "usatcurrentpricesinthousandsvalue",
    ),
}
_SEEN_BESIDE = ("label", "footnote", "missingvalue", "percentage")
_SELF = "trade of a country with itself"
_UNKNOWN = "a name or code has no country"


def own_columns(header: Sequence[str]) -> dict[str, str] | None:
    """Find the columns of UNCTAD's own CSV by what they mean; None where one is not there, or twice.

    Releases write them with blanks or underscores: "Economy Label", "Economy_Label".
    """
    plain = {name: "".join(sign for sign in name.lower() if sign.isalnum()) for name in header}
    found = {
        field: [name for name in header if plain[name] in spellings] for field, spellings in _NEEDED.items()
    }
    return (
        {field: names[0] for field, names in found.items()}
        if all(len(n) == 1 for n in found.values())
        else None
    )


def own_table(member: str | None, header: Sequence[str], named: Mapping[str, str], lookups: Lookups) -> Table:
    """Describe UNCTAD's own CSV, in thousands of dollars; `named` comes from `own_columns`."""
    cells = {"economy": Cell.WHOLE, "partner": Cell.WHOLE, "value": Cell.NUMBER}
    row = {field: nw.col(column) for field, column in named.items()}
    economy, partner = row["economy"], row["partner"]
    grouped = (economy >= lookups.first_group) | (partner >= lookups.first_group)
    numbered = row["product"].str.contains(_NUMBERED) | (row["product"] == TOTAL.code)
    return Table(
        member=member,
        layout=Layout.CSV,
        columns={column: cells.get(field, Cell.TEXT) for field, column in named.items()},
        ignored=tuple(name for name in header if name not in named.values() and _beside(name)),
        codes={
            "reporter": Codes(named["economy"], lookups.codes()),
            "other": Codes(named["partner"], lookups.codes()),
        },
        book=_own_book(row, lookups),
        left_out={
            "the economy or the partner is a group": grouped,
            "the goods are a group of UNCTAD's own": ~numbered,
            "the flow is neither exports nor imports": ~row["flow"].is_in(
                [*lookups.exports, *lookups.imports]
            ),
            "no value is given": row["value"].is_null(),
            _SELF: economy == partner,
        },
        refused={_UNKNOWN: ~grouped & (nw.col("reporter").is_null() | nw.col("other").is_null())},
    )


def _own_book(row: Mapping[str, nw.Expr], lookups: Lookups) -> dict[str, nw.Expr | str | float]:
    exporting = row["flow"].is_in(list(lookups.exports))
    reporter, other = nw.col("reporter"), nw.col("other")
    fob, cif = nw.lit(Valuation.FOB.value), nw.lit(Valuation.CIF.value)
    return {
        "exporter": nw.when(exporting).then(reporter).otherwise(other),
        "importer": nw.when(exporting).then(other).otherwise(reporter),
        "reporter": reporter,
        "product": row["product"],
        "revision": _revision(row["product"] == TOTAL.code, lookups),
        "period": row["year"],
        "valuation": nw.when(exporting).then(fob).otherwise(cif),
        "value": half_even(row["value"], _THOUSAND),
        "flag": lookups.flag,
    }


def tidy_table(lookups: Lookups) -> Table:
    """Describe the tidy table: names, a section, exports in thousands of dollars."""
    exporter, importer, section = nw.col("exporter"), nw.col("importer"), nw.col("section")
    value = nw.col("value_kusd")
    return Table(
        layout=Layout.PARQUET,
        columns={
            "source": Cell.TEXT,
            "target": Cell.TEXT,
            "year": Cell.WHOLE,
            "sitc": Cell.TEXT,
            "value_kusd": Cell.NUMBER,
        },
        codes={
            "exporter": Codes("source", lookups.names),
            "importer": Codes("target", lookups.names),
            "section": Codes("sitc", lookups.sections),
        },
        book={
            "exporter": exporter,
            "importer": importer,
            "reporter": exporter,
            "product": section,
            "revision": _revision(section == TOTAL.code, lookups),
            "period": nw.col("year").cast(nw.String),
            "valuation": Valuation.FOB.value,
            "value": half_even(value, _THOUSAND),
            "flag": lookups.flag,
        },
        left_out={_SELF: nw.col("source") == nw.col("target")},
        refused={
            _UNKNOWN: _unknown("source", exporter) | _unknown("target", importer),
            "the section of goods is unknown": _unknown("sitc", section),
            "no value is given": value.is_null(),
        },
    )


def _beside(name: str) -> bool:
    plain = "".join(sign for sign in name.lower() if sign.isalnum())
    return any(word in plain for word in _SEEN_BESIDE)


def _unknown(column: str, meaning: nw.Expr) -> nw.Expr:
    """Tell of a cell that means nothing; that a row lacks one the ledger says itself."""
    return meaning.is_null() & ~nw.col(column).is_null()


def _revision(total: nw.Expr, lookups: Lookups) -> nw.Expr:
    return nw.when(total).then(nw.lit(TOTAL.revision)).otherwise(nw.lit(lookups.revision))
