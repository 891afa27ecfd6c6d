"""Whether a promise of a level was true already, kept or missed, or is open."""

from collections.abc import Sequence
from datetime import date
from math import inf

import msgspec

from sverka.checks.allowed import allowed
from sverka.checks.books import Book, Books
from sverka.checks.growth_level import growth_factor
from sverka.checks.phrasing import amount, figure_words, period_words, sentence, whose_book
from sverka.checks.promise import BookOutcome
from sverka.checks.topic import base_of, goods_subject
from sverka.vocabulary.claim import Claim, Hedge, Modality, Unit
from sverka.vocabulary.country import Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval, times
from sverka.vocabulary.period import deadline, span
from sverka.vocabulary.verdict import Verdict

_YEAR = 12


class Outlook(msgspec.Struct, frozen=True):
    """The verdict of a promise, its reason, and what each book says of it."""

    verdict: Verdict
    reason: str
    outcomes: tuple[BookOutcome, ...] = ()


def keep(claim: Claim, said_on: date | None, books: Books, today: date) -> Outlook:
    """Judge a promise of a level of trade, made on `said_on`, by the books as they stand `today`."""
    subject = _subject(claim, books)
    before = {book: _last_before(books, subject, book, said_on) for book in books.holders}
    falls = _expects_fall(claim, [figure for figure in before.values() if figure])
    goals = {book: _goal(claim, books, book, falls=falls) for book in books.holders}
    if not any(goals.values()):
        return Outlook(Verdict.NO_DATA, _no_goal(claim, books, subject))
    done = _already(claim, before, goals)
    if done:
        return done
    outcomes = tuple(_outcome(claim, said_on, books, book, found) for book, found in goals.items() if found)
    due = deadline(claim.period)
    return _sum_up(claim, outcomes, books, is_due=due is not None and due <= today)


def _subject(claim: Claim, books: Books) -> Subject:
    return goods_subject(claim) or books.pair.subject


def _expects_fall(claim: Claim, before: Sequence[Figure]) -> bool:
    """Tell whether a forecast lies below the level that every book showed when it was made."""
    within = allowed(claim) if claim.unit is Unit.MONEY else None
    if claim.modality is not Modality.FORECAST or within is None or not before:
        return False
    return all(within.high < figure.allowed.low for figure in before)


def _goal(claim: Claim, books: Books, book: Book, *, falls: bool) -> Interval | None:
    """Return the levels that fulfil a promise in a book: the promised one and all beyond it.

    Rounding helps a report of what is, not a promise of what will be: "a billion" is fulfilled by a
    billion, "about a billion" and "almost a billion" by what those words allow. A forecast of a fall
    is fulfilled only by what its words allow. None where a promise in percent or times has no base in
    the book.
    """
    within = _in_dollars(claim, books, book)
    if within is None or falls:
        return within
    if claim.unit is not Unit.MONEY or claim.hedge in {Hedge.APPROX, Hedge.ALMOST}:
        return Interval(within.low, inf, low_open=within.low_open)
    value = abs(claim.value or 0.0)
    return Interval(-inf, value) if claim.direction == "down" else Interval(value, inf)


def _in_dollars(claim: Claim, books: Books, book: Book) -> Interval | None:
    if claim.unit is Unit.MONEY:
        return allowed(claim)
    factor, base = growth_factor(claim), base_of(claim)
    start = books.level(_subject(claim, books), book, base) if base else None
    return times(factor, start.allowed) if factor and start else None


def _last_before(books: Books, subject: Subject, book: Book, said_on: date | None) -> Figure | None:
    if said_on is None:
        return None
    years = [year for year in books.years(subject, book) if int(year.period) < said_on.year]
    return years[-1] if years else None


def _already(
    claim: Claim, before: dict[Book, Figure | None], goals: dict[Book, Interval | None]
) -> Outlook | None:
    """Return the outlook of a promise that every book had fulfilled in its last year before it was made."""
    outcomes = [
        BookOutcome(book=book, goal=found, figure=figure, reached=found.meets(figure.allowed), latest=figure)
        for book, found in goals.items()
        if found is not None and (figure := before[book]) is not None
    ]
    if claim.unit is not Unit.MONEY or not outcomes or not all(outcome.reached for outcome in outcomes):
        return None
    reason = sentence("the level had been reached when it was promised", *map(_figure_of, outcomes))
    return Outlook(Verdict.ALREADY_TRUE, reason, tuple(outcomes))


