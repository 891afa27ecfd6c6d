"""What each side's book holds of a pair: figures by subject and period, read once."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import msgspec

from sverka.checks.phrasing import country, listed, period_words, trade_of
from sverka.measures import Missing, balance, change, level
from sverka.sources.card import Card
from sverka.vocabulary.country import Country, Pair, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.interval import negative, over, plus, scaled
from sverka.vocabulary.period import Period, Span, span

Book: TypeAlias = Country | None


class Books:
    """The books of a pair's two countries, and the reconciled one where a third party made it.

    Every figure is asked for by subject ("BLR-KAZ" both ways, "BLR>KAZ" one way), book and period;
    None says that the book does not give it.
    """

    def __init__(self, pair: Pair, flows: Sequence[Flow], cards: Mapping[str, Card]) -> None:
        self.pair = pair
        self._flows = flows
        self._revisions = {source: card.usual_revision for source, card in cards.items()}
        self._levels: dict[tuple[Subject, Book, Span], Figure | None] = {}
        self._periods: dict[Book, dict[Span, tuple[Period, list[Flow]]]] = {}
        for flow in flows:
            days = span(flow.period)
            if days is not None:
                held = self._periods.setdefault(flow.reporter, {})
                held.setdefault(days, (flow.period, []))[1].append(flow)
        self.holders: tuple[Book, ...] = tuple(book for book in (*pair, None) if book in self._periods)

    def levels(self, subject: Subject, book: Book) -> tuple[Figure, ...]:
        """Return every level of a subject in a book, in order of time."""
        found = (self._level(subject, book, days) for days in sorted(self._periods.get(book, ())))
        return tuple(figure for figure in found if figure)

    def years(self, subject: Subject, book: Book) -> tuple[Figure, ...]:
        """Return the levels of whole years, in order of time."""
        return tuple(figure for figure in self.levels(subject, book) if figure.period.isdigit())

    def level(self, subject: Subject, book: Book, period: Period) -> Figure | None:
        """Return the level of a subject in a period, however the period is written."""
        days = span(period)
        return self._level(subject, book, days) if days else None

    def _level(self, subject: Subject, book: Book, days: Span) -> Figure | None:
        key = (subject, book, days)
        if key not in self._levels:
            # The measure is given the flows of one period only: it would look through all of them.
            period, flows = self._periods.get(book, {}).get(days, ("", []))
            found = level(flows, subject, book, period, self._revisions) if flows else None
            self._levels[key] = found if isinstance(found, Figure) else None
        return self._levels[key]

    def growth(self, subject: Subject, book: Book, period: Period, base: Period) -> Figure | None:
        """Return the growth of a level over its base, in %."""
        before, after = self.level(subject, book, base), self.level(subject, book, period)
        return _given(change(before, after)) if before and after else None

    def rise(self, subject: Subject, book: Book, period: Period, base: Period) -> Figure | None:
        """Return the growth of a level over its base in US dollars."""
        before, after = self.level(subject, book, base), self.level(subject, book, period)
        if before is None or after is None:
            return None
        return msgspec.structs.replace(
            after,
            measure="growth",
            value=after.value - before.value,
            method=f"{after.period} less {before.period}: {after.method}",
            allowed=plus([after.allowed, negative(before.allowed)]),
            origins=before.origins + after.origins,
        )

    def share(self, subject: Subject, book: Book, period: Period) -> Figure | None:
        """Return the share of one direction in a book's turnover, in %."""
        part, whole = self.level(subject, book, period), self.level(self.pair.subject, book, period)
        if part is None or whole is None or whole.allowed.low <= 0:
            return None
        return msgspec.structs.replace(
            part,
            measure="share",
            value=100 * part.value / whole.value,
            unit="%",
            method=f"{subject} in {whole.subject}: {whole.method}",
            allowed=over(scaled(part.allowed, 100), whole.allowed),
            origins=tuple(dict.fromkeys(part.origins + whole.origins)),
        )

    def balance(self, owner: Country, book: Book, period: Period) -> Figure | None:
        """Return the exports less imports of `owner`, as either book has them, in US dollars."""
        found = _given(balance(self._flows, self.pair, book, period, self._revisions))
        if found is None or owner == (book or self.pair.first):
            return found
        return msgspec.structs.replace(
            found,
            value=-found.value,
            method=f"{found.method}; of {owner}",
            allowed=negative(found.allowed),
        )

    def best_growth(self, subject: Subject, book: Book) -> Figure | None:
        """Return the highest growth from one year to the next that the book has ever shown, in %."""
        years = self.years(subject, book)
        grown = (
            _given(change(before, after))
            for before, after in pairwise(years)
            if int(after.period) == int(before.period) + 1
        )
        return max((figure for figure in grown if figure), key=lambda figure: figure.value, default=None)

    def coverage(self, subject: Subject) -> str:
        """Say which periods of a subject the books hold, for a reason that names what is missing."""
        held = [
            f"{_years_of(figures)} from {country(book)}" if book else f"a reconciled {_years_of(figures)}"
            for book in self.holders
            if (figures := self.levels(subject, book))
        ]
        return f"it holds {listed(held)}"

    def missing(self, subject: Subject, period: Period) -> str:
        """Say that no book has a subject in a period, and what they have instead."""
        if not any(self.levels(subject, book) for book in self.holders):
            return f"The book holds no {trade_of(subject)} at all"
        sides = " or ".join(country(code) for code in self.pair)
        return f"The book holds no figure of {sides} for {period_words(period)}; {self.coverage(subject)}"


def _given(found: Figure | Missing) -> Figure | None:
    return None if isinstance(found, Missing) else found


def _years_of(figures: Sequence[Figure]) -> str:
    """Write the periods of figures as runs: "1992–2020, 2024"."""
    runs: list[list[str]] = []
    for figure in figures:
        if runs and _follows(runs[-1][-1], figure.period):
            runs[-1].append(figure.period)
        else:
            runs.append([figure.period])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _follows(before: Period, after: Period) -> bool:
    first, second = span(before), span(after)
    if first is None or second is None or len(before) != len(after):
        return False
    return 0 < (second.first - first.last).days <= 1
