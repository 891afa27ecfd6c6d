"""`sverka promises`: what became of every target and forecast for a pair of countries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sverka.checks import trace_promises
from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.options import command_parser
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data, write_text
from sverka.vocabulary.country import PairError, parse_pair

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping
    from datetime import date

    from sverka.checks import PromiseHistory
    from sverka.sources.card import Card

_PICTURES = (".svg", ".html", ".json")


def parser() -> ArgumentParser:
    """Make the parser of `sverka promises`."""
    found = command_parser("promises", "sverka promises A B [options]")
    add = found.add_argument
    add("countries", nargs="+", metavar="A B", help="two countries by ISO alpha-3 code, as in BLR KAZ")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the history as data")
    add(
        "--picture",
        metavar="OUT",
        help="draw it: OUT.svg, OUT.html (a page with the table), OUT.vl.json (the data)",
    )
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Trace the promises of a pair and show them; return the exit code."""
    try:
        chosen = parse_pair("-".join(options.countries))
    except PairError as problem:
        asked.error(str(problem))
    if options.picture and not options.picture.endswith(_PICTURES):
        asked.error(f"{options.picture}: the picture's name must end in .svg, .html or .vl.json")
    today = datetime.now(tz=UTC).date()
    try:
        with opened_book(options.book) as ledger:
            history = trace_promises(ledger, chosen, today=today)
            cards = ledger.cards()
    except BookError as problem:
        say(problem)
        return 3
    return _emit(history, cards, options, today)


def _emit(history: PromiseHistory, cards: Mapping[str, Card], options: Namespace, today: date) -> int:
    from sverka.dossier.picture import PicturesNotInstalled  # noqa: PLC0415 - after the book has opened

    try:
        if options.picture:
            _draw(history, cards, options.picture, today)
        if options.json:
            from sverka.dossier.promises import promises_json  # noqa: PLC0415

            write_data(promises_json(history), options.json)
    except (OutputError, PicturesNotInstalled) as problem:
        say(problem)
        return 2
    if options.json != STDOUT:
        from sverka.faces.cli.promise_table import print_promises  # noqa: PLC0415 - rich costs time

        print_promises(history, cards)
    return 0


def _draw(history: PromiseHistory, cards: Mapping[str, Card], place: str, today: date) -> None:
    from sverka.dossier.picture import draw  # noqa: PLC0415 - only where a picture is asked for
    from sverka.dossier.promises import promises_page  # noqa: PLC0415
    from sverka.dossier.timeline import timeline  # noqa: PLC0415

    specification = timeline(history)
    if place.endswith(".json"):
        write_data(specification, place)
        return
    svg = draw(specification)
    page = promises_page(history, cards, svg, checked_on=today) if place.endswith(".html") else svg
    write_text(page, place)
