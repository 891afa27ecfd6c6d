"""Relations of arithmetic between the claims of one statement."""

from collections.abc import Sequence
from math import inf

import msgspec

from sverka.checks.allowances import allowances
from sverka.checks.allowed import half_step
from sverka.vocabulary.claim import Claim, Unit
from sverka.vocabulary.finding import Finding, Severity

_MILLION = 1e6


class Proof(msgspec.Struct, frozen=True):
    """A relation that the claims named must satisfy: whether they do, and the arithmetic as a finding."""

    claims: tuple[str, ...]
    holds: bool
    finding: Finding


def prove(check: str, claims: Sequence[Claim], arithmetic: str, *, holds: bool) -> Proof:
    """Make the proof of a relation from its arithmetic, written out: "783.7 + 112.3 = 896.0"."""
    ids = tuple(claim.id for claim in claims)
    finding = Finding(
        check=check,
        severity=Severity.NOTE if holds else Severity.ERROR,
        about=", ".join(ids),
        message=f"{arithmetic}: {'holds' if holds else 'does not hold'}.",
        evidence=tuple(claim.text for claim in claims if claim.text),
        next_step=None if holds else "Compare the figures with the statement’s source.",
    )
    return Proof(ids, holds, finding)


def near(*claims: Claim) -> bool:
    """Tell whether claims stand so close that they are meant together; a record's claims always do."""
    starts = [claim.start for claim in claims if claim.start is not None]
    return not starts or max(starts) - min(starts) <= allowances().near.value


def distance(one: Claim, other: Claim) -> float:
    """Return how many characters lie between the starts of two claims; 0 where neither has a place."""
    if one.start is None or other.start is None:
        return 0 if one.start is other.start else inf
    return abs(one.start - other.start)


def arithmetic_unit(claims: Sequence[Claim]) -> tuple[str, float]:
    """Choose the unit that a sum is written in: its name ("USD mn") and its size."""
    first = claims[0]
    if first.unit is Unit.MONEY and min(abs(claim.value or 0) for claim in claims) >= _MILLION / 10:
        return f"{first.currency or 'money'} mn", _MILLION
    return (first.currency or "") if first.unit is Unit.MONEY else "", 1.0


def decimals(claims: Sequence[Claim], size: float) -> int:
    """Count the decimals that show the finest of the numbers as it was written."""
    steps = [2 * half_step(claim) / size for claim in claims if claim.value]
    finest = min((step for step in steps if step > 0), default=1.0)
    return next((count for count in range(4) if finest >= 0.99 * 10.0**-count), 4)
