"""Bring flows into DuckDB, however many: as lines of JSON, a chunk at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from sverka.ledger.columns import COLUMNS, CONTENT, KEY, ORIGIN, same
from sverka.ledger.store import Engine, EngineError, LedgerError, quoted
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow

_SLICE = 10_000  # flows held as objects
_SLICES = 20  # of a chunk on disk
_TYPES = {
    "value": "BIGINT",
    "value_usd": "BIGINT",
    "quantity": "BIGINT",
    "rate": "DOUBLE",
    "accessed": "DATE",
}
_FIELDS = {
    "product": "product.code",
    "revision": "product.revision",
    **{name: f"origin.{name}" for name in ORIGIN},
}
_JSON = (
    "{"
    + ", ".join(
        f"{name}: '{_TYPES.get(name, 'VARCHAR')}'" for name in (*KEY, *CONTENT) if name not in _FIELDS
    )
    + ", product: 'STRUCT(code VARCHAR, revision VARCHAR)', origin: 'STRUCT("
    + ", ".join(f"{name} {_TYPES.get(name, 'VARCHAR')}" for name in ORIGIN)
    + ")'}"
)


class UnpostableFlows(LedgerError):
    """Flows that the book has no column type for."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The flows cannot be posted: {why}. Nothing was written. "
            "Values and quantities are whole numbers below 9.2e18 in the stated unit, dates are dates."
        )


class UndatedFlow(LedgerError):
    """A flow whose period has no year."""

    def __init__(self, place: str, period: str) -> None:
        super().__init__(
            f"The flow at {place} has the period “{period}”, which names no year. "
            "Nothing was written; let the source's reader leave it out with a Finding."
        )


def stage_flows(engine: Engine, flows: Iterable[Flow], folder: Path) -> None:
    """Fill the temporary table `staged`, with each row's year.

    `folder` holds one chunk at a time. Raises UnpostableFlows and UndatedFlow.
    """
    _make_table(engine)
    rest, chunk_file = iter(flows), folder / "flows.ndjson"
    try:
        while _write_chunk(rest, chunk_file):
            engine.rows(f"INSERT INTO staged {_reading(chunk_file)}")
    except EngineError as error:
        raise UnpostableFlows(str(error)) from error
    undated = engine.rows("SELECT place, period FROM staged WHERE year IS NULL LIMIT 1")
    if undated:
        raise UndatedFlow(*undated[0])


def drop_doubles(engine: Engine, source: str) -> tuple[Finding, ...]:
    """Keep one of staged rows that say the same, and none of rows that give the same flow two contents.

    What a source says twice, differently, the book does not choose between; the Finding names the rows.
    """
    key = ", ".join(KEY)
    engine.rows(
        f"CREATE TEMP TABLE doubled AS SELECT {key}, min(rowid) AS kept, "
        f"min(place) AS one, max(place) AS other, "
        f"count(DISTINCT hash({', '.join(CONTENT)})) > 1 AS differ "
        f"FROM staged GROUP BY {key} HAVING count(*) > 1"
    )
    contradictory = engine.rows("SELECT one, other, count(*) OVER () FROM doubled WHERE differ LIMIT 5")
    engine.rows(
        f"DELETE FROM staged USING doubled WHERE {same(KEY, 'staged', 'doubled')} "
        "AND (differ OR staged.rowid <> kept)"
    )
    if not contradictory:
        return ()
    return (
        Finding(
            check="contradictory rows",
            severity=Severity.ERROR,
            about=source,
            message=f"{contradictory[0][2]} flows are given twice with different figures; none was posted.",
            evidence=tuple(f"{one} and {other}" for one, other, _ in contradictory),
            next_step="Look at the rows in the snapshot and decide in the source's lookups which one counts.",
        ),
    )


def _write_chunk(flows: Iterator[Flow], chunk_file: Path) -> int:
    """Write the next flows as lines of JSON; return how many."""
    encode, written = msgspec.json.Encoder().encode_lines, 0
    with chunk_file.open("wb") as lines:
        for _ in range(_SLICES):
            piece = list(islice(flows, _SLICE))
            try:
                lines.write(encode(piece))
            except OverflowError as error:
                raise UnpostableFlows(str(error)) from error
            written += len(piece)
    return written


def _make_table(engine: Engine) -> None:
    types = ", ".join(f"{name} {_TYPES.get(name, 'VARCHAR')}" for name in COLUMNS)
    engine.rows(f"CREATE TEMP TABLE staged ({types}, year INTEGER)")


def _reading(chunk_file: Path) -> str:
    chosen = ", ".join(_FIELDS.get(name, name) for name in COLUMNS)
    return (
        f"SELECT {chosen}, try_cast(left(period, 4) AS INTEGER) "
        f"FROM read_json({quoted(str(chunk_file))}, format = 'newline_delimited', columns = {_JSON})"
    )
