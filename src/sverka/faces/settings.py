"""Read the environment: the only module that does."""

import os
from pathlib import Path


def default_book() -> Path:
    """Return where the user's own book lies.

    $SVERKA_BOOK where it is set, otherwise `sverka/book` in the user's data folder ($XDG_DATA_HOME,
    or `.local/share` at home).
    """
    chosen = os.environ.get("SVERKA_BOOK")
    if chosen:
        return Path(chosen)
    data = os.environ.get("XDG_DATA_HOME")
    home = Path(data) if data else Path.home() / ".local" / "share"
    return home / "sverka" / "book"
