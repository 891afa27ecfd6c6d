"""Settle what a headline leaves out by the story below it."""

from sverka.claims.frames.draft import Draft
from sverka.vocabulary.claim import Kind
from sverka.vocabulary.period import NOW

_CLOSE = 0.1


def settle_headlines(drafts: list[Draft]) -> None:
    """Give each headline claim without a period the period of the story's claim that it sums up."""
    story = [d for d in drafts if not d.title and d.period not in (None, NOW)]
    for draft in drafts:
        if not draft.title or draft.period not in (None, NOW):
            continue
        if draft.kind in (Kind.LEVEL, Kind.GROWTH, Kind.TARGET):
            same = next((d for d in story if _sums_up(draft, d)), None)
            if same:
                draft.period, draft.base = same.period, same.base
                draft.reasons.pop("period", None)


def _sums_up(headline: Draft, told: Draft) -> bool:
    """Tell whether a headline's number is the story's, or rounds it ("a quarter" for 24 per cent)."""
    if headline.kind is not told.kind or headline.measure != told.measure:
        return False
    if headline.value is None or told.value is None:
        return headline.direction == told.direction
    apart = abs(headline.value - told.value)
    return headline.unit == told.unit and apart <= _CLOSE * max(headline.value, told.value)
