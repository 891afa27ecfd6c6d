"""Potential: on panels whose pairs are known, and against its own laws."""

from dataclasses import replace
from math import exp, inf

import numpy as np
import pytest
from tests.models.gravity.planted import both, planted

from sverka.models.gravity.diagnostics import without
from sverka.models.gravity.effects import Effects
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.own_trade import own_part
from sverka.models.gravity.potential import (
    NothingExpected,
    PairEffects,
    PairYear,
    Potential,
    Standing,
    interval_of_one,
    nearest,
    potential,
    potential_model,
    standing,
)
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Panel

FORMULA = read_formula("trade ~ ln_distance + contiguity")
MODEL = potential_model(FORMULA.terms)


def potential_of(panel: Panel, one: str = "A", other: str = "B") -> Potential:
    return potential(panel, MODEL, one, other)


def years_of(found: Potential) -> list[PairYear]:
    return [year for direction in found.directions for year in direction.years]


def test_a_pair_that_trades_three_times_what_the_model_says_has_ratio_three_in_every_year() -> None:
    tripled = both("A", "B", dict.fromkeys(range(2000, 2005), 3.0))
    found = potential_of(planted(times=tripled))
    assert [year.ratio for year in years_of(found)] == pytest.approx([3.0] * 10, rel=1e-6)
    assert all(year.standing == Standing(1, 131, 100.0) for year in years_of(found))
    assert [direction.exporter for direction in found.directions] == ["A", "B"]


def test_what_is_expected_does_not_move_with_the_pairs_own_trade() -> None:
    more = both("A", "B", dict.fromkeys(range(2000, 2005), 50.0))
    plain, changed = (potential_of(planted(pair=0.5, noise=0.3, times=times)) for times in (None, more))
    assert [year.expected for year in years_of(changed)] == pytest.approx(
        [year.expected for year in years_of(plain)], rel=1e-9
    )


def test_trade_in_another_unit_scales_amounts_and_leaves_ratios_and_ranks() -> None:
    panel = planted(pair=0.5, noise=0.3)
    plain, scaled = potential_of(panel), potential_of(replace(panel, trade=panel.trade * 7))
    for one, other in zip(years_of(plain), years_of(scaled), strict=True):
        for name in ("actual", "expected", "expected_low", "expected_high", "low", "high"):
            assert getattr(other, name) == pytest.approx(7 * getattr(one, name), rel=1e-6)
        assert other.ratio == pytest.approx(one.ratio, rel=1e-6)
        assert (other.standing, other.similar) == (one.standing, one.similar)


def test_other_names_of_countries_change_nothing() -> None:
    panel = planted(pair=0.5, noise=0.3)
    turned = replace(
        panel,
        exporters=panel.exporters[::-1],
        importers=panel.importers[::-1],
        trade=panel.trade[::-1, :, ::-1].copy(),
        weight=panel.weight[::-1, :, ::-1].copy(),
        regressors=panel.regressors[:, ::-1, :, ::-1].copy(),
    )
    for one, other in zip(years_of(potential_of(panel)), years_of(potential_of(turned)), strict=True):
        assert other.expected == pytest.approx(one.expected, rel=1e-6)
        assert other.low == pytest.approx(one.low, rel=1e-4)
        assert other.standing == one.standing


def test_the_other_order_of_countries_turns_the_directions() -> None:
    panel = planted(pair=0.5, noise=0.3)
    one, other = potential_of(panel, "A", "B"), potential_of(panel, "B", "A")
    assert one.directions[0].years[0].expected == pytest.approx(
        other.directions[1].years[0].expected, rel=1e-9
    )


def test_a_year_that_nobody_declared_is_expected_and_is_not_zero() -> None:
    panel = planted()
    panel.weight[0, 2, 1] = panel.trade[0, 2, 1] = 0
    year = potential_of(panel).directions[0].years[2]
    assert (year.year, year.actual, year.ratio, year.standing) == (2002, None, None, None)
    whole = potential_of(planted(times=both("A", "B", {2002: 5.0}))).directions[0].years[2]
    assert year.expected == pytest.approx(whole.expected, rel=1e-6)


def test_declared_zero_is_a_ratio_of_zero_at_the_end_of_the_ranks() -> None:
    year = potential_of(planted(times=both("A", "B", {2001: 0.0}))).directions[0].years[1]
    assert (year.actual, year.ratio) == (0.0, 0.0)
    assert year.standing == Standing(131, 131, 0.0)


