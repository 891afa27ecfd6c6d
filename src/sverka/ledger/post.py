"""Post a batch: Parquet files first, then the one transaction that makes them part of the book."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sverka.ledger.entries import Entry, card_entry, judgement_entry, post_entries, reading_entry
from sverka.ledger.errors import LedgerError
from sverka.ledger.filing import Filing, file_part
from sverka.ledger.kinds import CORRESPONDENCES, FACTS, FLOWS, KINDS, Kind
from sverka.ledger.part import Part, check_part
from sverka.ledger.posting import Posting, Progress, watched
from sverka.ledger.stage import stage_objects
from sverka.ledger.store import Catalogue, Engine, open_engine, settle, writable
from sverka.ledger.tables import Provenance, stage_table, unpacked
from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.table import Table

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


class TableWithoutSnapshot(LedgerError):
    """A table is posted without the file that it describes."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"The batch of “{source}” has tables and no snapshot to read them from. "
            "Post it with the snapshot that its reader was given."
        )


class Work(NamedTuple):
    """What a post works with: the book's folder and catalogue, and whom it tells how it goes on."""

    folder: Path
    catalogue: Catalogue
    tell: Progress


def post(work: Work, batch: Batch, card: Card, snapshot: Snapshot | None, at: datetime | None) -> Posting:
    """Post a batch into a book all at once or not at all; what the book knows already is only seen again."""
    if batch.source != card.id:
        raise WrongCard(batch.source, card.id)
    folder, catalogue, _ = work
    with catalogue.writing(), writable(folder):
        _sweep(folder, catalogue)
        posted_at = _stamp(catalogue, at)
        if snapshot:
            _keep(work, snapshot)
        posting = catalogue.add(
            "INSERT INTO posting (source, snapshot, posted_at) VALUES (?, ?, ?)",
            (batch.source, snapshot and snapshot.sha256, posted_at),
        )
        filing = Filing(folder, catalogue, batch.source, posting)
        findings, rows = _post_rows(work, filing, batch, _Told(card, snapshot))
        entries = post_entries(catalogue, _entries(batch), posting)
        post_entries(catalogue, [card_entry(card)], posting)  # not counted: no fact of the source
    new, revised, known = (one + other for one, other in zip(rows, entries, strict=True))
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
    rows = (f"{kind}/source=*/year=*/*" for kind in KINDS)
    for pattern in (*rows, f"{_SNAPSHOTS}/*"):
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


def _keep(work: Work, snapshot: Snapshot) -> None:
    """Keep the raw bytes under their hash, once."""
    folder, catalogue, tell = work
    if catalogue.rows("SELECT 1 FROM snapshot WHERE sha256 = ?", (snapshot.sha256,)):
        return
    tell(f"keeping {snapshot.name}", None)
    path = folder / _SNAPSHOTS / snapshot.sha256
    path.parent.mkdir(exist_ok=True)
    if isinstance(snapshot.held, bytes):
        path.write_bytes(snapshot.held)
    else:
        copyfile(snapshot.held, path)
    settle(path)
    catalogue.add(
        "INSERT INTO snapshot (sha256, name, bytes) VALUES (?, ?, ?)",
        (snapshot.sha256, snapshot.name, snapshot.size),
    )


class _Told(NamedTuple):
    """What a table's rows are told of their origin."""

    card: Card
    snapshot: Snapshot | None

    def provenance(self, table: Table) -> Provenance:
        if self.snapshot is None:
            raise TableWithoutSnapshot(self.card.id)
        columns = {
            "source": self.card.id,
            "snapshot": self.snapshot.sha256,
            "licence": self.card.licence,
            "accessed": (self.snapshot.accessed or self.card.accessed).isoformat(),
        }
        return Provenance(columns, table.member or self.snapshot.name)


def _post_rows(
    work: Work, filing: Filing, batch: Batch, told: _Told
) -> tuple[tuple[Finding, ...], tuple[int, int, int]]:
    """Stage, check and file each part of a batch; one without any rows does not start DuckDB."""
    objects = [
        (kind, rest)
        for kind, rows in (
            (FLOWS, batch.flows),
            (FACTS, batch.facts),
            (CORRESPONDENCES, batch.correspondences),
        )
        if (rest := _begun(rows))
    ]
    if not objects and not batch.tables:
        return (), (0, 0, 0)
    findings: list[Finding] = []
    counts: list[tuple[int, int, int]] = []
    with TemporaryDirectory(prefix=_SCRATCH, dir=work.folder) as scratch:
        engine = open_engine(work.folder, Path(scratch))
        try:
            with watched(engine, work.tell):
                for part, noticed in _parts(engine, work, objects, batch.tables, told):
                    findings += [*noticed, *check_part(engine, part)]
                    counts.append(file_part(engine, filing, part))
        finally:
            engine.close()
    new, revised, known = map(sum, zip(*counts, strict=True))
    return tuple(findings), (new, revised, known)


def _parts(
    engine: Engine,
    work: Work,
    objects: Iterable[tuple[Kind, Iterator[object]]],
    tables: Iterable[Table],
    told: _Told,
) -> Iterator[tuple[Part, tuple[Finding, ...]]]:
    """Stage one part after the other, each into the same temporary table."""
    with TemporaryDirectory(prefix=_SCRATCH, dir=work.folder) as scratch:
        for kind, rows in objects:
            yield stage_objects(engine, kind, rows, Path(scratch), work.tell), ()
        for table in tables:
            provenance = told.provenance(table)
            work.tell(f"reading {provenance.place}", None)
            file = work.folder / _SNAPSHOTS / provenance.columns["snapshot"]
            with unpacked(file, table.member, Path(scratch)) as path:
                yield stage_table(engine, table, path, provenance)


def _begun(rows: Iterable[object]) -> Iterator[object] | None:
    """Return an iterator over the same rows, None where there are none."""
    rest = iter(rows)
    for first in rest:
        return chain([first], rest)
    return None


def _entries(batch: Batch) -> Iterator[Entry]:
    yield from map(reading_entry, batch.readings)
    yield from map(judgement_entry, batch.judgements)
