"""Settle what a headline or a repeated promise leaves out by the claim that says the same in full."""

from sverka.claims.frames.draft import Draft
from sverka.vocabulary.claim import Kind
from sverka.vocabulary.period import NOW

_CLOSE = 0.1
_SETTLED = (Kind.LEVEL, Kind.GROWTH, Kind.TARGET, Kind.RANK)


def settle_headlines(drafts: list[Draft]) -> None:
    """Give each claim that leaves its period open the period of the claim that says the same in full."""
    for draft in drafts:
        if draft.kind in _SETTLED and _open(draft):
            others = [d for d in drafts if not d.title and not _open(d) and _sums_up(draft, d)]
            if others:
                draft.period, draft.base = others[0].period, others[0].base
                draft.reasons.pop("period", None)


def _open(draft: Draft) -> bool:
    return draft.period is None or (draft.period == NOW and (draft.title or draft.kind is Kind.TARGET))


def _sums_up(short: Draft, told: Draft) -> bool:
    """Tell whether a number is the other, or in a headline rounds it ("a quarter" for 24 per cent)."""
    if short.kind is not told.kind or short.measure != told.measure:
        return False
    if short.value is None or told.value is None:
        return short.title and short.direction == told.direction
    apart = abs(short.value - told.value)
    allowed = _CLOSE if short.title else 0.0
    return short.unit == told.unit and apart <= allowed * max(short.value, told.value)
