"""Countries by the names that tables give them."""

import pytest

from sverka.sources.own_tables.names import read_country


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Беларусь", "BLR"),
        ("Республика Беларусь", "BLR"),
        ("Россия", "RUS"),
        ("Российская Федерация", "RUS"),
        ("   - Казахстан:", "KAZ"),
        ("КАЗАХСТАН", "KAZ"),
        ("Казахстан1)", "KAZ"),
        ("Казахстан*", "KAZ"),
        ("Германия²", "DEU"),
        ("из них: Россия", "RUS"),
        ("Қазақстан", "KAZ"),
        ("Ресей", "RUS"),
        ("Өзбекстан", "UZB"),
        ("Расія", "RUS"),
        ("Кітай", "CHN"),
        ("Germany", "DEU"),
        ("Korea, Dem. People's Rep. of", "PRK"),
        ("США", "USA"),
        ("BLR", "BLR"),
        ("ROM", "ROU"),
        ("BY", "BLR"),
        ("112", "BLR"),
        ("Всего", "WLD"),
        ("БАРЛЫҒЫ", "WLD"),
        ("0", "WLD"),
        ("страны СНГ", "leave out"),
        ("Государства – члены ЕАЭС", "leave out"),
        ("в том числе:", "leave out"),
        ("ТМД елдері", "leave out"),
    ],
)
def test_a_country_is_known_by_the_names_of_four_languages(name: str, code: str) -> None:
    assert read_country(name) == code


@pytest.mark.parametrize("name", ["Конго", "Korea", "Нефть", "Казахст", "х", "Atlantis", "", "999", "XX"])
def test_what_is_not_known_or_means_two_countries_is_not_guessed(name: str) -> None:
    assert read_country(name) is None
