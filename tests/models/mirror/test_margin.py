"""The margin against the truth of a simulated world, and against dummy-variable least squares by NumPy.

Agreement with NumPy's own solver is to 1e-8: both solve the same equations, ours through sparse normal ones.
"""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.mirror.world import FREIGHT, Plan, World, make_world

from sverka.models.mirror.baci import Estimates
from sverka.models.mirror.declared import Indices, Numbers, declared
from sverka.models.mirror.margin import OUTLIER, TooFewMirrors, estimate_margin


def _dummies(values: Indices) -> Numbers:
    return np.equal(values[:, None], np.unique(values)).astype(np.float64)


def test_the_regression_is_dummy_variable_least_squares_without_outliers() -> None:
    panel = make_world(3, Plan(countries=12, years=3)).panel  # 396 flows: all but the smallest enter
    found = estimate_margin(panel)
    order = np.argsort(-panel.log_size)[: found.observations]
    x = np.column_stack([panel.ln_distance, panel.contiguity, _dummies(panel.year)])[order]
    y = panel.log_gap[order]
    first = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    kept = np.abs(first) <= OUTLIER * np.sqrt(first @ first / (len(y) - x.shape[1]))
    oracle = np.linalg.lstsq(x[kept], y[kept], rcond=None)[0]
    assert found.coefficients == pytest.approx(oracle, abs=1e-8)
    assert found.kept == kept.sum() < found.observations
    assert found.log == pytest.approx(
        np.maximum(np.column_stack([panel.ln_distance, panel.contiguity, _dummies(panel.year)]) @ oracle, 0),
        abs=1e-8,
    )


def test_weights_are_inverse_variances_times_closeness() -> None:
    world = make_world(4, Plan(countries=18))
    rng = np.random.default_rng(4)
    closeness, spread = rng.uniform(0.2, 1, len(world.true_fob)), rng.uniform(0.5, 2, len(world.true_fob))
    one = estimate_margin(replace(world.panel, closeness=closeness), spread)
    same = estimate_margin(world.panel, spread / np.sqrt(closeness))
    assert one.coefficients == pytest.approx(same.coefficients)
    assert one.coefficients != pytest.approx(estimate_margin(world.panel).coefficients)


def test_the_freight_of_a_world_is_recovered(world: World, estimates: Estimates) -> None:
    margin = estimates.margin
    assert margin is not None
    error = np.sqrt(np.diag(margin.covariance))
    assert np.abs(margin.coefficients - [FREIGHT[1], FREIGHT[2], FREIGHT[0]]) == pytest.approx(
        0, abs=3 * max(error)
    )
    assert np.abs(margin.log - world.log_margin).mean() < 0.02


def test_a_standard_error_holds_the_truth_as_often_as_it_should() -> None:
    """In 60 worlds 2 standard errors (95.4 %) hold the slope as often, within binomial bounds."""
    worlds = [
        make_world(seed, Plan(countries=25, noise=noise)) for seed in range(20) for noise in (0.05, 0.2, 0.6)
    ]
    margins = [estimate_margin(world.panel) for world in worlds]
    inside = [abs(one.coefficients[0] - FREIGHT[1]) < 2 * np.sqrt(one.covariance[0, 0]) for one in margins]
    assert 0.954 - 3 * np.sqrt(0.954 * 0.046 / 60) <= np.mean(inside)
    far = [abs(one.coefficients[0] - FREIGHT[1]) > np.sqrt(one.covariance[0, 0]) / 2 for one in margins]
    assert np.mean(far) > 0.617 - 3 * np.sqrt(0.617 * 0.383 / 60), "the standard errors are too large"


def test_lasting_errors_of_a_pair_are_no_independent_years() -> None:
    plan = Plan(countries=15, years=10, lasting=1.0)
    margin = estimate_margin(make_world(7, plan).panel)
    one_year = estimate_margin(make_world(7, replace(plan, years=1)).panel)
    assert margin.covariance[0, 0] > one_year.covariance[0, 0] / 2  # a tenth, were the years independent


def test_a_margin_is_never_negative_and_says_where_it_was_raised() -> None:
    panel = make_world(2, Plan(countries=20, noise=0.02)).panel
    cheap = replace(panel, import_cif=panel.import_cif * 0.97)
    found = estimate_margin(cheap)
    assert found.bounded.any()
    assert (found.tau[found.bounded] == 0).all()
    assert (found.tau >= 0).all()


def test_an_import_valued_at_the_exporters_border_bears_no_freight() -> None:
    panel = make_world(2, Plan(countries=20)).panel
    at_home = panel.importer == 0
    found = estimate_margin(replace(panel, import_is_fob=at_home))
    assert (found.tau[at_home] == 0).all()
    assert (found.log_error[at_home] == 0).all()
    assert found.observations <= (~at_home).sum()


def test_without_distance_there_is_no_margin_for_the_flow() -> None:
    panel = make_world(2, Plan(countries=20)).panel
    distance = panel.ln_distance.copy()
    distance[:5] = np.nan
    found = estimate_margin(replace(panel, ln_distance=distance))
    assert np.isnan(found.log[:5]).all()
    assert not np.isnan(found.log[5:]).any()


def test_more_regressors_enter_by_name_and_constant_ones_do_not() -> None:
    world = make_world(5, Plan(countries=25, noise=0.02))
    value = np.random.default_rng(5).normal(size=len(world.true_fob))
    dearer = replace(
        world.panel,
        import_cif=world.panel.import_cif * np.exp(0.03 * value),
        further={"ln unit value": value, "landlocked": np.zeros(len(value))},
    )
    found = estimate_margin(dearer)
    assert found.terms == ("ln distance", "contiguity", "ln unit value", "year 2000")
    assert found.coefficients[2] == pytest.approx(0.03, abs=0.005)


def test_a_handful_of_flows_is_not_enough() -> None:
    panel = declared(
        ["ARL", "BOR"], ["BOR", "ARL"], [1, 2], [3, 4], ln_distance=np.ones(2), contiguity=np.zeros(2)
    )
    with pytest.raises(
        TooFewMirrors, match="the flows of 2 pairs are declared by both sides, of 30"
    ) as raised:
        estimate_margin(panel)
    assert "Post a source with many reporters" in str(raised.value)


def test_a_year_that_no_flow_teaches_has_no_margin() -> None:
    panel = make_world(1, Plan(countries=25, years=2, noise=0.15)).panel
    silent = panel.year == panel.year.max()
    exported = np.where(silent, np.nan, panel.export_fob)
    margin = estimate_margin(replace(panel, export_fob=exported))
    assert np.isnan(margin.log[silent]).all()
    assert np.isnan(margin.log_error[silent]).all()
    assert np.isfinite(margin.log[~silent]).all()
