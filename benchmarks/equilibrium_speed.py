"""Time one-sector general equilibrium on one core, warm: baseline, counterfactual, target; beside gegravity.

Worlds are made up: countries of very different size on a plane, trade falling with distance, two thirds of
sales domestic. The counterfactual takes a tenth off all costs abroad; the target doubles the turnover of a
pair. Prints medians of wall and CPU milliseconds and the quickest run (the machine may have other work), the
cost against countries as a power fitted to the quickest, and ratios.
gegravity (0.3) runs the same counterfactual in the interpreter that is given, once: 200 countries take it a
minute, 400 several.

    python benchmarks/equilibrium_speed.py [--repeat 15] [--gegravity PYTHON] [--gegravity-countries 69 200]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from sverka.models.equilibrium.one_sector.answer import Answer
from sverka.models.equilibrium.one_sector.baseline import Numbers, OneSector
from sverka.models.equilibrium.one_sector.equilibrium import Equilibrium, Level
from sverka.models.equilibrium.one_sector.goal import Goal
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.equilibrium.one_sector.solve import solve
from sverka.models.equilibrium.one_sector.target import target

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTRIES = (69, 100, 200, 400)
SIGMA = 6.0
CUT = 0.9
GOALS_MS = {200: 5.0, 400: 25.0}
PEER_RATIO = 5000

PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd, gegravity as ge
held = np.load(sys.argv[1])
trade, costs, sigma = held["trade"], held["costs"], float(held["sigma"])
n = len(trade)
output, spent = trade.sum(axis=1), trade.sum(axis=0)
names = np.array([f"C{k:03d}" for k in range(n)])
table = pd.DataFrame({
    "exporter": np.repeat(names, n), "importer": np.tile(names, n), "year": "2006",
    "trade": trade.ravel(), "Y": np.repeat(output, n), "E": np.tile(spent, n),
    "cost": np.log(trade * trade.sum() / np.outer(output, spent)).ravel(),
})
columns = dict(imp_var_name="importer", exp_var_name="exporter", year_var_name="year",
    trade_var_name="trade", expend_var_name="E", output_var_name="Y")
slopes = ge.CostCoeffs(pd.DataFrame([{"var": "cost", "coeff": 1.0, "ste": 0.1}]),
    identifier_col="var", coeff_col="coeff", stderr_col="ste")
started = time.process_time()
model = ge.OneSectorGE(ge.BaselineData(table, **columns), year="2006", cost_coeff_values=slopes,
    cost_variables=["cost"], reference_importer=names[0], sigma=sigma, quiet=True)
model.build_baseline(omr_rescale=1)
built = time.process_time()
changed = table.copy()
changed["cost"] += (1 - sigma) * np.log(costs).ravel()
model.define_experiment(changed)
model.simulate()
done = time.process_time()
prices = model.factory_gate_prices.sort_index().iloc[:, 0]
print(json.dumps({"baseline": built - started, "counterfactual": done - built, "prices": list(prices)}))
"""


class Cost(NamedTuple):
    """Milliseconds: medians of wall and CPU, the quickest run's CPU."""

    wall: float
    cpu: float
    quickest: float


def world(count: int, seed: int = 1) -> Numbers:
    """Make the trade (N, N) of `count` countries."""
    chance = np.random.default_rng(seed)
    size, place = np.exp(chance.normal(0, 1.7, count)), chance.uniform(0, 1, (count, 2))
    apart = np.sqrt(((place[:, None] - place) ** 2).sum(axis=2)) + 0.05
    trade: Numbers = np.outer(size, size) / apart * np.exp(chance.normal(0, 0.8, (count, count)))
    abroad = trade.sum(axis=1) - trade.diagonal()
    np.fill_diagonal(trade, 2 * abroad)
    trade *= 1e6 / trade.sum()
    return trade


def border_cut(count: int) -> CostShock:
    """Take a tenth off all costs abroad."""
    return CostShock.of_costs(np.where(np.eye(count) > 0, 1.0, CUT))


def timed(work: Callable[[], object], repeat: int) -> Cost:
    """Return the medians of `repeat` runs after one to warm up."""
    work()
    walls, cpus = [], []
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return Cost(1000 * statistics.median(walls), 1000 * statistics.median(cpus), 1000 * min(cpus))


