"""What a growth implies about its base, beside what the books show and what was said of it."""

from collections.abc import Iterator, Sequence
from math import isfinite

from sverka.checks.allowed import possible
from sverka.checks.earlier import is_promise, who_said
from sverka.checks.evidence import Evidence
from sverka.checks.growth_level import implied_base, levels_at
from sverka.checks.phrasing import (
    amount,
    changed,
    day,
    figure_words,
    interval_words,
    said,
    sentence,
    unit_of,
    whose_book,
)
from sverka.checks.topic import base_of, goods_subject, same_topic
from sverka.vocabulary.claim import Claim, Kind, Unit
from sverka.vocabulary.country import subject_pair
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import same_period
from sverka.vocabulary.statement import Statement


def implied_bases(
    growth: Claim, claims: Sequence[Claim], statement: Statement, evidence: Evidence
) -> Iterator[Finding]:
    """Yield a finding for the base that a growth and its stated level imply, if the base is not stated."""
    if levels_at(growth, claims, base=True):
        return
    for level in levels_at(growth, claims)[:1]:
        base = implied_base(growth, level)
        if base is not None and level.unit is Unit.MONEY:
            known = [*_booked(growth, base, evidence), *_said(growth, base, statement, evidence)]
            yield _finding(growth, level, base, known)


def _booked(growth: Claim, base: Interval, evidence: Evidence) -> Iterator[tuple[bool, str]]:
    """Yield whether each book's level of the base period meets the implied one, and that level in words."""
    subject, pair, period = goods_subject(growth), subject_pair(growth.subject), base_of(growth)
    if subject is None or pair is None or period is None:
        return
    books = evidence.books(pair)
    for book in books.holders:
        figure = books.level(subject, book, period)
        if figure is not None:
            yield base.meets(figure.allowed), f"{whose_book(book)} shows {figure_words(figure)}"


def _said(
    growth: Claim, base: Interval, statement: Statement, evidence: Evidence
) -> Iterator[tuple[bool, str]]:
    """Yield whether each earlier statement of the base period's level meets the implied one, in words."""
    for earlier, old in evidence.before(statement):
        level = possible(old)
        told = old.kind is Kind.LEVEL and not is_promise(old) and same_topic(growth, old)
        if told and level is not None and earlier.said_on and same_period(old.period, base_of(growth)):
            yield base.meets(level), f"on {day(earlier.said_on)} {who_said(earlier, old)} said {said(old)}"


def _finding(growth: Claim, level: Claim, base: Interval, known: list[tuple[bool, str]]) -> Finding:
    unit = unit_of(level)
    if isfinite(base.low) and isfinite(base.high):
        middle = amount((base.low + base.high) / 2, unit)
        implied = f"{middle} for {base_of(growth)} (allowed {interval_words(base)})"
    else:
        implied = f"{interval_words(base, unit)} for {base_of(growth)}"
    parted = any(not agrees for agrees, _ in known)
    return Finding(
        check="implied base",
        severity=Severity.WARNING if parted else Severity.NOTE,
        about=growth.id,
        message=sentence(
            f"{said(level)} after {changed(growth)} implies {implied}", *(words for _, words in known)
        ),
        evidence=tuple(claim.text for claim in (level, growth) if claim.text),
        next_step="Ask which country’s figures the growth was measured in." if parted else None,
    )
