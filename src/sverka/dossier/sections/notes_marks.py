"""How many of the pair's figures carry which mark of their publisher: estimated, confidential, converted."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Cell, Land, Sentence, Table, Value
from sverka.dossier.sections.notes_sources import title_of
from sverka.ledger import NothingHeld
from sverka.measures.marks import marks
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk

_KNOWN = {
    "reported": "reported",
    "estimated": "estimated",
    "confidential": "confidential",
    "compiled": "compiled",
    "aggregated": "aggregated",
    "converted": "converted",
    "quantity estimated": "quantity",
    "valuation by convention": "convention",
}
"""Marks that have words of their own; any other is shown as it is published."""


def mark_blocks(desk: Desk) -> Iterator[Block]:
    """Yield a table that counts the pair's figures, totals and products alike, by source, book and mark."""
    rows = tuple(row for source in desk.sources for row in _rows(desk, source))
    if rows:
        heads = ("column.source", "column.book", "notes.column_mark", "notes.column_figures")
        yield Table(
            id="notes-marks",
            caption=Sentence("notes.marks"),
            headings=tuple(map(Sentence, heads)),
            rows=rows,
        )


def _rows(desk: Desk, source: str) -> Iterator[tuple[Cell, ...]]:
    try:
        frame = desk.frame(source, desk.asked.years)
    except NothingHeld:
        return
    found = desk.engine.collect(marks(frame, desk.pair))
    for reporter, flag, number in sorted(found, key=lambda row: (row[0], -row[2], row[1])):
        book: Cell = Land(reporter) if reporter else Sentence("notes.both_sides")
        yield (title_of(desk, source), book, _mark(flag), _count(desk, source, reporter, flag, number))


def _mark(flag: str) -> Value:
    parts = [_word(part.strip()) for part in flag.split(",")]
    return reduce(lambda one, other: Sentence("notes.and", {"one": one, "other": other}), parts)


def _word(part: str) -> Value:
    known = _KNOWN.get(part)
    return Sentence(f"notes.mark.{known}") if known else f"“{part}”"


def _count(desk: Desk, source: str, reporter: str, flag: str, number: int) -> Figure:
    years = desk.asked.years
    return Figure(
        measure="marks",
        subject=desk.pair.subject,
        value=float(number),
        unit="figures",
        period=f"{years[0]}..{years[1]}" if years else str(desk.cards[source].accessed.year),
        book=reporter or None,
        valuation="",
        method=f"rows of the pair marked “{flag}”",
        allowed=Interval(number, number),
        origins=desk.origins(source, f"{desk.pair.subject}, “{flag}”", years),
    )
