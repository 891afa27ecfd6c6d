"""Forecasts of simulated series whose future is known, of the starter book, and what is not forecast."""

from math import exp, log
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.levels import levels_from, starter_levels

from sverka.measures.forecast import (
    HORIZON,
    SHORTEST,
    Forecast,
    HorizonTooLong,
    Method,
    NoForecast,
    Why,
    forecast,
)


def said(found: Forecast | NoForecast) -> Forecast:
    assert isinstance(found, Forecast), found
    return found


def refused(found: Forecast | NoForecast) -> NoForecast:
    assert isinstance(found, NoForecast), found
    return found


def series(drift: float, spread: float, years: int, seed: int) -> list[float]:
    """Return levels whose logarithm drifts and walks."""
    random, logs = Random(seed), [10.0]  # noqa: S311  a simulation
    for _ in range(years - 1):
        logs.append(logs[-1] + random.gauss(drift, spread))
    return [exp(one) for one in logs]


def test_a_steady_trend_is_carried_on() -> None:
    found = said(forecast(levels_from(2000, series(0.1, 0.02, 20, seed=1))))
    assert (found.method, found.reason) == (Method.THETA, "")
    assert found.backtest.theta_mape < found.backtest.naive_mape
    values = [step.figure.value for step in found.steps]
    assert values == sorted(values)
    assert [step.figure.period for step in found.steps] == ["2020", "2021", "2022", "2023", "2024"]
    assert values[0] > found.used[-1].value


def test_a_step_says_what_it_is() -> None:
    found = said(forecast(levels_from(2000, series(0.1, 0.02, 20, seed=1)), horizon=1))
    (step,) = found.steps
    assert (step.figure.measure, step.figure.unit, step.figure.book) == ("forecast", "USD", "ARL")
    assert step.figure.method == ("theta method on 2000 to 2019, median, 80 % interval: as declared by ARL")
    assert len(step.figure.origins) == 20
    assert step.wide.low < step.figure.allowed.low < step.figure.value
    assert step.figure.value < step.figure.allowed.high < step.wide.high
    assert (found.subject, found.book, found.left_out) == ("ARL-BED", "ARL", ())


def test_intervals_widen_with_the_years() -> None:
    steps = said(forecast(levels_from(2000, series(0.0, 0.3, 20, seed=3)))).steps
    widths = [step.figure.allowed.high / step.figure.allowed.low for step in steps]
    assert widths == sorted(widths)


def test_where_the_method_loses_the_last_level_stays_and_the_reason_is_given() -> None:
    """Ten years up and eight down: half the slope of the whole is no guide."""
    values = [1.1 ** min(number, 18 - number) for number in range(18)]
    found = said(forecast(levels_from(2000, values)))
    assert found.method is Method.NO_CHANGE
    assert [step.figure.value for step in found.steps] == pytest.approx([found.used[-1].value] * 5)
    assert found.reason == (
        f"from 12 past years the theta method missed by {found.backtest.theta_mape:.1f} % on average, "
        f"the forecast that nothing changes by {found.backtest.naive_mape:.1f} %"
    )
    assert found.steps[0].figure.method.startswith("no change on 2000 to 2017")


def test_the_future_of_simulated_series_lies_in_the_intervals_as_often_as_they_say() -> None:
    """60 series with drift, three years ahead: 80 and 95 % of them, give or take two standard errors."""
    held_80, held_95 = [], []
    for seed in range(60):
        values = series(0.05, 0.15, 21, seed=100 + seed)
        step = said(forecast(levels_from(2000, values[:18]), horizon=3)).steps[2]
        held_80.append(step.figure.allowed.holds(values[20]))
        held_95.append(step.wide.holds(values[20]))
    assert sum(held_80) / 60 == pytest.approx(0.8, abs=0.105)
    assert sum(held_95) / 60 >= 0.95 - 0.06


def test_the_same_levels_give_the_same_forecast_in_any_order() -> None:
    levels = levels_from(2000, series(0.05, 0.2, 16, seed=2))
    assert forecast(levels) == forecast(levels[::-1]) == forecast(iter(levels))


