"""Make a gravity panel from the book as the options of a command ask for it."""

from __future__ import annotations

import sys
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

from sverka.faces.cli.book import opened_book
from sverka.faces.cli.country_argument import country
from sverka.faces.cli.options import add_engine
from sverka.faces.settings import default_book

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from contextlib import AbstractContextManager

    from sverka.models.gravity.book_panel import BookPanel

_DECLARED = ("importer-first", "exporter-first", "importer-only", "exporter-only")


def add_book_rules(parser: ArgumentParser) -> None:
    """Add the options that say how a panel is made from the book."""
    add = parser.add_argument
    add("--source", metavar="NAME", help="whose flows (the source with most published totals)")
    add("--countries", type=_countries, metavar="A,B,…", help="these countries only, by code or name")
    add(
        "--declared",
        choices=_DECLARED,
        default=_DECLARED[0],
        help="whose declaration counts: the importer's, and the exporter's where it is silent "
        "(importer-first), or another order; imports are CIF, exports FOB, neither is converted",
    )
    add(
        "--zeros",
        choices=("published", "absent"),
        default="published",
        help="trade is zero where a book says so (published), or also where a country that declares its "
        "year's trade leaves the partner out (absent); otherwise it is missing",
    )
    add(
        "--domestic",
        choices=("book", "constructed"),
        default="book",
        help="a country's trade with itself: where the book has it, or else GDP minus exports, flagged",
    )
    add_engine(parser)


def book_rules_given(parser: ArgumentParser, options: Namespace) -> tuple[str, ...]:
    """Return the options that say how a panel is made from the book and were given other than by default."""
    names = ("source", "countries", "declared", "zeros", "domestic", "engine")
    return tuple(f"--{name}" for name in names if getattr(options, name) != parser.get_default(name))


def panel_of_book(options: Namespace, years: tuple[int, int] | None) -> BookPanel:
    """Make the panel; without years of all that the source has since 1992.

    What it is at is told by the caller. Raises NoTradeHeld and the ledger's own errors.
    """
    from sverka.ledger.engines import EngineName, start_engine  # noqa: PLC0415 - after `--help`
    from sverka.models.gravity.book_panel import Declared, Domestic, Rules, Zeros  # noqa: PLC0415  likewise
    from sverka.models.gravity.from_book import book_panel, held_years  # noqa: PLC0415  likewise

    rules = Rules(
        declared=Declared(options.declared.replace("-", " ")),
        zeros=Zeros(options.zeros),
        domestic=Domestic(options.domestic),
    )
    folder = options.book or default_book()
    with (
        opened_book(options.book) as ledger,
        closing(start_engine(EngineName(options.engine), folder)) as engine,
    ):
        return book_panel(
            ledger,
            years=years or held_years(ledger, source=options.source, engine=engine),
            source=options.source,
            countries=options.countries or (),
            engine=engine,
            rules=rules,
        )


def telling(at: str) -> AbstractContextManager[object]:
    """Tell on a terminal what takes longer than a second."""
    if not sys.stderr.isatty():
        return nullcontext()
    from sverka.faces.cli.brief_progress import BriefProgress  # noqa: PLC0415  likewise

    return BriefProgress(at)


def _countries(text: str) -> tuple[str, ...]:
    """Read "BLR,KAZ,Russia"."""
    return tuple(country(part) for part in text.split(",") if part.strip())
