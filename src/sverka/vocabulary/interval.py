"""Intervals that a stated or a booked number allows, and their arithmetic."""

from collections.abc import Iterable
from math import inf

import msgspec


class Interval(msgspec.Struct, frozen=True):
    """The values from `low` to `high`; each end belongs to it unless it is said to be open."""

    low: float = -inf
    high: float = inf
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two intervals share a value."""
        return _reaches(self, other) and _reaches(other, self)

    def holds(self, value: float) -> bool:
        """Tell whether `value` lies in the interval."""
        return self.meets(Interval(value, value))


def negative(found: Interval) -> Interval:
    """Turn an interval's sign."""
    return Interval(-found.high, -found.low, low_open=found.high_open, high_open=found.low_open)


def plus(parts: Iterable[Interval]) -> Interval:
    """Add intervals end by end; an open end opens the sum's."""
    added = tuple(parts)
    return Interval(
        sum(part.low for part in added),
        sum(part.high for part in added),
        low_open=any(part.low_open for part in added),
        high_open=any(part.high_open for part in added),
    )


def scaled(found: Interval, by: float) -> Interval:
    """Multiply an interval by a positive number."""
    return Interval(found.low * by, found.high * by, low_open=found.low_open, high_open=found.high_open)


def times(factor: Interval, base: Interval) -> Interval:
    """Multiply two intervals of positive numbers end by end."""
    return Interval(
        factor.low * base.low if base.low > 0 else 0.0,
        factor.high * base.high,
        low_open=factor.low_open or base.low_open,
        high_open=factor.high_open or base.high_open,
    )


def over(whole: Interval, divisor: Interval) -> Interval:
    """Divide two intervals of positive numbers, the lowest by the highest and the highest by the lowest."""
    return Interval(
        whole.low / divisor.high,
        whole.high / divisor.low,
        low_open=whole.low_open or divisor.high_open,
        high_open=whole.high_open or divisor.low_open,
    )


def _reaches(left: Interval, right: Interval) -> bool:
    """Tell whether `left` starts no later than `right` ends."""
    if left.low == right.high:
        return not (left.low_open or right.high_open)
    return left.low < right.high
