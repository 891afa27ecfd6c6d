"""Print a pair's potential: a table a direction, then the model, and what its numbers mean."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.dossier import show
from sverka.models.gravity.ask_pair import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.potential import Direction, PairYear, Potential, Standing

_QUIET = "bright_black"
_NONE = "–"
_NARROWEST = 118
_LEAST = 0.005


_MODEL = (
    "Model: PPML with effects of exporters and of importers by year, none of pairs, estimated without the "
    "pair’s own trade; of a pair it sees only"
)
_INTERVALS = (
    "Interval of the mean: how surely the model knows the trade expected of such a pair (coefficients "
    "and both countries’ effects). Interval of one pair: that, and how far pairs of similar size are "
    "from what is expected of them."
)
_UNSEEN = (
    "Actual and expected differ by all that the model does not see: common history, single projects, "
    "routes, errors of the books. Expected trade is a mean, which few pairs far exceed: most pairs "
    "trade less, so rank and percentage say more than the ratio. Of every other pair its own part in "
    "the fit is taken off, about."
)


class _Unit(NamedTuple):
    """What amounts are printed in: its name, and how many US dollars it is."""

    name: str
    dollars: float

    def write(self, value: float | None) -> str:
        return _NONE if value is None else f"{value / self.dollars:,.1f}"


_THOUSAND, _MILLION, _BILLION = _Unit("USD thousand", 1e3), _Unit("USD mn", 1e6), _Unit("USD bn", 1e9)


def _unit(found: Potential) -> _Unit:
    """Choose a unit in which the pair's largest flow has at most five digits before the point."""
    years = [year for direction in found.directions for year in direction.years]
    largest = max((max(year.actual or 0.0, year.expected) for year in years), default=0.0)
    if largest < 10 * _MILLION.dollars:
        return _THOUSAND
    return _MILLION if largest < 100 * _BILLION.dollars else _BILLION


def print_potential(found: Potential, book: BookPanel) -> None:
    """Print the answer; amounts in a unit that suits the pair."""
    console = Console(highlight=False)
    one, unit = found.directions[0], _unit(found)
    tables = [_table(direction, found.level, unit) for direction in found.directions]
    widest = max(console.measure(table).maximum for table in tables)
    console.width = max(console.width, _NARROWEST, widest)  # a figure that is cut off is another figure
    console.print(
        Text.assemble(
            (f"{one.exporter}–{one.importer}", "bold"),
            f": actual trade beside what a gravity model expects of it, {unit.name}\n",
            (_of(book), _QUIET),
        )
    )
    for table in tables:
        console.print(table)
    for line in _lines(found, book):
        console.print(line)


def _of(book: BookPanel) -> str:
    return (
        f"{book.source}, {len(book.countries)} countries, {book.years[0]}–{book.years[-1]}; no forecast, and "
        "no amount that waits to be traded"
    )


def _table(direction: Direction, level: float, unit: _Unit) -> Table:
    table = Table(
        box=box.HORIZONTALS,
        padding=(0, 1, 0, 0),
        header_style="bold",
        title=show.subject(f"{direction.exporter}>{direction.importer}"),
        title_justify="left",
    )
    table.add_column("Year", no_wrap=True)
    headings = (
        "Actual",
        "Expected",
        f"{level:.0%} interval\nof the mean",
        f"{level:.0%} interval\nof one pair",
        "Actual /\nexpected",
        "Rank among\nall pairs",
        "Above\n% of them",
        "Rank among\nsimilar size",
    )
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for year in direction.years:
        table.add_row(*_cells(year, unit))
    return table


def _cells(year: PairYear, unit: _Unit) -> tuple[str, ...]:
    return (
        str(year.year),
        unit.write(year.actual),
        unit.write(year.expected),
        f"{unit.write(year.expected_low)} … {unit.write(year.expected_high)}",
        f"{unit.write(year.low)} … {unit.write(year.high)}",
        _ratio(year.ratio),
        _rank(year.standing),
        _NONE if year.standing is None else f"{floor(year.standing.percentile)}",  # 99.9 is not above all
        _rank(year.similar),
    )


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return _NONE
    return "<0.01" if 0 < ratio < _LEAST else f"{ratio:.2f}"  # 0.00 is of no trade at all


def _rank(standing: Standing | None) -> str:
    return _NONE if standing is None else f"{standing.rank:,} of {standing.pairs:,}"


def _lines(found: Potential, book: BookPanel) -> Iterator[Text]:
    yield Text(_MODEL)
    for one in found.result.coefficients:
        yield Text(f"  {one.name:18} {one.estimate:8.3f}  ({one.standard_error:.3f})")
    counted = f"{found.result.count:,} observations; errors clustered by pair, both directions"
    yield Text(counted, style=_QUIET)
    for reason, count in found.result.dropped.items():
        yield Text(f"left out, {reason}: {count:,}", style=_QUIET)
    for name, why in found.result.left_out.items():
        yield Text(f"regressor left out, {name}: {why}", style="yellow")
    yield Text(_INTERVALS, style=_QUIET)
    yield Text(_UNSEEN, style=_QUIET)
    seen = {name.removeprefix("ln_") for name in SEEN}
    for finding in book.findings:
        if not seen.isdisjoint(finding.about.split(", ")):
            yield Text(f"{finding.about}: {finding.message}", style="yellow")
