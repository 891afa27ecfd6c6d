"""Print what a gravity panel is made of: its cells, its covariates, what limits it, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.faces.cli.bytes_words import bytes_words
from sverka.models.gravity.book_panel import Basis, Zeros

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sverka.models.gravity.book_panel import BookPanel

_WORDS = {
    Basis.IMPORTER: "declared by the importer",
    Basis.EXPORTER: "declared by the exporter only",
    Basis.RECONCILED: "reconciled by a third party",
    Basis.IMPORTER_ESTIMATED: "the importer's, estimated by the publisher",
    Basis.EXPORTER_ESTIMATED: "the exporter's, estimated by the publisher",
    Basis.ASSUMED_ZERO: "assumed zero: absent from a published book",
    Basis.CONSTRUCTED: "constructed: GDP minus exports",
    Basis.MISSING: "missing",
}
_NARROWEST = 100


def print_panel(panel: BookPanel, out: Path) -> None:
    """Print a panel that was written to `out`."""
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    console.print(_head(panel))
    console.print(_cells(panel))
    console.print(_covariates(panel))
    for line in _notes(panel):
        console.print(line)
    console.print(f"{out}: {len(panel.trade):,} rows, {bytes_words(out.stat().st_size)}")


def _head(panel: BookPanel) -> Text:
    n, _, t = panel.shape
    years = f"{panel.years[0]}–{panel.years[-1]}" if t > 1 else str(panel.years[0])
    text = Text.assemble(
        (f"{n} countries, {t} years ({years}), {len(panel.trade):,} cells", "bold"),
        f": trade from {panel.source} in US dollars at current prices, {panel.rules.declared}; "
        "imports as valued by importers (mostly CIF), exports by exporters (mostly FOB), none converted",
    )
    return text.append("\n")


def _cells(panel: BookPanel) -> Table:
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Trade of a cell")
    for name in ("Cells", "of these zero"):
        table.add_column(name, justify="right")
    zero = panel.trade == 0
    for basis, count in panel.counts.items():
        none = int(np.count_nonzero(zero & (panel.flags == basis)))
        table.add_row(_WORDS[basis], f"{count:,}", "–" if basis is Basis.MISSING else f"{none:,}")
    table.add_row("all", f"{len(panel.trade):,}", f"{panel.zeros:,}", style="bold")
    return table


def _covariates(panel: BookPanel) -> Table:
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Covariate", no_wrap=True)
    table.add_column("Missing", justify="right", no_wrap=True)
    table.add_column("What it is")
    table.add_column("From")
    for column in panel.columns:
        names = column.name.split(", ")
        missing = max(int(np.count_nonzero(np.isnan(panel.covariates[name]))) for name in names)
        origin = column.origin
        source = (
            f"{origin.cites or origin.source}, snapshot {origin.snapshot[:8]}"
            if origin
            else "not in the book"
        )
        table.add_row("\n".join(names), f"{missing:,}", column.meaning, source)
    return table


def _notes(panel: BookPanel) -> Iterator[Text]:
    yield Text(f"Domestic trade: {panel.domestic}.")
    if panel.rules.zeros is Zeros.PUBLISHED and Basis.MISSING in panel.counts:
        yield Text(
            "A pair that a published book leaves out is missing here; --zeros absent assumes that it trades "
            "nothing."
        )
    for finding in panel.findings:
        yield Text.assemble((f"{finding.severity}: ", "yellow"), f"{finding.message} ({finding.about})")
    for origin in dict.fromkeys(
        (one.source, one.cites or "", one.licence, str(one.accessed)) for one in panel.origins
    ):
        source, cites, licence, accessed = origin
        yield Text(f"{source}{f': {cites}' if cites else ''}; {licence}; accessed {accessed}", "bright_black")
