"""Rounding in an expression is rounding by Decimal."""

from decimal import ROUND_HALF_EVEN, Decimal

import duckdb
import narwhals as nw
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sverka.sources.half_even import half_even


def rounded(numbers: list[float], unit: int) -> list[int]:
    with duckdb.connect() as base:
        base.execute("CREATE TABLE number (place INTEGER, x DOUBLE)")
        base.executemany("INSERT INTO number VALUES (?, ?)", list(enumerate(numbers)))
        frame = nw.from_native(base.table("number"))
        result = frame.sort("place", nulls_last=True).select(half_even(nw.col("x"), unit).alias("whole"))
        return [whole for (whole,) in result.to_native().fetchall()]


def by_decimal(number: float, unit: int) -> int:
    return int((Decimal(repr(number)) * unit).to_integral_value(ROUND_HALF_EVEN))


def test_halves_go_to_the_even_dollar() -> None:
    # Figures of the IMF for 1998 and 1999, in millions; each ends in half a dollar.
    figures = [15.9443405, 0.0016335, 26.1472805, 28.1677055, 0.3072905, 2.5e-6, 3.5e-6, -2.5e-6]
    assert rounded(figures, 10**6) == [15944340, 1634, 26147280, 28167706, 307290, 2, 4, -2]


def test_what_is_written_as_less_than_a_half_is_less() -> None:
    # Sums of months as the IMF's program left them, one bit beside a half; the product with a million is one.
    assert rounded([0.5118634999999999, 0.023294500000000006], 10**6) == [511863, 23295]


def test_whole_units_are_rounded_alike_on_both_sides_of_zero() -> None:
    published = [-2.5, -1.5, -0.5, -0.3, 0.5, 1.5, 2.5, 2**52 + 1.0, 2**52 - 0.5]
    assert rounded(published, 1) == [-2, -2, 0, 0, 0, 2, 2, 2**52 + 1, 2**52]
    assert rounded(published, 1) == [by_decimal(number, 1) for number in published]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.decimals(0, 3_000_000, places=7).map(float) | st.floats(0, 3e6), min_size=1, max_size=200))
@example([2598024.02673, 0.5799999999999982, 0.0, 1e-6])
def test_it_is_the_rounding_of_the_row_readers(millions: list[float]) -> None:
    assert rounded(millions, 10**6) == [by_decimal(number, 10**6) for number in millions]
