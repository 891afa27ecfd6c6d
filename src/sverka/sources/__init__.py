"""Read publishers' datasets: a folder each, holding card (`source.yml`), lookups and reader (`read.py`).

A folder is its own registration: whatever sub-folder has a `source.yml` is a source.
"""

from importlib import import_module
from pathlib import Path

import msgspec

from sverka.sources.card import Card, read_card
from sverka.sources.snapshot import Snapshot, pack_snapshot
from sverka.vocabulary.batch import Batch

_HERE = Path(__file__).parent


class UnknownSource(LookupError):
    """No folder of that name is a source."""

    def __init__(self, source: str) -> None:
        super().__init__(f"There is no source “{source}”. The sources are: {', '.join(source_names())}.")


def source_names() -> tuple[str, ...]:
    """List the sources in alphabetical order."""
    return tuple(sorted(card.parent.name for card in _HERE.glob("*/source.yml")))


def card_of(source: str) -> Card:
    """Return a source's card; raise UnknownSource or CardError."""
    return read_card((_folder(source) / "source.yml").read_bytes(), f"{source}/source.yml")


def shipped_snapshot(source: str) -> Snapshot:
    """Return the data that need no file of the user's: the CSV files of a source's folder as one snapshot.

    A source with an `installed.py` offers what an installed package carries, and raises its own LookupError
    where that is missing. Raises NothingShipped for a source whose data have to be fetched.
    """
    folder = _folder(source)
    if (folder / "installed.py").is_file():
        offered: Snapshot = import_module(f"sverka.sources.{source}.installed").installed_snapshot()
        return offered
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    if not files:
        raise NothingShipped(source)
    return pack_snapshot(f"{source}.zip", files)


class NothingShipped(LookupError):
    """The package carries no data for a source."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"The package carries no data of “{source}”. "
            f"Get a file from {card_of(source).address} and post that."
        )


def read(source: str, snapshot: Snapshot) -> Batch:
    """Read a snapshot of a source into a batch for the ledger; the same bytes always give the same rows.

    Rows are accessed on the day of the snapshot, or of the card where the snapshot has none.
    """
    card = card_of(source)
    card = msgspec.structs.replace(card, accessed=snapshot.accessed or card.accessed)
    batch: Batch = import_module(f"sverka.sources.{source}.read").read(snapshot, card)
    return batch


def _folder(source: str) -> Path:
    if source not in source_names():
        raise UnknownSource(source)
    return _HERE / source
