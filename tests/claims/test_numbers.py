"""Numbers as they are written: digits, words, scales, ranges, and what only looks like a number."""

import pytest

from sverka.claims.numbers import find_numbers, fold

RUSSIAN = [
    ("1,2 млрд", [(1.2e9, None, 5e7)]),
    ("1 млрд 250 млн долларов", [(1.25e9, None, 5e5)]),
    ("604 100 тыс. долл.", [(604_100_000, None, 500)]),
    ("полтора миллиарда", [(1.5e9, None, None)]),
    ("полмиллиарда тенге", [(5e8, None, None)]),
    ("два с половиной миллиарда", [(2.5e9, None, None)]),
    ("триста пятьдесят миллионов", [(3.5e8, None, None)]),
    ("около шестисот представителей", [(600, None, None)]),
    ("сто двадцать пять предприятий", [(125, None, None)]),
    ("тот миллиард, который", [(1e9, None, None)]),
    ("28 (миллиардов долларов – ред.)", [(2.8e10, None, 5e8)]),
    ("от 3 до 5 млрд", [(3e9, 5e9, 5e8)]),
    ("7-8%", [(7, 8, 0.5)]),
    ("2,5–3 раза", [(2.5, 3, 0.05)]),
    ("с 500 млн до 900 млн", [(5e8, None, 5e5), (9e8, None, 5e5)]),
    ("несколько миллиардов", []),
    ("29.09.2016 в 12:50, 90-х годов, 2-й квартал, COVID-19, Т-34", []),
]

ENGLISH = [
    ("$1.2bn", [(1.2e9, None, 5e7)]),
    ("1,250 firms", [(1250, None, 0.5)]),
    ("twenty-five companies", [(25, None, None)]),
    ("two hundred and fifty million", [(2.5e8, None, None)]),
    ("half a billion dollars", [(5e8, None, None)]),
    ("a billion", [(1e9, None, None)]),
    ("between 3 and 5 percent", [(3, 5, 0.5)]),
    ("$3-5 billion", [(3e9, 5e9, 5e8)]),
    ("from $2.1 billion to $3.4 billion", [(2.1e9, None, 5e7), (3.4e9, None, 5e7)]),
    ("several billions, the 2nd of 21st-century deals", []),
]


@pytest.mark.parametrize(("written", "meant"), RUSSIAN)
def test_russian_numbers(written: str, meant: list[tuple[float, float | None, float | None]]) -> None:
    found = find_numbers(fold(written), "ru")
    assert [(n.value, n.high, n.half_step) for n in found] == meant


@pytest.mark.parametrize(("written", "meant"), ENGLISH)
def test_english_numbers(written: str, meant: list[tuple[float, float | None, float | None]]) -> None:
    found = find_numbers(fold(written), "en")
    assert [(n.value, n.high, n.half_step) for n in found] == meant


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "ЁЛКА İstanbul Straße"
    assert len(fold(text)) == len(text)
    assert fold("Ёж") == "еж"
