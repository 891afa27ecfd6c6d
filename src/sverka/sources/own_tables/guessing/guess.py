"""Guess the mapping of a table, with a reason for every guess and "???" for what cannot be guessed."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sverka.sources.own_tables.facts import Words
from sverka.sources.own_tables.guessing.column_words import (
    find_period,
    find_section,
    find_sides,
    find_valuation,
)
from sverka.sources.own_tables.guessing.columns import PARTNER_BELOW, Guess, guess_columns
from sverka.sources.own_tables.guessing.mapping_text import Text
from sverka.sources.own_tables.guessing.shape import Shape, find_shape, is_number, is_year
from sverka.sources.own_tables.guessing.signs import guess_signs
from sverka.sources.own_tables.guessing.titles import Said, Titles, read_titles
from sverka.sources.own_tables.headings import headings
from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.sources.own_tables.mapping import UNKNOWN
from sverka.sources.own_tables.names import WORLD, read_country
from sverka.sources.own_tables.periods import When, read_when
from sverka.sources.own_tables.sheets import Opened, Sheet
from sverka.sources.own_tables.units import Money, find_money, find_quantity
from sverka.sources.own_tables.xlsx_marks import letters_of
from sverka.sources.workbook import Cell, written

if TYPE_CHECKING:
    from collections.abc import Callable

_ASK_LICENCE = "what the publisher allows; “not stated” if the table and its page do not say"
_KEYS = frozenset({"reporter", "partner", "exporter", "importer", "product", "year", "period", "direction"})
_ASK_FILL = "true where an empty cell repeats the one above it, false where it is empty"
_GAPS, _SOME_GAPS = 0.2, 2
_ASK_SCALE = "the unit of the figures: one, thousand, million or billion"


class Seen(NamedTuple):
    """What a first look saw of a table."""

    name: str
    opened: Opened
    sheets: tuple[Sheet, ...]
    shape: Shape
    headings: dict[int, str]
    columns: dict[int, Guess]
    titles: Titles

    def holding(self, *holds: str) -> list[int]:
        """Return the columns guessed to hold one of these."""
        return [place for place, guess in self.columns.items() if guess.holds in holds]


class NoFigures(ValueError):
    """A file holds no table of figures."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds no row with a key and a figure, so there is nothing to map. "
            "Check that it is the right file, and that the figures are in cells and not in a picture."
        )


def see(opened: Opened, name: str) -> Seen:
    """Look at the sheet with most figures and at those that are laid out like it; raise NoFigures."""
    shapes = {sheet.name: (sheet, shape) for sheet in opened.sheets if (shape := find_shape(sheet))}
    shown = {one: found for one, found in shapes.items() if not found[0].hidden} or shapes
    if not shown:
        raise NoFigures(name)
    best, shape = max(shown.values(), key=lambda found: len(found[1].body))
    texts = headings(best, shape.header_rows)
    alike = tuple(
        sheet
        for sheet, other in shown.values()
        if other.header_rows == shape.header_rows
        and other.first_row == shape.first_row
        and headings(sheet, other.header_rows) == texts
    )
    columns = guess_columns(shape, texts)
    return Seen(
        name=name,
        opened=opened,
        sheets=alike,
        shape=shape,
        headings=texts,
        columns=columns,
        titles=read_titles(shape.titles, shape.notes),
    )


def guess_mapping(seen: Seen, modified: date | None) -> str:
    """Write the mapping as YAML; `modified` is the day of the file itself, if that is known."""
    text = Text()
    text.head(f"Mapping of {seen.name}, guessed by a first look. Nothing is posted before you say so.")
    text.head(f"Replace every “{UNKNOWN}”, and look at every guess. docs/own-tables.md explains the fields.")
    _table(text, seen, modified)
    _layout(text, seen)
    _numbers(text, seen)
    _constants(text, seen)
    _valuation(text, seen)
    _columns(text, seen)
    _sections(text, seen)
    return text.text()


