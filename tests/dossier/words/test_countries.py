"""Countries by the names that ministries use, those that ceased to exist too."""

import pytest

from sverka.dossier.words.countries import country_name, named_countries
from sverka.dossier.words.language import LANGUAGES
from sverka.sources.countries import country_codes


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("BLR", ("Belarus", "Беларусь", "Беларусь", "Беларусь")),
        ("KAZ", ("Kazakhstan", "Казахстан", "Қазақстан", "Казахстан")),
        ("USA", ("United States", "США", "АҚШ", "ЗША")),
        ("KGZ", ("Kyrgyzstan", "Кыргызстан", "Қырғызстан", "Кыргызстан")),
        ("SUN", ("Soviet Union", "СССР", "КСРО", "СССР")),
        ("EAEU", ("Eurasian Economic Union", "ЕАЭС", "ЕАЭО", "ЕАЭС")),
        ("WLD", ("World", "Весь мир", "Бүкіл әлем", "Увесь свет")),
    ],
)
def test_a_country_in_four_languages(code: str, names: tuple[str, ...]) -> None:
    assert tuple(country_name(code, one) for one in LANGUAGES) == names


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert country_name("XQQ", "ru") == "XQQ"


@pytest.mark.parametrize("code", ["SUN", "YUG", "CSK", "DDR", "SCG", "ANT"])
def test_what_ceased_to_exist_has_a_name_of_its_own_in_each_language(code: str) -> None:
    assert set(named_countries()[code].names) == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_countries_share_a_name_and_none_is_a_bare_code(code: str) -> None:
    names = {country: country_name(country, code) for country in (*country_codes(), *named_countries())}
    assert len(set(names.values())) == len(names)
    unnamed = [country for country, name in names.items() if country == name]
    assert [country for country in unnamed if country not in {"CIS", "SCO", "BRICS", "ASEAN", "OECD", "WTO",
            "EFTA", "MERCOSUR"}] == []  # fmt: skip


@pytest.mark.parametrize("code", ["ru", "kk", "be"])
def test_every_name_is_in_cyrillic(code: str) -> None:
    for country in (*country_codes(), *named_countries()):
        assert not any("a" <= letter.lower() <= "z" for letter in country_name(country, code)), country


def test_every_override_says_why() -> None:
    for code, entry in named_countries().items():
        assert entry.reason.strip(), code
        assert set(entry.names) <= set(LANGUAGES), code
