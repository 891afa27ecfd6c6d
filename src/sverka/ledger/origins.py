"""Say where the rows of a source were read, for figures that sum many of them."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sverka.ledger.files import File, scan
from sverka.ledger.kinds import Kind
from sverka.ledger.store import Engine
from sverka.vocabulary.origin import Origin

_SAID = ("source", "snapshot", "licence", "accessed", "cites", "address")


def find_origins(engine: Engine, files: Sequence[File], kind: Kind, place: str) -> tuple[Origin, ...]:
    """Return an origin for each snapshot that the rows of files were read from, `place` in each.

    What all rows of a file share is known without opening it.
    """
    known: dict[tuple[Any, ...], None] = {}
    unread = []
    for file in files:
        common = json.loads(file.common)
        if all(name in common for name in _SAID):
            known[tuple(common[name] for name in _SAID)] = None
        else:
            unread.append(file)
    if unread:
        asked = f"SELECT DISTINCT {', '.join(_SAID)} FROM ({scan(unread, kind)}) ORDER BY ALL"
        known |= dict.fromkeys(engine.rows(asked))
    return tuple(_origin(row, place) for row in known)


def _origin(row: tuple[Any, ...], place: str) -> Origin:
    source, snapshot, licence, accessed, cites, address = row
    return Origin(
        source=source,
        snapshot=snapshot,
        place=place,
        licence=licence,
        accessed=date.fromisoformat(str(accessed)),
        cites=cites,
        address=address,
    )
