"""Chapter 2 of the Advanced Guide to Trade Policy Analysis (Yotov and others 2016), general equilibrium.

Held against a run of the authors' Stata programs (pachadotdev/tradepolicy at 342a655), 69 countries. The
tolerance of the literal iteration is 1e-4 percentage points, that of PPML's own stopping in Stata.

That run is no equilibrium. It stops when no price moves by more than 0.01 from one round to the next: after
5, 4 and 3 rounds. Iterated on, the first experiment settles elsewhere, with purchases that are not what the
Guide's rule for expenditure says; the other two run away. `solve` finds prices at which all markets clear;
how far they are from the printed ones is MOVED, in percentage points, by closure of deficits.
"""

import csv
from collections.abc import Callable

import numpy as np
import pytest
from tests.models.equilibrium.one_sector.guide import (
    REFERENCE,
    Experiment,
    column,
    one_border_estimates,
    without_borders,
    without_nafta,
    without_one_border,
)
from tests.models.gravity.agtpa import SHARED

from sverka.models.equilibrium.one_sector.answer import Answer
from sverka.models.equilibrium.one_sector.baseline import Numbers
from sverka.models.equilibrium.one_sector.closure import Closure
from sverka.models.equilibrium.one_sector.equilibrium import Level
from sverka.models.equilibrium.one_sector.goal import Goal, Instrument
from sverka.models.equilibrium.one_sector.literal import Literal, iterate
from sverka.models.equilibrium.one_sector.solve import solve
from sverka.models.equilibrium.one_sector.target import target

EXPERIMENTS = {
    "trade without borders": without_borders,
    "one border removed": without_one_border,
    "NAFTA": without_nafta,
}
POINTS = 1e-4

# Largest differences from the printed prices and real GDP, in percentage points.
MOVED = {
    ("trade without borders", Closure.RATIO): (0.4604, 0.5979),
    ("trade without borders", Closure.VALUE): (0.5083, 1.5562),
    ("one border removed", Closure.RATIO): (0.4092, 0.0332),
    ("one border removed", Closure.VALUE): (0.4523, 0.0621),
    ("NAFTA", Closure.RATIO): (0.1127, 0.0366),
    ("NAFTA", Closure.VALUE): (0.1187, 0.0394),
}


def per_cent(experiment: Experiment, factors: Numbers, name: str) -> Numbers:
    """Return factors as the Guide prints them: NAFTA's from the world without it, prices its own way."""
    if experiment.table != "ch2app2_rtas_effects":
        return 100 * (factors - 1)
    return 100 * (1 - factors) if name == "change_price_FULL" else 100 * (1 / factors - 1)


def gap(experiment: Experiment, factors: Numbers, name: str) -> float:
    """Return the largest difference from a printed column, in percentage points."""
    theirs = column(experiment.table, name, experiment.baseline.countries)
    return float(np.abs(per_cent(experiment, factors, name) - theirs).max())


def columns(found: Literal) -> dict[str, Numbers]:
    return {
        "change_price_FULL": found.prices,
        "change_IMR_FULL": found.price_index,
        "change_rGDP_FULL": found.real_output,
        "change_Xi_FULL": found.exports,
        "change_IMR_CDL": found.conditional_index,
        "change_Xi_CDL": found.conditional_exports,
    }


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_literal_iteration_prints_what_the_guide_prints(name: str) -> None:
    experiment = EXPERIMENTS[name]()
    found = iterate(experiment.baseline, experiment.shock, REFERENCE)
    assert found.convergence.arrived
    assert {name: gap(experiment, factors, name) for name, factors in columns(found).items()} == {
        name: pytest.approx(0, abs=POINTS) for name in columns(found)
    }


