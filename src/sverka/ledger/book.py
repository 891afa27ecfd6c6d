"""The book: what was posted to it, today or as of a past day."""

from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from sverka.ledger.entries import find_bodies
from sverka.ledger.flows import StoredFlow, find_flows, find_newest
from sverka.ledger.posting import Posting
from sverka.ledger.store import Catalogue, Engine, open_catalogue, open_engine
from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.product import TOTAL, Product
from sverka.vocabulary.statement import Reading


class Vintage(msgspec.Struct, frozen=True):
    """A flow as it was published once: when the book first had it, and when a source last brought it."""

    flow: Flow
    first_seen: datetime
    last_seen: datetime


class Ledger:
    """An open book; `as_of` asks for what it held at the end of a day (UTC)."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._engine: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close both stores."""
        if self._engine:
            self._engine.close()
        self._catalogue.close()

    def post(
        self, batch: Batch, card: Card, snapshot: Snapshot | None, *, posted_at: datetime | None = None
    ) -> Posting:
        """Post a batch, all of it or nothing; what the book knows already is only seen again.

        Raises BookBusy, ReadOnlyBook, NoSpace, WrongCard, PostedOutOfOrder, UnpostableFlows, UndatedFlow.
        """
        from sverka.ledger.post import post  # noqa: PLC0415  reading a book needs none of it

        return post(self._folder, self._catalogue, batch, card, snapshot, posted_at)

    def flows(self, pair: Pair, *, product: Product = TOTAL, as_of: date | None = None) -> tuple[Flow, ...]:
        """Return the newest vintage of every flow between two countries, both directions and all books.

        A flow that a source no longer brings stays: silence withdraws nothing (see `vintages`).
        """
        paths = self._paths(self._last_posting(as_of))
        stored = find_newest(self._duckdb(), paths, pair, product) if paths else []
        return tuple(one.flow for one in stored)

    def readings(self, pair: str | None = None, *, as_of: date | None = None) -> tuple[Reading, ...]:
        """Return the statements of a pair ("BLR-KAZ"), or all, with their claims, in order of date."""
        bodies = find_bodies(self._catalogue, "reading", pair, self._last_posting(as_of))
        decode = msgspec.json.Decoder(Reading).decode
        return tuple(map(decode, bodies))

    def judgements(self, statement: str | None = None, *, as_of: date | None = None) -> tuple[Judgement, ...]:
        """Return what people decided on the claims of a statement, or of all, in order of date."""
        bodies = find_bodies(self._catalogue, "judgement", statement, self._last_posting(as_of))
        decode = msgspec.json.Decoder(Judgement).decode
        return tuple(map(decode, bodies))

    def cards(self, *, as_of: date | None = None) -> dict[str, Card]:
        """Return the cards of the sources in the book, by source id."""
        bodies = find_bodies(self._catalogue, "card", None, self._last_posting(as_of))
        decode = msgspec.json.Decoder(Card).decode
        return {card.id: card for card in map(decode, bodies)}

    def vintages(self, pair: Pair, *, product: Product = TOTAL) -> tuple[Vintage, ...]:
        """Return every vintage of a pair's flows with its first_seen and last_seen, the oldest first."""
        paths = self._paths(self._last_posting(None))
        stored = find_flows(self._duckdb(), paths, pair, product) if paths else []
        times = {
            number: datetime.fromisoformat(time)
            for number, time in self._catalogue.rows("SELECT id, posted_at FROM posting")
        }
        sightings: dict[str, list[tuple[int, int, int]]] = {}
        for path, posting, first, last in self._catalogue.rows(
            "SELECT path, flow_sighting.posting, first_row, last_row FROM flow_sighting "
            "JOIN flow_file ON flow_file.id = file"
        ):
            sightings.setdefault(str(self._folder / path), []).append((posting, first, last))
        return tuple(_vintage(one, times, sightings.get(one.path, [])) for one in stored)

    def _last_posting(self, as_of: date | None) -> int:
        """Return the id of the last posting up to the end of a day, 0 where there is none."""
        day = "9999" if as_of is None else f"{as_of}T99"
        ((last,),) = self._catalogue.rows(
            "SELECT coalesce(max(id), 0) FROM posting WHERE posted_at < ?", (day,)
        )
        return int(last)

    def _paths(self, last_posting: int) -> list[Path]:
        rows = self._catalogue.rows(
            "SELECT path FROM flow_file WHERE posting <= ? ORDER BY path", (last_posting,)
        )
        return [self._folder / path for (path,) in rows]

    def _duckdb(self) -> Engine:
        if self._engine is None:
            self._engine = open_engine(self._folder, self._folder / "spill")
        return self._engine


def open_ledger(path: Path, *, create: bool = False, wait_s: float = 10.0) -> Ledger:
    """Open the book in a folder, or make one there where `create` says so.

    A post waits `wait_s` seconds for another one to end. Raises MissingBook, FolderInUse, DamagedBook,
    NewerBook, ReadOnlyBook, BookBusy.
    """
    folder = path.resolve()
    return Ledger(folder, open_catalogue(folder, create=create, wait_s=wait_s))


def _vintage(one: StoredFlow, times: dict[int, datetime], runs: list[tuple[int, int, int]]) -> Vintage:
    seen = [posting for posting, first, last in runs if first <= one.row <= last]
    return Vintage(one.flow, times[one.posting], times[max(seen, default=one.posting)])
