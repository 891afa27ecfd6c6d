"""Draw what both countries' books say of the same trade, year by year, with the gap between them shaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from sverka.dossier.outline import Cell, Land, Sentence
from sverka.dossier.pictures.canvas import (
    Data,
    Margins,
    Note,
    Sheet,
    at,
    field,
    grid,
    linear,
    mark,
    notes,
    picture,
    steps,
    value,
)
from sverka.dossier.pictures.key import Entry, Key, Sign, key
from sverka.dossier.pictures.lettering import Pen, height
from sverka.dossier.pictures.palette import (
    BOOKS,
    INK,
    PAPER,
    RECONCILED,
    SHADE,
    SMALL,
    SOFT,
    TEXT,
    WIDTH,
    Stroke,
)
from sverka.dossier.pictures.placing import Anchor, Box, along, dot, place, spread
from sverka.dossier.pictures.series import Level, Silence, rows, runs, silences, year_labels
from sverka.dossier.pictures.silence import Place, strip, strip_height
from sverka.vocabulary.country import Country  # noqa: TC001 - msgspec reads the field's type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language

_HEIGHT: Final = 300
_NAME: Final = 140.0  # the widest a name at a line's end may be
_HEADROOM: Final = 44.0  # over the plot, for the labels of promises at its top
_YEARS: Final = 22.0  # height of the row of years
_STROKES: Final = (*BOOKS, RECONCILED)


class Promised(msgspec.Struct, frozen=True):
    """A level that was promised for a year; `label` stands beside its mark."""

    year: int
    value: float
    label: Cell


class TwoBooks(msgspec.Struct, frozen=True, kw_only=True):
    """A pair's turnover, or one direction of it, in the book of each country; `unit` of all values.

    `first` and `second` are in the order of `countries`. A year that a book does not have stays a gap in
    its line and is marked as silent under it; nothing is joined across. `reconciled` is a third line.
    """

    countries: tuple[Country, Country]
    first: tuple[Level, ...]
    second: tuple[Level, ...]
    reconciled: tuple[Level, ...] = ()
    promises: tuple[Promised, ...] = ()
    unit: str = "USD"

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega."""
        frame = _frame(self, language)
        room = _room(frame.margins.left)
        signs = key(language, list(_entries(self, language)), 0, -frame.margins.top, room)
        under = Place(_HEIGHT + _YEARS, -frame.margins.left, frame.right + frame.margins.right, frame.x)
        silent = strip(self.countries, frame.silent, under, language)
        names = list(_end_notes(self, frame, language))
        written = [
            *signs.notes,
            *_axis_notes(self, frame, language),
            *names,
            *_promise_notes(self, frame, language, names),
            *silent.notes,
        ]
        sheet = _sheet(self, frame, signs, notes("texts", written))
        sheet.data.append(silent.data)
        sheet.marks.insert(0, silent.mark)
        return picture(language, _HEIGHT, frame.margins, sheet)

    @property
    def lines(self) -> tuple[tuple[Level, ...], ...]:
        """Return the lines: each country's book, and the reconciled one."""
        return (self.first, self.second, self.reconciled)


class _Frame(NamedTuple):
    """Where things lie: years and values with the pixels that they are put on."""

    years: tuple[float, float]
    values: tuple[float, float]
    ticks: tuple[float, ...]
    right: float
    margins: Margins
    spoken: tuple[int, int]
    silent: tuple[list[Silence], list[Silence]]

    def x(self, year: float) -> float:
        return at(year, self.years, (0, self.right))

    def y(self, level: float) -> float:
        return at(level, self.values, (_HEIGHT, 0))


def _frame(drawn: TwoBooks, language: Language) -> _Frame:
    known = [level.year for line in drawn.lines for level in line] or [0]
    spoken = (min(known), max(known))
    years = [*known, *(promise.year for promise in drawn.promises)]
    highs = [level.high or level.value for line in drawn.lines for level in line]
    top = max([*highs, *(promise.value for promise in drawn.promises)], default=1.0)
    lows = [level.value for line in drawn.lines for level in line]
    ticks = steps(min([0.0, *lows]), top, 6)
    pen = Pen(language.code, TEXT)
    left = max(pen.width(language.short(tick, drawn.unit)) for tick in ticks) + 10
    silent = (silences(drawn.first, *spoken), silences(drawn.second, *spoken))
    entries = list(_entries(drawn, language))
    above = key(language, entries, 0, 0, _room(left)).height + (_HEADROOM if drawn.promises else 14)
    below = _YEARS + strip_height(silent) + 6
    room = max((pen_width + 18 for pen_width in _name_widths(drawn, language)), default=20.0)
    margins = Margins(left, above, room, below)
    right = WIDTH - round(left) - round(room)
    domain = (min(years) - 0.5, max(years) + 0.5)
    return _Frame(domain, (ticks[0], ticks[-1]), ticks, right, margins, spoken, silent)


