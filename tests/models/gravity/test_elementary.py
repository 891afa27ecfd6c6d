"""Exponentials, logarithms and factorials of the compiled loops against NumPy's and SciPy's."""

import numpy as np
import pytest
from scipy.special import gammaln

pytest.importorskip("numba")

from sverka.models.gravity.elementary import exponential, log_sums, logarithm

ULP = 2.3e-16


def test_exponentials_are_right_to_two_units_in_the_last_place() -> None:
    logs = np.concatenate([np.linspace(-708, 600, 10_001), [0.0, 1.0, -1e-300, np.nan]])
    np.testing.assert_allclose([exponential(x) for x in logs], np.exp(logs), rtol=2 * ULP, atol=0)


def test_what_is_too_far_below_zero_becomes_the_smallest_number() -> None:
    assert exponential(-1e6) == exponential(-np.inf) == exponential(-708.0)
    assert 0 < exponential(-1e6) < 1e-307


def test_logarithms_are_right_to_three_units_in_the_last_place() -> None:
    near_one = 1 + np.linspace(-0.6, 0.6, 5_001)
    numbers = np.concatenate([10 ** np.linspace(-307, 307, 5_001), near_one, [np.finfo(float).tiny, 1.0]])
    np.testing.assert_allclose([logarithm(x) for x in numbers], np.log(numbers), rtol=3 * ULP, atol=0)


@pytest.mark.parametrize("y", [0.0, 1e-320, 1e-12, 0.3, 1.0, 2.0, 7.5, 20.0, 1e3, 1e9, 1e40, 1e150])
def test_logs_of_factorials_and_what_a_perfect_fit_would_explain(y: float) -> None:
    own, factorial = log_sums(np.array([y]), np.array([2.0]))
    assert own == pytest.approx(2 * (y * np.log(y) - y) if y else 0.0, rel=4 * ULP, abs=1e-300)
    assert factorial == pytest.approx(2 * gammaln(y + 1), rel=1e-14, abs=2e-14)
