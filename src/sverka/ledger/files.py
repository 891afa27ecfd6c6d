"""Files of rows as the catalogue names them, and the SQL that scans them with all columns of their kind."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sverka.ledger.kinds import Kind
from sverka.ledger.store import Catalogue, literal, quoted

IN_DOLLARS = "=value_usd"
"""What `common` says of `value` where it repeats `value_usd`: the flows are published in dollars."""


_LAYOUT_1 = '{"line": null}'
"""What migration 0002 says of the files that were there before it."""


class File(NamedTuple):
    """A Parquet file of one posting: years from `first` to `last`, and what all its rows have in common.

    `common` is JSON: a column and its value.
    """

    number: int
    posting: int
    path: Path
    first: int
    last: int
    common: str
    rows: int

    @property
    def is_of_layout_1(self) -> bool:
        """Tell whether the file is from before there were lines, years and empty reporters written as ""."""
        return self.common == _LAYOUT_1


def find_files(
    catalogue: Catalogue,
    folder: Path,
    kind: Kind,
    *,
    source: str | None = None,
    years: tuple[int, int] | None = None,
    last_posting: int,
) -> list[File]:
    """Return the files of a kind up to a posting, oldest first; of one source and some years if asked."""
    first, last = years or (-9999, 9999)
    rows = catalogue.rows(
        "SELECT id, posting, path, year, coalesce(last_year, year) AS last, common, rows FROM flow_file "
        "WHERE kind = ? AND (? IS NULL OR source = ?) AND posting <= ? AND last >= ? AND year <= ? "
        "ORDER BY posting, id",
        (kind.name, source, source, last_posting, first, last),
    )
    return [
        File(number, posting, folder / path, start, end, common, count)
        for number, posting, path, start, end, common, count in rows
    ]


def scan(files: Sequence[File], kind: Kind, *, numbered: bool = False) -> str:
    """Write the query of all rows in files, with `posting`; `numbered` adds each row's file and number."""
    ordered = sorted(files, key=lambda file: (file.common, file.number))
    groups = groupby(ordered, key=lambda file: file.common)
    return " UNION ALL ".join(_select(list(group), kind, numbered=numbered) for _, group in groups)


def _select(files: list[File], kind: Kind, *, numbered: bool) -> str:
    common = json.loads(files[0].common)
    columns = ", ".join(_column(name, kind, common, old=files[0].is_of_layout_1) for name in kind.columns)
    extra = ", filename, file_row_number" if numbered else ""
    return (
        f"SELECT {columns}, posting{extra} FROM {_parquet((file.path for file in files), numbered=numbered)}"
    )


def _column(name: str, kind: Kind, common: dict[str, object], *, old: bool) -> str:
    if name in common:
        return constant(name, common[name], kind.type_of(name))
    # Layout 1 left the reporter of a reconciled flow empty.
    return "coalesce(reporter, '') AS reporter" if old and name == "reporter" else name


def constant(name: str, value: object, sql_type: str) -> str:
    """Write the SQL of a column that is the same in all rows, or repeats the value in dollars."""
    if (name, value) == ("value", IN_DOLLARS):
        return f"value_usd::{sql_type} AS value"
    return f"{literal(value, sql_type)} AS {name}"


def _parquet(paths: Iterable[Path], *, numbered: bool) -> str:
    listed = ", ".join(quoted(str(path)) for path in paths)
    numbers = ", filename = true, file_row_number = true" if numbered else ""
    return f"read_parquet([{listed}], hive_partitioning = false{numbers})"
