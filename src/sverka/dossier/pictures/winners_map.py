"""Draw a map of who gains and who loses real income by a change, coloured by class of the change."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the field's type
from itertools import zip_longest
from math import ceil, log10
from typing import TYPE_CHECKING, Any, Final

import msgspec

from sverka.dossier.outline import Cell, Land, Sentence
from sverka.dossier.pictures.canvas import Data, Margins, Note, Sheet, notes, picture
from sverka.dossier.pictures.key import Entry, key
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import (
    GAINS,
    LOSSES,
    NEARLY_NONE,
    NOT_KNOWN,
    SMALL,
    SOFT,
    TEXT,
    WIDTH,
)
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
    from collections.abc import Iterable, Iterator, Sequence

    from sverka.dossier.outline import Language
    from sverka.dossier.pictures.land_outlines import Polygon

_COLUMN: Final = WIDTH / 2
_LIST: Final = 17.0
_UNIT: Final = "+%"
_LEAST: Final = 0.001  # percent: one dollar in a hundred thousand


class WinnersMap(msgspec.Struct, frozen=True, kw_only=True):
    """Changes of real income in percent: `values` by country; one without is grey, which is not zero.

    `outlines` are GeoJSON geometries by country; `publisher` of the borders stands on the map. The `pair` has
    a heavy outline; the `listed` largest gains and as many losses are numbered and named below, and both
    countries of the pair wherever they stand. Classes are the same on both sides of zero; the one around it
    is neutral, and none in it is listed but the pair: changes of less than a thousandth of a percent, or of
    a thousandth of the largest, are not told apart.
    """

    pair: tuple[Country, Country]
    values: Mapping[Country, float]
    outlines: Mapping[Country, Mapping[str, Any]]
    publisher: Cell
    listed: int = 5

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega, in the Equal Earth projection."""
        shapes = shapes_of(self.outlines)
        between = _borders(self.values.values())
        gaining, losing = (list(_ranked(self, sign, between[0])) for sign in (1, -1))
        signs = key(language, list(_entries(self, between, language)), 0, HEIGHT + 6, WIDTH)
        top = HEIGHT + signs.height + 14
        listed = [*_column(self, gaining, language, (0, top)), *_column(self, losing, language, (1, top))]
        rows = 1 + max(len(gaining), len(losing))
        below = top + rows * _LIST + 4
        source = _source(self, [*gaining, *losing], shapes, language)
        numbers = place_numbers(_in_turn(gaining, losing), shapes, self.pair)
        written = [
            *signs.notes,
            *listed,
            Note(source, 0, below, SMALL, colour=SOFT),
            *number_notes(numbers),
        ]
        texts, text_marks = notes("texts", written)
        data = [
            {"name": "countries", "values": [_row(self, code, shapes[code], between) for code in shapes]},
            {"name": "numbers", "values": [number._asdict() for number in numbers]},
            *signs.data,
            texts,
        ]
        bottom = below - HEIGHT + Pen(language.code, SMALL).height(source) + 4
        sheet = Sheet(data, [], [*map_marks(), *signs.marks, *text_marks])
        return picture(language, HEIGHT, Margins(bottom=bottom), sheet) | {"projections": [projection()]}


def _borders(values: Iterable[float]) -> tuple[float, ...]:
    """Return where classes begin on both sides of zero, rising; the first ends the one around zero."""
    sizes = [abs(value) for value in values]
    least = 10.0 ** ceil(log10(max(_LEAST, max(sizes, default=0.0) / 1000)))
    larger = [size for size in sizes if size >= least]
    return (least, *(border for border in borders(larger, len(GAINS)) if border > least))


def _ranked(drawn: WinnersMap, sign: int, least: float) -> Iterator[tuple[int, Country]]:
    """Yield the largest changes of a sign with their numbers, and those of the pair wherever they stand.

    Numbers go on from the gains listed to the losses, so that each stands once on the map.
    """
    sizes = [(sign * value, code) for code, value in drawn.values.items() if sign * value > 0]
    found = [code for _, code in sorted(sizes, key=lambda one: (-one[0], one[1]))]
    large = [code for code in found if abs(drawn.values[code]) >= least][: drawn.listed]
    shown = large + [code for code in found if code in drawn.pair and code not in large]
    before = 0 if sign > 0 else len(list(_ranked(drawn, 1, least)))
    yield from enumerate(shown, before + 1)


