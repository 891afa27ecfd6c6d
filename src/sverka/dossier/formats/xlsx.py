"""Write an outline as a workbook: a sheet a table, numbers as numbers, every source beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.formats import FormatNotInstalled

if TYPE_CHECKING:
    from sverka.dossier.outline import Outline
    from sverka.dossier.words.language import Words


class ExcelNotInstalled(FormatNotInstalled):
    """The package that writes workbooks is not there."""

    def __init__(self) -> None:
        super().__init__("A workbook", "XlsxWriter", "--json writes all numbers as data")


def write_xlsx(outline: Outline, language: Words) -> bytes:
    """Write an outline for Excel and LibreOffice; the same outline gives the same bytes.

    Values are whole, not rounded to what the text says, in the unit that the heading names; the signs for
    thousands and decimals are those of the reader's own system, as in every workbook. No cell holds a
    formula, whatever a text begins with. Raises ExcelNotInstalled.
    """
    try:
        from sverka.dossier.formats.xlsx_workbook import write_workbook  # noqa: PLC0415 - needs XlsxWriter
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("xlsxwriter"):
            raise ExcelNotInstalled from error
        raise
    return write_workbook(outline, language)
