"""The body of a table: each row's keys and figures, by the mapping, as drafts of flows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from sverka.sources.own_tables import kinds
from sverka.sources.own_tables.facts import Facts, Words, facts_of
from sverka.sources.own_tables.figures import Read, read_figure
from sverka.sources.own_tables.lookups import bare
from sverka.sources.own_tables.mapping import Column, Holds, Mapping, Meaning, Quantity
from sverka.sources.own_tables.names import LEAVE_OUT, WORLD, is_total
from sverka.sources.own_tables.notes import Kind, Notes
from sverka.sources.own_tables.periods import When, read_when
from sverka.sources.own_tables.sheets import Sheet
from sverka.sources.own_tables.units import find_quantity
from sverka.sources.own_tables.xlsx_marks import number_of
from sverka.sources.workbook import Cell, written

_COUNTRIES = {
    Holds.REPORTER: "reporter",
    Holds.PARTNER: "partner",
    Holds.EXPORTER: "exporter",
    Holds.IMPORTER: "importer",
}
_KEYS = (
    *_COUNTRIES,
    Holds.DIRECTION,
    Holds.PRODUCT,
    Holds.PRODUCT_NAME,
    Holds.YEAR,
    Holds.MONTH,
    Holds.PERIOD,
    Holds.CURRENCY,
)
_DECEMBER = 12
_CURRENCY_LETTERS = 3
_REMEMBERED = 100_000  # texts of keys

_Reading: TypeAlias = tuple[tuple[int, str, Column], Read]
"""A column of values by number and letter, and what its cell says."""


class Amount(NamedTuple):
    """A quantity in the unit that it is stored in."""

    value: Decimal
    unit: str


class Draft(NamedTuple):
    """One figure of the table with all that is known of it; `value` is as written, in units of the scale."""

    place: str
    facts: Facts
    column: Column
    value: Decimal
    flag: str
    quantity: Amount | None


class Refused(Exception):
    """A row cannot be read; `kind` and `what` are noted."""

    def __init__(self, kind: Kind, what: str) -> None:
        super().__init__(what)
        self.kind, self.what = kind, what


class Body:
    """The rows of one sheet below its headings; a first look reads `at_most` so many."""

    def __init__(self, sheet: Sheet, mapping: Mapping, notes: Notes, at_most: int | None = None) -> None:
        self._sheet, self._mapping, self._notes, self._at_most = sheet, mapping, notes, at_most
        self._words = Words(mapping)
        columns = [(number_of(letter), letter, column) for letter, column in mapping.columns.items()]
        self._keys = [(number, column) for number, _, column in columns if column.holds in _KEYS]
        self._values = [
            (number, letter, column) for number, letter, column in columns if column.holds is Holds.VALUE
        ]
        self._quantities = self._by_value(columns)
        self._units = next((place for place, _, one in columns if one.holds is Holds.QUANTITY_UNIT), None)
        self._column_facts = {letter: facts_of(column) for _, letter, column in self._values}
        self._sections = {bare(name): section for name, section in mapping.sections.items()}
        self._default = self._sheet_facts().with_default(facts_of(mapping.constants))
        self._codes = [place for place, column in self._keys if column.holds is Holds.PRODUCT]
        self._section_facts = {name: facts_of(section) for name, section in self._sections.items()}
        self._section = Facts()
        self._above: dict[int, str] = {}
        self._headings = {
            str(column.header).rpartition("|")[2].strip()
            for _, _, column in columns
            if column.header is not None
        }
        self._known: dict[tuple[int, str], dict[str, Any]] = {}
        self._merged: dict[tuple[str, int], Facts] = {}

    def _by_value(self, columns: Iterable[tuple[int, str, Column]]) -> dict[str, tuple[int, Column]]:
        found = {}
        for number, _, column in columns:
            if column.holds is Holds.QUANTITY:
                found[column.of or self._values[0][1]] = (number, column)
        return found

    def _sheet_facts(self) -> Facts:
        says, name = self._mapping.layout.sheet_says, self._sheet.name
        if says == "period":
            return Facts(when=read_when(name) or When())
        if says == "direction":
            return Facts(direction=self._words.direction(name))
        if says == "partner":
            return Facts(partner=self._words.country(name))
        return Facts()

    def drafts(self) -> Iterator[Draft]:
        """Yield the figures; what is no figure, or whose row cannot be read, is noted instead."""
        first, last = self._mapping.layout.first_row or 1, self._mapping.layout.last_row or self._at_most
        for number, cells in enumerate(self._sheet.rows(), start=1):
            if last and number > last:
                return
            if number >= first:
                yield from self._row(number, cells)

    def _row(self, number: int, cells: Sequence[Cell]) -> Iterator[Draft]:
        texts = [written(cell) for cell in cells]
        if not any(texts):
            return
        keys = {place: self._key(number, place, column, texts) for place, column in self._keys}
        total = self._enter_section(texts)
        reads = [(one, self._figure(number, one[0], cells)) for one in self._values]
        if not any(read.value is not None or read.trouble for _, read in reads):
            self._note_without_figures(number, texts, reads)
            return
        if self._is_heading(texts):
            self._notes.add(kinds.REPEATED_HEADING, self._sheet.place(number))
            return
        try:
            row = total or self._facts(number, keys)
        except Refused as refused:
            self._notes.add(refused.kind, self._sheet.place(number), refused.what)
            return
        if number in self._sheet.marks.hidden_rows:
            self._notes.add(kinds.HIDDEN_ROW, self._sheet.place(number))
        yield from self._figures(number, cells, row, reads)

    def _enter_section(self, texts: list[str]) -> Facts | None:
        """Enter the section that a row heads; return what its own figures are of where they are its total."""
        if not self._sections:
            return None
        first = next((text for text in texts if text), "")
        section = self._sections.get(bare(first))
        if section is None:
            return None
        self._section = self._section_facts[bare(first)]
        return Facts(partner=WORLD) if section.total else None

    def _key(self, number: int, place: int, column: Column, texts: list[str]) -> str:
        """Return a key's text: the cell's own, that of the merged cell it belongs to, or the one above."""
        text = texts[place - 1] if place <= len(texts) else ""
        if column.beside_code and any(place <= len(texts) and texts[place - 1] for place in self._codes):
            return column.beside_code
        if text:
            self._above[place] = text
            return text
        corner = self._sheet.merged.get((number, place))
        down = column.fill_down or (corner is not None and corner != (number, place) and corner[1] == place)
        return self._above.get(place, "") if down else ""

    def _is_heading(self, texts: list[str]) -> bool:
        """Tell whether a row repeats the headings, as a table printed over pages does."""
        same = len(self._headings.intersection(texts))
        return same > 1 and same * 2 > sum(map(bool, texts))

    def _note_without_figures(self, number: int, texts: list[str], reads: list[_Reading]) -> None:
        signs = [(one[0], read) for one, read in reads if read.sign]
        for column, read in signs:
            kind = kinds.CONFIDENTIAL if read.meaning is Meaning.CONFIDENTIAL else kinds.MISSING
            self._notes.add(kind, self._sheet.place(number, column))
        if not signs:
            place = self._sheet.place(number)
            self._notes.add(kinds.NO_FIGURE, place, next((text for text in texts if text), ""))

    def _facts(self, number: int, keys: dict[int, str]) -> Facts:
        """Read a row's keys; raise Refused for one that is not understood."""
        parts: dict[str, Any] = {}
        names = ""
        for place, column in self._keys:
            text = keys[place]
            if column.holds is Holds.PRODUCT_NAME:
                names = text
            elif text:
                self._add(parts, self._part(place, column, text, number))
        facts = Facts(**parts)
        if facts.product is None and (names or self._codes):
            facts = self._product_by_name(facts, names)
        return facts

    @staticmethod
    def _add(parts: dict[str, Any], part: dict[str, Any]) -> None:
        """Add what one cell says; year and month come from two."""
        if "when" in part and "when" in parts:
            part = {"when": part["when"].with_default(parts["when"])}
        parts.update(part)

    def _part(self, place: int, column: Column, text: str, number: int) -> dict[str, Any]:
        """Read a key, a text of a column once; raise Refused."""
        if column.holds is Holds.PRODUCT:
            return {"product": self._product(text, number)}
        found = self._known.get((place, text))
        if found is None:
            found = self._fact(column, text)
            if len(self._known) < _REMEMBERED:
                self._known[place, text] = found
        return found

    def _product_by_name(self, facts: Facts, name: str) -> Facts:
        found = self._words.product(name) if name else None
        if found is None or (found[0].isdecimal() and bare(name) == found[0]):
            if is_total(name):
                return facts._replace(product="TOTAL")
            raise Refused(kinds.UNKNOWN_PRODUCT, name or "no code")
        if found[0] == LEAVE_OUT:
            raise Refused(kinds.DECIDED if self._words.decided(name) else kinds.GROUP, name)
        return facts._replace(product=found[0])

    def _fact(self, column: Column, text: str) -> dict[str, Any]:
        holds = column.holds
        if holds in _COUNTRIES:
            return {_COUNTRIES[holds]: self._country(text)}
        if holds is Holds.DIRECTION:
            way = self._words.direction(text)
            if way is None:
                raise Refused(kinds.UNKNOWN_DIRECTION, text)
            return {"direction": way}
        if holds is Holds.CURRENCY:
            if len(text) != _CURRENCY_LETTERS or not text.isascii() or not text.isalpha():
                raise Refused(kinds.UNKNOWN_CURRENCY, text)
            return {"currency": text.upper()}
        return {"when": _when(column, text)}

    def _country(self, text: str) -> str:
        code = self._words.country(text)
        if code is None:
            raise Refused(kinds.UNKNOWN_COUNTRY, text)
        if code == LEAVE_OUT:
            raise Refused(kinds.DECIDED if self._words.decided(text) else kinds.GROUP, text)
        return code

    def _product(self, text: str, number: int) -> str:
        found = self._words.product(text)
        if found is None:
            raise Refused(kinds.UNKNOWN_PRODUCT, text)
        if found[0] == LEAVE_OUT:
            raise Refused(kinds.DECIDED if self._words.decided(text) else kinds.GROUP, text)
        if found[1]:
            self._notes.add(kinds.ZERO_RESTORED, self._sheet.place(number), f"{text} as {found[0]}")
        return found[0]

    def _figure(self, number: int, place: int, cells: Sequence[Cell]) -> Read:
        cell = cells[place - 1] if place <= len(cells) else ""
        corner = self._sheet.merged.get((number, place))
        if corner is not None and corner[0] >= (self._mapping.layout.first_row or 1):
            return Read(trouble=kinds.MERGED.check)
        return read_figure(cell, self._mapping.numbers)

    def _figures(
        self,
        number: int,
        cells: Sequence[Cell],
        row: Facts,
        reads: list[_Reading],
    ) -> Iterator[Draft]:
        for (place, letter, column), read in reads:
            where = self._sheet.place(number, place)
            if read.value is None:
                self._note(read, where, cells, place)
                continue
            yield Draft(
                place=where,
                facts=row.with_default(self._around(letter)),
                column=column,
                value=read.value,
                flag=read.flag,
                quantity=self._quantity(letter, number, cells),
            )

    def _around(self, letter: str) -> Facts:
        """Return what column, section, sheet and constants say together."""
        key = (letter, id(self._section))
        if key not in self._merged:
            column = self._column_facts[letter].with_default(self._section)
            self._merged[key] = column.with_default(self._default)
        return self._merged[key]

    def _quantity(self, letter: str, number: int, cells: Sequence[Cell]) -> Amount | None:
        if letter not in self._quantities:
            return None
        place, column = self._quantities[letter]
        read = self._figure(number, place, cells)
        where = self._sheet.place(number, place)
        if read.value is None:
            if read.trouble:
                self._note(read, where, cells, place)
            return None
        unit = column.quantity or self._unit(cells, where)
        return Amount(read.value * unit.times, unit.unit) if unit else None

    def _unit(self, cells: Sequence[Cell], where: str) -> Quantity | None:
        """Read the unit that stands in the row."""
        text = written(cells[self._units - 1]) if self._units and self._units <= len(cells) else ""
        unit = find_quantity(text)
        if unit is None:
            self._notes.add(kinds.UNKNOWN_UNIT, where, text)
        return unit

    def _note(self, read: Read, where: str, cells: Sequence[Cell], place: int) -> None:
        if read.trouble == kinds.MERGED.check:
            self._notes.add(kinds.MERGED, where)
        elif read.trouble:
            self._notes.add(kinds.BAD_CELL, where, f"{written(cells[place - 1])} ({read.trouble})")
        elif read.meaning is Meaning.CONFIDENTIAL:
            self._notes.add(kinds.CONFIDENTIAL, where)
        else:
            self._notes.add(kinds.MISSING, where)


def _when(column: Column, text: str) -> When:
    """Read a cell of a period, a year or a month; raise Refused where it is none."""
    found = None
    if column.holds is Holds.MONTH and text.isdecimal():
        found = When(None, int(text), int(text)) if 1 <= int(text) <= _DECEMBER else None
    elif column.dates and (day := _day(text)):
        found = When(day.year, day.month, day.month) if column.dates == "month" else When(day.year)
    else:
        found = read_when(text)
    if found is None:
        raise Refused(kinds.UNKNOWN_PERIOD, text)
    return found


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
