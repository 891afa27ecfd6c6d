"""Put a picture's Vega specification together: its frame, its texts, its grid.

Every picture is as wide as the page's text, whatever its language; margins are worked out before it is drawn.
"""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from sverka.dossier.pictures.palette import GRID, INK, LINE, PAPER, SOFT, TEXT, WIDTH, font

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sverka.dossier.outline import Language

Data: TypeAlias = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega/v6.json"
_RISE: Final = 0.93  # from the top of a line to its baseline, in letter sizes


class Note(NamedTuple):
    """Text at its place: `x` is its left, middle or right by `align`, `y` the top of its first line."""

    text: tuple[str, ...]
    x: float
    y: float
    size: float = TEXT
    bold: bool = False
    align: str = "left"
    colour: str = INK
    halo: bool = False


class Sheet(NamedTuple):
    """What a picture is made of besides its frame."""

    data: list[Data]
    scales: list[Data]
    marks: list[Data]


class Margins(NamedTuple):
    """Pixels around the drawing."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0


def picture(language: Language, height: float, margins: Margins, sheet: Sheet) -> Data:
    """Return a specification of the page's width, `height` pixels high without its margins."""
    return {
        "$schema": SCHEMA,
        "width": WIDTH - round(margins.left) - round(margins.right),
        "height": round(height),
        "padding": {side: round(pixels) for side, pixels in margins._asdict().items()},
        "autosize": "none",
        "background": PAPER,
        "config": {"text": {"font": font(language.code)}, "group": {"stroke": None}},
        "data": sheet.data,
        "scales": sheet.scales,
        "marks": sheet.marks,
    }


def notes(name: str, written: Iterable[Note]) -> tuple[Data, list[Data]]:
    """Return texts as a data set and the marks that write it; those with a halo stay legible over lines."""
    rows = [_row(note) for note in written]
    haloed = [row for row in rows if row["halo"]]
    data = {"name": name, "values": rows}
    halo = {"stroke": {"value": PAPER}, "strokeWidth": {"value": 3.5}, "strokeJoin": {"value": "round"}}
    marks = [_text(name, {"fill": {"field": "colour"}})]
    if haloed:
        hidden = {"opacity": {"signal": "datum.halo ? 1 : 0"}, "fill": {"value": PAPER}}
        marks.insert(0, _text(name, halo | hidden))
    return data, marks


def _row(note: Note) -> Data:
    return {
        "text": note.text[0] if len(note.text) == 1 else list(note.text),
        "x": round(note.x, 1),
        "y": round(note.y + _RISE * note.size, 1),
        "size": note.size,
        "weight": "bold" if note.bold else "normal",
        "align": note.align,
        "colour": note.colour,
        "halo": note.halo,
    }


def _text(name: str, more: Data) -> Data:
    by_field = {key: {"field": key} for key in ("x", "y", "text", "align")}
    look = {"fontSize": {"field": "size"}, "fontWeight": {"field": "weight"}}
    line = {"lineHeight": {"signal": f"datum.size * {LINE}"}, "baseline": {"value": "alphabetic"}}
    encoded = by_field | look | line | more
    return {"type": "text", "from": {"data": name}, "encode": {"enter": encoded}}


def linear(name: str, domain: tuple[float, float], pixels: tuple[float, float]) -> Data:
    """Return a linear scale."""
    return {"name": name, "type": "linear", "domain": list(domain), "range": list(pixels), "zero": False}


def at(value: float, domain: tuple[float, float], pixels: tuple[float, float]) -> float:
    """Return where a linear scale puts a value: what `linear` does, before anything is drawn."""
    share = (value - domain[0]) / ((domain[1] - domain[0]) or 1)
    return round(pixels[0] + share * (pixels[1] - pixels[0]), 2)


def steps(low: float, high: float, most: int) -> tuple[float, ...]:
    """Return round numbers (1, 2 or 5 times a power of ten apart) from `low` or below to `high` or above."""
    width = (high - low) or abs(high) or 1.0
    power = 10.0 ** floor(log10(width / most))
    step = next(times * power for times in (1, 2, 5, 10, 20) if width / (times * power) <= most)
    first, last = floor(low / step), -floor(-high / step)
    return tuple(round(count * step, 10) + 0.0 for count in range(first, max(last, first + 1) + 1))


def grid(name: str, values: Sequence[float], right: float) -> tuple[Data, Data]:
    """Return level lines across a drawing as a data set and its mark; the scale is "y"."""
    data = {"name": name, "values": [{"value": value} for value in values]}
    encoded = {
        "x": {"value": 0},
        "x2": {"value": round(right, 1)},
        "y": {"scale": "y", "field": "value"},
        "stroke": {"signal": f"datum.value === 0 ? '{SOFT}' : '{GRID}'"},
        "strokeWidth": {"value": 1},
    }
    return data, {"type": "rule", "from": {"data": name}, "encode": {"enter": encoded}}


def mark(kind: str, data: str, encoded: Data) -> Data:
    """Return a mark drawn once from a data set: a string names a field, anything else is the value itself."""
    return {"type": kind, "from": {"data": data}, "encode": {"enter": encoded}}


def field(name: str, scale: str | None = None) -> Data:
    """Refer to a field of the data, through a scale where one is named."""
    return {"field": name} if scale is None else {"scale": scale, "field": name}


def value(fixed: object) -> Data:
    """Refer to a fixed value."""
    return {"value": fixed}
