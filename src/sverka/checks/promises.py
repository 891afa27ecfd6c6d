"""Promises against outcomes and against the promises before them."""

from collections.abc import Iterator
from datetime import date

import msgspec

from sverka.checks.allowed import allowed
from sverka.checks.earlier import find_repeated, is_promise, place_of, who_said
from sverka.checks.evidence import Evidence
from sverka.checks.keeping import Outlook, keep
from sverka.checks.obstacles import CURRENCY, obstacle
from sverka.checks.phrasing import day, listed, period_words, said
from sverka.checks.promise import BookOutcome, Promise, PromiseHistory
from sverka.checks.topic import goods_subject
from sverka.vocabulary.claim import Claim, Kind, Modality, Unit
from sverka.vocabulary.country import Pair, pair_of, subject_pair
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.period import deadline
from sverka.vocabulary.statement import Statement
from sverka.vocabulary.verdict import Agreement, Assessment, Comparison, Verdict

_UNSETTLED = {Verdict.OPEN, Verdict.NO_DATA, Verdict.NOT_COMPARABLE}


def trace(evidence: Evidence, pair: Pair) -> PromiseHistory:
    """Judge every target and forecast of a pair's recorded statements, in order of time."""
    pair = pair_of(*pair)
    books = evidence.books(pair)
    return PromiseHistory(
        pair=pair,
        promises=tuple(
            check_promise(claim, reading.statement, evidence)
            for reading in evidence.readings()
            for claim in reading.claims
            if is_promise(claim) and subject_pair(claim.subject) == pair
        ),
        turnover=tuple(figure for book in books.holders for figure in books.years(pair.subject, book)),
    )


def check_promise(claim: Claim, statement: Statement, evidence: Evidence) -> Promise:
    """Judge one promise; where its outcome is not settled and it was made before, it is `repeated`."""
    outlook = _outlook(claim, statement, evidence)
    repeated = find_repeated(claim, statement, evidence) if claim.value is not None else []
    verdict, reason = outlook.verdict, outlook.reason
    findings: tuple[Finding, ...] = ()
    if repeated:
        findings = (_repetition(claim, repeated),)
        if verdict in _UNSETTLED:
            verdict, reason = Verdict.REPEATED, f"{findings[0].message} {reason}"
    goals = {outcome.goal for outcome in outlook.outcomes}
    return Promise(
        statement=statement,
        claim=claim,
        goal=goals.pop() if len(goals) == 1 else None,
        verdict=verdict,
        reason=reason,
        outcomes=outlook.outcomes,
        repeats=tuple(dict.fromkeys(earlier.id for earlier, _ in repeated)),
        findings=findings,
    )


def as_assessment(promise: Promise) -> Assessment:
    """Show a promise as the assessment of its claim."""
    unsettled = [outcome for outcome in promise.outcomes if outcome.reached is None]
    latest = [outcome.latest for outcome in unsettled if outcome.latest]
    best = [outcome.best_growth for outcome in promise.outcomes if outcome.best_growth]
    return Assessment(
        claim=promise.claim,
        verdict=promise.verdict,
        reason=promise.reason,
        allowed=promise.goal or allowed(promise.claim),
        comparisons=tuple(comparison for outcome in promise.outcomes for comparison in _comparison(outcome)),
        context=(*latest, *best),
        findings=promise.findings,
    )


def check_event(claim: Claim, today: date) -> Assessment:
    """Say whether a planned event is still to come; the book keeps no register of events."""
    due = deadline(claim.period)
    what = (claim.event or "event").replace("_", " ")
    if claim.modality is Modality.REPORTED:
        reason = f"The book keeps no register of events that would show the {what}."
        return Assessment(claim=claim, verdict=Verdict.NO_DATA, reason=reason)
    if due is not None and due < today:
        reason = (
            f"The {what} was planned for {period_words(claim.period)}, which is past; the book keeps no "
            "register of events that would show whether it took place."
        )
        return Assessment(claim=claim, verdict=Verdict.NO_DATA, reason=reason)
    when = f"planned for {period_words(claim.period)}" if due else "planned without a date"
    return Assessment(claim=claim, verdict=Verdict.OPEN, reason=f"The {what} is {when}.")


def _outlook(claim: Claim, statement: Statement, evidence: Evidence) -> Outlook:
    pair, stopped = subject_pair(claim.subject), _not_followed(claim)
    if stopped is not None or pair is None:
        return stopped or Outlook(Verdict.NOT_CHECKED, "The promise names no pair.")
    outlook = keep(claim, statement.said_on, evidence.books(pair), evidence.today)
    if claim.unit is Unit.MONEY and claim.currency is None:
        reason = f"The promise names no currency; what follows takes it as US dollars. {outlook.reason}"
        return msgspec.structs.replace(outlook, verdict=Verdict.NOT_COMPARABLE, reason=reason)
    return outlook


def _not_followed(claim: Claim) -> Outlook | None:
    """Return the outlook of a promise that is not one of a level of trade in the book's currency."""
    stopped = obstacle(claim)
    if stopped is not None:
        return Outlook(stopped.verdict, stopped.reason)
    if claim.value is None or claim.modality is Modality.POTENTIAL:
        return Outlook(Verdict.NOT_CHECKED, "The speaker names no level, or calls one possible.")
    if goods_subject(claim) is None:
        return Outlook(Verdict.NO_DATA, "Promises are followed for levels of trade, not for a balance.")
    if claim.kind not in {Kind.TARGET, Kind.LEVEL} and claim.unit is Unit.MONEY:
        return Outlook(Verdict.NO_DATA, "The promise is a change in money, and names no level.")
    if claim.unit is Unit.MONEY and claim.currency not in {None, CURRENCY}:
        reason = f"The promise is in {claim.currency}, the book in {CURRENCY}, and no rate is posted."
        return Outlook(Verdict.NOT_COMPARABLE, reason)
    return None


def _repetition(claim: Claim, repeated: list[tuple[Statement, Claim]]) -> Finding:
    made = [
        f"on {day(earlier.said_on)} by {who_said(earlier, old)} for {period_words(old.period)}"
        for earlier, old in repeated
        if earlier.said_on
    ]
    return Finding(
        check="repeated",
        severity=Severity.WARNING,
        about=claim.id,
        message=f"The same level, {said(claim)}, was promised before: {listed(made)}.",
        evidence=tuple(place_of(earlier) for earlier, _ in repeated),
    )


def _comparison(outcome: BookOutcome) -> Iterator[Comparison]:
    if outcome.figure is not None and outcome.reached is not None:
        agreement = Agreement.CONFIRMS if outcome.reached else Agreement.CONTRADICTS
        yield Comparison(book=outcome.book, figure=outcome.figure, agreement=agreement)