def _room(left: float) -> float:
    """Return how wide the key may be: it begins where the plot does."""
    return WIDTH - round(left)


def _entries(drawn: TwoBooks, language: Language) -> Iterator[Entry]:
    def said(name: str) -> str:
        return language.text(Sentence(f"pictures.{name}"))

    if {level.year for level in drawn.first} & {level.year for level in drawn.second}:
        yield Entry(Sign("square", SHADE, size=190), said("between_books"))
    if any(level.low is not None for level in drawn.reconciled):
        yield Entry(Sign("M0,-1L0,1", stroke=RECONCILED.line, size=200, thick=1.2), said("interval"))
    if drawn.promises:
        yield Entry(Sign("diamond", INK, size=90), said("promised"))


def _sheet(drawn: TwoBooks, frame: _Frame, signs: Key, texts: tuple[Data, list[Data]]) -> Sheet:
    levels = [row for book, line in enumerate(drawn.lines) for row in rows(book, line)]
    lines, line_marks = _lines()
    gridded, rules = grid("grid", frame.ticks, frame.right)
    promised = [{"year": one.year, "value": one.value} for one in drawn.promises]
    data = [
        gridded,
        {"name": "gap", "values": _gap(drawn)},
        {"name": "intervals", "values": _intervals(drawn)},
        {"name": "levels", "values": levels},
        lines,
        {"name": "breaks", "values": _breaks(drawn, frame)},
        {"name": "promised", "values": promised},
        *signs.data,
        texts[0],
    ]
    scales = [linear("x", frame.years, (0, frame.right)), linear("y", frame.values, (_HEIGHT, 0))]
    marks = [
        _shading(),
        rules,
        mark(
            "rule",
            "intervals",
            {
                "x": field("year", "x"),
                "y": field("low", "y"),
                "y2": field("high", "y"),
                "stroke": value(RECONCILED.line),
                "strokeWidth": value(1.2),
            },
        ),
        *line_marks,
        *_point_marks(),
        *signs.marks,
        *texts[1],
    ]
    return Sheet(data, scales, marks)


def _gap(drawn: TwoBooks) -> list[Data]:
    """Return both books' values of the years that both have, in pieces of consecutive years."""
    other = {level.year: level.value for level in drawn.second}
    both = [level for level in drawn.first if level.year in other]
    return [
        {"run": number, "year": level.year, "value": level.value, "other": other[level.year]}
        for number, piece in enumerate(runs(both))
        for level in piece
    ]


def _intervals(drawn: TwoBooks) -> list[Data]:
    return [
        {"year": level.year, "low": level.low, "high": level.high}
        for level in drawn.reconciled
        if level.low is not None and level.high is not None
    ]


def _breaks(drawn: TwoBooks, frame: _Frame) -> list[Data]:
    """Return the last value before each silence, where a line ends in an open ring."""
    found = []
    for book, (line, spans) in enumerate(zip(drawn.lines[:2], frame.silent, strict=True)):
        before = {span.first - 1 for span in spans}
        found += [{"book": book, "year": one.year, "value": one.value} for one in line if one.year in before]
    return found


def _shading() -> Data:
    faceted = {"facet": {"name": "gap_run", "data": "gap", "groupby": "run"}}
    drawn = mark(
        "area",
        "gap_run",
        {
            "x": field("year", "x"),
            "y": field("value", "y"),
            "y2": field("other", "y"),
            "fill": value(SHADE),
        },
    )
    return {"type": "group", "from": faceted, "marks": [drawn]}


def _by_book(strokes: tuple[Stroke, ...], part: str) -> Data:
    looks = [getattr(stroke, part) for stroke in strokes]
    listed = [list(look) if isinstance(look, tuple) else look for look in looks]
    return {"signal": f"{listed}[datum.book]"}


def _lines() -> tuple[Data, list[Data]]:
    """Return each book's number as data, and the marks that draw a line of each piece of a book."""
    faceted = {"facet": {"name": "piece", "data": "levels", "groupby": ["book", "run"]}}
    drawn = mark(
        "line",
        "piece",
        {
            "x": field("year", "x"),
            "y": field("value", "y"),
            "stroke": _by_book(_STROKES, "line"),
            "strokeDash": _by_book(_STROKES, "dash"),
            "strokeWidth": value(2.5),
        },
    )
    books = {"name": "books", "values": [{"book": book} for book in range(len(_STROKES))]}
    return books, [{"type": "group", "from": faceted, "marks": [drawn]}]


