"""Read the values of options, each with a message of its own for what it cannot read."""

import argparse
from datetime import date
from pathlib import Path

from sverka.faces.cli import COMMANDS, EXIT_CODES
from sverka.ledger.engines import EngineName
from sverka.vocabulary.country import Pair, PairError, parse_pair


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