def _table(text: Text, seen: Seen, modified: date | None) -> None:
    titles = seen.titles
    text.part("table", "who published this table: the origin of every figure")
    publisher = titles.publisher or UNKNOWN
    text.field(
        "publisher", publisher, "as the table says" if titles.publisher else "the office that published it"
    )
    text.field(
        "title", titles.title or seen.name, "the table's own" if titles.title else "the name of the file"
    )
    text.field("licence", UNKNOWN, _ASK_LICENCE)
    text.field(
        "address", titles.address or UNKNOWN, "as the table says" if titles.address else "where you got it"
    )
    said = "the day of the file: when you got it?" if modified else "the day on which you got it: 2026-01-31"
    text.field("accessed", modified.isoformat() if modified else UNKNOWN, said)


def _layout(text: Text, seen: Seen) -> None:
    shape, opened = seen.shape, seen.opened
    text.part("layout")
    if opened.encoding and opened.separator:
        text.field("encoding", opened.encoding[0], opened.encoding[1])
        text.field("separator", opened.separator[0], opened.separator[1])
    else:
        others = [sheet.name for sheet in opened.sheets if sheet not in seen.sheets]
        why = f"laid out alike; not read: {', '.join(others)}" if others else "all that hold figures"
        text.field("sheets", [sheet.name for sheet in seen.sheets], why)
        if says := _sheet_says(seen):
            text.field("sheet_says", says, "the names of the sheets are that")
    text.field(
        "header_rows", list(shape.header_rows), f"the figures begin below; {len(shape.titles)} lines above"
    )
    text.field("first_row", shape.first_row, "the first row with a key and a figure")


def _sheet_says(seen: Seen) -> str | None:
    names = [sheet.name for sheet in seen.sheets if sheet.name]
    tests: dict[str, Callable[[str], object]] = {
        "period": read_when,
        "direction": Words.direction,
        "partner": read_country,
    }
    return next((says for says, test in tests.items() if names and all(map(test, names))), None)


def _numbers(text: Text, seen: Seen) -> None:
    places = seen.holding("value", "quantity")
    cells = [row[place - 1] for row in seen.shape.body for place in places if place <= len(row)]
    signs = guess_signs(cells, (*seen.shape.titles, *seen.shape.notes))
    text.part("numbers")
    text.field("decimal", *signs.decimal)
    text.field("thousands", *signs.thousands)
    for name, found in (("cells", signs.cells), ("marks", signs.marks)):
        if found:
            text.part(name, depth=1)
            for sign, means in found.items():
                text.field(sign, *means, depth=2)


def _constants(text: Text, seen: Seen) -> None:
    titles = seen.titles
    text.part("constants", "what the columns do not say")
    if not seen.holding("reporter") and not _all_say(seen, "reporter", "exporter"):
        said = titles.reporter
        why = _from(said.line) if said else "the country that declares this trade, as BLR"
        text.field("reporter", said.value if said else UNKNOWN, why)
    by_columns = seen.holding("partner", PARTNER_BELOW, "exporter", "importer") or _all_say(
        seen, "partner", "exporter"
    )
    if not by_columns and _sheet_says(seen) != "partner":
        said = titles.partner
        why = _from(said.line) if said else "the other side: a code as KAZ, or WLD for the whole world"
        text.field("partner", said.value if said else UNKNOWN, why)
    _direction(text, seen)
    _period(text, seen)
    _money(text, seen)
    if not seen.holding("product", "product_name"):
        text.field("product", "TOTAL", "likely: no column of goods, so all goods together")


def _direction(text: Text, seen: Seen) -> None:
    said_otherwise = seen.holding("direction") or _sheet_says(seen) == "direction" or _section_rows(seen)
    both_sides = seen.holding("exporter") and seen.holding("importer")
    if said_otherwise or both_sides or _all_say(seen, "direction", "exporter"):
        return
    said = seen.titles.direction
    why = _from(said.line) if said else "export or import, seen from the reporter"
    text.field("direction", said.value if said else UNKNOWN, why)