def costs_of(count: int, repeat: int) -> dict[str, Cost]:
    """Time everything for one number of countries."""
    trade, names = world(count), tuple(f"C{k:03d}" for k in range(count))
    baseline, cut = OneSector(names, trade, SIGMA), border_cut(count)
    goal = Goal.turnover(names[0], names[1], 2 * float(trade[0, 1] + trade[1, 0]))

    def build() -> object:
        return OneSector(names, trade, SIGMA).shares

    def full() -> Equilibrium:
        return solve(baseline, cut)

    answer = target(baseline, goal)
    if not isinstance(answer, Answer):
        raise TypeError(str(answer))
    went = full().convergence
    print(
        f"{count:>4} countries: gaps {went.history[-1]:.0e} after {went.steps} steps; "
        f"doubling {names[0]}-{names[1]} takes a cut of {-answer.changes[0].ad_valorem:.2%} "
        f"(naive {1 - (answer.changes[0].naive or 1):.2%}), off by {answer.reached / goal.value - 1:.0e}"
    )
    return {
        "baseline": timed(build, repeat),
        "conditional": timed(lambda: solve(baseline, cut, level=Level.CONDITIONAL), repeat),
        "counterfactual": timed(full, repeat),
        "target": timed(lambda: target(baseline, goal), repeat),
    }


def power(costs: dict[int, dict[str, Cost]], what: str) -> tuple[float, float]:
    """Return the exponent of countries in the quickest time (least squares in logs), and its worst error."""
    counts = np.log(list(costs))
    logs = np.log([costs[count][what].quickest for count in costs])
    slope, level = np.polyfit(counts, logs, 1)
    return float(slope), float(np.abs(level + slope * counts - logs).max())


def peer(python: str, count: int) -> dict[str, list[float] | float]:
    """Run gegravity once on the same world and shock; seconds of CPU, and prices."""
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "world.npz"
        np.savez(held, trade=world(count), costs=border_cut(count).costs, sigma=SIGMA)
        one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            [python, "-c", PEER, str(held)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | one_thread,
        )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return {}
    found: dict[str, list[float] | float] = json.loads(done.stdout.splitlines()[-1])
    return found


def beside(python: str, count: int, ours: dict[str, Cost]) -> None:
    """Print gegravity's times, the ratio, and how far its prices are from ours."""
    theirs = peer(python, count)
    if not theirs:
        print(f"{count:>4} countries: gegravity failed")
        return
    seconds = float(str(theirs["baseline"])) + float(str(theirs["counterfactual"]))
    mine = (ours["baseline"].cpu + ours["counterfactual"].cpu) / 1000
    baseline = OneSector(tuple(f"C{k:03d}" for k in range(count)), world(count), SIGMA)
    prices = solve(baseline, border_cut(count)).in_prices_of("C000").prices
    gaps = 100 * np.abs(np.array(theirs["prices"]) - prices)
    print(
        f"{count:>4} countries: gegravity {theirs['baseline']:.1f} s + {theirs['counterfactual']:.1f} s CPU, "
        f"{seconds / mine:,.0f} times ours (goal {PEER_RATIO:,}); its prices differ by {np.median(gaps):.2f} "
        f"points in the median, {gaps.max():.2f} at most"
    )


def main() -> None:
    """Time all numbers of countries, then gegravity where it is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=15)
    parser.add_argument("--gegravity", metavar="PYTHON", help="an interpreter with gegravity installed")
    parser.add_argument("--gegravity-countries", type=int, nargs="*", default=[200])
    asked = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}; one thread; medians of {asked.repeat} warm runs")
    with threadpool_limits(1):
        costs = {count: costs_of(count, asked.repeat) for count in COUNTRIES}
        for what in next(iter(costs.values())):
            line = "  ".join(
                f"{count}: {cost[what].wall:.2f} ({cost[what].cpu:.2f}, {cost[what].quickest:.2f})"
                for count, cost in costs.items()
            )
            exponent, worst = power(costs, what)
            fitted = f"N^{exponent:.2f}, off by {np.expm1(worst):.0%} at most"
            print(f"{what:<15} ms wall (CPU, quickest)  {line}   {fitted}")
        for count, goal in GOALS_MS.items():
            solved, inverse = costs[count]["counterfactual"], costs[count]["target"]
            print(
                f"{count:>4} countries, median and quickest CPU ms: counterfactual {solved.cpu:.2f}, "
                f"{solved.quickest:.2f} (goal {goal:g}); target {inverse.cpu:.2f}, {inverse.quickest:.2f} "
                f"(goal {2 * goal:g})"
            )
        for count in asked.gegravity_countries if asked.gegravity else ():
            ours = costs[count] if count in costs else costs_of(count, asked.repeat)
            beside(asked.gegravity, count, ours)


if __name__ == "__main__":
    main()
