"""Guess what each column of a table holds, from its heading and its cells."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sverka.sources.own_tables.facts import Words
from sverka.sources.own_tables.guessing.column_words import find_period, find_section, find_sides, kinds_of
from sverka.sources.own_tables.guessing.shape import Shape, is_number, is_year
from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.sources.own_tables.names import WORLD, read_country
from sverka.sources.own_tables.periods import read_when
from sverka.sources.own_tables.products import read_code
from sverka.sources.own_tables.units import find_quantity
from sverka.sources.workbook import Cell, written

_SAMPLES = 400
_HALF, _MOST, _NEARLY_ALL = 0.5, 0.6, 0.95
_DECEMBER = 12
_ROLES = ("exporter", "importer", "reporter", "partner")
UNKNOWN = "???"
PARTNER_BELOW = "partner below goods"
"""A partner, but beside a code the name of the goods."""


class Guess(NamedTuple):
    """What a column holds ("???" where that cannot be said), how sure that is, and why."""

    holds: str
    why: str


class Column(NamedTuple):
    """A column with its heading and some of its cells that are not empty."""

    heading: str
    kinds: tuple[str, ...]
    cells: tuple[Cell, ...]

    def share(self, test: Callable[[Cell], object]) -> float:
        """Return the share of different cells that pass a test."""
        different = list(dict.fromkeys(self.cells))
        return sum(bool(test(cell)) for cell in different) / len(different) if different else 0.0

    @property
    def figures(self) -> float:
        """Return the share of figures among cells that are no sign for a missing one."""
        signs = read_lookups().cells
        return self._replace(cells=tuple(c for c in self.cells if plain(written(c)) not in signs)).share(
            is_number
        )


def guess_columns(shape: Shape, headings: dict[int, str]) -> dict[int, Guess]:
    """Guess each column that has a heading or a cell, by its number."""
    width = max((len(cells) for cells in shape.body), default=0)
    all_columns = {place: _column(shape, place, headings.get(place, "")) for place in range(1, width + 1)}
    columns = {place: column for place, column in all_columns.items() if column.heading or column.cells}
    guesses = {place: _guess(column) for place, column in columns.items()}
    for roles in (("product",), ("year",), ("month",), ("period",), ("direction",)):
        _keep_one(guesses, columns, roles)
    _give_roles(guesses, columns)
    _leave_open_quantities(guesses)
    _find_partners_below_goods(guesses, shape)
    return dict(sorted(guesses.items()))


def _column(shape: Shape, place: int, heading: str) -> Column:
    return Column(heading, kinds_of(heading), _samples(shape.body, place))


def _samples(body: Sequence[tuple[Cell, ...]], place: int) -> tuple[Cell, ...]:
    found = []
    for cells in body:
        if place <= len(cells) and written(cells[place - 1]):
            found.append(cells[place - 1])
            if len(found) == _SAMPLES:
                break
    return tuple(found)


def _guess(column: Column) -> Guess:
    if not column.cells:
        return Guess("nothing", "the column is empty")
    return _keys(column) or (_figures(column) if column.figures >= _MOST else _text(column))


def _keys(column: Column) -> Guess | None:
    """Guess a column of keys by what its cells are; the heading only decides where cells could be either."""
    heading = "by the heading" if column.heading else "without a heading"
    if column.share(lambda cell: Words.direction(written(cell))) == 1:
        return Guess("direction", "sure: every cell says export or import")
    if column.share(is_year) == 1 and "value" not in column.kinds:
        return Guess("year", "sure: every cell is a year")
    if "month" in column.kinds and column.share(_is_month) == 1:
        return Guess("month", "sure: every cell is a month")
    if "product" in column.kinds and column.share(_is_code) >= _MOST and not _has_fractions(column):
        return Guess("product", f"likely: cells are codes, {heading}")
    return _countries_or_periods(column, heading)


def _countries_or_periods(column: Column, heading: str) -> Guess | None:
    column = column._replace(cells=tuple(one for one in column.cells if not find_section(written(one))))
    is_text = column.figures < _MOST
    countries = column.share(lambda cell: read_country(written(cell)))
    named_one = column.share(lambda cell: read_country(written(cell)) not in {None, WORLD})
    if is_text and countries >= _MOST and named_one:
        return Guess("country", f"likely: cells are names or codes of countries, {heading}")
    named = set(_ROLES) & set(column.kinds)
    if named and countries >= _NEARLY_ALL and "value" not in column.kinds:
        return Guess("country", f"likely: cells are numeric codes of countries, {heading}")
    if is_text and column.share(lambda cell: read_when(written(cell))) >= _MOST:
        return Guess("period", f"likely: cells are periods, {heading}")
    return None


def _figures(column: Column) -> Guess:
    heading = "by the heading" if column.heading else "without a heading"
    if "derived" in column.kinds:
        return Guess(
            "nothing", f"likely: a share, a price, a growth or a sum that follows from others, {heading}"
        )
    if {"value", "period"} & set(column.kinds) and "quantity" not in column.kinds:
        return Guess("value", f"likely: figures, {heading}")
    if "quantity" in column.kinds:
        return Guess("quantity", f"likely: figures, {heading}")
    if _names_flow(column.heading):
        return Guess("value", f"likely: figures, {heading}: a period, a country or a flow")
    if {"reporter", "partner", "product"} & set(column.kinds) and not _has_fractions(column):
        return Guess("nothing", f"likely: numbers of the publisher's own that are no figures, {heading}")
    return Guess(UNKNOWN, "figures of what? value, quantity or nothing")


def _names_flow(heading: str) -> bool:
    return bool(find_period(heading) or any(find_sides(heading)))


def _text(column: Column) -> Guess:
    if "quantity_unit" in column.kinds and column.share(lambda cell: find_quantity(written(cell))) >= _HALF:
        return Guess("quantity_unit", "likely: cells are units, by the heading")
    if "product_name" in column.kinds:
        return Guess("product_name", "likely: by the heading")
    return Guess("nothing", "likely: text that no figure needs")


def _is_month(cell: Cell) -> bool:
    text = written(cell)
    return (text.isdecimal() and 1 <= int(text) <= _DECEMBER) or bool(
        (when := read_when(text)) and when.first and when.first == when.last
    )


def _is_code(cell: Cell) -> bool:
    return read_code(written(cell)) is not None


def _has_fractions(column: Column) -> bool:
    return any(isinstance(cell, float) and not cell.is_integer() for cell in column.cells)


def _keep_one(guesses: dict[int, Guess], columns: dict[int, Column], roles: tuple[str, ...]) -> None:
    """Keep the best of several columns for one role: codes before running numbers, the first otherwise."""
    rivals = [place for place, guess in guesses.items() if guess.holds in roles]
    if len(rivals) < 2:  # noqa: PLR2004
        return
    best = max(rivals, key=lambda place: (_code_words(columns[place].heading), -place))
    for place in rivals:
        if place != best:
            guesses[place] = Guess("nothing", f"likely: column {best} says the same better")


def _code_words(heading: str) -> int:
    return sum(word in heading.casefold() for word in ("hs", "тн вэд", "code", "код", "сэқ")) - (
        "_id" in heading.casefold()
    )


def _give_roles(guesses: dict[int, Guess], columns: dict[int, Column]) -> None:
    """Tell reporter and partner apart by their headings; of two columns for one role, codes come first."""
    places = [place for place, guess in guesses.items() if guess.holds == "country"]
    taken: dict[str, int] = {}
    for place in sorted(places, key=lambda one: -_codes(columns[one])):
        role = next((kind for kind in columns[place].kinds if kind in _ROLES), None)
        if role is None:
            role = "partner" if len(places) == 1 else UNKNOWN
        if role in taken and role != UNKNOWN:
            guesses[place] = Guess("nothing", f"likely: another column names the same {role}")
            continue
        taken[role] = place
        guesses[place] = Guess(role, guesses[place].why)


def _codes(column: Column) -> float:
    return column.share(lambda cell: len(written(cell)) == 3 and written(cell).isupper())  # noqa: PLR2004


def _leave_open_quantities(guesses: dict[int, Guess]) -> None:
    """Leave open which of several quantities is stored: a flow has one."""
    quantities = [place for place, guess in guesses.items() if guess.holds == "quantity"]
    if len(quantities) > sum(guess.holds == "value" for guess in guesses.values()):
        for place in quantities:
            guesses[place] = Guess(
                UNKNOWN, "one of several: quantity for the one to keep, nothing for others"
            )


def _find_partners_below_goods(guesses: dict[int, Guess], shape: Shape) -> None:
    """Find a column that names goods beside their codes, and partners in the rows below without a code."""
    codes = next((place for place, guess in guesses.items() if guess.holds == "product"), None)
    if codes is None or any(guess.holds == "partner" for guess in guesses.values()):
        return
    for place, guess in guesses.items():
        if guess.holds in {"product_name", "nothing"}:
            below = Column("", (), tuple(_below_codes(shape, place, codes)))
            if len(below.cells) > 1 and below.share(lambda cell: read_country(written(cell))) >= _NEARLY_ALL:
                guesses[place] = Guess(
                    PARTNER_BELOW, "likely: goods beside their code, partners below without one"
                )
                return


def _below_codes(shape: Shape, place: int, codes: int) -> Iterator[Cell]:
    for cells in shape.body:
        has_figure = any(map(is_number, cells))
        if has_figure and place <= len(cells) and written(cells[place - 1]) and not written(cells[codes - 1]):
            yield cells[place - 1]
