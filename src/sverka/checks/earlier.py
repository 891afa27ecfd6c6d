"""A claim against what was said before: old figures given as new, promises made again, contradictions."""

from collections.abc import Iterator
from datetime import date

from sverka.checks.allowances import allowances
from sverka.checks.allowed import possible
from sverka.checks.evidence import Evidence
from sverka.checks.phrasing import country, day, period_words, said
from sverka.checks.topic import about_same_time, base_of, same_topic
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.period import deadline, same_period, span
from sverka.vocabulary.statement import Statement

_COMPARED = {Kind.LEVEL, Kind.GROWTH, Kind.SHARE}
_INDEFINITE = {"news report": "a news report", "ambassador": "an ambassador"}
_SAME_HEDGE = {Hedge.AT_LEAST: Hedge.MORE_THAN}


def is_promise(claim: Claim) -> bool:
    """Tell whether a claim is about what is still to come."""
    if claim.kind is Kind.TARGET:
        return True
    return claim.kind in _COMPARED and claim.modality is not Modality.REPORTED


def who_said(statement: Statement, claim: Claim) -> str:
    """Name the speaker of an earlier claim with office and country, as far as they are known."""
    name = claim.speaker or statement.speaker
    office = statement.office if name == statement.speaker else None
    side = country(statement.country) if statement.country else None
    about = [part for part in (office, side) if part]
    if name:
        return f"{name} ({', '.join(about)})" if about else name
    whose = f" ({side})" if side else ""
    return f"{_INDEFINITE.get(office or '', f'the {office}')}{whose}" if office else "a statement"


def find_stale(claim: Claim, statement: Statement, evidence: Evidence) -> Finding | None:
    """Return a finding where the same figure was given for an earlier date, None otherwise.

    A count is stale when it was said the same way at least `stale_days` before; a level when its exact
    figure was said of an earlier period.
    """
    if claim.value is None or is_promise(claim):
        return None
    for earlier, old in evidence.before(statement):
        same = claim.kind is old.kind and _same_figure(claim, old) and same_topic(claim, old)
        if same and _older(claim, statement, old, earlier):
            return Finding(
                check="stale",
                severity=Severity.WARNING,
                about=claim.id,
                message=(
                    f"The same figure, {said(old)}, was given by {who_said(earlier, old)} on "
                    f"{_day(earlier)}{_of_period(old)}."
                ),
                evidence=(place_of(earlier), *_same_thing(old)),
                next_step="Ask for the figure’s date, or for a newer count.",
            )
    return None


def contradictions(claim: Claim, statement: Statement, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for every earlier statement about the same period that cannot be true as well."""
    now = possible(claim)
    if claim.kind not in _COMPARED or now is None or is_promise(claim) or span(claim.period) is None:
        return
    for earlier, old in evidence.before(statement):
        then = possible(old)
        if then is None or not _same_question(claim, old) or now.meets(then):
            continue
        yield Finding(
            check="earlier statement",
            severity=Severity.WARNING,
            about=claim.id,
            message=(
                f"On {_day(earlier)} {who_said(earlier, old)} said {said(old)} for "
                f"{period_words(old.period)}; this statement says {said(claim)}."
            ),
            evidence=(place_of(earlier),),
            next_step="Ask whose book each figure comes from.",
        )


def find_repeated(claim: Claim, statement: Statement, evidence: Evidence) -> list[tuple[Statement, Claim]]:
    """Select the earlier promises of the same level whose date came before this one's."""
    return [
        (earlier, old)
        for earlier, old in evidence.before(statement)
        if is_promise(old)
        and same_topic(claim, old)
        and claim.value == old.value
        and claim.unit is old.unit
        and (claim.currency == old.currency or None in (claim.currency, old.currency))
        and _put_off(old, claim, earlier, statement)
    ]


def count_before(claim: Claim, statement: Statement, evidence: Evidence) -> Finding | None:
    """Return the latest earlier count of the same things as a finding, None where there is none."""
    counts = [
        (earlier, old)
        for earlier, old in evidence.before(statement)
        if old.kind is Kind.COUNT and claim.noun is not None and same_topic(claim, old)
    ]
    if not counts:
        return None
    earlier, old = counts[-1]
    text = (
        f"On {_day(earlier)} {who_said(earlier, old)} counted {said(old)}; this statement says {said(claim)}."
    )
    return Finding(
        check="earlier count",
        severity=Severity.NOTE,
        about=claim.id,
        message=text,
        evidence=(place_of(earlier), *_same_thing(old)),
    )


def _same_thing(old: Claim) -> tuple[str, ...]:
    """Return why an earlier count under another name is taken as a count of the same things."""
    return tuple(why for why in (old.reasons.get("noun"),) if why)


def _same_figure(claim: Claim, old: Claim) -> bool:
    hedges = {_SAME_HEDGE.get(each.hedge, each.hedge) for each in (claim, old)}
    written = (claim.value, claim.value_hi, claim.unit, claim.direction)
    return len(hedges) == 1 and written == (old.value, old.value_hi, old.unit, old.direction)


def _older(claim: Claim, statement: Statement, old: Claim, earlier: Statement) -> bool:
    if claim.kind is Kind.COUNT:
        return _days(earlier, statement) >= allowances().stale_days.value
    now, then = span(claim.period), span(old.period)
    if claim.kind is not Kind.LEVEL or now is None or then is None or now.months != then.months:
        return False
    digits = len(f"{claim.value:.0f}".strip("0").replace("-", ""))
    return digits >= allowances().precise_digits.value and then.last < now.first


def _same_question(claim: Claim, old: Claim) -> bool:
    return (
        claim.kind is old.kind
        and not is_promise(old)
        and same_topic(claim, old)
        and about_same_time(claim, old)
        and (claim.unit, claim.currency, claim.of) == (old.unit, old.currency, old.of)
        and (claim.kind is not Kind.GROWTH or same_period(base_of(claim), base_of(old)))
        and claim.unit is not Unit.POINTS
    )


def _put_off(old: Claim, claim: Claim, earlier: Statement, statement: Statement) -> bool:
    """Tell whether a promise moves an earlier one to a later date, or makes it again after its date."""
    before, now = deadline(old.period), deadline(claim.period)
    if before is None:
        return _days(earlier, statement) >= allowances().stale_days.value
    if now is None:
        return statement.said_on is not None and before < statement.said_on
    return before < now


def _days(earlier: Statement, statement: Statement) -> int:
    if earlier.said_on is None or statement.said_on is None:
        return 0
    return (statement.said_on - earlier.said_on).days


def _day(statement: Statement) -> str:
    return day(statement.said_on or date.min)


def _of_period(old: Claim) -> str:
    return f" for {period_words(old.period)}" if span(old.period) and old.kind is not Kind.COUNT else ""


def place_of(statement: Statement) -> str:
    """Cite an earlier statement: its day and its address, or its id where it has none."""
    address = statement.origin.address if statement.origin else None
    return f"{statement.said_on}: {address or statement.id}"
