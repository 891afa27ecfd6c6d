"""A change of costs beside estimated effects."""

import numpy as np
import pytest

from sverka.models.equilibrium.pair.beside import beside
from sverka.models.equilibrium.pair.estimated_effects import Estimated

AGREEMENT = Estimated("rta", float(np.log(1.5)), 0.05, None, "a book")


def test_a_change_that_does_what_two_agreements_would_is_two_of_them() -> None:
    (found,) = beside([AGREEMENT], 2 * np.log(1.5))
    assert (found.name, found.sure, found.years, found.source) == ("rta", True, None, "a book")
    effect = (found.effect.value, found.effect.low, found.effect.high)
    assert effect == pytest.approx((50.0, 35.9976, 65.4441), abs=1e-4)
    assert found.times is not None
    assert found.times.value == pytest.approx(2.0)
    assert found.times.low == pytest.approx(2 * np.log(1.5) / (np.log(1.5) + 1.96 * 0.05), rel=0.01)
    assert found.times.high == pytest.approx(2 * np.log(1.5) / (np.log(1.5) - 1.96 * 0.05), rel=0.01)


def test_draws_of_the_change_widen_the_interval() -> None:
    (narrow,) = beside([AGREEMENT], 0.8)
    (same,) = beside([AGREEMENT], 0.8, [0.8] * 50)
    (wide,) = beside([AGREEMENT], 0.8, np.linspace(0.4, 1.2, 50).tolist())
    assert wide.times is not None
    assert narrow.times is not None
    assert same.times is not None
    assert narrow.times.low == pytest.approx(same.times.low)
    assert wide.times.value == narrow.times.value
    assert wide.times.low < narrow.times.low < narrow.times.high < wide.times.high  # type: ignore[operator]


def test_of_an_effect_that_may_be_none_nothing_is_sure() -> None:
    (found,) = beside([Estimated("past", 0.1, 0.2, (2001, 2006), "a book")], 0.8)
    assert (found.sure, found.times, found.years) == (False, None, (2001, 2006))
    assert found.effect.low < 0 < found.effect.high  # type: ignore[operator]


def test_no_number_of_effects_that_work_the_other_way_would_do() -> None:
    (found,) = beside([Estimated("sanction", -0.5, 0.1, None, "a book")], 0.8)
    assert (found.sure, found.times) == (True, None)


def test_the_level_of_intervals_is_the_one_asked_for() -> None:
    (wide,), (narrow,) = beside([AGREEMENT], 0.8, level=0.99), beside([AGREEMENT], 0.8, level=0.5)
    assert wide.effect.low < narrow.effect.low  # type: ignore[operator]
    assert wide.times.low < narrow.times.low  # type: ignore[operator, union-attr]
