"""Time the many-sector equilibrium: CPU seconds a scenario against countries and sectors, ICIO, draws.

Made-up worlds of N countries and S sectors have every pair's non-tariff costs cut by a tenth between the
first two countries; the fit is log-linear in N and S. The world of 2022 needs sanction-simulator 0.1.4; its
elasticities are the figures of --elasticities (Caliendo and Parro's T.txt) by the concordance, or 5 all over.
Linear algebra runs on one thread. Prints medians, the fit, the draws' interval.

    python benchmarks/equilibrium_many_sectors.py [--elasticities T.txt] [--draws 1000 --keep FOLDER]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from sverka.ledger import open_ledger
from sverka.models.equilibrium.from_icio import FinalGoods, Tables, baseline_from_icio
from sverka.models.equilibrium.many_sectors.baseline import Accounts, Baseline, build_baseline
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.elasticities import in_order, read_concordance
from sverka.models.equilibrium.many_sectors.goal import Goal, Instrument, where
from sverka.models.equilibrium.many_sectors.shock import Shock, no_shock
from sverka.models.equilibrium.many_sectors.solve import solve
from sverka.models.equilibrium.many_sectors.target import target
from sverka.models.equilibrium.pair.ask_what_if import ask_what_if
from sverka.models.equilibrium.pair.elasticities import Elasticities
from sverka.models.equilibrium.pair.question import ChangeAsked, Options, Uncertainty
from sverka.sources import card_of, read
from sverka.sources.oecd_icio.arrays import load_benchmark
from sverka.sources.oecd_icio.installed import PackageMissing, installed_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = ((20, 10), (20, 50), (40, 20), (40, 50), (80, 10), (80, 25), (80, 50), (160, 20))
SERVICES = 5.0


def made_up(n: int, s: int, seed: int = 5) -> Baseline:
    """Make a world whose countries differ in size and whose trade falls with a made-up distance."""
    chance = np.random.default_rng(seed)
    size = np.exp(chance.normal(0, 1.2, n))
    place = chance.random((n, 2))
    distance = np.hypot(*(place[:, None] - place).transpose(2, 0, 1)) + 0.02 + 0.3 * (1 - np.eye(n))
    trade = size[:, None] * size * distance**-2 * np.exp(chance.normal(0, 1, (s, n, n)))
    inputs = chance.dirichlet(np.full(s, 0.5), (n, s)).transpose(0, 2, 1)
    inputs *= chance.uniform(0.3, 0.7, (n, 1, s))
    used = np.einsum("jsu,uj->sj", inputs, trade.sum(axis=2))
    inputs *= np.minimum(1.0, 0.9 * trade.sum(axis=1) / used).T[:, :, None]
    return build_baseline(
        Accounts(
            countries=tuple(f"c{k}" for k in range(n)),
            sectors=tuple(f"s{k}" for k in range(s)),
            trade=trade,
            tariffs=np.zeros_like(trade),
            inputs=inputs,
            value_added_shares=1 - inputs.sum(axis=1).T,
            elasticities=chance.uniform(2, 10, s),
        )
    )


def world_of_2022(figures: Path | None) -> Baseline | None:
    """Return the baseline of the arrays of sanction-simulator, final goods like inputs."""
    try:
        snapshot = installed_snapshot()
    except PackageMissing as missing:
        print(missing)
        return None
    table = load_benchmark(snapshot.data, snapshot.name)
    million = np.float64(1e-6)
    tables = Tables(
        countries=table.countries,
        industries=table.industries,
        inputs=table.inputs.sum(axis=2) * million,
        used=table.inputs.sum(axis=1) * million,
        output=np.asarray(table.output * million),
        final_sales=np.asarray(table.other_sales * million),
    )
    values = [SERVICES] * 20 if figures is None else np.loadtxt(figures).tolist()
    of = in_order(values, read_concordance())
    drawn = Elasticities(name="T.txt", cites="the authors", of=of, services=SERVICES).drawn(table.industries)
    theta = np.array([drawn.numbers[name][0] for name in drawn.names])
    return baseline_from_icio(tables, theta, FinalGoods.LIKE_INPUTS).baseline


def between(baseline: Baseline, pair: tuple[str, str], factor: float) -> Shock:
    """Multiply the non-tariff costs between two countries, both ways, in all sectors."""
    nothing = no_shock(baseline.economy)
    return replace(nothing, costs=factor ** where(baseline.economy, (pair, pair[::-1]), ()))


def timed(run: Callable[[], Any], repeat: int) -> tuple[float, float, Any]:
    """Return median wall and CPU seconds and the last result."""
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        result = run()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus), result


def sizes(repeat: int) -> None:
    """Print CPU seconds by size, and the fit."""
    rows = []
    for n, s in SIZES:
        baseline = made_up(n, s)
        shock = between(baseline, ("c0", "c1"), 0.9)
        wall, cpu, after = timed(partial(solve, baseline, shock, Closure.HELD), repeat)
        rows.append((n, s, cpu))
        steps = after.convergence.steps
        print(f"{n:4d} countries {s:3d} sectors: {cpu:6.3f} CPU s, {wall:6.3f} s, {steps} steps")
    logs = np.log(np.array(rows))
    fit, *_ = np.linalg.lstsq(np.column_stack([np.ones(len(rows)), logs[:, :2]]), logs[:, 2], rcond=None)
    off = np.abs(np.expm1(np.column_stack([np.ones(len(rows)), logs[:, :2]]) @ fit - logs[:, 2])).max()
    print(f"CPU s = {np.exp(fit[0]):.2e} N^{fit[1]:.2f} S^{fit[2]:.2f}, off by at most {off:.0%}")


def icio(baseline: Baseline, repeat: int) -> None:
    """Print CPU seconds of scenarios and targets for Belarus and Kazakhstan."""
    pair = ("BLR", "KAZ")
    both = (pair, pair[::-1])
    before = float((where(baseline.economy, both, ()) * baseline.trade).sum())
    print(f"ICIO 2022, 80 countries, 50 sectors; turnover of {'-'.join(pair)} {before:.0f} mn US dollars")
    for factor in (0.95, 0.9, 0.7):
        shock = between(baseline, pair, factor)
        wall, cpu, _ = timed(partial(solve, baseline, shock, Closure.HELD), repeat)
        print(f"costs x {factor}: {cpu:.2f} CPU s, {wall:.2f} s")
    for times in (1.5, 2.0):
        goal, tool = Goal(routes=both, value=times * before), Instrument(name="all costs", routes=both)
        wall, cpu, answer = timed(partial(target, baseline, goal, [tool], Closure.HELD), 1)
        print(f"turnover x {times}: {cpu:.2f} CPU s, {wall:.2f} s, factor {answer.factors[0]:.4f}")


def draws(count: int, keep: Path | None) -> None:
    """Ask what `sverka what-if BLR KAZ --cut-costs 5%` asks of a book of the same tables, with its draws."""
    snapshot = installed_snapshot()
    change = ChangeAsked(routes=(("BLR", "KAZ"), ("KAZ", "BLR")), percent=-5)
    options = Options(uncertainty=Uncertainty(draws=count))
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "book", create=True) as ledger:
        ledger.post(read("oecd_icio", snapshot), card_of("oecd_icio"), snapshot)
        start = time.perf_counter()
        found = ask_what_if(ledger, ("BLR", "KAZ"), change, options, keep=keep, progress=_tell)
        wall = time.perf_counter() - start
    grown = found.turnover.growth
    print(f"\n{count} draws, {found.setting.failed} failed: {wall:.0f} s")
    print(f"turnover {grown.value:+.1f} % ({grown.low:.1f} to {grown.high:.1f}) where costs fall by 5 %")


def _tell(done: int, count: int) -> None:
    if done % 50 == 0 or done == count:
        print(f"\r{done} of {count}", end="", file=sys.stderr)


def main() -> None:
    """Run what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--elasticities", type=Path)
    asked.add_argument("--draws", type=int, default=0)
    asked.add_argument("--keep", type=Path, help="folder for the draws")
    asked.add_argument("--repeat", type=int, default=3)
    asked.add_argument("--no-sizes", action="store_true")
    given = asked.parse_args()
    from threadpoolctl import threadpool_limits

    print("load", *(f"{load:.1f}" for load in os.getloadavg()))
    with threadpool_limits(1):
        if not given.no_sizes:
            sizes(given.repeat)
        baseline = world_of_2022(given.elasticities)
        if baseline is not None:
            icio(baseline, given.repeat)
            if given.draws:
                draws(given.draws, given.keep)
    print("load", *(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