@pytest.mark.parametrize(
    ("part", "estimates", "names"),
    [
        (
            "ch2app1",
            lambda: without_borders().coefficients,
            {"ln_DIST": "ln_dist", "CNTG": "cntg", "INTL_BRDR": "border"},
        ),
        (
            "ch2app2",
            lambda: without_nafta().coefficients,
            {"RTA": "rta", "ln_DIST": "ln_dist", "CNTG": "cntg", "LANG": "lang", "CLNY": "clny"},
        ),
        (
            "ch2ex1",
            one_border_estimates,
            {"INTL_BRDR_AB": "border_ab", "ln_DIST": "ln_dist", "CNTG": "cntg", "INTL_BRDR": "border"},
        ),
    ],
)
def test_the_baselines_rest_on_the_guides_coefficients(
    part: str, estimates: Callable[[], dict[str, float]], names: dict[str, str]
) -> None:
    place = SHARED / "notes" / "gravity-reference" / "agtpa_ch2_stata_logs.csv"
    with place.open(encoding="utf-8") as file:
        logged = {row["term"]: float(row["coef"]) for row in csv.DictReader(file) if row["table"] == part}
    found = estimates()
    assert {term: found[mine] for term, mine in names.items()} == {
        term: pytest.approx(logged[term], abs=1e-6) for term in names
    }


def test_the_guides_iteration_is_not_converged_and_converges_to_no_equilibrium() -> None:
    experiment = without_borders()
    found = iterate(experiment.baseline, experiment.shock, REFERENCE, tolerance=1e-12)
    assert found.convergence.arrived
    assert found.convergence.steps == pytest.approx(91, abs=3)
    assert gap(experiment, found.prices, "change_price_FULL") == pytest.approx(0.226, abs=1e-3)
    assert gap(experiment, found.real_output, "change_rGDP_FULL") == pytest.approx(0.0825, abs=1e-3)
    assert found.overspent.min() == pytest.approx(1.0011, abs=1e-4)
    assert found.overspent.max() == pytest.approx(1.0505, abs=1e-4)
    cleared = solve(experiment.baseline, experiment.shock).in_prices_of(REFERENCE)
    assert 100 * np.abs(cleared.prices - found.prices).max() == pytest.approx(0.297, abs=1e-3)
    assert 100 * np.abs(cleared.real_output - found.real_output).max() == pytest.approx(0.673, abs=1e-3)


@pytest.mark.parametrize("name", ["one border removed", "NAFTA"])
def test_the_guides_iteration_runs_away_where_it_is_not_stopped(name: str) -> None:
    experiment = EXPERIMENTS[name]()
    found = iterate(experiment.baseline, experiment.shock, REFERENCE, tolerance=1e-6, most=80)
    assert not found.convergence.arrived
    assert found.convergence.history[-1] > 10 * min(found.convergence.history)
    assert "rounds prices still move" in found.convergence.why
    assert "use `solve`" in found.convergence.why


@pytest.mark.parametrize(("name", "closure"), MOVED)
def test_markets_that_clear_differ_from_the_printed_run_by_what_is_stated(
    name: str, closure: Closure
) -> None:
    experiment = EXPERIMENTS[name]()
    found = solve(experiment.baseline, experiment.shock, closure).in_prices_of(REFERENCE)
    assert found.convergence.history[-1] < 1e-11
    assert (
        gap(experiment, found.prices, "change_price_FULL"),
        gap(experiment, found.real_output, "change_rGDP_FULL"),
    ) == pytest.approx(MOVED[name, closure], abs=1e-3)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_conditional_equilibrium_is_the_printed_one(name: str) -> None:
    experiment = EXPERIMENTS[name]()
    found = solve(experiment.baseline, experiment.shock, level=Level.CONDITIONAL).in_prices_of(REFERENCE)
    assert gap(experiment, found.price_index, "change_IMR_CDL") < 1e-5
    assert gap(experiment, found.exports, "change_Xi_CDL") < 1e-5


@pytest.mark.parametrize(
    ("times", "cut", "naive"), [(1.5, 6.7, 6.5), (3, 17.4, 16.7), (10, 34.4, 31.9), (100, 84.2, 53.6)]
)
def test_what_it_takes_to_multiply_hungarys_exports_to_poland(times: float, cut: float, naive: float) -> None:
    baseline = without_borders().baseline
    goal = Goal.exports(
        "HUN", "POL", times * float(baseline.trade[baseline.place("HUN"), baseline.place("POL")])
    )
    answer = target(baseline, goal, [Instrument.pair("HUN", "POL", 0.05, 1.0)])
    assert isinstance(answer, Answer)
    (change,) = answer.changes
    assert -100 * change.ad_valorem == pytest.approx(cut, abs=0.05)
    assert change.naive is not None
    assert 100 * (1 - change.naive) == pytest.approx(naive, abs=0.05)
