"""Read the starter book: `trade.csv` into flows, `statements.csv` into readings without text."""

from sverka.sources.card import Card
from sverka.sources.row import Sheet, expect_rows
from sverka.sources.snapshot import Snapshot, unpack_snapshot
from sverka.sources.starter.lookups import read_lookups
from sverka.sources.starter.statements import read_statements
from sverka.sources.starter.trade import read_trade
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.origin import Origin


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a snapshot of the starter book."""
    names = ("trade.csv", "statements.csv")
    trade, statements = map(Sheet, unpack_snapshot(snapshot, *names), names)
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    lookups = read_lookups()
    flows = read_trade(trade, origin, lookups)
    readings = read_statements(statements, origin, lookups)
    return Batch(
        source=card.id,
        flows=flows,
        readings=readings,
        findings=trade.findings + statements.findings + expect_rows(card.expected_rows, trade, statements),
    )
