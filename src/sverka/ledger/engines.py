"""Start the engine that a user names."""

from enum import StrEnum
from pathlib import Path

from sverka.ledger.engine import FrameEngine
from sverka.ledger.store import open_engine


class EngineName(StrEnum):
    """Engines that give the same figures: DuckDB on one machine, Apache Spark on many."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def start_engine(name: EngineName, folder: Path) -> FrameEngine:
    """Start an engine over the book in a folder; close it after use.

    Spark raises SparkNotInstalled, JavaMissing, JavaTooOld, SparkDidNotStart.
    """
    if name is EngineName.DUCKDB:
        return open_engine(folder.resolve(), folder.resolve() / "spill")
    from sverka.ledger.spark import open_spark  # noqa: PLC0415  an extra

    return open_spark()
