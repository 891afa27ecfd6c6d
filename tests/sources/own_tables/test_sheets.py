"""Workbooks: what a spreadsheet hides, merges or computes wrongly is seen."""

from io import BytesIO

import pytest
import xlsxwriter
from tests.sources.own_tables.tables import BOTH_WAYS, BOTH_WAYS_MERGED, workbook

from sverka.sources.own_tables.headings import headings
from sverka.sources.own_tables.sheets import Sheet, open_table
from sverka.sources.own_tables.text_table import UnreadableTable
from sverka.sources.own_tables.xlsx_marks import letters_of, number_of
from sverka.sources.workbook import UnreadableWorkbook


@pytest.fixture(scope="module")
def odd_workbook() -> bytes:
    """Return a workbook with all that goes wrong: errors, hidden rows, columns and sheets, a chart sheet."""
    held = BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    page = book.add_worksheet("2019 & 2020")
    page.write("A1", "Казахстан")
    page.write_formula("B2", "=1/0", None, "#DIV/0!")
    page.write_formula("C2", "=B3", None, "#REF!")
    page.write("B3", 5)
    page.set_row(2, None, None, {"hidden": True})
    page.set_column("B:B", 5, None, {"hidden": True})
    secret = book.add_worksheet("draft")
    secret.write("A1", "x")
    secret.hide()
    chart = book.add_chartsheet("Chart")
    line = book.add_chart({"type": "line"})
    line.add_series({"values": "='2019 & 2020'!$B$3:$B$3"})
    chart.set_chart(line)
    book.close()
    return held.getvalue()


def test_a_formulas_error_is_no_empty_cell(odd_workbook: bytes) -> None:
    sheet = open_table(odd_workbook, "t.xlsx").sheets[0]
    rows = [list(cells) for cells in sheet.rows()]
    assert rows[1] == ["", "#DIV/0!", "#REF!"]
    assert [list(cells) for cells in sheet.rows()] == rows, "a sheet can be gone through again"


def test_what_is_hidden_is_known(odd_workbook: bytes) -> None:
    opened = open_table(odd_workbook, "t.xlsx")
    first, second = opened.sheets
    assert (first.name, first.hidden, first.marks.hidden_rows, first.marks.hidden_columns) == (
        "2019 & 2020",
        False,
        frozenset({3}),
        frozenset({2}),
    )
    assert (second.name, second.hidden) == ("draft", True)
    assert opened.charts == ("Chart",)


def test_a_merged_heading_stands_above_every_column_that_it_spans() -> None:
    (sheet,) = open_table(workbook(BOTH_WAYS, BOTH_WAYS_MERGED), "t.xlsx").sheets
    assert headings(sheet, (4, 5)) == {
        2: "Экспорт | январь-октябрь 2019",
        3: "Экспорт | в % к январю-октябрю 2018",
        4: "Импорт | январь-октябрь 2019",
        5: "Импорт | в % к январю-октябрю 2018",
    }


def test_a_heading_of_a_text_table_stands_above_the_empty_cells_beside_it() -> None:
    (sheet,) = open_table("Страна;Экспорт;;Импорт;\n;2018;2019;2018;2019\n".encode(), "t.csv").sheets
    assert headings(sheet, (1, 2)) == {
        1: "Страна",
        2: "Экспорт | 2018",
        3: "Экспорт | 2019",
        4: "Импорт | 2018",
        5: "Импорт | 2019",
    }


def test_a_stray_cell_far_away_is_told_before_memory_runs_out() -> None:
    data = workbook([["a", 1]], sheet="S")
    held = BytesIO()
    book = xlsxwriter.Workbook(held)
    page = book.add_worksheet("S")
    page.write(0, 0, "a")
    page.write(1_048_575, 16_383, 1)
    book.close()
    assert open_table(data, "t.xlsx").sheets
    with pytest.raises(
        UnreadableTable, match=r"the sheet S spans 1,048,576 rows and 16,384 columns.*stray cell"
    ):
        open_table(held.getvalue(), "t.xlsx")


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut off", workbook([["a", 1]])[:900], b"\xd0\xcf\x11\xe0 old"])
def test_a_damaged_workbook_says_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableWorkbook, match="get the file again, or open it in a spreadsheet program"):
        open_table(data, "t.xlsx")


def test_a_place_is_written_as_a_spreadsheet_shows_it() -> None:
    (sheet,) = open_table(workbook([["a"]], sheet="2019"), "t.xlsx").sheets
    assert isinstance(sheet, Sheet)
    assert sheet.place(14, 6) == "sheet 2019 row 14 column F"
    assert [letters_of(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(number_of(letters_of(number)) == number for number in range(1, 16_385))


def test_an_xlsx_whose_parts_are_damaged_is_told() -> None:
    data = bytearray(workbook(BOTH_WAYS, BOTH_WAYS_MERGED))
    place = data.index(b"xl/workbook.xml") + 60
    data[place : place + 40] = b"\0" * 40
    with pytest.raises(UnreadableWorkbook, match=r"The workbook .* cannot be read"):
        open_table(bytes(data), "t.xlsx")
