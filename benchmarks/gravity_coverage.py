"""How often 95 % intervals hold the truth: three-way PPML as fitted, and corrected for its bias.

Panels are drawn after the simulations of Weidner and Zylkin (2021): beta is 1; exporter-year,
importer-year and pair effects a, b, c have a variance of 1/16; x_ijt = x_ij,t-1 / 2 + a_it + b_jt + a draw of
variance 1/2, from x_ij0 = c_ij + a draw; trade is lambda = exp(x + a + b + c) times a lognormal of mean 1
whose variance is, by design, I lambda^-2, II lambda^-1, III 1, IV (lambda^-1 + exp(2 x)) / 2; its logarithm
is correlated by 0.3^|s-t| over a pair's years. The paper's own figures are not printed beside these.

Every panel has a random seed of its own, and what was estimated is kept in a file, a line a panel: stopped,
the benchmark goes on where it was. Intervals as fitted: estimate ± 1.96 standard errors clustered by pair,
times G/(G-1). Corrected: estimate less bias ± 1.96 corrected errors.

    python benchmarks/gravity_coverage.py [--panels 250] [--countries 20 50] [--years 2 5 10] [--kept FILE]
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.gravity.bias_correction import correct_bias
from sverka.models.gravity.covariance import covariance
from sverka.models.gravity.effects import Clusters, Effects, SmallSample
from sverka.models.gravity.ppml import fit
from sverka.models.gravity.tensor import Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.gravity.tensor import Numbers

TRUTH, Z = 1.0, 1.959963984540054
DESIGNS = ("I", "II", "III", "IV")
HEAD = (
    f"{'design':>6}{'N':>5}{'T':>4}{'panels':>8} |{'bias':>8}{'bias/SE':>9}{'SE/SD':>7}{'covers':>8}"
    f" |{'bias':>8}{'bias/SE':>9}{'SE/SD':>7}{'covers':>8} |{'± (covers)':>11}"
)


class Case(NamedTuple):
    """A design of the disturbances, N countries, T years."""

    design: str
    countries: int
    years: int


class Estimated(NamedTuple):
    """A panel's estimate and clustered standard error, and both corrected."""

    estimate: float
    error: float
    corrected: float
    corrected_error: float


def draw(case: Case, number: int) -> Panel:
    """Draw the panel of that number."""
    chance = np.random.default_rng([DESIGNS.index(case.design), case.countries, case.years, number])
    n, t = case.countries, case.years
    a, b = chance.normal(0, 1 / 4, (n, t, 1)), chance.normal(0, 1 / 4, (1, t, n))
    c = chance.normal(0, 1 / 4, (n, 1, n))
    x = np.empty((n, t, n))
    before = c[:, 0] + chance.normal(0, np.sqrt(1 / 2), (n, n))
    for year in range(t):
        before = before / 2 + a[:, year] + b[0, year] + chance.normal(0, np.sqrt(1 / 2), (n, n))
        x[:, year] = before
    mean = np.exp(TRUTH * x + a + b + c)
    log_variance = np.log1p(_variance(case.design, mean, x))
    years = np.arange(t)
    root = np.linalg.cholesky(0.3 ** np.abs(years[:, None] - years))
    noise = np.einsum("st,itj->isj", root, chance.normal(size=(n, t, n)))
    trade = mean * np.exp(np.sqrt(log_variance) * noise - log_variance / 2)
    names = tuple(f"C{place:03}" for place in range(n))
    return Panel(names, names, tuple(range(t)), trade, np.ones(trade.shape), x[None], ("x",))


def estimate(panel: Panel) -> Estimated:
    """Fit a panel's one coefficient, with and without the correction."""
    fitted = fit(panel, Effects())
    error = np.sqrt(covariance(panel, fitted, Clusters.PAIR, SmallSample.PPML)[0, 0])
    found = correct_bias(panel, fitted)
    return Estimated(*map(float, (fitted.beta[0], error, found.corrected[0], found.se[0])))


def coverage(found: list[Estimated]) -> tuple[float, float]:
    """Return how often the intervals hold the truth, as fitted and corrected."""
    of = np.array(found)
    held = np.abs(of[:, [0, 2]] - TRUTH) < Z * of[:, [1, 3]]
    return float(held[:, 0].mean()), float(held[:, 1].mean())


def _variance(design: str, mean: Numbers, x: Numbers) -> Numbers:
    if design == "IV":
        mixed: Numbers = (1 / mean + np.exp(2 * x)) / 2
        return mixed
    power = {"I": -2.0, "II": -1.0, "III": 0.0}[design]
    variance: Numbers = mean**power
    return variance


def _run(cases: list[Case], panels: int, kept: Path) -> dict[Case, list[Estimated]]:
    """Estimate what the file does not hold yet, panels of all cases in turn, and return everything."""
    found: dict[Case, dict[int, Estimated]] = {case: {} for case in cases}
    for case, number, estimated in _read(kept):
        if case in found and number < panels:
            found[case][number] = estimated
    missing = [(case, number) for number in range(panels) for case in cases if number not in found[case]]
    try:
        with kept.open("a", encoding="utf-8") as lines:
            for done, (case, number) in enumerate(missing):
                found[case][number] = estimated = estimate(draw(case, number))
                lines.write(json.dumps([*case, number, *estimated]) + "\n")
                if done % 100 == 0:
                    lines.flush()
                    print(f"\r{done:,} of {len(missing):,} panels", end="", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("\nStopped; what was estimated is kept, the same command goes on.", file=sys.stderr)
    print(file=sys.stderr)
    return {case: list(of.values()) for case, of in found.items() if of}


def _read(kept: Path) -> Iterator[tuple[Case, int, Estimated]]:
    if not kept.exists():
        return
    for line in kept.read_text(encoding="utf-8").splitlines():
        try:
            design, countries, years, number, *numbers = json.loads(line)
        except ValueError:  # a line that was cut off
            continue
        yield Case(design, countries, years), number, Estimated(*numbers)


def _line(case: Case, found: list[Estimated]) -> str:
    of = np.array(found)
    parts = []
    for estimates, errors, covers in zip(of.T[::2], of.T[1::2], coverage(found), strict=True):
        bias, spread = estimates.mean() - TRUTH, estimates.std(ddof=1)
        parts.append(f"{bias:>8.4f}{bias / errors.mean():>9.2f}{errors.mean() / spread:>7.2f}{covers:>8.3f}")
    reach = 2 * np.sqrt(0.95 * 0.05 / len(found))
    named = f"{case.design:>6}{case.countries:>5}{case.years:>4}{len(found):>8}"
    return f"{named} |{parts[0]} |{parts[1]} |{reach:>11.3f}"


def main() -> None:
    """Estimate, then print the table with the day and the machine."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--panels", type=int, default=250)
    reader.add_argument("--countries", type=int, nargs="+", default=[20, 50])
    reader.add_argument("--years", type=int, nargs="+", default=[2, 5, 10])
    reader.add_argument("--kept", type=Path, default=Path("gravity_coverage.jsonl"))
    told = reader.parse_args()
    cases = [Case(*of) for of in product(DESIGNS, told.countries, told.years)]
    began = time.process_time()
    found = _run(cases, told.panels, told.kept)
    spent = time.process_time() - began
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()} {platform.system()}, {spent:.0f} CPU s")
    print(f"{'':>23} |{'as fitted':^32} |{'corrected':^32} |")
    print(HEAD)
    for case in cases:
        if len(found.get(case, [])) > 1:
            print(_line(case, found[case]))


if __name__ == "__main__":
    main()
