"""Numbers are said with the digits that they bear, and no more."""

from decimal import Decimal
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.dossier.words.rounding import last_place, plain, rounded
from sverka.vocabulary.interval import Interval


@pytest.mark.parametrize(
    ("value", "half", "expected"),
    [
        (783.3, 15.7, "783"),  # the half-width begins with 15: two of its digits count
        (783.3, 1.0, "783.3"),
        (783.3, 5.0, "783"),  # it begins with 50: one digit counts
        (600.0, 50.0, "600"),
        (783.3, 50.0, "780"),
        (783.3, 400.0, "800"),
        (15.23, 2.2, "15.2"),
        (0.3, 5.0, "0.3"),  # one digit always stays
        (123_456.0, 0.0, "123500"),  # known exactly: four digits
        (0.0, 0.0, "0"),
        (-12.345, 0.02, "-12.34"),
    ],
)
def test_the_half_width_decides_the_last_digit(value: float, half: float, expected: str) -> None:
    assert str(rounded(value, Interval(value - half, value + half))) == expected


def test_a_change_within_its_interval_of_none_is_none() -> None:
    assert rounded(0.3, Interval(-4.7, 5.3), to_zero=True) == 0
    assert str(rounded(-0.3, Interval(-5.3, 4.7), to_zero=True)) == "0"


def test_an_interval_without_an_end_leaves_two_digits() -> None:
    assert str(rounded(783.3, Interval(700, inf))) == "780"
    assert last_place(Interval()) is None


@given(st.floats(-1e15, 1e15, allow_subnormal=False), st.floats(0, 1e15, allow_subnormal=False))
def test_rounding_stays_within_half_the_interval_and_four_digits(value: float, half: float) -> None:
    allowed = Interval(value - half, value + half)
    found = rounded(value, allowed)
    digits = plain(found).as_tuple().digits
    assert len("".join(map(str, digits)).rstrip("0")) <= 4
    size = max(abs(Decimal(repr(value))) / 1000, Decimal((allowed.high - allowed.low) / 2))
    assert abs(found - Decimal(repr(value))) <= size


@given(st.decimals(-(10**18), 10**18, places=3))
def test_plain_keeps_the_number(number: Decimal) -> None:
    assert plain(number) == number
    assert not str(plain(number)).startswith("-0.000")
