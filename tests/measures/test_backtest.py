"""Backtests, by hand and on simulated series whose intervals are known."""

from collections.abc import Sequence
from math import exp, log, sqrt
from random import Random

import pytest

from sverka.measures.backtest import (
    FIRST_ORIGIN,
    Errors,
    half_width,
    judge,
    no_change,
    rolling_errors,
)

GROWING = [0.1 * number for number in range(9)]


def test_every_origin_is_forecast_from_as_far_as_the_series_goes() -> None:
    errors = rolling_errors(GROWING, no_change, 5)
    assert [len(one) for one in errors.by_origin] == [3, 2, 1]
    assert errors.by_origin[0] == pytest.approx((0.1, 0.2, 0.3))
    assert errors.at(1) == pytest.approx([0.1, 0.1, 0.1])
    assert errors.at(3) == pytest.approx([0.3])


def test_a_forecaster_sees_nothing_of_what_it_forecasts() -> None:
    seen: list[tuple[int, int]] = []

    def spy(values: Sequence[float], horizon: int) -> Sequence[float]:
        seen.append((len(values), horizon))
        assert list(values) == GROWING[: len(values)]
        return [0.0] * horizon

    rolling_errors(GROWING, spy, 2)
    assert seen == [(6, 2), (7, 2), (8, 1)]


def test_errors_are_known_only_when_their_year_has_come() -> None:
    errors = rolling_errors(GROWING, no_change, 3)
    assert len(errors.at(1, until=FIRST_ORIGIN)) == 0
    assert len(errors.at(1, until=FIRST_ORIGIN + 1)) == 1
    assert len(errors.at(3, until=FIRST_ORIGIN + 2)) == 0
    assert len(errors.at(3, until=FIRST_ORIGIN + 3)) == 1


def test_the_mean_error_is_in_percent_of_what_came() -> None:
    assert Errors(((log(2), -log(2)),)).mape == pytest.approx((50 + 100) / 2)  # half of it, and twice it


def test_an_interval_is_as_wide_as_the_errors_and_the_root_of_the_horizon() -> None:
    """Errors of 0.1 three times: t of 2 degrees of freedom is 4.303 at 95 %."""
    errors = rolling_errors(GROWING, no_change, 1)
    assert half_width(errors, 1, 0.95) == pytest.approx(0.1 * 4.303, abs=1e-4)
    assert half_width(errors, 4, 0.95) == pytest.approx(0.2 * 4.303, abs=1e-4)
    assert half_width(errors, 1, 0.8) == pytest.approx(0.1 * 1.886, abs=1e-4)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_student_is_that_of_scipy(level: float) -> None:
    stdtrit = pytest.importorskip("scipy.special").stdtrit
    for years in range(2, 61):
        errors = Errors(((1.0,),) * years)
        wanted = float(stdtrit(years - 1, 0.5 + level / 2))
        assert half_width(errors, 1, level) == pytest.approx(wanted, rel=1e-12)


def test_four_larger_errors_at_a_horizon_widen_it() -> None:
    """Of a series that grows steadily the error two years ahead is twice that of one, not 1.41 times."""
    values = [0.1 * number for number in range(11)]
    errors = rolling_errors(values, no_change, 2)
    assert len(errors.at(2)) == 4
    assert half_width(errors, 2, 0.8) == pytest.approx(2 * half_width(errors, 1, 0.8))
    few = rolling_errors(values[:-1], no_change, 2)
    assert half_width(few, 2, 0.8) == pytest.approx(sqrt(2) * half_width(few, 1, 0.8))


def test_no_interval_is_tested_before_there_are_errors_to_make_it_of() -> None:
    errors = rolling_errors(GROWING, no_change, 1)
    found = judge(errors, theta=errors, naive=errors)
    assert (found.origins, found.forecasts, found.intervals) == (3, 3, 0)
    assert (found.covered_80, found.covered_95) == (None, None)
    assert found.theta_mape == found.naive_mape == pytest.approx(100 * (1 - exp(-0.1)))


def test_intervals_of_a_random_walk_hold_as_often_as_they_say() -> None:
    """1,000 walks of 24 years with normal steps: 80 and 95 % within 4 points, a little more far ahead."""
    held: dict[tuple[int, float], list[bool]] = {
        (ahead, level): [] for ahead in (1, 3, 5) for level in (0.8, 0.95)
    }
    random = Random(7)  # noqa: S311  a simulation
    for _ in range(1000):
        walk = [0.0]
        for _ in range(28):
            walk.append(walk[-1] + random.gauss(0, 0.25))
        errors = rolling_errors(walk[:24], no_change, 5)
        for (ahead, level), kept in held.items():
            kept.append(abs(walk[23 + ahead] - walk[23]) <= half_width(errors, ahead, level))
    for (_, level), kept in held.items():
        assert sum(kept) / len(kept) == pytest.approx(level, abs=0.04)


def test_the_backtest_finds_the_coverage_of_a_random_walk() -> None:
    random, walk = Random(11), [0.0]  # noqa: S311
    for _ in range(600):
        walk.append(walk[-1] + random.gauss(0, 0.25))
    errors = rolling_errors(walk, no_change, 1)
    found = judge(errors, theta=errors, naive=errors)
    assert found.intervals == 600 + 1 - FIRST_ORIGIN - 4
    assert found.covered_80 == pytest.approx(0.8, abs=0.04)
    assert found.covered_95 == pytest.approx(0.95, abs=0.03)
