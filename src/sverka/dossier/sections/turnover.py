"""Turnover in both countries' books, and the gap between them taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import (
    Block,
    Cell,
    Gap,
    Lack,
    Land,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.two_books import Promised, TwoBooks
from sverka.dossier.sections.own_years import is_own_level
from sverka.dossier.sections.turnover_growth import growth_blocks
from sverka.models.mirror.answer import NO_DISTANCES
from sverka.models.mirror.question import MirrorError
from sverka.vocabulary.period import deadline
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sverka.dossier.desk import Desk
    from sverka.models.mirror.figures import Line
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.figure import Figure

ID = "turnover"
_SHOWN = 12  # years of the tables of declarations; the picture has all of them
_NOT_DRAWN = {Verdict.NOT_CHECKED, Verdict.NO_DATA}
_TOTALS = ("sverka fetch un_comtrade", "sverka post un_comtrade PATH")
SILENT = Sentence("turnover.silent")


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("turnover.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    years = {book: _by_year(desk, book) for book in (desk.asked.one, desk.asked.other)}
    if not any(years.values()):
        yield Lack(Sentence("turnover.nothing"), _TOTALS)
        return
    yield Paragraph(tuple(_levels(desk, years)))
    yield from growth_blocks(desk)
    yield _picture(desk, years)
    if isinstance(desk.mirror, MirrorError):
        yield Lack(Sentence("turnover.no_mirror"), _TOTALS)
        return
    for subject in desk.subjects:
        lines = [line for line in desk.mirror.lines if f"{line.exporter}>{line.importer}" == subject]
        lines = [line for line in lines if line.export or line.import_]
        if lines:
            yield Paragraph(tuple(_gap(lines)))
            yield _declarations(subject, lines[-_SHOWN:])
    if desk.mirror.basis.why.startswith(NO_DISTANCES):
        yield Lack(
            Sentence("turnover.no_distances"), ("sverka fetch covariates", "sverka post covariates PATH")
        )
    elif desk.mirror.basis.why:
        yield Points((Sentence("turnover.not_estimated", {"source": desk.mirror.source}),))


def _by_year(desk: Desk, book: Country) -> dict[int, Figure]:
    """Return a book's turnover of whole years."""
    return {int(figure.period): figure for figure in desk.books.years(desk.pair.subject, book)}


def _levels(desk: Desk, years: dict[Country, dict[int, Figure]]) -> Iterator[Sentence]:
    """Say the latest year of each book, and how it changed."""
    for book, known in years.items():
        if not known:
            yield Sentence("turnover.book_silent", {"country": Land(book)})
            continue
        latest = known[max(known)]
        if not is_own_level(desk, latest):
            yield Sentence(
                "turnover.filled_in", {"country": Land(book), "period": When(latest.period), "level": latest}
            )
            continue
        grown = desk.books.growth(desk.pair.subject, book, latest.period, str(int(latest.period) - 1))
        values: dict[str, Value] = {"country": Land(book), "period": When(latest.period), "level": latest}
        key = "turnover.level_grown" if grown else "turnover.level"
        yield Sentence(key, values | ({"growth": grown} if grown else {}))
    shared = sorted(set.intersection(*map(set, years.values())))
    if shared:
        one, other = (known[shared[-1]] for known in years.values())
        if not (is_own_level(desk, one) and is_own_level(desk, other)):
            return
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
    return Picture(
        id="turnover-books",
        caption=Sentence("turnover.caption", named),
        alt=Sentence("turnover.alt", named),
        drawing=drawing,
        table=_table(desk, years),
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
            label = When(str(promise.statement.said_on.year)) if promise.statement.said_on else SILENT
            yield Promised(due.year, level, label)


def _table(desk: Desk, years: dict[Country, dict[int, Figure]]) -> Table:
    spoken = sorted(set().union(*years.values()))
    rows = []
    for year in spoken:
        cells: list[Cell] = [When(str(year))]
        for book, known in years.items():
            grown = desk.books.growth(desk.pair.subject, book, str(year), str(year - 1))
            cells += [known.get(year, Gap(SILENT)), grown or Gap(Sentence("turnover.no_growth"))]
        rows.append(tuple(cells))
    headings = [Sentence("column.year")]
    for book in years:
        headings += [Sentence("turnover.book", {"country": Land(book)}), Sentence("column.growth")]
    return Table(
        id="turnover-years",
        caption=Sentence("turnover.table"),
        headings=tuple(headings),
        rows=tuple(rows),
    )


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


def _declarations(subject: Subject, lines: list[Line]) -> Table:
    exporter, importer = subject.split(">")
    unknown = Gap(Sentence("turnover.not_told"))
    return Table(
        id=f"turnover-{exporter}-{importer}".lower(),
        caption=Sentence("turnover.direction", {"exporter": Land(exporter), "importer": Land(importer)}),
        headings=(
            Sentence("column.year"),
            Sentence("turnover.fob", {"country": Land(exporter)}),
            Sentence("turnover.cif", {"country": Land(importer)}),
            Sentence("column.gap"),
            Sentence("turnover.column_freight"),
            Sentence("turnover.column_quality"),
            Sentence("turnover.column_rest"),
            Sentence("turnover.column_reconciled"),
        ),
        rows=tuple(
            (
                When(line.period),
                line.export or Gap(SILENT),
                line.import_ or Gap(SILENT),
                line.gap or unknown,
                line.freight or unknown,
                line.quality or unknown,
                line.rest or unknown,
                line.reconciled or unknown,
            )
            for line in lines
        ),
        note=Sentence("turnover.table_note"),
    )
