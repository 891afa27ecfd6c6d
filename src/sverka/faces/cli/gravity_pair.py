"""What `sverka gravity potential` and `event` share: reading a pair, and how refusals are told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sverka.faces.cli.book import BookError
from sverka.faces.cli.country_argument import SameCountry, UnknownCountry, two_countries
from sverka.faces.cli.gravity_book import add_book_rules
from sverka.faces.cli.options import years
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data, write_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator, Sequence

    from sverka.models.convergence import Convergence

DONE, INPUT, COMMAND, BOOK = 0, 1, 2, 3


class NotArrived(ValueError):
    """A fit did not arrive, so that its numbers mean nothing."""

    def __init__(self, went: Convergence) -> None:
        super().__init__(
            f"The fit has not arrived, {went.why}: its numbers are not shown. Ask for other years, or leave "
            "out countries that hardly trade (--countries)."
        )


class Outcome:
    """The exit code of what was tried."""

    code = DONE


def pair_of_words(asked: ArgumentParser, words: Sequence[str]) -> tuple[str, str]:
    """Read two countries, or end with the parser's usage."""
    try:
        return two_countries(words)
    except (UnknownCountry, SameCountry) as problem:
        asked.error(str(problem))


def require_compiler() -> None:
    """Raise NoCompiler where the extra `gravity` is not installed, before the panel is made."""
    from sverka.models.gravity.ppml import NoCompiler, has_compiler  # noqa: PLC0415  after `--help`

    if not has_compiler():
        raise NoCompiler


def require_arrived(went: Convergence) -> None:
    """Raise NotArrived."""
    if not went.arrived:
        raise NotArrived(went)


def add_answer(parser: ArgumentParser, picture: str) -> None:
    """Add the options of the panel's years, of the answer as data, and of its `picture`; then the panel's."""
    add = parser.add_argument
    add("--years", type=years, metavar="FIRST-LAST", help="as in 1992-2020 (all from 1992 that there are)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the answer as data")
    add("--svg", metavar="OUT", help=picture)
    add_book_rules(parser)


def give(
    options: Namespace, data: Callable[[], object], drawn: Callable[[], str], shown: Callable[[], None]
) -> None:
    """Write the answer where the options ask for it, and show it where standard output is free."""
    if options.json:
        write_data(data(), options.json)
    if options.svg:
        write_text(drawn(), options.svg)
    if STDOUT not in {options.json, options.svg}:
        shown()


def plain(data: dict[str, object]) -> dict[str, Any]:
    """Return data as JSON has it: what is not a number is null."""
    import msgspec  # noqa: PLC0415  after `--help`

    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(data))
    return found


@contextmanager
def told() -> Iterator[Outcome]:
    """Say what keeps a step from being done, and keep its exit code."""
    from sverka.dossier.picture import PictureNotDrawn, PicturesNotInstalled  # noqa: PLC0415  likewise
    from sverka.models.gravity.ppml import NoCompiler  # noqa: PLC0415  likewise

    outcome = Outcome()
    try:
        yield outcome
    except (NoCompiler, OutputError, PictureNotDrawn, PicturesNotInstalled) as problem:
        say(problem)
        outcome.code = COMMAND
    except BookError as problem:
        say(problem)
        outcome.code = BOOK
    except (ValueError, LookupError) as problem:
        say(problem)
        outcome.code = INPUT
