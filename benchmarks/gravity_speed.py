"""Time PPML on one core from a table to clustered standard errors, beside fereg and pyfixest if installed.

Every contender and panel (`gravity_panels.py`) runs in a process of its own, bound to one core. Sverka looks
for all that is separated or collinear; its peers look for what is collinear and for effects without trade.
The Advanced Guide's panel is read where the folder with its data is given. Prints medians of wall and CPU
seconds, ratios, extra memory at its peak, and the time of a Newton step beside the bytes that it must touch;
then many sectors at a time. Peers get numbered effects and clusters and the same tolerance of their steps;
fixest's seconds are those recorded of its version 0.14.2 on a machine of this kind.

    python benchmarks/gravity_speed.py [--guide FOLDER] [--all] [--repeat 3] [--sectors 17]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gravity_panels import LARGE, SMALL, TINY, Case, guide, made_up, named, regressors
from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.ppml import fit
from sverka.models.gravity.sectors import estimate_sectors
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Panel, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from gravity_panels import Columns

TOLERANCE = 1e-9
PEERS = {  # what a peer runs: all it can in minutes with --all, and else
    "fereg": ("guide 69x69x6", "guide 69x69x21", "150x150x20 mild"),
    "pyfixest": ("guide 69x69x6",),
}
TOO_SLOW = {"pyfixest": ("extreme", "200x200x60")}


class Parts(NamedTuple):
    """CPU seconds of laying out, estimating, a fit alone; steps, inner steps; bytes that a step touches."""

    layout: float
    estimate: float
    fit: float
    steps: int
    inner: int
    touched: int


class Answer(NamedTuple):
    """Coefficients and standard errors."""

    beta: list[float]
    errors: list[float]


class Run(NamedTuple):
    """Median seconds, those until it is compiled, megabytes more at the peak; bytes read a second; answer.

    `parts` are Sverka's.
    """

    wall: float
    cpu: float
    first: float
    extra: float
    rate: float
    answer: Answer
    parts: Parts | None


def asked(case: Case, columns: Columns) -> GravitySpec:
    """Return what `sverka gravity estimate` is asked for, in the peers' conventions."""
    return GravitySpec(
        formula=read_formula(f"trade ~ {' + '.join(regressors(columns))}"),
        effects=Effects(pairs=Pairs.DOMESTIC_POOLED if case.guide else Pairs.DIRECTED),
        clusters=Clusters.PAIR,
        small=SmallSample.FIXEST,
        tolerance=TOLERANCE,
    )


def sverka(case: Case, columns: Columns) -> Callable[[], Answer]:
    """Estimate from a table: what is separated and what is collinear is looked for too."""
    table, spec = named(case, columns), asked(case, columns)

    def run() -> Answer:
        result = estimate(spec, lay_out(*table))
        return Answer(result.estimate.tolist(), result.standard_error.tolist())

    return run


def parts_of(case: Case, columns: Columns) -> Parts:
    """Time the parts of an estimation once."""
    table, spec = named(case, columns), asked(case, columns)
    times = [time.process_time()]
    panel = lay_out(*table)
    times.append(time.process_time())
    result = estimate(spec, panel)
    times.append(time.process_time())
    fitted = fit(result.panel, spec.effects, tolerance=TOLERANCE)
    times.append(time.process_time())
    layout, whole, alone = np.diff(times)
    steps, inner = fitted.convergence.steps, fitted.convergence.inner
    return Parts(layout, whole, alone, steps, inner, touched(panel, inner / steps))


def touched(panel: Panel, inner: float) -> int:
    """Return the bytes of the tensor that a Newton step must move, with `inner` steps of the solver.

    Rows of regressors that are not all zero, trade and weight once, the working weights once written and, for
    every inner step and the solver's start, read twice; as often every year's factors, in single precision.
    """
    cells, (n, t, m) = 8 * panel.trade.size, panel.trade.shape
    rows = np.any(panel.regressors, axis=3).mean(axis=(1, 2)).sum()
    return int(cells * (rows + 3) + (2 * cells + 4 * t * (2 * n * m + m * m)) * (inner + 1))


