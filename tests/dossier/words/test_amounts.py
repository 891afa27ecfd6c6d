"""Amounts in four languages: magnitudes and units agree with their numbers."""

from math import inf, nan

import pytest
from tests.dossier.words.figures import figure

from sverka.dossier.words.amounts import NBSP
from sverka.dossier.words.language import LANGUAGES, language

MONEY = {
    "en": {
        1: "1 dollar",
        2: "2 dollars",
        1234: "1234 dollars",
        1e6: "1~million dollars",
        783.3e6: "783.3~million dollars",
        1.2e9: "1.2~billion dollars",
        -5e6: "−5~million dollars",
        12_340: "12.34~thousand dollars",
        1e16: "10,000~trillion dollars",
    },
    "ru": {
        1: "1 доллар США",
        2: "2 доллара США",
        5: "5 долларов США",
        1.5: "1,5 доллара США",
        1e6: "1~миллион долларов США",
        2e6: "2~миллиона долларов США",
        5e6: "5~миллионов долларов США",
        11e6: "11~миллионов долларов США",
        21e6: "21~миллион долларов США",
        783.3e6: "783,3~миллиона долларов США",
        50_000: "50~тысяч долларов США",
        1.2e9: "1,2~миллиарда долларов США",
    },
    "kk": {
        1: "1 АҚШ доллары",
        5e6: "5~миллион АҚШ доллары",
        783.3e6: "783,3~миллион АҚШ доллары",
        100_000: "100~мың АҚШ доллары",
    },
    "be": {
        1: "1 долар ЗША",
        2: "2 долары ЗША",
        5: "5 долараў ЗША",
        1.5: "1,5 долара ЗША",
        1e6: "1~мільён долараў ЗША",
        3e6: "3~мільёны долараў ЗША",
        5e6: "5~мільёнаў долараў ЗША",
        783.3e6: "783,3~мільёна долараў ЗША",
        4e9: "4~мільярды долараў ЗША",
    },
}


@pytest.mark.parametrize(
    ("code", "value", "expected"), [(code, *one) for code, found in MONEY.items() for one in found.items()]
)
def test_money_in_words(code: str, value: float, expected: str) -> None:
    assert language(code).amount(figure(value)) == expected.replace("~", NBSP)


def test_an_estimate_is_said_as_exactly_as_it_is_known() -> None:
    words = language("ru")
    assert words.amount(figure(783.3e6, measure="forecast", half=15.7e6)) == f"783{NBSP}миллиона долларов США"
    assert words.amount(figure(783.3e6, measure="forecast", half=50e6)) == f"780{NBSP}миллионов долларов США"
    assert words.label(figure(783.3e6, measure="forecast", half=15.7e6)) == f"783{NBSP}млн{NBSP}$"


def test_a_published_figure_is_said_as_published_in_four_digits() -> None:
    words = language("ru")
    assert words.amount(figure(783.31e6, half=15.7e6)) == f"783,3{NBSP}миллиона долларов США"
    assert words.label(figure(783.31e6, measure="exports", half=15.7e6)) == f"783,3{NBSP}млн{NBSP}$"
    assert words.amount(figure(999.96e6)) == f"1{NBSP}миллиард долларов США"


@pytest.mark.parametrize(
    ("code", "value", "unit", "expected"),
    [
        ("en", 783.34e6, "USD", "$783~mn"),
        ("en", -1.25e9, "USD", "−$1.25~bn"),
        ("en", 12_000, "USD", "$12k"),
        ("en", 0, "USD", "$0"),
        ("ru", 783.34e6, "USD", "783~млн~$"),
        ("ru", 12_000, "USD", "12~тыс.~$"),
        ("kk", 150_000, "USD", "150~мың~$"),  # CLDR's short form here is "м.", metres
        ("be", 1.25e9, "USD", "1,25~млрд~$"),
        ("en", 12.34, "%", "12.3~%"),
        ("en", 12.34, "+%", "+12.3~%"),
        ("ru", -12.34, "+%", "−12,3~%"),
        ("en", 2.1, "points", "+2.1~pp"),
        ("en", 1.5, "times", "1.5×"),
        ("en", 5023, "products", "5023"),
        ("en", 12_345, "pairs", "12,345"),
        ("ru", 12_345, "pairs", "12~345"),
        ("en", 3, "visits", "3"),
        ("en", nan, "USD", "—"),
        ("en", inf, "products", "—"),
    ],
)
def test_short_numbers_for_axes_and_cells(code: str, value: float, unit: str, expected: str) -> None:
    assert language(code).short(value, unit) == expected.replace("~", NBSP)


