"""Keep checked statements: enter text and claims into the book, where later checks find them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from sverka.sources.card import Card
from sverka.sources.snapshot import take_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.origin import Origin

if TYPE_CHECKING:
    from sverka.ledger import Ledger, Posting
    from sverka.vocabulary.statement import Reading

SOURCE = "kept"
_CARD_WRITTEN = date(2026, 11, 23)
_LICENCE = "not stated: the statements are their speakers' and publishers'"


def keep_reading(reading: Reading, ledger: Ledger) -> Posting:
    """Post a reading, with its text as the snapshot it rests on; the same text is known the next time."""
    statement = reading.statement
    snapshot = take_snapshot(f"{statement.id}.txt", statement.text.encode("utf-8"))
    kept = (known.statement.origin for known in ledger.readings() if known.statement.id == statement.id)
    statement = msgspec.structs.replace(statement, origin=next(kept, None) or _origin(snapshot.sha256))
    batch = Batch(source=SOURCE, readings=(msgspec.structs.replace(reading, statement=statement),))
    return ledger.post(batch, _card(), snapshot)


def _origin(snapshot: str) -> Origin:
    today = datetime.now(tz=UTC).date()
    return Origin(source=SOURCE, snapshot=snapshot, place="whole text", licence=_LICENCE, accessed=today)


def _card() -> Card:
    return Card(
        id=SOURCE,
        title="Statements kept by this book's owner",
        publisher="the owner of the book",
        licence=_LICENCE,
        address="this book",
        cadence="whenever a check is told to keep its statement",
        valuation="none",
        usual_revision=0.0,
        accessed=_CARD_WRITTEN,
    )
