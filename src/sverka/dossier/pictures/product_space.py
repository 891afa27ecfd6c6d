"""Draw the product space: products that the same countries export side by side, with two countries' own."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import hypot
from typing import TYPE_CHECKING, Any, Final

import msgspec

from sverka.dossier.outline import Land, Sentence
from sverka.dossier.pictures.canvas import (
    Data,
    Margins,
    Note,
    Sheet,
    at,
    field,
    linear,
    mark,
    notes,
    picture,
    value,
)
from sverka.dossier.pictures.key import Entry, Sign, key
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import BOOKS, INK, PAPER, SMALL, WIDTH
from sverka.dossier.pictures.placing import Anchor, Box, dot, place
from sverka.vocabulary.country import Country  # noqa: TC001 - msgspec reads the field's type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.dossier.outline import Language

MOST: Final = 800
"""How many products a picture may hold; take those that the world trades most."""

LINKS: Final = 1_500
"""How many links a picture may hold."""

_HEIGHT: Final = 470
_PAD: Final = 12.0
_NAMED: Final = 20  # products that a section must have for its name to stand in the picture
_FAR: Final = 75.0  # pixels beyond which a name would seem to name something else
_AREA: Final = 135.0
_PALE: Final = "#c4c4c4"
_LINK: Final = "#e2e2e2"


class TooManyProducts(ValueError):
    """A product space is asked for with more products than a picture can show."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"The product space has {count} products; a picture holds {MOST}. Take four-digit headings, or "
            f"the {MOST} products that the world trades most."
        )


class Node(msgspec.Struct, frozen=True):
    """A product at its place (0 to 1), with its HS section, and which of the two has an advantage in it."""

    code: str
    section: int
    x: float
    y: float
    first: bool
    second: bool


class ProductSpace(msgspec.Struct, frozen=True, kw_only=True):
    """Products and the links between near ones; `countries` are the first and the second of each node.

    `links` name two codes each, the weightiest first (`product_layout.backbone`): where there are more than
    a picture holds, the last are left out. The first country's advantages are filled, the second's are rings.
    """

    countries: tuple[Country, Country]
    nodes: tuple[Node, ...]
    links: tuple[tuple[str, str], ...]

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega; raise TooManyProducts."""
        if len(self.nodes) > MOST:
            raise TooManyProducts(len(self.nodes))
        counts = Counter(_kind(node) for node in self.nodes)
        entries = [Entry(_sign(kind), _said(self, kind, counts[kind], language)) for kind in _KINDS]
        signs = key(language, entries, 0, _HEIGHT + 6, WIDTH)
        texts, text_marks = notes("texts", [*signs.notes, *_section_notes(self.nodes, language)])
        rows = sorted((_row(node) for node in self.nodes), key=lambda row: _KINDS.index(row["kind"]))
        data = [
            {"name": "products", "values": rows},
            {"name": "links", "values": _links(self), "transform": [_lookup()]},
            *signs.data,
            texts,
        ]
        scales = [linear("x", *_ACROSS), linear("y", *_DOWN)]
        sheet = Sheet(data, scales, [*_marks(), *signs.marks, *text_marks])
        return picture(language, _HEIGHT, Margins(bottom=signs.height + 8), sheet)


_ACROSS: Final = ((0.0, 1.0), (_PAD, WIDTH - _PAD))
_DOWN: Final = ((0.0, 1.0), (_HEIGHT - _PAD, _PAD))
_KINDS: Final = ("neither", "second", "first", "both")


def _kind(node: Node) -> str:
    if node.first:
        return "both" if node.second else "first"
    return "second" if node.second else "neither"


def _sign(kind: str) -> Sign:
    filled, ring = BOOKS[0].line, BOOKS[1].line
    return {
        "neither": Sign("circle", _PALE, size=22),
        "second": Sign("circle", PAPER, ring, size=52),
        "first": Sign("circle", filled, size=75),
        "both": Sign("circle", filled, ring, size=95, thick=2.6),
    }[kind]


def _said(drawn: ProductSpace, kind: str, count: int, language: Language) -> str:
    if kind in {"both", "neither"}:
        return language.text(Sentence(f"pictures.advantage_{kind}", {"number": count}))
    country = Land(drawn.countries[kind == "second"])
    return language.text(Sentence("pictures.advantage", {"country": country, "number": count}))


def _row(node: Node) -> Data:
    return {"code": node.code, "section": node.section, "x": node.x, "y": node.y, "kind": _kind(node)}


def _links(drawn: ProductSpace) -> list[Data]:
    known = {node.code for node in drawn.nodes}
    kept = [(one, other) for one, other in drawn.links if one in known and other in known]
    return [{"one": one, "other": other} for one, other in kept[:LINKS]]


def _lookup() -> Data:
    return {
        "type": "lookup",
        "from": "products",
        "key": "code",
        "fields": ["one", "other"],
        "as": ["start", "end"],
    }


def _marks() -> list[Data]:
    ends = {
        "x": {"scale": "x", "field": "start.x"},
        "y": {"scale": "y", "field": "start.y"},
        "x2": {"scale": "x", "field": "end.x"},
        "y2": {"scale": "y", "field": "end.y"},
    }
    looks = {kind: _sign(kind) for kind in _KINDS}
    by_kind = {
        name: {"signal": f"{ {kind: getattr(look, part) for kind, look in looks.items()} }[datum.kind]"}
        for name, part in (("fill", "fill"), ("stroke", "stroke"), ("size", "size"), ("strokeWidth", "thick"))
    }
    spot = {"x": field("x", "x"), "y": field("y", "y")}
    return [
        mark("rule", "links", ends | {"stroke": value(_LINK)}),
        mark("symbol", "products", spot | by_kind),
    ]


def _section_notes(nodes: Sequence[Node], language: Language) -> Iterator[Note]:
    """Name the sections that have many products, each beside the thickest of them."""
    pen = Pen(language.code, SMALL, bold=True)
    spots = defaultdict(list)
    for node in nodes:
        spots[node.section].append((at(node.x, *_ACROSS), at(node.y, *_DOWN)))
    large = sorted(
        (section for section, found in spots.items() if len(found) >= _NAMED and section),
        key=lambda section: (-len(spots[section]), section),
    )
    names = [pen.wrap(language.text(Sentence(f"hs_section.{section}")), _AREA, 2) for section in large]
    thick = [_thickest(spots[section]) for section in large]
    anchors = [
        Anchor(x, y, pen.width(name), pen.height(name)) for (x, y), name in zip(thick, names, strict=True)
    ]
    taken = [dot(at(node.x, *_ACROSS), at(node.y, *_DOWN), 3) for node in nodes if node.first or node.second]
    boxes = place(anchors, taken, Box(0, 0, WIDTH, _HEIGHT))
    for name, box, anchor in zip(names, boxes, anchors, strict=True):
        middle = (box.left + box.right) / 2
        if hypot(middle - anchor.x, (box.top + box.bottom) / 2 - anchor.y) > _FAR:
            continue
        yield Note(name, middle, box.top, SMALL, bold=True, align="center", colour=INK, halo=True)


def _thickest(spots: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the point that has most others of its section around it."""
    return max(spots, key=lambda spot: sum(_near(spot, other) for other in spots))


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 < 55**2
