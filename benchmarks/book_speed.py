"""Time the questions asked of a large book, beside the same questions in hand-written SQL.

    python benchmarks/book_speed.py [--rows 20000000] [--folder FOLDER] [--runs 3]

Makes the rows (book_rows.py) and posts them into a book in the folder, which is kept and used again. Each
question then runs in a process of its own: once to fill the file cache, then `runs` times through Sverka and
as often as the SQL that answers the same with the same columns, on the same DuckDB with the same limit of
memory and the same files; the best time of each counts, by the clock and of the processor. Few rows are
fetched, many are laid into a temporary table. The SQL names its files in the statement, as whoever writes it
by hand does: it is told which, while Sverka asks its catalogue. The floor is the time to decode only the
columns that the question reads, of the same rows. Both results are compared. 100 M rows take about 5 GB.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from book_rows import CARD, PAIR, REVISION, YEARS, as_batch, write_files
from sverka.ledger import open_ledger
from sverka.ledger.engine import Frame, FrameEngine
from sverka.ledger.store import Engine, open_engine
from sverka.measures.mirror_join import mirror_join
from sverka.measures.pair_totals import pair_totals
from sverka.measures.product_history import product_history
from sverka.measures.rca import rca
from sverka.sources.snapshot import file_snapshot
from sverka.vocabulary.country import pair_of

ONE, ALL = (2014, 2014), (YEARS[0], YEARS[-1])
_OF_PAIR = f"exporter IN {PAIR} AND importer IN {PAIR} AND exporter <> importer"
_ANNUAL = "length(period) = 4"
_LEAVES = f"{_ANNUAL} AND length(product) = 6 AND exporter <> importer AND 'WLD' NOT IN (exporter, importer)"

TOTALS = f"""
    SELECT exporter, importer, reporter, year, valuation, revision, length(product) AS digits,
           sum(value_usd)::BIGINT AS value_usd, count(value_usd) AS known, count(*) AS rows,
           count(*) FILTER (WHERE flag <> 'reported') AS marked
    FROM flow WHERE {_OF_PAIR} AND {_ANNUAL} GROUP BY ALL
"""
HISTORY = f"""
    SELECT exporter, importer, reporter, valuation, revision, year, product,
           value_usd, quantity, quantity_unit, flag,
           sum(value_usd) OVER book AS year_usd,
           CASE WHEN year_usd > 0 THEN value_usd / year_usd END AS part
    FROM flow WHERE {_OF_PAIR} AND {_ANNUAL} AND length(product) = 6
    WINDOW book AS (PARTITION BY exporter, importer, reporter, valuation, revision, year)
"""
EXPORTS = f"""
    CREATE TEMP TABLE exports AS
    SELECT exporter, year, revision, product,
           sum(value_usd)::BIGINT AS value_usd, count(value_usd) AS known, count(*) AS rows
    FROM flow WHERE reporter = exporter AND {_LEAVES} GROUP BY ALL
"""
ADVANTAGE = """
    WITH country AS (
        SELECT exporter, year, revision, sum(value_usd)::BIGINT AS of_country FROM exports GROUP BY ALL
    ), product AS (
        SELECT product, year, revision, sum(value_usd)::BIGINT AS of_product FROM exports GROUP BY ALL
    ), world AS (SELECT year, revision, sum(of_product)::BIGINT AS of_world FROM product GROUP BY ALL)
    SELECT exporter, year, revision, product, value_usd, known, rows, of_country, of_product, of_world,
           CASE WHEN of_country > 0 AND of_product > 0
                THEN (value_usd / of_country) / (of_product / of_world) END AS rca,
           (rca - 1) / (rca + 1) AS symmetric
    FROM exports JOIN country USING (exporter, year, revision)
    JOIN (SELECT * FROM product JOIN world USING (year, revision)) USING (product, year, revision)
