"""The newest levels of each book in words: its turnover, and a direction of which it has a newer year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, Value, When
from sverka.dossier.sections.own_years import is_own_level
from sverka.dossier.sections.together import years_of_both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.figure import Figure


def newest_levels(desk: Desk, book: Country) -> Iterator[Sentence]:
    """Say the newest turnover of a country's book and how it grew, and directions that go on after it."""
    whole = years_of_both(desk, desk.pair.subject, book)
    ways = {subject: _own(desk, subject, book) for subject in desk.subjects}
    if whole:
        yield _level(desk, whole[-1])
    else:
        held = any(desk.books.levels(subject, book) for subject in desk.subjects)
        yield Sentence("turnover.book_silent" if held else "turnover.book_empty", {"country": Land(book)})
    for figures in ways.values():
        if figures and (not whole or figures[-1].period > whole[-1].period):
            yield _direction(book, figures[-1])


def own_growth(desk: Desk, latest: Figure) -> Figure | None:
    """Return how a turnover grew on the year before, None where either is not the country's own."""
    subject, before = desk.pair.subject, str(int(latest.period) - 1)
    base = desk.books.level(subject, latest.book, before)
    if base is None or not is_own_level(desk, base) or not is_own_level(desk, latest):
        return None
    return desk.books.growth(subject, latest.book, latest.period, before)


def _own(desk: Desk, subject: Subject, book: Country) -> tuple[Figure, ...]:
    return tuple(one for one in years_of_both(desk, subject, book) if is_own_level(desk, one))


def _level(desk: Desk, latest: Figure) -> Sentence:
    values: dict[str, Value] = {
        "country": Land(latest.book or ""),
        "period": When(latest.period),
        "level": latest,
    }
    if is_own_level(desk, latest):
        grown = own_growth(desk, latest)
        return Sentence("turnover.level_grown" if grown else "turnover.level", values | _if(growth=grown))
    ways = [desk.books.level(subject, latest.book, latest.period) for subject in desk.subjects]
    filled = [one for one in ways if one and not is_own_level(desk, one)]
    if len(filled) != 1:
        return Sentence("turnover.filled_in", values)
    return Sentence("turnover.partly_filled", values | _ends(filled[0]) | {"part": filled[0]})


def _direction(book: Country, figure: Figure) -> Sentence:
    values: dict[str, Value] = {"country": Land(book), "period": When(figure.period), "level": figure}
    return Sentence("turnover.one_way", values | _ends(figure))


def _ends(figure: Figure) -> dict[str, Value]:
    exporter, importer = figure.subject.split(">")
    return {"exporter": Land(exporter), "importer": Land(importer)}


def _if(**values: Value | None) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}
