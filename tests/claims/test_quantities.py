"""Quantities: unit, currency and hedge of a number."""

import pytest

from sverka.claims.numbers import fold
from sverka.claims.quantities import find_quantities

CASES = [
    ("ru", "на 46,4 процента ниже", 46.4, "pct", None, "exact"),
    ("ru", "в 1,5 раза", 1.5, "times", None, "exact"),
    ("ru", "на 1,5 процентного пункта", 1.5, "pp", None, "exact"),
    ("ru", "почти на $1 млрд", 1e9, "money", "USD", "almost"),
    ("ru", "вплотную подошли к 1 млрд. долларов США", 1e9, "money", "USD", "almost"),
    ("ru", "превысил отметку в 1 млрд", 1e9, "money", None, "more_than"),
    ("ru", "28 (миллиардов долларов – ред.) с чем-то", 2.8e10, "money", "USD", "more_than"),
    ("ru", "80 с лишним процентов", 80, "pct", None, "more_than"),
    ("ru", "не менее чем на 20%", 20, "pct", None, "at_least"),
    ("ru", "не больше 5 млн тонн", 5e6, "t", None, "up_to"),
    ("ru", "2,35 трлн белорусских рублей", 2.35e12, "money", "BYN", "exact"),
    ("ru", "35 млрд тенге", 3.5e10, "money", "KZT", "exact"),
    ("ru", "выросла на треть", 33.3, "pct", None, "exact"),
    ("ru", "от 3 до 5 млрд евро", 3e9, "money", "EUR", "range"),
    ("en", "exceeded $18.8 million", 18.8e6, "money", "USD", "more_than"),
    ("en", "up to 5 million tons", 5e6, "t", None, "up_to"),
    ("en", "went up to $5 billion", 5e9, "money", "USD", "exact"),
    ("en", "nearly tripled", 3, "times", None, "almost"),
    ("en", "at least €350 million", 3.5e8, "money", "EUR", "at_least"),
    ("en", "$5 billion-plus", 5e9, "money", "USD", "more_than"),
    ("en", "some 600 delegates", 600, None, None, "approx"),
]


@pytest.mark.parametrize(("lang", "text", "value", "unit", "currency", "hedge"), CASES)
def test_a_quantity(
    lang: str, text: str, value: float, unit: str | None, currency: str | None, hedge: str
) -> None:
    low = fold(text)
    (found,) = find_quantities(low, low, lang)
    assert found.value == pytest.approx(value)
    assert (found.unit, found.currency, found.hedge) == (unit, currency, hedge)


def test_roubles_of_nobody_stay_open() -> None:
    (found,) = find_quantities("5 млрд рублей", "5 млрд рублей", "ru")
    assert found.currency == "?RUB"


@pytest.mark.parametrize("text", ["по статье 7 соглашения", "форма № 12", "3200 драмов за килограмм"])
def test_labels_and_prices_are_no_quantities(text: str) -> None:
    assert find_quantities(text, text, "ru") == []
