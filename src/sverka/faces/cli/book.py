"""Open the book a command works with; the user's own is made on first use."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sverka.faces.cli.output import say
from sverka.faces.settings import default_book
from sverka.ledger import LedgerError, open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sverka.ledger import Ledger, Posting
    from sverka.sources.snapshot import Snapshot

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


def post_source(
    ledger: Ledger, source: str, path: Path | None = None, mapping: Path | None = None
) -> Posting:
    """Post a source through the ledger's door: from a file or folder, or from what the package carries."""
    from sverka.faces.cli.post_progress import PostProgress  # noqa: PLC0415 - only a post reads sources
    from sverka.sources import card_of, read, shipped_snapshot  # noqa: PLC0415

    snapshot = _given(path, mapping) if path else shipped_snapshot(source)
    progress = PostProgress()
    try:
        return ledger.post(read(source, snapshot), card_of(source), snapshot, tell=progress)
    finally:
        progress.clear()


def _given(path: Path, mapping: Path | None) -> Snapshot:
    """Take what the user has: a file, a file with its mapping, or the files of a folder packed as one.

    The day of access is the one that `sverka fetch` noted, or today for what came another way.
    """
    from sverka.sources.shelf import note_of  # noqa: PLC0415
    from sverka.sources.snapshot import file_snapshot, pack_snapshot  # noqa: PLC0415

    today = datetime.now(tz=UTC).date()
    if mapping:
        files = {path.name: path.read_bytes(), "mapping.yml": mapping.read_bytes()}
        return replace(pack_snapshot(f"{path.name}.zip", files), accessed=today)
    if not path.is_dir():
        note = note_of(path)
        return file_snapshot(path, accessed=note.accessed if note else today)
    inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
    if not inside:
        raise EmptyFolder(path)
    if len(inside) == 1:  # an archive of the publisher's stays one, whatever its size
        return _given(inside[0], None)
    notes = [note_of(one) for one in inside]
    accessed = max((note.accessed for note in notes if note), default=today)
    packed = pack_snapshot(f"{path.name}.zip", {one.name: one.read_bytes() for one in inside})
    return replace(packed, accessed=accessed)


class EmptyFolder(ValueError):
    """A folder to be posted holds no files."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no files to post. "
            "Give the folder that holds the publisher's files, or one of them."
        )


def posting_words(posting: Posting) -> str:
    """Say what a post did."""
    if not posting.new and not posting.revised:
        return f"nothing changed: {posting.known:,} known already"
    return f"{posting.new:,} new, {posting.revised:,} revised, {posting.known:,} known already"
