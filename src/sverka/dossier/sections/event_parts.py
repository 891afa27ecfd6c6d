"""The picture of an event study, as a section and a command draw it."""

from __future__ import annotations

from math import exp, inf
from typing import TYPE_CHECKING

from sverka.dossier.pictures.event_periods import EventPeriods, Moment

if TYPE_CHECKING:
    from sverka.models.gravity.event_study import EventStudy, Period


def event_picture(found: EventStudy) -> EventPeriods:
    """Return the picture of the periods that have an estimate."""
    return EventPeriods(moments=tuple(_moment(one) for one in found.periods if one.estimate is not None))


def _moment(period: Period) -> Moment:
    return Moment(
        time=period.time,
        ratio=exp(period.estimate or 0.0),
        low=_ratio(period.low),
        high=_ratio(period.high),
        base=period.base,
        binned=period.binned,
    )


def _ratio(end: float | None) -> float | None:
    return None if end is None or end in {inf, -inf} else exp(end)
