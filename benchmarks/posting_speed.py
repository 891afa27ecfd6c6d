"""How fast large files are posted, all checks on, beside DuckDB's own copy of the same rows without any.

    python benchmarks/posting_speed.py [--shared ../shared]

Reads BACI of 2024 (9.9 million rows): as Parquet and as gzipped text in CEPII's layout, which is written from
it first. The peer is `COPY (SELECT ... ORDER BY exporter, importer, product) TO` by DuckDB alone, in
the same run: nothing looked up, nothing checked, no catalogue. Prints rows a second and the ratio.
"""

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from sverka.ledger import Posting, open_ledger
from sverka.sources import card_of, read
from sverka.sources.countries import numeric_codes
from sverka.sources.snapshot import file_snapshot

BACI = Path("data") / "baci2024_hs6" / "world_hs6_2024_220importers.parquet"
SOURCE = "cepii_baci"


def as_published(data: Path, folder: Path) -> tuple[Path, Path]:
    """Write the rows in CEPII's layout, as Parquet and as gzipped text; return both files."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE code (letters VARCHAR, number INTEGER)")
    numbers: dict[str, int] = {}
    for number, letters in numeric_codes().items():
        numbers.setdefault(letters, int(number))
    numbers["S19"] = 490
    connection.executemany("INSERT INTO code VALUES (?, ?)", list(numbers.items()))
    rows = connection.sql(
        "SELECT year::BIGINT AS t, e.number AS i, m.number AS j, hs6 AS k, round(value_usd / 1000, 3) AS v, "
        f"'NA' AS q FROM read_parquet('{data}') JOIN code e ON e.letters = exporter "
        "JOIN code m ON m.letters = importer"
    )
    parquet, text = folder / "BACI_HS17_Y2024_V202601.parquet", folder / "BACI_HS17_Y2024_V202601.csv.gz"
    rows.write_parquet(str(parquet))
    rows.write_csv(str(text), compression="gzip")
    return parquet, text


def bare_copy(file: Path, target: Path) -> int:
    """Copy the rows sorted as the book sorts them, by DuckDB alone; return how many."""
    source = f"read_parquet('{file}')" if file.suffix == ".parquet" else f"read_csv('{file}', header = true)"
    connection = duckdb.connect(":memory:", config={"memory_limit": "4GB"})
    ((rows,),) = connection.execute(
        f"COPY (SELECT t, i, j, k, (v * 1000)::BIGINT AS v FROM {source} ORDER BY i, j, k) "
        f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()
    return int(rows)


def timed(work: Callable[[], int]) -> tuple[int, float, float]:
    """Return the rows that the work handled, and its seconds: by the clock and of CPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu, clock = used.ru_utime + used.ru_stime, time.perf_counter()
    rows = work()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return rows, time.perf_counter() - clock, used.ru_utime + used.ru_stime - cpu


def post(book: Path, file: Path) -> Posting:
    """Post a file as `sverka post` does."""
    with open_ledger(book, create=True) as ledger:
        snapshot = file_snapshot(file)
        return ledger.post(read(SOURCE, snapshot), card_of(SOURCE), snapshot)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How fast large files are posted.")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    data = parser.parse_args().shared / BACI
    if not data.exists():
        print(f"{data} is not there: this benchmark reads real data beside the checkout", file=sys.stderr)
        return 1
    machine = f"{os.cpu_count()} cores, {platform.machine()}, DuckDB {duckdb.__version__}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}")
    print(f"{'':34}{'rows':>12}{'s':>8}{'CPU s':>8}{'rows/s':>12}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for file in as_published(data, folder):
            ending = "".join(file.suffixes)
            bare = timed(lambda file=file: bare_copy(file, folder / "copy.parquet"))  # type: ignore[misc]
            book = folder / f"book{ending}"
            first = timed(lambda file=file, book=book: post(book, file).new)  # type: ignore[misc]
            again = timed(lambda file=file, book=book: post(book, file).known)  # type: ignore[misc]
            for name, (rows, clock, cpu) in (
                (f"DuckDB alone, copy of {ending}", bare),
                (f"sverka post, {ending}", first),
                ("the same file posted again", again),
            ):
                print(f"{name:34}{rows:12,}{clock:8.1f}{cpu:8.1f}{rows / clock:12,.0f}{clock / bare[1]:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
