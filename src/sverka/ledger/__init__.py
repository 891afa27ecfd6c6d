"""Keep the book: append-only, with origin, first_seen and last_seen on everything, as of any past day."""

from sverka.ledger.book import Ledger, Vintage, open_ledger
from sverka.ledger.errors import (
    BookBusy,
    DamagedBook,
    FolderInUse,
    LedgerError,
    MissingBook,
    NewerBook,
    NoSpace,
    NothingHeld,
    ReadOnlyBook,
)
from sverka.ledger.posting import Posting, Progress

__all__ = [
    "BookBusy",
    "DamagedBook",
    "FolderInUse",
    "Ledger",
    "LedgerError",
    "MissingBook",
    "NewerBook",
    "NoSpace",
    "NothingHeld",
    "Posting",
    "Progress",
    "ReadOnlyBook",
    "Vintage",
    "open_ledger",
]
