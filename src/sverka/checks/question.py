"""A question that a claim puts to the books: how much trade, of whom, when."""

from datetime import date
from typing import NamedTuple

from sverka.checks.books import Books
from sverka.vocabulary.claim import Claim
from sverka.vocabulary.country import Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.period import Period, span


class Question(NamedTuple):
    """A claim, the books of its pair, the goods it is about, and the day it was made, if known."""

    claim: Claim
    books: Books
    subject: Subject
    said_on: date | None

    @property
    def period(self) -> Period:
        """Return the period asked about; "" where the statement names none."""
        return self.claim.period or ""

    def levels(self) -> tuple[Figure, ...]:
        """Return each book's level of the period asked about, from the books that have it."""
        found = (self.books.level(self.subject, book, self.period) for book in self.books.holders)
        return tuple(figure for figure in found if figure)

    def nearest(self) -> tuple[Figure, ...]:
        """Return from each book the year nearest to the period, or to the day of the statement.

        With neither known it is the last year. A reconciled figure is left out where both countries'
        books come nearer.
        """
        days = span(self.claim.period)
        year = days.last.year if days else self.said_on.year if self.said_on else None
        found: list[Figure] = []
        for book in self.books.holders:
            years = self.books.years(self.subject, book)
            if years:
                found.append(min(reversed(years), key=lambda figure: _distance(figure, year)))
        farthest = max((_distance(figure, year) for figure in found if figure.book), default=None)
        return tuple(
            figure
            for figure in found
            if figure.book or farthest is None or _distance(figure, year) <= farthest
        )


def _distance(figure: Figure, year: int | None) -> int:
    """Return how many years a figure is away; from an unknown year they are all alike."""
    return 0 if year is None else abs(int(figure.period) - year)
