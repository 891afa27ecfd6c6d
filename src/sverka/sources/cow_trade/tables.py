"""`Dyadic_COW_4.0.csv` as two tables: what state 1 imports from state 2, and the other way."""

from functools import reduce
from operator import or_

import narwhals as nw

from sverka.sources.cow_trade.lookups import Lookups
from sverka.sources.half_even import half_even
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.table import Cell, Codes, Layout, Table

_MILLION = 1_000_000
_PAIR = ("ccode1", "ccode2", "year")
COLUMNS = (
    *_PAIR,
    *("importer1", "importer2", "flow1", "flow2", "smoothflow1", "smoothflow2", "smoothtotrade"),
    *("spike1", "spike2", "dip1", "dip2", "trdspike", "tradedip"),
    *("bel_lux_alt_flow1", "bel_lux_alt_flow2", "china_alt_flow1", "china_alt_flow2"),
    *("source1", "source2", "version"),
)
"""The columns of version 4.0: codes, names, imports in millions of dollars, marks that are not posted."""


def tables_of(member: str | None, lookups: Lookups) -> tuple[Table, Table]:
    """Describe the file once for each direction."""
    return (
        _table(member, ("ccode1", "ccode2", "flow1"), lookups),
        _table(member, ("ccode2", "ccode1", "flow2"), lookups),
    )


def _table(member: str | None, columns: tuple[str, str, str], lookups: Lookups) -> Table:
    buyer, seller, flow = columns
    importer, exporter = _dated(buyer, "buyer", lookups), _dated(seller, "seller", lookups)
    value = nw.col(flow)
    elsewhere = reduce(or_, (_elsewhere(code, lookups) for code in (buyer, seller)))
    missing = value.is_null() | (value == lookups.missing)
    read = {**dict.fromkeys(_PAIR, Cell.WHOLE), flow: Cell.NUMBER}
    return Table(
        member=member,
        layout=Layout.CSV,
        columns=read,
        ignored=tuple(name for name in COLUMNS if name not in read),
        codes={"buyer": Codes(buyer, lookups.states), "seller": Codes(seller, lookups.states)},
        book={
            "exporter": exporter,
            "importer": importer,
            "reporter": importer,
            "period": nw.col("year").cast(nw.String),
            "valuation": Valuation.CIF.value,
            "value": half_even(value, _MILLION),
        },
        left_out={
            f"{flow} is missing ({lookups.missing})": missing,
            "a state counts under its successor's code in that year": elsewhere,
        },
        refused={"a code is no state in that year": ~elsewhere & (exporter.is_null() | importer.is_null())},
    )


def _dated(column: str, state: str, lookups: Lookups) -> nw.Expr:
    """Return the country of a code in the row's year; `state` names the column of what it is otherwise."""
    code, year, found = nw.col(column), nw.col("year"), nw.col(state)
    for one in lookups.dated:
        then = (code == one.code) & (year >= one.since) & (year <= one.until)
        found = nw.when(then).then(nw.lit(one.country)).otherwise(found)
    return found


def _elsewhere(column: str, lookups: Lookups) -> nw.Expr:
    return reduce(
        or_, ((nw.col(column) == one.code) & (nw.col("year") == one.year) for one in lookups.succeeded)
    )
