"""Lay a table out for print: cells said shortly, notes lettered below."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sverka.dossier.formats.clean_text import clean
from sverka.dossier.formats.printed import Label, Part, PrintedTable, TableNote
from sverka.dossier.formats.table_notes import letter, merged_notes
from sverka.dossier.outline import NOTHING, Cell, Gap, Sentence, Table
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sverka.dossier.words.language import Run, Words
    from sverka.sources.card import Card

MISSING = "…"
"""What stands in a cell without a number; a note says why."""

_NARROWEST, _WIDEST, _ROOM, _BOLD = 5, 32, 3, 1.3
_SENTINEL = "\ue000"


class _Noted(NamedTuple):
    """Words of a cell, and the whole text of their note; "" where there is none."""

    text: str
    note: str


_Said: TypeAlias = Sequence[_Noted]


def lay_table(table: Table, label: Label, language: Words, cards: Mapping[str, Card]) -> PrintedTable:
    """Say a table; a note that holds for all of it, or for a whole column, stands once.

    Ministries' bulletins set the notes of a table below it, by letters, and its source in a line without
    a mark: fifty footnotes at the foot of a page would belong to nothing that a reader sees beside them.
    """
    notes = merged_notes(figures_in(table, language), language, cards)
    rows = [[_say(cell, notes, language) for cell in row] for row in table.rows]
    headings = [_inline(heading, notes, language) for heading in table.headings]
    everywhere, columns = _shared(table, notes, language)
    rows = [[_without(words, columns[at]) for at, words in enumerate(row)] for row in rows]
    headings = [
        [*heading, _Noted("", column)] if column and column != everywhere else heading
        for heading, column in zip(headings, columns, strict=True)
    ]
    marks = _Marks(everywhere)
    caption = marks.parts(_inline(table.caption, notes, language))
    printed_headings = tuple(marks.parts(heading) for heading in headings)
    printed_rows = tuple(tuple(marks.parts(cell) for cell in row) for row in rows)
    below = marks.parts(_inline(table.note, notes, language)) if table.note else ()
    numeric = tuple(_is_numeric(table, at) for at in range(len(headings)))
    return PrintedTable(
        id=table.id,
        label=label,
        caption=caption,
        headings=printed_headings,
        rows=printed_rows,
        numeric=numeric,
        widths=_widths(printed_headings, printed_rows),
        notes=(*((TableNote("", below),) if below else ()), *marks.notes(language)),
    )


def figures_in(table: Table, language: Words) -> Iterator[Figure]:
    """Yield every figure that a table shows, headings included, in reading order."""
    cells = (table.caption, *table.headings, *(cell for row in table.rows for cell in row))
    for cell in (*cells, *((table.note,) if table.note else ())):
        for run in () if isinstance(cell, Gap) else language.inline(cell):
            if run.figure is not None:
                yield run.figure


def source_line(texts: Sequence[str], language: Words) -> Part:
    """Write "Source: ...", each text once."""
    told = "; ".join(dict.fromkeys(texts))
    return Part(clean(language.text(Sentence("documents.source", {"source": told}))))


def label_of(key: str, number: int, language: Words) -> Label:
    """Name the table or picture of a number: "Table 3", "3-кесте"."""
    before, _, after = language.text(Sentence(key, {"number": _SENTINEL})).partition(_SENTINEL)
    return Label(before, number, after)


class _Marks:
    """Gives notes their letters in the order in which a reader meets them."""

    def __init__(self, everywhere: str | None) -> None:
        self._everywhere = everywhere
        self._letters: dict[str, str] = {}

    def parts(self, said: _Said) -> tuple[Part, ...]:
        return tuple(Part(clean(words.text), self._mark(words.note)) for words in said)

    def notes(self, language: Words) -> Iterator[TableNote]:
        """Yield the source of the whole table, then the lettered notes."""
        if self._everywhere:
            yield TableNote("", (source_line([self._everywhere], language),))
        for text, mark in self._letters.items():
            yield TableNote(mark, (Part(clean(text)),))

    def _mark(self, note: str) -> str:
        if not note or note == self._everywhere:
            return ""
        return self._letters.setdefault(note, letter(len(self._letters)))


def _say(cell: Cell, notes: Mapping[Figure, str], language: Words) -> _Said:
    match cell:
        case Gap(reason):
            return (_Noted(MISSING, language.text(reason)),)
        case Figure() if not isfinite(cell.value):
            why = language.text(Sentence("documents.no_number"))
            return (_Noted(MISSING, f"{why} {notes[cell]}"),)
    return _noted(language.cell_runs(cell), notes)


def _inline(cell: Cell, notes: Mapping[Figure, str], language: Words) -> _Said:
    return _noted(language.inline(cell), notes)


def _noted(runs: Sequence[Run], notes: Mapping[Figure, str]) -> _Said:
    return tuple(_Noted(run.text, notes[run.figure] if run.figure else "") for run in runs)


def _shared(table: Table, notes: Mapping[Figure, str], language: Words) -> tuple[str | None, list[str]]:
    """Return the note of all figures, None where they have several, and the one of each column or "".

    A column of nothing but gaps for one reason has that reason as its note.
    """
    columns = []
    for at in range(len(table.headings)):
        cells = [row[at] for row in table.rows] if _is_numeric(table, at) else []
        found = {notes[cell] for cell in cells if isinstance(cell, Figure) and isfinite(cell.value)}
        reasons = {language.text(cell.reason) for cell in cells if isinstance(cell, Gap)}
        told = found or reasons
        columns.append(told.pop() if len(told) == 1 else "")
    everything = set(notes.values())
    return (everything.pop() if len(everything) == 1 else None), columns


def _without(said: _Said, note: str) -> _Said:
    return tuple(_Noted(words.text, "" if words.note == note else words.note) for words in said)


def _is_numeric(table: Table, column: int) -> bool:
    """Tell whether a column holds numbers: figures, counts and gaps, and nothing else."""
    return bool(table.rows) and all(
        row[column] == NOTHING or isinstance(row[column], Figure | int | Gap) for row in table.rows
    )


def _widths(
    headings: Sequence[Sequence[Part]], rows: Sequence[Sequence[Sequence[Part]]]
) -> tuple[float, ...]:
    """Share the width among the columns by their longest cell and the longest word of their heading."""
    wanted = []
    for at, heading in enumerate(headings):
        words = _text(heading).split() or [""]
        longest = max([len(_text(row[at])) for row in rows], default=0)
        bold = _BOLD * max(map(len, words))
        wanted.append(_ROOM + min(max(longest, bold, _NARROWEST), _WIDEST))
    return tuple(width / sum(wanted) for width in wanted)


def _text(parts: Sequence[Part]) -> str:
    return "".join(part.text + part.mark for part in parts)
