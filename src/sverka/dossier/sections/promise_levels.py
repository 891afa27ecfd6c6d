"""The levels that an open promise is held against: those that the country declared, if they are fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.sections.own_years import is_own_level

if TYPE_CHECKING:
    from sverka.checks.books import Book
    from sverka.dossier.desk import Desk
    from sverka.vocabulary.country import Subject
    from sverka.vocabulary.figure import Figure

_FRESH = 3  # years by which a declared level may be older than an estimate and still be started from


def promise_levels(desk: Desk, subject: Subject, book: Book) -> tuple[Figure, ...]:
    """Return a book's levels of whole years without the publisher's estimates.

    Where the declared ones end more than _FRESH years before the estimates do, all levels are returned.
    """
    levels = desk.books.years(subject, book)
    declared = tuple(one for one in levels if is_own_level(desk, one))
    if declared and int(levels[-1].period) - int(declared[-1].period) <= _FRESH:
        return declared
    return levels


def is_estimate(desk: Desk, level: Figure) -> bool:
    """Tell whether a level of a country's book is one that the country did not declare."""
    return level.book is not None and not is_own_level(desk, level)
