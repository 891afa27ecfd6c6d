import numpy as np
import pytest
from scipy.stats import spearmanr
from tests.models.mirror.world import Plan, World, make_world

from sverka.models.mirror.baci import Estimates, estimate
from sverka.models.mirror.declared import declared
from sverka.models.mirror.distances import distances
from sverka.models.mirror.margin import TooFewMirrors
from sverka.models.mirror.pair_scale import estimate_pair_scale
from sverka.models.mirror.reliability import MEAN_ABSOLUTE, estimate_reliability


def test_the_ranking_of_reporters_is_recovered(world: World, estimates: Estimates) -> None:
    found = estimates.reliability
    assert found is not None
    assert spearmanr(found.exporter_variance, world.exporter_sigma).statistic > 0.8
    assert spearmanr(found.importer_variance, world.importer_sigma).statistic > 0.8


def test_the_standard_deviations_themselves_are_recovered_with_years() -> None:
    world = make_world(11, Plan(countries=25, years=8))
    found = estimate(world.panel).reliability
    assert found is not None
    log_ratio = np.log(np.sqrt(found.exporter_variance) / world.exporter_sigma)
    assert np.abs(log_ratio).mean() < 0.2
    within = np.abs(2 * log_ratio) < 2 * np.maximum(found.exporter_doubt, 0.1)
    assert within.mean() > 0.8


def test_errors_that_shrink_with_size_are_found() -> None:
    found = estimate(make_world(12, Plan(countries=30, size=0.15)).panel).reliability
    assert found is not None
    assert found.slope == pytest.approx(-0.15, abs=0.03)


def test_a_worse_year_is_found() -> None:
    world = make_world(13, Plan(countries=20, years=3))
    panel = world.panel
    worse = panel.year == 2001
    gap = panel.log_gap - world.log_margin
    panel.import_cif[worse] *= np.exp(gap[worse])  # the year's discrepancies are twice as large
    found = estimate_reliability(panel, world.log_margin)
    assert found.year_factor[1] / found.year_factor[0] == pytest.approx(2, rel=0.15)


def test_a_pair_that_agrees_year_after_year_is_better_known_than_its_reporters() -> None:
    world = make_world(14, Plan(countries=20, years=12, pairs=0.6))
    found = estimate_reliability(world.panel, world.log_margin)
    scale, pair = found.pair_scale, world.panel.pair
    gap = np.abs(world.panel.log_gap - world.log_margin)
    mean = np.array([gap[pair == number].mean() for number in scale.pairs])
    assert scale.width == pytest.approx(4 * 0.6**2, rel=0.3)
    assert spearmanr(scale.variance, mean).statistic > 0.5
    assert scale.of(np.array([10**9])) == pytest.approx(scale.elsewhere)


def test_normal_errors_need_no_pair_of_their_own() -> None:
    rng = np.random.default_rng(15)
    found = estimate_pair_scale(np.arange(5000) // 5, rng.standard_normal(5000), MEAN_ABSOLUTE)
    assert found.width < 0.1
    assert found.likeness < 0.02
    assert np.exp(np.std(np.log(found.variance))) < 1.1


def test_a_pair_whose_errors_last_is_seen_to_repeat_itself() -> None:
    rng = np.random.default_rng(16)
    lasting, passing = np.repeat(rng.standard_normal(2000), 5), rng.standard_normal(10_000)
    both = np.sqrt(0.6) * lasting + np.sqrt(0.4) * passing
    found = estimate_pair_scale(np.arange(10_000) // 5, both, MEAN_ABSOLUTE)
    assert found.likeness == pytest.approx(0.6, abs=0.12)


def test_a_reporter_that_nobody_judges_is_any_of_them(world: World) -> None:
    panel = world.panel
    silent = panel.exporter == 3
    panel = panel.pick(np.arange(len(silent)))
    panel.export_fob[silent] = np.nan
    found = estimate_reliability(panel, world.log_margin)
    assert found.exporter_flows[3] == 0
    assert found.exporter_doubt[3] == pytest.approx(found.exporter_doubt.max())
    others = np.delete(found.exporter_variance, 3)
    assert others.min() < found.exporter_variance[3] < others.max()


def test_the_least_squares_means_are_those_of_dummy_variables() -> None:
    """BACI's analysis of variance against `numpy.linalg.lstsq` on the full set of dummies, to 1e-8."""
    panel = make_world(17, Plan(countries=10, years=3)).panel
    log_margin = np.full(len(panel.year), 0.05)
    weight = np.random.default_rng(17).uniform(0.5, 2, len(panel.year))
    found = distances(panel, log_margin, weight)
    groups = (panel.exporter, panel.importer, panel.year - 2000)
    blocks = [
        (group[:, None] == np.arange(size)).astype(float)
        for group, size in zip(groups, (10, 10, 3), strict=True)
    ]
    root = np.sqrt(weight)
    y = np.abs(panel.log_gap - log_margin) * root
    effects = np.linalg.lstsq(np.hstack(blocks) * root[:, None], y, rcond=None)[0]
    of_importer, of_year = effects[10:20].mean(), effects[20:].mean()
    assert found.exporter == pytest.approx(effects[:10] + of_importer + of_year, abs=1e-8)
    assert found.mean == pytest.approx(effects[:10].mean() + of_importer + of_year, abs=1e-8)
    assert (
        spearmanr(found.exporter, estimate_reliability(panel, log_margin).exporter_variance).statistic > 0.9
    )


def test_distances_of_a_silent_reporter_are_missing() -> None:
    panel = make_world(18, Plan(countries=8)).panel
    panel.import_cif[panel.importer == 2] = np.nan
    found = distances(panel, np.zeros(len(panel.year)))
    assert np.isnan(found.importer[2])
    assert not np.isnan(np.delete(found.importer, 2)).any()


def test_a_pair_alone_tells_nothing_of_its_reporters() -> None:
    panel = declared(["ARL", "BOR"], ["BOR", "ARL"], [1, 2], [3, 4])
    with pytest.raises(
        TooFewMirrors, match="The reporters' reliability cannot be estimated: the flows of 2 pairs"
    ):
        estimate_reliability(panel, np.zeros(2))
    found = estimate(panel)
    assert (found.margin, found.reliability) == (None, None)
    assert "The CIF/FOB margin cannot be estimated" in found.why
    assert "reliability cannot be estimated" in found.why
