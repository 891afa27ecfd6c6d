"""What can go wrong with a book, each failure with what to do next."""

from pathlib import Path

CATALOGUE = "book.sqlite"
"""The file that makes a folder a book."""


class LedgerError(RuntimeError):
    """A book cannot be opened, read or written."""


class MissingBook(LedgerError):
    """There is no book in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is no book in {folder}: it holds no {CATALOGUE}. "
            "Give the folder of a book, or make one by posting a source to it."
        )


class FolderInUse(LedgerError):
    """A new book would be mixed with other files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"A book cannot be made in {folder}: the folder holds other files. Give a new or an empty folder."
        )


class DamagedBook(LedgerError):
    """A file of the book is gone or cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The book is damaged at {path}: {why}. "
            "Restore the folder from a backup, or post the sources again into a new book."
        )


class NewerBook(LedgerError):
    """A later release of Sverka made the book."""

    def __init__(self, folder: Path, version: int, known: int) -> None:
        super().__init__(
            f"The book in {folder} has layout {version} and this release knows {known}: "
            "a later release of Sverka made it. Install that release or a newer one."
        )


class BookBusy(LedgerError):
    """Another process has been posting for longer than this one was to wait."""

    def __init__(self, folder: Path, wait_s: float) -> None:
        super().__init__(
            f"Another process is posting to {folder} and had not finished after {wait_s:g} s. "
            "Nothing was written; post again when it is done. Reading goes on meanwhile."
        )


class ReadOnlyBook(LedgerError):
    """The folder or its files may not be written."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The book in {folder} cannot be written: {why}. "
            "It can still be read; to post, get the right to write there or copy the folder."
        )


class NoSpace(LedgerError):
    """The disk is full."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The disk that holds {folder} is full. Nothing was posted and the book is as it was; "
            "free some space and post again."
        )


class EngineError(LedgerError):
    """DuckDB refuses a query; the caller says what that means for the book."""


class NothingHeld(LedgerError):
    """The book has nothing of a source."""

    def __init__(self, source: str, what: str, sources: tuple[str, ...]) -> None:
        held = f"It has flows of: {', '.join(sources)}." if sources else "It has no flows at all."
        super().__init__(
            f"The book has no {what} of “{source}”. {held} "
            f"To bring them: sverka fetch {source}, then sverka post {source} PATH."
        )


class TablesDisagree(LedgerError):
    """Two tables of one snapshot give the same row different figures."""

    def __init__(self, rows: int, places: str) -> None:
        super().__init__(
            f"{rows} rows stand in two tables of the snapshot with different figures, the first at {places}. "
            "Nothing was posted. Post the tables apart, or decide in the source's lookups which one counts."
        )
