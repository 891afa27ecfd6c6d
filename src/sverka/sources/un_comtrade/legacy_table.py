"""The legacy tables as expressions: the CSV of the publisher's former web site, with names as headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.sources.half_even import half_even
from sverka.sources.un_comtrade import expressions as cells
from sverka.sources.un_comtrade.lookups import Codes, codes, fields
from sverka.sources.un_comtrade.outside import LeftOut, Refused
from sverka.vocabulary.product import TOTAL
from sverka.vocabulary.table import Cell, Layout, Table
from sverka.vocabulary.table import Codes as Meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narwhals import Expr

    from sverka.sources.un_comtrade.layout import Form

_VALUE = "Trade Value (US$)"
_NUMBERS = (_VALUE, "Qty")
_PERIOD = "^[0-9]{4}(0[1-9]|1[0-2])?$"
_TOTALS = {
    "2nd Partner Code": ("0", LeftOut.SECOND_PARTNER),
    "Mode of Transport Code": ("0", LeftOut.TRANSPORT),
    "Customs Proc. Code": ("C00", LeftOut.CUSTOMS),
}
"""The columns of a breakdown with their code for the total; they are empty where there is none."""


def legacy_table(form: Form) -> Table:
    """Describe a legacy table by its form.

    It states no valuation: exports count as FOB and imports as CIF, as the publisher asks its reporters.
    """
    import narwhals as nw  # noqa: PLC0415  reading answers needs no Narwhals

    known = fields()
    taken = [name for name in form.header if name in {*known.legacy_taken, *known.legacy_optional}]
    row = {name: nw.col(name) if name in _NUMBERS else cells.text(name) for name in taken}
    return Table(
        member=form.member,
        layout=Layout.CSV,
        separator=form.separator,
        encoding=form.encoding,
        columns={name: Cell.NUMBER if name in _NUMBERS else Cell.TEXT for name in taken},
        ignored=tuple(name for name in form.header if name in known.legacy_ignored),
        codes={
            "reporter": Meanings("Reporter Code", codes().countries),
            "partner": Meanings("Partner Code", codes().countries),
        },
        book=_book(row, codes()),
        left_out=_left_out(row, codes()),
        refused=_refused(row, codes()),
    )


def _book(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    import narwhals as nw  # noqa: PLC0415

    reporter, partner = nw.col("reporter"), nw.col("partner")
    exporting = row["Trade Flow Code"].is_in(sorted(known.exports))
    revision = cells.looked_up(row["Classification"], known.revisions)
    total = row["Commodity Code"] == TOTAL.code
    return {
        "exporter": nw.when(exporting).then(reporter).otherwise(partner),
        "importer": nw.when(exporting).then(partner).otherwise(reporter),
        "reporter": reporter,
        "product": row["Commodity Code"],
        "revision": nw.when(total).then(nw.lit(TOTAL.revision)).otherwise(revision),
        "period": cells.period(row["Period"]),
        "valuation": nw.when(exporting).then(nw.lit("FOB")).otherwise(nw.lit("CIF")),
        "value": half_even(row[_VALUE], 1),
        **_quantity(row, known),
    }


def _quantity(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    """Return quantity, unit and flag; a table without a column of quantities has no estimated ones."""
    import narwhals as nw  # noqa: PLC0415

    words = known.lookups
    if "Qty" not in row:
        return {"flag": nw.lit(words.flags.reported)}
    given = cells.has_quantity(row["Qty"], row["Qty Unit Code"], words.no_unit)
    estimated = row["Flag"].is_in([flag for flag, is_so in words.legacy_flags.items() if is_so])
    return {
        "quantity": nw.when(given).then(half_even(row["Qty"], 1)),
        "quantity_unit": nw.when(given).then(cells.unit(row["Qty Unit Code"], words.units)),
        "flag": cells.joined([(given & estimated, words.flags.quantity)], nw.lit(words.flags.reported)),
    }


def _left_out(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    kept = (row["Commodity Code"] == TOTAL.code) | row["Classification"].is_in(list(known.revisions))
    return {
        LeftOut.SUB_FLOW: row["Trade Flow Code"].is_in(list(known.lookups.flows_left_out)),
        **{reason: ~row[name].is_in(["", total]) for name, (total, reason) in _TOTALS.items() if name in row},
        LeftOut.NOMENCLATURE: ~kept,
    }


def _refused(row: Mapping[str, Expr], known: Codes) -> dict[str, Expr]:
    import narwhals as nw  # noqa: PLC0415

    return {
        Refused.FLOW: ~row["Trade Flow Code"].is_in(sorted(known.flows)),
        Refused.REPORTER: nw.col("reporter").is_null(),
        Refused.PARTNER: nw.col("partner").is_null(),
        Refused.PERIOD: ~row["Period"].str.contains(_PERIOD),
        Refused.PRODUCT: row["Commodity Code"] == "",
        Refused.VALUE: row[_VALUE].is_null(),
        Refused.NEGATIVE: row[_VALUE] < 0,
        Refused.FLAG: ~row["Flag"].is_in(list(known.lookups.legacy_flags)),
    }
