"""Divide values into classes with round borders, about as many values in each."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def borders(values: Collection[float], classes: int = 5) -> tuple[float, ...]:
    """Return the borders between classes, rising: at most `classes` - 1, fewer where values are few.

    Each is the number of the series 1, 2, 5, 10, ... that lies nearest to a quantile of the positive values;
    a value on a border belongs above it.
    """
    known = sorted(value for value in values if value > 0)
    if not known:
        return ()
    found = set()
    for part in range(1, classes):
        quantile = known[min(len(known) - 1, part * len(known) // classes)]
        near = _round(quantile)
        if known[0] < near <= known[-1]:
            found.add(near)
    return tuple(sorted(found))


def class_of(value: float, between: Collection[float]) -> int:
    """Return the number of the class that a value is in, the lowest 0."""
    return sum(value >= border for border in between)


def _round(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    nearest = min((1, 2, 5, 10), key=lambda times: abs(log10(times * power / value)))
    return float(f"{nearest * power:.6g}")
