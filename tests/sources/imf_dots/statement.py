"""Workbooks in the IMF's layout, small enough to check by hand, and the files that the IMF published."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

DOTS = Path(__file__).parents[3].parent / "shared" / "data" / "imf_dots_annual"
BELARUS, KAZAKHSTAN = "DOTS_18.xlsx", "DOTS_103.xlsx"
EXPORTS, IMPORTS = "Exports, FOB", "Imports, CIF"

Rows = Sequence[Sequence[object]]
FIGURES: Rows = (
    ("Kazakhstan, Rep. of", 783.3031, "12.50 e", ""),
    ("World", 33907.2, 32955.1224, 29179.441),
    ("Euro Area", 5800.0, 5700.0, 5600.0),
    ("Countries & Areas not specified", 1.5, "", ""),
    ("Kazakhstan, Rep. of", 783.3031, "12.50 e", ""),
)


def real(name: str) -> bytes:
    """Return a workbook as the IMF published it."""
    if not (DOTS / "original" / name).exists():
        pytest.skip("the IMF's workbooks are not beside this checkout")
    return (DOTS / "original" / name).read_bytes()


def real_table(name: str) -> Path:
    """Return the path of a table that was made of all workbooks."""
    if not (DOTS / name).exists():
        pytest.skip("the tables of the Direction of Trade Statistics are not beside this checkout")
    return DOTS / name


def a_workbook(
    reporter: str | Mapping[str, str] = "Belarus, Rep. of",
    sheets: Mapping[str, Rows] | None = None,
    *,
    header: Sequence[object] = ("", "", "2018", "2019", "2020"),
    header_row: int = 7,
    unit: str = "US Dollars, Millions",
    charts: Sequence[str] = (),
) -> bytes:
    """Make a workbook with figures of three years; by default of Belarus, the same in both sheets."""
    titles = {EXPORTS: "Exports, FOB to Partner Countries", IMPORTS: "Imports, CIF from Partner Countries"}
    data = BytesIO()
    with xlsxwriter.Workbook(data) as book:
        for name, figures in (sheets or {EXPORTS: FIGURES, IMPORTS: FIGURES}).items():
            sheet = book.add_worksheet(name)
            sheet.write(1, 1, titles.get(name, name))
            sheet.write(3, 1, reporter if isinstance(reporter, str) else reporter[name])
            sheet.write(4, 1, unit)
            sheet.write_row(header_row - 1, 0, header)
            for number, row in enumerate(figures, start=header_row):
                sheet.write_row(number, 1, row)
        for name in charts:
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": [EXPORTS, 7, 2, 7, 4]})
            book.add_chartsheet(name).set_chart(chart)
    return data.getvalue()
