"""Lay a table out on a sheet of its own, as data: a header that stays, a filter, a column of sources.

The printed page has the sources below the table instead of beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.formats.print_table import figures_in
from sverka.dossier.formats.xlsx_cells import raise_row
from sverka.dossier.outline import Gap, Sentence, When
from sverka.dossier.words.amounts import unit_of
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from sverka.dossier.formats.xlsx_cells import Cells
    from sverka.dossier.outline import Cell, Table

_HEADER = 3
_WIDEST, _NARROWEST, _NUMBER_WIDTH, _SOURCE_WIDTH = 60, 10, 17, 70
_FILTER = 4  # what the filter's button takes of a heading
_MOST_UPRIGHT = 5
_UNITLESS = frozenset({"rank"})


def write_table(sheet: Worksheet, table: Table, caption: str, cells: Cells) -> None:
    """Write caption, note, headings with units, rows; the last column names the sources of its row."""
    cells.text(sheet, (0, 0), caption, "title")
    if table.note:
        cells.text(sheet, (1, 0), cells.language.text(table.note), "small")
    units = [_unit(table, column) for column in range(len(table.headings))]
    _headings(sheet, table, units, cells)
    widths = [_width(table, column, cells) for column in range(len(table.headings))]
    last = len(table.headings)
    for at, row in enumerate(table.rows, _HEADER + 1):
        for column, cell in enumerate(row):
            cells.cell(sheet, (at, column), cell, _named(cell, cells) if units[column] is None else "")
        cells.text(sheet, (at, last), "; ".join(_sources(row, cells)), "long")
        texts = [
            (cells.language.label(cell), width)
            for cell, width in zip(row, widths, strict=True)
            if not isinstance(cell, Gap)
        ]
        raise_row(sheet, at, texts)
    bottom = _notes(sheet, table, cells, sum(widths))
    _settle(sheet, table, widths, bottom)


def _headings(sheet: Worksheet, table: Table, units: Sequence[str | None], cells: Cells) -> None:
    words = cells.language
    texts = []
    for column, heading in enumerate(table.headings):
        said, unit = words.text(heading), units[column]
        named = f"{said}, {words.unit(unit)}" if unit and unit not in _UNITLESS else said
        numeric = unit is not None and unit != ""
        cells.text(sheet, (_HEADER, column), named, "number_heading" if numeric else "heading")
        texts.append((named, _width(table, column, cells) - _FILTER))
    raise_row(sheet, _HEADER, texts)
    source = words.text(Sentence("documents.source_column"))
    cells.text(sheet, (_HEADER, len(table.headings)), source, "heading")


def _named(cell: Cell, cells: Cells) -> str:
    """Name a figure's unit, "" where there is none to name."""
    unit = unit_of(cell) if isinstance(cell, Figure) else ""
    return cells.language.unit(unit) if unit and unit not in _UNITLESS else ""


def _unit(table: Table, column: int) -> str | None:
    """Return the unit that all figures of a column share, None where they have several, "" where none."""
    cells = [row[column] for row in table.rows]
    units = {unit_of(cell) for cell in cells if isinstance(cell, Figure)}
    if not units:
        return ""
    return units.pop() if len(units) == 1 else None


def _sources(row: Sequence[Cell], cells: Cells) -> list[str]:
    """Say where the figures of a row come from, and why its gaps are gaps, each once."""
    found: list[str] = []
    for cell in row:
        if isinstance(cell, Gap):
            found.append(cells.language.text(cell.reason))
        else:
            found += [cells.origin(run.figure) for run in cells.language.inline(cell) if run.figure]
    return list(dict.fromkeys(found))


def _notes(sheet: Worksheet, table: Table, cells: Cells, width: float) -> int:
    """Write the notes below the table, a row left free between; return the last row."""
    figures = list(figures_in(table, cells.language))
    gaps = [cells.language.text(cell.reason) for row in table.rows for cell in row if isinstance(cell, Gap)]
    row = _HEADER + len(table.rows) + 1
    for text in dict.fromkeys([*cells.merged(figures), *gaps]):
        row += 1
        if len(table.headings) > 1:
            sheet.merge_range(row, 0, row, len(table.headings) - 1, "", cells.style("note"))
        cells.text(sheet, (row, 0), text, "note")
        raise_row(sheet, row, [(text, width)])
    return row


def _settle(sheet: Worksheet, table: Table, widths: Sequence[float], bottom: int) -> None:
    """Set widths, filter, the header that stays, and the printed page."""
    last = len(table.headings)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_column(last, last, _SOURCE_WIDTH)
    sheet.freeze_panes(_HEADER + 1, 1)
    if table.rows:
        sheet.autofilter(_HEADER, 0, _HEADER + len(table.rows), last)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, bottom, last - 1)
    if last > _MOST_UPRIGHT - 1:
        sheet.set_landscape()


def _width(table: Table, column: int, cells: Cells) -> int:
    found = [row[column] for row in table.rows]
    if any(isinstance(cell, Figure | int) for cell in found):
        return _NUMBER_WIDTH
    texts = [cells.language.label(cell) for cell in found if not isinstance(cell, Gap)]
    if all(isinstance(cell, When | Gap) for cell in found):
        return max([_NARROWEST, *map(len, texts)])
    return max(_NARROWEST, min(_WIDEST, *[max(map(len, texts), default=0)]))
