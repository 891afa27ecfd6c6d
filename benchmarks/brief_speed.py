"""Time `sverka brief A B --html`, and say where the time goes and what the bare queries take.

    python benchmarks/brief_speed.py BOOK [BOOK ...] [--pair BLR KAZ] [--runs 3] [--engine duckdb]

Each command runs in a process of its own, as a user starts it: once cold, the book's files put out of the
system's file cache first (the libraries stay in it), then `runs` times warm; the best of these counts, by the
clock and of the processor, with all processes that the command starts. The budgets of the project: 5 s warm
and 8 s cold from a book of 100 M rows, 2 s from the starter book, which is timed too. Python reads compiled
modules, as it does from the second start on where nothing forbids it to keep them.

Then the command runs once more with a clock on its parts. A part's seconds are its own: what it asked of the
desk stands below it, once, where it was asked first; pictures are drawn by a process beside this one,
and theirs are the seconds that it waits for them. `queries` are the seconds inside the engine (the
SQL of every frame, and the making of Python's rows or arrays of its answer) and inside the catalogue; the
whole command, as timed without clocks, is compared with these bare queries.
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
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

SVERKA = [sys.executable, "-c", "from sverka.faces.cli import main; raise SystemExit(main())"]


class Taken(NamedTuple):
    """Seconds of a command by the clock and of the processor, and the most memory that it took, in MB."""

    wall: float
    cpu: float
    peak: int


class Part:
    """A part of the work: its own seconds by the clock, of the processor, and inside queries."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.wall = self.cpu = self.queries = 0.0


