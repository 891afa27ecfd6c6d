"""Print the estimates of many sectors: a row a sector and regressor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.faces.cli.gravity_estimate_table import number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.gravity.result import Summary
    from sverka.models.gravity.sectors import Outcome

_NARROWEST = 100


def print_sectors(done: Sequence[Outcome]) -> None:
    """Print what came of each sector; conventions once, for they are the same."""
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Sector")
    table.add_column("Regressor", no_wrap=True)
    for heading in ("Coefficient", "Std. error", "z", "p", "Observations", "Left out", "CPU s"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in done:
        if one.summary is None:
            table.add_row(one.sector, Text("not estimated", style="bold red"))
        else:
            _add(table, one, one.summary)
    known = [one.summary for one in done if one.summary is not None]
    if known:
        console.print(Text.assemble((known[0].estimator, "bold"), f": {known[0].formula}"))
    console.print(table)
    for convention in known[0].conventions if known else ():
        console.print(Text(convention, style="bright_black"))


def _add(table: Table, one: Outcome, summary: Summary) -> None:
    style = "" if summary.convergence.arrived else "bold red"
    sector = one.sector if summary.convergence.arrived else f"{one.sector} (NOT ARRIVED)"
    for row, coefficient in enumerate(summary.coefficients):
        sizes = (
            f"{summary.sample.observations:,}",
            f"{sum(summary.dropped.values()):,}",
            f"{one.seconds:.2f}",
        )
        table.add_row(
            "" if row else sector,
            coefficient.name,
            number_words(coefficient.estimate),
            number_words(coefficient.standard_error),
            f"{coefficient.z:.2f}",
            f"{coefficient.p:.3f}",
            *(("", "", "") if row else sizes),
            style=style,
        )
    for name in summary.left_out:
        table.add_row("", name, Text("left out", style="bright_black"))
