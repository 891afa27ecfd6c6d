"""`sverka mirror`: both countries' figures side by side, their gap explained, and a reconciled figure."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.options import add_engine, command_parser, goods, years
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data
from sverka.faces.settings import default_book
from sverka.ledger.engines import EngineName
from sverka.vocabulary.country import Pair, pair_of
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from sverka.models.mirror.answer import Answer
    from sverka.sources.card import Card

_METHODS = ("baci", "growth-lab")
_SUGGESTED = 3


class UnknownCountry(LookupError):
    """A word names no country."""

    def __init__(self, word: str, near: tuple[str, ...]) -> None:
        meant = f" Did you mean {', '.join(near)}?" if near else ""
        super().__init__(
            f"“{word}” is no country.{meant} Write an ISO alpha-3 code, as in BLR, or an English name."
        )


def parser() -> ArgumentParser:
    """Make the parser of `sverka mirror`."""
    found = command_parser("mirror", "sverka mirror A B [options]")
    add = found.add_argument
    add("countries", nargs="+", metavar="A B", help="two countries by ISO alpha-3 code, as in BLR KAZ")
    add(
        "--product",
        type=goods,
        default=TOTAL,
        metavar="CODE",
        help="goods of one code, as in 870193, or HS2017:870193 for one revision (all goods)",
    )
    add("--years", type=years, metavar="FIRST-LAST", help="the years, as in 1992-2020 (all there are)")
    add("--source", metavar="NAME", help="whose collection of both books (the one with most of the pair)")
    add("--method", choices=_METHODS, default=_METHODS[0], help="how to reconcile (baci)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the answer as data")
    add_engine(found)
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Reconcile a pair and show it; return the exit code."""
    from sverka.models.mirror.question import MirrorError  # noqa: PLC0415  after `--help`

    try:
        pair = _pair(asked, options.countries)
        answer, cards = _answer(pair, options)
        if options.json:
            from sverka.dossier.mirror import mirror_json  # noqa: PLC0415

            write_data(mirror_json(answer), options.json)
    except BookError as problem:
        say(problem)
        return 3
    except (MirrorError, UnknownCountry, OutputError) as problem:
        say(problem)
        return 2
    if options.json != STDOUT:
        from sverka.faces.cli.mirror_table import print_mirror  # noqa: PLC0415 - rich costs time

        print_mirror(answer, cards)
    return 0


def _pair(asked: ArgumentParser, words: list[str]) -> Pair:
    """Read two countries by code or name, or a pair as in BLR-KAZ; raise UnknownCountry."""
    if len(words) == 1:
        words = words[0].split("-")
    if len(words) != 2:  # noqa: PLR2004
        asked.error("name two countries, as in BLR KAZ; a name of several words needs quotation marks")
    one, other = (_country(word) for word in words)
    if one == other:
        asked.error(f"{one} is named twice: name two countries, as in BLR KAZ")
    return pair_of(one, other)


def _country(word: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

    from sverka.sources.countries import by_name, country_codes, name_of  # noqa: PLC0415

    code = word.strip().upper()
    known = country_codes()
    if code in known:
        return code
    found = by_name(word)
    if found:
        return found
    names = {name_of(country).casefold(): country for country in known}
    near = [names[name] for name in get_close_matches(word.casefold(), names, _SUGGESTED, 0.6)]
    near += get_close_matches(code, known, _SUGGESTED, 0.6) if len(code) == 3 else []  # noqa: PLR2004
    listed = tuple(f"{country} ({name_of(country)})" for country in dict.fromkeys(near))
    raise UnknownCountry(word, listed[:_SUGGESTED])


def _answer(pair: Pair, options: Namespace) -> tuple[Answer, Mapping[str, Card]]:
    from sverka.ledger.engines import start_engine  # noqa: PLC0415
    from sverka.models.mirror.answer import mirror  # noqa: PLC0415
    from sverka.models.mirror.question import Method, Question  # noqa: PLC0415

    question = Question(
        pair=pair,
        product=options.product,
        years=options.years,
        source=options.source,
        method=Method(options.method),
    )
    place = options.book or default_book()
    with (
        opened_book(options.book) as ledger,
        closing(start_engine(EngineName(options.engine), place)) as engine,
    ):
        return mirror(ledger, engine, question), ledger.cards()