"""
MIRROR = f"""
    SELECT exporter, importer, revision, product, year,
           max(CASE WHEN reporter = exporter AND valuation = 'FOB' THEN value_usd END) AS exporter_usd,
           max(CASE WHEN reporter = importer AND valuation = 'CIF' THEN value_usd END) AS cif,
           max(CASE WHEN reporter = importer AND valuation = 'FOB' THEN value_usd END) AS fob,
           coalesce(cif, fob) AS importer_usd,
           CASE WHEN cif IS NOT NULL THEN 'CIF' WHEN fob IS NOT NULL THEN 'FOB' END AS import_valuation,
           importer_usd - exporter_usd AS gap,
           CASE WHEN exporter_usd > 0 THEN importer_usd / exporter_usd END AS ratio
    FROM flow WHERE {_LEAVES} GROUP BY ALL HAVING exporter_usd IS NOT NULL OR importer_usd IS NOT NULL
"""
_PAIR_READ = f"strlen(reporter) + strlen(valuation) + strlen(product) + value_usd) FROM flow WHERE {_OF_PAIR}"
_WORLD_READ = (
    "strlen(exporter) + strlen(importer) + strlen(reporter) + strlen(product) + value_usd{}) FROM flow"
)


class Question(NamedTuple):
    """A question: Sverka's measure, the SQL for the same, and the SQL that only decodes what it reads."""

    name: str
    years: tuple[int, int]
    measure: Callable[[Frame, FrameEngine], Frame]
    sql: str
    floor: str
    few: bool
    """Whether the rows are fetched; many are laid into a table."""
    first: str = ""
    """A statement that the SQL needs before: what it uses more than once, worked out once."""


QUESTIONS = (
    Question(
        "pair's yearly totals",
        ALL,
        lambda frame, _: pair_totals(frame, pair_of(*PAIR)),
        TOTALS,
        f"SELECT sum({_PAIR_READ}",
        few=True,
    ),
    Question(
        "pair's HS6 history",
        ALL,
        lambda frame, engine: product_history(frame, pair_of(*PAIR), engine.cache),
        HISTORY,
        f"SELECT sum(quantity + {_PAIR_READ}",
        few=True,
    ),
    Question(
        "RCA of all, one year",
        ONE,
        lambda frame, engine: rca(frame, engine.cache),
        ADVANTAGE,
        f"SELECT sum({_WORLD_READ.format('')}",
        few=False,
        first=EXPORTS,
    ),
    Question(
        "RCA of all, 20 years",
        ALL,
        lambda frame, engine: rca(frame, engine.cache),
        ADVANTAGE,
        f"SELECT sum({_WORLD_READ.format('')}",
        few=False,
        first=EXPORTS,
    ),
    Question(
        "mirror of all, one year",
        ONE,
        lambda frame, _: mirror_join(frame),
        MIRROR,
        f"SELECT sum({_WORLD_READ.format(' + strlen(valuation)')}",
        few=False,
    ),
)


def post_book(folder: Path, rows: int) -> Path:
    """Make the rows and post them, a year at a time, unless the book is there already."""
    book = folder / f"book-{rows}"
    paths = write_files(folder / f"rows-{rows}", rows, "6GB")
    with open_ledger(book, create=True) as ledger:
        if CARD.id in ledger.sources():
            return book
        start, posted = time.perf_counter(), 0
        for path in paths:
            posted += ledger.post(as_batch(), CARD, file_snapshot(path)).new
        taken = time.perf_counter() - start
    print(f"posted {posted:,} rows in {taken:.1f} s: {posted / taken / 1e6:.2f} M rows/s")
    return book


class Taken(NamedTuple):
    """Seconds by the clock and of the processor, and what came out, to be compared."""

    wall: float
    cpu: float
    answer: tuple[Any, ...]


def ask(book: Path, question: Question, runs: int) -> dict[str, Any]:
    """Time a question both ways; return seconds, peak memory and whether the answers agree."""
    answer = _ours(book, question).answer
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    _by_hand(book, question)
    ours, theirs, floor = [], [], []
    for _ in range(runs):
        ours.append(_ours(book, question))
        theirs.append(_by_hand(book, question))
        floor.append(_decoded(book, question))
    timed = {"ours": ours, "sql": theirs, "floor": floor}
    best = {
        name: [min(one.wall for one in all_), min(one.cpu for one in all_)] for name, all_ in timed.items()
    }
    return {**best, "peak": peak, "same": theirs[0].answer == answer, "rows": answer[0]}


class Clock:
    """Both times since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Return seconds by the clock and of the processor."""
        return time.perf_counter() - self._wall, time.process_time() - self._cpu


