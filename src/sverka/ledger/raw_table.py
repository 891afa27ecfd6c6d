"""Open a published file in DuckDB: its header held against the table's columns, its cells typed."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from sverka.ledger.errors import EngineError, LedgerError
from sverka.ledger.store import Engine, quoted
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.table import Cell, Layout, Table, cell_name

LINE, UNREADABLE = "__line", "__unreadable"
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


class MovedColumns(LedgerError):
    """A table lacks columns that its reader needs."""

    def __init__(self, name: str, missing: list[str], has: list[str]) -> None:
        super().__init__(
            f"{name} has no column {', '.join(f'“{column}”' for column in missing)}; "
            f"it has {', '.join(has) or 'none'}. Nothing was posted. Columns were renamed or the file is "
            "another one: compare it with the source's reader."
        )


class DamagedTable(LedgerError):
    """A table cannot be read to its end."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} cannot be read: {why}. Nothing was posted. "
            "The file is cut off or is not what its name says; get it again."
        )


class RawTable(NamedTuple):
    """The query of a file's rows, with their numbers and the number of the first unreadable column.

    `typed` lists the columns whose cells are numbers, in the order of these numbers.
    """

    sql: str
    typed: tuple[str, ...]
    name: str
    unread: tuple[str, ...]


def open_table(engine: Engine, table: Table, file: Path, name: str) -> RawTable:
    """Hold the header of a file against the table's columns; raise MovedColumns or DamagedTable."""
    engine.rows("DROP TABLE IF EXISTS reject_errors")
    engine.rows("DROP TABLE IF EXISTS reject_scans")
    text = table.layout is Layout.CSV
    if text and _is_gzip(file) and not engine.notices_cut_gzip:
        _read_to_the_end(file, name)
    has = _csv_header(table, file, name) if text else _parquet_header(engine, file, name)
    missing = [column for column in table.columns if column not in has]
    if missing:
        raise MovedColumns(name, missing, list(has))
    unread = tuple(column for column in has if column not in table.columns and column not in table.ignored)
    rows = _csv_rows(table, file, list(has)) if text else _parquet_rows(file)
    typed = tuple(column for column, cell in table.columns.items() if cell is not Cell.TEXT)
    cells = (_cell(column, cell, has[column]) for column, cell in table.columns.items())
    bad = (_unreadable(column, table.columns[column], has[column]) for column in typed)
    cases = " ".join(f"WHEN {condition} THEN {number}" for number, condition in enumerate(bad, 1))
    unreadable = f"CASE {cases} END::SMALLINT" if cases else "NULL::SMALLINT"
    sql = f"SELECT {', '.join(cells)}, {_name(LINE)}, {unreadable} AS {_name(UNREADABLE)} FROM ({rows})"
    return RawTable(_with_codes(sql, table), typed, name, unread)


def _with_codes(sql: str, table: Table) -> str:
    """Look codes up by joins: DuckDB searches through a list or a map for every row."""
    meanings, joins = [], []
    for number, (name, codes) in enumerate(table.codes.items()):
        listed = ", ".join(
            f"({code if isinstance(code, int) else quoted(code)}, {quoted(meaning)})"
            for code, meaning in codes.meanings.items()
        )
        meanings.append(f", code_{number}.meaning AS {_name(name)}")
        joins.append(
            f" LEFT JOIN (VALUES {listed}) AS code_{number} (code, meaning) "
            f"ON code_{number}.code = raw.{_name(cell_name(codes.column))}"
        )
    return f"SELECT raw.*{''.join(meanings)} FROM ({sql}) AS raw{''.join(joins)}" if joins else sql


def read_findings(engine: Engine, raw: RawTable) -> tuple[Finding, ...]:
    """Say, after the rows were read, which columns no reader knows and which rows do not fit the header."""
    return (*_unread_columns(raw), *_ragged_rows(engine, raw))


def _read_to_the_end(file: Path, name: str) -> None:
    """Unpack a gzipped file once for its checksum."""
    try:
        with gzip.open(file) as packed:
            while packed.read(_CHUNK):
                pass
    except (OSError, EOFError, ZlibError) as error:
        raise DamagedTable(name, str(error)) from error


def _csv_header(table: Table, file: Path, name: str) -> dict[str, str]:
    """Return the columns of a CSV file, each with the type of its cells: text."""
    try:
        opened = gzip.open if _is_gzip(file) else open
        encoding = "utf-8-sig" if table.encoding == "utf-8" else table.encoding  # DuckDB skips the mark too
        with opened(file, "rt", encoding=encoding, newline="") as text:
            columns = next(csv.reader(text, delimiter=table.separator), [])
    except (OSError, EOFError, ZlibError, UnicodeDecodeError) as error:
        raise DamagedTable(name, str(error)) from error
    if len(set(columns)) < len(columns):
        raise MovedColumns(name, ["of its own for each name"], columns)
    return dict.fromkeys(columns, "VARCHAR")


