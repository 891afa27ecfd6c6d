"""What a measure needs of an engine: the default one and Apache Spark offer the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from narwhals import LazyFrame
    from numpy.typing import NDArray

    Frame: TypeAlias = LazyFrame[Any]
else:
    Frame: TypeAlias = object


class Column(NamedTuple):
    """A column of a scan and its SQL type: the stored column `stored`, or the same `value` in every row.

    Where `is_length`, the number of characters in the stored one.
    """

    name: str
    sql_type: str
    stored: str | None
    value: str | float | None = None
    is_length: bool = False


class FrameEngine(Protocol):
    """Runs lazy frames over Parquet files; a frame lives as long as the engine that scanned it."""

    def scan(self, paths: Sequence[Path], columns: Sequence[Column] = ()) -> Frame:
        """Return `columns` of the rows of Parquet files of one layout; without, all columns as stored."""

    def cache(self, frame: Frame) -> Frame:
        """Work a frame out once and return it, so that what is asked of it more than once is not run again.

        What is cached is given back by `close`.
        """

    def collect(self, frame: Frame) -> list[tuple[Any, ...]]:
        """Run a frame and return its rows in the order of its columns; sorted only where the frame is."""

    def columns(self, frame: Frame) -> "dict[str, NDArray[Any]]":
        """Run a frame and return an array a column, rows as `collect` has them: for many thousands of them.

        Texts are objects, None where one is missing. A column of numbers that lacks any is of doubles, with
        NaN in its place; whole ones stay whole otherwise.
        """

    def close(self) -> None:
        """Give back memory, threads and scratch files."""
