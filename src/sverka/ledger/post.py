"""Post a batch: Parquet files first, then the one transaction that makes them part of the book."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from sverka.ledger.entries import Entry, card_entry, judgement_entry, post_entries, reading_entry
from sverka.ledger.filing import Filing, file_flows
from sverka.ledger.posting import Posting
from sverka.ledger.stage import drop_doubles, stage_flows
from sverka.ledger.store import Catalogue, LedgerError, open_engine, settle, writable
from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Finding

_SNAPSHOTS = "snapshots"
_SCRATCH = "posting-"


class WrongCard(LedgerError):
    """A batch comes with the card of another source."""

    def __init__(self, source: str, card: str) -> None:
        super().__init__(
            f"The batch was read from “{source}” and the card is that of “{card}”. Post it with its own card."
        )


class PostedOutOfOrder(LedgerError):
    """A posting is dated before the last one."""

    def __init__(self, posted_at: str, last: str) -> None:
        super().__init__(
            f"A posting of {posted_at} cannot follow the one of {last}: "
            "what the book knew on a day would change. "
            "Post older vintages first, or date this one later."
        )


def post(
    folder: Path,
    catalogue: Catalogue,
    batch: Batch,
    card: Card,
    snapshot: Snapshot | None,
    at: datetime | None,
) -> Posting:
    """Post a batch into a book all at once or not at all; what the book knows already is only seen again."""
    if batch.source != card.id:
        raise WrongCard(batch.source, card.id)
    with catalogue.writing(), writable(folder):
        _sweep(folder, catalogue)
        posted_at = _stamp(catalogue, at)
        if snapshot:
            _keep(folder, catalogue, snapshot)
        posting = catalogue.add(
            "INSERT INTO posting (source, snapshot, posted_at) VALUES (?, ?, ?)",
            (batch.source, snapshot and snapshot.sha256, posted_at),
        )
        findings, flows = _post_flows(Filing(folder, catalogue, batch.source, posting), batch)
        entries = post_entries(catalogue, _entries(batch, card), posting)
    new, revised, known = (rows + others for rows, others in zip(flows, entries, strict=True))
    return Posting(
        new=new,
        revised=revised,
        known=known,
        posted_at=datetime.fromisoformat(posted_at),
        findings=(*batch.findings, *findings),
    )


def _sweep(folder: Path, catalogue: Catalogue) -> None:
    """Remove what a post that was cut off left behind: files that the catalogue does not name."""
    named = {folder / path for (path,) in catalogue.rows("SELECT path FROM flow_file")}
    named |= {folder / _SNAPSHOTS / name for (name,) in catalogue.rows("SELECT sha256 FROM snapshot")}
    for pattern in ("flows/source=*/year=*/*", f"{_SNAPSHOTS}/*"):
        for path in folder.glob(pattern):
            if path not in named:
                path.unlink()
    for scratch in folder.glob(f"{_SCRATCH}*"):
        rmtree(scratch)


def _stamp(catalogue: Catalogue, at: datetime | None) -> str:
    """Return the time of a posting in UTC; a clock that was set back does not put it before the last one."""
    ((last,),) = catalogue.rows("SELECT coalesce(max(posted_at), '') FROM posting")
    stamp = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    if at and stamp < last:
        raise PostedOutOfOrder(stamp, last)
    return max(stamp, str(last))


def _keep(folder: Path, catalogue: Catalogue, snapshot: Snapshot) -> None:
    """Keep the raw bytes under their hash, once."""
    if catalogue.rows("SELECT 1 FROM snapshot WHERE sha256 = ?", (snapshot.sha256,)):
        return
    path = folder / _SNAPSHOTS / snapshot.sha256
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(snapshot.data)
    settle(path)
    catalogue.add(
        "INSERT INTO snapshot (sha256, name, bytes) VALUES (?, ?, ?)",
        (snapshot.sha256, snapshot.name, len(snapshot.data)),
    )


def _post_flows(filing: Filing, batch: Batch) -> tuple[tuple[Finding, ...], tuple[int, int, int]]:
    """Stage and file the flows of a batch; one without any does not start DuckDB."""
    flows = iter(batch.flows)
    first = next(flows, None)
    if first is None:
        return (), (0, 0, 0)
    with TemporaryDirectory(prefix=_SCRATCH, dir=filing.folder) as scratch:
        engine = open_engine(filing.folder, Path(scratch))
        try:
            stage_flows(engine, chain([first], flows), Path(scratch))
            return drop_doubles(engine, filing.source), file_flows(engine, filing)
        finally:
            engine.close()


def _entries(batch: Batch, card: Card) -> Iterator[Entry]:
    yield card_entry(card)
    yield from map(reading_entry, batch.readings)
    yield from map(judgement_entry, batch.judgements)
