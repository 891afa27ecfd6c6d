"""Make lazy frames of the book's current rows, on any engine that scans Parquet files."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sverka.ledger.engine import Column, FrameEngine
from sverka.ledger.files import IN_DOLLARS, File
from sverka.ledger.kinds import Kind

if TYPE_CHECKING:
    import narwhals as nw

_NEWEST = "newest"


def current_rows(engine: FrameEngine, files: Sequence[File], kind: Kind) -> "nw.LazyFrame[Any]":
    """Return the newest vintage of every row in the files of one source: key, content, `posting`, `year`.

    Flows have `digits` too: the characters of the product's code, by which its level of detail is told.

    Only files that overlap an older one in years can replace rows; keys in these are looked up, the rest
    of the book is scanned as it lies.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s of CPU that a book asked for one pair does not need

    rows = _all_rows(engine, files, kind)
    newer = [file for number, file in enumerate(files) if any(_overlap(file, one) for one in files[:number])]
    if newer:
        key = list(kind.key)
        newest = _all_rows(engine, newer, kind).group_by(key).agg(nw.col("posting").max().alias(_NEWEST))
        kept = nw.col(_NEWEST).is_null() | (nw.col("posting") == nw.col(_NEWEST))
        rows = rows.join(newest, on=key, how="left").filter(kept).drop(_NEWEST)
    return rows


def _overlap(file: File, older: File) -> bool:
    return file.posting > older.posting and file.first <= older.last and older.first <= file.last


def _all_rows(engine: FrameEngine, files: Sequence[File], kind: Kind) -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415

    # Most files say the same, word for word: each text is read once.
    shared = {file.common: _shared(file, kind) for file in {file.common: file for file in files}.values()}

    def alike(file: File) -> str:
        return shared[file.common]

    groups = groupby(sorted(files, key=alike), key=alike)
    frames = [_group(engine, list(group), json.loads(common)[1], kind) for common, group in groups]
    return frames[0] if len(frames) == 1 else nw.concat(frames, how="vertical")


def _shared(file: File, kind: Kind) -> str:
    """Return what files must have in common to be scanned together."""
    common = json.loads(file.common)
    content = {name: common[name] for name in _columns(kind) if name in common}
    return json.dumps([file.is_of_layout_1, content], sort_keys=True)


def _columns(kind: Kind) -> tuple[str, ...]:
    return (*kind.key, *kind.content, "posting")


def _group(
    engine: FrameEngine, files: Sequence[File], common: Mapping[str, Any], kind: Kind
) -> "nw.LazyFrame[Any]":
    """Scan files that have the same in common, and put that back into their rows."""
    old = files[0].is_of_layout_1
    columns = [_column(name, common, kind) for name in _columns(kind)]
    if "product" in kind.key:
        columns.append(Column("digits", "BIGINT", "product", is_length=True))
    if kind.dated and not old:
        columns.append(Column("year", "INTEGER", "year"))
    rows = engine.scan([file.path for file in files], columns)
    return _of_layout_1(rows, kind) if old else rows


def _column(name: str, common: Mapping[str, Any], kind: Kind) -> Column:
    sql_type = "BIGINT" if name == "posting" else kind.type_of(name)
    if name not in common:
        return Column(name, sql_type, name)
    if (name, common[name]) == ("value", IN_DOLLARS):
        return Column(name, sql_type, "value_usd")
    return Column(name, sql_type, None, common[name])


def _of_layout_1(rows: "nw.LazyFrame[Any]", kind: Kind) -> "nw.LazyFrame[Any]":
    """Fill in what layout 1 left out: the reporter of a reconciled flow, the year."""
    import narwhals as nw  # noqa: PLC0415

    if not kind.dated:
        return rows
    year = nw.col("period").str.slice(0, 4).cast(nw.Int32).alias("year")
    return rows.with_columns(nw.col("reporter").fill_null(""), year)
