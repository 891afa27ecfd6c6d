"""Sheets with a cell far outside their table."""

from io import BytesIO

import pytest
import xlsxwriter

from sverka.sources.sheet_extent import StrayCell, check_extents
from sverka.sources.workbook import Workbook


def a_workbook(*cells: tuple[int, int], corner: bool = True) -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet, bold = book.add_worksheet("A"), book.add_format({"bold": True})
        for row, column in cells:
            sheet.write(row, column, 1.5)
        if corner:
            sheet.write_blank(1_048_575, 16_383, None, bold)  # formatted and empty: no cell of the table
    return data.getvalue()


def test_a_stray_cell_is_an_error_and_no_abort() -> None:
    with pytest.raises(
        StrayCell, match=r"book.xlsx has a sheet whose 2 filled cells reach as far as AB1048576"
    ):
        Workbook(a_workbook((0, 27), (1_048_575, 0)), "book.xlsx")


def test_a_table_with_an_empty_formatted_corner_is_read() -> None:
    assert len(Workbook(a_workbook((0, 0), (2, 3)), "book.xlsx").sheet("A").rows) == 3


def test_a_long_table_is_no_stray_cell() -> None:
    cells = ((row, 0) for row in range(0, 100_000, 2))
    check_extents(a_workbook(*cells, (0, 60), corner=False), "book.xlsx")


def test_what_is_no_archive_is_left_to_the_reader() -> None:
    check_extents(b"", "empty.xlsx")
    check_extents(a_workbook((0, 0))[:500], "cut.xlsx")
