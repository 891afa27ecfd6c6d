"""Read a reporter's workbook: a sheet for exports, one for imports, a partner a row, a year a column.

Row 2 holds the sheet's title, row 4 the reporter, row 5 the unit, row 7 the years from column C on.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import msgspec

from sverka.sources.imf_dots.lookups import Lookups, SheetOf
from sverka.sources.imf_dots.outside import Outside, Tally
from sverka.sources.workbook import Cell, Grid, Line, Workbook, written
from sverka.vocabulary.country import Country
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.origin import Origin

_TITLE, _REPORTER, _UNIT, _HEADER = 2, 4, 5, 7
_NAME, _FIRST_YEAR = 1, 2  # columns B and C
_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?:\s+(\D+))?")


class Form(NamedTuple):
    """What stands above a sheet's table."""

    side: SheetOf
    reporter: str
    unit: int
    years: tuple[str, ...]


class UnexpectedCell(ValueError):
    """A workbook does not hold what it should above its table."""

    def __init__(self, place: str, expected: str, found: str) -> None:
        super().__init__(
            f"{place} should hold {expected} and holds {f'“{found}”' if found else 'nothing'}. "
            "The table was moved or the workbook is another one: get it again from the publisher."
        )


class Statement(NamedTuple):
    """A reporter's whole workbook: its name, and its sheets with what stands above them."""

    reporter: str
    sheets: tuple[tuple[Form, Grid], ...]

    @property
    def content(self) -> int:
        """Return a number that two workbooks share where they are the same cell by cell."""
        return hash(tuple((form, grid.rows) for form, grid in self.sheets))

    @property
    def figures(self) -> int:
        """Count the cells that hold something beside a partner's name."""
        rows = [row for _, grid in self.sheets for row in grid.rows[_HEADER:]]
        return sum(1 for row in rows for cell in row[_FIRST_YEAR:] if written(cell))


def open_statement(book: Workbook, lookups: Lookups) -> Statement:
    """Look at a workbook's sheets; raise MissingSheet, UnreadableWorkbook or UnexpectedCell.

    A reporter may have a sheet for one direction only; a sheet of another name stops the reading, since it
    may be the missing one renamed.
    """
    found = [name for name in lookups.sheets if name in book.sheets]
    strange = [name for name in book.sheets if name not in lookups.sheets]
    if not found or strange:
        missing = [name for name in lookups.sheets if name not in found]
        if missing:
            book.sheet(missing[0])  # raises, naming the sheets that there are
        raise UnexpectedSheet(book.name, strange)
    grids = [(book.sheet(name), lookups.sheets[name]) for name in found]
    sheets = tuple((_form(grid, side, lookups), grid) for grid, side in grids)
    reporters = {form.reporter for form, _ in sheets}
    if len(reporters) > 1:
        raise UnexpectedCell(
            sheets[1][1].place(_REPORTER), f"“{sheets[0][0].reporter}”", sheets[1][0].reporter
        )
    return Statement(reporters.pop(), sheets)


class UnexpectedSheet(ValueError):
    """A workbook has sheets that the reader does not know."""

    def __init__(self, book: str, sheets: list[str]) -> None:
        super().__init__(
            f"{book} has a sheet that its reader does not know: {', '.join(f'“{name}”' for name in sheets)}. "
            "Look at what it holds: delete it from the workbook, or teach the source's reader to read it."
        )


def lacking(book: Workbook, lookups: Lookups) -> tuple[Finding, ...]:
    """Name the directions that a workbook has no sheet for."""
    return tuple(
        Finding(
            check="missing sheet",
            severity=Severity.WARNING,
            about=book.name,
            message=f"The workbook has no sheet “{name}”; the reporter's {one.direction}s were not read.",
            next_step="Compare with the publisher's page: the reporter may declare one direction only.",
        )
        for name, one in lookups.sheets.items()
        if name not in book.sheets
    )


