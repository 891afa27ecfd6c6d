"""Draw what is traded as areas: products within sections of the Harmonized System."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from sverka.dossier.outline import Cell, Goods, Sentence
from sverka.dossier.pictures.canvas import Data, Margins, Note, Sheet, field, mark, notes, picture, value
from sverka.dossier.pictures.key import Entry, Sign, key
from sverka.dossier.pictures.lettering import Pen, height
from sverka.dossier.pictures.palette import LINE, PAPER, SMALL, TEXT, WIDTH, section_colour
from sverka.dossier.pictures.placing import Box
from sverka.dossier.pictures.squarify import squarify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language

_HEIGHT: Final = 430
_LEAST: Final = 170.0  # square pixels below which a product is gathered with others of its section
_LEAST_SECTION: Final = 1600.0  # square pixels below which a section is gathered with others
_NO_SECTION: Final = 0
_ROMAN: Final = (
    *("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"),
)
_HEADER: Final = 18.0
_PAD: Final = 4.0
_KEPT: Final = 14  # letters that a shortened label must keep


class Tile(msgspec.Struct, frozen=True):
    """A product with its value."""

    goods: Cell
    value: float


class SectionTiles(msgspec.Struct, frozen=True):
    """A section of the Harmonized System, 1 to 21, and its products."""

    section: int
    tiles: tuple[Tile, ...]


class Treemap(msgspec.Struct, frozen=True, kw_only=True):
    """Products by section; every positive value has an area, values of zero have none.

    Products too small to be seen are gathered into one tile of their section, which says how many they are;
    sections too small to be named are gathered into one.
    """

    sections: tuple[SectionTiles, ...]
    unit: str = "USD"

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega; the areas are the same in every language."""
        parts = _parts(self)
        placed = [tile for part in parts for tile in part.tiles]
        headed = [(part, _header(part, language)) for part in parts]
        unnamed = [part for part, header in headed if header is None or header.text[0] == part.number]
        entries = [Entry(_swatch(part), f"{part.number} {part.name(language)}".strip()) for part in unnamed]
        signs = key(language, entries, 0, _HEIGHT + 8, WIDTH)
        written = [
            *(header for _, header in headed if header),
            *(note for tile in placed for note in _label(tile, self.unit, language)),
            *signs.notes,
        ]
        texts, text_marks = notes("texts", written)
        tiles = {"name": "tiles", "values": [_row(tile, language) for tile in placed]}
        sheet = Sheet([tiles, *signs.data, texts], [], [*_rectangles(parts), *signs.marks, *text_marks])
        below = signs.height + 12 if entries else 0
        return picture(language, _HEIGHT, Margins(bottom=below), sheet)


class _Placed(NamedTuple):
    """A tile on the page; `gathered` counts the products of one that stands for several."""

    section: int
    goods: Cell | None
    gathered: int
    value: float
    box: Box


class _Part(NamedTuple):
    """A section on the page; `gathered` counts the sections of one that stands for several."""

    section: int
    gathered: int
    box: Box
    header: float
    tiles: list[_Placed]

    @property
    def number(self) -> str:
        return "" if self.gathered else _ROMAN[self.section]

    def name(self, language: Language) -> str:
        if self.gathered:
            return language.text(Sentence("pictures.other_sections", {"number": self.gathered}))
        return language.text(Sentence(f"hs_section.{self.section}"))


def _parts(drawn: Treemap) -> list[_Part]:
    kept = [one for one in drawn.sections if _sum(one) > 0]
    scale = WIDTH * _HEIGHT / (sum(map(_sum, kept)) or 1)
    kept.sort(key=lambda one: -_sum(one))
    small = [one for one in kept if _sum(one) * scale < _LEAST_SECTION]
    counts = [0] * len(kept)
    if len(small) > 1:
        together = SectionTiles(_NO_SECTION, tuple(tile for one in small for tile in one.tiles))
        kept = [*kept[: len(kept) - len(small)], together]
        kept.sort(key=lambda one: -_sum(one))
        counts = [len(small) if one is together else 0 for one in kept]
    boxes = squarify([_sum(one) for one in kept], Box(0, 0, WIDTH, _HEIGHT))
    return [_part(one, gathered, box, scale) for one, gathered, box in zip(kept, counts, boxes, strict=True)]


def _sum(one: SectionTiles) -> float:
    return sum(tile.value for tile in one.tiles if tile.value > 0)


