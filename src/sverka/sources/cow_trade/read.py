"""Read the Correlates of War's dyadic trade: the project's CSV, packed or not, or peacesciencer's R file."""

from sverka.sources.card import Card
from sverka.sources.cow_trade.frame import Dyads
from sverka.sources.cow_trade.lookups import read_lookups
from sverka.sources.cow_trade.tables import COLUMNS, tables_of
from sverka.sources.first_line import first_line
from sverka.sources.r_frame import read_frame
from sverka.sources.snapshot import Snapshot, members
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.origin import Origin

_PACKED_AS = "peacesciencer's cow_trade_ddy, from COW Dyadic Trade 4.0"


class NoDyads(ValueError):
    """A snapshot does not hold the dyadic trade."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds no dyadic trade of the Correlates of War: no CSV whose first columns are "
            f"{', '.join(COLUMNS[:7])}. Give Dyadic_COW_4.0.csv, the archive COW_Trade_4.0.zip, "
            "or the R file cow_trade_ddy.rds."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read one of the three; raise NoDyads, UnreadableFrame or MovedFrame."""
    lookups = read_lookups()
    if snapshot.name.endswith(".rds"):
        origin = Origin(
            source=card.id,
            snapshot=snapshot.sha256,
            place="",
            licence=card.licence,
            accessed=card.accessed,
            cites=_PACKED_AS,
        )
        dyads = Dyads(read_frame(snapshot.data, snapshot.name), snapshot.name, origin, lookups)
        return Batch(source=card.id, flows=dyads.flows(), findings=dyads.findings)
    names = members(snapshot)
    for name in names or (None,):
        if set(COLUMNS) <= set(first_line(snapshot, name)):
            others = tuple(other for other in names if other != name)
            return Batch(source=card.id, tables=tables_of(name, lookups), findings=_beside(others))
    raise NoDyads(snapshot.name)


def _beside(names: tuple[str, ...]) -> tuple[Finding, ...]:
    """Name what the archive holds besides the dyadic trade: national totals, the codebook."""
    if not names:
        return ()
    return (
        Finding(
            check="file not read",
            severity=Severity.NOTE,
            about=", ".join(names),
            message=f"{len(names)} files beside the dyadic trade were not read.",
            evidence=names,
        ),
    )
