"""Specify the picture of a history of promises: both books' turnover, and the levels promised.

The picture is data, a Vega-Lite specification. An annual total is drawn in the middle of its year, where
the axis has the year's label, so that days of speaking and deadlines lie between the labels.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sverka.dossier import show
from sverka.vocabulary.period import deadline, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sverka.checks import Promise, PromiseHistory
    from sverka.vocabulary.figure import Figure

Data: TypeAlias = dict[str, Any]

_MILLION = 1e6
_YEARS_BEFORE = 3
_ROOM = 2.2  # years right of the last mark, for the lines' labels
_WIDTH, _HEIGHT, _ROW = 860, 430, 20
_INK, _SOFT, _GRID = "#1c1c1a", "#5d5f60", "#e4e0d6"
# Blue and vermilion of Okabe and Ito's palette: told apart by every kind of colour vision, and in grey.
_COLOURS = ("#0072b2", "#d55e00", "#4d4d4d")
_FONT = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"
_TONES = {"good": "#17663a", "mixed": "#8a5300", "bad": "#b0221a", "open": "#1a5c96"}


class _Row(NamedTuple):
    """A promise's line in the key below the picture."""

    number: int
    when: str
    text: str
    verdict: str
    tone: str


def timeline(history: PromiseHistory) -> Data:
    """Return the Vega-Lite specification of a history's picture, with its data inside."""
    drawn = [(number, one) for number, one in enumerate(history.promises, 1) if _level(one) is not None]
    first = (
        min((one.statement.said_on.year for _, one in drawn if one.statement.said_on), default=0)
        - _YEARS_BEFORE
    )
    totals = list(_totals(history.turnover, first))
    marks = _stacked([_mark(number, one) for number, one in drawn if one.statement.said_on])
    names = [show.book(book) for book in (*history.pair, None)]
    title = f"{show.subject(history.pair.subject)}: trade promised, and trade declared"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": f"{title}. Lines: turnover in each country's book; bars: promised levels.",
        "background": "white",
        "padding": 12,
        "title": _title(title),
        "config": {"font": _FONT, "view": {"stroke": None}},
        "spacing": 16,
        "vconcat": [
            _chart(totals, marks, names),
            _key([_row(n, one) for n, one in enumerate(history.promises, 1)]),
        ],
    }


def _title(text: str) -> Data:
    below = "Turnover a year, USD mn. Dots and bars: levels promised, from the day said to the date set"
    look = {
        "anchor": "start",
        "fontSize": 18,
        "color": _INK,
        "subtitleColor": _SOFT,
        "subtitleFontSize": 12.5,
    }
    return look | {"text": text, "subtitle": below, "offset": 16, "subtitlePadding": 6}


def _chart(totals: list[Data], marks: list[Data], names: list[str]) -> Data:
    place = _axes([row["x"] for row in totals] + [mark[end] for mark in marks for end in ("x", "x2")])
    book = _colour("book", dict(zip(names, _COLOURS, strict=True)))
    lines = place | {"color": book}
    due = [mark for mark in marks if mark["x2"] > mark["x"]]
    dot = {"type": "point", "filled": True, "opacity": 1}
    bold = {"type": "text", "fontSize": 13, "fontWeight": "bold"}
    lifted = bold | {"dy": {"expr": "-13 - 15 * datum.stack"}, "color": _INK}
    halo = {"stroke": "white", "strokeWidth": 5, "strokeJoin": "round", "color": "white"}
    label = lines | {"y": place["y"] | {"field": "label_y"}, "text": {"field": "label"}}
    outcome = place | {
        "x": place["x"] | {"field": "x2"},
        "text": {"field": "sign"},
        "color": _colour("tone", _TONES),
    }
    number = place | {"text": {"field": "number"}}
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "resolve": {"scale": {"color": "independent"}},
        "layer": [
            _layer(totals, {"type": "line", "strokeWidth": 2.5}, lines),
            _layer(totals, dot | {"size": 34}, lines),
            _layer(_ends(totals), bold | {"align": "left", "dx": 9}, label),
            _layer(marks, {"type": "rule", "strokeWidth": 2, "color": _INK}, place | {"x2": {"field": "x2"}}),
            _layer(marks, dot | {"size": 46, "color": _INK}, place),
            _layer(due, bold | {"fontSize": 17, "dx": 9}, outcome),
            _layer(marks, lifted | halo, number),
            _layer(marks, lifted, number),
        ],
    }


