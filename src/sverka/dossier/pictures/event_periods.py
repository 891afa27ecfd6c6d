"""Draw trade around an event beside the year before it: a point with its interval for each period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from sverka.dossier.outline import Sentence
from sverka.dossier.pictures.canvas import Data, Margins, Note, Sheet, field, mark, notes, picture, value
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.log_axis import LogAxis, level_lines, log_axis
from sverka.dossier.pictures.palette import BOOKS, GRID, PAPER, SHADE, SOFT, TEXT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language

_HEIGHT: Final = 260
_BELOW: Final = 46.0
_ABOVE: Final = 26.0


class Moment(msgspec.Struct, frozen=True):
    """A period: years after the event, trade beside the base year as a ratio, with its interval.

    `binned` periods hold all years before, or after, too; the base has the ratio 1 and no interval.
    """

    time: int
    ratio: float
    low: float | None = None
    high: float | None = None
    base: bool = False
    binned: bool = False


class EventPeriods(msgspec.Struct, frozen=True, kw_only=True):
    """The periods around an event, in order; the shade is what lies before it."""

    moments: tuple[Moment, ...]

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega."""
        ends = [end for one in self.moments for end in (one.ratio, one.low, one.high) if end]
        axis = log_axis(ends, _HEIGHT)
        pen = Pen(language.code, TEXT)
        left = max(pen.width(language.short(tick, "times")) for tick in axis.ticks) + 12
        right = WIDTH - round(left) - 12
        columns = {one.time: (n + 0.5) * right / len(self.moments) for n, one in enumerate(self.moments)}
        written = notes("texts", [*self._axis_notes(language, axis, columns), *_heads(language, columns)])
        levels, lines = level_lines(axis, right, (GRID, SOFT))
        data = [
            {"name": "before", "values": [_before(columns)]},
            levels,
            {"name": "moments", "values": [self._row(one, axis, columns) for one in self.moments]},
            written[0],
        ]
        sheet = Sheet(data, [], [_shade(), lines, *_points(), *written[1]])
        return picture(language, _HEIGHT, Margins(left, _ABOVE, 12, _BELOW), sheet)

    def _row(self, one: Moment, axis: LogAxis, columns: dict[int, float]) -> Data:
        low, high = one.low if one.low is not None else one.ratio, one.high or one.ratio
        return {
            "x": round(columns[one.time], 1),
            "y": axis.y(one.ratio),
            "low": axis.y(low),
            "high": axis.y(high),
            "base": one.base,
        }

    def _axis_notes(self, language: Language, axis: LogAxis, columns: dict[int, float]) -> Iterator[Note]:
        for tick in axis.ticks:
            text = language.short(tick, "times")
            yield Note((text,), -8, axis.y(tick) - TEXT * 0.6, align="right", colour=SOFT)
        for one in self.moments:
            sign = "≤ " if one.binned and one.time < 0 else "≥ " if one.binned and one.time > 0 else ""
            number = f"{one.time:+d}".replace("-", "−") if one.time else "0"
            yield Note((sign + number,), columns[one.time], _HEIGHT + 4, align="center", colour=SOFT)
        middle = (min(columns.values()) + max(columns.values())) / 2
        under = Pen(language.code, TEXT).cut(language.text(Sentence("pictures.years_after")), WIDTH - 60)
        yield Note((under,), middle, _HEIGHT + 24, align="center", colour=SOFT)


def _heads(language: Language, columns: dict[int, float]) -> Iterator[Note]:
    edge = _edge(columns)
    pen = Pen(language.code, TEXT)
    before, after = (language.text(Sentence(f"pictures.{name}")) for name in ("before_event", "from_event"))
    if edge > 0:
        yield Note((pen.cut(before, edge),), edge - 6, -20, align="right", colour=SOFT)
    yield Note((pen.cut(after, WIDTH - edge - 60),), edge + 6, -20, colour=SOFT)


def _edge(columns: dict[int, float]) -> float:
    """Return where the event's own year begins."""
    width = 2 * min(columns.values())
    return max((x + width / 2 for time, x in columns.items() if time < 0), default=0.0)


def _before(columns: dict[int, float]) -> Data:
    return {"x": 0, "x2": round(_edge(columns), 1)}


def _shade() -> Data:
    encoded = {"x": field("x"), "x2": field("x2"), "y": value(0), "y2": value(_HEIGHT)}
    return mark("rect", "before", encoded | {"fill": value(SHADE), "fillOpacity": value(0.5)})


def _points() -> list[Data]:
    colour = value(BOOKS[0].line)
    interval = {"x": field("x"), "y": field("low"), "y2": field("high"), "stroke": colour}
    fill = {"signal": f"datum.base ? '{PAPER}' : '{BOOKS[0].line}'"}
    point = {"x": field("x"), "y": field("y"), "fill": fill, "stroke": colour, "size": value(64)}
    return [
        mark("rule", "moments", interval | {"strokeWidth": value(2)}),
        mark("symbol", "moments", point | {"strokeWidth": value(2)}),
    ]
