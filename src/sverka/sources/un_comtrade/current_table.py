"""The tables of today's API as expressions: its own CSV and the bulk files, tab-separated and gzipped."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from sverka.sources.half_even import half_even
from sverka.sources.un_comtrade import expressions as cells
from sverka.sources.un_comtrade.lookups import Codes, codes, fields, plain
from sverka.sources.un_comtrade.outside import BREAKDOWNS, LeftOut, Refused
from sverka.sources.un_comtrade.record import ANNUAL_MONTH
from sverka.vocabulary.product import TOTAL
from sverka.vocabulary.table import Cell, Layout, Table
from sverka.vocabulary.table import Codes as Meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals import Expr

    from sverka.sources.un_comtrade.layout import Form

_NUMBERS = ("primaryvalue", "cifvalue", "fobvalue", "qty")
_ANNUAL = "^[0-9]{4}$"
_MONTHLY = "^[0-9]{4}(0[1-9]|1[0-2])$"


def current_table(form: Form) -> Table:
    """Describe a file with the fields of today's API by its form."""
    known = fields()
    named = {plain(name): name for name in form.header}
    row = {
        field: _number(named[field]) if field in _NUMBERS else cells.text(named[field])
        for field in known.taken
    }
    return Table(
        member=form.member,
        layout=Layout.CSV,
        separator=form.separator,
        encoding=form.encoding,
        columns={named[name]: Cell.NUMBER if name in _NUMBERS else Cell.TEXT for name in known.taken},
        ignored=tuple(name for field, name in named.items() if field in known.ignored),
        codes={
            "reporter": Meanings(named["reportercode"], codes().countries),
            "partner": Meanings(named["partnercode"], codes().countries),
        },
        book=_book(row, codes()),
        left_out=_left_out(row, codes()),
        refused=_refused(row, codes()),
    )


def _number(column: str) -> Expr:
    import narwhals as nw  # noqa: PLC0415  reading answers needs no Narwhals

    return nw.col(column)


def _book(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    """Return the book's columns; what they say of rows outside the book does not matter."""
    import narwhals as nw  # noqa: PLC0415

    reporter, partner = nw.col("reporter"), nw.col("partner")
    exporting = row["flowcode"].is_in(sorted(known.exports))
    total = row["cmdcode"] == TOTAL.code
    has_quantity = cells.has_quantity(row["qty"], row["qtyunitcode"], known.lookups.no_unit)
    return {
        "exporter": nw.when(exporting).then(reporter).otherwise(partner),
        "importer": nw.when(exporting).then(partner).otherwise(reporter),
        "reporter": reporter,
        "product": row["cmdcode"],
        "revision": nw.when(total)
        .then(nw.lit(TOTAL.revision))
        .otherwise(cells.looked_up(row["classificationcode"], known.revisions)),
        "period": cells.period(row["period"]),
        "valuation": _valuation(row, exporting),
        "value": half_even(row["primaryvalue"], 1),
        "quantity": nw.when(has_quantity).then(half_even(row["qty"], 1)),
        "quantity_unit": nw.when(has_quantity).then(cells.unit(row["qtyunitcode"], known.lookups.units)),
        "flag": _flag(row, known, total, has_quantity),
    }


def _valuation(row: Mapping[str, Expr], exporting: Expr) -> Expr:
    """Return the valuation that the row states; the direction's usual one where it states both or none."""
    import narwhals as nw  # noqa: PLC0415

    cif, fob = _states(row, "cifvalue"), _states(row, "fobvalue")
    fob_only, cif_only = fob & ~cif, cif & ~fob
    return nw.when(fob_only | (exporting & ~cif_only)).then(nw.lit("FOB")).otherwise(nw.lit("CIF"))


def _states(row: Mapping[str, Expr], field: str) -> Expr:
    return (row[field] == row["primaryvalue"]).fill_null(value=False)


def _flag(row: Mapping[str, Expr], known: Codes, total: Expr, has_quantity: Expr) -> Expr:
    import narwhals as nw  # noqa: PLC0415

    flags = known.lookups.flags
    other = (
        nw.when(cells.is_true(row["isaggregate"]))
        .then(nw.lit(flags.aggregated))
        .otherwise(nw.lit(flags.estimated))
    )
    first = nw.when(cells.is_true(row["isreported"])).then(nw.lit(flags.reported)).otherwise(other)
    stated = _states(row, "cifvalue") | _states(row, "fobvalue")
    parts = [
        (~total & ~cells.is_true(row["isoriginalclassification"]), flags.converted),
        (has_quantity & cells.is_true(row["isqtyestimated"]), flags.quantity),
        (~stated, flags.convention),
    ]
    return cells.joined(parts, first)


def _left_out(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    """Return a condition for each reason; the ledger counts a row under the first that holds."""
    words = known.lookups
    kept = (row["cmdcode"] == TOTAL.code) | row["classificationcode"].is_in(list(known.revisions))
    return {
        LeftOut.SERVICES: row["typecode"] == "S",
        LeftOut.SUB_FLOW: row["flowcode"].is_in(list(words.flows_left_out)),
        **{reason: row[field] != words.totals[field] for field, reason in BREAKDOWNS.items()},
        LeftOut.NOMENCLATURE: ~kept,
    }


def _refused(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    import narwhals as nw  # noqa: PLC0415

    unsaid = reduce(or_, (row[field] == "" for field in BREAKDOWNS))
    return {
        Refused.FLOW: ~row["flowcode"].is_in(sorted(known.flows)),
        Refused.BREAKDOWN: unsaid & (row["typecode"] != "S"),
        Refused.REPORTER: nw.col("reporter").is_null(),
        Refused.PARTNER: nw.col("partner").is_null(),
        Refused.PERIOD: ~_dated(row),
        Refused.PRODUCT: row["cmdcode"] == "",
        Refused.VALUE: row["primaryvalue"].is_null(),
        Refused.NEGATIVE: row["primaryvalue"] < 0,
    }


def _dated(row: Mapping[str, Expr]) -> Expr:
    """Tell whether the period fits the frequency and the month of reference."""
    written, month = row["period"], row["refmonth"]
    annual = (row["freqcode"] == "A") & written.str.contains(_ANNUAL) & (month == ANNUAL_MONTH)
    same = written.str.slice(4, 2) == month.str.zfill(2)
    return annual | ((row["freqcode"] == "M") & written.str.contains(_MONTHLY) & same)
