"""What `sverka gravity potential` and `event` share: reading a pair, and how refusals are told."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sverka.faces.cli.book import BookError
from sverka.faces.cli.country_argument import SameCountry, UnknownCountry, two_countries
from sverka.faces.cli.output import OutputError, say

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence

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
    from sverka.models.gravity.ppml import NoCompiler  # noqa: PLC0415  after `--help`

    if not all(map(find_spec, ("numba", "threadpoolctl"))):
        raise NoCompiler


def require_arrived(went: Convergence) -> None:
    """Raise NotArrived."""
    if not went.arrived:
        raise NotArrived(went)


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
