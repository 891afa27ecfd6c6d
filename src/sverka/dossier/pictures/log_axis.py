"""An axis of ratios: twice as much lies as far above one as half as much lies below it."""

from __future__ import annotations

from math import ceil, floor, log2, log10
from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.pictures.canvas import Data, at, mark, value

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_DOUBLINGS = 7
_FINE = (1 / 1.5, 1.5)
_NARROW = 1.2
"""Doublings below which steps of half as much again are marked too."""


class LogAxis(NamedTuple):
    """Ratios from `low` to `high` over pixels from the bottom up; `ticks` are where it is labelled."""

    low: float
    high: float
    ticks: tuple[float, ...]
    height: float

    def y(self, ratio: float) -> float:
        """Return where a ratio lies, at the edge where it is beyond."""
        inside = min(max(ratio, self.low), self.high)
        return at(log2(inside), (log2(self.low), log2(self.high)), (self.height, 0))


def log_axis(ratios: Iterable[float], height: float) -> LogAxis:
    """Return an axis that holds 1 and all ratios above zero."""
    known = [1.0, *(ratio for ratio in ratios if 0 < ratio < float("inf"))]
    low, high = min(known), max(known)
    spread = log2(high / low)
    if spread <= _MOST_DOUBLINGS:
        first, last = floor(log2(low)), ceil(log2(high))
        ticks = tuple(2.0**power for power in range(first, max(last, first + 1) + 1))
        if spread <= _NARROW:
            ticks = tuple(sorted({*ticks, *_FINE}))
            ticks = tuple(tick for tick in ticks if low / 1.5 <= tick <= high * 1.5)
    else:
        first, last = floor(log10(low)), ceil(log10(high))
        ticks = tuple(10.0**power for power in range(first, last + 1))
    return LogAxis(min(ticks[0], low), max(ticks[-1], high), ticks, height)


def level_lines(axis: LogAxis, right: float, colours: tuple[str, str]) -> tuple[Data, Data]:
    """Return level lines across a drawing as a data set and its mark; that of 1 is the darker one."""
    faint, dark = colours
    rows = [{"y": axis.y(tick), "colour": dark if tick == 1 else faint} for tick in axis.ticks]
    encoded = {
        "x": value(0),
        "x2": value(round(right, 1)),
        "y": {"field": "y"},
        "stroke": {"field": "colour"},
        "strokeWidth": value(1),
    }
    return {"name": "levels", "values": rows}, mark("rule", "levels", encoded)
