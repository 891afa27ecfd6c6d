"""Bring a table into DuckDB without making an object of any row: its columns by expressions of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error

from sverka.ledger.errors import EngineError, LedgerError
from sverka.ledger.files import IN_DOLLARS, constant
from sverka.ledger.kinds import FLOWS, KINDS, Kind
from sverka.ledger.part import Part
from sverka.ledger.raw_table import LINE, UNREADABLE, DamagedTable, RawTable, open_table, read_findings
from sverka.ledger.refusals import Reason, Refusals
from sverka.ledger.stage import UnpostableFlows
from sverka.ledger.store import Engine
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.table import Cell, Table

if TYPE_CHECKING:
    import narwhals as nw


_CHUNK = 1 << 20


class UnknownColumn(LedgerError):
    """A table's reader fills a column that the book does not have."""

    def __init__(self, name: str, kind: Kind) -> None:
        super().__init__(
            f"The table fills “{name}”, which is no column of {kind.name}. "
            f"Correct the source's reader; the columns are {', '.join(kind.columns)}."
        )


class Provenance(NamedTuple):
    """What a post knows of the origin of a table's rows: columns, and the file's name as their `place`."""

    columns: Mapping[str, str]
    place: str


@contextmanager
def unpacked(file: Path, member: str | None, scratch: Path) -> Iterator[Path]:
    """Yield the path of a packed snapshot's member, unpacked for as long as it is read; or the file itself.

    Raises DamagedTable.
    """
    if member is None:
        yield file
        return
    target = scratch / "member"
    try:
        with ZipFile(file) as archive, archive.open(member) as packed, target.open("wb") as plain:
            copyfileobj(packed, plain, _CHUNK)
    except (BadZipFile, KeyError, EOFError, error) as problem:
        raise DamagedTable(member, str(problem)) from problem
    try:
        yield target
    finally:
        target.unlink()


def stage_table(
    engine: Engine, table: Table, file: Path, provenance: Provenance
) -> tuple[Part, tuple[Finding, ...]]:
    """Fill the temporary table `staged` from a file; return what is in it and what was noticed in the file.

    Raises MovedColumns, DamagedTable, UnknownColumn.
    """
    raw = open_table(engine, table, file, provenance.place)
    kind = KINDS[table.holds]
    expressions, common = _columns(kind, table, provenance)
    refusals = Refusals(kind, _reasons(raw, table))
    _shape(engine, raw, table, expressions)
    try:
        _fill(engine, kind, tuple(expressions), common, refusals)
    except EngineError as problem:
        if str(problem).startswith("Conversion Error"):  # a number of a readable cell that no column can hold
            raise UnpostableFlows(str(problem)) from problem
        raise DamagedTable(provenance.place, str(problem)) from problem
    return Part(kind, provenance.place, (*expressions, "line"), common, refusals), read_findings(engine, raw)


def _columns(
    kind: Kind, table: Table, provenance: Provenance
) -> "tuple[dict[str, nw.Expr], dict[str, object]]":
    """Part the book's columns into those with an expression and those that all rows share."""
    import narwhals as nw  # noqa: PLC0415 - only posts of tables need it

    book: dict[str, object] = dict(table.book)
    for name in book:
        if name not in kind.columns:
            raise UnknownColumn(name, kind)
    if (
        kind is FLOWS
        and book.get("currency", "USD") == "USD"
        and len({"value", "value_usd"} & set(book)) == 1
    ):
        book["value_usd"] = book.pop("value") if "value" in book else book["value_usd"]
        book["value"] = IN_DOLLARS
    given = {**kind.default, **provenance.columns, "place": provenance.place, **book}
    common = {name: given.get(name) for name in kind.columns if name != "line"}
    expressions = {name: value for name, value in common.items() if isinstance(value, nw.Expr)}
    return expressions, {name: value for name, value in common.items() if name not in expressions}


def _reasons(raw: RawTable, table: Table) -> tuple[Reason, ...]:
    """List why a row of the table may not be posted, in the order of `_shape`."""
    numbers = {Cell.WHOLE: "a whole number", Cell.NUMBER: "a number"}
    unreadable = (
        Reason(f"the column “{name}” does not hold {numbers[table.columns[name]]}") for name in raw.typed
    )
    left_out = (Reason(text, Severity.NOTE) for text in table.left_out)
    return (*unreadable, *map(Reason, table.refused), *left_out)


def _shape(engine: Engine, raw: RawTable, table: Table, expressions: "Mapping[str, nw.Expr]") -> None:
    """Define the view `shaped`: the book's columns, the row's number, and why it is refused."""
    import narwhals as nw  # noqa: PLC0415

    conditions = [*table.refused.values(), *table.left_out.values()]
    refusal: nw.Expr = nw.lit(None, nw.Int16)
    for number, condition in reversed(list(enumerate(conditions, start=len(raw.typed) + 1))):
        refusal = nw.when(condition).then(nw.lit(number, nw.Int16)).otherwise(refusal)
    named = [expression.alias(name) for name, expression in expressions.items()]
    refused = nw.coalesce(nw.col(UNREADABLE), refusal).alias("refusal")
    engine.define("shaped", engine.frame(raw.sql).select(*named, nw.col(LINE).alias("line"), refused))


def _fill(
    engine: Engine, kind: Kind, varying: Sequence[str], common: Mapping[str, object], refusals: Refusals
) -> None:
    """Make `staged` of `shaped`: typed, keys never missing, with year and refusal."""
    shared = (constant(name, value, kind.type_of(name)) for name, value in common.items())
    inner = ", ".join([*_typed(kind, varying), *shared, "line", "refusal"])
    engine.rows(
        f"CREATE OR REPLACE TEMP TABLE staged AS SELECT {', '.join([*varying, 'line'])}, "
        f"({kind.year})::INTEGER AS year, {refusals.sql} AS refusal FROM (SELECT {inner} FROM shaped)"
    )


def _typed(kind: Kind, varying: Sequence[str]) -> Iterator[str]:
    for name in varying:
        cast = f"{name}::{kind.type_of(name)}"
        yield f"coalesce({cast}, '') AS {name}" if name in kind.key else f"{cast} AS {name}"