def _axes(years: list[float]) -> Data:
    soft = {"labelColor": _SOFT, "labelFontSize": 12, "title": None}
    domain = [min(years, default=0) - 0.5, max(years, default=1) + _ROOM]
    return {
        "x": {
            "field": "x",
            "type": "quantitative",
            "scale": {"domain": domain, "nice": False},
            "axis": soft | {"format": "d", "grid": False, "tickMinStep": 1},
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "scale": {"zero": True, "nice": True},
            "axis": soft | {"gridColor": _GRID, "domain": False, "ticks": False},
        },
    }


def _colour(field: str, colours: Mapping[str, str]) -> Data:
    scale = {"domain": [*colours], "range": [*colours.values()]}
    return {"field": field, "type": "nominal", "scale": scale, "legend": None}


def _layer(values: list[Data], mark: Data, encoding: Data) -> Data:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _key(rows: list[_Row]) -> Data:
    """Lay the promises out as lines of text under the chart, numbered as in it."""
    line = {"type": "text", "baseline": "middle", "fontSize": 12.5}
    bold, right = {"fontWeight": "bold"}, {"align": "right", "x": _WIDTH}
    columns: list[tuple[str, Data, Data]] = [
        ("number", bold | {"align": "right", "x": 14}, {}),
        ("when", {"align": "left", "x": 28}, {}),
        ("text", {"align": "left", "x": 118}, {}),
        ("verdict", bold | right, {"color": _colour("tone", _TONES)}),
    ]
    layers = [
        {
            "mark": line | mark,
            "encoding": {"y": {"field": "number", "type": "ordinal", "axis": None}, "text": {"field": name}}
            | more,
        }
        for name, mark, more in columns
    ]
    values = [row._asdict() for row in rows]
    return {"width": _WIDTH, "height": _ROW * max(1, len(rows)), "data": {"values": values}, "layer": layers}


def _row(number: int, promise: Promise) -> _Row:
    look = show.VERDICTS[promise.verdict]
    when = show.day(promise.statement.said_on) if promise.statement.said_on else "day not known"
    text = f"{show.who(promise.statement)}: {show.claim_value(promise.claim)}, {show.due(promise.claim)}"
    return _Row(number, when, text, f"{look.sign} {promise.verdict}", look.tone)


def _totals(turnover: Sequence[Figure], first: int) -> Iterator[Data]:
    for figure in turnover:
        days = span(figure.period)
        if figure.period.isdigit() and days and days.first.year >= first:
            yield {
                "x": days.first.year,
                "y": round(figure.value / _MILLION, 3),
                "book": show.book(figure.book),
            }


def _ends(totals: list[Data]) -> list[Data]:
    """Return each line's last point with its label, labels moved apart where they would touch."""
    last = sorted({row["book"]: row for row in totals}.values(), key=lambda row: float(row["y"]))
    least = 0.045 * max((row["y"] for row in totals), default=0)
    placed: list[Data] = []
    for row in last:
        near = [other["label_y"] for other in placed if abs(other["x"] - row["x"]) <= 3]  # noqa: PLR2004
        label = row["book"] if row["book"] == show.book(None) else f"{row['book']}’s book"
        placed.append(row | {"label": label, "label_y": max([row["y"], *(other + least for other in near)])})
    return placed


def _level(promise: Promise) -> float | None:
    """Return the promised level in dollars, None for a promise of another kind."""
    if promise.goal is None or promise.claim.value is None or promise.claim.currency not in {"USD", None}:
        return None
    return promise.claim.value


def _mark(number: int, promise: Promise) -> Data:
    said, due = promise.statement.said_on, deadline(promise.claim.period)
    start = _at(said) if said else 0.0
    look = show.VERDICTS[promise.verdict]
    level = _level(promise) or 0.0
    return {
        "number": number,
        "x": start,
        "x2": max(start, _at(due)) if due else start,
        "y": level / _MILLION,
        "sign": look.sign,
        "tone": look.tone,
    }


def _stacked(marks: list[Data]) -> list[Data]:
    """Lift the number of a mark above another's where the two would touch."""
    done: list[Data] = []
    for mark in marks:
        near = {one["stack"] for one in done if one["y"] == mark["y"] and abs(one["x"] - mark["x"]) < 0.35}  # noqa: PLR2004
        done.append(mark | {"stack": next(level for level in range(len(near) + 1) if level not in near)})
    return done


def _at(day: date) -> float:
    """Return where a day lies on an axis whose whole numbers are the middles of years."""
    past = (day - date(day.year, 1, 1)).days / (366 if isleap(day.year) else 365)
    return round(day.year + past - 0.5, 3)
