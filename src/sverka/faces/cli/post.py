"""`sverka post`: enter a source's figures and statements into a book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.book import BookError, post_source, posting_words
from sverka.faces.cli.options import command_parser
from sverka.faces.cli.output import say
from sverka.faces.settings import default_book
from sverka.ledger import open_ledger
from sverka.sources import source_names

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.vocabulary.finding import Finding

_SHOWN = 3


def parser() -> ArgumentParser:
    """Make the parser of `sverka post`."""
    found = command_parser("post", "sverka post SOURCE [PATH] [options]")
    found.add_argument("source", metavar="SOURCE", help=f"one of: {', '.join(source_names())}")
    found.add_argument(
        "path",
        nargs="?",
        type=Path,
        metavar="PATH",
        help="the file as its publisher gives it, or a folder of them; shipped data without",
    )
    found.add_argument(
        "--mapping", type=Path, metavar="FILE", help="what the columns of your own table mean (`sverka look`)"
    )
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Post one source; a book that is not there yet is made."""
    book = options.book or default_book()
    if options.mapping and not options.path:
        asked.error("--mapping tells about a table: give the table's PATH too")
    try:
        with open_ledger(book, create=True) as ledger:
            posting = post_source(ledger, options.source, options.path, options.mapping)
    except KeyboardInterrupt:
        say("interrupted: nothing was posted and the book is as it was. Run the same command to post it.")
        return INTERRUPTED
    except BookError as problem:
        say(problem)
        return 3
    except (
        LookupError,
        ValueError,
    ) as problem:  # the source is not known, or its file is not what it should be
        say(problem)
        return 2 if isinstance(problem, LookupError) else 1
    except OSError as problem:
        say(f"{options.path}: {problem.strerror}. Check the name and the permissions of the file.")
        return 1
    print(f"{book}: {posting_words(posting)}")  # noqa: T201 - the result of the command
    for finding in posting.findings:
        say(f"{finding.severity}: {finding.message}{_evidence(finding)}")
    return 0


def _evidence(finding: Finding) -> str:
    shown = "; ".join(finding.evidence[:_SHOWN])
    return f" ({shown})" if shown else ""
