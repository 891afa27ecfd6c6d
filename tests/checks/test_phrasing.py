from math import inf

import pytest

from sverka.checks.phrasing import amount, country, day, interval_words, listed, sentence, trade_of
from sverka.vocabulary.interval import Interval


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (593_913_700, "USD", "USD 593.9 mn"),
        (1e9, "USD", "USD 1,000 mn"),
        (28e9, "RUB", "RUB 28 bn"),
        (2.35e12, "RUB", "RUB 2.35 tn"),
        (-46.4, "%", "−46.4 %"),
        (170, "", "170"),
        (0, "USD", "USD 0"),
        (inf, "USD", "any amount"),
    ],
)
def test_an_amount_has_its_unit_and_four_digits(value: float, unit: str, words: str) -> None:
    assert amount(value, unit) == words


@pytest.mark.parametrize(
    ("found", "unit", "words"),
    [
        (Interval(582_035_000, 605_792_000), "USD", "USD 582.0–605.8 mn"),
        (Interval(604.05e6, 604.15e6), "USD", "USD 604.05–604.15 mn"),
        (Interval(9e8, 1e9, high_open=True), "USD", "USD 900 to under 1,000 mn"),
        (Interval(-9.35, -9.25), "%", "−9.35 to −9.25 %"),
        (Interval(0, inf, low_open=True), "%", "over 0 %"),
        (Interval(-inf, 5e6), "USD", "up to USD 5 mn"),
        (Interval(55, 55), "", "55"),
        (Interval(), "", "any value"),
    ],
)
def test_an_interval_is_as_fine_as_it_is_wide(found: Interval, unit: str, words: str) -> None:
    assert interval_words(found, unit) == words


def test_countries_are_named_in_english() -> None:
    assert country("KAZ") == "Kazakhstan"
    assert country("ARL") == "ARL"
    assert trade_of("BLR-KAZ") == "trade of Belarus and Kazakhstan"
    assert trade_of("KAZ>BLR") == "goods from Kazakhstan to Belarus"


def test_words_are_joined_as_in_a_sentence() -> None:
    from datetime import date

    assert listed(["2010", "2011", "2012"]) == "2010, 2011 and 2012"
    assert sentence("the book is open", "it is late") == "The book is open; it is late."
    assert day(date(2018, 11, 23)) == "23 November 2018"