def bandwidth() -> float:
    """Return the bytes a second that one core moves in STREAM's triad."""
    from numba import njit

    @njit
    def triad(a: Any, b: Any, c: Any) -> None:  # noqa: ANN401  arrays
        for place in range(len(a)):
            a[place] = b[place] + 3.0 * c[place]

    a, b, c = np.ones((3, 16_000_000))
    times = []
    for _ in range(6):
        begun = time.perf_counter()
        triad(a, b, c)
        times.append(time.perf_counter() - begun)
    return 3 * a.nbytes / min(times)


def peer(name: str, case: Case, columns: Columns) -> Callable[[], Answer]:
    """Return a peer's estimation from a data frame whose effects and clusters are numbered already."""
    import pandas as pd

    exporter, importer, year = columns["exporter"], columns["importer"], columns["year"]
    undirected = np.minimum(exporter, importer) * case.countries + np.maximum(exporter, importer)
    directed = exporter * case.countries + importer
    frame = pd.DataFrame({name: columns[name] for name in ("trade", *regressors(columns))})
    frame["exporter_year"], frame["importer_year"] = exporter * 10_000 + year, importer * 10_000 + year
    frame["cluster"] = undirected if case.guide else directed
    frame["pair"] = np.where(exporter == importer, -1, undirected) if case.guide else directed
    formula = f"trade ~ {' + '.join(regressors(columns))} | exporter_year + importer_year + pair"
    estimate = __import__(name).fepois

    def run() -> Answer:
        found = estimate(formula, frame, vcov={"CRV1": "cluster"}, iwls_tol=TOLERANCE)
        return Answer([float(b) for b in found.coef()], [float(se) for se in found.se()])

    return run


def measure(contender: str, case: Case, folder: str, repeat: int) -> None:
    """Run one contender on one panel in this process and print what it took as JSON."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    columns = guide(case, Path(folder)) if case.guide else made_up(case)
    begun = time.perf_counter()
    prepared(contender, TINY, made_up(TINY))()  # compiles, or loads what was compiled
    first = time.perf_counter() - begun
    run, times = prepared(contender, case, columns), []
    Path("/proc/self/clear_refs").write_text("5")  # what memory was at its peak begins anew
    before, extra = memory("VmRSS"), 0.0
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = run()
        times.append((time.perf_counter() - wall, time.process_time() - cpu))
        extra = extra or memory("VmHWM") - before  # of the first run: later ones use what it had
    wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
    own = contender == "sverka"
    parts = parts_of(case, columns) if own else None
    print(json.dumps(Run(wall, cpu, first, extra, bandwidth() if own else 0.0, answer, parts)))


def prepared(contender: str, case: Case, columns: Columns) -> Callable[[], Answer]:
    return sverka(case, columns) if contender == "sverka" else peer(contender, case, columns)


def memory(of: str) -> float:
    """Return a line of this process's status, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith(of))


def started(contender: str, case: Case, folder: str, repeat: int) -> Run | None:
    """Run a contender in a process of its own."""
    kinds = ("OMP", "OPENBLAS", "RAYON", "NUMBA")
    one = {f"{kind}_NUM_THREADS": "1" for kind in kinds}
    command = [sys.executable, __file__, "--one", contender, case.name, "--guide", folder]
    command += ["--repeat", str(repeat)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **one})
    if done.returncode:
        print(f"  {contender}: failed: {done.stderr.strip().splitlines()[-1]}")
        return None
    wall, cpu, first, extra, rate, answer, parts = json.loads(done.stdout.splitlines()[-1])
    return Run(wall, cpu, first, extra, rate, Answer(*answer), Parts(*parts) if parts else None)


def line(contender: str, run: Run) -> str:
    return f"  {contender:9s} wall {run.wall:8.3f} s  CPU {run.cpu:8.3f} s  extra {run.extra:6.0f} MB  "


