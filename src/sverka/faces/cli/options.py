"""Read the values of options, each with a message of its own for what it cannot read."""

import argparse
from datetime import date
from pathlib import Path

from sverka.faces.cli import COMMANDS, EXIT_CODES
from sverka.ledger.engines import EngineName
from sverka.vocabulary.country import Pair, PairError, parse_pair
from sverka.vocabulary.nomenclature import UnknownRevision, revision_named
from sverka.vocabulary.product import TOTAL, Product

_YEAR_DIGITS = 4


def command_parser(name: str, usage: str) -> argparse.ArgumentParser:
    """Start the parser of one command, with the option that every command has."""
    found = argparse.ArgumentParser(
        prog=f"sverka {name}",
        usage=usage,
        description=f"{COMMANDS[name][0].upper()}{COMMANDS[name][1:]}.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument(
        "--book",
        type=Path,
        metavar="PATH",
        help="the book to reconcile with (your own by default: $SVERKA_BOOK)",
    )
    return found


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add the option of commands that ask many rows: which engine runs over the book."""
    parser.add_argument(
        "--engine",
        choices=[name.value for name in EngineName],
        default=EngineName.DUCKDB.value,
        help="what works it out: duckdb, or spark for books beyond one machine (the extra sverka[spark])",
    )


def day(text: str) -> date:
    """Read "2024-03-04"."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"“{text}” is not a day: write year, month and day as in 2024-03-04"
        raise argparse.ArgumentTypeError(message) from None


def pair(text: str) -> Pair:
    """Read "BLR-KAZ"."""
    try:
        return parse_pair(text)
    except PairError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def year(text: str) -> int:
    """Read "2017"."""
    written = text.strip()
    if len(written) == _YEAR_DIGITS and written.isdecimal() and written.isascii():
        return int(written)
    message = f"“{text}” is no year: write its four digits as in 2017"
    raise argparse.ArgumentTypeError(message)


def years(text: str) -> tuple[int, int]:
    """Read "2004-2023" or "2017": the first and the last year, both included."""
    first, dash, last = (part.strip() for part in text.replace("–", "-").partition("-"))
    span = (first, last if dash else first)
    if all(len(year) == _YEAR_DIGITS and year.isdecimal() for year in span) and span[0] <= span[1]:
        return int(span[0]), int(span[1])
    message = f"“{text}” is no span of years: write the first and the last as in 2004-2023, or one year"
    raise argparse.ArgumentTypeError(message)


def goods(text: str) -> Product:
    """Read "870193", "HS2017:870193" or "TOTAL"; a code alone has the revision ""."""
    revision, colon, code = (part.strip() for part in text.rpartition(":"))
    try:
        named = revision_named(revision).name if colon else ""
    except UnknownRevision as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None
    if code.upper() == TOTAL.code:
        return TOTAL
    if code.isalnum() and code.isascii():
        return Product(code, named)
    message = f"“{text}” is no code of goods: write it without dots as in 870193, or HS2017:870193"
    raise argparse.ArgumentTypeError(message)


def goods_of_revision(text: str) -> Product:
    """Read goods as `goods` does, for a command that looks up one code of one revision."""
    found = goods(text)
    if found.revision or found == TOTAL:
        return found
    message = f"“{text}” does not say its revision: write both, as in HS2017:{found.code}"
    raise argparse.ArgumentTypeError(message)
