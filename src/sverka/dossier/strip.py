"""Draw intervals on one scale: where a claim's interval and the books' lie to each other."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.interval import Interval
    from sverka.vocabulary.verdict import Assessment

WIDTH = 160
_MARGIN = 0.08
_THINNEST = 2.0


class Bar(NamedTuple):
    """An interval as a bar: left edge, width and the value's tick, in units of a strip WIDTH wide."""

    left: float
    width: float
    tick: float | None


class Strip(NamedTuple):
    """The claim's bar and, in the order of the comparisons, each book's."""

    claim: Bar
    books: tuple[Bar, ...]


def strip_of(assessment: Assessment) -> Strip | None:
    """Lay an assessment's intervals on one scale; None where there is nothing to lay beside each other.

    Figures in another unit than the claim's never come here: the check calls them not comparable.
    """
    claimed = assessment.allowed
    figures = [found.figure for found in assessment.comparisons]
    if claimed is None or not figures:
        return None
    ends = [
        end for interval in (claimed, *(f.allowed for f in figures)) for end in (interval.low, interval.high)
    ]
    known = [end for end in (*ends, *(figure.value for figure in figures)) if isfinite(end)]
    pad = (max(known) - min(known)) * _MARGIN or 1.0
    scale = _Scale(min(known) - pad, max(known) + pad)
    return Strip(scale.bar(claimed, None), tuple(_figure_bar(scale, figure) for figure in figures))


class _Scale(NamedTuple):
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where a value lies on the strip; an infinite one at its edge."""
        inside = min(max(value, self.low), self.high)
        return round((inside - self.low) / (self.high - self.low) * WIDTH, 1)

    def bar(self, found: Interval, tick: float | None) -> Bar:
        """Return an interval's bar, never so thin that it cannot be seen."""
        left, right = self.at(found.low), self.at(found.high)
        thin = max(0.0, _THINNEST - (right - left))
        return Bar(round(left - thin / 2, 1), round(right - left + thin, 1), tick)


def _figure_bar(scale: _Scale, figure: Figure) -> Bar:
    return scale.bar(figure.allowed, scale.at(figure.value))
