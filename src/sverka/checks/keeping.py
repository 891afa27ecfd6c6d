"""Whether a promise of a level was true already, kept or missed, or is open."""

from collections.abc import Sequence
from datetime import date
from math import inf

import msgspec

from sverka.checks.allowed import allowed, half_step
from sverka.checks.books import Book, Books
from sverka.checks.growth_level import growth_factor
from sverka.checks.phrasing import amount, interval_words, period_words, whose_book
from sverka.checks.promise import BookOutcome
from sverka.checks.proof import times
from sverka.checks.topic import base_of, goods_subject
from sverka.vocabulary.claim import Claim, Hedge, Modality, Unit
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
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
    subject = goods_subject(claim) or books.pair.subject
    before = {book: _last_before(books, subject, book, said_on) for book in books.holders}
    goals = {book: goal(claim, books, book, before[book]) for book in books.holders}
    if not any(goals.values()):
        return Outlook(Verdict.NO_DATA, _no_goal(claim, books, subject))
    done = _already(claim, before, goals)
    if done:
        return done
    outcomes = tuple(_outcome(claim, said_on, books, book, found) for book, found in goals.items() if found)
    due = deadline(claim.period)
    return _sum_up(claim, outcomes, books, is_due=due is not None and due <= today)


def goal(claim: Claim, books: Books, book: Book, before: Figure | None = None) -> Interval | None:
    """Return the levels that fulfil a promise in a book: the promised one and all beyond it.

    A forecast below the level `before` it expects a fall, so only what its words allow fulfils it.
    None where a promise in percent or times has no base in the book.
    """
    within = _in_dollars(claim, books, book)
    if within is None:
        return None
    if claim.modality is Modality.FORECAST and before and within.high < before.allowed.low:
        return within
    if claim.direction == "down" and claim.unit is Unit.MONEY:
        return Interval(-inf, abs(within.low), high_open=within.low_open)
    low = (claim.value or 0.0) - half_step(claim) if claim.hedge is Hedge.UP_TO else within.low
    return Interval(low, inf, low_open=within.low_open)


def _in_dollars(claim: Claim, books: Books, book: Book) -> Interval | None:
    if claim.unit is Unit.MONEY:
        return allowed(claim)
    factor, base = growth_factor(claim), base_of(claim)
    start = books.level(goods_subject(claim) or "", book, base) if base else None
    return times(factor, start.allowed) if factor and start else None


def _last_before(books: Books, subject: str, book: Book, said_on: date | None) -> Figure | None:
    if said_on is None:
        return None
    years = [year for year in books.years(subject, book) if int(year.period) < said_on.year]
    return years[-1] if years else None


def _already(
    claim: Claim, before: dict[Book, Figure | None], goals: dict[Book, Interval | None]
) -> Outlook | None:
    """Return the outlook of a promise that every book had fulfilled in its last year before it was made."""
    outcomes = [
        BookOutcome(book=book, figure=figure, reached=found.meets(figure.allowed), latest=figure)
        for book, found in goals.items()
        if found is not None and (figure := before[book]) is not None
    ]
    if claim.unit is not Unit.MONEY or not outcomes or not all(outcome.reached for outcome in outcomes):
        return None
    shown = "; ".join(_figure_of(outcome) for outcome in outcomes)
    return Outlook(Verdict.ALREADY_TRUE, f"When it was said, {shown}.", tuple(outcomes))


def _outcome(claim: Claim, said_on: date | None, books: Books, book: Book, found: Interval) -> BookOutcome:
    subject = goods_subject(claim) or books.pair.subject
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
    subject = goods_subject(claim) or books.pair.subject
    return Outlook(Verdict.NO_DATA, f"{books.missing(subject, claim.period or '')}.", outcomes)


def _told(outcomes: Sequence[BookOutcome]) -> str:
    does = {True: "reaches the level", False: "does not reach the level", None: "does not reach it yet"}
    words = [f"{_figure_of(outcome)}, which {does[outcome.reached]}" for outcome in outcomes]
    return f"{'; '.join(words)}."


def _figure_of(outcome: BookOutcome) -> str:
    figure = outcome.figure or outcome.latest
    if figure is None:
        return f"{whose_book(outcome.book)} shows nothing"
    allowed_words = interval_words(figure.allowed)
    shown = f"{amount(figure.value, figure.unit)} for {figure.period} (allowed {allowed_words})"
    return f"{whose_book(outcome.book)} shows {shown}"


def _open(claim: Claim, outcomes: Sequence[BookOutcome]) -> str:
    due = deadline(claim.period)
    until = f" a year until {due.year}" if due else " in all; no date was set"
    words = []
    for outcome in outcomes:
        latest, best = outcome.latest, outcome.best_growth
        if latest is None or outcome.needed_growth is None:
            continue
        record = (
            f", beside {amount(best.value, '%', digits=3)} in {best.period}, its best year" if best else ""
        )
        words.append(
            f"{whose_book(outcome.book)} shows {amount(latest.value, latest.unit)} for {latest.period} and "
            f"needs {amount(outcome.needed_growth, '%', digits=3)} growth{until}{record}"
        )
    return (
        f"{'; '.join(words)}." if words else "The time has not come, and no book shows a level to grow from."
    )


def _no_goal(claim: Claim, books: Books, subject: str) -> str:
    if not books.holders:
        return f"{books.missing(subject, claim.period or '')}."
    base = base_of(claim)
    if base is None:
        return "The promise does not say from which level it counts, so no level follows from it."
    return f"{books.missing(subject, base)}, so no level of {period_words(base)} to count from."
