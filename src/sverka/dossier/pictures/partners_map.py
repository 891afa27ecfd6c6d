"""Draw a map of the countries that a country trades with, coloured by class of value."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the field's type
from typing import TYPE_CHECKING, Any, Final

import msgspec

from sverka.dossier.outline import Cell, Land, Sentence
from sverka.dossier.pictures.canvas import Data, Margins, Note, Sheet, notes, picture
from sverka.dossier.pictures.key import Entry, key
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import CLASSES, PAPER, SMALL, SOFT, TEXT, UNKNOWN, WIDTH
from sverka.dossier.pictures.value_classes import borders, class_of
from sverka.dossier.pictures.world_map import (
    HEIGHT,
    map_marks,
    number_notes,
    pair_sign,
    place_numbers,
    projection,
    shape_row,
    shapes_of,
    square,
)
from sverka.vocabulary.country import Country  # noqa: TC001 - msgspec reads the field's type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language
    from sverka.dossier.pictures.land_outlines import Polygon

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
        shapes = shapes_of(self.outlines)
        ranked = _ranked(self)
        between = borders([self.values[country] for country in ranked])
        signs = key(language, list(_entries(self, between, language)), 0, HEIGHT + 6, WIDTH)
        listed = list(_list_notes(self, ranked, language, HEIGHT + signs.height + 14))
        rows = -(-len(listed) // 3)
        below = HEIGHT + signs.height + 18 + rows * _LIST
        said = Sentence("pictures.borders", {"publisher": language.text(self.publisher)})
        pen = Pen(language.code, SMALL)
        source = pen.wrap(
            " ".join([language.text(said), *_unmapped(self, ranked, shapes, language)]), WIDTH, 3
        )
        numbers = place_numbers(enumerate(ranked[: self.listed], 1), shapes, (self.home,))
        written = [
            *signs.notes,
            *listed,
            Note(source, 0, below, SMALL, colour=SOFT),
            *number_notes(numbers),
        ]
        texts, text_marks = notes("texts", written)
        countries = [_feature(self, code, parts, between) for code, parts in shapes.items()]
        data = [
            {"name": "countries", "values": countries},
            {"name": "numbers", "values": [number._asdict() for number in numbers]},
            *signs.data,
            texts,
        ]
        marks = [*map_marks(), *signs.marks, *text_marks]
        bottom = below - HEIGHT + pen.height(source) + 4
        whole = picture(language, HEIGHT, Margins(bottom=bottom), Sheet(data, [], marks))
        return whole | {"projections": [projection()]}


def _unmapped(
    drawn: PartnersMap, ranked: list[Country], shapes: Mapping[Country, object], language: Language
) -> Iterator[str]:
    """Name the largest partners that the borders leave out."""
    left = [language.text(Land(country)) for country in ranked[: drawn.listed] if country not in shapes]
    if left:
        yield language.text(Sentence("pictures.not_on_map", {"countries": ", ".join(left)}))


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
        yield Entry(square(colour), language.text(said))
    yield Entry(square(UNKNOWN), language.text(Sentence("pictures.no_figure")))
    yield Entry(pair_sign(), language.text(Sentence("pictures.the_pair")))


def _colours(between: tuple[float, ...]) -> tuple[str, ...]:
    """Return a colour for each class; fewer classes keep the ends of the scale apart."""
    picks = {1: (3,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(len(between) + 1, range(len(CLASSES)))
    return tuple(CLASSES[pick] for pick in picks)


def _feature(drawn: PartnersMap, code: Country, parts: list[Polygon], between: tuple[float, ...]) -> Data:
    known = drawn.values.get(code) if code != drawn.home else None
    colour = UNKNOWN if known is None else _colours(between)[class_of(known, between)]
    paired = code in {drawn.home, drawn.partner}
    shown = PAPER if code == drawn.home else colour
    return shape_row(code, parts, known, shown, paired=paired)


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
