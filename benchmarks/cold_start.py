"""Time how long Sverka takes to start: CPU and wall, each the median of fresh processes.

    python benchmarks/cold_start.py [RUNS]

The budgets of the project: `--help` under 0.3 s, `check` under 1 s of CPU.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "visit-2024-03-04.txt"
SVERKA = ["-c", "from sverka.faces.cli import main; raise SystemExit(main())"]


def commands(book: Path) -> dict[str, list[str]]:
    """Return what is timed, by name: our commands and, to compare, Python alone and what it often loads."""
    check = [*SVERKA, "check", str(EXAMPLE), "--said-on", "2024-03-04", "--book", str(book)]
    page = str(book.parent / "page.html")
    peers = {f"import {name}": ["-c", f"import {name}"] for name in ("duckdb", "pandas") if find_spec(name)}
    return {
        "python -c pass": ["-c", "pass"],
        **peers,
        "sverka --help": [*SVERKA, "--help"],
        "sverka check EXAMPLE": check,
        "sverka check EXAMPLE --json": [*check, "--json"],
        "sverka check EXAMPLE --html OUT": [*check, "--html", page],
        "sverka promises BLR KAZ": [*SVERKA, "promises", "BLR", "KAZ", "--book", str(book)],
    }


def time_once(arguments: list[str]) -> tuple[float, float]:
    """Return CPU and wall seconds of one fresh process."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main() -> None:
    """Print a line a command."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    day = f"{datetime.now(tz=UTC):%Y-%m-%d}"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{day}, {machine}, {runs} runs")
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        subprocess.run(
            [sys.executable, *SVERKA, "post", "starter", "--book", str(book)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        print(f"{'':32} {'CPU s':>7} {'wall s':>7}")
        for name, arguments in commands(book).items():
            time_once(arguments)  # the first run fills the file cache
            taken = [time_once(arguments) for _ in range(runs)]
            print(
                f"{name:32} {median(cpu for cpu, _ in taken):7.3f} {median(wall for _, wall in taken):7.3f}"
            )


if __name__ == "__main__":
    main()
