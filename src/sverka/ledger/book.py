"""The book: what was posted to it, today or as of a past day."""

from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from sverka.ledger.engine import FrameEngine
from sverka.ledger.entries import find_bodies
from sverka.ledger.errors import DamagedBook, EngineError, NothingHeld
from sverka.ledger.facts import find_correspondences, find_facts
from sverka.ledger.files import File, find_files
from sverka.ledger.flows import StoredFlow, count_by_source, find_flows, find_newest
from sverka.ledger.kinds import CORRESPONDENCES, FACTS, FLOWS, Kind
from sverka.ledger.origins import find_origins
from sverka.ledger.posting import Posting, Progress, silent
from sverka.ledger.store import Catalogue, Engine, open_catalogue, open_engine
from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.country import Country, Pair
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import TOTAL, Product
from sverka.vocabulary.statement import Reading

if TYPE_CHECKING:
    import narwhals as nw


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
        self,
        batch: Batch,
        card: Card,
        snapshot: Snapshot | None,
        *,
        posted_at: datetime | None = None,
        tell: Progress = silent,
    ) -> Posting:
        """Post a batch, all of it or nothing; what the book knows already is only seen again.

        `tell` is called with what is being done. Raises BookBusy, ReadOnlyBook, NoSpace, WrongCard,
        PostedOutOfOrder, UnpostableFlows, MovedColumns, DamagedTable, TablesDisagree.
        """
        from sverka.ledger.post import Work, post  # noqa: PLC0415  reading a book needs none of it

        return post(Work(self._folder, self._catalogue, tell), batch, card, snapshot, posted_at)

    def flows(self, pair: Pair, *, product: Product = TOTAL, as_of: date | None = None) -> tuple[Flow, ...]:
        """Return the newest vintage of every flow between two countries, both directions and all books.

        A flow that a source no longer brings stays: silence withdraws nothing (see `vintages`).
        """
        files = self._files(FLOWS, as_of)
        stored = find_newest(self._duckdb(), files, pair, product) if files else []
        return tuple(one.flow for one in stored)

    def frame(
        self,
        *,
        source: str,
        years: tuple[int, int] | None = None,
        as_of: date | None = None,
        engine: FrameEngine | None = None,
    ) -> "nw.LazyFrame[Any]":
        """Return a source's current flows as a lazy frame of Narwhals, nothing read yet.

        One row a flow: the columns of `kinds.FLOWS`, `posting`, `year` and `digits` (characters of the
        product's code); the reporter of a reconciled flow is "". `years` (both included) spares the
        files of other years. `engine` is DuckDB unless another one is given, Spark say. Raises
        NothingHeld where the book has no such flows.
        """
        return self._frame(FLOWS, source, years, as_of, engine)

    def collect(self, frame: "nw.LazyFrame[Any]") -> list[tuple[Any, ...]]:
        """Run a frame of `frame` or `facts_frame` on DuckDB and return its rows."""
        return self._duckdb().collect(frame)

    def facts_frame(
        self, *, source: str, as_of: date | None = None, engine: FrameEngine | None = None
    ) -> "nw.LazyFrame[Any]":
        """Return a source's current facts as a lazy frame; raise NothingHeld where there are none."""
        return self._frame(FACTS, source, None, as_of, engine)

    def facts(
        self,
        name: str,
        *,
        country: Country | None = None,
        partner: Country | None = None,
        source: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Fact, ...]:
        """Return the newest vintage of facts of one name, of a country and towards a partner if asked."""
        files = self._files(FACTS, as_of, source=source)
        return find_facts(self._duckdb(), files, name, country, partner) if files else ()

    def correspondences(self, revision: str, other_revision: str) -> tuple[Correspondence, ...]:
        """Return the lines of correlation tables from one revision to another, as they were posted."""
        files = self._files(CORRESPONDENCES)
        return find_correspondences(self._duckdb(), files, revision, other_revision) if files else ()

    def origins(
        self, place: str, *, source: str, years: tuple[int, int] | None = None, as_of: date | None = None
    ) -> tuple[Origin, ...]:
        """Return where a source's flows of some years were read: an origin a snapshot.

        For figures that are made of many rows; `place` says which. Nothing where the book has no such flows.
        """
        files = self._files(FLOWS, as_of, source=source, years=years)
        return find_origins(self._duckdb(), files, FLOWS, place) if files else ()

    def sources(self, pair: Pair | None = None) -> dict[str, int]:
        """Return the sources of flows in the book, with the number of rows: of a pair, or of all pairs."""
        if pair is None:
            rows = self._catalogue.rows(
                "SELECT source, sum(rows) FROM flow_file WHERE kind = 'flows' GROUP BY source ORDER BY source"
            )
            return {source: int(count) for source, count in rows}
        files = self._files(FLOWS)
        return count_by_source(self._duckdb(), files, pair) if files else {}

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
        files = self._files(FLOWS)
        stored = find_flows(self._duckdb(), files, pair, product) if files else []
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

    def _frame(
        self,
        kind: Kind,
        source: str,
        years: tuple[int, int] | None,
        as_of: date | None,
        engine: FrameEngine | None,
    ) -> "nw.LazyFrame[Any]":
        from sverka.ledger.frames import current_rows  # noqa: PLC0415 - Narwhals takes 0.2 s

        files = self._files(kind, as_of, source=source, years=years)
        if not files:
            raise NothingHeld(source, kind.name, tuple(self.sources()))
        try:
            return current_rows(engine or self._duckdb(), files, kind)
        except EngineError as error:
            raise DamagedBook(self._folder / kind.name, str(error)) from error

    def _last_posting(self, as_of: date | None) -> int:
        """Return the id of the last posting up to the end of a day, 0 where there is none."""
        day = "9999" if as_of is None else f"{as_of}T99"
        ((last,),) = self._catalogue.rows(
            "SELECT coalesce(max(id), 0) FROM posting WHERE posted_at < ?", (day,)
        )
        return int(last)

    def _files(
        self,
        kind: Kind,
        as_of: date | None = None,
        *,
        source: str | None = None,
        years: tuple[int, int] | None = None,
    ) -> list[File]:
        return find_files(
            self._catalogue,
            self._folder,
            kind,
            source=source,
            years=years,
            last_posting=self._last_posting(as_of),
        )

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
