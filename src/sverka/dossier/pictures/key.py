"""Lay out a key: small signs with what they mean, in as many rows as a language needs.

A key names only what cannot carry its own label: a shading, a class of colour, the shape of a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sverka.dossier.pictures.canvas import Data, Note, field, mark, value
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import INK, TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.dossier.outline import Language

ROW: Final = 19.0
_SIGN: Final = 26.0
_BETWEEN: Final = 18.0
_LINE: Final = "M-1,0L1,0"


class Sign(NamedTuple):
    """A sign as it stands in the drawing: a shape that Vega knows, or a line."""

    shape: str
    fill: str = "transparent"
    stroke: str = "transparent"
    dash: tuple[int, ...] = ()
    size: float = 110
    thick: float = 2.0


class Entry(NamedTuple):
    """A sign with its meaning."""

    sign: Sign
    text: str


class Key(NamedTuple):
    """A key that was laid out: its data set, its marks, its texts and how high it is."""

    data: list[Data]
    marks: list[Data]
    notes: list[Note]
    height: float


def line_sign(colour: str, dash: tuple[int, ...]) -> Sign:
    """Return a piece of a line."""
    return Sign(_LINE, stroke=colour, dash=dash, size=480, thick=2.5)


def key(language: Language, entries: Sequence[Entry], left: float, top: float, room: float) -> Key:
    """Lay signs out from the left, beginning a new row where the next one would not fit."""
    pen = Pen(language.code, TEXT)
    x, y = left, top
    rows: list[Data] = []
    texts: list[Note] = []
    for entry in entries:
        words = pen.cut(entry.text, room - _SIGN)
        if x > left and x + _SIGN + pen.width(words) > left + room:
            x, y = left, y + ROW
        rows.append(_sign(entry.sign, x + _SIGN / 2 - 3, y + ROW / 2))
        texts.append(Note((words,), x + _SIGN, y + 2, colour=INK))
        x += _SIGN + pen.width(words) + _BETWEEN
    height = y + ROW - top if rows else 0.0
    return Key([{"name": "key", "values": rows}], [_marks()], texts, height)


def _sign(sign: Sign, x: float, y: float) -> Data:
    return {
        "x": round(x, 1),
        "y": round(y, 1),
        "shape": sign.shape,
        "fill": sign.fill,
        "stroke": sign.stroke,
        "dash": list(sign.dash),
        "size": sign.size,
        "thick": sign.thick,
    }


def _marks() -> Data:
    named = {name: field(name) for name in ("x", "y", "shape", "fill", "stroke", "size")}
    more = {"strokeDash": field("dash"), "strokeWidth": field("thick"), "strokeCap": value("butt")}
    return mark("symbol", "key", named | more)
