"""RESET, fit by group and influence, on drawn panels whose answers can be had another way."""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.gravity.dense import panel

from sverka.models.gravity.diagnostics import SQUARE, NoSuchPair, fit_by_group, influence, reset, without
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.result import GravityResult
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Panel
from sverka.models.gravity.terms import Axis

FORMULA = "agreement + tariff"
TWO_WAY = Effects(pairs=Pairs.NONE)


def result(of: Panel, left: str = "trade", effects: Effects = TWO_WAY) -> GravityResult:
    return estimate(GravitySpec(formula=read_formula(f"{left} ~ {FORMULA}"), effects=effects), of)


@pytest.mark.parametrize("left", ["trade", "log(trade)"])
def test_reset_is_the_square_of_the_fitted_logarithm_estimated_as_the_model_is(left: str) -> None:
    found = result(panel(8, 4, seed=1), left)
    logarithm = found.fit.mu if left != "trade" else np.log(np.where(found.fit.mu > 0, found.fit.mu, 1))
    added = replace(
        found.panel,
        regressors=np.concatenate((found.panel.regressors, logarithm[None] ** 2)),
        names=(*found.panel.names, "square"),
        trade=found.panel.trade if left == "trade" else np.exp(found.panel.trade),
    )
    spec = GravitySpec(formula=read_formula(f"{left} ~ {FORMULA} + square"), effects=TWO_WAY)
    again, tested = estimate(spec, added).named("square"), reset(found)
    assert tested.name == SQUARE
    assert tested.estimate == pytest.approx(again.estimate, rel=1e-6)
    assert tested.standard_error == pytest.approx(again.standard_error, rel=1e-6)


def test_reset_finds_a_form_that_is_wrong_and_only_that() -> None:
    of = panel(12, 4, seed=2)
    mean = np.where(of.trade > 0, result(of).fit.mu, 0.0)
    draw = np.random.default_rng(2)
    right = replace(of, trade=draw.poisson(50 * mean).astype(float))
    logarithm = np.log(np.where(mean > 0, mean, 1))
    wrong = replace(of, trade=np.round(50 * mean * np.exp(0.2 * logarithm**2)))
    assert reset(result(right)).p > 0.01
    assert reset(result(wrong)).p < 1e-6


def test_sums_of_countries_and_years_agree_and_parts_make_the_whole_deviance() -> None:
    found = result(panel(8, 4, seed=3))
    for axis in Axis:
        groups = fit_by_group(found, axis)
        np.testing.assert_allclose([g.fitted for g in groups], [g.trade for g in groups], rtol=1e-7)
        assert sum(g.deviance for g in groups) == pytest.approx(found.fit.deviance)
        assert sum(g.observations for g in groups) == found.count
    assert fit_by_group(found, Axis.YEAR)[0].group == "2000"


def test_groups_by_cells_and_one_that_does_not_vary() -> None:
    found = result(panel(8, 4, seed=3), "log(trade)")
    one = np.zeros(found.panel.trade.shape, np.bool_)
    one[tuple(int(place[0]) for place in np.nonzero(found.fit.weight))] = True
    groups = fit_by_group(found, {"all": ~np.zeros_like(one), "one": one, "none": np.zeros_like(one)})
    assert groups[0].deviance == pytest.approx(found.fit.deviance)
    assert groups[0].squared_correlation == pytest.approx(found.squared_correlation)
    assert np.isnan(groups[1].squared_correlation)
    assert groups[2].observations == 0


@pytest.mark.parametrize("effects", [TWO_WAY, Effects(pairs=Pairs.DIRECTED)])
def test_one_step_finds_the_pairs_whose_absence_moves_a_coefficient_and_understates(effects: Effects) -> None:
    found = result(panel(14, 5, seed=4), effects=effects)
    pairs = influence(found)
    largest = pairs.largest("agreement", 8)
    near = np.array([change for _, _, change in largest])
    exact = np.array(
        [without(found, one, other).estimate[0] - found.estimate[0] for one, other, _ in largest]
    )
    assert (np.sign(near) == np.sign(exact)).all()
    assert (np.abs(near) < np.abs(exact)).all()
    assert (np.abs(near) > 0.45 * np.abs(exact)).all()
    assert np.abs(pairs.change[:, 0]).max() == abs(near[0])
    np.testing.assert_allclose(pairs.errors, pairs.change / found.standard_error)


def test_an_ols_without_effects_is_changed_by_exactly_the_one_step() -> None:
    none = Effects(country_years=False, pairs=Pairs.NONE)
    found = result(panel(8, 4, seed=4), "log(trade)", none)
    pairs = influence(found)
    one, other, change = pairs.largest("tariff", 1)[0]
    again = without(found, one, other)
    assert again.estimate[2] - found.estimate[2] == pytest.approx(change, rel=1e-9)
    assert again.count == found.count - np.count_nonzero(found.panel.weight - again.panel.weight)


def test_a_pair_that_is_not_there_cannot_be_left_out() -> None:
    with pytest.raises(
        NoSuchPair, match=r"C00 and KAZ have no row together in the sample.*Name two countries"
    ):
        without(result(panel(8, 4, seed=4)), "C00", "KAZ")