def _period(text: Text, seen: Seen) -> None:
    whens = [find_period(seen.headings.get(place, "")) or When() for place in seen.holding("value")]
    if (
        seen.holding("year", "period")
        or _sheet_says(seen) == "period"
        or (whens and all(w.year for w in whens))
    ):
        return
    said = seen.titles.period
    if said is None:
        text.field(
            "period", UNKNOWN, "as 2019 or 2019-01..2019-10; 01..10 where another place gives the year"
        )
        return
    text.field("period", said.value.period, _from(said.line))


def _money(text: Text, seen: Seen) -> None:
    moneys = [find_money(seen.headings.get(place, "")) for place in seen.holding("value")]
    said = seen.titles.money
    own = [money for money in moneys if money.currency]
    if moneys and len(own) == len(moneys):
        return
    if said is None and (named := find_money(seen.name.replace("_", " "))).currency:
        said = Said(named, seen.name)
    currency, scale = said.value if said else Money()
    if not seen.holding("currency"):
        text.field("currency", currency or UNKNOWN, _from(said.line) if said else "as USD, KZT, BYN")
    why = _from(said.line) if said and scale else _ASK_SCALE
    text.field("scale", scale or UNKNOWN, why)


def _from(line: str) -> str:
    return f"likely: “{line[:70]}”"


def _all_say(seen: Seen, *facts: str) -> bool:
    """Tell whether every column of values says one of these in its heading."""
    sides = [find_sides(seen.headings.get(place, "")) for place in seen.holding("value")]
    return bool(sides) and all(any(getattr(one, fact) for fact in facts) for one in sides)


def _valuation(text: Text, seen: Seen) -> None:
    del seen
    text.part("valuation", "by convention of trade statistics; look whether the publisher says otherwise")
    text.field("export", "FOB")
    text.field("import", "CIF")


def _columns(text: Text, seen: Seen) -> None:
    if seen.holding("product", "product_name"):
        _revision(text, seen)
    text.part("columns")
    for place, guess in seen.columns.items():
        letter = letters_of(place)
        text.part(letter, depth=1)
        heading = seen.headings.get(place)
        below = guess.holds == PARTNER_BELOW
        text.field("holds", "partner" if below else guess.holds, guess.why, depth=2)
        if below:
            text.field("beside_code", WORLD, "the rows with a code are of all partners together", depth=2)
        if heading:
            text.field("header", heading, depth=2)
        if guess.holds == "product" and seen.holding(PARTNER_BELOW):
            text.field(
                "fill_down", value=True, why="the rows below without a code are of the same goods", depth=2
            )
        elif guess.holds in _KEYS and _has_gaps(seen, place):
            text.field("fill_down", UNKNOWN, _ASK_FILL, depth=2)
        if guess.holds == "value":
            _value_column(text, seen, heading or "")
        if guess.holds == "quantity":
            _quantity_column(text, seen, place)
        if guess.holds == "period" and any(not isinstance(c, str | int | float) for c in _cells(seen, place)):
            text.field("dates", UNKNOWN, "month or year: what a date in this column stands for", depth=2)


def _has_gaps(seen: Seen, place: int) -> bool:
    """Tell whether many rows with figures have nothing in a column of keys."""
    values = seen.holding("value")
    rows = [row for row in seen.shape.body if any(p <= len(row) and is_number(row[p - 1]) for p in values)]
    gaps = sum(place > len(row) or not written(row[place - 1]) for row in rows)
    return gaps >= _SOME_GAPS and gaps > _GAPS * len(rows)


def _revision(text: Text, seen: Seen) -> None:
    said = plain(" ".join((*seen.shape.titles, *seen.headings.values())))
    if "тн вэд" not in said and "сэқ" not in said and "тнвэд" not in said:
        text.field("revision", UNKNOWN, "of the product codes, as HS2017", depth=0)
        return
    years = {first: name for first, name in read_lookups().revisions.items() if first <= _last_year(seen)}
    first = _first_year(seen)
    start = max((one for one in years if one <= first), default=min(years, default=first))
    used = {one: name for one, name in years.items() if one >= start}
    text.field(
        "revision", used, "by the year, as the countries of the common nomenclature changed it", depth=0
    )


