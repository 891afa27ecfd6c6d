"""Decode TopoJSON: shapes made of arcs that neighbours share, into polygons of longitudes and latitudes.

Specification 1.0.0 of topojson/topojson-specification. Libraries for it are encoders that bring shapely.
"""

from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

import msgspec

Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]

_FINE, _FINER = 2, 4  # decimals of a degree
_SMALLEST_RING = 4  # positions, the first one again at the end


class Shape(NamedTuple):
    """One area of a topology: the identifier and name that the file gives it, and its polygons.

    `collapsed` counts rings that are less than a triangle in the file already; they are left out.
    """

    id: str
    name: str
    polygons: tuple[Polygon, ...]
    collapsed: int


class NotTopology(ValueError):
    """A file holds no TopoJSON with countries."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} is no TopoJSON of countries: {why}. "
            "Give countries-110m.json or countries-50m.json of world-atlas, or the archive they come in."
        )


class _Named(msgspec.Struct, frozen=True):
    name: str = ""


class _Polygon(msgspec.Struct, frozen=True, tag="Polygon", tag_field="type"):
    arcs: list[list[int]]
    id: str | int = ""
    properties: _Named = _Named()


class _MultiPolygon(msgspec.Struct, frozen=True, tag="MultiPolygon", tag_field="type"):
    arcs: list[list[list[int]]]
    id: str | int = ""
    properties: _Named = _Named()


class _Collection(msgspec.Struct, frozen=True):
    geometries: list[_Polygon | _MultiPolygon]


class _Objects(msgspec.Struct, frozen=True):
    countries: _Collection


class _Transform(msgspec.Struct, frozen=True):
    scale: Position
    translate: Position


class _Topology(msgspec.Struct, frozen=True):
    type: Literal["Topology"]
    objects: _Objects
    arcs: list[list[Position]]
    transform: _Transform | None = None


def read_topology(data: bytes, name: str) -> tuple[Shape, ...]:
    """Read the object “countries” of a topology; raise NotTopology.

    Coordinates are rounded to 0.01 degree. A ring that would vanish or turn inside out, and then cover the
    rest of the globe, is rounded to 0.0001 instead.
    """
    try:
        found = msgspec.json.decode(data, type=_Topology)
        arcs = [_positions(arc, found.transform) for arc in found.arcs]
        return tuple(_shape(geometry, arcs) for geometry in found.objects.countries.geometries)
    except msgspec.MsgspecError as error:
        raise NotTopology(name, str(error)) from error
    except IndexError as error:
        raise NotTopology(name, "a shape names an arc or a ring that is not there") from error


def _positions(arc: list[Position], transform: _Transform | None) -> list[Position]:
    """Undo the quantisation: whole steps from one position to the next become degrees."""
    if transform is None:
        return arc
    (kx, ky), (x0, y0) = transform.scale, transform.translate
    steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [(x * kx + x0, y * ky + y0) for x, y in steps]


def _shape(geometry: _Polygon | _MultiPolygon, arcs: list[list[Position]]) -> Shape:
    polygons = [geometry.arcs] if isinstance(geometry, _Polygon) else geometry.arcs
    rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
    whole = [polygon for polygon in rings if len(polygon[0]) >= _SMALLEST_RING]  # without its outer ring none
    return Shape(
        id=str(geometry.id),
        name=geometry.properties.name,
        polygons=tuple(tuple(ring for ring in polygon if len(ring) >= _SMALLEST_RING) for polygon in whole),
        collapsed=sum(len(ring) < _SMALLEST_RING for polygon in rings for ring in polygon),
    )


def _ring(numbers: list[int], arcs: list[list[Position]]) -> Ring:
    """Join arcs end to end; ~n is arc n backwards, and each arc begins where the one before it ends."""
    joined: list[Position] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        joined.extend(arc[1:] if joined else arc)
    rounded = _rounded(joined, _FINE)
    whole = len(rounded) >= _SMALLEST_RING and _turn(rounded) * _turn(joined) > 0
    return rounded if whole else _rounded(joined, _FINER)


def _rounded(ring: list[Position], decimals: int) -> Ring:
    """Round positions and leave out those that fall on the one before."""
    kept: list[Position] = []
    for x, y in ring:
        position = (round(x, decimals), round(y, decimals))
        if not kept or kept[-1] != position:
            kept.append(position)
    return tuple(kept)


def _turn(ring: list[Position] | Ring) -> float:
    """Return twice the area within a ring in square degrees: below zero where it turns clockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))
