from math import inf
from typing import Any

import pytest
from tests.fictional.pair import count, growth, level

from sverka.checks.allowed import allowed, half_step, possible, understated
from sverka.vocabulary.claim import Hedge, Unit
from sverka.vocabulary.interval import Interval


def millions(low: float, high: float, **ends: bool) -> Interval:
    return Interval(low * 1e6, high * 1e6, **ends)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (level(604.1, "2017"), millions(604.05, 604.15)),
        (level(604.1, "2017", half_step=None), millions(604.05, 604.15)),
        (level(950, "2013", half_step=5e5, hedge=Hedge.APPROX), millions(902.5, 997.5)),
        (level(3, "2013", half_step=2.5e5, hedge=Hedge.APPROX), millions(2.85, 3.15)),
        (level(12, "2013", half_step=5e5, hedge=Hedge.APPROX), millions(11, 13)),
        (level(300, "2009", hedge=Hedge.ALMOST), millions(270, 300, high_open=True)),
        (level(500, "2009", hedge=Hedge.MORE_THAN), millions(500, 550)),
        (level(500, "2009", hedge=Hedge.AT_LEAST), millions(500, 550)),
        (level(500, "2009", hedge=Hedge.UP_TO), millions(0, 500)),
        (level(20, "2009", value_hi=30e6, hedge=Hedge.RANGE), millions(19.95, 30.05)),
        (level(1000, "2009", text="миллиард", half_step=None), millions(950, 1050)),
        (level(1000, "2009", text="$1 billion", half_step=5e8), millions(950, 1050)),
        (level(1000, "2009", text="$1.0 billion", half_step=5e7), millions(950, 1050)),
        (level(1000, "2009", text="$1.00 billion", half_step=5e6), millions(995, 1005)),
        (level(1000, "2009", hedge=Hedge.APPROX, text="a billion"), millions(950, 1050)),
        (level(28_000, "2009", text="28 млрд", half_step=5e8), millions(27_500, 28_500)),
        (count(55), Interval(55, 55)),
        (count(55, half_step=None), Interval(55, 55)),
        (count(24_000, half_step=500), Interval(23_500, 24_500)),
        (count(170, hedge=Hedge.MORE_THAN), Interval(170, 187)),
    ],
)
def test_a_number_allows_what_its_words_allow(claim: Any, expected: Interval) -> None:  # noqa: ANN401
    found = allowed(claim)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert (found.low_open, found.high_open) == (expected.low_open, expected.high_open)


@pytest.mark.parametrize(
    ("claim", "low", "high"),
    [
        (growth(56.4, "2017", half_step=0.05), 56.35, 56.45),
        (growth(9.3, "2020", half_step=0.05, direction="down"), -9.35, -9.25),
        (growth(-46.4, "2016", half_step=0.05, direction=None), -46.45, -46.35),
        (growth(100 / 3, "2014", text="на треть", half_step=None), 30, 36.67),
        (growth(25, "2014", text="a quarter", half_step=None), 22.5, 27.5),
        (growth(2, "2017", unit=Unit.TIMES, text="doubled"), 1.75, 2.25),
        (growth(1.5, "2017", unit=Unit.TIMES, text="1.5 times", half_step=0.05), 1.45, 1.55),
        (growth(1.5, "2017", unit=Unit.TIMES, text="в полтора раза"), 1.25, 1.75),
        (growth(3, "2017", unit=Unit.TIMES, text="tripled"), 2.5, 3.5),
        (growth(7, "2017", unit=Unit.TIMES, text="sevenfold"), 6.5, 7.5),
        (growth(2, "2017", unit=Unit.TIMES, text="halved", direction="down"), 1 / 2.25, 1 / 1.75),
        (growth(None, "2017"), 0, inf),
        (growth(None, "2017", direction="down"), -inf, 0),
    ],
)
def test_a_change_allows_what_its_words_allow(claim: Any, low: float, high: float) -> None:  # noqa: ANN401
    found = allowed(claim)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.005)


def test_growth_without_a_number_excludes_no_change() -> None:
    grew = allowed(growth(None, "2017"))
    assert grew is not None
    assert not grew.holds(0)


def test_a_claim_without_a_number_allows_nothing_to_compare() -> None:
    assert allowed(count(55, value=None)) is None
    assert possible(count(55, value=None)) is None
    assert half_step(count(55, value=None)) == 0


def test_more_than_is_true_of_everything_above() -> None:
    claim = level(500, "2009", hedge=Hedge.MORE_THAN)
    beyond, whole = understated(claim), possible(claim)
    assert beyond is not None
    assert whole is not None
    assert beyond.holds(800e6)
    assert not beyond.holds(550e6)
    assert whole.holds(500e6)
    assert whole.holds(9e12)
    assert understated(level(500, "2009")) is None


def test_down_more_than_reaches_further_down() -> None:
    beyond = understated(growth(40, "2016", direction="down", hedge=Hedge.MORE_THAN))
    assert beyond is not None
    assert beyond.holds(-60)
    assert not beyond.holds(-41)
