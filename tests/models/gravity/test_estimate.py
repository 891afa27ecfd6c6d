"""From rows to estimates: laws that no naming or order may break, and input that cannot be used."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.gravity.dense import panel

from sverka.models.gravity.collinear import CollinearRegressors
from sverka.models.gravity.effects import Clusters, Effects, Pairs
from sverka.models.gravity.estimate import NoCoefficient, estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.result import GravityResult
from sverka.models.gravity.spec import Collinear, GravitySpec
from sverka.models.gravity.tensor import Panel, lay_out

EFFECTS = [Effects(), Effects(pairs=Pairs.NONE), Effects(pairs=Pairs.DOMESTIC_POOLED)]


def result(of: Panel, text: str = "trade ~ agreement + tariff", **told: Any) -> GravityResult:  # noqa: ANN401  fields
    return estimate(GravitySpec(formula=read_formula(text), **told), of)


def same(one: GravityResult, other: GravityResult) -> None:
    order = [other.names.index(name) for name in one.names]
    np.testing.assert_allclose(one.estimate, other.estimate[order], rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(one.standard_error, other.standard_error[order], rtol=1e-6)
    assert one.count == other.count


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 1000), effects=st.sampled_from(EFFECTS), left=st.sampled_from(["trade", "log(trade)"])
)
def test_names_and_order_of_rows_and_regressors_change_nothing(
    seed: int, effects: Effects, left: str
) -> None:
    of = panel(7, 4, seed=seed, missing=0.1)
    draw = np.random.default_rng(seed)
    i, t, j = (place[order] for order in [draw.permutation(of.count)] for place in np.nonzero(of.weight))
    renamed = np.array(
        [f"{number}{name}" for number, name in zip(draw.permutation(7), of.exporters, strict=True)]
    )
    regressors: dict[str, Any] = {name: of.regressors[k][i, t, j] for k, name in enumerate(of.names)}
    rows: list[Any] = [renamed[i], renamed[j], np.array(of.years)[t], of.trade[i, t, j]]
    again = lay_out(rows[0], rows[1], rows[2], rows[3], regressors)
    same(
        result(of, f"{left} ~ agreement + tariff", effects=effects),
        result(again, f"{left} ~ tariff + agreement", effects=effects),
    )


@pytest.mark.parametrize("effects", EFFECTS)
@pytest.mark.parametrize("left", ["trade", "log(trade)"])
def test_the_unit_of_trade_changes_nothing(effects: Effects, left: str) -> None:
    of = panel(7, 4, seed=1)
    text = f"{left} ~ agreement + tariff"
    same(result(of, text, effects=effects), result(replace(of, trade=of.trade * 1e6), text, effects=effects))


def test_the_unit_of_a_regressor_is_that_of_its_coefficient() -> None:
    of = panel(7, 4, seed=1)
    scaled = replace(of, regressors=of.regressors * np.array([1, 100, 1])[:, None, None, None])
    one, other = result(of), result(scaled)
    np.testing.assert_allclose(one.estimate, other.estimate * [1, 100], rtol=1e-7)


def test_a_weight_of_two_is_the_observation_twice_in_the_estimates() -> None:
    of = panel(6, 4, seed=2)
    double = result(replace(of, weight=of.weight * 2))
    np.testing.assert_allclose(double.estimate, result(of).estimate, rtol=1e-8)
    np.testing.assert_allclose(double.standard_error, result(of).standard_error, rtol=1e-8)


def test_rows_of_zero_weight_say_nothing() -> None:
    of = panel(7, 4, seed=3)
    more = replace(
        of,
        years=(*of.years, 2004),
        trade=np.concatenate((of.trade, np.zeros((7, 1, 7))), axis=1),
        weight=np.concatenate((of.weight, np.zeros((7, 1, 7))), axis=1),
        regressors=np.concatenate((of.regressors, np.zeros((3, 7, 1, 7))), axis=2),
    )
    same(result(of), result(more))


@pytest.mark.parametrize("clusters", Clusters)
def test_every_kind_of_clusters_gives_errors(clusters: Clusters) -> None:
    assert (result(panel(9, 4, seed=4), clusters=clusters).standard_error > 0).all()


def test_a_border_in_every_year_is_told_by_pairs_and_the_last_year_is_left_out_by_name() -> None:
    found = result(panel(8, 3, seed=5), "trade ~ agreement + border:year")
    assert found.names == ("agreement", "border:year 2000", "border:year 2001")
    assert found.left_out == {
        "border:year 2002": "a linear combination of border:year 2000, border:year 2001, with the effects"
    }
    named = result(panel(8, 3, seed=5), "trade ~ agreement + border:year(base=2002)")
    same(found, named)
    assert found.summary.left_out == found.left_out


def test_a_regressor_constant_within_the_effects_stops_where_asked_to() -> None:
    with pytest.raises(CollinearRegressors, match="border: the effects tell it already"):
        result(panel(8, 3, seed=5), "trade ~ agreement + border", collinear=Collinear.STOP)
    with pytest.raises(
        NoCoefficient, match=r"No regressor has a coefficient of its own \(border: the effects"
    ):
        result(panel(8, 3, seed=5), "trade ~ border")


def test_a_pair_observed_once_and_an_exporter_without_trade_are_counted_and_named() -> None:
    of = panel(8, 4, seed=6)
    weight, trade = of.weight.copy(), of.trade.copy()
    weight[0, 1:, 1] = 0
    trade[2] = 0
    found = result(replace(of, weight=weight, trade=trade * (weight > 0)))
    assert found.dropped["alone in an effect"] == 1
    assert found.dropped["separated: an effect without any trade"] >= 32
    assert "C00>C01" in found.notes[0]
    assert "C02 2000" in found.notes[1]
    without_it = np.delete(np.arange(8), 2)
    rest = replace(
        of,
        exporters=tuple(of.exporters[i] for i in without_it),
        trade=(trade * (weight > 0))[without_it],
        weight=weight[without_it],
        regressors=of.regressors[:, without_it],
    )
    same(found, result(rest))


def test_least_squares_drops_single_observations_and_nothing_as_separated() -> None:
    of = panel(8, 4, seed=6)
    weight = of.weight.copy()
    weight[0, 1:, 1] = 0
    found = result(replace(of, weight=weight), "log(trade) ~ agreement + tariff")
    assert set(found.dropped) == {"zero trade, which has no logarithm", "alone in an effect"}


def test_a_regressor_that_only_zeros_have_is_separated_and_left_out() -> None:
    of = panel(8, 4, seed=7)
    ban = np.zeros(of.trade.shape)
    ban[0, 2:, 1] = 1
    trade = np.where(ban > 0, 0.0, of.trade)
    trade[0, :2, 1] = 5
    banned = replace(
        of,
        trade=trade,
        regressors=np.concatenate((of.regressors[:2], ban[None])),
        names=("agreement", "tariff", "ban"),
    )
    found = result(banned, "trade ~ agreement + tariff + ban")
    assert found.dropped["separated: nothing holds up their fitted trade"] == 2
    assert found.left_out == {"ban": "it is the same everywhere"}
    assert "through ban" in found.notes[-1]
