"""How far a sheet reaches: one cell far outside makes a reader ask for all memory, and the process ends."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error

_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_LARGE = 20_000_000  # cells, about 1 GB in memory
_SPARSE = 50


class StrayCell(ValueError):
    """A sheet has a cell so far from the others that it cannot be read as a table."""

    def __init__(self, book: str, cell: str, filled: int) -> None:
        super().__init__(
            f"{book} has a sheet whose {filled} filled cells reach as far as {cell}. "
            "Find the cell that stands outside the table (Ctrl+End goes to it), delete its row and column, "
            "and save the workbook anew."
        )


def check_extents(data: bytes, name: str) -> None:
    """Raise StrayCell for an XLSX workbook with a sheet of which hardly any cell is filled.

    Other formats, and archives that cannot be opened, are left to the reader of spreadsheets.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            for part in filter(_PART.fullmatch, archive.namelist()):
                _check(archive.read(part), name)
    except (BadZipFile, NotImplementedError, OSError, RuntimeError, error):
        return


def _check(part: bytes, name: str) -> None:
    filled, rows, columns = 0, 0, b""
    for found in _CELL.finditer(part):
        filled += 1
        rows = max(rows, int(found[2]))
        columns = max(columns, found[1], key=_column)
    area = rows * _column(columns)
    if area > max(_LARGE, filled * _SPARSE):
        raise StrayCell(name, f"{columns.decode()}{rows}", filled)


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27; no letters 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
