"""Make countries' outlines fit for a small map: fewer points, no specks, wound as Vega expects."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sverka.vocabulary.country import Country

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]
Polygon: TypeAlias = list[Ring]

_POINTS: Final = 9_000  # what a map's SVG may hold under 250 KB
# Degrees; a pixel of the map is half a degree: neighbours drift apart by less than their border is thick.
_TOLERANCES: Final = (0.04, 0.1, 0.2, 0.3, 0.45, 0.7, 1.0)
_CORNERS: Final = 3
_SPECK: Final = 0.25  # square degrees below which an island is left out where its country has larger ones
_HALF, _WHOLE = 180.0, 360.0


class OutlineNotReadable(ValueError):
    """An outline is no polygon."""

    def __init__(self, country: Country, kind: object) -> None:
        super().__init__(
            f"The outline of {country} is a GeoJSON “{kind}”; a map is drawn of Polygon and MultiPolygon. "
            "Post the borders again, or take the country's outline from another publisher."
        )


def simplify(outlines: Mapping[Country, Mapping[str, Any]]) -> dict[Country, list[Polygon]]:
    """Leave points out of outlines until they all hold no more than a map may have.

    Every point kept is the publisher's, rounded to a tenth of a degree, a fifth of a pixel (Douglas and
    Peucker 1973). Specks are left out, a country's largest part never. Longitudes run on beyond 180 where a
    country does.
    """
    found = {country: _kept(_polygons(country, outline)) for country, outline in outlines.items()}
    for tolerance in _TOLERANCES:
        if sum(len(ring) for parts in found.values() for part in parts for ring in part) <= _POINTS:
            break
        found = {
            country: [[thinned for ring in part if (thinned := _thin(ring, tolerance))] for part in parts]
            for country, parts in found.items()
        }
    return {country: [part for part in parts if part] for country, parts in found.items() if any(parts)}


def middle(parts: Iterable[Polygon]) -> Point:
    """Return the middle of a country's largest part: the centroid of its outer ring."""
    ring = max((part[0] for part in parts), key=lambda one: abs(area(one)))
    whole = area(ring)
    if not whole:
        return ring[0]
    x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return x / (6 * whole), y / (6 * whole)


def area(ring: Ring) -> float:
    """Return a closed ring's area in square degrees, above zero where it runs counterclockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _polygons(country: Country, outline: Mapping[str, Any]) -> list[Polygon]:
    kind, coordinates = outline.get("type"), outline.get("coordinates", [])
    if kind == "Polygon":
        coordinates = [coordinates]
    elif kind != "MultiPolygon":
        raise OutlineNotReadable(country, kind)
    return [[_unwrapped(ring) for ring in part] for part in coordinates if part]


def _unwrapped(points: Iterable[Sequence[float]]) -> Ring:
    """Return a closed ring whose longitudes never jump: one that crosses 180 degrees runs on beyond."""
    ring: Ring = []
    for longitude, latitude, *_ in points:
        x = float(longitude)
        while ring and x - ring[-1][0] > _HALF:
            x -= _WHOLE
        while ring and ring[-1][0] - x > _HALF:
            x += _WHOLE
        point = (round(x, 1), round(float(latitude), 1))
        if not ring or point != ring[-1]:
            ring.append(point)
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    return ring


def _kept(parts: list[Polygon]) -> list[Polygon]:
    """Leave out specks but for a country's largest part, and wind the rings."""
    sizes = [abs(area(part[0])) for part in parts]
    return [
        [_wound(ring, clockwise=not number) for number, ring in enumerate(part) if len(ring) > _CORNERS]
        for part, size in zip(parts, sizes, strict=True)
        if len(part[0]) > _CORNERS and (size > _SPECK or size == max(sizes))
    ]


def _thin(ring: Ring, tolerance: float) -> Ring:
    """Leave out the points that lie nearer than a tolerance to the line between those kept.

    A ring that would close up keeps its four outermost points.
    """
    far = max(range(len(ring)), key=lambda index: _apart(ring[index], ring[0]))
    kept = {0, far, len(ring) - 1}
    stretches = [(0, far), (far, len(ring) - 1)]
    while stretches:
        start, end = stretches.pop()
        distance, index = _farthest(ring, start, end)
        if distance > tolerance:
            kept.add(index)
            stretches += [(start, index), (index, end)]
    if len(kept) <= _CORNERS:
        for axis in (0, 1):
            kept |= {pick(range(len(ring)), key=lambda index: ring[index][axis]) for pick in (min, max)}
    thinned = [ring[index] for index in sorted(kept)]
    return thinned if len(thinned) > _CORNERS and area(thinned) else ring


def _farthest(ring: Ring, start: int, end: int) -> tuple[float, int]:
    """Return the distance and index of the point that lies farthest from the line between two others."""
    (x1, y1), (x2, y2) = ring[start], ring[end]
    wide, high = x2 - x1, y2 - y1
    length = hypot(wide, high)
    best, found = 0.0, start
    for index, (x, y) in enumerate(ring[start + 1 : end], start + 1):
        reach = abs(wide * (y - y1) - high * (x - x1)) if length else hypot(x - x1, y - y1)
        if reach > best:
            best, found = reach, index
    return best / (length or 1), found


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _wound(ring: Ring, *, clockwise: bool) -> Ring:
    """Turn a ring the way round that Vega's maps expect: outlines clockwise, holes not.

    A ring the wrong way round would be drawn as the whole globe without it.
    """
    return ring if (area(ring) < 0) == clockwise else ring[::-1]
