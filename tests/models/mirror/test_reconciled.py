"""Intervals hold the truth as often as they say.

Of every simulated world one flow a reporter is looked at, so that the flows are (nearly) independent and
binomial bounds apply; the bounds are 3 standard errors wide on each side.
"""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.mirror.world import Plan, World, make_world, silence

from sverka.models.mirror import reconciled as rules
from sverka.models.mirror.baci import Estimates, estimate
from sverka.models.mirror.declared import Numbers, declared
from sverka.models.mirror.reconciled import Reconciled, reconcile

WORLDS = 25
PLANS = {
    "little noise": Plan(countries=30, noise=0.05),
    "much noise": Plan(countries=30, noise=0.5),
    "small flows are noisier": Plan(countries=30, noise=0.2, size=0.1),
    "pairs differ": Plan(countries=30, noise=0.2, pairs=0.5),
    "years, and errors that last": Plan(countries=20, years=8, noise=0.2, pairs=0.4, lasting=0.5),
}


def _one_a_reporter(world: World, seed: int) -> Numbers:
    """Pick the flows from each country to the one that many places further on, in one year."""
    panel, count = world.panel, len(world.panel.countries)
    rng = np.random.default_rng(seed)
    step, year = rng.integers(1, count), rng.choice(panel.year)
    chosen = ((panel.importer - panel.exporter) % count == step) & (panel.year == year)
    return np.flatnonzero(chosen).astype(np.float64)


def _inside(world: World, found: Reconciled) -> Numbers:
    return ((found.low <= world.true_fob) & (world.true_fob <= found.high)).astype(np.float64)


@pytest.mark.parametrize("name", PLANS)
def test_intervals_hold_the_truth_as_often_as_stated(name: str) -> None:
    inside: dict[float, list[float]] = {0.90: [], 0.95: []}
    for seed in range(WORLDS):
        world = make_world(seed, PLANS[name])
        found = estimate(world.panel)
        rows = _one_a_reporter(world, seed).astype(int)
        for level, seen in inside.items():
            seen.extend(_inside(world, reconcile(world.panel, found, level))[rows])
    for level, seen in inside.items():
        bound = 3 * np.sqrt(level * (1 - level) / len(seen))
        assert np.mean(seen) == pytest.approx(level, abs=bound), f"{name}: {len(seen)} flows"


def test_silent_reporters_and_wrong_zeros_leave_the_intervals_true() -> None:
    inside: dict[str, list[float]] = {}
    width: dict[str, list[float]] = {}
    for seed in range(WORLDS):
        world = silence(make_world(seed, Plan(countries=30)), seed)
        found = reconcile(world.panel, estimate(world.panel), 0.90)
        for row in _one_a_reporter(world, seed).astype(int):
            inside.setdefault(str(found.rule[row]), []).append(_inside(world, found)[row])
            width.setdefault(str(found.rule[row]), []).append(found.log_error[row])
    for rule in (rules.BOTH, rules.EXPORTER_ALONE, rules.IMPORTER_ALONE):
        seen = inside[rule]
        assert np.mean(seen) == pytest.approx(0.90, abs=3 * np.sqrt(0.09 / len(seen))), f"{rule}: {len(seen)}"
        assert np.mean(width[rule]) >= np.mean(width[rules.BOTH])
    zeros = inside[rules.EXPORTER_ZERO] + inside[rules.IMPORTER_ZERO]
    assert np.mean(zeros) >= 0.90 - 3 * np.sqrt(0.09 / len(zeros))


def test_two_declarations_are_nearer_the_truth_than_either(world: World, estimates: Estimates) -> None:
    found = reconcile(world.panel, estimates)
    error = np.abs(np.log(found.value / world.true_fob)).mean()
    assert error < np.abs(np.log(world.panel.export_fob / world.true_fob)).mean()
    assert error < np.abs(np.log(found.import_fob / world.true_fob)).mean()
    plain = (np.log(world.panel.export_fob) + np.log(found.import_fob)) / 2
    assert error < np.abs(plain - np.log(world.true_fob)).mean()


def test_the_better_reporter_weighs_more(world: World, estimates: Estimates) -> None:
    panel = world.panel
    found = reconcile(panel, estimates)
    sure = world.exporter_sigma[panel.exporter] < world.importer_sigma[panel.importer] / 2
    unsure = world.exporter_sigma[panel.exporter] > world.importer_sigma[panel.importer] * 2
    assert found.exporter_weight[sure].mean() > 0.65
    assert found.exporter_weight[unsure].mean() < 0.35


def _beside(world: World, export_fob: float | None, import_cif: float | None) -> Reconciled:
    """Reconcile a world in which the first flow is declared so."""
    panel = replace(
        world.panel, export_fob=world.panel.export_fob.copy(), import_cif=world.panel.import_cif.copy()
    )
    panel.export_fob[0] = np.nan if export_fob is None else export_fob
    panel.import_cif[0] = np.nan if import_cif is None else import_cif
    return reconcile(panel, estimate(panel))


@pytest.mark.parametrize(
    ("export_fob", "import_cif", "rule"),
    [
        (1e9, 1e9, rules.BOTH),
        (1e9, None, rules.EXPORTER_ALONE),
        (None, 1e9, rules.IMPORTER_ALONE),
        (0, 1e9, rules.EXPORTER_ZERO),
        (1e9, 0, rules.IMPORTER_ZERO),
        (0, 0, rules.BOTH_ZERO),
        (0, None, rules.SILENT_ZERO),
        (None, 0, rules.SILENT_ZERO),
        (None, None, rules.NEITHER),
    ],
)
def test_every_way_to_declare_has_its_rule(
    world: World, export_fob: float | None, import_cif: float | None, rule: str
) -> None:
    found = _beside(world, export_fob, import_cif)
    assert found.rule[0] == rule
    assert np.isnan(found.value[0]) == rule.startswith("none")
    if rule == rules.BOTH_ZERO:
        assert found.value[0] == 0
        assert np.isnan(found.high[0])
    if "down to zero" in rule:
        assert found.low[0] == 0 < found.value[0] < found.high[0]


def test_one_side_alone_is_less_sure_than_both(world: World) -> None:
    both, exporter = _beside(world, 1e9, 1e9), _beside(world, 1e9, None)
    importer = _beside(world, None, 1e9)
    assert both.log_error[0] < min(exporter.log_error[0], importer.log_error[0])
    assert exporter.value[0] == pytest.approx(1e9)
    assert importer.value[0] < 1e9
    assert (exporter.exporter_weight[0], importer.exporter_weight[0]) == (1, 0)


def test_without_estimates_each_declaration_stands_alone() -> None:
    panel = declared(["ARL", "ARL", "BOR"], ["BOR", "CAL", "ARL"], [5, 6, None], [7, None, 8])
    found = reconcile(panel, estimate(panel))
    assert found.rule.tolist() == [rules.NO_MARGIN, rules.NO_RELIABILITY, rules.NO_MARGIN]
    assert np.isnan(found.value).all()


def test_without_distances_what_the_exporter_alone_declares_is_reconciled(world: World) -> None:
    blank = np.full(len(world.true_fob), np.nan)
    panel = replace(world.panel, ln_distance=blank, import_cif=world.panel.import_cif.copy())
    panel.import_cif[:3] = np.nan
    found = reconcile(panel, estimate(panel))
    assert found.rule[:4].tolist() == [rules.EXPORTER_ALONE] * 3 + [rules.NO_MARGIN]
    assert found.value[:3] == pytest.approx(panel.export_fob[:3])
