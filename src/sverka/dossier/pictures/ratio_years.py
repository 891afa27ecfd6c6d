"""Draw the ratio of actual to expected trade over the years, a line for each direction of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from sverka.dossier.outline import Cell  # noqa: TC001 - msgspec reads the field's type
from sverka.dossier.pictures.canvas import Data, Margins, Note, Sheet, at, field, mark, notes, picture, value
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.log_axis import LogAxis, level_lines, log_axis
from sverka.dossier.pictures.palette import BOOKS, GRID, SOFT, TEXT, WIDTH
from sverka.dossier.pictures.placing import spread
from sverka.dossier.pictures.series import Level, rows, year_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language

_HEIGHT: Final = 240
_NAME: Final = 150.0
_ROOM: Final = 24.0


class RatioYears(msgspec.Struct, frozen=True, kw_only=True):
    """Two lines of ratios with what each is called; a year without one, or without trade, breaks its line."""

    names: tuple[Cell, Cell]
    lines: tuple[tuple[Level, ...], tuple[Level, ...]]

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega."""
        frame = _frame(self, language)
        written = notes("texts", [*_axis_notes(frame, language), *_end_notes(self, frame, language)])
        levels, across = level_lines(frame.axis, frame.right, (GRID, SOFT))
        points = [row | frame.at(row) for n, line in enumerate(self.drawn) for row in rows(n, line)]
        data = [levels, {"name": "points", "values": points}, written[0]]
        margins = Margins(frame.left, 14, WIDTH - round(frame.left) - frame.right, _ROOM)
        return picture(language, _HEIGHT, margins, Sheet(data, [], [across, *_marks(), *written[1]]))

    @property
    def drawn(self) -> tuple[tuple[Level, ...], ...]:
        """Return the lines without years of no trade, which have no place on the axis."""
        return tuple(tuple(one for one in line if one.value > 0) for line in self.lines)


class _Frame(NamedTuple):
    """Where years and ratios lie."""

    axis: LogAxis
    years: tuple[int, int]
    left: float
    right: float

    def x(self, year: float) -> float:
        return at(year, (self.years[0] - 0.5, self.years[1] + 0.5), (0, self.right))

    def at(self, row: Data) -> Data:
        return {"x": self.x(row["year"]), "y": self.axis.y(row["value"])}


def _frame(drawn: RatioYears, language: Language) -> _Frame:
    known = [one for line in drawn.lines for one in line if one.value > 0]
    axis = log_axis([one.value for one in known], _HEIGHT)
    years = [one.year for one in known] or [0]
    pen = Pen(language.code, TEXT)
    left = max(pen.width(language.short(tick, "times")) for tick in axis.ticks) + 12
    name = max(Pen(language.code, TEXT, bold=True).width(lines) for lines in _names(drawn, language)) + 18
    return _Frame(axis, (min(years), max(years)), left, WIDTH - round(left) - round(name))


def _names(drawn: RatioYears, language: Language) -> list[tuple[str, ...]]:
    pen = Pen(language.code, TEXT, bold=True)
    return [pen.wrap(language.text(name), _NAME, 3) for name in drawn.names]


def _axis_notes(frame: _Frame, language: Language) -> Iterator[Note]:
    for tick in frame.axis.ticks:
        text = language.short(tick, "times")
        yield Note((text,), -8, frame.axis.y(tick) - TEXT * 0.6, align="right", colour=SOFT)
    for year in year_labels(*frame.years, frame.right, Pen(language.code, TEXT)):
        yield Note((str(year),), frame.x(year), _HEIGHT + 4, align="center", colour=SOFT)


def _end_notes(drawn: RatioYears, frame: _Frame, language: Language) -> Iterator[Note]:
    pen = Pen(language.code, TEXT, bold=True)
    named = [
        (stroke, line[-1], lines)
        for stroke, line, lines in zip(BOOKS, drawn.drawn, _names(drawn, language), strict=True)
        if line
    ]
    heights = [pen.height(lines) + 2 for _, _, lines in named]
    middles = spread([frame.axis.y(last.value) for _, last, _ in named], heights, 0, _HEIGHT)
    for (stroke, _, lines), middle in zip(named, middles, strict=True):
        top = middle - pen.height(lines) / 2
        yield Note(lines, frame.right + 8, top, bold=True, colour=stroke.text)


def _marks() -> list[Data]:
    colour = {"signal": f"{[stroke.line for stroke in BOOKS]}[datum.book]"}
    dash = {"signal": f"{[list(stroke.dash) for stroke in BOOKS]}[datum.book]"}
    place = {"x": field("x"), "y": field("y")}
    line = place | {"stroke": colour, "strokeDash": dash, "strokeWidth": value(2.5)}
    faceted = {"facet": {"name": "piece", "data": "points", "groupby": ["book", "run"]}}
    return [
        {"type": "group", "from": faceted, "marks": [mark("line", "piece", line)]},
        mark("symbol", "points", place | {"fill": colour, "size": value(22)}),
    ]