def _part(one: SectionTiles, gathered: int, box: Box, scale: float) -> _Part:
    wide, high = box.right - box.left, box.bottom - box.top
    header = _HEADER if wide >= 26 and high >= 2.2 * _HEADER else 0.0  # noqa: PLR2004
    inside = Box(box.left + 1, box.top + header + 1, box.right - 1, box.bottom - 1)
    tiles = sorted((tile for tile in one.tiles if tile.value > 0), key=lambda tile: -tile.value)
    small = [tile for tile in tiles if tile.value * scale < _LEAST]
    shown: list[tuple[Cell | None, int, float]] = [
        (tile.goods, 0, tile.value) for tile in tiles[: len(tiles) - len(small)]
    ]
    if len(small) == 1:
        shown.append((small[0].goods, 0, small[0].value))
    elif small:
        shown.append((None, len(small), sum(tile.value for tile in small)))
    shown.sort(key=lambda tile: -tile[2])
    boxes = squarify([size for _, _, size in shown], inside)
    placed = [
        _Placed(one.section, goods, count, size, found)
        for (goods, count, size), found in zip(shown, boxes, strict=True)
    ]
    return _Part(one.section, gathered, box, header, placed)


def _swatch(part: _Part) -> Sign:
    return Sign("square", section_colour(part.section), size=170)


def _header(part: _Part, language: Language) -> Note | None:
    """Return a section's name in its header: whole or shortened, or its number alone, or nothing."""
    if not part.header:
        return None
    pen = Pen(language.code, TEXT, bold=True)
    room = part.box.right - part.box.left - 2 * _PAD
    name = part.name(language)
    words = pen.cut(name, room)
    if words != name and len(words) <= _KEPT:
        words = part.number if pen.width(part.number) <= room else ""
    return Note((words,), part.box.left + _PAD, part.box.top + 2, bold=True) if words else None


def _label(tile: _Placed, unit: str, language: Language) -> Iterator[Note]:
    """Yield a tile's label where it fits: the product in up to four lines, its value under it."""
    pen = Pen(language.code, SMALL)
    room = tile.box.right - tile.box.left - 2 * _PAD
    lines_fit = int((tile.box.bottom - tile.box.top - _PAD) / (SMALL * LINE))
    if lines_fit < 1 or room <= 0:
        return
    words = _words(tile, pen, room, min(4, max(1, lines_fit - 1)), language)
    if not words:
        return
    lines = list(words)
    amount = language.short(tile.value, unit)
    if len(lines) < lines_fit and pen.width(amount) <= room:
        lines.append(amount)
    top = tile.box.top + max(2.0, min(_PAD, (tile.box.bottom - tile.box.top - height(len(lines), SMALL)) / 2))
    yield Note(tuple(lines), tile.box.left + _PAD, top, SMALL)


def _words(tile: _Placed, pen: Pen, room: float, most: int, language: Language) -> tuple[str, ...]:
    """Return a product's name, whole or shortened, or its code alone, or nothing where neither fits."""
    text = _said(tile, language)
    words = pen.wrap(text, room, most)
    if " ".join(words) == text or sum(map(len, words)) > _KEPT:
        return words
    short = f"+{tile.gathered}" if tile.gathered else ""
    short = tile.goods.product.code if isinstance(tile.goods, Goods) else short
    return (short,) if pen.width(short) <= room else ()


def _said(tile: _Placed, language: Language) -> str:
    if tile.goods is not None:
        return language.text(tile.goods)
    return language.text(Sentence("pictures.other_goods", {"number": tile.gathered}))


def _row(tile: _Placed, language: Language) -> Data:
    return {
        "section": tile.section,
        "goods": _said(tile, language),
        "value": tile.value,
        "x": round(tile.box.left, 1),
        "y": round(tile.box.top, 1),
        "x2": round(tile.box.right, 1),
        "y2": round(tile.box.bottom, 1),
        "colour": section_colour(tile.section),
        "fade": 0.5 if tile.goods is None else 1,
    }


def _rectangles(parts: list[_Part]) -> list[Data]:
    """Return the marks of the sections' grounds and of the tiles on them."""
    grounds = [
        {
            "type": "rect",
            "encode": {
                "enter": {
                    "x": value(round(part.box.left, 1)),
                    "y": value(round(part.box.top, 1)),
                    "x2": value(round(part.box.right, 1)),
                    "y2": value(round(part.box.bottom, 1)),
                    "fill": value(section_colour(part.section)),
                    "fillOpacity": value(0.6),
                    "stroke": value(PAPER),
                    "strokeWidth": value(3),
                }
            },
        }
        for part in parts
    ]
    corners = {name: field(name) for name in ("x", "y", "x2", "y2")}
    look = {"fill": field("colour"), "fillOpacity": field("fade")}
    edge = {"stroke": value(PAPER), "strokeWidth": value(1)}
    return [*grounds, mark("rect", "tiles", corners | look | edge)]
