"""Narwhals expressions for the cells of a table: codes, periods, quantities, in portable terms only."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from sverka.sources.half_even import half_even
from sverka.vocabulary.table import cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narwhals import Expr


YES = ("True", "true", "TRUE", "1")


def text(column: str) -> Expr:
    """Return a cell's text, "" where it is empty; the ledger has taken the blanks around it."""
    import narwhals as nw  # noqa: PLC0415  reading other sources needs no Narwhals

    return nw.col(cell_name(column)).fill_null("")


def is_true(cell: Expr) -> Expr:
    """Tell whether a text says yes."""
    return cell.is_in(list(YES))


def looked_up(cell: Expr, table: Mapping[str, str]) -> Expr:
    """Return what a short table has for a text, nothing where it has nothing.

    Written as a chain of cases: a third of the time that DuckDB takes for a map (2.0).
    """
    import narwhals as nw  # noqa: PLC0415

    found: Expr = nw.lit(None, nw.String)
    for code, meaning in reversed(list(table.items())):
        found = nw.when(cell == code).then(nw.lit(meaning)).otherwise(found)
    return found


def has_quantity(amount: Expr, unit_code: Expr, none: Sequence[str]) -> Expr:
    """Tell whether a quantity is given: a quantity of nothing is one that is not known, not a zero."""
    return (unit_code != "") & ~unit_code.is_in(list(none)) & (half_even(amount, 1).fill_null(0) != 0)


def unit(code: Expr, units: Mapping[str, str]) -> Expr:
    """Name the unit of a code, "unit 99" where the publisher has a new one."""
    import narwhals as nw  # noqa: PLC0415

    return nw.coalesce(looked_up(code, units), nw.concat_str([nw.lit("unit "), code]))


def period(written: Expr) -> Expr:
    """Write "2015" as it is and "202201" as 2022-01."""
    import narwhals as nw  # noqa: PLC0415

    month = nw.concat_str([written.str.slice(0, 4), written.str.slice(4, 2)], separator="-")
    return nw.when(written.str.len_chars() == 4).then(written).otherwise(month)  # noqa: PLR2004


def joined(parts: Sequence[tuple[Expr, str]], first: Expr) -> Expr:
    """Write `first` and, after commas, the words whose condition holds."""
    import narwhals as nw  # noqa: PLC0415

    pieces = [nw.when(holds).then(nw.lit(f", {words}")).otherwise(nw.lit("")) for holds, words in parts]
    marked = reduce(or_, (holds for holds, _ in parts))
    return nw.when(marked).then(nw.concat_str([first, *pieces])).otherwise(first)
