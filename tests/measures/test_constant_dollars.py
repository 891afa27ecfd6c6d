"""Levels in constant dollars, by hand, by their laws, and from the World Economic Outlook."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.measures.levels import level_of, price, starter_levels

from sverka.measures.constant_dollars import NoDeflator, constant_dollars, dollars_of, us_prices
from sverka.measures.growth import change
from sverka.measures.missing import Missing
from sverka.vocabulary.figure import Figure

WEO = Path(__file__).parents[2].parent / "shared" / "data" / "imf_weo_ddf"
PCPI = WEO / "ddf--datapoints--pcpi--by--country--year.csv"
PRICES = us_prices([price(2010, 80), price(2015, 100), price(2020, 125)])


def figure(found: Figure | Missing) -> Figure:
    assert isinstance(found, Figure), found
    return found


def missing(found: Figure | NoDeflator) -> NoDeflator:
    assert isinstance(found, NoDeflator), found
    return found


def test_a_dollar_of_2010_bought_what_took_one_and_a_quarter_in_2015() -> None:
    found = figure(constant_dollars(level_of(2010, 100), PRICES, 2015))
    assert found.value == pytest.approx(125)
    assert (found.allowed.low, found.allowed.high) == pytest.approx((98 * 1.25, 102 * 1.25))
    assert (found.measure, found.unit, found.period) == ("constant_dollars", "USD", "2010")
    assert found.method == "as declared by ARL, in dollars of 2015 by consumer prices of the United States"
    assert [origin.place for origin in found.origins] == ["2010", "row 2010", "row 2015"]
    assert dollars_of(found) == "2015"
    assert dollars_of(level_of(2010, 100)) == ""


def test_in_its_own_dollars_a_level_is_what_it_was() -> None:
    found = figure(constant_dollars(level_of(2015, 100), PRICES, 2015))
    assert (found.value, len(found.origins)) == (100, 2)


@given(before=st.floats(1, 1e12), after=st.floats(1, 1e12), inflation=st.floats(0.5, 3), base=st.booleans())
def test_real_growth_is_nominal_growth_over_inflation(
    before: float, after: float, inflation: float, base: bool
) -> None:
    prices = us_prices([price(2016, 100), price(2017, 100 * inflation)])
    levels = [level_of(2016, before), level_of(2017, after)]
    first, last = (figure(constant_dollars(one, prices, 2017 if base else 2016)) for one in levels)
    real, nominal = figure(change(first, last)).value, figure(change(*levels)).value
    assert 1 + real / 100 == pytest.approx((1 + nominal / 100) / inflation)


@pytest.mark.parametrize(
    ("period", "base", "reason"),
    [
        (2021, 2015, "has no consumer prices of the United States for 2021, only for 2010 to 2020"),
        (2009, 2022, "has no consumer prices of the United States for 2009 and 2022, only for 2010 to 2020"),
        ("2015H1", 2015, "consumer prices are yearly, 2015H1 is no calendar year"),
    ],
)
def test_a_year_without_prices_is_missing_and_a_command_brings_them(
    period: int | str, base: int, reason: str
) -> None:
    found = missing(constant_dollars(level_of(period, 1), PRICES, base))
    assert found.reason.endswith(reason)
    assert found.command.startswith("sverka post covariates ")
    assert (found.measure, found.subject, found.book) == ("constant_dollars", "ARL-BED", "ARL")


def test_a_book_without_prices_says_so() -> None:
    found = missing(constant_dollars(level_of(2015, 1), us_prices([]), 2015))
    assert found.reason == "the book has no consumer prices of the United States for 2015"


def test_only_yearly_prices_of_the_united_states_above_zero_count() -> None:
    facts = [
        price(2015, 1, country="KAZ"),
        price(2015, 2, name="gdp_imf"),
        price(2015, 0),
        price(2015, 3, period="2015-01"),
        price(2015, 4, period=None),
        price(2015, None),
        price(2015, 6),
    ]
    assert {year: fact.value for year, fact in us_prices(facts).items()} == {2015: 6}


def test_of_two_publications_the_one_read_last_counts() -> None:
    new = price(2015, 7)
    old = price(2015, 6, origin=replace(new.origin, accessed=date(2020, 1, 1)))
    assert us_prices([old, new])[2015].value == us_prices([new, old])[2015].value == 7


@pytest.mark.skipif(not PCPI.exists(), reason="the shared data folder is not on this machine")
def test_a_decade_of_growth_shrinks_by_the_inflation_of_the_united_states() -> None:
    """WEO: 218.076 in 2010, 251.104 in 2018, so 15.1 % of inflation."""
    with PCPI.open(encoding="utf-8", newline="") as file:
        prices = us_prices(
            price(int(row["year"]), float(row["pcpi"]))
            for row in csv.DictReader(file)
            if row["country"] == "usa" and row["pcpi"] not in {"n/a", "--", ""}
        )
    years = {one.period: one for one in starter_levels("KAZ")}
    nominal = figure(change(years["2010"], years["2018"])).value
    real = figure(
        change(*(figure(constant_dollars(years[year], prices, 2018)) for year in ("2010", "2018")))
    ).value
    inflation = (1 + nominal / 100) / (1 + real / 100)
    assert inflation == pytest.approx(1.151, abs=0.001)
