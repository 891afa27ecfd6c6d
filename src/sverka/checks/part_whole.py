"""Parts against wholes inside one statement: breakdowns, exports and imports, shares."""

from collections.abc import Iterator, Sequence

from sverka.checks.allowed import possible
from sverka.checks.proof import Proof, arithmetic_unit, decimals, distance, near, prove
from sverka.checks.topic import about_same_time, goods_subject
from sverka.vocabulary.claim import Claim, Kind, Modality, Unit
from sverka.vocabulary.country import Subject, subject_pair
from sverka.vocabulary.interval import Interval, plus, scaled, times

SUM = "parts make the whole"
LIMIT = "no part exceeds the whole"
TURNOVER = "exports and imports make the turnover"
SHARE = "a share of the whole makes the part"


def parts_against_wholes(claims: Sequence[Claim]) -> Iterator[Proof]:
    """Yield a proof for every breakdown, turnover and share that the statement gives the numbers for."""
    by_id = {claim.id: claim for claim in claims}
    for claim in claims:
        if claim.kind is Kind.BREAKDOWN:
            yield from _breakdown(claim, by_id)
    levels = [claim for claim in claims if _is_level(claim)]
    for export in levels:
        yield from _turnover(export, levels)
    for claim in claims:
        if claim.kind is Kind.SHARE and claim.unit is Unit.PERCENT:
            yield from _share(claim, levels)


def _is_level(claim: Claim) -> bool:
    stated = claim.kind is Kind.LEVEL and claim.modality is Modality.REPORTED and claim.value is not None
    return stated and goods_subject(claim) is not None


def _breakdown(claim: Claim, by_id: dict[str, Claim]) -> Iterator[Proof]:
    total = by_id.get(claim.total or "")
    parts = [by_id[part] for part in claim.parts if part in by_id]
    if total is None or len(parts) < len(claim.parts) or not parts:
        return
    whole, shares = possible(total), [possible(part) for part in parts]
    known = [share for share in shares if share is not None]
    if whole is None or len(known) < len(parts) or len({(part.unit, part.currency) for part in parts}) > 1:
        return
    involved = [*parts, total, claim]
    if claim.check == "sum_ok":
        holds = plus(known).meets(whole)
        yield prove(SUM, involved, _sum(parts, total), holds=holds)
        return
    holds = all(share.low <= whole.high for share in known)
    numbers = ", ".join(_plain([part], part) for part in parts)
    yield prove(LIMIT, involved, f"{numbers} of {_plain([total], total)}", holds=holds)


def _turnover(one: Claim, levels: Sequence[Claim]) -> Iterator[Proof]:
    """Prove the turnover that a flow and the nearest flow of the other direction make.

    Of several turnovers said nearby (one by each side, perhaps) the flows belong to one that they make.
    """
    subject = goods_subject(one) or ""
    pair = subject_pair(subject)
    if pair is None or subject != f"{pair.first}>{pair.second}":
        return
    others = _alike(one, levels, f"{pair.second}>{pair.first}")
    wholes = _alike(one, levels, pair.subject)
    if not others or not wholes:
        return
    other = min(others, key=lambda level: distance(one, level))
    first, second = sorted((one, other), key=lambda part: part.start or 0)
    added = plus([_values(first), _values(second)])
    wholes.sort(key=lambda level: (not added.meets(_values(level)), distance(one, level)))
    holds = added.meets(_values(wholes[0]))
    yield prove(TURNOVER, [first, second, wholes[0]], _sum([first, second], wholes[0]), holds=holds)


def _alike(one: Claim, levels: Sequence[Claim], subject: Subject) -> list[Claim]:
    """Select the levels of a subject in the same period and currency that stand near the claim."""
    return [
        level
        for level in levels
        if goods_subject(level) == subject
        and level.currency == one.currency
        and about_same_time(level, one)
        and near(level, one)
    ]


def _share(claim: Claim, levels: Sequence[Claim]) -> Iterator[Proof]:
    pair, part_of = subject_pair(claim.subject), goods_subject(claim)
    share = possible(claim)
    if pair is None or part_of is None or share is None or ">" not in part_of:
        return
    if claim.of not in {pair.subject, "trade"}:
        return
    for part in _alike_share(claim, levels, part_of):
        for whole in _alike(part, levels, pair.subject):
            made = times(scaled(share, 0.01), _values(whole))
            unit, size = arithmetic_unit([part, whole])
            shown = f"In {unit}: {claim.value:g} % of {_plain([whole], whole, size)}"
            product = (claim.value or 0) / 100 * (whole.value or 0) / size
            text = f"{shown} is {product:,.1f}, stated {_plain([part], part, size)}"
            yield prove(SHARE, [claim, part, whole], text, holds=made.meets(_values(part)))


def _alike_share(claim: Claim, levels: Sequence[Claim], subject: Subject) -> list[Claim]:
    return [
        level
        for level in levels
        if goods_subject(level) == subject and about_same_time(level, claim) and near(level, claim)
    ]


def _values(level: Claim) -> Interval:
    return possible(level) or Interval()


def _sum(parts: Sequence[Claim], total: Claim) -> str:
    """Write a sum as it was said, its stated total beside it where rounding or an error parts them."""
    involved = [*parts, total]
    unit, size = arithmetic_unit(involved)
    places = decimals(involved, size)
    numbers = [f"{abs(part.value or 0) / size:,.{places}f}" for part in parts]
    added = f"{sum(abs(part.value or 0) for part in parts) / size:,.{places}f}"
    stated = f"{abs(total.value or 0) / size:,.{places}f}"
    beside = "" if added == stated else f", stated {stated}"
    return f"{f'In {unit}: ' if unit else ''}{' + '.join(numbers)} = {added}{beside}"


def _plain(claims: Sequence[Claim], claim: Claim, size: float | None = None) -> str:
    scale = arithmetic_unit(claims)[1] if size is None else size
    return f"{abs(claim.value or 0) / scale:,.{decimals(claims, scale)}f}"