class Clocks:
    """A clock for every part, of which one runs at a time: that of the innermost."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self._running: list[str] = []
        self._asking = False
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def part(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the work with a clock of its own."""

        @wraps(work)
        def timed(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the work takes and gives
            self.start(name)
            try:
                return work(*given, **more)
            finally:
                self.stop()

        return timed

    def query(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the work with its time counted as a query of the part that asks; nested ones count once."""

        @wraps(work)
        def timed(*given: Any, **more: Any) -> Any:  # noqa: ANN401 - likewise
            if self._asking or not self._running:
                return work(*given, **more)
            self._asking, start = True, time.perf_counter()
            try:
                return work(*given, **more)
            finally:
                self._asking = False
                self.parts[self._running[-1]].queries += time.perf_counter() - start

        return timed

    def start(self, name: str) -> None:
        """Stop the part that runs and let another begin."""
        self._note()
        self.parts.setdefault(name, Part(len(self._running)))
        self._running.append(name)

    def stop(self) -> None:
        """End a part; the one that it stood in runs again."""
        self._note()
        self._running.pop()

    def _note(self) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        if self._running:
            part = self.parts[self._running[-1]]
            part.wall, part.cpu = part.wall + wall - self._wall, part.cpu + cpu - self._cpu
        self._wall, self._cpu = wall, cpu


def put_clocks(clocks: Clocks) -> None:
    """Put a clock on the sections, on what they ask of the desk and of the world, on queries and pictures."""
    from sverka.dossier import brief, desk, world, world_goods, world_rows
    from sverka.dossier.formats import html
    from sverka.dossier.sections import outlook
    from sverka.ledger import book, store

    for section in brief.SECTIONS:
        section.compose = clocks.part(section.ID, section.compose)  # type: ignore[method-assign]
    for owner in (desk.Desk, world.World, world_goods.WorldGoods, world_rows.WorldRows):
        for name, found in vars(owner).items():
            if isinstance(found, cached_property):
                found.func = clocks.part(f"{owner.__name__.lower()}: {name}", found.func)
    for place, name, said in (
        (desk.Desk, "turnovers", "desk: turnovers"),
        (outlook, "forecast", "forecasts"),
        (html, "write_html", "HTML"),
        (vars(html)["_Page"], "drawn", "pictures"),
    ):
        setattr(place, name, clocks.part(said, getattr(place, name)))
    asking: dict[type, tuple[str, ...]] = {
        store.Engine: ("rows", "collect", "cache", "columns"),
        store.Catalogue: ("rows",),
        book.Ledger: ("flows", "facts"),
    }
    for place, names in asking.items():
        for name in names:
            setattr(place, name, clocks.query(getattr(place, name)))


def with_clocks(arguments: list[str]) -> dict[str, Any]:
    """Run a command in this process; return its parts."""
    clocks = Clocks()
    clocks.start("imports")
    from sverka.faces.cli import main as sverka

    put_clocks(clocks)
    clocks.stop()
    clocks.start("opening, closing, writing")
    code = sverka(arguments)
    clocks.stop()
    return {"code": code, "parts": {name: vars(part) for name, part in clocks.parts.items()}}


def timed(arguments: list[str]) -> Taken:
    """Run a command in a process of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen([*SVERKA, *arguments], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"sverka {' '.join(arguments)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu, used.ru_maxrss // 1024)


def put_out_of_cache(book: Path) -> None:
    """Tell the system to forget the book's files, so that they are read from the disk again."""
    for path in book.rglob("*"):
        if path.is_file():
            with path.open("rb") as file, suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def report(book: Path, given: argparse.Namespace, folder: Path) -> None:
    """Time a book and print it."""
    page = folder / "page.html"
    command = ["brief", *given.pair, "--book", str(book), "--engine", given.engine, "--html", str(page)]
    put_out_of_cache(book)
    cold = timed(command)
    warm = [timed(command) for _ in range(given.runs)]
    wall, cpu = min(one.wall for one in warm), min(one.cpu for one in warm)
    done = subprocess.run(
        [sys.executable, __file__, "--with-clocks", *command],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    parts = json.loads(done.stdout)["parts"]
    queries = sum(part["queries"] for part in parts.values())
    peak = max(one.peak for one in (cold, *warm))
    print(f"\n{book.name}, {_rows(book):,} rows; the page has {page.stat().st_size / 1e6:.2f} MB")
    print(f"  cold  {cold.wall:6.2f} s  CPU {cold.cpu:6.2f} s")
    print(f"  warm  {wall:6.2f} s  CPU {cpu:6.2f} s  peak {peak} MB")
    print(f"  bare queries {queries:.2f} s: the command takes {wall / max(queries, 1e-9):.1f} times as long")
    print(f"  {'':44} {'s':>6} {'CPU':>6} {'queries':>8}")
    for name, part in parts.items():
        if part["wall"] >= given.least:
            cells = f"{part['wall']:6.2f} {part['cpu']:6.2f} {part['queries']:8.2f}"
            print(f"    {'  ' * part['depth'] + name:42} {cells}")
    clocked = sum(part["wall"] for part in parts.values())
    print(f"    {'all of them':42} {clocked:6.2f} {sum(part['cpu'] for part in parts.values()):6.2f}")


def _rows(book: Path) -> int:
    from sverka.ledger import open_ledger

    with open_ledger(book) as ledger:
        return sum(ledger.sources().values())


def main() -> None:
    """Print a table a book."""
    if sys.argv[1:2] == ["--with-clocks"]:
        print(json.dumps(with_clocks(sys.argv[2:])))
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("books", nargs="*", type=Path, metavar="BOOK")
    parser.add_argument("--pair", nargs=2, default=["BLR", "KAZ"], metavar=("A", "B"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--engine", default="duckdb")
    parser.add_argument("--least", type=float, default=0.02, help="seconds of a part that is shown (0.02)")
    given = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    load = f"load {os.getloadavg()[0]:.1f}"
    print(f"{datetime.now(tz=UTC):%Y-%m-%d %H:%M}, {machine}, {load}, best of {given.runs} warm runs")
    with TemporaryDirectory() as place:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{place}/compiled"
        starter = Path(place) / "starter"
        subprocess.run(
            [*SVERKA, "post", "starter", "--book", str(starter)], check=True, stdout=subprocess.DEVNULL
        )
        timed(["brief", *given.pair, "--book", str(starter), "--html", f"{place}/page.html"])
        for book in (starter, *given.books):
            report(book, given, Path(place))


if __name__ == "__main__":
    main()
