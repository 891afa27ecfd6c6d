"""Run frames on Apache Spark: the only module that imports pyspark.

Spark is for books that do not fit one machine; on one machine the default engine needs a tenth of the time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from re import MULTILINE, findall
from sys import executable
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, TypeVar
from warnings import catch_warnings, simplefilter

from sverka.ledger.errors import LedgerError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyspark import SparkConf
    from pyspark.sql import Column as SparkColumn
    from pyspark.sql import SparkSession

    from sverka.ledger.engine import Column, Frame

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_TASKS_AT_A_TIME = 4  # for every core

QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.dataFrameQueryContext.enabled": "false",
}
"""A command's session: no web page of its own, nothing drawn on the terminal, no lines of code noted."""

SMALL = {
    **QUIET,
    "spark.master": "local[2]",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
    "spark.sql.adaptive.enabled": "false",  # plans anew after every step: half of the time of a small query
}
"""A session on two cores and 1 GB for books of some thousand rows: it starts soon and answers in a second."""

_TYPES = {"VARCHAR": "string", "BIGINT": "bigint", "INTEGER": "int", "DOUBLE": "double"}
_ARRAYS = {"bigint": "int64", "int": "int32", "double": "float64", "boolean": "bool"}
_TOO_OLD = "UnsupportedClassVersionError"
_NO_JAVA = ("JAVA_HOME is not set", "java: No such file", "java: not found", "java: command not found")


class SparkNotInstalled(LedgerError):
    """The extra with pyspark is not there."""

    def __init__(self) -> None:
        super().__init__(
            "Apache Spark is not installed. Install it with pip install 'sverka[spark]' (500 MB; it also "
            "needs Java 17 or later) or use the default engine, which gives the same figures."
        )


class JavaMissing(LedgerError):
    """Spark finds no Java."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Apache Spark found no Java: {why}. Install Java 17 or later (openjdk-17-jre-headless, say) "
            "and let JAVA_HOME name its folder where it is not on the PATH, or use the default engine."
        )


class JavaTooOld(LedgerError):
    """The Java that Spark finds is older than 17."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Apache Spark needs Java 17 or later and found an older one: {why}. "
            "Let JAVA_HOME name the folder of a newer Java, or use the default engine."
        )


class SparkDidNotStart(LedgerError):
    """Spark ended before it could be asked anything."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Apache Spark did not start: {why}. "
            "Look at its settings (spark-defaults.conf, spark.master), or use the default engine."
        )


class SparkFailed(LedgerError):
    """Spark refuses or breaks off a query."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Apache Spark could not answer: {why}. Nothing was changed in the book. "
            "Look at the cluster and its memory, or use the default engine."
        )