@pytest.mark.parametrize(
    ("code", "value", "unit", "expected"),
    [
        ("en", 1, "countries", "1 country"),
        ("en", 2, "countries", "2 countries"),
        ("ru", 1, "countries", "1 страна"),
        ("ru", 22, "countries", "22 страны"),
        ("ru", 111, "countries", "111 стран"),
        ("ru", 12.34, "products", "12,34 товара"),
        ("be", 2, "products", "2 тавары"),
        ("be", 12.34, "products", "12,34 тавара"),
        ("be", 5, "times", "5 разоў"),
        ("be", 2.3, "times", "2,3 раза"),
        ("kk", 7, "countries", "7 ел"),
        ("en", 23, "rank", "rank 23"),
        ("ru", 23, "rank", "23-е место"),
        ("kk", 23, "rank", "23-орын"),
        ("ru", 5023, "products", "5023 товара"),
        ("ru", 3.21, "USD/kg", "3,21 доллара США за килограмм"),
        ("en", 12_345_678, "tonnes", f"12.35{NBSP}million tonnes"),
        ("ru", -21, "points", "−21 процентный пункт"),
        ("ru", 2.1, "points", "+2,1 процентного пункта"),
        ("en", 3, "visits", f"3{NBSP}visits"),
        ("en", nan, "USD", "—"),
    ],
)
def test_units_agree_with_their_numbers(code: str, value: float, unit: str, expected: str) -> None:
    assert language(code).amount(figure(value, unit, "count")) == expected


def test_growth_has_a_sign_and_a_share_has_none() -> None:
    words = language("en")
    assert words.amount(figure(15.23, "%", "growth", half=2.2)) == f"+15.2{NBSP}%"
    assert words.amount(figure(-3.4, "%", "real_growth", half=0.5)) == f"−3.4{NBSP}%"
    assert words.amount(figure(0.3, "%", "growth", half=5)) == f"0{NBSP}%"
    assert words.amount(figure(12.3, "%", "share", half=0.1)) == f"12.3{NBSP}%"


def test_the_ends_of_an_interval_have_the_figures_digits() -> None:
    assert language("en").ends(figure(783.3e6, half=15.7e6)) == (f"$768{NBSP}mn", f"$799{NBSP}mn")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "unit", ["USD", "%", "times", "rank", "countries", "products", "USD/kg", "index", "points"]
)
def test_every_unit_has_words_a_short_form_and_a_name(code: str, unit: str) -> None:
    words = language(code)
    assert all(words.has(f"{key}.{unit}") for key in ("unit", "unit_name"))
    assert words.has(f"unit.{unit}.short")
    assert words.unit(unit) == words.say(f"unit_name.{unit}")


def test_a_unit_without_words_is_shown_as_it_is() -> None:
    assert language("be").unit("visits") == "visits"


@pytest.mark.parametrize(
    ("code", "said", "short"),
    [
        ("en", "under 0.01~%", "<~0.01~%"),
        ("ru", "менее 0,01~%", "<~0,01~%"),
        ("kk", "0,01~% шегінен аз", "<~0,01~%"),
        ("be", "менш за 0,01~%", "<~0,01~%"),
    ],
)
def test_a_share_too_small_to_tell_is_neither_zero_nor_a_row_of_digits(
    code: str, said: str, short: str
) -> None:
    part = figure(0.0000141, "%", measure="share")
    words = language(code)
    assert (words.amount(part), words.label(part)) == (said.replace("~", NBSP), short.replace("~", NBSP))
    assert language("en").amount(figure(0.0, "%", measure="share")) == f"0{NBSP}%"