def _in_turn(
    gaining: Sequence[tuple[int, Country]], losing: Sequence[tuple[int, Country]]
) -> Iterator[tuple[int, Country]]:
    """Take the largest gain, the largest loss, the next: the first of them get the places they want."""
    for both in zip_longest(gaining, losing):
        yield from (one for one in both if one)


def _colour(value: float, between: tuple[float, ...]) -> str:
    """Return the colour of a change; fewer classes keep the dark ends of both scales."""
    number = class_of(abs(value), between)
    if not number:
        return NEARLY_NONE
    return (GAINS if value > 0 else LOSSES)[number - 1 - len(between)]


def _row(drawn: WinnersMap, code: Country, parts: list[Polygon], between: tuple[float, ...]) -> Data:
    known = drawn.values.get(code)
    colour = NOT_KNOWN if known is None else _colour(known, between)
    return shape_row(code, parts, known, colour, paired=code in drawn.pair)


def _entries(drawn: WinnersMap, between: tuple[float, ...], language: Language) -> Iterator[Entry]:
    """Yield the classes from the largest losses to the largest gains, those that a country is in."""
    held = {_colour(value, between) for value in drawn.values.values()}
    losses = [(_colour(-low, between), -low) for low in reversed(between)]
    gains = [(_colour(low, between), low) for low in between]
    for colour, end in losses:
        if colour in held:
            said = _class(language, -end, between, "loss")
            yield Entry(square(colour), said)
    if NEARLY_NONE in held:
        near = Sentence("pictures.change_less", {"value": language.short(between[0], "%")})
        yield Entry(square(NEARLY_NONE), language.text(near))
    for colour, end in gains:
        if colour in held:
            yield Entry(square(colour), _class(language, end, between, "gain"))
    yield Entry(square(NOT_KNOWN), language.text(Sentence("pictures.not_in_model")))
    yield Entry(pair_sign(), language.text(Sentence("pictures.the_pair")))


def _class(language: Language, end: float, between: tuple[float, ...], way: str) -> str:
    """Say a class by its ends, the nearer to zero first."""
    sign = 1 if way == "gain" else -1
    above = [one for one in between if one > end]
    low = language.short(sign * end, _UNIT)
    if not above:
        key_ = "pictures.gain_more" if way == "gain" else "pictures.loss_more"
        return language.text(Sentence(key_, {"value": low}))
    high = language.short(sign * above[0], _UNIT)
    return language.text(Sentence("pictures.change_between", {"low": low, "high": high}))


def _column(
    drawn: WinnersMap, ranked: Sequence[tuple[int, Country]], language: Language, place: tuple[int, float]
) -> Iterator[Note]:
    """Name the largest changes of a sign under a heading; the pair is bold."""
    column, top = place
    if not ranked:
        return
    said = Sentence("pictures.loses_most" if column else "pictures.gains_most")
    yield Note(
        (Pen(language.code, TEXT).cut(language.text(said), _COLUMN - 10),), column * _COLUMN, top, colour=SOFT
    )
    for row, (rank, country) in enumerate(ranked, 1):
        bold = country in drawn.pair
        words = f"{rank}  {language.text(Land(country))}  {language.short(drawn.values[country], _UNIT)}"
        line = Pen(language.code, TEXT, bold=bold).cut(words, _COLUMN - 10)
        yield Note((line,), column * _COLUMN, top + row * _LIST, bold=bold)


def _source(
    drawn: WinnersMap,
    ranked: Iterable[tuple[int, Country]],
    shapes: Mapping[Country, object],
    language: Language,
) -> tuple[str, ...]:
    """Name the publisher of the borders, and who of the listed countries is not on the map."""
    said = [Sentence("pictures.borders", {"publisher": language.text(drawn.publisher)})]
    left = [language.text(Land(country)) for _, country in ranked if country not in shapes]
    if left:
        said.append(Sentence("pictures.not_on_map", {"countries": ", ".join(left)}))
    return Pen(language.code, SMALL).wrap(" ".join(map(language.text, said)), WIDTH, 3)