class SparkFrames:
    """A Spark session as a FrameEngine; one a process, until `close`."""

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        self._cached: list[Any] = []

    def scan(self, paths: Sequence[Path], columns: "Sequence[Column]" = ()) -> "Frame":
        """Return `columns` of the rows of Parquet files of one layout; without, all columns as stored."""
        import narwhals as nw  # noqa: PLC0415  0.2 s that the default engine's users need not wait twice

        with _told():
            rows = self._session.read.parquet(*(f"file://{path.as_posix()}" for path in paths))
            if columns:
                rows = rows.select(*map(_column, columns))
        found: Frame = nw.from_native(rows)
        return found

    def cache(self, frame: "Frame") -> "Frame":
        """Keep a frame's rows on the workers from the first time that they are asked for."""
        import narwhals as nw  # noqa: PLC0415

        kept = frame.to_native().cache()
        self._cached.append(kept)
        found: Frame = nw.from_native(kept)
        return found

    def collect(self, frame: "Frame") -> list[tuple[Any, ...]]:
        """Run a frame and return its rows; raise SparkFailed."""
        with _told():
            return [tuple(row) for row in frame.to_native().collect()]

    def columns(self, frame: "Frame") -> "dict[str, NDArray[Any]]":
        """Run a frame and return an array a column; raise SparkFailed."""
        rows, kinds = self.collect(frame), dict(frame.to_native().dtypes)
        cells = zip(*rows, strict=True) if rows else iter([()] * len(kinds))
        return {name: _array(column, kinds[name]) for name, column in zip(kinds, cells, strict=True)}

    def each(self, work: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
        """Call `work` on every item, each in a task of its own, and yield what it returned, in order.

        Some tasks for every core are given out at a time, so that results come while others are at work.
        The workers need this package, and `work` has to pickle; raises SparkFailed where it raises.
        """
        context = self._session.sparkContext
        if (context.master or "").startswith("local"):
            context.pythonExec = executable  # else whatever "python3" is
        several = context.defaultParallelism * _TASKS_AT_A_TIME
        for first in range(0, len(items), several):
            some = items[first : first + several]
            with _told():
                done = context.parallelize(some, len(some)).map(work).collect()
            yield from done

    def close(self) -> None:
        """End the session; what was cached is given back."""
        for kept in self._cached:
            kept.unpersist()
        self._session.stop()


def open_spark(settings: Mapping[str, str] = QUIET) -> SparkFrames:
    """Start Spark with settings of its own names, on top of those that its installation has.

    Without "spark.master" Spark's installation decides where it runs, all cores of this machine by default.
    Raises SparkNotInstalled, JavaMissing, JavaTooOld and SparkDidNotStart.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415  comes with pyspark
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415  an extra
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415
        from pyspark.logger import PySparkLogger  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise SparkNotInstalled from error
    # Writes each error to standard error as JSON, beside raising it.
    PySparkLogger.getLogger("SQLQueryContextLogger").disabled = True
    chosen = SparkConf().setAppName("sverka").setAll(list(settings.items()))
    with TemporaryFile() as told, catch_warnings():
        # Warns of pandas 3 wherever it is installed; nothing here uses pandas.
        simplefilter("ignore", FutureWarning)
        try:
            session = SparkSession(SparkContext(conf=chosen, gateway=_gateway(chosen, told)))
            _fit_to_machine(session)
        except (PySparkRuntimeError, Py4JError, OSError) as error:
            told.seek(0)
            raise _not_started(told.read().decode("utf-8", "replace"), error) from error
    return SparkFrames(session)


def _column(column: "Column") -> "SparkColumn":
    from pyspark.sql import functions  # noqa: PLC0415  comes with pyspark

    found = functions.col(column.stored) if column.stored else functions.lit(column.value)
    if column.is_length:
        found = functions.length(found)
    return found.cast(_TYPES[column.sql_type]).alias(column.name)


def _array(cells: Sequence[Any], kind: str) -> "NDArray[Any]":
    """Make an array of a column's cells; numbers that lack any become doubles with NaN."""
    import numpy as np  # noqa: PLC0415  whoever asks for arrays has loaded it

    found = np.empty(len(cells), object)
    found[:] = cells
    numbers = _ARRAYS.get(kind)
    if numbers is None:
        return found
    return found.astype(np.float64 if None in cells else numbers)


def _fit_to_machine(session: "SparkSession") -> None:
    """Split work among the cores of this machine, where Spark runs on it and nothing else was set.

    Its default of 200 parts is for a cluster; here each is a task that costs more than its rows.
    """
    context, parts = session.sparkContext, "spark.sql.shuffle.partitions"
    if (context.master or "").startswith("local") and not context.getConf().contains(parts):
        session.conf.set(parts, str(context.defaultParallelism))


def _gateway(settings: "SparkConf", told: IO[bytes]) -> Any:  # noqa: ANN401 - Py4J has no types
    """Start Java, or take the one that an earlier session of this process started.

    What Java says at the start goes into `told`: it is of interest only where it fails.
    """
    from pyspark import SparkContext  # noqa: PLC0415
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415

    running = SparkContext._gateway  # noqa: SLF001 - Spark keeps one Java a process and offers no other way to it
    return running or launch_gateway(settings, {"stdout": told, "stderr": told})  # type: ignore[no-untyped-call]


def _not_started(told: str, error: Exception) -> LedgerError:
    """Find the reason in what Java, or the script that looks for it, said last."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    for line in lines:
        if any(sign in line for sign in _NO_JAVA):
            return JavaMissing(line)
        if _TOO_OLD in line:
            return JavaTooOld(line)
    reasons = [line for line in lines if "spark-class" not in line]  # the script that starts Java
    return SparkDidNotStart(reasons[-1] if reasons else str(error))


@contextmanager
def _told() -> Iterator[None]:
    """Say Spark's errors in the book's words, without Java's list of calls."""
    from py4j.protocol import Py4JError  # noqa: PLC0415  comes with pyspark
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError) as error:
        of_worker = findall(r"^(?:E  *)?([\w.]*(?:Error|Exception): .*)$", str(error), MULTILINE)
        raise SparkFailed(of_worker[-1] if of_worker else str(error).strip().partition("\n")[0]) from error
