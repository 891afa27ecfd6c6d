"""`sverka gravity panel`: the square panel of a gravity model, from the book to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sverka.faces.cli.book import BookError
from sverka.faces.cli.gravity import step_parser
from sverka.faces.cli.gravity_book import add_book_rules, panel_of_book, telling
from sverka.faces.cli.options import years
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from sverka.models.gravity.book_panel import BookPanel

_ENDINGS = (".parquet", ".pq", ".csv")


def parser() -> ArgumentParser:
    """Make the parser of `sverka gravity panel`."""
    found = step_parser("panel", "sverka gravity panel OUT [options]")
    add = found.add_argument
    add("out", type=Path, metavar="OUT", help="the file to write: .parquet or .csv")
    add("--years", type=years, metavar="FIRST-LAST", help="as in 1992-2020 (all from 1992 that there are)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write what the panel is made of as data")
    add_book_rules(found)
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Make the panel, write it and say what it is made of; return the exit code."""
    from sverka.ledger.table_file import write_table  # noqa: PLC0415  after `--help`
    from sverka.models.gravity.from_book import NoTradeHeld  # noqa: PLC0415  likewise

    if options.out.suffix.lower() not in _ENDINGS:
        asked.error(f"{options.out} ends neither in .parquet nor in .csv: the ending says how it is written")
    try:
        with telling("making the panel from the book"):
            panel = panel_of_book(options, options.years)
    except NoTradeHeld as problem:
        say(problem)
        return 2
    except BookError as problem:
        say(problem)
        return 3
    try:
        write_table(options.out, panel.to_table())
        if options.json:
            write_data(panel_data(panel), options.json)
    except (BookError, OutputError, OSError) as problem:
        say(f"Cannot write {options.out}: {problem}")
        return 2
    if options.json != STDOUT:
        from sverka.faces.cli.gravity_panel_table import print_panel  # noqa: PLC0415 - rich costs time

        print_panel(panel, options.out)
    return 0


def panel_data(panel: BookPanel) -> dict[str, Any]:
    """Return what a panel is made of as JSON-ready data."""
    import msgspec  # noqa: PLC0415  likewise

    return {
        "source": panel.source,
        "countries": panel.countries,
        "years": panel.years,
        "cells": len(panel.trade),
        "trade": {basis.words: count for basis, count in panel.counts.items()},
        "zeros": panel.zeros,
        "domestic": panel.domestic,
        "rules": msgspec.to_builtins(panel.rules),
        "covariates": msgspec.to_builtins(panel.columns),
        "origins": msgspec.to_builtins(panel.origins),
        "findings": msgspec.to_builtins(panel.findings),
    }
