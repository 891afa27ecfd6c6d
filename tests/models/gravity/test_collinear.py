"""Regressors that the effects or each other tell already, on panels where one can see which."""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.gravity.dense import dummies, panel

from sverka.models.gravity.collinear import (
    Collinearity,
    CollinearRegressors,
    collinear,
    keep,
    require_independent,
)
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.tensor import Numbers, Panel

EFFECTS = Effects()


def with_regressors(drawn: Panel, **regressors: Numbers) -> Panel:
    stacked = np.stack([np.broadcast_to(x, drawn.trade.shape) for x in regressors.values()])
    return replace(drawn, regressors=stacked * (drawn.weight > 0), names=tuple(regressors))


def test_independent_regressors_are_all_kept_in_their_order() -> None:
    found = collinear(panel(8, 4, seed=1, missing=0.2), EFFECTS)
    assert found == Collinearity(("agreement", "tariff", "union"), {})
    require_independent(found)


def test_what_exporters_importers_or_pairs_tell_is_named() -> None:
    drawn = panel(8, 4, seed=1)
    draw = np.random.default_rng(2)
    found = collinear(
        with_regressors(
            drawn,
            gdp=draw.normal(20, 1, (8, 4, 1)),
            distance=draw.normal(8, 1, (8, 1, 8)),
            tariff=drawn.regressors[1],
            product=draw.normal(0, 1, (8, 4, 1)) + draw.normal(0, 1, (1, 4, 8)),
            nothing=np.zeros((1, 1, 1)),
            one=np.ones((1, 1, 1)),
        ),
        EFFECTS,
    )
    assert found.kept == ("tariff",)
    told = "the effects tell it already"
    assert found.why == {
        "gdp": told,
        "distance": told,
        "product": told,
        "nothing": "it is the same everywhere",
        "one": "it is the same everywhere",
    }


def test_of_regressors_that_tell_the_same_the_first_is_kept_and_the_rest_say_of_what_they_are_made() -> None:
    drawn = panel(8, 4, seed=1)
    a, b, c = drawn.regressors
    gdp = np.random.default_rng(2).normal(20, 1, (8, 4, 1))
    found = collinear(with_regressors(drawn, a=a, b=b, both=a - 3 * b + gdp, c=c, again=2 * c), EFFECTS)
    assert found.kept == ("a", "b", "c")
    assert found.why["both"] == "a linear combination of a, b, with the effects"
    assert found.why["again"] == "a linear combination of c, with the effects"
    turned = collinear(with_regressors(drawn, again=2 * c, both=a - 3 * b + gdp, c=c, b=b, a=a), EFFECTS)
    assert turned.kept == ("again", "both", "b")


def test_distance_has_a_coefficient_without_pairs_and_gdp_without_country_years() -> None:
    drawn = panel(8, 4, seed=1)
    draw = np.random.default_rng(2)
    covariates = with_regressors(
        drawn, gdp=draw.normal(20, 1, (8, 4, 1)), distance=draw.normal(8, 1, (8, 1, 8))
    )
    assert collinear(covariates, Effects(pairs=Pairs.NONE)).kept == ("distance",)
    assert collinear(covariates, Effects(country_years=False, pairs=Pairs.NONE)).kept == ("gdp", "distance")
    fixed = with_regressors(drawn, area=draw.normal(8, 1, (8, 1, 1)), distance=covariates.regressors[1])
    traditional = Effects(country_years=False, pairs=Pairs.NONE)
    assert collinear(fixed, traditional, countries=True).kept == ("distance",)


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e6 / 3, 1e-7])
def test_what_rounding_leaves_of_a_constant_is_no_variation(value: float) -> None:
    drawn = panel(8, 4, seed=1, missing=0.2, weighted=True)
    same = with_regressors(drawn, same=np.full((1, 1, 1), value), tariff=drawn.regressors[1])
    for effects in (EFFECTS, Effects(country_years=False, pairs=Pairs.NONE)):
        assert collinear(same, effects) == Collinearity(("tariff",), {"same": "it is the same everywhere"})


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_units_change_nothing(scale: float) -> None:
    drawn = panel(8, 4, seed=1, missing=0.2)
    a, b, c = drawn.regressors
    found = collinear(with_regressors(drawn, a=scale * a, b=b, c=c, both=scale * a + b), EFFECTS)
    assert found.kept == ("a", "b", "c")


def test_a_little_of_its_own_is_enough() -> None:
    drawn = panel(8, 4, seed=1)
    own = np.random.default_rng(3).normal(0, 1e-3, drawn.trade.shape)
    gdp = np.random.default_rng(2).normal(20, 1, (8, 4, 1))
    assert collinear(with_regressors(drawn, nearly=gdp + own), EFFECTS).kept == ("nearly",)
    assert collinear(with_regressors(drawn, told=gdp + own / 1e4), EFFECTS).kept == ()


@pytest.mark.parametrize("seed", range(8))
def test_as_many_are_kept_as_the_dummies_leave_rank(seed: int) -> None:
    draw = np.random.default_rng(seed)
    drawn = panel(5, 3, seed=seed, missing=0.4)
    columns = {f"x{number}": (draw.random(drawn.trade.shape) < 0.1).astype(float) for number in range(8)}
    columns["sum"] = columns["x0"] + columns["x1"]
    laid = with_regressors(drawn, **columns)
    seen = drawn.weight.reshape(-1) > 0
    d = dummies(drawn.weight)[seen]
    x = laid.regressors.reshape(9, -1).T[seen]
    rank = np.linalg.matrix_rank(np.concatenate([d, x], axis=1)) - np.linalg.matrix_rank(d)
    assert len(collinear(laid, EFFECTS).kept) == rank


def test_the_caller_may_stop_or_leave_out() -> None:
    drawn = panel(6, 3, seed=1)
    a, b, _ = drawn.regressors
    laid = with_regressors(drawn, a=a, twice=2 * a, b=b)
    found = collinear(laid, EFFECTS)
    with pytest.raises(
        CollinearRegressors, match=r"1 regressors.*twice: a linear combination of a.*Leave them out"
    ):
        require_independent(found)
    left = keep(laid, found.kept)
    assert left.names == ("a", "b")
    assert (left.regressors == laid.regressors[[0, 2]]).all()
    assert keep(left, found.kept) is left


def test_no_regressors_are_no_trouble() -> None:
    drawn = panel(4, 3, seed=1)
    assert collinear(keep(drawn, ()), EFFECTS) == Collinearity((), {})
