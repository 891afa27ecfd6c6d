"""Workbooks: cells as stored, each row's place, and what is no sheet of cells."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from sverka.sources.workbook import MissingSheet, UnreadableWorkbook, Workbook, written

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "imf_dots_annual" / "original" / "DOTS_18.xlsx"


def a_workbook() -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("Exports")
        sheet.write(2, 1, "Kazakhstan")
        sheet.write(2, 2, 783.3)
        sheet.write_formula(3, 2, "=C3*2", None, 1566.6)
        book.add_worksheet("Empty")
        book.add_worksheet("Aside").hide()
        book.add_chartsheet("Picture").set_chart(book.add_chart({"type": "line"}))
        book.worksheets_objs[-1].chart.add_series({"values": "=Exports!$C$3:$C$4"})
    return data.getvalue()


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    lines = list(Workbook(a_workbook(), "book.xlsx").sheet("Exports").lines())
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("", "", "")),
        (2, ("", "", "")),
        (3, ("", "Kazakhstan", 783.3)),
        (4, ("", "", 1566.6)),
    ]
    assert lines[2].place == "book.xlsx sheet Exports row 3"


def test_a_chart_sheet_is_noticed_and_is_no_sheet() -> None:
    book = Workbook(a_workbook(), "book.xlsx")
    assert book.sheets == ("Exports", "Empty", "Aside")
    (finding,) = book.findings
    assert finding.message == "The sheet “Picture” holds a chart or a macro and no cells; it was not read."
    with pytest.raises(
        MissingSheet, match=r"“Picture”; it has “Exports”, .* A sheet of that name holds a chart"
    ):
        book.sheet("Picture")


def test_an_empty_sheet_has_no_rows() -> None:
    assert list(Workbook(a_workbook(), "book.xlsx").sheet("Empty").lines()) == []


def test_a_renamed_sheet_is_not_guessed() -> None:
    with pytest.raises(MissingSheet, match=r"book.xlsx has no sheet “exports”; it has “Exports”"):
        Workbook(a_workbook(), "book.xlsx").sheet("exports")


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_a_workbook_that_was_cut_off_is_unreadable(share: float) -> None:
    whole = a_workbook()
    with pytest.raises(UnreadableWorkbook, match=r"book.xlsx cannot be read .*get the file again"):
        Workbook(whole[: int(len(whole) * share)], "book.xlsx")


def test_a_damaged_sheet_is_unreadable() -> None:
    whole = bytearray(a_workbook())
    at = whole.index(b"xl/worksheets/sheet1.xml") + 100
    whole[at : at + 40] = bytes(40)
    with pytest.raises(UnreadableWorkbook, match=r"book.xlsx cannot be read \(sheet Exports: "):
        Workbook(bytes(whole), "book.xlsx").sheet("Exports")


def test_a_web_page_is_no_workbook() -> None:
    with pytest.raises(UnreadableWorkbook, match="cut off, protected or no workbook"):
        Workbook(b"<html><body>Service unavailable</body></html>", "DOTS_18.xlsx")


def test_cells_are_written_with_the_digits_that_were_stored() -> None:
    assert written(0.5799999999999982) == "0.5799999999999982"
    assert written(1e-7) == "0.0000001"
    assert written(2019.0) == "2019"
    assert written(1234567890123456.0) == "1234567890123456"
    assert written("\u00a03.81 e ") == "3.81 e"
    assert written(date(2019, 3, 1)) == "2019-03-01"
    assert written(datetime(2019, 3, 1, 12, 30)) == "2019-03-01 12:30:00"  # noqa: DTZ001  cells have no zone
    assert written(True) == "TRUE"
    assert written("") == ""


def test_a_publishers_workbook_is_read() -> None:
    if not REAL.exists():
        pytest.skip("the IMF's workbooks are not beside this checkout")
    grid = Workbook(REAL.read_bytes(), REAL.name).sheet("Exports, FOB")
    (line,) = (line for line in grid.lines() if line.cells[1] == "Kazakhstan, Rep. of")
    assert line.place == f"DOTS_18.xlsx sheet Exports, FOB row {line.number}"
    assert [written(cell) for cell in grid.rows[6][-3:]] == ["2018", "2019", "2020"]
    assert written(line.cells[-3]) == "783.3031"
