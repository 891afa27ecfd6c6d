"""Divide a rectangle into areas in proportion to values: the squarified treemap.

Bruls, Huizing and van Wijk, "Squarified Treemaps", Data Visualization 2000: a row is filled along the
shorter side as long as that brings its tiles nearer to squares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.pictures.placing import Box

if TYPE_CHECKING:
    from collections.abc import Sequence


def squarify(values: Sequence[float], room: Box) -> list[Box]:
    """Return a box for each value, in their order; values are positive and come largest first."""
    total = sum(values)
    if not total:
        return []
    area = (room.right - room.left) * (room.bottom - room.top)
    left = [found * area / total for found in values]
    boxes: list[Box] = []
    while left:
        side = min(room.right - room.left, room.bottom - room.top)
        count = 1
        while count < len(left) and _worst(left[: count + 1], side) <= _worst(left[:count], side):
            count += 1
        row, left = left[:count], left[count:]
        found, room = _row(row, room)
        boxes += found
    return boxes


def _worst(row: Sequence[float], side: float) -> float:
    """Return the ratio of sides of the longest tile in a row along a side."""
    if side <= 0:
        return 0.0
    thick = sum(row) / side
    return max(max(thick * thick / area, area / (thick * thick)) for area in row)


def _row(row: Sequence[float], room: Box) -> tuple[list[Box], Box]:
    """Lay a row along the shorter side; return its boxes and the room that is left."""
    wide, high = room.right - room.left, room.bottom - room.top
    upright = wide >= high
    side = min(wide, high)
    thick = sum(row) / side if side else 0.0
    boxes = []
    start = room.top if upright else room.left
    for area in row:
        end = start + (area / thick if thick else 0.0)
        box = (
            Box(room.left, start, room.left + thick, end)
            if upright
            else Box(start, room.top, end, room.top + thick)
        )
        boxes.append(box)
        start = end
    rest = room._replace(left=room.left + thick) if upright else room._replace(top=room.top + thick)
    return boxes, rest
