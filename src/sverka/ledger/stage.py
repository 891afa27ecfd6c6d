"""Bring objects into DuckDB, however many: as lines of JSON, a chunk at a time."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from sverka.ledger.errors import EngineError, LedgerError
from sverka.ledger.kinds import Kind
from sverka.ledger.part import Part
from sverka.ledger.posting import Progress
from sverka.ledger.refusals import Refusals
from sverka.ledger.store import Engine, quoted

_SLICE = 10_000  # objects held at once
_SLICES = 20  # of a chunk on disk


class UnpostableFlows(LedgerError):
    """Flows that the book has no column type for."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The flows cannot be posted: {why}. Nothing was written. "
            "Values and quantities are whole numbers below 9.2e18 in the stated unit, dates are dates."
        )


def stage_objects(
    engine: Engine, kind: Kind, objects: Iterator[object], folder: Path, tell: Progress
) -> Part:
    """Fill the temporary table `staged` with objects of a kind; `folder` holds one chunk at a time.

    Raises UnpostableFlows.
    """
    refusals = Refusals(kind)
    types = ", ".join(f"{name} {kind.type_of(name)}" for name in kind.columns)
    engine.rows(f"CREATE OR REPLACE TEMP TABLE staged ({types}, year INTEGER, refusal SMALLINT)")
    chunk_file, staged = folder / f"{kind.name}.ndjson", 0
    try:
        while written := _write_chunk(objects, chunk_file):
            engine.rows(f"INSERT INTO staged {_reading(kind, chunk_file, refusals)}")
            staged += written
            tell(f"{staged:,} {kind.name} read", None)
    except EngineError as error:
        raise UnpostableFlows(str(error)) from error
    return Part(kind, kind.name, kind.columns, {}, refusals)


def _write_chunk(objects: Iterator[object], chunk_file: Path) -> int:
    """Write the next objects as lines of JSON; return how many."""
    encode, written = msgspec.json.Encoder().encode_lines, 0
    with chunk_file.open("wb") as lines:
        for _ in range(_SLICES):
            piece = list(islice(objects, _SLICE))
            try:
                lines.write(encode(piece))
            except OverflowError as error:
                raise UnpostableFlows(str(error)) from error
            written += len(piece)
    return written


def _reading(kind: Kind, chunk_file: Path, refusals: Refusals) -> str:
    """Write the query of a chunk's rows; a key's missing part is an empty text."""
    columns = ", ".join(
        f"coalesce({kind.in_json(name)}, '') AS {name}"
        if name in kind.key
        else f"{kind.in_json(name)} AS {name}"
        for name in kind.columns
    )
    return (
        f"SELECT *, {kind.year}, {refusals.sql} FROM (SELECT {columns} "
        f"FROM read_json({quoted(str(chunk_file))}, format = 'newline_delimited', columns = {_shape(kind)}))"
    )


def _shape(kind: Kind) -> str:
    """Write the types of the objects' fields: what is nested as structs."""
    flat: list[str] = []
    nested: dict[str, list[str]] = {}
    for name in kind.columns:
        parent, dot, field = kind.in_json(name).partition(".")
        if dot:
            nested.setdefault(parent, []).append(f"{field} {kind.type_of(name)}")
        elif parent == name:
            flat.append(f"{name}: '{kind.type_of(name)}'")
    structs = [f"{parent}: 'STRUCT({', '.join(fields)})'" for parent, fields in nested.items()]
    return "{" + ", ".join([*flat, *structs]) + "}"
