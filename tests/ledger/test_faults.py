"""Kills at any moment of a large post, and full disks: the book is before or after, never between."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import narwhals as nw
import pytest
from tests.ledger.arland import ROOT, card

from sverka.ledger import Ledger, NoSpace, open_ledger
from sverka.sources.snapshot import file_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.table import Cell, Layout, Table

ROWS = 2_000_000
KILLS = 50

POST = """
import sys
from pathlib import Path
from sverka.ledger import open_ledger
from tests.ledger.test_faults import post
with open_ledger(Path(sys.argv[1])) as book:
    print("posting", flush=True)
    post(book, Path(sys.argv[2]))
"""


def vintage(path: Path, rows: int, number: int) -> Path:
    """Write the declarations of a year; every tenth differs from one vintage to the other."""
    usd = f"CASE WHEN range % 10 = 0 THEN range + {number} ELSE range END AS usd"
    pair = "'X' || range // 1000 AS exporter, 'M' || range % 1000 AS importer"
    duckdb.sql(f"SELECT {pair}, {usd} FROM range({rows})").write_parquet(str(path))  # type: ignore[union-attr]
    return path


def post(book: Ledger, path: Path) -> None:
    table = Table(
        layout=Layout.PARQUET,
        columns={"exporter": Cell.TEXT, "importer": Cell.TEXT, "usd": Cell.WHOLE},
        book={
            "exporter": nw.col("exporter"),
            "importer": nw.col("importer"),
            "reporter": nw.col("exporter"),
            "period": "2017",
            "valuation": "FOB",
            "value": nw.col("usd"),
        },
    )
    book.post(Batch(source="yearbook", tables=(table,)), card(), file_snapshot(path))


def state(folder: Path) -> tuple[int, int]:
    """Return how many flows the book has and what they add up to."""
    with open_ledger(folder) as book:
        frame = book.frame(source="yearbook").select(nw.len().alias("rows"), nw.col("value_usd").sum())
        ((rows, total),) = book.collect(frame)
        return int(rows), int(total)


def expected(number: int) -> tuple[int, int]:
    return ROWS, ROWS * (ROWS - 1) // 2 + number * ROWS // 10


@pytest.mark.slow
def test_fifty_kills_at_random_leave_the_book_before_or_after(tmp_path: Path) -> None:
    folder, chance = tmp_path / "book", random.Random(1992)  # noqa: S311 - moments to kill at
    files = {number: vintage(tmp_path / f"{number}.parquet", ROWS, number) for number in (1, 2)}
    began = time.monotonic()
    with open_ledger(folder, create=True) as book:
        post(book, files[1])
    takes = 1.5 * (time.monotonic() - began)
    now, killed = 1, 0
    while killed < KILLS:
        aim = 3 - now
        with subprocess.Popen(
            [sys.executable, "-c", POST, str(folder), str(files[aim])],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "posting\n"
            time.sleep(chance.uniform(0, takes))
            other.kill()
        killed += other.returncode == -signal.SIGKILL
        found = state(folder)
        assert found in {expected(now), expected(aim)}
        now = now if found == expected(now) else aim
    with open_ledger(folder) as book:
        post(book, files[3 - now])
    assert state(folder) == expected(3 - now)
    with open_ledger(folder) as book:
        named = {path for (path,) in book._catalogue.rows("SELECT path FROM flow_file")}
    assert {str(path.relative_to(folder)) for path in folder.rglob("*.parquet")} == named
    assert not [path for path in folder.iterdir() if path.name.startswith(("posting-", "spill"))]


def test_an_interrupted_post_ends_at_once_and_has_not_happened(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with open_ledger(folder, create=True) as book:
        post(book, vintage(tmp_path / "few.parquet", 10_000, 1))
    before, many = state(folder), vintage(tmp_path / "many.parquet", ROWS, 2)
    command = [sys.executable, "-c", POST, str(folder), str(many)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "posting\n"
        time.sleep(0.5)
        other.send_signal(signal.SIGINT)
        _, said = other.communicate(timeout=30)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert state(folder) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() or not mount:
        pytest.skip("only root can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)], check=False).returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_disk_that_fills_up_leaves_the_book_as_it_was_and_space_makes_the_post_succeed(
    small_disk: Path, tmp_path: Path
) -> None:
    folder = small_disk / "book"
    with open_ledger(folder, create=True) as book:
        post(book, vintage(tmp_path / "few.parquet", 10_000, 1))
        before = state(folder)
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - 300_000))
        many = vintage(tmp_path / "many.parquet", 200_000, 2)
        with pytest.raises(NoSpace, match=r"The disk that holds .* is full\. Nothing was posted"):
            post(book, many)
        assert state(folder) == before
        ballast.unlink()
        post(book, many)
    assert state(folder)[0] == 200_000


def test_a_full_disk_while_the_parquet_file_is_written(small_disk: Path, tmp_path: Path) -> None:
    folder = small_disk / "book"
    with open_ledger(folder, create=True) as book:
        post(book, vintage(tmp_path / "few.parquet", 10_000, 1))
        before = state(folder)
        many = vintage(tmp_path / "many.parquet", 1_000_000, 2)
        free = shutil.disk_usage(small_disk).free - many.stat().st_size
        (small_disk / "ballast").write_bytes(b"\0" * max(0, free - 200_000))
        with pytest.raises(NoSpace):
            post(book, many)
    assert state(folder) == before
