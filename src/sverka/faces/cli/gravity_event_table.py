"""Print an event study: the periods, whether the pair was on its way before, and what to make of it."""

from __future__ import annotations

from datetime import date
from math import expm1, inf
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.models.gravity.event_study import FEW, Caveat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sverka.faces.cli.gravity_happened import Happened
    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.event_study import EventStudy, Period

_QUIET = "bright_black"
_NONE = "–"
_NARROWEST = 100
_COHORTS = 8


def print_event(found: EventStudy, happened: Happened, book: BookPanel) -> None:
    """Print the answer."""
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    years = f"{book.years[0]}–{book.years[-1]}"
    of = f"\n{book.source}, {len(book.countries)} countries, {years}; three-way PPML"
    observations = f", {found.result.count:,} observations"
    console.print(Text.assemble((happened.title, "bold"), (of + observations, _QUIET)))
    table = _table(found)
    console.width = max(console.width, console.measure(table).maximum)  # a figure cut off is another figure
    console.print(table)
    for line in _lines(found, happened):
        console.print(line)


def _table(found: EventStudy) -> Table:
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Years after", no_wrap=True)
    beside, level = f"Trade beside year {found.study.window.base:+d}", f"{found.study.level:.0%} interval"
    headings = (beside, level, "Coefficient", "p", "Treated cells")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for period in found.periods:
        table.add_row(*_cells(period, _when(period)), style=_QUIET if period.base else "")
    if found.after:
        table.add_section()
        table.add_row(*_cells(found.after, "mean from 0 on")[:-1], _NONE, style="bold")
    return table


def _when(period: Period) -> str:
    ends = " and before" if period.time < 0 else " and later"
    return f"{period.time:+d}".replace("+0", "0") + (ends if period.binned else "")


def _cells(period: Period, when: str) -> tuple[str, ...]:
    cells = f"{period.cells:,}"
    if period.base:
        return when, "base", "", "", "", cells
    if period.estimate is None:
        return when, _NONE, _why(period), "", "", cells
    interval = f"{_change(period.low)} … {_change(period.high)}"
    p = _NONE if period.p is None else f"{period.p:.3f}"
    return when, _change(period.estimate), interval, f"{period.estimate:.3f}", p, cells


def _why(period: Period) -> str:
    return "cannot be told from other years" if period.cells else "no trade in the period"


def _change(value: float | None) -> str:
    if value is None or value in {inf, -inf}:
        return _NONE
    return f"{100 * expm1(value):+,.0f} %"


def _lines(found: EventStudy, happened: Happened) -> Iterator[Text]:
    if found.before:
        how = "share of pairs that moved as much or more" if found.placebos else "Wald’s test"
        yield Text(
            f"Before the event: {found.before.count} periods together differ from nothing with "
            f"p = {found.before.p:.3f} ({how})"
        )
    yield from _caveats(found)
    if happened.day:
        rest = (date(happened.day.year, 12, 31) - happened.day).days
        yield Text(
            f"The data are yearly: {happened.day.year} is year 0, of which {rest} days lie after "
            f"{happened.day}; the first whole year after it is {happened.day.year + 1}."
        )
    yield from _others(found, happened)
    for reason, count in found.dropped.items():
        yield Text(f"left out, {reason}: {count:,}", style=_QUIET)
    taken = (
        "Effects of exporters and importers by year and of pairs take out what both countries did with "
        "everybody and what the pair always does; what else happened to the pair in these years stays in."
    )
    yield Text(taken, style=_QUIET)


def _caveats(found: EventStudy) -> Iterator[Text]:
    for caveat in found.caveats:
        yield Text(_CAVEATS[caveat](found), style="yellow")


def _one_pair(found: EventStudy) -> str:
    others = len(found.placebos.pairs) if found.placebos else 0
    return (
        "One pair is treated, so cluster-robust errors are not valid: intervals and p are from the same date "
        f"supposed of {others} other pairs, those of the nearest size that trade in every period."
    )


def _few_pairs(found: EventStudy) -> str:
    return (
        f"{found.pairs} pairs are treated: with fewer than {FEW} cluster-robust errors are unreliable, "
        "mostly too small."
    )


def _staggered(found: EventStudy) -> str:
    largest = sorted(found.cohorts.items(), key=lambda one: -one[1])[:_COHORTS]
    listed = ", ".join(f"{year} ({count})" for year, count in sorted(largest))
    return (
        f"The events of {found.pairs:,} pairs are of {len(found.cohorts)} different years, most in {listed}. "
        "Where effects differ between them, each coefficient mixes effects of other periods too, with "
        "weights that can be negative (Sun and Abraham 2021): study single pairs beside it."
    )


_CAVEATS: dict[Caveat, Callable[[EventStudy], str]] = {
    Caveat.ONE_PAIR: _one_pair,
    Caveat.FEW_PAIRS: _few_pairs,
    Caveat.STAGGERED: _staggered,
}


def _others(found: EventStudy, happened: Happened) -> Iterator[Text]:
    if not happened.others:
        return
    at = found.study.events[0].year
    window = found.study.window
    near = [one for one in happened.others if -window.leads <= one.year - at <= window.lags]
    listed = "; ".join(f"{one.year} {one.words}" for one in near)
    if listed:
        yield Text(f"What else the book dates for the pair in these years: {listed}", style="yellow")
