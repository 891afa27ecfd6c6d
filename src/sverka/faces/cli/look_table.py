"""The rows of a table as they would be posted, for `sverka look`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sverka.sources.own_tables.flows import Posted

_UNKNOWN = "???"


def rows_table(rows: Iterable[Posted]) -> Table:
    """Lay out what is known of each figure; what is not known yet is ???, as in the mapping."""
    rows = tuple(rows)
    with_quantity = any(row.quantity is not None for row in rows)
    table = Table(box=box.HORIZONTALS, padding=(0, 1), header_style="bold")
    for name in ("Exporter", "Importer", "Reporter", "Product", "Period", "Valuation"):
        table.add_column(name)
    table.add_column("Value, USD", justify="right")
    if with_quantity:
        table.add_column("Quantity", justify="right")
    table.add_column("Place", overflow="fold", min_width=20)
    for row in rows:
        facts, quantity, place = _cells(row)
        table.add_row(*facts, *([quantity] if with_quantity else []), place)
    return table


def _cells(row: Posted) -> tuple[list[str], str, str]:
    product = f"{row.product.code} {row.product.revision}".strip() if row.product else None
    money = f"{row.value_usd:,}" if row.value_usd is not None else None
    if money is None and row.value is not None and row.currency:
        money = f"{row.value:,} {row.currency}"
    quantity = "" if row.quantity is None else f"{row.quantity:,} {row.quantity_unit}"
    reporter = row.reporter or ("nobody" if row.valuation == "reconciled" else None)
    known = (row.exporter, row.importer, reporter, product, row.period, row.valuation, money)
    flag = "" if row.flag == "reported" else f" ({row.flag})"
    return [_UNKNOWN if one is None else str(one) for one in known], quantity, f"{row.place}{flag}"