def _point_marks() -> list[Data]:
    place_of = {"x": field("year", "x"), "y": field("value", "y")}
    colour = _by_book(_STROKES, "line")
    return [
        mark("symbol", "levels", place_of | {"fill": colour, "size": value(22)}),
        mark(
            "symbol",
            "breaks",
            place_of | {"fill": value(PAPER), "stroke": colour, "strokeWidth": value(2), "size": value(60)},
        ),
        mark(
            "symbol",
            "promised",
            place_of | {"shape": value("diamond"), "fill": value(INK), "size": value(90)},
        ),
    ]


def _axis_notes(drawn: TwoBooks, frame: _Frame, language: Language) -> Iterator[Note]:
    for tick in frame.ticks:
        text = language.short(tick, drawn.unit)
        yield Note((text,), -8, frame.y(tick) - TEXT * 0.6, align="right", colour=SOFT)
    first, last = round(frame.years[0] + 0.5), round(frame.years[1] - 0.5)
    for year in year_labels(first, last, frame.right, Pen(language.code, TEXT)):
        yield Note((str(year),), frame.x(year), _HEIGHT + 4, align="center", colour=SOFT)


def _names(drawn: TwoBooks, language: Language) -> list[tuple[Stroke, tuple[Level, ...], tuple[str, ...]]]:
    names: list[Cell] = [*(Land(country) for country in drawn.countries), Sentence("pictures.reconciled")]
    pen = Pen(language.code, TEXT, bold=True)
    return [
        (stroke, line, pen.wrap(language.text(name), _NAME, 2))
        for stroke, line, name in zip(_STROKES, drawn.lines, names, strict=True)
        if line
    ]


def _name_widths(drawn: TwoBooks, language: Language) -> Iterator[float]:
    pen = Pen(language.code, TEXT, bold=True)
    return (pen.width(lines) for _, _, lines in _names(drawn, language))


def _end_notes(drawn: TwoBooks, frame: _Frame, language: Language) -> Iterator[Note]:
    """Write each line's name at its end: right of the last year; free of the lines where it ends before."""
    pen = Pen(language.code, TEXT, bold=True)
    ends = [
        (stroke, max(line, key=lambda one: one.year), lines)
        for stroke, line, lines in _names(drawn, language)
    ]
    late = [end for end in ends if end[1].year == frame.spoken[1]]
    heights = [pen.height(lines) + 2 for _, _, lines in late]
    middles = spread([frame.y(level.value) for _, level, _ in late], heights, 0, _HEIGHT)
    named = []
    for (stroke, level, lines), middle in zip(late, middles, strict=True):
        left, top = frame.x(level.year) + 9, middle - height(len(lines), TEXT) / 2
        named.append(Box(left, top, left + pen.width(lines), top + pen.height(lines)))
        yield Note(lines, left, top, bold=True, colour=stroke.text, halo=True)
    early = [end for end in ends if end[1].year != frame.spoken[1]]
    anchors = [
        Anchor(frame.x(level.year), frame.y(level.value), pen.width(lines), pen.height(lines))
        for _, level, lines in early
    ]
    inside = Box(0, -6, frame.right, _HEIGHT)
    places = place(anchors, [*named, *_drawn(drawn, frame)], inside)
    for (stroke, _, lines), box in zip(early, places, strict=True):
        yield Note(lines, box.left, box.top, bold=True, colour=stroke.text, halo=True)


def _drawn(drawn: TwoBooks, frame: _Frame) -> list[Box]:
    """Return what labels keep off: the marks of promises, the lines, and points that no line joins."""
    taken = [dot(frame.x(promise.year), frame.y(promise.value), 7) for promise in drawn.promises]
    for line in drawn.lines:
        for piece in runs(line):
            taken += [dot(frame.x(one.year), frame.y(one.value), 4) for one in piece if len(piece) == 1]
            taken += along([(frame.x(one.year), frame.y(one.value)) for one in piece])
    return taken


def _promise_notes(drawn: TwoBooks, frame: _Frame, language: Language, names: list[Note]) -> Iterator[Note]:
    pen, bold = Pen(language.code, SMALL), Pen(language.code, TEXT, bold=True)
    texts = [pen.wrap(language.text(promise.label), _NAME, 2) for promise in drawn.promises]
    anchors = [
        Anchor(frame.x(one.year), frame.y(one.value), pen.width(lines), pen.height(lines))
        for one, lines in zip(drawn.promises, texts, strict=True)
    ]
    named = [
        Box(note.x, note.y, note.x + bold.width(note.text), note.y + bold.height(note.text)) for note in names
    ]
    inside = Box(0, 8 - _HEADROOM, frame.right + frame.margins.right, _HEIGHT)
    boxes = place(anchors, [*named, *_drawn(drawn, frame)], inside)
    for lines, box in zip(texts, boxes, strict=True):
        yield Note(lines, (box.left + box.right) / 2, box.top, SMALL, align="center", halo=True)
