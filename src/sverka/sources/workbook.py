"""Workbooks: the sheets of an XLSX, XLS or ODS file as rows that say where they stand."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sverka.sources.sheet_extent import check_extents
from sverka.vocabulary.finding import Finding, Severity

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty cell is ""."""


class Line(NamedTuple):
    """One row of a sheet: its number as the spreadsheet shows it, its cells from column A, its place."""

    number: int
    cells: tuple[Cell, ...]
    place: str


class Grid(NamedTuple):
    """A sheet's cells as stored, row by row from A1; `name` is "book.xlsx sheet Exports"."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def lines(self) -> Iterator[Line]:
        """Yield the rows with number and place, empty ones too."""
        for number, cells in enumerate(self.rows, start=1):
            yield Line(number, cells, self.place(number))

    def place(self, number: int) -> str:
        """Write where a row stands: "book.xlsx sheet Exports row 12"."""
        return f"{self.name} row {number}"


class Workbook:
    """An opened workbook; `sheets` names its sheets of cells, hidden ones too, in the book's order.

    A chart, dialog or macro sheet holds no cells: it is no sheet here, and `findings` names it.
    A formula's cell holds the value that was saved with it. Raises UnreadableWorkbook or StrayCell.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        check_extents(data, name)
        self._book = _opened(data, name)
        kinds = {sheet.name: sheet.typ for sheet in self._book.sheets_metadata}
        self.sheets = tuple(sheet for sheet, kind in kinds.items() if str(kind).endswith("WorkSheet"))
        self._others = tuple(sheet for sheet in kinds if sheet not in self.sheets)

    def sheet(self, name: str) -> Grid:
        """Return a sheet's cells; raise MissingSheet, or UnreadableWorkbook where the sheet is damaged."""
        if name not in self.sheets:
            raise MissingSheet(self.name, name, self.sheets, self._others)
        return Grid(f"{self.name} sheet {name}", tuple(map(tuple, self._cells(name))))

    def _cells(self, name: str) -> list[list[Cell]]:
        from python_calamine import CalamineError  # noqa: PLC0415  reading a book needs no spreadsheets

        try:
            sheet: CalamineSheet = self._book.get_sheet_by_name(name)
            return sheet.to_python(skip_empty_area=False)
        except CalamineError as error:
            raise UnreadableWorkbook(self.name, f"sheet {name}: {error}") from error

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Name the sheets that hold no cells."""
        return tuple(
            Finding(
                check="chart sheet",
                severity=Severity.NOTE,
                about=f"{self.name} sheet {name}",
                message=f"The sheet “{name}” holds a chart or a macro and no cells; it was not read.",
            )
            for name in self._others
        )


def _opened(data: bytes, name: str) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415  likewise

    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise UnreadableWorkbook(name, "it is protected by a password") from error
    except CalamineError as error:
        raise UnreadableWorkbook(name, str(error)) from error


class UnreadableWorkbook(ValueError):
    """The bytes are no workbook, or a damaged one."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The workbook {name} cannot be read ({why}). It is cut off, protected or no workbook: "
            "get the file again, or open it in a spreadsheet program and save it anew as XLSX."
        )


class MissingSheet(LookupError):
    """A workbook has no sheet of cells of that name."""

    def __init__(self, book: str, sheet: str, has: tuple[str, ...], others: tuple[str, ...]) -> None:
        chart = " A sheet of that name holds a chart and no cells." if sheet in others else ""
        super().__init__(
            f"{book} has no sheet “{sheet}”; it has {', '.join(f'“{one}”' for one in has) or 'none'}.{chart} "
            "The sheet was renamed or the file is another one: compare it with the source's reader."
        )


def written(cell: Cell) -> str:
    """Write a cell as text: a number with the digits that were stored, in full ("1234.5", never "1e3").

    A whole number has no decimals ("2019", however it is stored); a date is YYYY-MM-DD; blanks around
    text, no-break ones too, are taken off.
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell)):f}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell).strip()
