"""Draw a map of the countries that a country trades with, coloured by class of value."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the field's type
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from sverka.dossier.outline import Cell, Land, Sentence
from sverka.dossier.pictures import land_outlines
from sverka.dossier.pictures.canvas import Data, Margins, Note, Sheet, field, mark, notes, picture, value
from sverka.dossier.pictures.equal_earth import project
from sverka.dossier.pictures.key import Entry, Sign, key
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import CLASSES, INK, PAPER, SMALL, SOFT, TEXT, UNKNOWN, WIDTH
from sverka.dossier.pictures.placing import Box, dot
from sverka.dossier.pictures.value_classes import borders, class_of
from sverka.vocabulary.country import Country  # noqa: TC001 - msgspec reads the field's type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language
    from sverka.dossier.pictures.land_outlines import Polygon

_ICE: Final = "ATA"  # trades with nobody, and would take a fifth of the map
_SCALE: Final = WIDTH / (2 * 2.7066)
_NORTH, _SOUTH = project(0, 83.7)[1], project(0, -56)[1]
_HEIGHT: Final = round((_NORTH - _SOUTH) * _SCALE)
_EDGE: Final = "#8a8a8a"
_DOT: Final = 8.0
_COLUMN: Final = WIDTH / 3
_LIST: Final = 17.0


class PartnersMap(msgspec.Struct, frozen=True, kw_only=True):
    """A country's partners: `values` in `unit`; a country without one is grey, which is not zero.

    `outlines` are GeoJSON geometries by country; `publisher` of the borders stands on the map. The pair,
    `home` and `partner`, has a heavy outline; the `listed` largest partners are numbered and named below.
    """

    home: Country
    partner: Country
    values: Mapping[Country, float]
    outlines: Mapping[Country, Mapping[str, Any]]
    publisher: Cell
    unit: str = "USD"
    listed: int = 9

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega, in the Equal Earth projection."""
        shapes = land_outlines.simplify({code: one for code, one in self.outlines.items() if code != _ICE})
        ranked = _ranked(self)
        between = borders([self.values[country] for country in ranked])
        signs = key(language, list(_entries(self, between, language)), 0, _HEIGHT + 6, WIDTH)
        listed = list(_list_notes(self, ranked, language, _HEIGHT + signs.height + 14))
        rows = -(-len(listed) // 3)
        below = _HEIGHT + signs.height + 18 + rows * _LIST
        said = Sentence("pictures.borders", {"publisher": language.text(self.publisher)})
        pen = Pen(language.code, SMALL)
        source = pen.wrap(
            " ".join([language.text(said), *_unmapped(self, ranked, shapes, language)]), WIDTH, 3
        )
        numbers = _numbers(self, ranked[: self.listed], shapes)
        written = [
            *signs.notes,
            *listed,
            Note(source, 0, below, SMALL, colour=SOFT),
            *_number_notes(numbers),
        ]
        texts, text_marks = notes("texts", written)
        countries = [_feature(self, code, parts, between) for code, parts in shapes.items()]
        data = [
            {"name": "countries", "values": countries},
            {"name": "numbers", "values": [number._asdict() for number in numbers]},
            *signs.data,
            texts,
        ]
        marks = [*_map_marks(), *signs.marks, *text_marks]
        bottom = below - _HEIGHT + pen.height(source) + 4
        whole = picture(language, _HEIGHT, Margins(bottom=bottom), Sheet(data, [], marks))
        return whole | {"projections": [_projection()]}


def _unmapped(
    drawn: PartnersMap, ranked: list[Country], shapes: Mapping[Country, object], language: Language
) -> Iterator[str]:
    """Name the largest partners that the borders leave out."""
    left = [language.text(Land(country)) for country in ranked[: drawn.listed] if country not in shapes]
    if left:
        yield language.text(Sentence("pictures.not_on_map", {"countries": ", ".join(left)}))


class _Number(NamedTuple):
    """A partner's rank on the map: its place, and the middle of the country that it stands for."""

    rank: int
    country: Country
    x: float
    y: float
    from_x: float
    from_y: float


def _projection() -> Data:
    return {
        "name": "projection",
        "type": "equalEarth",
        "scale": round(_SCALE, 3),
        "translate": [WIDTH / 2, round(_NORTH * _SCALE, 2)],
        "precision": 0,
    }


def _ranked(drawn: PartnersMap) -> list[Country]:
    known = [(value, code) for code, value in drawn.values.items() if value > 0 and code != drawn.home]
    return [code for _, code in sorted(known, key=lambda pair: (-pair[0], pair[1]))]


def _entries(drawn: PartnersMap, between: tuple[float, ...], language: Language) -> Iterator[Entry]:
    for number, colour in enumerate(_colours(between)):
        low = language.short(between[number - 1], drawn.unit) if number else ""
        high = language.short(between[number], drawn.unit) if number < len(between) else ""
        name = "between" if low and high else "above" if low else "below"
        if not low and not high:
            continue
        said = Sentence(f"pictures.class_{name}", {"low": low, "high": high})
        yield Entry(Sign("square", colour, _EDGE, size=170, thick=0.5), language.text(said))
    grey = Sign("square", UNKNOWN, _EDGE, size=170, thick=0.5)
    yield Entry(grey, language.text(Sentence("pictures.no_figure")))
    pair = Sign("square", PAPER, INK, size=170, thick=2)
    yield Entry(pair, language.text(Sentence("pictures.the_pair")))


def _colours(between: tuple[float, ...]) -> tuple[str, ...]:
    """Return a colour for each class; fewer classes keep the ends of the scale apart."""
    picks = {1: (3,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(len(between) + 1, range(len(CLASSES)))
    return tuple(CLASSES[pick] for pick in picks)


def _feature(drawn: PartnersMap, code: Country, parts: list[Polygon], between: tuple[float, ...]) -> Data:
    known = drawn.values.get(code) if code != drawn.home else None
    colour = UNKNOWN if known is None else _colours(between)[class_of(known, between)]
    paired = code in {drawn.home, drawn.partner}
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": parts},
        "country": code,
        "value": known,
        "colour": PAPER if code == drawn.home else colour,
        "paired": paired,
    }


def _map_marks() -> list[Data]:
    look = {
        "fill": field("colour"),
        "stroke": {"signal": f"datum.paired ? '{INK}' : '{_EDGE}'"},
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


def _numbers(
    drawn: PartnersMap, ranked: list[Country], shapes: dict[Country, list[Polygon]]
) -> list[_Number]:
    """Place the numbers of the largest partners near the middles of their countries, none on another."""

    def spot(country: Country) -> tuple[float, float]:
        x, y = project(*land_outlines.middle(shapes[country]))
        return WIDTH / 2 + x * _SCALE, (_NORTH - y) * _SCALE

    found: list[_Number] = []
    taken = [dot(*spot(drawn.home), 4)] if drawn.home in shapes else []
    for rank, country in enumerate(ranked, 1):
        if country in shapes:
            x, y = spot(country)
            box = _free(x, y, taken)
            taken.append(box)
            where = ((box.left + box.right) / 2, (box.top + box.bottom) / 2, x, y)
            found.append(_Number(rank, country, *(round(part, 1) for part in where)))
    return found


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


def _number_notes(numbers: list[_Number]) -> Iterator[Note]:
    for number in numbers:
        yield Note((str(number.rank),), number.x, number.y - 7, SMALL, bold=True, align="center")


def _list_notes(drawn: PartnersMap, ranked: list[Country], language: Language, top: float) -> Iterator[Note]:
    """Name the largest partners with their values, and the partner of the pair wherever it ranks."""
    shown = list(enumerate(ranked, 1))[: drawn.listed]
    if drawn.partner in ranked[drawn.listed :]:
        shown[-1:] = [(ranked.index(drawn.partner) + 1, drawn.partner)]
    rows = -(-len(shown) // 3)
    for number, (rank, country) in enumerate(shown):
        bold = country == drawn.partner
        amount = language.short(drawn.values[country], drawn.unit)
        words = f"{rank}  {language.text(Land(country))}  {amount}"
        line = Pen(language.code, TEXT, bold=bold).cut(words, _COLUMN - 10)
        column, row = divmod(number, rows)
        yield Note((line,), column * _COLUMN, top + row * _LIST, bold=bold)
