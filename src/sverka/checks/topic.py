"""What a claim's number is a number of: the trade in goods of which countries, which way."""

from sverka.vocabulary.claim import Claim
from sverka.vocabulary.country import Subject, subject_pair
from sverka.vocabulary.period import Period, same_period, shift_years, span

_FLOWS = {"trade", "export", "import"}


def goods_subject(claim: Claim) -> Subject | None:
    """Return the goods that a claim is about: "BLR-KAZ" both ways, "BLR>KAZ" one way.

    None where the measure is not trade in goods, and where exports or imports are said without whose.
    """
    pair = subject_pair(claim.subject)
    if pair is None or claim.subject is None or claim.measure not in _FLOWS:
        return None
    if ">" in claim.subject:
        return claim.subject
    return pair.subject if claim.measure == "trade" else None


def base_of(claim: Claim) -> Period | None:
    """Return the period that a growth is measured from: as stated, else the same period a year before."""
    if claim.base is not None:
        return claim.base
    return shift_years(claim.period, -1) if claim.period and span(claim.period) else None


def same_topic(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are about the same measure of the same countries, counted or valued alike."""
    if one.noun or other.noun:
        return (one.noun, one.country) == (other.noun, other.country)
    goods = goods_subject(one)
    if goods is not None:
        return goods == goods_subject(other)
    return one.measure is not None and (one.measure, one.subject) == (other.measure, other.subject)


def about_same_time(one: Claim, other: Claim) -> bool:
    """Tell whether two claims name the same period, in whatever notation."""
    return same_period(one.period, other.period)
