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
    return _data_folder() / "sverka" / "book"


def default_snapshots() -> Path:
    """Return the folder that `sverka fetch` keeps files in, with a folder in it for each source.

    $SVERKA_SNAPSHOTS where it is set, otherwise `sverka/snapshots` in the user's data folder.
    """
    chosen = os.environ.get("SVERKA_SNAPSHOTS")
    return Path(chosen) if chosen else _data_folder() / "sverka" / "snapshots"


def one_thread_for_algebra() -> None:
    """Let NumPy's and SciPy's algebra use one thread, unless the user's environment says otherwise.

    To be called before either is loaded. The matrices of a briefing are small: on a busy machine the other
    threads only wait for each other.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def publisher_key(setting: str) -> str | None:
    """Return the user's key for a publisher from the environment, None where it is not set.

    $SVERKA_COMTRADE_KEY holds the one for UN Comtrade. `setting` is the name without the dollar sign.
    """
    return os.environ.get(setting, "").strip() or None


def _data_folder() -> Path:
    data = os.environ.get("XDG_DATA_HOME")
    return Path(data) if data else Path.home() / ".local" / "share"
