"""Read UNCTAD's merchandise trade matrix: its own CSV, packed or not, or the tidy Parquet file."""

from sverka.sources.card import Card
from sverka.sources.first_line import first_line
from sverka.sources.snapshot import Snapshot, members
from sverka.sources.unctad.lookups import Lookups, read_lookups
from sverka.sources.unctad.tables import own_columns, own_table, tidy_table
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.table import Table


class UnknownMatrix(ValueError):
    """A file is in no layout of the trade matrix."""

    def __init__(self, name: str, header: tuple[str, ...]) -> None:
        super().__init__(
            f"{name} is no trade matrix that can be read; its first line holds {', '.join(header[:12])}. "
            "UNCTAD's own CSV has Year, Economy, Partner, Flow, SitcRev3Product and "
            "US dollars at current prices in thousands: download the table with codes, not labels alone."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Describe a file of the matrix, or every CSV file of an archive; raise UnknownMatrix."""
    lookups = read_lookups()
    if snapshot.name.endswith(".parquet"):
        return Batch(source=card.id, tables=(tidy_table(lookups),))
    names: tuple[str | None, ...] = tuple(n for n in members(snapshot) if n.endswith(".csv")) or (None,)
    return Batch(source=card.id, tables=tuple(_table(snapshot, name, lookups) for name in names))


def _table(snapshot: Snapshot, member: str | None, lookups: Lookups) -> Table:
    header = first_line(snapshot, member)
    named = own_columns(header)
    if named is None:
        raise UnknownMatrix(member or snapshot.name, header)
    return own_table(member, header, named, lookups)
