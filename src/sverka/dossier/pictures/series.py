"""Series of years as pictures draw them: broken where a year is missing, never joined across."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sverka.dossier.pictures.canvas import Data
    from sverka.dossier.pictures.lettering import Pen


class Level(msgspec.Struct, frozen=True):
    """A value of a year; `low` and `high` are its interval where one is drawn."""

    year: int
    value: float
    low: float | None = None
    high: float | None = None


class Silence(NamedTuple):
    """Years, both included, of which a book says nothing."""

    first: int
    last: int


def runs(levels: Sequence[Level]) -> list[list[Level]]:
    """Split a series into pieces of consecutive years."""
    pieces: list[list[Level]] = []
    for level in sorted(levels, key=lambda one: one.year):
        if pieces and level.year == pieces[-1][-1].year + 1:
            pieces[-1].append(level)
        else:
            pieces.append([level])
    return pieces


def rows(book: int, levels: Sequence[Level]) -> list[Data]:
    """Return a series as data: the book's number, and the number of the piece that a year belongs to."""
    return [
        {"book": book, "run": number, "year": level.year, "value": level.value}
        for number, piece in enumerate(runs(levels))
        for level in piece
    ]


def silences(levels: Iterable[Level], first: int, last: int) -> list[Silence]:
    """Return the years from `first` to `last` that a series has no value for, as few spans as there are."""
    known = sorted({level.year for level in levels if first <= level.year <= last})
    edges = [first - 1, *known, last + 1]
    return [Silence(one + 1, other - 1) for one, other in pairwise(edges) if other - one > 1]


def year_labels(first: int, last: int, room: float, pen: Pen) -> list[int]:
    """Return the years to be written under an axis: the last one, and as many before it as fit."""
    slots = max(1, int(room / (pen.width("2000") + 10)))
    step = next(step for step in (1, 2, 3, 5, 10, 20, 50, 100) if (last - first) / step < slots)
    return list(range(last, first - 1, -step))[::-1]
