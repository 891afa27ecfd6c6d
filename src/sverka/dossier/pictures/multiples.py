"""Draw the same picture many times small: both books' series of each product, or of another part."""

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
    linear,
    mark,
    notes,
    picture,
    steps,
    value,
)
from sverka.dossier.pictures.key import ROW, Entry, key, line_sign
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import BOOKS, GRID, SMALL, SOFT, TEXT, WIDTH
from sverka.dossier.pictures.series import Level, rows
from sverka.vocabulary.country import Country  # noqa: TC001 - msgspec reads the field's type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.outline import Language

_COLUMNS: Final = 3
_BETWEEN: Final = 22.0
_PLOT: Final = 84.0
_TITLE: Final = 42.0
_YEARS: Final = 22.0
_PANEL: Final = _TITLE + _PLOT + _YEARS + 8


class Panel(msgspec.Struct, frozen=True):
    """A product with its series in the book of each country."""

    label: Cell
    first: tuple[Level, ...]
    second: tuple[Level, ...]


class Multiples(msgspec.Struct, frozen=True, kw_only=True):
    """Panels in reading order, all over the same years; `shared` says whether all have one scale.

    Each scale begins at zero, and the picture says which of the two it is. A year without a value is a
    gap in its line.
    """

    countries: tuple[Country, Country]
    panels: tuple[Panel, ...]
    shared: bool
    unit: str = "USD"

    def specification(self, language: Language) -> dict[str, Any]:
        """Return the picture in Vega."""
        names = [language.text(Land(country)) for country in self.countries]
        lines = [
            Entry(line_sign(look.line, look.dash), name) for look, name in zip(BOOKS, names, strict=True)
        ]
        said = Sentence("pictures.same_scale" if self.shared else "pictures.own_scale")
        signs = key(language, lines, 0, 0, WIDTH)
        stated = Pen(language.code, TEXT).cut(language.text(said), WIDTH)
        top = signs.height + ROW + 10
        panels = list(_places(self, top, language))
        written = [*signs.notes, Note((stated,), 0, signs.height + 2, colour=SOFT)]
        written += [note for panel in panels for note in _notes(panel, self.unit, language)]
        texts, text_marks = notes("texts", written)
        levels = [
            {"panel": number} | row
            for number, panel in enumerate(self.panels)
            for book, line in enumerate((panel.first, panel.second))
            for row in rows(book, line)
        ]
        sheet = Sheet(
            [{"name": "levels", "values": levels}, *signs.data, texts],
            [],
            [*(_group(number, panel) for number, panel in enumerate(panels)), *signs.marks, *text_marks],
        )
        height = top + -(-len(panels) // _COLUMNS) * _PANEL
        return picture(language, height, Margins(), sheet)


class _Place(NamedTuple):
    """A panel on the page: the upper left corner of its plot, its width, its title and scales."""

    x: float
    y: float
    wide: float
    title: tuple[str, ...]
    years: tuple[int, int]
    ticks: tuple[float, ...]

    def year(self, year: int) -> float:
        return at(year, self.years_drawn, (0, self.wide))

    @property
    def years_drawn(self) -> tuple[float, float]:
        return (self.years[0] - 0.3, self.years[1] + 0.3)


def _places(drawn: Multiples, top: float, language: Language) -> Iterator[_Place]:
    known = [one for panel in drawn.panels for one in (*panel.first, *panel.second)]
    years = (min((one.year for one in known), default=0), max((one.year for one in known), default=0))
    together = _ticks(known)
    pen = Pen(language.code, SMALL)
    for number, panel in enumerate(drawn.panels):
        ticks = together if drawn.shared else _ticks([*panel.first, *panel.second])
        row, column = divmod(number, _COLUMNS)
        left = max(pen.width(language.short(tick, drawn.unit)) for tick in ticks) + 6
        wide = (WIDTH - _BETWEEN * (_COLUMNS - 1)) / _COLUMNS
        x = column * (wide + _BETWEEN)
        title = Pen(language.code, TEXT, bold=True).wrap_goods(language.text(panel.label), wide, 2)
        yield _Place(x + left, top + row * _PANEL + _TITLE, wide - left, title, years, ticks)


def _ticks(levels: list[Level]) -> tuple[float, ...]:
    """Return zero and the round numbers above it, two or three."""
    values = [one.value for one in levels]
    return steps(min([0.0, *values]), max(values, default=0.0) or 1.0, 2)


def _notes(panel: _Place, unit: str, language: Language) -> Iterator[Note]:
    left = panel.x + panel.wide - (WIDTH - _BETWEEN * (_COLUMNS - 1)) / _COLUMNS
    yield Note(panel.title, left, panel.y - _TITLE, bold=True)
    for tick in panel.ticks:
        y = panel.y + at(tick, (panel.ticks[0], panel.ticks[-1]), (_PLOT, 0)) - SMALL * 0.6
        yield Note((language.short(tick, unit),), panel.x - 6, y, SMALL, align="right", colour=SOFT)
    for year, side in zip(dict.fromkeys(panel.years), ("left", "right"), strict=False):
        x = panel.x + (0 if side == "left" else panel.wide)
        yield Note((str(year),), x, panel.y + _PLOT + 3, SMALL, align=side, colour=SOFT)


def _group(number: int, panel: _Place) -> Data:
    """Return a panel as a group of marks with scales of its own."""
    name = f"panel_{number}"
    picked = {"name": name, "source": "levels"}
    filtered = picked | {"transform": [{"type": "filter", "expr": f"datum.panel === {number}"}]}
    spot = {"x": field("year", "x"), "y": field("value", "y")}
    colour = {"signal": f"{[book.line for book in BOOKS]}[datum.book]"}
    dash = {"signal": f"{[list(book.dash) for book in BOOKS]}[datum.book]"}
    line = mark("line", "piece", spot | {"stroke": colour, "strokeDash": dash, "strokeWidth": value(2)})
    faceted = {"facet": {"name": "piece", "data": name, "groupby": ["book", "run"]}}
    corner = {"x": value(round(panel.x, 1)), "y": value(round(panel.y, 1))}
    size = {"width": value(round(panel.wide, 1)), "height": value(_PLOT)}
    return {
        "type": "group",
        "encode": {"enter": corner | size},
        "data": [filtered],
        "scales": [
            linear("x", panel.years_drawn, (0, round(panel.wide, 1))),
            linear("y", (panel.ticks[0], panel.ticks[-1]), (_PLOT, 0)),
        ],
        "marks": [
            *(_rule(panel, tick) for tick in panel.ticks),
            {"type": "group", "from": faceted, "marks": [line]},
            mark("symbol", name, spot | {"fill": colour, "size": value(12)}),
        ],
    }


def _rule(panel: _Place, tick: float) -> Data:
    y = at(tick, (panel.ticks[0], panel.ticks[-1]), (_PLOT, 0))
    ends = {"x": value(0), "x2": value(round(panel.wide, 1)), "y": value(y)}
    return {"type": "rule", "encode": {"enter": ends | {"stroke": value(GRID if tick else SOFT)}}}