def report(case: Case, run: Run) -> None:
    print(f"{line('sverka', run)}compiled or loaded in {run.first:.2f} s")
    parts = run.parts
    if parts:
        step = parts.fit / parts.steps
        print(
            f"    table {parts.layout:.3f}, rest {parts.estimate:.3f}, of it the fit {parts.fit:.3f} s CPU;",
            end=" ",
        )
        print(f"{parts.steps} steps, {parts.inner} inner; a step {1e3 * step:.1f} ms,", end=" ")
        print(f"{parts.touched / 1e6:.0f} MB, {parts.touched / step / 1e9:.1f} GB/s;", end=" ")
        print(f"triad {run.rate / 1e9:.1f} GB/s")
    if case.fixest:
        print(f"  fixest    recorded CPU {case.fixest:8.3f} s: {case.fixest / run.cpu:.1f}x CPU")


def compare(contender: str, own: Run, run: Run) -> None:
    ratio = f"{run.wall / own.wall:.1f}x wall, {run.cpu / own.cpu:.1f}x CPU"
    apart = max(abs(a - b) for a, b in zip(own.answer.beta, run.answer.beta, strict=True))
    errors = max(abs(a / b - 1) for a, b in zip(own.answer.errors, run.answer.errors, strict=True))
    print(f"{line(contender, run)}{ratio}; coefficients {apart:.0e}, standard errors {errors:.0e} apart")


def race(case: Case, folder: str, repeat: int, *, everybody: bool) -> None:
    """Print what Sverka and its peers take for a panel."""
    print(case.name, flush=True)
    own = started("sverka", case, folder, repeat)
    if own is None:
        return
    report(case, own)
    for contender, cases in PEERS.items():
        slow = any(part in case.name for part in TOO_SLOW.get(contender, ()))
        if everybody and slow:
            print(f"  {contender:9s} not run: minutes")
        elif find_spec(contender) and (everybody or case.name in cases):
            run = started(contender, case, folder, 1)
            if run:
                compare(contender, own, run)


def store_sector(case: Case, number: int, folder: Path) -> str:
    """Make a sector's table, as a file each; return its name."""
    np.savez(folder / f"{number}.npz", **made_up(case, seed=number))
    return str(number)


def read_sector(case: Case, folder: Path, name: str) -> Panel:
    """Lay a sector's table out."""
    with np.load(folder / f"{name}.npz") as stored:
        return lay_out(*named(case, dict(stored)))


def sectors(count: int, all_of_them: int = 170) -> None:
    """Print what many sectors take, each with a full estimation: separation, collinearity, fit and errors."""
    case = next(case for case in SMALL if case.name == "150x150x20 mild")
    spec = GravitySpec(formula=read_formula("trade ~ rta + rta_lag4 + wto + ln_tariff + sanction"))
    with TemporaryDirectory() as path:
        names = [store_sector(case, number, Path(path)) for number in range(count)]
        begun, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
        outcomes = list(estimate_sectors(spec, names, partial(read_sector, case, Path(path))))
        wall, after = time.perf_counter() - begun, getrusage(RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    own = sum(outcome.seconds for outcome in outcomes)
    failed = sum(outcome.summary is None for outcome in outcomes)
    print(
        f"{count} sectors of {case.name}: wall {wall:.1f} s, CPU {whole:.1f} s with starting the processes,"
    )
    print(f"  {own:.1f} s in the sectors, {own / count:.3f} s each, {failed} failed;", end=" ")
    print(f"{all_of_them} of them, extrapolated: {whole - own + own * all_of_them / count:.0f} CPU s")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--guide", default="", help="folder with agtpa_applications.rda")
    arguments.add_argument("--all", action="store_true", help="large panels and slow peers too: many minutes")
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--sectors", type=int, default=0, help="how many sectors at a time; 0: none")
    arguments.add_argument("--only", default="", help="panels whose name contains this")
    arguments.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        contender, name = given.one
        case = next(case for case in (*SMALL, *LARGE) if case.name == name)
        measure(contender, case, given.guide, given.repeat)
        return
    for case in (*SMALL, *LARGE) if given.all or given.only else SMALL:
        if given.only != "none" and given.only in case.name and (given.guide or not case.guide):
            race(case, given.guide, given.repeat, everybody=given.all)
    if given.sectors:
        sectors(given.sectors)


if __name__ == "__main__":
    main()
