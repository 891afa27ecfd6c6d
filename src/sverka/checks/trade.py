"""Claims about trade against both books: levels, growth, shares and balances."""

from collections.abc import Callable

import msgspec

from sverka.checks.allowances import allowances
from sverka.checks.books import Book, Books
from sverka.checks.comparing import compare
from sverka.checks.obstacles import not_held, obstacle, uncovered, undated, wrong_money
from sverka.checks.phrasing import country, period_words, trade_of
from sverka.checks.topic import base_of, goods_subject
from sverka.vocabulary.claim import Claim, Hedge, Unit
from sverka.vocabulary.country import Pair, Subject, subject_pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period
from sverka.vocabulary.verdict import Assessment, Verdict

_GROWTH_UNITS = {Unit.PERCENT, Unit.TIMES, Unit.MONEY}


def check_level(claim: Claim, books_of: Callable[[Pair], Books]) -> Assessment:
    """Hold a level of trade against each book that covers its period."""
    stopped = obstacle(claim)
    pair = subject_pair(claim.subject)
    if stopped or pair is None:
        return stopped or not_held(claim, "The statement names no pair")
    books = books_of(pair)
    if claim.measure == "balance":
        return _check_balance(claim, books)
    subject = goods_subject(claim) or pair.subject
    stopped = undated(claim, books, subject) or wrong_money(claim, books, subject, claim.period or "")
    return stopped or _compared(
        claim, books, subject, lambda book: books.level(subject, book, claim.period or "")
    )


def check_growth(claim: Claim, books_of: Callable[[Pair], Books]) -> Assessment:
    """Hold a growth against the growth that each book shows between the same two periods."""
    stopped = obstacle(claim)
    pair, base = subject_pair(claim.subject), base_of(claim)
    if stopped or pair is None:
        return stopped or not_held(claim, "The statement names no pair")
    if claim.value is not None and claim.unit not in _GROWTH_UNITS:
        return not_held(claim, "The change is not one of amounts of money, in %, times or money")
    books, subject = books_of(pair), goods_subject(claim) or pair.subject
    stopped = undated(claim, books, subject)
    if stopped is None and claim.unit is Unit.MONEY:
        stopped = wrong_money(claim, books, subject, claim.period or "")
    if stopped or base is None:
        return stopped or not_held(claim, "The statement does not say what the growth is measured from")

    def measured(book: Book) -> Figure | None:
        return _growth(claim, books, subject, book, base)

    return _compared(claim, books, subject, measured)


def check_share(claim: Claim, books_of: Callable[[Pair], Books]) -> Assessment:
    """Hold one direction's share of the turnover against the books; other shares need other sources."""
    pair, subject = subject_pair(claim.subject), goods_subject(claim)
    stopped = obstacle(claim)
    if stopped or pair is None or subject is None or claim.unit is not Unit.PERCENT:
        return stopped or not_held(claim, "The statement does not say what share of what this is")
    if subject == pair.subject or claim.of not in {pair.subject, "trade"}:
        whole = (
            f"of {country(claim.of)} with all partners"
            if claim.of in pair
            else f"of {claim.of or 'the whole'}"
        )
        return not_held(
            claim, f"A share in the trade {whole} needs that trade, and the book holds the pair’s only"
        )
    books = books_of(pair)
    stopped = undated(claim, books, subject)
    return stopped or _compared(
        claim, books, subject, lambda book: books.share(subject, book, claim.period or "")
    )


def _check_balance(claim: Claim, books: Books) -> Assessment:
    """Hold a balance against the books: of the country that a subject "A>B" names first."""
    subject, pair = claim.subject or "", books.pair
    stopped = undated(claim, books, pair.subject) or wrong_money(
        claim, books, pair.subject, claim.period or ""
    )
    if stopped:
        return stopped
    if ">" not in subject and claim.value:
        sides = f"{country(pair.first)}’s or {country(pair.second)}’s"
        reason = f"The statement does not say whose balance it is, {sides}."
        return Assessment(claim=claim, verdict=Verdict.NOT_COMPARABLE, reason=reason)
    owner = subject.partition(">")[0] if ">" in subject else pair.first

    def measured(book: Book) -> Figure | None:
        found = books.balance(owner, book, claim.period or "")
        whole = books.level(pair.subject, book, claim.period or "")
        if found is None or whole is None or claim.value or claim.hedge is not Hedge.APPROX:
            return found
        # "About zero" has no size to take a share of; the turnover gives it one.
        width = allowances().balanced_trade.value * whole.value
        wider = Interval(found.allowed.low - width, found.allowed.high + width)
        return msgspec.structs.replace(found, allowed=wider)

    return _compared(claim, books, pair.subject, measured)


def _compared(
    claim: Claim, books: Books, subject: Subject, measured: Callable[[Book], Figure | None]
) -> Assessment:
    figures = [figure for book in books.holders if (figure := measured(book)) is not None]
    period = claim.period or ""
    if figures:
        one_way = f"for {trade_of(subject)} in" if ">" in subject else "for"
        return compare(claim, figures, f"{one_way} {period_words(period)}")
    return uncovered(claim, books, subject, period)


def _growth(claim: Claim, books: Books, subject: Subject, book: Book, base: Period) -> Figure | None:
    """Measure a growth in the unit of the claim: %, times, or dollars."""
    period = claim.period or ""
    if claim.unit is Unit.MONEY:
        return books.rise(subject, book, period, base)
    found = books.growth(subject, book, period, base)
    return _in_times(found) if found and claim.unit is Unit.TIMES else found


def _in_times(growth: Figure) -> Figure:
    allowed = Interval(1 + growth.allowed.low / 100, 1 + growth.allowed.high / 100)
    return msgspec.structs.replace(growth, value=1 + growth.value / 100, unit="times", allowed=allowed)
