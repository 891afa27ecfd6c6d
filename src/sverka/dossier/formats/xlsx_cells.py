"""Write cells of a workbook: numbers as numbers, texts as texts, gaps as empty cells with their reason."""

from __future__ import annotations

from math import ceil, isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from sverka.dossier.formats.clean_text import clean
from sverka.dossier.formats.table_notes import merged_notes
from sverka.dossier.outline import Cell, Gap, Sentence, When
from sverka.dossier.words.amounts import unit_of
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from sverka.dossier.words.language import Words
    from sverka.sources.card import Card

_LONGEST = 32_000  # Excel holds 32,767 characters in a cell; XlsxWriter leaves out a longer text
_LINE, _HIGHEST, _LETTER = 15.0, 400.0, 1.1  # points; widths count digits, letters are a little wider
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_PERCENT = '"\u00a0"%'
_NUMBER_FORMATS = {
    "USD": "#,##0",
    "USD/kg": "#,##0.00",
    "%": f"0.0{_PERCENT}",
    "+%": f"+0.0{_PERCENT};-0.0{_PERCENT};0.0{_PERCENT}",
    "points": "+0.0;-0.0;0.0",
    "times": "0.00",
    "index": "0.000",
    "tonnes": "#,##0",
    "kg": "#,##0",
}
_FRACTIONS = frozenset({"%", "+%"})
_SIGNED = frozenset({"%", "+%", "points"})
_QUOTE = '"'
_COUNT = "#,##0"
_INK, _GREY, _RULE, _SHADE, _LINK = "#1C2733", "#55606C", "#C9D1D9", "#EEF2F6", "#0B4F8A"

Place: TypeAlias = tuple[int, int]
"""Row and column, from 0."""

_CELL: Mapping[str, Any] = {"valign": "top", "bottom": 4, "bottom_color": _RULE}
_WORDS: Mapping[str, Any] = {"align": "left", "indent": 1}
_HEAD: Mapping[str, Any] = {
    "bold": True,
    "bg_color": _SHADE,
    "bottom": 1,
    "text_wrap": True,
    "valign": "vcenter",
}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "small": {"font_color": _GREY, "font_size": 9},
    "note": {"font_color": _GREY, "font_size": 9, "text_wrap": True, "valign": "top"},
    "heading": {**_HEAD, **_WORDS},
    "number_heading": {**_HEAD, "align": "right"},
    "section": {"bold": True, "font_size": 12, "valign": "top"},
    "text": {**_CELL, **_WORDS, "text_wrap": True},
    "long": {**_CELL, **_WORDS, "font_color": _GREY},
    "number": {**_CELL, "align": "right"},
    "year": {**_CELL, **_WORDS},
    "missing": {**_CELL, "bg_color": "#F3F0EA"},
    "link": {**_WORDS, "font_color": _LINK, "underline": 1, "valign": "top"},
}


class Cells:
    """Writes cells of a workbook in the styles above; a style is made once."""

    def __init__(self, workbook: Workbook, language: Words, cards: Mapping[str, Card]) -> None:
        self.language = language
        self._workbook = workbook
        self._cards = cards
        self._made: dict[tuple[str, str, bool], Format] = {}

    def style(self, name: str, number_format: str = "", *, quoted: bool = False) -> Format:
        """Return a style; `quoted` keeps a text a text when its cell is edited."""
        key = (name, number_format, quoted)
        if key not in self._made:
            more = {"num_format": number_format} if number_format else {}
            self._made[key] = self._workbook.add_format(
                {"font_name": "Calibri", "font_color": _INK, **_STYLES[name], **more, "quote_prefix": quoted}
            )
        return self._made[key]

    def text(self, sheet: Worksheet, place: Place, text: str, style: str = "text") -> None:
        """Write a text; never a formula, a number or a link, whatever it looks like."""
        written = clip(text)
        quoted = written.startswith(_FORMULA_SIGNS)
        sheet.write_string(*place, written, self.style(style, quoted=quoted))

    def link(self, sheet: Worksheet, place: Place, address: str, text: str) -> None:
        """Write a link to an address, or with "internal:" to another sheet."""
        sheet.write_url(*place, address, self.style("link"), clip(text))

    def day(self, sheet: Worksheet, place: Place, day: date) -> None:
        """Write a day as a date."""
        sheet.write_datetime(*place, day, self.style("number", "yyyy-mm-dd"))

    def year(self, sheet: Worksheet, place: Place, year: int) -> None:
        """Write a year that names a row."""
        sheet.write_number(*place, year, self.style("year", "0"))

    def amount(self, sheet: Worksheet, place: Place, value: float, figure: Figure, more: str = "") -> None:
        """Write a number in a figure's unit, or an empty cell where it is none; `more` is shown after it."""
        if not isfinite(value):
            sheet.write_blank(*place, None, self.style("missing"))
            return
        unit = unit_of(figure)
        found = _NUMBER_FORMATS.get(unit) or (_COUNT if float(value).is_integer() else "General")
        told = f'{found}"\u00a0{clean(more).replace(_QUOTE, "")}"' if more and unit not in _SIGNED else found
        sheet.write_number(*place, value / 100 if unit in _FRACTIONS else value, self.style("number", told))

    def cell(self, sheet: Worksheet, place: Place, cell: Cell, unit: str = "") -> None:
        """Write any cell of a table; `unit` is shown after a figure where the heading cannot name it."""
        match cell:
            case Gap(reason):
                self._gap(sheet, place, self.language.text(reason))
            case Figure() if not isfinite(cell.value):
                why = self.language.text(Sentence("documents.no_number"))
                self._gap(sheet, place, f"{why}\n{self.origin(cell)}")
            case Figure():
                self.amount(sheet, place, cell.value, cell, unit)
                self._comment(sheet, place, f"{self.origin(cell)}\n{self.language.method(cell.method)}")
            case int():
                sheet.write_number(*place, cell, self.style("number", _COUNT))
            case When(period) if period.isdigit():
                self.year(sheet, place, int(period))
            case _:
                self.text(sheet, place, self.language.label(cell))
                notes = [self.origin(run.figure) for run in self.language.inline(cell) if run.figure]
                if notes:
                    self._comment(sheet, place, "\n".join(notes))

    def origin(self, figure: Figure) -> str:
        """Say where a figure comes from."""
        return clean(self.language.origin_line(figure, self._cards))

    def merged(self, figures: Iterable[Figure]) -> list[str]:
        """Say where figures come from, a line for all that differ in nothing but the year."""
        return list(dict.fromkeys(merged_notes(figures, self.language, self._cards).values()))

    def _gap(self, sheet: Worksheet, place: Place, reason: str) -> None:
        sheet.write_blank(*place, None, self.style("missing"))
        self._comment(sheet, place, reason)

    def _comment(self, sheet: Worksheet, place: Place, text: str) -> None:
        lines = text.count("\n") + 1 + len(text) // 45
        sheet.write_comment(*place, clip(text), {"width": 300, "height": 20 + 15 * lines, "font_size": 9})


def raise_row(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its texts need in columns of the given widths.

    Excel would do so itself when it opens the file; LibreOffice does not.
    """
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(_LINE * lines, _HIGHEST))


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) * _LETTER / width)) for line in text.split("\n"))


def clip(text: str) -> str:
    """Clean a text and cut it to what a cell holds."""
    found = clean(text)
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
