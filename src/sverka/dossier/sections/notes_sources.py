"""Which source each kind of figure was read from and why, and what the sources' cards say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Cell, Gap, Sentence, Table, When
from sverka.models.mirror.answer import COVARIATES
from sverka.models.mirror.question import MirrorError
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sverka.checks.books import Book
    from sverka.dossier.desk import Desk

_UNDATED = Gap(Sentence("notes.undated"))


def title_of(desk: Desk, source: str) -> str:
    """Name a source by its title, which stays as it is in every language."""
    card = desk.cards.get(source)
    return card.title if card else source


def chosen_blocks(desk: Desk) -> Iterator[Block]:
    """Yield a table: each kind of figure, its source, the years it covers, and why it was chosen."""
    rows = tuple(_chosen(desk))
    if rows:
        heads = ("notes.column_kind", "column.source", "column.period", "notes.column_why")
        yield Table(
            id="notes-chosen",
            caption=Sentence("notes.chosen"),
            headings=tuple(map(Sentence, heads)),
            rows=rows,
        )


def card_blocks(desk: Desk) -> Iterator[Block]:
    """Yield what the cards of the sources say: usual revision, valuation, known gaps, as they are written."""
    known = [source for source in desk.sources if source in desk.cards]
    if not known:
        return
    heads = ("column.source", "notes.column_usual", "column.valuation", "notes.column_read")
    yield Table(
        id="notes-cards",
        caption=Sentence("notes.cards"),
        headings=tuple(map(Sentence, heads)),
        rows=tuple(_card(desk, source) for source in known),
        note=Sentence("notes.usual_note"),
    )
    gaps = [(source, gap) for source in known for gap in desk.cards[source].known_gaps]
    if gaps:
        yield Table(
            id="notes-gaps",
            caption=Sentence("notes.gaps"),
            headings=(Sentence("column.source"), Sentence("notes.column_gap")),
            rows=tuple((title_of(desk, source), f"“{gap}”") for source, gap in gaps),
        )


def _chosen(desk: Desk) -> Iterator[tuple[Cell, ...]]:
    yield from _levels(desk, "notes.kind_levels", (desk.asked.one, desk.asked.other), "notes.why_last_read")
    yield from _levels(desk, "notes.kind_reconciled", (None,), "notes.why_third")
    if not isinstance(desk.mirror, MirrorError):
        why = Sentence("notes.why_most" if desk.mirror.others else "notes.why_only")
        years = [int(line.period) for line in desk.mirror.lines if line.gap is not None]
        if years:
            yield _row(desk, "notes.kind_gap", desk.mirror.source, years, why)
    for source in _helpers(desk):
        yield _row(desk, "notes.kind_freight", source, (), Sentence("notes.why_distances"))
    if desk.goods:
        why = Sentence("notes.why_newest", {"revision": desk.goods.revision})
        yield _row(desk, "notes.kind_goods", desk.goods.source, desk.goods.years, why)
    yield from _promises(desk)


def _levels(desk: Desk, kind: str, books: Iterable[Book], why: str) -> Iterator[tuple[Cell, ...]]:
    """Tell the sources that the levels of books were read from; one that stands alone was not chosen."""
    read: dict[str, set[int]] = {}
    for book in books:
        for subject in desk.subjects:
            for figure in desk.books.levels(subject, book):
                for origin in figure.origins:
                    read.setdefault(origin.source, set()).add(int(figure.period[:4]))
    alone = len(read) == 1 and kind == "notes.kind_levels"
    for source in sorted(read, key=lambda one: (-len(read[one]), one)):
        yield _row(desk, kind, source, read[source], Sentence("notes.why_only" if alone else why))


def _promises(desk: Desk) -> Iterator[tuple[Cell, ...]]:
    said: dict[str, list[int]] = {}
    for promise in desk.promises.promises:
        origin, day = promise.statement.origin, promise.statement.said_on
        if origin is not None:
            said.setdefault(origin.source, []).extend([day.year] if day else [])
    for source, years in said.items():
        yield _row(desk, "notes.kind_promises", source, years, Sentence("notes.why_recorded"))


def _helpers(desk: Desk) -> tuple[str, ...]:
    """Return the source of the distances, where freight was estimated from them."""
    if isinstance(desk.mirror, MirrorError):
        return ()
    return (COVARIATES,) if any(line.freight for line in desk.mirror.lines) else ()


def _row(desk: Desk, kind: str, source: str, years: Iterable[int], why: Sentence) -> tuple[Cell, ...]:
    known = sorted(years)
    covered: Cell = _UNDATED
    if known:
        covered = When(str(known[0]) if known[0] == known[-1] else f"{known[0]}..{known[-1]}")
    return (Sentence(kind), title_of(desk, source), covered, why)


def _card(desk: Desk, source: str) -> tuple[Cell, ...]:
    card = desk.cards[source]
    usual = 100 * card.usual_revision
    figure = Figure(
        measure="usual_revision",
        subject=desk.pair.subject,
        value=usual,
        unit="%",
        period=str(card.accessed.year),
        book=None,
        valuation="",
        method="usual_revision on the source's card",
        allowed=Interval(usual, usual),
        origins=desk.origins(source, "source.yml"),
    )
    read = When(card.accessed.isoformat())
    return (f"{card.publisher}, {card.title}", figure, f"“{card.valuation}”", read)
