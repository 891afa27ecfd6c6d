"""The theta method by hand, and beside the answers of statsmodels on the starter book's own series.

Both minimise the same sum of squares, statsmodels by a search that stops at a gradient of 1e-5, so their
smoothing differs in the third digit and sometimes lies in a shallower valley. Hence two tolerances: with
statsmodels' smoothing the forecast is the same to 1e-9; with our own the sum of squares is never larger.
"""

from math import log
from random import Random

import numpy as np
import pytest
from tests.measures.levels import starter_levels

from sverka.measures.theta import continued, smooth, smoothing, theta

BOOKS = ("BLR", "KAZ")


def series(book: str) -> list[list[float]]:
    """Return what a backtest learns from: logarithms of a book's turnovers, six years and more of them."""
    values = [log(level.value) for level in starter_levels(book)]
    return [values[:years] for years in range(6, len(values) + 1)]


def test_a_level_that_never_moves_stays() -> None:
    assert theta([2.0] * 8, 3) == pytest.approx([2.0] * 3)


def test_a_straight_line_goes_on_with_half_its_slope() -> None:
    """Of 1, 2, ... 9 smoothing forgets all but the last year: 9 + 0.5 h."""
    assert theta([float(year) for year in range(1, 10)], 4) == pytest.approx([9.5, 10, 10.5, 11], abs=1e-3)


def test_smoothing_by_hand() -> None:
    """With a = 0.5 of 1, 3, 2: errors 0, 2, 0, levels 1, 2, 2; the slope of the line is 0.5."""
    found = smooth([1.0, 3.0, 2.0], 0.5)
    assert (found.level, found.squares) == (2.0, 4.0)
    assert continued([1.0, 3.0, 2.0], 0.5, 2) == pytest.approx([2 + 0.25 * 1.75, 2 + 0.25 * 2.75])


def test_the_smoothing_is_the_best_of_a_thousand() -> None:
    random = Random(3)  # noqa: S311  a simulation
    for _ in range(20):
        values = [random.gauss(0, 1) + year / 10 for year in range(20)]
        tried = (smooth(values, number / 1000).squares for number in range(1, 1000))
        assert smooth(values, smoothing(values)).squares <= min(tried) + 1e-12


@pytest.mark.parametrize("book", BOOKS)
def test_with_its_smoothing_the_forecast_is_that_of_statsmodels(book: str) -> None:
    found = pytest.importorskip("statsmodels.tsa.forecasting.theta", reason="statsmodels is not installed")
    for values in series(book):
        fitted = found.ThetaModel(np.array(values), period=1, deseasonalize=False).fit()
        alpha = float(fitted.params["alpha"])
        assert continued(values, alpha, 5) == pytest.approx(list(fitted.forecast(5)), rel=1e-9)
        assert smooth(values, smoothing(values)).squares <= smooth(values, alpha).squares * (1 + 1e-9)