def read_statement(
    statement: Statement, reporter: Country, origin: Origin, lookups: Lookups, tally: Tally
) -> Iterator[Flow]:
    """Yield the flows of all sheets in whole dollars; `origin` is completed with the row's place."""
    for form, grid in statement.sheets:
        for line in _body(form, grid, tally):
            partner = lookups.place(written(line.cells[_NAME]))
            if isinstance(partner, Outside):
                figures = sum(1 for cell in line.cells[_FIRST_YEAR:] if written(cell) not in lookups.missing)
                if figures:
                    tally.put(partner, written(line.cells[_NAME]), line.place, figures)
                continue
            yield from _flows(line, form, (reporter, partner), origin, lookups, tally)


def _form(grid: Grid, side: SheetOf, lookups: Lookups) -> Form:
    title, reporter, unit = (_beside(grid, row) for row in (_TITLE, _REPORTER, _UNIT))
    if title != side.title:
        raise UnexpectedCell(f"{grid.place(_TITLE)} column B", f"“{side.title}”", title)
    if not reporter:
        raise UnexpectedCell(f"{grid.place(_REPORTER)} column B", "the reporter's name", reporter)
    if unit not in lookups.units:
        raise UnexpectedCell(f"{grid.place(_UNIT)} column B", f"a unit ({', '.join(lookups.units)})", unit)
    return Form(side, reporter, lookups.units[unit], _years(grid))


def _beside(grid: Grid, row: int) -> str:
    cells = grid.rows[row - 1] if row <= len(grid.rows) else ()
    return written(cells[_NAME]) if len(cells) > _NAME else ""


def _years(grid: Grid) -> tuple[str, ...]:
    cells = grid.rows[_HEADER - 1] if len(grid.rows) >= _HEADER else ()
    years = [written(cell) for cell in cells[_FIRST_YEAR:]]
    while years and not years[-1]:
        years.pop()
    wrong = next((year for year in years if not re.fullmatch(r"[12]\d{3}", year)), None)
    if (
        not years
        or wrong is not None
        or sorted(set(years)) != years
        or any(map(written, cells[:_FIRST_YEAR]))
    ):
        raise UnexpectedCell(
            grid.place(_HEADER), "years in ascending order from column C on", wrong or " ".join(years)
        )
    return tuple(years)


def _body(form: Form, grid: Grid, tally: Tally) -> Iterator[Line]:
    lines = [line for line in list(grid.lines())[_HEADER:] if any(map(written, line.cells))]
    times = Counter(written(line.cells[_NAME]) for line in lines)
    contents: dict[str, set[tuple[Cell, ...]]] = {}
    for line in lines:
        contents.setdefault(written(line.cells[_NAME]), set()).add(line.cells)
    for line in lines:
        name = written(line.cells[_NAME])
        times[name] -= 1
        figures = sum(map(bool, map(written, line.cells[_FIRST_YEAR:])))
        if len(contents[name]) > 1:
            tally.put(Outside.CONTRADICTION, name, line.place, figures)
        elif times[name]:
            tally.put(Outside.REPEATED, name, line.place, figures)
        else:
            _account(line, form, tally)
            yield line


def _account(line: Line, form: Form, tally: Tally) -> None:
    for cell in (*line.cells[:_NAME], *line.cells[_FIRST_YEAR + len(form.years) :]):
        if written(cell):
            tally.put(Outside.COLUMN, written(cell), line.place)


def _flows(
    line: Line, form: Form, ends: tuple[Country, Country], origin: Origin, lookups: Lookups, tally: Tally
) -> Iterator[Flow]:
    exporter, importer = form.side.ends(*ends)
    place = msgspec.structs.replace(origin, place=line.place)
    for year, cell in zip(form.years, line.cells[_FIRST_YEAR:], strict=False):
        text = written(cell)
        if text in lookups.missing:
            continue
        figure = _FIGURE.fullmatch(text)
        flag = lookups.marks.get((figure[2] or "").strip()) if figure else None
        dollars = lookups.dollars_of(Decimal(figure[1]), form.unit) if figure and flag else Outside.CELL
        if isinstance(dollars, Outside):
            tally.put(dollars, text, f"{line.place}, {year}")
            continue
        yield Flow(
            exporter=exporter,
            importer=importer,
            reporter=ends[0],
            period=year,
            valuation=form.side.valuation,
            value=dollars,
            value_usd=dollars,
            flag=flag or "",
            origin=place,
        )
