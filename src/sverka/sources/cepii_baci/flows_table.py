"""Describe a yearly file: t year, i exporter, j importer, k product, v thousand dollars, q tonnes."""

import narwhals as nw

from sverka.sources.cepii_baci.lookups import Lookups
from sverka.sources.half_even import half_even
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.table import Cell, Codes, Layout, Table

_DIGITS = 6
_THOUSAND = 1_000  # dollars in a unit of v, kilograms in a unit of q
_OTHER_YEAR = "the year is not the one in the file's name"
_COLUMNS = {
    "t": Cell.WHOLE,
    "i": Cell.WHOLE,
    "j": Cell.WHOLE,
    "k": Cell.TEXT,
    "v": Cell.NUMBER,
    "q": Cell.TEXT,
}
_NUMBER = r"^\d+(\.\d+)?([eE][+-]?\d+)?$"


def flows_table(
    layout: Layout, revision: str, year: int | None, member: str | None, lookups: Lookups
) -> Table:
    """Describe a file of one revision; `year` is the one in its name, None where it may hold several.

    Values become whole dollars and quantities whole kilograms, both published to the unit. A product that
    lost its leading zeros gets them back.
    """
    weighed = nw.when(_is_number()).then(nw.col("q")).otherwise(nw.lit(None))
    return Table(
        member=member,
        layout=layout,
        columns=_COLUMNS,
        codes={"from": Codes("i", lookups.countries), "to": Codes("j", lookups.countries)},
        book={
            "exporter": nw.col("from"),
            "importer": nw.col("to"),
            "product": _product(),
            "revision": revision,
            "period": nw.col("t").cast(nw.String) if year is None else str(year),
            "valuation": Valuation.RECONCILED.value,
            "value": half_even(nw.col("v"), _THOUSAND),
            "quantity": half_even(weighed.cast(nw.Float64), _THOUSAND),
            "quantity_unit": "kg",
            "flag": "estimated",
        },
        refused=_refused(year, lookups),
    )


def _refused(year: int | None, lookups: Lookups) -> dict[str, nw.Expr]:
    product = _product()
    coded = product.str.contains(r"^\d{6}$") | product.is_in(list(lookups.other_products))
    weighed = _is_number() | nw.col("q").is_in(list(lookups.missing))
    reasons = {
        "the exporter's or importer's code is not known": (nw.col("from").is_null() | nw.col("to").is_null()),
        "the product is no code of six digits": ~coded,
        "the quantity is neither a number nor marked as missing": ~weighed,
    }
    return reasons if year is None else {**reasons, _OTHER_YEAR: nw.col("t") != year}


def _product() -> nw.Expr:
    return nw.col("k").str.zfill(_DIGITS)


def _is_number() -> nw.Expr:
    return nw.col("q").str.contains(_NUMBER)
