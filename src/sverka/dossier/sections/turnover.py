"""Turnover in both countries' books, and the gap between them taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import (
    Block,
    Lack,
    Land,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Value,
    When,
)
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.two_books import Promised, TwoBooks
from sverka.dossier.sections.bring import comtrade
from sverka.dossier.sections.newest_levels import newest_levels
from sverka.dossier.sections.own_years import is_own_level
from sverka.dossier.sections.turnover_growth import growth_blocks
from sverka.dossier.sections.turnover_tables import declarations, estimated_notes, turnover_table
from sverka.models.mirror.answer import NO_DISTANCES
from sverka.models.mirror.question import MirrorError
from sverka.vocabulary.period import deadline
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sverka.dossier.desk import Desk
    from sverka.models.mirror.figures import Line
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.figure import Figure

ID = "turnover"
_SHOWN = 12  # years of the tables of declarations; the picture has all of them
_NOT_DRAWN = {Verdict.NOT_CHECKED, Verdict.NO_DATA}
_UNDATED = Sentence("turnover.undated")


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("turnover.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    years = {book: _by_year(desk, book) for book in (desk.asked.one, desk.asked.other)}
    if not any(flow.reporter for flow in desk.flows):
        yield Lack(Sentence("turnover.nothing"), comtrade(desk))
        return
    newest = (one for book in years for one in newest_levels(desk, book))
    yield Paragraph((*newest, *_agreement(desk, years)))
    yield from growth_blocks(desk)
    if any(years.values()):
        yield _picture(desk, years)
        filled = estimated_notes(desk, years)
        if filled:
            yield Paragraph(filled)
    if isinstance(desk.mirror, MirrorError):
        yield Lack(Sentence("turnover.no_mirror"), comtrade(desk))
        return
    for subject in desk.subjects:
        lines = [line for line in desk.mirror.lines if f"{line.exporter}>{line.importer}" == subject]
        lines = [line for line in lines if line.export or line.import_]
        if lines:
            yield Paragraph(tuple(_gap(lines)))
            yield declarations(desk, subject, lines[-_SHOWN:])
    if desk.mirror.basis.why.startswith(NO_DISTANCES):
        yield Lack(
            Sentence("turnover.no_distances"), ("sverka fetch covariates", "sverka post covariates PATH")
        )
    elif desk.mirror.basis.why:
        yield Points((Sentence("turnover.not_estimated", {"source": desk.mirror.source}),))


def _by_year(desk: Desk, book: Country) -> dict[int, Figure]:
    """Return a book's turnover of whole years."""
    return {int(figure.period): figure for figure in desk.books.years(desk.pair.subject, book)}


def _agreement(desk: Desk, years: dict[Country, dict[int, Figure]]) -> Iterator[Sentence]:
    """Say whether the books agree in the newest year that both countries declare whole."""
    own = [{year for year, level in known.items() if is_own_level(desk, level)} for known in years.values()]
    shared = sorted(set.intersection(*own))
    if shared:
        one, other = (known[shared[-1]] for known in years.values())
        key = "turnover.books_agree" if one.allowed.meets(other.allowed) else "turnover.books_differ"
        yield Sentence(key, {"period": When(str(shared[-1]))})


def _picture(desk: Desk, years: dict[Country, dict[int, Figure]]) -> Picture:
    one, other = years
    reconciled = desk.books.years(desk.pair.subject, None)
    drawing = TwoBooks(
        countries=(one, other),
        first=_series(years[one].values()),
        second=_series(years[other].values()),
        reconciled=_series(reconciled),
        promises=tuple(_promised(desk)),
    )
    named: dict[str, Value] = {"one": Land(one), "other": Land(other)}
    number = ""
    if not all(years.values()):
        (alone,) = (book for book, known in years.items() if known)
        named, number = {"one": Land(alone)}, "_one"
    return Picture(
        id="turnover-books",
        caption=Sentence(f"turnover.caption{number}", named),
        alt=Sentence(f"turnover.alt{number}", named),
        drawing=drawing,
        table=turnover_table(desk, years),
    )


def _series(figures: Iterable[Figure]) -> tuple[Level, ...]:
    return tuple(Level(int(figure.period), figure.value) for figure in figures)


def _promised(desk: Desk) -> Iterator[Promised]:
    """Mark the levels of turnover that were promised for a year, one a year and level."""
    seen = set()
    for promise in desk.promises.promises:
        due, goal = deadline(promise.claim.period), promise.goal
        money = promise.claim.value is not None and promise.claim.unit == "money"
        if due is None or goal is None or not money or promise.verdict in _NOT_DRAWN:
            continue
        level = promise.claim.value or 0.0
        if promise.claim.subject == desk.pair.subject and (due.year, level) not in seen:
            seen.add((due.year, level))
            label = When(str(promise.statement.said_on.year)) if promise.statement.said_on else _UNDATED
            yield Promised(due.year, level, label)


def _gap(lines: list[Line]) -> Iterator[Sentence]:
    """Say the newest year that both sides declare, and what its gap is made of."""
    line = next((line for line in reversed(lines) if line.gap is not None), None)
    direction: dict[str, Value] = {"exporter": Land(lines[-1].exporter), "importer": Land(lines[-1].importer)}
    if line is None or line.export is None or line.import_ is None or line.gap is None:
        yield Sentence("turnover.one_sided", direction)
        return
    yield Sentence(
        "turnover.two_sides",
        direction
        | {"period": When(line.period), "export": line.export, "import": line.import_, "gap": line.gap},
    )
    if line.freight is not None:
        yield Sentence("turnover.freight", {"freight": line.freight})
    if line.rest is not None:
        yield _rest(line, line.rest)
    if line.reconciled is not None:
        yield Sentence("turnover.reconciled", {"figure": line.reconciled})


def _rest(line: Line, rest: Figure) -> Sentence:
    if not rest.value:
        return Sentence("turnover.all_ordinary")
    return Sentence("turnover.contested" if line.contested else "turnover.ordinary", {"rest": rest})
