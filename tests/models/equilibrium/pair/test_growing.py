"""What grows by itself until a goal's year."""

import pytest

from sverka.measures.forecast import Forecast, forecast
from sverka.models.equilibrium.pair.answer import Declared
from sverka.models.equilibrium.pair.declared_turnover import Series
from sverka.models.equilibrium.pair.growing import Basis, growing
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval


def series(values: list[float], last: int = 2020) -> Series:
    levels = tuple(
        Figure(
            measure="turnover",
            subject="BLR-KAZ",
            value=value,
            unit="USD",
            period=str(last - len(values) + 1 + k),
            book="BLR",
            valuation="FOB + CIF",
            method="as declared by BLR",
            allowed=Interval(value, value),
            origins=(),
        )
        for k, value in enumerate(values)
    )
    declared = Declared(
        reporter="BLR",
        method="",
        year=last,
        turnover=values[-1],
        factor=2.0,
        a_year=None,
        best=None,
        best_years=None,
        origins=(),
    )
    return Series(declared, levels)


STEADY = [100 * 1.06**k for k in range(20)]
TURNING = [*(100 * 1.3**k for k in range(8)), *(100 * 1.3**7 * 0.75**k for k in range(1, 9))]


def test_a_rate_that_is_given_runs_until_the_goals_year() -> None:
    found = growing(series([50.0]), 2030, 3.0)
    assert found.factor == pytest.approx(1.03**10)
    assert (found.basis, found.origins) == (Basis.GIVEN, ())
    assert growing(series([50.0]), 2022, -10.0).factor == pytest.approx(0.81)


def test_the_series_own_forecast_is_taken_where_it_reaches() -> None:
    found = growing(series(STEADY), 2024)
    steps = forecast(series(STEADY).levels, 4)
    assert isinstance(steps, Forecast)
    assert found.basis == Basis.FORECAST
    assert found.factor == pytest.approx(steps.steps[-1].figure.value / STEADY[-1])
    assert 1.05 < found.factor < 1.06**4, "the theta method lets half of the trend go on"


@pytest.mark.parametrize(
    ("values", "by", "why"),
    [
        (STEADY, None, Basis.NO_YEAR),
        (STEADY, 2020, Basis.NOT_AFTER),
        (STEADY, 2019, Basis.NOT_AFTER),
        (STEADY, 2026, Basis.TOO_FAR),
        (STEADY[:5], 2022, Basis.TOO_SHORT),
        ([100.0] * 15, 2022, Basis.FLAT),
        ([0.0, *STEADY[:5]], 2022, Basis.ZERO),
        (TURNING, 2021, Basis.NO_CHANGE),
    ],
)
def test_where_nothing_is_known_nothing_grows_and_the_reason_is_told(
    values: list[float], by: int | None, why: Basis
) -> None:
    found = growing(series(values), by)
    assert (found.factor, found.basis) == (1.0, why)
    assert found.basis.startswith("nothing: ")


def test_a_gap_keeps_a_series_from_a_forecast() -> None:
    whole = series(STEADY)
    assert growing(Series(whole.declared, (*whole.levels[:12], *whole.levels[13:])), 2022).basis == Basis.GAP
