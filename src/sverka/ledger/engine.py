"""What a measure needs of an engine: the default one and Apache Spark offer the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from narwhals import LazyFrame

    Frame: TypeAlias = LazyFrame[Any]
else:
    Frame: TypeAlias = object


class FrameEngine(Protocol):
    """Runs lazy frames over Parquet files; a frame lives as long as the engine that scanned it."""

    def scan(self, paths: Sequence[Path]) -> Frame:
        """Return the rows of Parquet files of one layout, with the columns as stored."""

    def cache(self, frame: Frame) -> Frame:
        """Work a frame out once and return it, so that what is asked of it more than once is not run again.

        What is cached is given back by `close`.
        """

    def collect(self, frame: Frame) -> list[tuple[Any, ...]]:
        """Run a frame and return its rows in the order of its columns; sorted only where the frame is."""

    def close(self) -> None:
        """Give back memory, threads and scratch files."""
