"""Open the book a command works with; the user's own is made on first use."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sverka.faces.cli.output import say
from sverka.faces.settings import default_book
from sverka.ledger import LedgerError, open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sverka.ledger import Ledger, Posting

BookError = LedgerError
STARTER = "starter"


@contextmanager
def opened_book(path: Path | None) -> Iterator[Ledger]:
    """Open the book at `path`, or the user's own; that one gets the shipped figures on first use.

    Raises the ledger's own errors, MissingBook for a `path` where no book is.
    """
    if path is not None:
        with open_ledger(path) as ledger:
            yield ledger
        return
    own = default_book()
    with open_ledger(own, create=True) as ledger:
        if STARTER not in ledger.cards():
            say(f"a new book is made at {own} from the figures that Sverka carries")
            post_source(ledger, STARTER)
        yield ledger


def post_source(ledger: Ledger, source: str, path: Path | None = None) -> Posting:
    """Post a source through the ledger's door: from a file, or from the data that the package carries."""
    from sverka.sources import card_of, read, shipped_snapshot  # noqa: PLC0415 - only a post reads sources
    from sverka.sources.snapshot import take_snapshot  # noqa: PLC0415

    snapshot = take_snapshot(path.name, path.read_bytes()) if path else shipped_snapshot(source)
    return ledger.post(read(source, snapshot), card_of(source), snapshot)


def posting_words(posting: Posting) -> str:
    """Say what a post did."""
    return f"{posting.new} new, {posting.revised} revised, {posting.known} known already"
