"""Countries as people name them: codes and names in four languages, and what is said of all else."""

import subprocess
import sys
from argparse import ArgumentParser

import pytest

from sverka.faces.cli.country_argument import (
    NotTwoCountries,
    SameCountry,
    SeveralCountries,
    UnknownCountry,
    country,
    former_note,
    last_year,
    two_countries,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BLR", "BLR"),
        (" kaz ", "KAZ"),
        ("by", "BLR"),
        ("rom", "ROU"),
        ("Belarus", "BLR"),
        ("БЕЛАРУСЬ", "BLR"),
        ("Рэспубліка Беларусь", "BLR"),
        ("Белоруссия", "BLR"),
        ("Казахстан", "KAZ"),
        ("Қазақстан", "KAZ"),
        ("қазақстан", "KAZ"),
        ("South Korea", "KOR"),
        ("Республика Корея", "KOR"),
        ("Оңтүстік Корея", "KOR"),
        ("Паўднёвая Карэя", "KOR"),
        ("Türkiye", "TUR"),
        ("ЮАР", "ZAF"),
        ("Taiwan", "TWN"),
    ],
)
def test_a_country_goes_by_code_and_by_name_in_four_languages(text: str, code: str) -> None:
    assert country(text) == code
    assert last_year(code) is None
    assert former_note(code) is None


@pytest.mark.parametrize(
    ("texts", "code", "last"),
    [
        (("SUN", "СССР", "Soviet Union", "КСРО"), "SUN", 1991),
        (("CSK", "Чехословакия", "Czechoslovakia", "Чэхаславакія"), "CSK", 1992),
        (("yug", "Югославия", "Yugoslavia", "Югаславія"), "YUG", 1992),
        (("DDR", "ГДР", "East Germany"), "DDR", 1990),
        (("SCG", "Сербия и Черногория", "Serbia and Montenegro"), "SCG", 2006),
    ],
)
def test_a_country_that_ceased_to_exist_is_accepted_with_its_last_year(
    texts: tuple[str, ...], code: str, last: int
) -> None:
    assert {country(text) for text in texts} == {code}
    assert last_year(code) == last
    assert f"({code}) had books of its own until {last}; later years are empty." in (former_note(code) or "")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Belorus", "Belarus (BLR)"),
        ("Казахстн", "Казахстан (KAZ)"),
        ("Қазақстн", "Қазақстан (KAZ)"),
        ("Славакя", "Славакія (SVK)"),
        ("Kazahkstan", "Kazakhstan (KAZ)"),
    ],
)
def test_a_name_that_is_not_known_is_refused_with_the_nearest_in_its_language(text: str, near: str) -> None:
    with pytest.raises(UnknownCountry) as refused:
        country(text)
    said = str(refused.value)
    assert said.startswith(f"“{text}” is not known as a country. Near to it: ")
    assert near in said.partition("Near to it: ")[2]
    assert said.endswith("or the name in English, Russian, Kazakh or Belarusian.")


@pytest.mark.parametrize("text", ["", "xyz", "Q7", "Литвы и так далее"])
def test_what_is_like_no_name_is_refused_without_a_guess(text: str) -> None:
    with pytest.raises(UnknownCountry, match=rf"^“{text}” is not known as a country\. Write the code"):
        country(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Korea", r"South Korea \(KOR\) or North Korea \(PRK\)"),
        ("Конго", r"\(COD\) or Конго \(COG\)"),
        ("congo", r"\(COD\) or Congo \(COG\)"),
        ("EAEU", "the world, a group or a region"),
        ("WLD", "the world, a group or a region"),
        ("весь мир", "the world, a group or a region"),
    ],
)
def test_what_means_several_countries_is_refused_with_those_it_may_mean(text: str, said: str) -> None:
    with pytest.raises(
        SeveralCountries, match=rf"means more than one country.*{said}\. Write the code of one"
    ):
        country(text)


@pytest.mark.parametrize(
    ("texts", "pair"),
    [
        (["BLR", "KAZ"], ("BLR", "KAZ")),
        (["KAZ", "Беларусь"], ("KAZ", "BLR")),
        (["BLR-KAZ"], ("BLR", "KAZ")),
        (["Беларусь — Қазақстан"], ("BLR", "KAZ")),
        (["South", "Korea", "Belarus"], ("KOR", "BLR")),
        (["Guinea-Bissau", "Mali"], ("GNB", "MLI")),
        (["Mali", "-", "Guinea-Bissau"], ("MLI", "GNB")),
        (["SUN", "FIN"], ("SUN", "FIN")),
    ],
)
def test_two_countries_keep_their_order(texts: list[str], pair: tuple[str, str]) -> None:
    assert two_countries(texts) == pair


def test_the_same_country_twice_is_refused() -> None:
    with pytest.raises(
        SameCountry, match="“Беларусь” and “blr” are the same country, BLR: name two different"
    ):
        two_countries(["Беларусь", "blr"])


@pytest.mark.parametrize("texts", [[], ["BLR"], ["BLR", "KAZ", "RUS"], ["South", "Korea", "Atlantis"]])
def test_words_that_are_not_two_countries_are_refused(texts: list[str]) -> None:
    with pytest.raises(
        NotTwoCountries, match=r"does not name two countries\. .* as in BLR \"South Korea\"\."
    ):
        two_countries(texts)


def test_argparse_shows_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    parser = ArgumentParser()
    parser.add_argument("a", type=country)
    with pytest.raises(SystemExit):
        parser.parse_args(["Belorus"])
    assert "“Belorus” is not known as a country. Near to it: Belarus (BLR)." in capsys.readouterr().err


def test_codes_are_read_without_the_names_of_the_world() -> None:
    asked = (
        "import sys; from sverka.faces.cli.country_argument import two_countries; "
        "two_countries(['BLR', 'kaz']); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
