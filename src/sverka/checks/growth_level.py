"""Growth against levels inside one statement."""

from collections.abc import Iterator, Sequence

from sverka.checks.allowed import possible
from sverka.checks.phrasing import amount, changed, interval_words, listed, said, unit_of
from sverka.checks.proof import Proof, distance, near, prove
from sverka.checks.topic import base_of, goods_subject, same_topic
from sverka.vocabulary.claim import Claim, Kind, Modality, Unit
from sverka.vocabulary.country import subject_pair
from sverka.vocabulary.interval import Interval, over, plus, times
from sverka.vocabulary.period import same_period

GROWTH = "growth times base makes the level"
BETWEEN = "the turnover grows no faster and no slower than both its parts"

_FEW = 8  # levels that one growth is held against


def growth_factor(claim: Claim) -> Interval | None:
    """Return how many times its base a growth makes a level: "up 30 %" is 1.295 to 1.305.

    None for a growth in anything else, which is a difference.
    """
    change = possible(claim)
    if change is None:
        return None
    if claim.value is not None and claim.unit is not Unit.PERCENT:
        return change if claim.unit is Unit.TIMES else None
    low, high = max(0.0, 1 + change.low / 100), 1 + change.high / 100
    return Interval(low, high, low_open=change.low_open, high_open=change.high_open)


def implied_base(growth: Claim, level: Claim) -> Interval | None:
    """Return the base that a growth and the level it led to imply; None where they do not fix one."""
    factor, reached = growth_factor(growth), possible(level)
    if factor is None or reached is None or growth.value is None or factor.low <= 0:
        return None
    return over(reached, factor)


def levels_at(growth: Claim, claims: Sequence[Claim], *, base: bool = False) -> list[Claim]:
    """Select the stated levels that a growth led to, or, with `base`, started from."""
    period = base_of(growth) if base else growth.period
    return [
        claim
        for claim in claims
        if claim.kind is Kind.LEVEL
        and claim.modality is Modality.REPORTED
        and claim.value is not None
        and period is not None
        and same_period(claim.period, period)
        and same_topic(claim, growth)
    ]


def growth_against_levels(claims: Sequence[Claim]) -> Iterator[Proof]:
    """Yield a proof for every growth whose level and base are stated, and for growth of a whole and parts."""
    growths = [claim for claim in claims if claim.kind is Kind.GROWTH and claim.modality is Modality.REPORTED]
    for growth in growths:
        bases = _nearest(growth, levels_at(growth, claims, base=True))
        made = [
            proof
            for level in _nearest(growth, levels_at(growth, claims))
            for base in bases
            for proof in _growth_makes_level(growth, base, level)
        ]
        # Two sides may each state the level; the growth belongs to one that it makes.
        yield from sorted(made, key=lambda proof: not proof.holds)[:1]
    for growth in growths:
        yield from _between_parts(growth, growths)


def _nearest(growth: Claim, levels: list[Claim]) -> list[Claim]:
    """Keep the few levels nearest to a growth: a long report repeats its figures on every page."""
    return sorted(levels, key=lambda level: distance(growth, level))[:_FEW]


def _growth_makes_level(growth: Claim, base: Claim, level: Claim) -> Iterator[Proof]:
    start, reached = possible(base), possible(level)
    if start is None or reached is None or base.currency != level.currency:
        return
    made = _made(growth, start)
    if made is None:
        return
    unit = unit_of(level)
    text = (
        f"{said(base)} and {changed(growth)} make {interval_words(made, unit)}, "
        f"stated {amount(level.value or 0, unit, digits=6)}"
    )
    yield prove(GROWTH, [growth, base, level], text, holds=made.meets(reached))


def _made(growth: Claim, start: Interval) -> Interval | None:
    if growth.unit is Unit.MONEY:
        change = possible(growth)
        return plus([start, change]) if change else None
    factor = growth_factor(growth)
    return times(factor, start) if factor else None


def _between_parts(whole: Claim, growths: Sequence[Claim]) -> Iterator[Proof]:
    pair = subject_pair(whole.subject)
    if pair is None or goods_subject(whole) != pair.subject:
        return
    ways = (f"{pair.first}>{pair.second}", f"{pair.second}>{pair.first}")
    parts = [next((part for part in growths if _is_part(part, way, whole)), None) for way in ways]
    factors = [growth_factor(part) for part in parts if part]
    outer, ends = growth_factor(whole), [factor for factor in factors if factor]
    if outer is None or len(ends) < len(ways):
        return
    involved = [whole, *(part for part in parts if part)]
    between = Interval(min(end.low for end in ends), max(end.high for end in ends))
    text = f"The whole changed by {changed(whole)}, its parts by {listed(list(map(changed, involved[1:])))}"
    yield prove(BETWEEN, involved, text, holds=between.meets(outer))


def _is_part(part: Claim, way: str, whole: Claim) -> bool:
    return (
        goods_subject(part) == way
        and whole.period is not None
        and same_period(part.period, whole.period)
        and same_period(base_of(part), base_of(whole))
        and near(part, whole)
    )
