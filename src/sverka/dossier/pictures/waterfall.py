"""Draw how trade came from one year's level to another's: what added most, what took away most, the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from sverka.dossier.outline import Cell, Sentence, When
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
from sverka.dossier.pictures.lettering import Pen, height
from sverka.dossier.pictures.palette import BOOKS, DOWN, GRID, INK, LEVEL, SOFT, TEXT, UP, WIDTH
from sverka.dossier.pictures.series import Level  # noqa: TC001 - msgspec reads the field's type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language

_LABELS: Final = 270.0  # the widest the column of names may be
_ROW: Final = 34.0
_BAR: Final = 18.0
_BROKEN: Final = 0.4  # share of the levels below which the steps would be too small on an axis from zero
_SIGNS: Final = {1: "+", 0: "", -1: "−"}


class Contribution(msgspec.Struct, frozen=True):
    """What a product, or another part, added to the level (above zero) or took away (below)."""

    label: Cell
    change: float


class Waterfall(msgspec.Struct, frozen=True, kw_only=True):
    """Growth from `start` to `end` in parts, in the order they are drawn.

    What the parts leave is one step of its own, `rest`, so that the steps always add up to the end. `ends`
    says what the two levels are called, where their years do not.
    """

    start: Level
    end: Level
    parts: tuple[Contribution, ...]
    rest_label: Cell = Sentence("pictures.all_other_goods")
    unit: str = "USD"
    ends: tuple[Cell, Cell] | None = None

    @property
    def rest(self) -> float:
        """Return what the named parts leave of the change."""
        return self.end.value - self.start.value - sum(part.change for part in self.parts)

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega."""
        steps = list(_steps(self, language))
        left = max(Pen(language.code, TEXT, bold=True).width(step.label) for step in steps) + 12
        ends = [end for step in steps for end in (step.low, step.high)]
        low = _axis_start(ends)
        amounts = max(Pen(language.code, TEXT).width(step.amount) for step in steps) + 14
        pixels = (amounts if min(ends) < 0 else 10.0, WIDTH - round(left) - amounts)
        high = max([*ends, low + 1])
        across = _Across(((low or min(0.0, *ends)), high), pixels)
        written = list(_notes(steps, across))
        if low:
            said = Sentence("pictures.axis_from", {"value": language.short(low, self.unit)})
            text = Pen(language.code, TEXT).cut(language.text(said), WIDTH)
            written.append(Note((text,), -left, len(steps) * _ROW + 4, colour=SOFT))
        texts, text_marks = notes("texts", written)
        data = [
            {"name": "steps", "values": [step.row() for step in steps]},
            {"name": "joints", "values": list(_joints(steps))},
            texts,
        ]
        sheet = Sheet(data, [linear("x", across.domain, pixels)], [*_marks(across), *text_marks])
        return picture(language, len(steps) * _ROW, Margins(left=left, bottom=24 if low else 4), sheet)


class _Across(NamedTuple):
    """The axis that the bars lie along."""

    domain: tuple[float, float]
    pixels: tuple[float, float]

    def at(self, level: float) -> float:
        return at(level, self.domain, self.pixels)


class _Step(NamedTuple):
    """A row: a level (`change` None) or a change from one level to the next."""

    row_number: int
    label: tuple[str, ...]
    amount: str
    before: float
    after: float
    change: float | None

    @property
    def low(self) -> float:
        return min(self.before, self.after)

    @property
    def high(self) -> float:
        return max(self.before, self.after)

    def row(self) -> Data:
        return {
            "row": self.row_number,
            "label": " ".join(self.label),
            "from": self.before,
            "to": self.after,
            "kind": "level" if self.change is None else "up" if self.change >= 0 else "down",
        }


def _steps(drawn: Waterfall, language: Language) -> Iterator[_Step]:
    pen = Pen(language.code, TEXT)
    parts = [*((part.label, part.change) for part in drawn.parts)]
    if drawn.rest or not parts:
        parts.append((drawn.rest_label, drawn.rest))
    level = drawn.start.value
    before, after = drawn.ends or (When(str(drawn.start.year)), When(str(drawn.end.year)))
    yield _level(0, before, drawn.start.value, drawn.unit, language)
    for number, (label, change) in enumerate(parts, 1):
        sign = _SIGNS[(change > 0) - (change < 0)]
        amount = sign + language.short(abs(change), drawn.unit).removeprefix("+")
        words = pen.wrap_goods(language.text(label), _LABELS, 2)
        yield _Step(number, words, amount, level, level + change, change)
        level += change
    yield _level(len(parts) + 1, after, drawn.end.value, drawn.unit, language)


def _level(number: int, called: Cell, value: float, unit: str, language: Language) -> _Step:
    label = Pen(language.code, TEXT, bold=True).wrap(language.text(called), _LABELS, 2)
    return _Step(number, label, language.short(value, unit), 0.0, value, None)


def _axis_start(ends: list[float]) -> float:
    """Return where the axis begins: at zero, or nearer where the steps would be too small to see."""
    levels = [end for end in ends if end]
    if not levels or min(levels) < 0:
        return 0.0
    spread = max(levels) - min(levels)
    if not spread or spread > _BROKEN * max(levels):
        return 0.0
    step = 10.0 ** (len(str(int(spread))) - 1)
    return max(0.0, (min(levels) - spread * 0.25) // step * step)


def _joints(steps: list[_Step]) -> Iterator[Data]:
    """Yield the thin lines that join a step's end to the next one's beginning."""
    for step in steps[:-1]:
        yield {"row": step.row_number, "value": step.after}


def _marks(across: _Across) -> list[Data]:
    middle = f"datum.row * {_ROW} + {_ROW / 2}"
    foot = value(across.at(across.domain[0]) if across.domain[0] > 0 else across.at(0))
    bars = {
        "x": {"signal": f"datum.kind === 'level' ? {foot['value']} : scale('x', datum.from)"},
        "x2": {"scale": "x", "field": "to"},
        "y": {"signal": f"{middle} - {_BAR / 2}"},
        "height": value(_BAR),
        "fill": {"signal": f"{{level: '{LEVEL}', up: '{UP}', down: '{DOWN}'}}[datum.kind]"},
    }
    joints = {
        "x": field("value", "x"),
        "y": {"signal": f"{middle} - {_BAR / 2}"},
        "y2": {"signal": f"{middle} + {_ROW} + {_BAR / 2}"},
        "stroke": value(SOFT),
        "strokeWidth": value(1),
    }
    axis = {
        "type": "rule",
        "encode": {
            "enter": {
                "x": foot,
                "y": value(0),
                "y2": {"signal": "height"},
                "stroke": value(SOFT if across.domain[0] <= 0 else GRID),
                "strokeDash": value([] if across.domain[0] <= 0 else [3, 3]),
            }
        },
    }
    return [axis, mark("rule", "joints", joints), mark("rect", "steps", bars)]


def _notes(steps: list[_Step], across: _Across) -> Iterator[Note]:
    for step in steps:
        level = step.change is None
        middle = step.row_number * _ROW + _ROW / 2
        top = middle - height(len(step.label), TEXT) / 2
        yield Note(step.label, -12, top, bold=level, align="right")
        falls = not level and step.after < step.before
        colour = INK if level else BOOKS[1].text if falls else BOOKS[0].text
        x = across.at(step.low if falls else step.high)
        at_left = falls and x - across.pixels[0] > across.pixels[0] + 70
        edge = x - 6 if at_left else across.at(step.high) + 6
        side = "right" if at_left else "left"
        yield Note((step.amount,), edge, middle - 7, bold=True, align=side, colour=colour, halo=True)
