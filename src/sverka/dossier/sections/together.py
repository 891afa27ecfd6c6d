"""The years in which both countries existed: no place is told of a country that was not there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sverka.dossier.desk import Desk
from sverka.sources.countries import country_codes, existed

if TYPE_CHECKING:
    from sverka.checks.books import Book
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.figure import Figure

_FIRST = 1900  # before any book


def ended(country: Country, today: int) -> int | None:
    """Return the last year of a country that has ceased to exist; None for one that exists or is unknown."""
    if existed(country, today):
        return None
    return next((year for year in range(today, _FIRST, -1) if existed(country, year)), None)


def was_there(country: Country, year: int) -> bool:
    """Tell whether a country existed in a year; one that the table of countries does not have always did."""
    return existed(country, year) or not _is_known(country)


@cache
def _is_known(country: Country) -> bool:
    return country in country_codes()


def years_of_both(desk: Desk, subject: Subject, book: Book) -> tuple[Figure, ...]:
    """Return a book's levels of years in which both countries existed; all of them where none is.

    Publishers go on filing trade under a country for a while after its end.
    """
    levels = desk.books.years(subject, book)
    both = tuple(one for one in levels if all(was_there(code, int(one.period)) for code in desk.pair))
    return both or levels


def placed(desk: Desk) -> Desk | None:
    """Return the desk of the years in which both countries existed, None where there is no such year.

    It is the desk itself, but for a country that has ceased to exist.
    """
    today = desk.asked.today.year
    ends = [end for country in desk.pair if (end := ended(country, today)) is not None]
    if not ends:
        return desk
    first, last = desk.asked.years or (_FIRST, today)
    years = [
        year
        for year in range(first, min(last, *ends) + 1)
        if all(was_there(country, year) for country in desk.pair)
    ]
    if not years:
        return None
    asked = desk.asked._replace(years=(years[0], years[-1]))
    return desk.kept(
        "the desk of the years in which both existed", lambda: Desk(desk.ledger, desk.engine, asked)
    )
