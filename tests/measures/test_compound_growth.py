"""Compound annual growth, by hand, by its laws, and of the starter book."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.measures.levels import level_of, price, starter_levels

from sverka.measures.compound_growth import compound_growth, years_between
from sverka.measures.constant_dollars import constant_dollars, us_prices
from sverka.measures.growth import change
from sverka.measures.missing import Missing
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

rates = st.floats(-0.9, 5)
levels = st.floats(1, 1e12)


def figure(found: Figure | Missing) -> Figure:
    assert isinstance(found, Figure), found
    return found


def missing(found: Figure | Missing) -> Missing:
    assert isinstance(found, Missing), found
    return found


def test_a_level_that_quadruples_in_two_years_doubles_each() -> None:
    found = figure(compound_growth(level_of(2010, 100), level_of(2012, 400)))
    assert found.value == pytest.approx(100)
    assert (found.measure, found.unit, found.period) == ("compound_growth", "%", "2012")
    ends = ((392 / 102) ** 0.5 - 1) * 100, ((408 / 98) ** 0.5 - 1) * 100
    assert (found.allowed.low, found.allowed.high) == pytest.approx(ends)
    assert found.method == "2010 to 2012, a year over 2 years: as declared by ARL"
    assert [origin.place for origin in found.origins] == ["2010", "2012"]


@given(rate=rates, start=levels, years=st.integers(1, 40))
def test_of_constant_growth_it_is_that_growth(rate: float, start: float, years: int) -> None:
    end = start * (1 + rate) ** years
    assume(end > 1e-6)
    found = figure(compound_growth(level_of(2000, start), level_of(2000 + years, end)))
    assert found.value == pytest.approx(100 * rate, rel=1e-6, abs=1e-6)
    assert found.allowed.low <= found.value <= found.allowed.high


@given(before=levels, after=levels)
def test_over_one_year_it_is_the_change(before: float, after: float) -> None:
    first, last = level_of(2017, before), level_of(2018, after)
    assert figure(compound_growth(first, last)).value == pytest.approx(
        figure(change(first, last)).value, abs=1e-9
    )


@given(a=levels, b=levels, c=levels, factor=st.floats(0.001, 1000))
def test_spells_chain_and_the_unit_of_money_does_not_matter(
    a: float, b: float, c: float, factor: float
) -> None:
    def rate(years: int, before: float, after: float) -> float:
        found = figure(compound_growth(level_of(2000, before), level_of(2000 + years, after)))
        return 1 + found.value / 100

    assert rate(3, a, b) ** 3 * rate(4, b, c) ** 4 == pytest.approx(rate(7, a, c) ** 7)
    assert rate(5, a * factor, b * factor) == pytest.approx(rate(5, a, b))


def test_what_has_vanished_shrank_by_all_of_it() -> None:
    assert figure(compound_growth(level_of(2010, 100), level_of(2012, 0))).value == -100


def test_nothing_grows_from_zero() -> None:
    found = missing(compound_growth(level_of(2010, 0), level_of(2012, 100)))
    assert found.reason == "the level of 2010 that the growth starts from is zero"
    wide = level_of(2010, 1, allowed=Interval(-1, 3))
    assert isinstance(compound_growth(wide, level_of(2012, 100)), Missing)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2012", "2017", 5),
        ("2012H1", "2017-01..2017-06", 5),
        ("2017", "2012", -5),
        ("2012", "2017H1", None),
        ("2012", "now", None),
    ],
)
def test_years_between_periods_of_the_same_months(first: str, last: str, years: int | None) -> None:
    assert years_between(first, last) == years


@pytest.mark.parametrize("period", ["2010", "2009", "2012H1"])
def test_it_needs_whole_years_between(period: str) -> None:
    found = missing(compound_growth(level_of(2010, 1), level_of(period, 1)))
    assert found.reason == f"{period} is not whole years after 2010"


@pytest.mark.parametrize(
    "fields", [{"book": "BED"}, {"subject": "ARL>BED"}, {"measure": "exports"}, {"unit": "%"}]
)
def test_two_kinds_of_levels_are_not_compared(fields: dict[str, str]) -> None:
    found = missing(compound_growth(level_of(2010, 1), level_of(2012, 1, **fields)))
    assert found.reason == "2010 and 2012 are not levels of one kind and book"


def test_dollars_of_two_years_are_not_compared() -> None:
    prices = us_prices([price(2010, 100), price(2012, 110)])
    before, after = (figure(constant_dollars(level_of(2010, 1), prices, base)) for base in (2010, 2012))
    later = figure(constant_dollars(level_of(2012, 1), prices, 2012))
    assert isinstance(compound_growth(before, later), Missing)
    assert isinstance(compound_growth(after, later), Figure)


def test_the_books_of_belarus_and_kazakhstan_disagree_on_ten_years() -> None:
    """2010 to 2020: 870.6 to 828.2 million dollars in the one, 259.9 to 716.3 in the other."""
    found = []
    for book in ("BLR", "KAZ"):
        years = {one.period: one for one in starter_levels(book)}
        found.append(figure(compound_growth(years["2010"], years["2020"])).value)
    assert found == pytest.approx([-0.498, 10.671], abs=0.001)
