"""Leave out columns in which no row of a table has anything, and say so once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sverka.dossier.outline import Gap, Sentence
from sverka.dossier.sections.joining import joined

if TYPE_CHECKING:
    from sverka.dossier.outline import Table


def filled(table: Table) -> Table:
    """Return a table without its empty columns; its note says which, with the first row's reason."""
    columns = tuple(zip(*table.rows, strict=True))
    said = {
        number: Sentence("column.left_out", {"column": heading, "reason": cells[0].reason})
        for number, (heading, cells) in enumerate(zip(table.headings, columns, strict=False))
        if isinstance(cells[0], Gap) and all(isinstance(cell, Gap) for cell in cells)
    }
    if not said:
        return table
    left = [number for number in range(len(table.headings)) if number not in said]
    return replace(
        table,
        headings=tuple(table.headings[number] for number in left),
        rows=tuple(tuple(row[number] for number in left) for row in table.rows),
        note=joined(*((table.note,) if table.note else ()), *said.values()),
    )
