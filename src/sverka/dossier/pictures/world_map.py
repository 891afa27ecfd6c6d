"""What every map of the world has: the projection, the countries' shapes, and numbers on some of them."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sverka.dossier.pictures import land_outlines
from sverka.dossier.pictures.canvas import Data, Note, field, mark, value
from sverka.dossier.pictures.equal_earth import project
from sverka.dossier.pictures.key import Sign
from sverka.dossier.pictures.palette import INK, PAPER, SMALL, WIDTH
from sverka.dossier.pictures.placing import Box, dot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sverka.dossier.pictures.land_outlines import Polygon
    from sverka.vocabulary.country import Country

_ICE: Final = "ATA"  # trades with nobody, and would take a fifth of the map
_SCALE: Final = WIDTH / (2 * 2.7066)
_NORTH, _SOUTH = project(0, 83.7)[1], project(0, -56)[1]
HEIGHT: Final = round((_NORTH - _SOUTH) * _SCALE)
EDGE: Final = "#8a8a8a"
_DOT: Final = 8.0


class Number(NamedTuple):
    """A number on the map: its place, and the middle of the country that it stands for."""

    rank: int
    country: Country
    x: float
    y: float
    from_x: float
    from_y: float


def shapes_of(outlines: Mapping[Country, Mapping[str, Any]]) -> dict[Country, list[Polygon]]:
    """Return the shapes that a map draws; those of GeoJSON geometries by country."""
    return land_outlines.simplify({code: one for code, one in outlines.items() if code != _ICE})


def projection() -> Data:
    """Return Vega's projection, of the name "projection"."""
    return {
        "name": "projection",
        "type": "equalEarth",
        "scale": round(_SCALE, 3),
        "translate": [WIDTH / 2, round(_NORTH * _SCALE, 2)],
        "precision": 0,
    }


def shape_row(
    country: Country, parts: list[Polygon], known: float | None, colour: str, *, paired: bool
) -> Data:
    """Return a country as a row of the data set "countries"; one of the pair has a heavy outline."""
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
        "country": country,
        "value": known,
        "colour": colour,
        "paired": paired,
    }


def square(colour: str) -> Sign:
    """Return the sign of a class of colour in a key."""
    return Sign("square", colour, EDGE, size=170, thick=0.5)


def pair_sign() -> Sign:
    """Return the sign of the pair's outline in a key."""
    return Sign("square", PAPER, INK, size=170, thick=2)


def map_marks() -> list[Data]:
    """Return the marks that draw the data sets "countries" and "numbers"."""
    look = {
        "fill": field("colour"),
        "stroke": {"signal": f"datum.paired ? '{INK}' : '{EDGE}'"},
        "strokeWidth": {"signal": "datum.paired ? 1.8 : 0.4"},
        "zindex": {"signal": "datum.paired ? 1 : 0"},
    }
    shapes = mark("shape", "countries", look)
    shapes["transform"] = [{"type": "geoshape", "projection": "projection"}]
    ends = {"x": field("from_x"), "y": field("from_y"), "x2": field("x"), "y2": field("y")}
    leaders = mark("rule", "numbers", ends | {"stroke": value(INK), "strokeWidth": value(0.8)})
    at = {"x": field("x"), "y": field("y")}
    disc = {"fill": value(PAPER), "stroke": value(INK), "strokeWidth": value(0.8), "size": value(230)}
    return [shapes, leaders, mark("symbol", "numbers", at | disc)]


def place_numbers(
    ranked: Iterable[tuple[int, Country]],
    shapes: Mapping[Country, list[Polygon]],
    keep_off: Sequence[Country] = (),
) -> list[Number]:
    """Place numbers near the middles of their countries, none on another or on the middle of `keep_off`."""
    taken = [dot(*_spot(shapes[country]), 4) for country in keep_off if country in shapes]
    found: list[Number] = []
    for rank, country in ranked:
        if country in shapes:
            x, y = _spot(shapes[country])
            box = _free(x, y, taken)
            taken.append(box)
            where = ((box.left + box.right) / 2, (box.top + box.bottom) / 2, x, y)
            found.append(Number(rank, country, *(round(part, 1) for part in where)))
    return found


def number_notes(numbers: Iterable[Number]) -> Iterator[Note]:
    """Yield the digits of the numbers."""
    for number in numbers:
        yield Note((str(number.rank),), number.x, number.y - 7, SMALL, bold=True, align="center")


def _spot(parts: list[Polygon]) -> tuple[float, float]:
    x, y = project(*land_outlines.middle(parts))
    return WIDTH / 2 + x * _SCALE, (_NORTH - y) * _SCALE


def _free(x: float, y: float, taken: list[Box]) -> Box:
    """Return the nearest place for a number that no other has."""
    box = dot(x, y, _DOT)
    for distance in range(4, 120, 4):
        if not any(box.shared(other) for other in taken):
            break
        for turn in range(12):
            right, down = distance * cos(turn * pi / 6), distance * sin(turn * pi / 6)
            box = dot(x + right, y + down, _DOT)
            if not any(box.shared(other) for other in taken):
                break
    return box