def _outcome(claim: Claim, said_on: date | None, books: Books, book: Book, found: Interval) -> BookOutcome:
    subject = _subject(claim, books)
    years = books.years(subject, book)
    due, days = deadline(claim.period), span(claim.period)
    first = said_on.year if said_on else 0
    if days is not None and days.months <= _YEAR:
        figure = books.level(subject, book, claim.period or "")
        reached = found.meets(figure.allowed) if figure else None
    else:
        last = due.year if due else inf
        window = [year for year in years if first <= int(year.period) <= last]
        figure, reached = _first_reached(window, found, last)
    latest = years[-1] if years else None
    needed = _needed(found, latest, due) if reached is None or due is None else None
    return BookOutcome(
        book=book,
        goal=found,
        figure=figure,
        reached=reached,
        latest=latest,
        needed_growth=None if reached else needed,
        best_growth=books.best_growth(subject, book),
    )


def _first_reached(
    window: Sequence[Figure], found: Interval, last: float
) -> tuple[Figure | None, bool | None]:
    """Return the first year that fulfils a promise, else the last year and whether it settles the matter."""
    for year in window:
        if found.meets(year.allowed):
            return year, True
    if not window:
        return None, None
    return window[-1], False if int(window[-1].period) == last else None


def _needed(found: Interval, latest: Figure | None, due: date | None) -> float | None:
    """Return the growth in % a year (in all, without a date) from the latest level to the goal."""
    if latest is None or latest.value <= 0 or found.low == -inf:
        return None
    years = due.year - int(latest.period) if due else 1
    return 100 * ((found.low / latest.value) ** (1 / years) - 1) if years > 0 else None


def _sum_up(claim: Claim, outcomes: tuple[BookOutcome, ...], books: Books, *, is_due: bool) -> Outlook:
    told = [outcome for outcome in outcomes if outcome.figure is not None]
    results = {outcome.reached for outcome in told}
    if results == {True}:
        return Outlook(Verdict.KEPT, _told(told), outcomes)
    if True in results:
        return Outlook(Verdict.DEPENDS, _told(told), outcomes)
    if not is_due:
        return Outlook(Verdict.OPEN, _open(claim, outcomes), outcomes)
    if False in results:
        return Outlook(Verdict.MISSED, _told([each for each in told if each.reached is False]), outcomes)
    subject = _subject(claim, books)
    return Outlook(Verdict.NO_DATA, f"{books.missing(subject, claim.period or '')}.", outcomes)


def _told(outcomes: Sequence[BookOutcome]) -> str:
    return sentence(*(f"{_figure_of(outcome)}, which {_does(outcome)}" for outcome in outcomes))


def _does(outcome: BookOutcome) -> str:
    if outcome.reached:
        return "reaches the level"
    if outcome.figure and outcome.figure.allowed.low > outcome.goal.high:
        return "lies above the level"
    return "does not reach the level" + ("" if outcome.reached is False else " yet")


def _figure_of(outcome: BookOutcome) -> str:
    figure = outcome.figure
    if figure is None:
        return f"{whose_book(outcome.book)} shows nothing"
    return f"{whose_book(outcome.book)} shows {figure_words(figure)} for {figure.period}"


def _open(claim: Claim, outcomes: Sequence[BookOutcome]) -> str:
    due = deadline(claim.period)
    lead = f"To reach the level by {due.year} takes, a year:" if due else "No date was set; it takes in all:"
    words = []
    for outcome in outcomes:
        latest, best = outcome.latest, outcome.best_growth
        if latest is None or outcome.needed_growth is None:
            continue
        record = (
            f", whose best year was {best.period} with {amount(best.value, '%', digits=3)}" if best else ""
        )
        needed = amount(max(0.0, outcome.needed_growth), "%", digits=3)
        shown = f"{amount(latest.value, latest.unit)} of {latest.period}"
        words.append(f"{needed} from the {shown} in {whose_book(outcome.book)}{record}")
    if not words:
        return "The time has not come, and no book shows a level to grow from."
    return f"{lead} {'; '.join(words)}."


def _no_goal(claim: Claim, books: Books, subject: Subject) -> str:
    if not books.holders:
        return f"{books.missing(subject, claim.period or '')}."
    base = base_of(claim)
    if base is None:
        return "The promise does not say from which level it counts, so no level follows from it."
    return f"{books.missing(subject, base)}, so no level of {period_words(base)} to count from."
