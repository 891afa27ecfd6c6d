"""Keep the book: append-only, with origin, first_seen and last_seen on everything, as of any past day."""

from sverka.ledger.book import Ledger, Vintage, open_ledger
from sverka.ledger.posting import Posting
from sverka.ledger.store import (
    BookBusy,
    DamagedBook,
    FolderInUse,
    LedgerError,
    MissingBook,
    NewerBook,
    NoSpace,
    ReadOnlyBook,
)

__all__ = [
    "BookBusy",
    "DamagedBook",
    "FolderInUse",
    "Ledger",
    "LedgerError",
    "MissingBook",
    "NewerBook",
    "NoSpace",
    "Posting",
    "ReadOnlyBook",
    "Vintage",
    "open_ledger",
]