def test_the_interval_of_one_pair_holds_nine_in_ten_pairs() -> None:
    panel = planted(seed=4, countries=10, years=3, pair=0.6, noise=0.3)
    model = potential_model(FORMULA.terms, level=0.9)
    names = panel.exporters
    pairs = [(one, other) for number, one in enumerate(names) for other in names[number + 1 :]]
    years = [year for pair in pairs for year in years_of(potential(panel, model, *pair))]
    inside = np.mean([year.low <= (year.actual or 0) <= year.high for year in years])
    assert 0.86 < inside < 0.96
    narrow = np.mean([year.expected_low <= (year.actual or 0) <= year.expected_high for year in years])
    assert narrow < inside - 0.2  # how surely the mean is known says nothing of how far single pairs stray


def test_errors_of_expected_trade_are_those_of_repeated_samples() -> None:
    found = [potential_of(planted(seed=7, pair=0.4, noise=0.3, redraw=draw, years=3)) for draw in range(60)]
    logs = np.log([[year.expected for year in years_of(one)] for one in found])
    told = np.array(
        [[np.log(year.expected_high / year.expected) / 1.96 for year in years_of(one)] for one in found]
    )
    assert told.mean(axis=0) / logs.std(axis=0) == pytest.approx(1.1, abs=0.3)
    assert 0.95 < told.mean() / logs.std(axis=0).mean() < 1.25  # a jackknife's are rather too large


def test_a_cells_own_part_is_near_to_leaving_the_pair_out() -> None:
    found = potential_of(planted(seed=2, pair=1.0))
    everyone = found.everyone
    quick = (everyone.fit.mu * own_part(everyone.panel, everyone.fit))[0, :, 1]
    exact = np.array([year.expected for year in found.directions[0].years])
    inside = np.abs(np.log(everyone.fit.mu[0, :, 1] / exact))
    assert np.abs(np.log(quick / exact)).max() < 0.1
    assert np.abs(np.log(quick / exact)).mean() < inside.mean() / 2


def test_standing_by_hand() -> None:
    others = np.array([0.0, 0.5, 0.5, 2.0])
    assert standing(1.0, others) == Standing(2, 5, 75.0)
    assert standing(0.5, others) == Standing(2, 5, 25.0)
    assert standing(9.0, others) == Standing(1, 5, 100.0)


def test_the_nearest_by_hand() -> None:
    assert nearest(np.array([1.0, 5.0, 2.0, 9.0]), 2.4, 2).tolist() == [True, False, True, False]
    assert nearest(np.array([1.0, 5.0]), 2.4, 9).all()


def test_the_interval_of_one_by_hand() -> None:
    assert interval_of_one(np.array([2.0]), 0.1, 0.95) == pytest.approx(
        (2 * exp(-0.196), 2 * exp(0.196)), rel=1e-4
    )
    assert interval_of_one(np.linspace(1, 3, 101), 0.0, 0.9) == pytest.approx((1.1, 2.9))
    low, high = interval_of_one(np.array([0.0, 1.0, 1.0, 1.0]), 0.1, 0.9)
    assert low == 0
    assert 1 < high < inf


def test_effects_of_pairs_are_refused() -> None:
    with pytest.raises(PairEffects, match="expects a pair's own mean"):
        potential(planted(), GravitySpec(formula=FORMULA, effects=Effects()), "A", "B")


def test_a_country_that_the_panel_does_not_have_is_refused() -> None:
    with pytest.raises(NothingExpected, match=r"of A and Z: the panel of .* has no trade of Z\. Take years"):
        potential_of(planted(), "A", "Z")


def test_of_a_pair_whose_trade_is_never_known_there_is_what_is_expected() -> None:
    panel = planted()
    weight = panel.weight.copy()
    weight[0, :, 1] = weight[1, :, 0] = 0
    silent = replace(panel, weight=weight, trade=panel.trade * (weight > 0))
    found, known = potential_of(silent), potential_of(panel)
    for direction, beside in zip(found.directions, known.directions, strict=True):
        assert [(year.actual, year.ratio, year.standing) for year in direction.years] == [
            (None, None, None)
        ] * len(beside.years)
        for year, other in zip(direction.years, beside.years, strict=True):
            assert year.expected == pytest.approx(other.expected, rel=1e-6)


def test_of_a_pair_of_which_the_model_sees_nothing_nothing_is_expected() -> None:
    panel = planted()
    weight, regressors = panel.weight.copy(), panel.regressors.copy()
    for i, j in ((0, 1), (1, 0)):
        weight[i, :, j], regressors[:, i, :, j] = 0, 0
    with pytest.raises(NothingExpected, match="in no year of the panel are both what the model sees"):
        potential_of(replace(panel, weight=weight, trade=panel.trade * (weight > 0), regressors=regressors))


def test_the_model_is_that_without_the_pair() -> None:
    found = potential_of(planted(pair=0.5, noise=0.3))
    alone = without(found.everyone, "B", "A")
    assert found.result.estimate == pytest.approx(alone.estimate, rel=1e-9)
    assert found.result.named("ln_distance").low < -0.8 < found.result.named("ln_distance").high
