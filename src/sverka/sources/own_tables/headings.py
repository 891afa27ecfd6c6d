"""Headings: the texts above each column, over as many rows as the table uses."""

from collections.abc import Sequence
from itertools import islice, pairwise

from sverka.sources.own_tables import kinds
from sverka.sources.own_tables.lookups import plain
from sverka.sources.own_tables.mapping import Mapping
from sverka.sources.own_tables.notes import Notes
from sverka.sources.own_tables.sheets import Sheet
from sverka.sources.own_tables.xlsx_marks import letters_of, number_of
from sverka.sources.workbook import Cell, written

_AHEAD = 2000  # rows looked at for columns that hold something and are not named


class ColumnsMoved(ValueError):
    """A column has another heading than the mapping was made for."""

    def __init__(self, name: str, moved: Sequence[str]) -> None:
        super().__init__(
            f"The columns of {name} are not those of the mapping: {'; '.join(moved)}. Nothing was posted. "
            "The publisher has moved or renamed columns: look at the table with `sverka look` and correct "
            "the mapping."
        )


def headings(sheet: Sheet, rows: Sequence[int]) -> dict[int, str]:
    """Return each column's heading by its number: the texts of `rows` above it, joined by " | ".

    A merged heading stands above every column that it spans, and so does one whose neighbours to the right
    are empty in an upper row and filled below. A text that repeats the one above it is left out.
    """
    seen: dict[tuple[int, int], str] = {}
    lines = [
        _spread(sheet, number, cells, seen)
        for number, cells in enumerate(islice(sheet.rows(), max(rows, default=0)), start=1)
        if number in rows
    ]
    for upper, lower in pairwise(lines):
        _spread_right(upper, lower)
    texts: dict[int, list[str]] = {}
    for line in lines:
        for place, text in line.items():
            if text and text not in texts.setdefault(place, []):
                texts[place].append(text)
    return {place: " | ".join(parts) for place, parts in texts.items() if parts}


def _spread_right(upper: dict[int, str], lower: dict[int, str]) -> None:
    """Continue an upper heading over its empty neighbours to the right that have a lower one."""
    for place in sorted(lower):
        if not upper.get(place) and lower[place] and upper.get(place - 1) and lower.get(place - 1):
            upper[place] = upper[place - 1]


def _spread(
    sheet: Sheet, number: int, cells: Sequence[Cell], seen: dict[tuple[int, int], str]
) -> dict[int, str]:
    found = {}
    for place, cell in enumerate(cells, start=1):
        corner = sheet.merged.get((number, place), (number, place))
        text = " ".join(written(cell).split())
        if corner == (number, place):
            seen[corner] = text
        found[place] = text or seen.get(corner, "")
    return found


def check_headings(sheet: Sheet, mapping: Mapping, name: str, notes: Notes) -> None:
    """Hold the headings against those of the mapping; note columns that it does not name.

    Raises ColumnsMoved.
    """
    found = headings(sheet, mapping.layout.header_rows)
    if mapping.layout.header_rows:
        moved = [
            f"column {letter} should be “{column.header}” and is “{found.get(number_of(letter), '')}”"
            for letter, column in mapping.columns.items()
            if column.header is not None
            and plain(str(column.header)) != plain(found.get(number_of(letter), ""))
        ]
        if moved:
            raise ColumnsMoved(f"{name} sheet {sheet.name}" if sheet.name else name, moved[:5])
    named = {number_of(letter) for letter in mapping.columns}
    for place in sorted(_filled(sheet, mapping) - named):
        notes.add(kinds.UNREAD_COLUMN, f"column {letters_of(place)}", found.get(place, ""))
    for place in sorted(named & sheet.marks.hidden_columns):
        notes.add(kinds.HIDDEN_COLUMN, f"column {letters_of(place)}", found.get(place, ""))


def _filled(sheet: Sheet, mapping: Mapping) -> set[int]:
    """Return the columns that hold something among the first rows of the body."""
    first = (mapping.layout.first_row or 1) - 1
    rows = islice(sheet.rows(), first, first + _AHEAD)
    return {place for cells in rows for place, cell in enumerate(cells, 1) if written(cell)}
