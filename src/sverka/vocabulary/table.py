"""Tables: large files described by expressions over their columns, so that no row becomes an object."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from narwhals import Expr
else:
    Expr = object


class Layout(StrEnum):
    """How a file is laid out."""

    CSV = "csv"
    PARQUET = "parquet"


class Holds(StrEnum):
    """What the rows of a table become."""

    FLOWS = "flows"
    FACTS = "facts"
    CORRESPONDENCES = "correspondences"


class Cell(StrEnum):
    """What a column's cells are read as; a cell that cannot be is reported with its row."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"


def cell_name(column: str) -> str:
    """Return the name under which expressions find a column: a dot would part a table from its column."""
    return column.replace(".", "")


class Codes(NamedTuple):
    """What the codes in a column mean; a code that is not in the list means nothing."""

    column: str
    meanings: Mapping[str, str] | Mapping[int, str]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a snapshot: its columns as published, and the book's columns as expressions of them.

    `member` is the file's name in a packed snapshot (ZIP), None where the snapshot is the file itself;
    a CSV may be gzipped. `columns` names the columns that are read, with what their cells are; one that
    the file lacks stops the post, one that neither `columns` nor `ignored` names is reported.
    Expressions find a column under its `cell_name`. `codes` adds columns by name: a long list of codes
    looked up once a row, which an expression would search through. `book` gives each column of the book
    (see `ledger/kinds.py`) an expression of Narwhals over `columns` and `codes`, in portable terms only,
    or the value that all rows share, which is cheaper by far: it is stored once. What it leaves out is
    empty or has the default that the object has (USD, rate 1, "reported"). `left_out` gives a reason for
    rows that the book takes no notice of on purpose, `refused` for rows that are wrong: both are counted
    in a Finding, with the first places. Source, snapshot, licence and day of access come from the post
    itself; `line` is the row's number in the file, the header being row 1 (a Parquet file's first row is
    row 1).
    """

    member: str | None = None
    layout: Layout
    separator: str = ","
    encoding: str = "utf-8"
    holds: Holds = Holds.FLOWS
    columns: Mapping[str, Cell]
    ignored: tuple[str, ...] = ()
    codes: Mapping[str, Codes] = {}
    book: Mapping[str, Expr | str | float]
    left_out: Mapping[str, Expr] = {}
    refused: Mapping[str, Expr] = {}
