"""The shape of a table: where titles end, headings stand, figures begin and notes follow."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from sverka.sources.own_tables.sheets import Sheet
from sverka.sources.workbook import Cell, written

LOOKED_AT = 20_000  # rows
_HEAD = 300  # rows in which the first figures are looked for
_MOST_HEADINGS = 6
_NUMBER = re.compile(r"[-−–+]?\d[\d\s\u00a0\u202f\u2009.,']*(?:[eE][+-]?\d+)?\s*(?:[*¹²³]+|\d?\))?")
_YEARS = range(1900, 2101)


class Shape(NamedTuple):
    """Rows are counted from 1; `body` holds the rows from `first_row` on, as cells."""

    titles: tuple[str, ...]
    header_rows: tuple[int, ...]
    first_row: int
    body: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    cut: bool


def find_shape(sheet: Sheet) -> Shape | None:
    """Find titles, headings and body of a sheet; None for one without figures."""
    rows = tuple(tuple(cells) for cells in islice(sheet.rows(), LOOKED_AT + 1))
    first = next((place for place in range(min(len(rows), _HEAD)) if _is_body(rows, place)), None)
    if first is None:
        return None
    top = first
    while top and first - top < _MOST_HEADINGS and _is_heading(rows[top - 1]):
        top -= 1
    header = tuple(place + 1 for place in range(top, first) if not _counts_columns(rows[place]))
    body = rows[first:LOOKED_AT]
    return Shape(
        titles=tuple(_line(cells) for cells in rows[:top] if _line(cells)),
        header_rows=header,
        first_row=first + 1,
        body=body,
        notes=tuple(_line(cells) for cells in body if _line(cells) and not any(map(is_number, cells)))[-40:],
        cut=len(rows) > LOOKED_AT,
    )


def is_number(cell: Cell) -> bool:
    """Tell whether a cell is a number or is written like one, marks behind it included."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    return isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()) is not None


def is_year(cell: Cell) -> bool:
    """Tell whether a cell may be a year."""
    text = written(cell)
    return text.isdecimal() and int(text) in _YEARS


def _is_body(rows: Sequence[tuple[Cell, ...]], place: int) -> bool:
    cells = rows[place]
    filled = [cell for cell in cells if written(cell)]
    numbers = [cell for cell in filled if is_number(cell)]
    if len(filled) < 2 or not numbers or _counts_columns(cells):  # noqa: PLR2004  a key and a figure
        return False
    if not all(map(is_year, numbers)):
        return True
    above = rows[place - 1] if place else ()
    return len(numbers) == 1 and sum(bool(written(cell)) for cell in above) >= len(filled)


def _is_heading(cells: tuple[Cell, ...]) -> bool:
    """Tell whether a row above the figures belongs to the headings: two different texts at least."""
    return len({written(cell) for cell in cells if written(cell)}) > 1 or _counts_columns(cells)


def _counts_columns(cells: tuple[Cell, ...]) -> bool:
    """Tell whether a row numbers the columns: А, Б, 1, 2, 3."""
    texts = [written(cell) for cell in cells if written(cell)]
    numbers = [int(text) for text in texts if text.isdecimal()]
    others = [text for text in texts if not text.isdecimal()]
    counted = len(numbers) > 1 and numbers in (
        list(range(1, len(numbers) + 1)),
        list(range(2, len(numbers) + 2)),
    )
    return counted and all(len(text) == 1 for text in others)


def _line(cells: tuple[Cell, ...]) -> str:
    return " ".join(dict.fromkeys(" ".join(written(cell).split()) for cell in cells if written(cell)))