def _parquet_header(engine: Engine, file: Path, name: str) -> dict[str, str]:
    """Return the columns of a Parquet file with their SQL types."""
    try:
        return {row[0]: row[1] for row in engine.rows(f"DESCRIBE FROM read_parquet({quoted(str(file))})")}
    except EngineError as error:
        raise DamagedTable(name, str(error)) from error


def _csv_rows(table: Table, file: Path, has: list[str]) -> str:
    columns = ", ".join(f"{quoted(column)}: 'VARCHAR'" for column in has)
    compression = "gzip" if _is_gzip(file) else "none"
    options = {
        "header": "true",
        "delim": quoted(table.separator),
        "quote": quoted('"'),
        "escape": quoted('"'),
        "columns": f"{{{columns}}}",
        "auto_detect": "false",
        "compression": quoted(compression),
        "encoding": quoted(table.encoding),
        "store_rejects": "true",  # rows that do not fit, counted in the table reject_errors
        "rejects_limit": "0",
    }
    listed = ", ".join(f"{option} = {value}" for option, value in options.items())
    return f"SELECT row_number() OVER () + 1 AS {_name(LINE)}, * FROM read_csv({quoted(str(file))}, {listed})"


def _parquet_rows(file: Path) -> str:
    return (
        f"SELECT file_row_number + 1 AS {_name(LINE)}, * "
        f"FROM read_parquet({quoted(str(file))}, file_row_number = true, hive_partitioning = false)"
    )


def _cell(column: str, cell: Cell, has: str) -> str:
    """Write the SQL of a column's cells as what they are to be; blank text is an empty cell."""
    raw, name = _name(column), _name(cell_name(column))
    if cell is Cell.WHOLE:
        return f"try_cast({raw} AS BIGINT) AS {name}"
    if cell is Cell.NUMBER:  # "nan" and "inf" are texts that DuckDB reads as numbers
        return f"CASE WHEN isfinite(try_cast({raw} AS DOUBLE)) THEN try_cast({raw} AS DOUBLE) END AS {name}"
    return f"nullif(trim({raw}), '') AS {name}" if has == "VARCHAR" else f"{raw}::VARCHAR AS {name}"


def _unreadable(column: str, cell: Cell, has: str) -> str:
    """Write the condition that a cell holds something other than the number that it should be."""
    raw = _name(column)
    filled = f"trim({raw}) <> ''" if has == "VARCHAR" else f"{raw} IS NOT NULL"
    number = f"try_cast({raw} AS DOUBLE)"
    if cell is Cell.WHOLE:
        return f"({filled} AND NOT coalesce({number} = try_cast({raw} AS BIGINT), false))"
    return f"({filled} AND NOT coalesce(isfinite({number}), false))"


def _unread_columns(raw: RawTable) -> Iterator[Finding]:
    for column in raw.unread:
        yield Finding(
            check="unread field",
            severity=Severity.WARNING,
            about=f"{raw.name}: {column}",
            message=f"The column “{column}” of {raw.name} was not read.",
            next_step="Teach the source's reader the column, or list it as ignored.",
        )


def _ragged_rows(engine: Engine, raw: RawTable) -> Iterator[Finding]:
    """Report the rows that do not fit the header, and put right the numbers of the rows after them."""
    if not engine.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'"):
        return
    ((count,),) = engine.rows("SELECT count(DISTINCT line) FROM reject_errors")
    if not count:
        return
    engine.rows(
        "CREATE OR REPLACE TEMP TABLE ragged AS SELECT line, row_number() OVER (ORDER BY line) AS number "
        "FROM (SELECT DISTINCT line FROM reject_errors)"
    )
    engine.rows(
        "UPDATE staged SET line = staged.line + shift.number FROM ("
        "  SELECT staged.rowid AS id, ragged.number FROM staged "
        "  ASOF JOIN ragged ON staged.line > ragged.line - ragged.number"
        ") AS shift WHERE staged.rowid = shift.id"
    )
    first = engine.rows("SELECT line FROM ragged ORDER BY line LIMIT 5")
    yield Finding(
        check="ragged row",
        severity=Severity.ERROR,
        about=raw.name,
        message=f"{count:,} rows of {raw.name} do not fit the header and were not posted.",
        evidence=tuple(f"{raw.name} row {line}" for (line,) in first),
        next_step="Look at them in the snapshot; a separator inside a cell is the usual cause.",
    )


def _is_gzip(file: Path) -> bool:
    with file.open("rb") as data:
        return data.read(2) == _GZIP


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