@settings(max_examples=15, deadline=None)
@given(
    values=st.lists(st.floats(1, 1e9), min_size=SHORTEST, max_size=16, unique=True),
    factor=st.sampled_from((0.001, 1000.0)),
)
def test_the_unit_of_money_does_not_matter(values: list[float], factor: float) -> None:
    one, other = (said(forecast(levels_from(2000, [by * value for value in values]))) for by in (1, factor))
    assert one.backtest.naive_mape == pytest.approx(other.backtest.naive_mape)
    if one.method is other.method is Method.NO_CHANGE:
        for here, there in zip(one.steps, other.steps, strict=True):
            assert there.figure.value == pytest.approx(factor * here.figure.value)
            assert there.wide.high == pytest.approx(factor * here.wide.high)


@pytest.mark.parametrize(
    ("values", "why", "years", "reason"),
    [
        ([], Why.NO_LEVELS, 0, "the book has no level of a whole year"),
        (
            range(1, 12),
            Why.TOO_SHORT,
            11,
            "the series has 11 years, a forecast takes 12 years without a gap or a zero",
        ),
        (
            [*range(1, 11), 0, 1, 2],
            Why.ZERO,
            2,
            "the level of 2010 is zero and 2 years follow, a forecast takes 12 years without a gap or a zero",
        ),
        (
            [*range(1, 13), 0],
            Why.ZERO,
            0,
            "the level of 2012 is zero and 0 years follow, a forecast takes 12 years without a gap or a zero",
        ),
        ([7] * 12, Why.FLAT, 12, "the level is the same in all years from 2000: nothing to learn from"),
    ],
)
def test_a_series_that_cannot_be_forecast_says_why(
    values: list[float], why: Why, years: int, reason: str
) -> None:
    found = refused(forecast(levels_from(2000, values)))
    assert (found.why, found.years, found.reason) == (why, years, reason)
    assert found.measure == "forecast"


def test_a_gap_is_named() -> None:
    levels = [*levels_from(2000, range(1, 13)), *levels_from(2013, range(1, 9))]
    found = refused(forecast(levels))
    assert (found.why, found.years) == (Why.GAP, 8)
    assert found.reason == (
        "the level of 2012 is missing and 8 years follow, a forecast takes 12 years without a gap or a zero"
    )


def test_the_years_after_a_gap_are_enough_if_there_are_twelve() -> None:
    levels = [*levels_from(1990, [5, 0, 7]), *levels_from(2000, series(0.05, 0.2, 12, seed=4))]
    found = said(forecast(levels))
    assert [one.period for one in found.left_out] == ["1990", "1991", "1992"]
    assert (found.used[0].period, len(found.used), found.backtest.origins) == ("2000", 12, 6)


@pytest.mark.parametrize("horizon", [0, 6])
def test_nobody_knows_the_trade_in_six_years(horizon: int) -> None:
    with pytest.raises(HorizonTooLong, match=rf"A forecast of {horizon} years .* Ask for {HORIZON} years"):
        forecast([], horizon)


def test_another_method_can_be_tried_against_no_change() -> None:
    """One that knows the future beats it, and is the one that forecasts."""
    values = series(0.05, 0.2, 20, seed=6)
    found = said(
        forecast(levels_from(2000, values), 1, method=lambda past, _: [log([*values, 7.0][len(past)])])
    )
    assert found.method is Method.THETA
    assert found.backtest.theta_mape == pytest.approx(0)
    assert found.steps[0].figure.value == pytest.approx(7)


@pytest.mark.parametrize(("book", "years", "last"), [("KAZ", 28, 716.3), ("BLR", 29, 828.2)])
def test_nothing_beats_no_change_for_belarus_and_kazakhstan(book: str, years: int, last: float) -> None:
    """Their trade halved and doubled too often since 1992: 2025 is anywhere from 0.2 to 3.6 bn dollars."""
    found = said(forecast(starter_levels(book)))
    assert (len(found.used), found.method) == (years, Method.NO_CHANGE)
    final = found.steps[-1]
    assert final.figure.value == pytest.approx(last * 1e6, rel=1e-3)
    assert final.figure.allowed.low < 250e6
    assert final.figure.allowed.high > 2.5e9
    assert found.backtest.covered_80 == pytest.approx(0.85, abs=0.03)
