"""The verdict of each claim of a statement: by the books, then by its own arithmetic and by what was said."""

from collections.abc import Callable, Iterator, Sequence

import msgspec

from sverka.checks.allowed import allowed
from sverka.checks.earlier import contradictions, count_before, find_stale, is_promise
from sverka.checks.evidence import Evidence
from sverka.checks.growth_level import growth_against_levels
from sverka.checks.implied import implied_bases
from sverka.checks.obstacles import not_held
from sverka.checks.part_whole import parts_against_wholes
from sverka.checks.phrasing import country
from sverka.checks.promises import as_assessment, check_event, check_promise
from sverka.checks.proof import Proof
from sverka.checks.report import Report
from sverka.checks.trade import check_growth, check_level, check_share
from sverka.vocabulary.claim import Claim, Kind
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.statement import Reading
from sverka.vocabulary.verdict import Assessment, Verdict

_BORNE_OUT = {Verdict.CONFIRMED, Verdict.CONFIRMED_UNDERSTATED, Verdict.DEPENDS}


def judge(reading: Reading, evidence: Evidence) -> Report:
    """Assess every claim of a reading and collect what the checks noticed about the whole."""
    proofs = (*parts_against_wholes(reading.claims), *growth_against_levels(reading.claims))
    return Report(
        reading=reading,
        assessments=tuple(_judge_claim(claim, reading, evidence, proofs) for claim in reading.claims),
        findings=(*_about_date(reading), *(proof.finding for proof in proofs)),
    )


def _judge_claim(claim: Claim, reading: Reading, evidence: Evidence, proofs: Sequence[Proof]) -> Assessment:
    own = [proof for proof in proofs if claim.id in proof.claims]
    stale = find_stale(claim, reading.statement, evidence)
    earlier = None if stale else count_before(claim, reading.statement, evidence)
    added = (
        *(proof.finding for proof in own),
        *(finding for finding in (stale, earlier) if finding),
        *contradictions(claim, reading.statement, evidence),
        *_implied(claim, reading, evidence),
    )
    assessment = _by_the_books(claim, reading, evidence)
    found = msgspec.structs.replace(assessment, findings=(*assessment.findings, *added))
    return _overturned(found, own, stale, earlier)


def _by_the_books(claim: Claim, reading: Reading, evidence: Evidence) -> Assessment:
    if is_promise(claim):
        return as_assessment(check_promise(claim, reading.statement, evidence))
    trade = {Kind.LEVEL: check_level, Kind.GROWTH: check_growth, Kind.SHARE: check_share}
    if claim.kind in trade:
        return trade[claim.kind](claim, reading.statement, evidence)
    others: dict[Kind, Callable[[], Assessment]] = {
        Kind.EVENT: lambda: check_event(claim, evidence.today),
        Kind.COUNT: lambda: _check_count(claim),
        Kind.RANK: lambda: not_held(claim, _rank_needs(claim)),
        Kind.BREAKDOWN: lambda: _not_checked(
            claim, "A breakdown says how its numbers add up; each has a verdict of its own."
        ),
        Kind.QUOTE: lambda: _not_checked(claim, "A quote has no figure to hold against a book."),
    }
    return others[claim.kind]()


def _check_count(claim: Claim) -> Assessment:
    """Return a count as it is without a register: what was said before is compared, but proves nothing."""
    reason = "The book has no register to count these in."
    return Assessment(claim=claim, verdict=Verdict.NO_DATA, reason=reason, allowed=allowed(claim))


def _rank_needs(claim: Claim) -> str:
    trade = f"the trade of {country(claim.of)}" if claim.of else "trade"
    return f"A rank among partners needs {trade} with every partner, and the book holds the pair’s only"


def _not_checked(claim: Claim, reason: str) -> Assessment:
    return Assessment(claim=claim, verdict=Verdict.NOT_CHECKED, reason=reason)


def _overturned(
    assessment: Assessment, proofs: Sequence[Proof], stale: Finding | None, earlier: Finding | None
) -> Assessment:
    """Let the statement's own arithmetic overrule the books, and an old figure stand for no answer."""
    broken = [proof.finding.message for proof in proofs if not proof.holds]
    verdict, said_first = assessment.verdict, broken
    if broken:
        verdict = Verdict.INCONSISTENT
    elif stale and verdict not in _BORNE_OUT:
        verdict, said_first = Verdict.STALE, [stale.message]
    elif earlier:
        said_first = [earlier.message]
    return msgspec.structs.replace(
        assessment, verdict=verdict, reason=" ".join([*said_first, assessment.reason])
    )


def _implied(claim: Claim, reading: Reading, evidence: Evidence) -> Iterator[Finding]:
    if claim.kind is Kind.GROWTH and not is_promise(claim):
        yield from implied_bases(claim, reading.claims, reading.statement, evidence)


def _about_date(reading: Reading) -> Iterator[Finding]:
    if reading.statement.said_on is None and reading.claims:
        yield Finding(
            check="date of the statement",
            severity=Severity.WARNING,
            about=reading.statement.id,
            message="The day of the statement is not known, so it is not compared with earlier statements.",
            next_step="Give the day with --said-on.",
        )
