"""Place labels so that they do not cover each other or what they name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DISTANCES: Final = (9.0, 18.0, 30.0, 44.0, 60.0, 80.0)
# Up, up right, right, up left, left, down, down right, down left: the first that is free is taken.
_SIDES: Final = ((0, -1), (1, -1), (1, 0), (-1, -1), (-1, 0), (0, 1), (1, 1), (-1, 1))
_OUTSIDE: Final = 1e6
_COVERING: Final = 150.0
_FAR: Final = 2.0
_AIR: Final = 2.0


class Box(NamedTuple):
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """Return the area that two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


class Anchor(NamedTuple):
    """A point to be labelled, with the size of its label."""

    x: float
    y: float
    width: float
    height: float


def dot(x: float, y: float, radius: float) -> Box:
    """Return the box of a round mark."""
    return Box(x - radius, y - radius, x + radius, y + radius)


def along(points: Sequence[tuple[float, float]], pieces: int = 8) -> Iterator[Box]:
    """Yield boxes along a line, for labels to keep off."""
    for (x, y), (next_x, next_y) in pairwise(points):
        for piece in range(pieces + 1):
            share = piece / pieces
            yield dot(x + share * (next_x - x), y + share * (next_y - y), 3)


def place(anchors: Iterable[Anchor], taken: Iterable[Box], frame: Box) -> list[Box]:
    """Return a box for each label inside the frame, the first come the first served.

    Where nothing is free the place that covers least is taken.
    """
    busy = list(taken)
    placed = []
    for anchor in anchors:
        near = _near(anchor, busy)
        best = min(_places(anchor), key=lambda found: _cost(found, near, frame))[1]
        placed.append(best)
        busy.append(Box(best.left - _AIR, best.top - _AIR, best.right + _AIR, best.bottom + _AIR))
    return placed


def _places(anchor: Anchor) -> Iterator[tuple[float, Box]]:
    wide, high = anchor.width / 2, anchor.height / 2
    for distance in _DISTANCES:
        for side, (right, down) in enumerate(_SIDES):
            lean = distance * (0.7 if right and down else 1)
            x = anchor.x + right * (lean + wide)
            y = anchor.y + down * (lean + high)
            yield distance * _FAR + side, Box(x - wide, y - high, x + wide, y + high)


def _near(anchor: Anchor, busy: list[Box]) -> list[Box]:
    """Return the boxes that one of the places of a label may cover: there are thousands of others."""
    wide, high = anchor.width + _DISTANCES[-1], anchor.height + _DISTANCES[-1]
    left, top, right, bottom = anchor.x - wide, anchor.y - high, anchor.x + wide, anchor.y + high
    return [box for box in busy if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top]


def _cost(found: tuple[float, Box], busy: list[Box], frame: Box) -> float:
    cost, box = found
    left, top, right, bottom = box
    inside = box.shared(frame)
    outside = (right - left) * (bottom - top) - inside
    met = (one for one in busy if one[0] < right and one[2] > left and one[1] < bottom and one[3] > top)
    covered = sum(map(box.shared, met))
    return cost + _OUTSIDE * (outside > 1) + _COVERING * (covered > 0) + 8 * covered


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move middles of labels in a column apart, each as little as it takes, between two bounds."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    middles = list(wanted)
    edge = low
    for index in order:
        middles[index] = max(wanted[index], edge + heights[index] / 2)
        edge = middles[index] + heights[index] / 2
    edge = high
    for index in reversed(order):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return [round(middle, 1) for middle in middles]