def _years(seen: Seen) -> list[int]:
    texts = [*seen.headings.values(), *seen.shape.titles, *(sheet.name for sheet in seen.sheets)]
    found = [when.year for text in texts if (when := find_period(text)) and when.year]
    for place in seen.holding("year"):
        found += [int(written(cell)) for cell in _cells(seen, place) if is_year(cell)]
    return found


def _first_year(seen: Seen) -> int:
    return min(_years(seen), default=0)


def _last_year(seen: Seen) -> int:
    return max(_years(seen), default=9999)


def _cells(seen: Seen, place: int) -> list[Cell]:
    return [row[place - 1] for row in seen.shape.body if place <= len(row) and written(row[place - 1])]


def _value_column(text: Text, seen: Seen, heading: str) -> None:
    sides = find_sides(heading)
    for name, value in sides._asdict().items():
        if value:
            text.field(name, value, "likely: the heading says so", depth=2)
    if sides.exporter and not sides.reporter and not seen.holding("reporter"):
        text.field("reporter", UNKNOWN, "who declares it; without one, valuation: reconciled", depth=2)
    when = find_period(heading)
    if when and (when.year or when.first):
        text.field("period", _written_period(when), "likely: the heading says so", depth=2)
    money = find_money(heading)
    if money.currency:
        text.field("currency", money.currency, "likely: the heading says so", depth=2)
        why = "likely: the heading says so" if money.scale else _ASK_SCALE
        text.field("scale", money.scale or UNKNOWN, why, depth=2)
    valuation = find_valuation(heading)
    if valuation:
        text.field("valuation", valuation, "sure: the heading says so", depth=2)


def _written_period(when: When) -> str:
    """Write a period for a mapping: months that wait for their year as "01..10", one month as "05"."""
    if when.period:
        return when.period
    return f"{when.first:02}" if when.first == when.last else f"{when.first:02}..{when.last:02}"


def _quantity_column(text: Text, seen: Seen, place: int) -> None:
    heading = seen.headings.get(place, "")
    unit = find_quantity(heading) or find_quantity(" ".join(seen.shape.titles))
    value = {"unit": unit.unit, "times": unit.times} if unit else UNKNOWN
    why = "kilograms keep the decimals of tonnes" if unit else "what is counted, as {unit: kg, times: 1000}"
    if not seen.holding("quantity_unit"):
        text.field("quantity", value, why, depth=2)
    values = seen.holding("value")
    if len(values) > 1:
        own = (find_sides(heading).direction, find_period(heading))
        alike = [
            one
            for one in values
            if (find_sides(seen.headings.get(one, "")).direction, find_period(seen.headings.get(one, "")))
            == own
        ]
        near = min(alike or values, key=lambda one: (abs(one - place), -one))
        text.field(
            "of", letters_of(near), "likely: the nearest column of values with the same heading", depth=2
        )


def _section_rows(seen: Seen) -> dict[str, tuple[str, bool]]:
    """Return headings inside the table that say export or import, each with whether figures stand there."""
    if seen.holding("direction") or _all_say(seen, "direction", "exporter"):
        return {}
    found: dict[str, tuple[str, bool]] = {}
    for row in seen.shape.body:
        first = next((cell for cell in row if written(cell)), "")
        way = find_section(first) if isinstance(first, str) else None
        if way:
            found.setdefault(" ".join(written(first).split()), (way.value, any(map(is_number, row))))
    return found if len({way for way, _ in found.values()}) > 1 else {}


def _sections(text: Text, seen: Seen) -> None:
    rows = _section_rows(seen)
    if not rows:
        return
    text.part("sections", "headings inside the table: the rows below each are of its direction")
    for name, (way, has_figures) in rows.items():
        value: dict[str, object] = {"direction": way}
        if has_figures:
            value["total"] = True
        text.field(name, value, "its own figures are the world total" if has_figures else "")
