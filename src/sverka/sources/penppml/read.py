"""Read the data of penppml: the R file of the package, or the same table as Parquet."""

from sverka.sources.card import Card
from sverka.sources.penppml.frame import Panel
from sverka.sources.penppml.lookups import read_lookups
from sverka.sources.penppml.tables import tables_of
from sverka.sources.r_frame import read_frame
from sverka.sources.snapshot import Snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.origin import Origin

_PARQUET = ".parquet"


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read `trade.rda` or `trade.parquet` into flows and facts.

    Raises UnreadableFrame for a file that is neither, MovedFrame for another table.
    """
    lookups = read_lookups()
    if snapshot.name.endswith(_PARQUET):
        return Batch(source=card.id, tables=tables_of(lookups))
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    columns = read_frame(snapshot.data, snapshot.name, "trade")
    panel = Panel(columns, snapshot.name, origin, lookups)
    return Batch(source=card.id, flows=panel.flows(), facts=panel.facts(), findings=panel.findings)
