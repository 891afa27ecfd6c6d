"""Claims about trade against both books: levels, growth, shares and balances."""

from collections.abc import Callable

import msgspec

from sverka.checks.allowances import allowances
from sverka.checks.books import Book
from sverka.checks.comparing import compare
from sverka.checks.evidence import Evidence
from sverka.checks.obstacles import not_held, obstacle, uncovered, undated, wrong_money
from sverka.checks.phrasing import country, period_words, trade_of
from sverka.checks.question import Question
from sverka.checks.topic import base_of, goods_subject
from sverka.vocabulary.claim import Claim, Hedge, Unit
from sverka.vocabulary.country import subject_pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period
from sverka.vocabulary.statement import Statement
from sverka.vocabulary.verdict import Assessment, Verdict

_GROWTH_UNITS = {Unit.PERCENT, Unit.TIMES, Unit.MONEY}


def check_level(claim: Claim, statement: Statement, evidence: Evidence) -> Assessment:
    """Hold a level or a balance of trade against each book that covers its period."""
    asked = _ask(claim, statement, evidence)
    if isinstance(asked, Assessment):
        return asked
    stopped = undated(asked) or wrong_money(asked)
    if stopped:
        return stopped
    if claim.measure == "balance":
        return _check_balance(asked)
    return _compared(asked, lambda book: asked.books.level(asked.subject, book, asked.period))


def check_growth(claim: Claim, statement: Statement, evidence: Evidence) -> Assessment:
    """Hold a growth against the growth that each book shows between the same two periods."""
    asked, base = _ask(claim, statement, evidence), base_of(claim)
    if isinstance(asked, Assessment):
        return asked
    if claim.measure == "balance" or (claim.value is not None and claim.unit not in _GROWTH_UNITS):
        return not_held(claim, "The change is not one of a level of trade in %, times or money")
    stopped = undated(asked) or (wrong_money(asked) if claim.unit is Unit.MONEY else None)
    if stopped or base is None:
        return stopped or not_held(claim, "The statement does not say what the growth is measured from")
    return _compared(asked, lambda book: _growth(asked, book, base))


def check_share(claim: Claim, statement: Statement, evidence: Evidence) -> Assessment:
    """Hold one direction's share of the turnover against the books; other shares need other sources."""
    asked = _ask(claim, statement, evidence)
    if isinstance(asked, Assessment):
        return asked
    pair = asked.books.pair
    if claim.unit is not Unit.PERCENT or claim.measure == "balance":
        return not_held(claim, "The statement does not say what share of what this is")
    if ">" not in asked.subject or claim.of not in {pair.subject, "trade"}:
        whole = f"the trade of {country(claim.of)}" if claim.of in pair else f"“{claim.of or 'the whole'}”"
        return not_held(
            claim, f"The share is one of {whole} with all partners, and the book holds the pair’s only"
        )
    return undated(asked) or _compared(
        asked, lambda book: asked.books.share(asked.subject, book, asked.period)
    )


def _ask(claim: Claim, statement: Statement, evidence: Evidence) -> Question | Assessment:
    """Put a claim's question to the books of its pair, or return why it asks them nothing."""
    stopped, pair = obstacle(claim), subject_pair(claim.subject)
    if stopped is not None or pair is None:
        return stopped or not_held(claim, "The statement names no pair")
    subject = goods_subject(claim) or pair.subject
    return Question(claim, evidence.books(pair), subject, statement.said_on)


def _check_balance(asked: Question) -> Assessment:
    """Hold a balance against the books: of the country that a subject "A>B" names first."""
    claim, pair = asked.claim, asked.books.pair
    exporter, one_way, _ = (claim.subject or "").partition(">")
    if not one_way and claim.value:
        sides = f"{country(pair.first)}’s or {country(pair.second)}’s"
        reason = f"The statement does not say whose balance it is, {sides}."
        return Assessment(claim=claim, verdict=Verdict.NOT_COMPARABLE, reason=reason)
    return _compared(asked, lambda book: _balance(asked, exporter if one_way else pair.first, book))


def _balance(asked: Question, owner: str, book: Book) -> Figure | None:
    claim, books = asked.claim, asked.books
    found, whole = (
        books.balance(owner, book, asked.period),
        books.level(books.pair.subject, book, asked.period),
    )
    if found is None or whole is None or claim.value or claim.hedge is not Hedge.APPROX:
        return found
    # "About zero" has no size to take a share of; the turnover gives it one.
    width = allowances().balanced_trade.value * whole.value
    wider = Interval(found.allowed.low - width, found.allowed.high + width)
    return msgspec.structs.replace(found, allowed=wider)


def _compared(asked: Question, measured: Callable[[Book], Figure | None]) -> Assessment:
    figures = [figure for book in asked.books.holders if (figure := measured(book)) is not None]
    if not figures:
        return uncovered(asked)
    one_way = f"for {trade_of(asked.subject)} in" if ">" in asked.subject else "for"
    return compare(asked.claim, figures, f"{one_way} {period_words(asked.period)}")


def _growth(asked: Question, book: Book, base: Period) -> Figure | None:
    """Measure a growth in the unit of the claim: %, times, or dollars."""
    if asked.claim.unit is Unit.MONEY:
        return asked.books.rise(asked.subject, book, asked.period, base)
    found = asked.books.growth(asked.subject, book, asked.period, base)
    return _in_times(found) if found and asked.claim.unit is Unit.TIMES else found


def _in_times(growth: Figure) -> Figure:
    allowed = Interval(1 + growth.allowed.low / 100, 1 + growth.allowed.high / 100)
    return msgspec.structs.replace(growth, value=1 + growth.value / 100, unit="times", allowed=allowed)
