"""Unit values of Arland's exports, and which of them are out of line."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.goods_rows import CODES, OUT, held, histories

from sverka.measures.product_history import ProductYear
from sverka.measures.unit_values import COLUMNS, Across, Fence, UnitValue, table, unit_values

PRICES = (100, 105, 110, 95, 90)


def series(*values: int, quantity: int = 1000) -> list[ProductYear]:
    return [held(2010 + at, "010121", value * quantity, quantity) for at, value in enumerate(values)]


def judged(rows: list[ProductYear], across: Across = Across.YEARS) -> list[UnitValue]:
    return list(unit_values(rows, across=across).values)


def test_median_and_spread_by_hand() -> None:
    """The middle distance from 100 is ln 1.053, times 1.4826 below the least spread; then ln 1.25."""
    found = judged(series(*PRICES))
    assert [one.unit_value for one in found] == list(PRICES)
    assert found[0].compared == 5
    assert [found[0].median, found[0].low, found[0].high] == pytest.approx(
        [100, 100 * exp(-0.35), 100 * exp(0.35)]
    )
    wide = judged(series(50, 80, 100, 125, 200))
    assert wide[0].high == pytest.approx(100 * exp(3.5 * 1.4826 * log(1.25)))
    assert not any(one.outlier for one in found + wide)


@pytest.mark.parametrize("wrong", [1000, 10])
def test_a_slip_of_the_decimal_point_is_found(wrong: int) -> None:
    found = judged(series(*PRICES, wrong))
    assert [one.year for one in found if one.outlier] == [2015]


def test_too_few_are_not_judged() -> None:
    found = judged(series(100, 100, 100, 9000))
    assert {(one.outlier, one.low, one.high) for one in found} == {(None, None, None)}
    assert found[0].median == pytest.approx(100)


def test_what_rounding_can_explain_is_no_outlier() -> None:
    """One dollar for one kilogram may have been 1.49 for 0.5."""
    rows = [*series(3, 3, 3, 3, 3), held(2016, "010121", 1, 1), held(2017, "010121", 1000, 1000)]
    assert [(one.year, one.outlier) for one in judged(rows)][-2:] == [(2016, False), (2017, True)]


def test_units_are_never_mixed() -> None:
    """A product is declared in kilograms until 2014 and in litres since: two series, neither long enough."""
    rows = [held(2010 + at, "010121", 100, 10, "kg" if at < 4 else "l") for at in range(8)]
    assert {(one.unit, one.compared, one.outlier) for one in judged(rows)} == {
        ("kg", 4, None),
        ("l", 4, None),
    }


def test_revisions_valuations_directions_and_books_stay_apart() -> None:
    rows = [
        held(2017, "010121", 100, 10),
        held(2018, "010121", 100, 10, revision="HS2022"),
        held(2018, "010121", 100, 10, valuation="CIF"),
        held(2018, "010121", 100, 10, subject="BED>ARL", valuation="FOB"),
        held(2018, "010121", 100, 10, reporter="BED", valuation="FOB"),
    ]
    assert {one.compared for one in judged(rows)} == {1}


def test_partners_of_one_year_are_compared() -> None:
    rows = [
        held(2017, "010121", value, 10, subject=f"ARL>{partner}")
        for partner, value in (("BED", 9000), ("CED", 100), ("DEL", 90), ("ELB", 110), ("FAR", 105))
    ]
    rows.append(held(2018, "010121", 9000, 10))
    found = judged(rows, Across.PARTNERS)
    assert [(one.importer, one.year) for one in found if one.outlier] == [("BED", 2017)]
    assert {one.compared for one in found if one.year == 2017} == {5}


def test_rows_without_a_unit_value_are_handed_back() -> None:
    rows = [
        held(2017, "010121", None, 10),
        held(2017, "010129", 10),
        held(2017, "080810", 10, 0),
        held(2017, "270900", 0, 10),
        held(2017, "854150", 10, 10, None),
    ]
    found = unit_values(rows)
    assert found.values == ()
    assert found.without == tuple(rows)


def test_products_are_suspect_in_the_two_years_of_their_book() -> None:
    rows = [*series(*PRICES, 1000), held(2018, "080810", 1, 1)]
    found = unit_values(rows)
    assert found.suspect(OUT._replace(before=2014, after=2015)) == {"010121"}
    assert found.suspect(OUT._replace(before=2013, after=2014)) == frozenset()
    assert found.suspect(OUT._replace(before=2014, after=2015, reporter="BED")) == frozenset()


def test_the_fence_can_be_set() -> None:
    found = unit_values(series(100, 100, 140), fence=Fence(reach=3, spread=0.05, least=3)).values
    assert [one.outlier for one in found] == [False, False, True]


def test_the_table_has_a_row_a_unit_value() -> None:
    columns, rows = table([held(2017, "010121", 80, 10, flag="estimated"), held(2017, "010129", 1)])
    assert columns == COLUMNS
    key = ("ARL", "BED", "ARL", "FOB", "HS2017", 2017, "010121")
    assert rows == [(*key, 80, 10, "kg", 8.0, pytest.approx(8.0), None, None, 1, None)]


@given(rows=histories)
def test_each_row_has_a_unit_value_or_is_handed_back(rows: list[ProductYear]) -> None:
    found = unit_values(rows, fence=Fence(least=1))
    assert len(found.values) + len(found.without) == len(rows)
    for one in found.values:
        assert one.low is not None
        assert one.high is not None
        assert 0 < one.low <= one.median <= one.high


@given(
    values=st.lists(st.integers(10**6, 10**12), min_size=5, max_size=9),
    dearer=st.integers(2, 1000),
    more=st.integers(2, 1000),
    product=st.sampled_from(CODES),
)
def test_bounds_follow_the_currency_and_the_unit_and_leave_most_inside(
    values: list[int], dearer: int, more: int, product: str
) -> None:
    def found(code: str, times: int, quantity: int) -> list[UnitValue]:
        return judged([held(2000 + at, code, value * times, quantity) for at, value in enumerate(values)])

    one, other = found(CODES[0], 1, 10**6), found(product, dearer, 10**6 * more)
    for here, there in zip(one, other, strict=True):
        scaled = [(bound or 0) * dearer / more for bound in (here.low, here.median, here.high)]
        assert [there.low, there.median, there.high] == pytest.approx(scaled)
    assert sum(bool(here.outlier) for here in one) <= len(values) // 2
