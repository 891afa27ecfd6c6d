"""Read one record of the v1 API into a flow, or say why it stays outside the book."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, TypeAlias

from sverka.sources.un_comtrade.expressions import YES
from sverka.sources.un_comtrade.lookups import Codes, Lookups
from sverka.sources.un_comtrade.outside import BREAKDOWNS, LeftOut, Refused
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import TOTAL, Product

Record: TypeAlias = Mapping[str, Any]
"""A record by the dictionary's names; numbers are int or Decimal, what is empty is None or ""."""

_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])")
ANNUAL_MONTH = "52"
"""What `refMonth` says in annual records."""


def read_record(record: Record, origin: Origin, codes: Codes) -> Flow | LeftOut | Refused:
    """Read a record of goods trade; its value is the primary value in whole US dollars, halves to even."""
    refusal = _refusal(record, codes) or _left_out(record, codes)
    if refusal:
        return refusal
    reporter = codes.countries[_text(record["reportercode"])]
    partner = codes.countries[_text(record["partnercode"])]
    exporting = _text(record["flowcode"]) in codes.exports
    product = _product(record, codes)
    value = _whole(record["primaryvalue"]) or 0
    quantity, unit = _quantity(record, codes.lookups)
    valuation, stated = _valuation(record, exporting=exporting)
    return Flow(
        exporter=reporter if exporting else partner,
        importer=partner if exporting else reporter,
        reporter=reporter,
        product=product,
        period=_period(record) or "",
        valuation=valuation,
        value=value,
        value_usd=value,
        quantity=quantity,
        quantity_unit=unit,
        flag=_flag(record, codes.lookups, product, quantity, stated=stated),
        origin=origin,
    )


def _refusal(record: Record, codes: Codes) -> Refused | None:
    """Say what a record lacks that a flow needs."""
    tests = (
        (Refused.FLOW, _text(record["flowcode"]) not in codes.flows),
        (Refused.BREAKDOWN, not _is_service(record) and not all(_text(record[by]) for by in BREAKDOWNS)),
        (Refused.REPORTER, _text(record["reportercode"]) not in codes.countries),
        (Refused.PARTNER, _text(record["partnercode"]) not in codes.countries),
        (Refused.PERIOD, _period(record) is None),
        (Refused.PRODUCT, not _text(record["cmdcode"])),
        (Refused.VALUE, _whole(record["primaryvalue"]) is None),
        (Refused.NEGATIVE, _is_negative(record["primaryvalue"])),
    )
    return next((reason for reason, holds in tests if holds), None)


def _left_out(record: Record, codes: Codes) -> LeftOut | None:
    """Say why a record is none of the flows that the book keeps."""
    words = codes.lookups
    kept = _text(record["cmdcode"]) == TOTAL.code or _text(record["classificationcode"]) in codes.revisions
    tests = (
        (LeftOut.SERVICES, _is_service(record)),
        (LeftOut.SUB_FLOW, _text(record["flowcode"]) in words.flows_left_out),
        *((reason, _text(record[by]) != words.totals[by]) for by, reason in BREAKDOWNS.items()),
        (LeftOut.NOMENCLATURE, not kept),
    )
    return next((reason for reason, holds in tests if holds), None)


def _is_service(record: Record) -> bool:
    return _text(record["typecode"]) == "S"


def _period(record: Record) -> str | None:
    """Write the period, None where it does not fit the frequency and the month of reference."""
    written, month = _text(record["period"]), _text(record["refmonth"])
    if _text(record["freqcode"]) == "A":
        return written if _YEAR.fullmatch(written) and month == ANNUAL_MONTH else None
    found = _MONTH.fullmatch(written) if _text(record["freqcode"]) == "M" else None
    return f"{found[1]}-{found[2]}" if found and int(found[2]) == int(month or 0) else None


def _product(record: Record, codes: Codes) -> Product:
    code = _text(record["cmdcode"])
    if code == TOTAL.code:
        return TOTAL
    return Product(code, codes.revisions[_text(record["classificationcode"])])


def _valuation(record: Record, *, exporting: bool) -> tuple[Valuation, bool]:
    """Return the valuation of the primary value, and whether the record states it.

    Where both values equal it (a reporter whose CIF and FOB values are one), the usual one counts.
    """
    primary = record["primaryvalue"]
    stated = [
        kind
        for kind, field in ((Valuation.CIF, "cifvalue"), (Valuation.FOB, "fobvalue"))
        if record[field] is not None and record[field] == primary
    ]
    usual = Valuation.FOB if exporting else Valuation.CIF
    return (usual if usual in stated or not stated else stated[0]), bool(stated)


def _quantity(record: Record, words: Lookups) -> tuple[int | None, str | None]:
    """Return quantity and unit; a quantity of nothing is one that is not known, not a zero."""
    unit, amount = _text(record["qtyunitcode"]), _whole(record["qty"])
    if not unit or unit in words.no_unit or not amount:
        return None, None
    return amount, words.units.get(unit, f"unit {unit}")


def _flag(record: Record, words: Lookups, product: Product, quantity: int | None, *, stated: bool) -> str:
    flags = words.flags
    first = flags.aggregated if _true(record["isaggregate"]) else flags.estimated
    parts = [flags.reported if _true(record["isreported"]) else first]
    if product != TOTAL and not _true(record["isoriginalclassification"]):
        parts.append(flags.converted)
    if quantity is not None and _true(record["isqtyestimated"]):
        parts.append(flags.quantity)
    if not stated:
        parts.append(flags.convention)
    return ", ".join(parts)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _true(cell: object) -> bool:
    return cell is True or _text(cell) in YES


def _is_negative(cell: object) -> bool:
    """Tell of a published number, which may round to zero; a zero may be written with a minus."""
    return isinstance(cell, int | Decimal) and cell < 0


def _whole(cell: object) -> int | None:
    """Round a published number to whole units, halves to even."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    return int(cell.to_integral_value(ROUND_HALF_EVEN)) if isinstance(cell, Decimal) else None
