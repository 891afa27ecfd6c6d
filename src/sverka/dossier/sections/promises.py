"""What was promised for the pair, and what became of it in each book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.checks.allowed import allowed
from sverka.dossier.outline import (
    Block,
    Cell,
    Gap,
    Lack,
    Land,
    Paragraph,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.vocabulary.claim import Unit
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import ANNUAL
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.checks.promise import BookOutcome, Promise
    from sverka.dossier.desk import Desk

ID = "promises"
_UNITS = {Unit.MONEY: "USD", Unit.PERCENT: "%", Unit.POINTS: "points", Unit.TIMES: "times"}
_TALLIED = (
    Verdict.KEPT,
    Verdict.MISSED,
    Verdict.DEPENDS,
    Verdict.REPEATED,
    Verdict.OPEN,
    Verdict.ALREADY_TRUE,
)


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("promises.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    found = desk.promises.promises
    if not found:
        yield Lack(Sentence("promises.nothing"), ("sverka check SPEECH --keep",))
        return
    tally = {verdict: sum(one.verdict is verdict for one in found) for verdict in _TALLIED}
    yield Paragraph(
        (
            Sentence("promises.count", count=len(found)),
            *(
                Sentence(f"promises.tally.{verdict.name.lower()}", count=number)
                for verdict, number in tally.items()
                if number
            ),
        )
    )
    yield _table(desk, found)


def _table(desk: Desk, found: tuple[Promise, ...]) -> Table:
    books = (desk.asked.one, desk.asked.other)
    return Table(
        id="promises-kept",
        caption=Sentence("promises.table"),
        headings=(
            Sentence("column.said"),
            Sentence("column.promise"),
            Sentence("column.due"),
            Sentence("column.verdict"),
            *(Sentence("promises.book", {"country": Land(book)}) for book in books),
        ),
        rows=tuple(
            (
                _said(promise),
                _promised(promise),
                When(promise.claim.period) if promise.claim.period else Gap(Sentence("promises.no_date")),
                Sentence(f"verdict.{promise.verdict.name.lower()}"),
                *(_outcome(promise, book) for book in books),
            )
            for promise in found
        ),
    )


def _promised(promise: Promise) -> Cell:
    """Show the number that was promised, which is the speaker's, and its words where they are on record."""
    claim, origin = promise.claim, promise.statement.origin
    words = f"“{claim.text}”" if claim.text else Gap(Sentence("promises.no_words"))
    unit = next((shown for one, shown in _UNITS.items() if one == claim.unit), None)
    if claim.value is None or unit is None or origin is None:
        return words
    within = allowed(claim)
    return Figure(
        measure="target" if unit == "USD" else "growth",
        subject=claim.subject or "",
        value=-claim.value if claim.direction == "down" and unit != "times" else claim.value,
        unit=unit,
        period=claim.period or ANNUAL,
        book=None,
        valuation="",
        method="as promised",
        allowed=within or Interval(claim.value, claim.value),
        origins=(origin,),
    )


def _said(promise: Promise) -> Cell:
    said = promise.statement
    if said.said_on is None:
        return said.speaker or Gap(Sentence("promises.no_date"))
    who = said.speaker or said.office or "–"
    values: dict[str, Value] = {"day": When(said.said_on.isoformat()), "who": who}
    return Sentence("promises.said", values)


def _outcome(promise: Promise, book: str) -> Cell:
    found = next((outcome for outcome in promise.outcomes if outcome.book == book), None)
    figure = found and (found.figure or found.latest)
    return figure or Gap(_why(found))


def _why(found: BookOutcome | None) -> Sentence:
    return Sentence("promises.no_book" if found is None else "promises.no_figure")