def _ours(book: Path, question: Question) -> Taken:
    with open_ledger(book) as ledger, closing(open_engine(book, book / "spill")) as engine:
        clock = Clock()
        rows = ledger.frame(source=CARD.id, years=question.years, engine=engine)
        frame = question.measure(rows, engine)
        if question.few:
            found = engine.collect(frame)
            return Taken(*clock.read(), _sum_up(found, frame.columns.index("value_usd")))
        laid = engine.cache(frame)
        taken = clock.read()
        engine.define("answer", laid)
        return Taken(*taken, _sum(engine))


def _by_hand(book: Path, question: Question) -> Taken:
    rows = _flow(book, question)
    with closing(open_engine(book, book / "spill")) as engine:
        clock = Clock()
        if question.few:
            found = engine.rows(rows(question.sql))
            return Taken(*clock.read(), _sum_up(found, 7))
        if question.first:
            engine.rows(rows(question.first))
        engine.rows(f"CREATE TEMP TABLE answer AS {rows(question.sql)}")
        return Taken(*clock.read(), _sum(engine))


def _decoded(book: Path, question: Question) -> Taken:
    rows = _flow(book, question)
    with closing(open_engine(book, book / "spill")) as engine:
        clock = Clock()
        found = engine.rows(rows(question.floor))
        return Taken(*clock.read(), found[0])


def _flow(book: Path, question: Question) -> Callable[[str], str]:
    """Return what writes the files in the place of `flow` in a statement."""
    years = range(question.years[0], question.years[1] + 1)
    files = [str(path) for year in years for path in book.glob(f"flows/source=*/year={year}/*.parquet")]
    rows = (
        f"(SELECT *, '{REVISION}' AS revision, 'reported' AS flag, 'kg' AS quantity_unit "
        f"FROM read_parquet({sorted(files)}, hive_partitioning = false)) AS flow"
    )
    return lambda sql: sql.replace("FROM flow", f"FROM {rows}")


def _sum_up(rows: list[tuple[Any, ...]], money: int) -> tuple[Any, ...]:
    return len(rows), sum(row[money] for row in rows)


def _sum(engine: Engine) -> tuple[Any, ...]:
    """Sum an answer up: rows and dollars, to be compared."""
    columns = {name for (name,) in engine.rows("SELECT column_name FROM (DESCRIBE FROM answer)")}
    money = "value_usd" if "value_usd" in columns else "exporter_usd) + sum(importer_usd"
    return engine.rows(f"SELECT count(*), sum({money}) FROM answer")[0]


def main() -> None:
    """Print a line a question."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/sverka-book-speed"))  # noqa: S108
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ask", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask is not None:
        book = given.folder / f"book-{given.rows}"
        print(json.dumps(ask(book, QUESTIONS[given.ask], given.runs)))
        return
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{datetime.now(tz=UTC):%Y-%m-%d}, {machine}, about {given.rows:,} rows, best of {given.runs}")
    post_book(given.folder, given.rows)
    head = f"{'':24} {'ours s':>8} {'SQL s':>8} {'ratio':>6} {'floor s':>8}"
    print(f"{head}  | CPU {'ours':>6} {'SQL':>6} {'ratio':>6} {'floor':>6}  | {'MB':>5} {'rows':>10}")
    for number, question in enumerate(QUESTIONS):
        done = subprocess.run(
            [sys.executable, __file__, *sys.argv[1:], "--ask", str(number)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        print(_line(question.name, json.loads(done.stdout)), flush=True)


def _line(name: str, found: dict[str, Any]) -> str:
    ours, sql, floor = found["ours"], found["sql"], found["floor"]
    wall = f"{ours[0]:8.3f} {sql[0]:8.3f} {ours[0] / sql[0]:6.2f} {floor[0]:8.3f}"
    cpu = f"{ours[1]:6.2f} {sql[1]:6.2f} {ours[1] / sql[1]:6.2f} {floor[1]:6.2f}"
    differ = "" if found["same"] else "  THE ANSWERS DIFFER"
    return f"{name:24} {wall}  |     {cpu}  | {found['peak']:5} {found['rows']:10,}{differ}"


if __name__ == "__main__":
    main()
