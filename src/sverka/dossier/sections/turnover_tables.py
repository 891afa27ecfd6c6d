"""The tables of the turnover section: a book's years side by side, and both declarations of a direction.

A column that no year fills is left out, and said once where it is a country's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Cell, Gap, Land, Sentence, Table, When
from sverka.dossier.sections.joining import joined
from sverka.dossier.sections.own_years import is_own_level, year_runs
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias

    from sverka.dossier.desk import Desk
    from sverka.models.mirror.figures import Line
    from sverka.vocabulary.country import Country, Subject

    _Column: TypeAlias = tuple[Sentence, tuple[Cell, ...]]

_SILENT = Sentence("turnover.silent")
_UNKNOWN = Gap(Sentence("turnover.not_told"))


def turnover_table(desk: Desk, years: Mapping[Country, Mapping[int, Figure]]) -> Table:
    """Lay out the turnover of each year in each book that has any, with its growth on the year before."""
    spoken = sorted(set[int]().union(*years.values()))
    columns: list[_Column] = []
    for book, known in years.items():
        if not known:
            continue
        heading = Sentence("turnover.book", {"country": Land(book)})
        columns.append((heading, tuple(known.get(year, Gap(_SILENT)) for year in spoken)))
        columns.append((Sentence("column.growth"), tuple(_growths(desk, book, spoken))))
    notes = estimated_notes(desk, years)
    shown = tuple(column for column in columns if _is_filled(column))
    return Table(
        id="turnover-years",
        caption=Sentence("turnover.table"),
        headings=(Sentence("column.year"), *(heading for heading, _ in shown)),
        rows=tuple(_rows(spoken, shown)),
        note=joined(*notes) if notes else None,
    )


def estimated_notes(desk: Desk, years: Mapping[Country, Mapping[int, Figure]]) -> tuple[Sentence, ...]:
    """Say of each book which years' turnover the country did not declare itself, in whole or in part."""
    return tuple(one for book, known in years.items() for one in _estimated(desk, book, known.values()))


def declarations(desk: Desk, subject: Subject, lines: Sequence[Line]) -> Table:
    """Lay out both declarations of a direction, the gap between them and its parts, a year a row."""
    exporter, importer = subject.split(">")
    sides = _sides(exporter, importer, lines)
    parts = tuple(column for column in _parts(lines) if _is_filled(column))
    shown = (*(column for column in sides.values() if _is_filled(column)), *parts)
    notes = [Sentence("turnover.table_note")]
    gaps = [cell for heading, cells in parts if heading.key == "column.gap" for cell in cells]
    if gaps:
        notes.append(Sentence("turnover.note_gap"))
    if any(isinstance(cell, Gap) for cell in gaps):
        notes.append(Sentence("turnover.note_not_told"))
    for country, column in sides.items():
        if not _is_filled(column):
            notes.append(Sentence("turnover.note_silent", {"country": Land(country)}))
        notes += _estimated(desk, country, (cell for cell in column[1] if isinstance(cell, Figure)))
    return Table(
        id=f"turnover-{exporter}-{importer}".lower(),
        caption=Sentence("turnover.direction", {"exporter": Land(exporter), "importer": Land(importer)}),
        headings=(Sentence("column.year"), *(heading for heading, _ in shown)),
        rows=tuple(_rows([line.period for line in lines], shown)),
        note=joined(*notes),
    )


def _sides(exporter: Country, importer: Country, lines: Sequence[Line]) -> dict[Country, _Column]:
    fob = Sentence("turnover.fob", {"country": Land(exporter)})
    cif = Sentence("turnover.cif", {"country": Land(importer)})
    return {
        exporter: (fob, tuple(line.export or Gap(_SILENT) for line in lines)),
        importer: (cif, tuple(line.import_ or Gap(_SILENT) for line in lines)),
    }


def _parts(lines: Sequence[Line]) -> tuple[_Column, ...]:
    return (
        (Sentence("column.gap"), tuple(line.gap or _UNKNOWN for line in lines)),
        (Sentence("turnover.column_freight"), tuple(line.freight or _UNKNOWN for line in lines)),
        (Sentence("turnover.column_quality"), tuple(line.quality or _UNKNOWN for line in lines)),
        (Sentence("turnover.column_rest"), tuple(line.rest or _UNKNOWN for line in lines)),
        (Sentence("turnover.column_reconciled"), tuple(line.reconciled or _UNKNOWN for line in lines)),
    )


def _growths(desk: Desk, book: Country, years: Iterable[int]) -> Iterator[Cell]:
    for year in years:
        grown = desk.books.growth(desk.pair.subject, book, str(year), str(year - 1))
        yield grown or Gap(Sentence("turnover.no_growth"))


def _estimated(desk: Desk, book: Country, figures: Iterable[Figure]) -> Iterator[Sentence]:
    """Say which figures of a book are, or contain, what the publisher put there and no country declared."""
    years = [int(figure.period[:4]) for figure in figures if not is_own_level(desk, figure)]
    if years:
        yield Sentence("turnover.note_estimated", {"country": Land(book), "list": year_runs(years)})


def _is_filled(column: _Column) -> bool:
    return any(isinstance(cell, Figure) for cell in column[1])


def _rows(years: Sequence[int | str], columns: Sequence[_Column]) -> Iterator[tuple[Cell, ...]]:
    for number, year in enumerate(years):
        yield (When(str(year)), *(cells[number] for _, cells in columns))
