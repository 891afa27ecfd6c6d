"""Run a table's expressions over a file as the ledger does: cells typed, then the book's columns of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw

from sverka.vocabulary.table import Cell, Layout, Table

_TYPES = {Cell.TEXT: "VARCHAR", Cell.WHOLE: "BIGINT", Cell.NUMBER: "DOUBLE"}
_Frame = nw.LazyFrame[Any]


def frame_of(base: duckdb.DuckDBPyConnection, table: Table, file: Path) -> _Frame:
    """Return the rows of a file that is neither packed nor gzipped, with the table's columns typed."""
    reader = "read_csv('{}', all_varchar = true)" if table.layout is Layout.CSV else "read_parquet('{}')"
    cells = (
        f"try_cast(nullif(trim({name}::VARCHAR), '') AS {_TYPES[cell]}) AS {name}"
        for name, cell in table.columns.items()
    )
    frame: _Frame = nw.from_native(base.sql(f"SELECT {', '.join(cells)} FROM {reader.format(file)}"))
    for name, codes in table.codes.items():
        found = nw.col(codes.column).replace_strict(
            list(codes.meanings), list(codes.meanings.values()), default=None, return_dtype=nw.String
        )
        frame = frame.with_columns(found.alias(name))
    return frame


def accepted(frame: _Frame, table: Table) -> _Frame:
    """Return the book's columns of the rows that are not refused."""
    book = {
        name: value.alias(name) if isinstance(value, nw.Expr) else nw.lit(value).alias(name)
        for name, value in table.book.items()
    }
    refused = [nw.coalesce(reason, nw.lit(value=False)) for reason in table.refused.values()]
    return frame.filter(~nw.any_horizontal(*refused, ignore_nulls=True)).select(*book.values())


def refusals(frame: _Frame, table: Table) -> dict[str, int]:
    """Count the rows for which each reason to refuse holds."""
    counts = [
        nw.when(reason).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias(f"r{number}")
        for number, reason in enumerate(table.refused.values())
    ]
    (row,) = frame.select(*counts).to_native().fetchall()
    return {reason: int(count) for reason, count in zip(table.refused, row, strict=True) if count}


def rows(frame: _Frame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return some columns of all rows, in the order of their values."""
    return sorted(frame.select(*columns).to_native().fetchall())
