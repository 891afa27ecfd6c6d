"""`sverka check`: read statements, hold every claim against the books, show what came out."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sverka.checks import run_checks
from sverka.dossier.checked import Checked
from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.inputs import Given, InputError, expand, read_input
from sverka.faces.cli.options import command_parser, day, pair
from sverka.faces.cli.output import STDOUT, OutputError, is_text, say, write_data, write_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from sverka.ledger import Ledger
    from sverka.sources.card import Card

_NO_PLACE = ""


class _Outcome(NamedTuple):
    """What a run has done: the statements checked, of how many inputs, and the exit code so far."""

    checked: list[Checked]
    inputs: int
    code: int


def parser() -> ArgumentParser:
    """Make the parser of `sverka check`."""
    found = command_parser("check", "sverka check FILE... [options]")
    add = found.add_argument
    add(
        "files",
        nargs="*",
        metavar="FILE",
        help="a text or HTML page, a folder of them, or - for standard input",
    )
    add("--html", metavar="OUT", help="write one self-contained page with every claim marked in its text")
    add(
        "--json",
        nargs="?",
        const=_NO_PLACE,
        metavar="OUT",
        help="write the same as data, to standard output without OUT",
    )
    add(
        "--claimreview",
        nargs="?",
        const=_NO_PLACE,
        metavar="OUT",
        help="write schema.org ClaimReview as JSON-LD",
    )
    add("--said-on", type=day, metavar="DATE", help="the day of the statements, where the text does not tell")
    add(
        "--pair",
        type=pair,
        metavar="A-B",
        help="the two countries, as in BLR-KAZ; otherwise found in the text",
    )
    add("--lang", choices=("ru", "en"), help="the language of the text; otherwise found in it")
    add("--keep", action="store_true", help="enter the statements and their claims into the book")
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Check what the options name; return the exit code."""
    _settle_places(asked, options)
    given = Given(options.said_on, options.pair, options.lang)
    try:
        with opened_book(options.book) as ledger:
            outcome = _check_all(options.files, given, ledger, keep=options.keep)
            cards = ledger.cards()
    except BookError as problem:
        say(problem)
        return 3
    try:
        _emit(outcome, options, cards)
    except OutputError as problem:
        say(problem)
        return 2
    return outcome.code


def _settle_places(asked: ArgumentParser, options: Namespace) -> None:
    """Tell inputs from outputs, where an OUT that may be left out has taken a FILE for its own."""
    for name in ("json", "claimreview"):
        place = getattr(options, name)
        if place and (is_text(place) or (place == STDOUT and not options.files)):
            options.files.insert(0, place)
            place = _NO_PLACE
        setattr(options, name, STDOUT if place == _NO_PLACE else place)
    if not options.files:
        asked.error("name a file to check, a folder, or - for standard input")
    places = [place for place in (options.html, options.json, options.claimreview) if place]
    if len(set(places)) < len(places):
        asked.error("two outputs go to the same place: give each an OUT of its own")
    for place in set(places) & set(options.files) - {STDOUT}:
        asked.error(f"{place} is named as input and as output")


def _check_all(names: list[str], given: Given, ledger: Ledger, *, keep: bool) -> _Outcome:
    """Check one input after the other; what cannot be read is said and passed over."""
    checked: list[Checked] = []
    code = 0
    inputs: list[str] = []
    for name in names:
        try:
            inputs.extend(expand(name))
        except InputError as problem:
            say(problem)
            code = 1
    try:
        with _progress(len(inputs)) as advance:
            for name in dict.fromkeys(inputs):
                try:
                    checked.append(_check_one(name, given, ledger, keep=keep))
                except InputError as problem:
                    say(problem)
                    code = 1
                advance()
    except KeyboardInterrupt:
        say(f"interrupted: {len(checked)} of {len(inputs)} checked")
        code = INTERRUPTED
    return _Outcome(checked, len(inputs), code)


def _check_one(name: str, given: Given, ledger: Ledger, *, keep: bool) -> Checked:
    reading = read_input(name, given)
    report = run_checks(reading, ledger, today=_today())
    if keep:
        from sverka.faces.cli.keep import keep_reading  # noqa: PLC0415 - only where it is asked for

        keep_reading(reading, ledger)
    return Checked(name, report)


def _today() -> date:
    return datetime.now(tz=UTC).date()


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], object]]:
    """Show a bar on standard error for several inputs, where a person sees it."""
    if total < 2 or not sys.stderr.isatty():  # noqa: PLR2004
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - for a terminal only
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=total)
        yield lambda: bar.advance(task)


def _emit(outcome: _Outcome, options: Namespace, cards: Mapping[str, Card]) -> None:
    """Write every output that was asked for; the table where nothing else goes to standard output."""
    checked = outcome.checked
    if not checked:
        return
    if options.html:
        from sverka.dossier.page import check_page  # noqa: PLC0415 - templates cost time

        write_text(check_page(checked, cards, checked_on=_today()), options.html)
    if options.json:
        from sverka.dossier.data import check_json  # noqa: PLC0415

        data = [check_json(one) for one in checked]
        write_data(data if outcome.inputs > 1 else data[0], options.json)
    if options.claimreview:
        from sverka.dossier.claim_review import claim_review  # noqa: PLC0415

        write_data(claim_review(checked, reviewed_on=_today()), options.claimreview)
    if STDOUT not in (options.html, options.json, options.claimreview):
        from sverka.faces.cli.check_table import print_check  # noqa: PLC0415 - rich costs time

        print_check(checked, cards)
