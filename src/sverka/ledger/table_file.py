"""Tables in files of a user's own, CSV or Parquet, as arrays: read and written outside of any book."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TextIO

from sverka.ledger.errors import EngineError, LedgerError
from sverka.ledger.store import Engine, open_engine, quoted, writable

if TYPE_CHECKING:
    import numpy as np
    from narwhals import LazyFrame
    from numpy.typing import NDArray

_PARQUET_MARK = b"PAR1"
_PARQUET = (".parquet", ".pq")
_WHOLE = 1e15  # below it a double that is a whole number is written as one
_ROWS = 200_000
_SQL_TYPES = {"U": "VARCHAR", "O": "VARCHAR", "i": "BIGINT", "u": "BIGINT", "f": "DOUBLE", "b": "BOOLEAN"}


class NoSuchTable(LedgerError):
    """A table is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file {path}. Check the name.")


class UnreadableTable(LedgerError):
    """A file is neither CSV nor Parquet that can be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be read as a table: {why.rstrip('.')}. "
            "Give CSV in UTF-8 with one line of names on top, or Parquet."
        )


class LacksColumns(LedgerError):
    """A table does not have columns that are asked of it."""

    def __init__(self, path: Path, missing: Sequence[str], has: Sequence[str]) -> None:
        super().__init__(
            f"{path} has no column {', '.join(f'“{name}”' for name in missing)}; it has {', '.join(has)}. "
            "Name a column that it has, or rename it in the file."
        )


class TableFile:
    """An open table: its columns' names, and any of them as arrays."""

    def __init__(self, path: Path, engine: Engine, source: str, as_texts: str) -> None:
        self._path = path
        self._engine = engine
        self._frame = engine.frame(f"SELECT * FROM {source}")
        self._as_texts = as_texts
        self.columns: tuple[str, ...] = tuple(self._frame.columns)

    def read(self, names: Sequence[str], part: tuple[str, str] | None = None) -> "dict[str, NDArray[Any]]":
        """Return columns (R,) in the file's order of rows: numbers with NaN, texts with None where empty.

        With a `part`, ("sector", "17"), only the rows whose column reads so. Raises LacksColumns and
        UnreadableTable.
        """
        self._require([*names, *([part[0]] if part else [])])
        try:
            return self._engine.columns(_chosen(self._frame, names, part))
        except EngineError:
            return self._texts(names, part)

    def parts(self, column: str) -> tuple[str, ...]:
        """Return what a column reads, each once and in order; rows without are no part. Raises as `read`."""
        import narwhals as nw  # noqa: PLC0415  0.2 s that only tables need

        self._require([column])
        asked = self._frame.select(nw.col(column).cast(nw.String)).drop_nulls().unique().sort(column)
        try:
            return tuple(str(row[0]) for row in self._engine.collect(asked))
        except EngineError as error:
            raise UnreadableTable(self._path, str(error)) from error

    def _require(self, names: Sequence[str]) -> None:
        missing = [name for name in names if name not in self.columns]
        if missing:
            raise LacksColumns(self._path, missing, self.columns)

    def _texts(self, names: Sequence[str], part: tuple[str, str] | None) -> "dict[str, NDArray[Any]]":
        """Read what has a text below many numbers, as texts throughout."""
        try:
            frame = self._engine.frame(f"SELECT * FROM {self._as_texts}")
            return self._engine.columns(_chosen(frame, names, part))
        except EngineError as error:
            raise UnreadableTable(self._path, str(error)) from error


def _chosen(frame: "LazyFrame[Any]", names: Sequence[str], part: tuple[str, str] | None) -> "LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415  likewise

    rows = frame.filter(nw.col(part[0]).cast(nw.String) == part[1]) if part else frame
    return rows.select(*dict.fromkeys(names))


@contextmanager
def opened_table(path: Path) -> Iterator[TableFile]:
    """Open a CSV or Parquet file, whatever its name; raise NoSuchTable or UnreadableTable.

    A CSV file's columns are numbers where its cells are, otherwise texts; where a text turns up below many
    thousand numbers, all that is read with it comes as texts.
    """
    if not path.is_file():
        raise NoSuchTable(path)
    path = path.resolve()
    if not path.stat().st_size:
        raise UnreadableTable(path, "it is empty")
    with path.open("rb") as file:
        is_parquet = file.read(len(_PARQUET_MARK)) == _PARQUET_MARK
    place = quoted(str(path))
    source = as_texts = f"read_parquet({place})"
    if not is_parquet:
        source, as_texts = (
            f"read_csv({place}, header = true{more})" for more in ("", ", all_varchar = true")
        )
    with TemporaryDirectory() as spill:
        engine = open_engine(path.parent, Path(spill))
        try:
            yield TableFile(path, engine, source, as_texts)
        except EngineError as error:
            raise UnreadableTable(path, str(error)) from error
        finally:
            engine.close()


def write_table(path: Path, columns: "Mapping[str, NDArray[Any]]") -> None:
    """Write columns (R,) as Parquet where the name ends so, otherwise as CSV; the file appears whole or not.

    A NaN is an empty cell. Raises ReadOnlyBook or NoSpace where the place cannot be written.
    """
    target = path.resolve()
    with writable(target.parent), TemporaryDirectory(dir=target.parent, prefix=".sverka-") as scratch:
        draft = Path(scratch) / "draft.csv"
        with draft.open("w", encoding="utf-8", newline="") as file:
            _write_csv(file, columns)
        if target.suffix.lower() in _PARQUET:
            draft = _as_parquet(draft, columns)
        draft.replace(target)


def _write_csv(file: TextIO, columns: "Mapping[str, NDArray[Any]]") -> None:
    file.write(",".join(map(_quoted, columns)) + "\n")
    count = len(next(iter(columns.values())))
    for first in range(0, count, _ROWS):
        part = (_texts(values[first : first + _ROWS]) for values in columns.values())
        file.writelines(f"{','.join(row)}\n" for row in zip(*part, strict=True))


def _texts(values: "NDArray[Any]") -> list[str]:
    """Write the cells of a column, each different one once: numbers with all their digits."""
    import numpy as np  # noqa: PLC0415  whoever has arrays has loaded it

    different, place = np.unique(values, return_inverse=True)
    write = _number if values.dtype.kind == "f" else _quoted
    texts = np.array([write(value) for value in different.tolist()], object)
    found: list[str] = texts[place].tolist()
    return found


def _number(value: float) -> str:
    if value != value:  # noqa: PLR0124  NaN
        return ""
    return str(int(value)) if abs(value) < _WHOLE and value == int(value) else repr(value)


def _quoted(value: object) -> str:
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


def _as_parquet(draft: Path, columns: "Mapping[str, NDArray[Any]]") -> Path:
    target = draft.with_suffix(".parquet")
    types = ", ".join(f"{quoted(name)}: {quoted(_sql_type(values))}" for name, values in columns.items())
    engine = open_engine(draft.parent, draft.parent)
    try:
        engine.rows(
            f"COPY (SELECT * FROM read_csv({quoted(str(draft))}, header = true, auto_detect = false, "
            f"delim = ',', quote = '\"', columns = {{{types}}})) TO {quoted(str(target))} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        engine.close()
    return target


def _sql_type(values: "NDArray[np.generic]") -> str:
    return _SQL_TYPES[values.dtype.kind]
