"""Intervals that a stated or a booked number allows."""

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


def _reaches(left: Interval, right: Interval) -> bool:
    """Tell whether `left` starts no later than `right` ends."""
    if left.low == right.high:
        return not (left.low_open or right.high_open)
    return left.low < right.high
