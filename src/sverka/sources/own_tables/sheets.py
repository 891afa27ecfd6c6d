"""Sheets: the cells of a table, whether it came as a workbook or as text."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from sverka.sources.own_tables.text_table import (
    UnreadableTable,
    decoded,
    guess_encoding,
    guess_separator,
    text_rows,
)
from sverka.sources.own_tables.xlsx_marks import Marks, letters_of, read_marks
from sverka.sources.workbook import Cell, UnreadableWorkbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NO_TABLES = {b"%PDF": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
_MOST_CELLS = 60_000_000
_LARGEST_MERGE = 20_000
_CHOOSE = "Save the table as XLSX or CSV and give that."


class Sheet(NamedTuple):
    """One sheet: `rows` yields its rows from row 1, `merged` maps a cell (row, column) to its top left one.

    Columns are counted from 1 here too. `name` is empty for a text table.
    """

    name: str
    rows: Callable[[], Iterator[Sequence[Cell]]]
    merged: dict[tuple[int, int], tuple[int, int]]
    marks: Marks
    hidden: bool = False

    def place(self, row: int, column: int | None = None) -> str:
        """Write where a cell stands: "sheet 2019 row 14 column F", "row 14 column F"."""
        sheet = f"sheet {self.name} " if self.name else ""
        return f"{sheet}row {row}" + (f" column {letters_of(column)}" if column else "")


class Opened(NamedTuple):
    """A file's sheets, the names of those that hold no cells, and what a text table was decoded by."""

    sheets: tuple[Sheet, ...]
    charts: tuple[str, ...] = ()
    encoding: tuple[str, str] | None = None
    separator: tuple[str, str] | None = None


def open_table(data: bytes, name: str, encoding: str | None = None, separator: str | None = None) -> Opened:
    """Open a workbook (XLSX, XLSB, XLS, ODS) or a text table; what is not given for a text table is guessed.

    Raises UnreadableTable or UnreadableWorkbook, both ValueErrors.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableTable(name, "the file is empty", "Check that it was saved, and get it again.")
    for magic, what in _NO_TABLES.items():
        if data.startswith(magic):
            raise UnreadableTable(name, f"it is {what}", _CHOOSE)
    if data.startswith(_WORKBOOKS):
        return _workbook(data, name)
    return _text(data, name, encoding, separator)


def _text(data: bytes, name: str, encoding: str | None, separator: str | None) -> Opened:
    if data.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise UnreadableTable(name, "it is a web page under the name of a table", _CHOOSE)
    coded = (encoding, "given") if encoding else guess_encoding(data)
    cut = (separator, "given") if separator else guess_separator(decoded(data, name, coded[0]))
    sheet = Sheet("", lambda: text_rows(data, name, coded[0], cut[0]), {}, Marks({}))
    return Opened((sheet,), encoding=coded, separator=cut)


def _workbook(data: bytes, name: str) -> Opened:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  a start needs no spreadsheets

    marks = read_marks(data, name)
    for sheet, found in marks.items():
        if found.extent[0] * found.extent[1] > _MOST_CELLS:
            raise UnreadableTable(
                name,
                f"the sheet {sheet} spans {found.extent[0]:,} rows and {found.extent[1]:,} columns",
                "A stray cell far from the table is the usual cause: delete the empty rows and columns.",
            )
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        kinds = {one.name: one for one in book.sheets_metadata}
        cells = [one for one, meta in kinds.items() if str(meta.typ).endswith("WorkSheet")]
        sheets = [
            _sheet(book.get_sheet_by_name(one), marks.get(one, Marks({})), _is_hidden(kinds[one].visible))
            for one in cells
        ]
    except CalamineError as error:
        raise UnreadableWorkbook(name, str(error)) from error
    return Opened(tuple(sheets), charts=tuple(one for one in kinds if one not in cells))


def _is_hidden(visible: object) -> bool:
    return not str(visible).endswith(".Visible")


def _sheet(sheet: "CalamineSheet", marks: Marks, hidden: bool) -> Sheet:  # noqa: FBT001  private
    merged = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (bottom - top + 1) * (right - left + 1) > _LARGEST_MERGE:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                merged[row + 1, column + 1] = (top + 1, left + 1)
    return Sheet(sheet.name, lambda: _cells(sheet, marks), merged, marks, hidden)


def _cells(sheet: "CalamineSheet", marks: Marks) -> Iterator[Sequence[Cell]]:
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), error in marks.errors.items():
        by_row.setdefault(row, []).append((column, error))
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, error in by_row.get(number, ()):
            if column <= len(cells):
                cells[column - 1] = error
        yield cells
