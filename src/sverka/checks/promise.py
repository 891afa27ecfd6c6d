"""A promise and what became of it in each book."""

import msgspec

from sverka.checks.books import Book
from sverka.vocabulary.claim import Claim
from sverka.vocabulary.country import Pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.statement import Statement
from sverka.vocabulary.verdict import Verdict


class BookOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one book says of a promise.

    `goal` is the interval of levels that fulfils the promise, in US dollars.
    `figure` is the level when the promise fell due, or when it was first reached; `reached` is None
    where the book does not tell. `latest` is the last year the book has. `needed_growth` is how much
    `latest` must still grow, in % a year up to the promise's date, or in % in all where it has none;
    None where nothing is open. `best_growth` is the highest growth from year to year ever, in %.
    """

    book: Book
    goal: Interval
    figure: Figure | None = None
    reached: bool | None = None
    latest: Figure | None = None
    needed_growth: float | None = None
    best_growth: Figure | None = None


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """Who promised which level for when, and the verdict with each book's outcome.

    `goal` is the interval of levels that fulfils it; None for a promise in percent or times, whose goal
    differs by book, and where no book is there. `repeats` holds the ids of the earlier statements
    that promised the same, oldest first.
    """

    statement: Statement
    claim: Claim
    goal: Interval | None
    verdict: Verdict
    reason: str
    outcomes: tuple[BookOutcome, ...] = ()
    repeats: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class PromiseHistory(msgspec.Struct, frozen=True, kw_only=True):
    """Every target and forecast of a pair in order of time, beside the turnover that each book shows."""

    pair: Pair
    promises: tuple[Promise, ...]
    turnover: tuple[Figure, ...]
