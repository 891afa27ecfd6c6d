"""Open a book's two stores: the SQLite catalogue and DuckDB over the Parquet files of flows.

No other module opens a database, so that what each engine needs (a cursor read to its end, errors in
the book's own words, no network) is said once.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sverka.ledger.engine import Column
from sverka.ledger.errors import (
    CATALOGUE,
    BookBusy,
    DamagedBook,
    EngineError,
    FolderInUse,
    MissingBook,
    NewerBook,
    NoSpace,
    ReadOnlyBook,
)

if TYPE_CHECKING:
    import sqlite3

    import duckdb
    import narwhals as nw
    from numpy.typing import NDArray

_MIGRATIONS = Path(__file__).parent / "migrations"
_APPLICATION = 0x53564B31  # "SVK1", in the header of the SQLite file
_MEMORY = "4GB"
_DRAFT = "making-"
_STAND_IN = "sverka_query_"
_STANDS_IN = "This frame stands for a query of the book: collect it with the engine that made it."


class Catalogue:
    """The SQLite side of a book; every query is read to its end, every error is a LedgerError."""

    def __init__(self, connection: "sqlite3.Connection", folder: Path, wait_s: float) -> None:
        self._connection = connection
        self._folder = folder
        self._wait_s = wait_s

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return all of its rows."""
        with _told(self._folder, self._wait_s):
            return self._connection.execute(sql, values).fetchall()

    def add(self, sql: str, values: Sequence[object]) -> int:
        """Insert one row and return its id."""
        with _told(self._folder, self._wait_s):
            return int(self._connection.execute(sql, values).lastrowid or 0)

    def add_all(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Insert many rows."""
        with _told(self._folder, self._wait_s):
            self._connection.executemany(sql, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the book's one place for a writer; what is inserted is seen at the end or never."""
        self.rows("BEGIN IMMEDIATE")
        try:
            yield
            self.rows("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            # Gives back what the log took of a disk that is perhaps full.
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raise

    def close(self) -> None:
        """Close the file; the last process to do so folds the write-ahead log into it."""
        self._connection.close()


class Engine:
    """DuckDB, shut off from everything but the book's folder; every result is read to its end.

    An open result owns its connection since DuckDB 2.0.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection", folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._cached = 0
        self._queries: dict[str, str] = {}

    def rows(self, sql: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement and return all of its rows; raise EngineError, NoSpace, or KeyboardInterrupt."""
        with _asked(self._folder):
            return self._connection.execute(sql, values).fetchall()

    def frame(self, sql: str) -> "nw.LazyFrame[Any]":
        """Make a lazy frame of a query; raise EngineError where it cannot even be planned.

        DuckDB plans a frame anew at each of its steps, and for a query over files opens them each time. So
        a frame is built on a view with the query's columns; `_written` puts the query in its place. Whoever
        asks the view itself for rows is told to use `collect`.
        """
        import narwhals as nw  # noqa: PLC0415  0.2 s of CPU that only tables and measures over many flows need

        return nw.from_native(self._connection.sql(f"FROM {self._stand_in(sql)}"))

    def scan(self, paths: Sequence[Path], columns: Sequence[Column] = ()) -> "nw.LazyFrame[Any]":
        """Make a lazy frame of Parquet files with the same columns; with `columns`, none is opened yet."""
        import narwhals as nw  # noqa: PLC0415

        listed = ", ".join(quoted(str(path)) for path in paths)
        chosen = ", ".join(map(_written_column, columns)) or "*"
        sql = f"SELECT {chosen} FROM read_parquet([{listed}], hive_partitioning = false)"
        types = [(column.name, column.sql_type) for column in columns]
        return nw.from_native(self._connection.sql(f"FROM {self._stand_in(sql, types)}"))

    def cache(self, frame: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
        """Work a frame out once: DuckDB would run a shared part again for each use of it."""
        import narwhals as nw  # noqa: PLC0415

        self._cached += 1
        self.rows(f"CREATE TEMP TABLE cached_{self._cached} AS {self._written(frame)}")
        return nw.from_native(self._connection.sql(f"FROM cached_{self._cached}"))

    def collect(self, frame: "nw.LazyFrame[Any]") -> list[tuple[Any, ...]]:
        """Run a frame and return its rows; raise EngineError or NoSpace."""
        return self.rows(self._written(frame))

    def columns(self, frame: "nw.LazyFrame[Any]") -> "dict[str, NDArray[Any]]":
        """Run a frame and return an array a column, sooner than `collect`; raise as `rows` does."""
        with _asked(self._folder):
            found = self._connection.execute(self._written(frame)).fetchnumpy()
        return {name: _unmasked(values) for name, values in found.items()}

    def define(self, name: str, frame: "nw.LazyFrame[Any]") -> None:
        """Give a lazy frame a name that queries can use; raise EngineError where it cannot be planned."""
        self.rows(f"CREATE OR REPLACE TEMP VIEW {name} AS {self._written(frame)}")

    def _stand_in(self, sql: str, types: Sequence[tuple[str, str]] = ()) -> str:
        """Name the view that stands in for a query; DuckDB is asked for types that are not given."""
        name = self._queries.get(sql)
        if name is None:
            name = self._queries[sql] = f"{_STAND_IN}{len(self._queries)}"
            known = types or [(row[0], row[1]) for row in self.rows(f"DESCRIBE {sql}")]
            columns = ", ".join(f'NULL::{sql_type} AS "{column}"' for column, sql_type in known)
            self.rows(f"CREATE TEMP VIEW {name} AS SELECT {columns} WHERE error({quoted(_STANDS_IN)})")
        return name

    def _written(self, frame: "nw.LazyFrame[Any]") -> str:
        """Write a frame as SQL over the queries that its empty tables stand for."""
        asked = list(self._queries)
        text: str = frame.to_native().sql_query()
        return re.sub(rf"\b{_STAND_IN}(\d+)\b", lambda found: f"({asked[int(found[1])]})", text)

    @property
    def notices_cut_gzip(self) -> bool:
        """Tell whether a gzip stream is read to its checksum: DuckDB 1.5 takes a cut one for whole."""
        import duckdb  # noqa: PLC0415

        return int(duckdb.__version__.partition(".")[0]) > 1

    def done(self) -> float | None:
        """Return which part of the running query is done, 0 to 1, None where DuckDB does not know."""
        percent = self._connection.query_progress()
        return percent / 100 if percent >= 0 else None

    def close(self) -> None:
        """Give back memory and spill files."""
        self._connection.close()


def open_catalogue(folder: Path, *, create: bool, wait_s: float) -> Catalogue:
    """Open a book's catalogue at this release's layout, making book and folder where `create` says so."""
    path = folder / CATALOGUE
    if not path.is_file() and not create:
        raise MissingBook(folder)
    with _told(folder, wait_s):
        if not path.is_file():
            _make_book(path)
        connection, version = _connect(path, wait_s)
        known = len(_migrations())
        if version == 0 and not create:
            connection.close()
            raise MissingBook(folder)
        if version > known:
            connection.close()
            raise NewerBook(folder, version, known)
        if version < known:
            _migrate(connection)
        connection.execute("PRAGMA foreign_keys = ON")
    return Catalogue(connection, folder, wait_s)


def open_engine(folder: Path, spill: Path) -> Engine:
    """Start DuckDB in memory; it may touch nothing but `folder`, and lays what does not fit in `spill`."""
    import duckdb  # noqa: PLC0415  0.1 s of CPU that a book without flows does not need

    connection = duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    inside = quoted(f"{folder.resolve()}/")
    for setting in (
        f"temp_directory = {quoted(str(spill.resolve()))}",
        f"memory_limit = '{_MEMORY}'",
        "parquet_metadata_cache = true",  # a lazy frame is planned again at each of its steps
        "enable_progress_bar = true",  # `done` knows nothing without
        "enable_progress_bar_print = false",  # from `python -c` or a notebook it would draw over the output
        f"allowed_directories = [{inside}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
    return Engine(connection, folder)


def settle(path: Path) -> None:
    """Wait until a file's bytes are on the disk, so that no power cut leaves the catalogue naming less."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Say the file system's errors in the book's words; raise NoSpace or ReadOnlyBook."""
    try:
        yield
    except OSError as error:
        if error.errno in {ENOSPC, EDQUOT}:
            raise NoSpace(folder) from error
        raise ReadOnlyBook(folder, error.strerror or str(error)) from error


def quoted(text: str) -> str:
    """Write a text as an SQL literal, for the places where no parameter is allowed."""
    return "'" + text.replace("'", "''") + "'"


def literal(value: object, sql_type: str) -> str:
    """Write a value as SQL."""
    if value is None:
        return f"NULL::{sql_type}"
    written = str(value) if isinstance(value, int | float) else quoted(str(value))
    return f"{written}::{sql_type}"


@contextmanager
def _asked(folder: Path) -> Iterator[None]:
    """Say DuckDB's errors in the book's words."""
    import duckdb  # noqa: PLC0415  0.1 s of CPU that a book without flows does not need

    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        if "nterrupted" in str(error):  # what DuckDB makes of Ctrl-C while it works
            raise KeyboardInterrupt from error
        if "No space left" in str(error):
            raise NoSpace(folder) from error
        raise EngineError(str(error).partition("\n")[0]) from error


def _unmasked(values: "NDArray[Any]") -> "NDArray[Any]":
    """Put None or NaN where DuckDB masks what is missing."""
    import numpy as np  # noqa: PLC0415  whoever asks for arrays has loaded it

    if not isinstance(values, np.ma.MaskedArray):
        return values
    is_text = values.dtype == object
    found = np.ma.getdata(values).astype(object if is_text else np.float64)
    found[np.ma.getmaskarray(values)] = None if is_text else np.nan
    return found


def _written_column(column: Column) -> str:
    if column.stored is None:
        return f"{literal(column.value, column.sql_type)} AS {column.name}"
    stored = f"length({column.stored})" if column.is_length else column.stored
    return f"{stored}::{column.sql_type} AS {column.name}"


def _make_book(path: Path) -> None:
    """Make an empty catalogue beside its place and link it in whole, whoever else makes the same book."""
    import sqlite3  # noqa: PLC0415
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    folder = path.parent
    with writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        others = [entry for entry in folder.iterdir() if not entry.name.startswith(_DRAFT)]
        if others and not path.is_file():
            raise FolderInUse(folder)
        with TemporaryDirectory(prefix=_DRAFT, dir=folder) as scratch:
            draft = Path(scratch) / CATALOGUE
            connection = sqlite3.connect(draft, isolation_level=None)
            _migrate(connection)
            connection.close()
            _link(draft, path)


def _link(draft: Path, path: Path) -> None:
    """Give the draft its name, unless another process was first."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links, as on many memory sticks
        draft.rename(path)


def _connect(path: Path, wait_s: float) -> "tuple[sqlite3.Connection, int]":
    """Open the file; where its folder cannot be written, as a file that nobody changes."""
    import sqlite3  # noqa: PLC0415

    address = path.resolve().as_uri()
    try:
        return _checked(sqlite3.connect(f"{address}?mode=rw", wait_s, isolation_level=None, uri=True), path)
    except sqlite3.OperationalError as error:
        if _code(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} or not path.is_file():
            raise
    # A log in write-ahead mode needs a writable folder even to be read, unless no writer has it open.
    return _checked(sqlite3.connect(f"{address}?immutable=1", wait_s, isolation_level=None, uri=True), path)


def _checked(connection: "sqlite3.Connection", path: Path) -> "tuple[sqlite3.Connection, int]":
    """Return the connection and the layout of the book; refuse another program's file."""
    connection.execute("BEGIN")  # one moment for all three, while another process may be migrating
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("COMMIT")
    if application != _APPLICATION and (tables or version):
        connection.close()
        raise DamagedBook(path, "the file is not a catalogue of Sverka")
    return connection, int(version)


def _migrations() -> list[Path]:
    """List the migrations in order; the first is 0001.sql."""
    return sorted(_MIGRATIONS.glob("*.sql"))


def _migrate(connection: "sqlite3.Connection") -> None:
    """Bring the catalogue to this release's layout, all or nothing, whoever else tries the same."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, path in enumerate(_migrations(), start=1):
        if number > version:
            for statement in _statements(path.read_text("utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Split a script, because sqlite3's executescript would end the transaction."""
    import sqlite3  # noqa: PLC0415

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _told(folder: Path, wait_s: float) -> Iterator[None]:
    """Say SQLite's errors in the book's words."""
    import sqlite3  # noqa: PLC0415

    try:
        yield
    except sqlite3.DatabaseError as error:
        match _code(error):
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                raise BookBusy(folder, wait_s) from error
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                raise ReadOnlyBook(folder, str(error)) from error
            case sqlite3.SQLITE_FULL:
                raise NoSpace(folder) from error
            case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_IOERR:
                raise DamagedBook(folder / CATALOGUE, str(error)) from error
        raise


def _code(error: "sqlite3.Error") -> int:
    """Return SQLite's primary result code; extended codes carry it in their low byte."""
    return error.sqlite_errorcode & 0xFF
