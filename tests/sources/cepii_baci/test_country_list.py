"""The release's list of countries against the book's codes."""

import pytest

from sverka.sources.cepii_baci.country_list import check_countries
from sverka.sources.cepii_baci.lookups import lookups
from sverka.vocabulary.finding import Finding, Severity

# Rows of the list of January 2025 that ISO 3166-1 does not settle; some names are UTF-8 encoded twice there.
RELEASE = """country_code,country_name,country_iso2,country_iso3
4,Afghanistan,AF,AFG
58,Belgium-Luxembourg (...1998),BE,BEL
251,France,FR,FRA
280,Fed. Rep. of Germany (...1990),DE,DEU
384,CÃ´te d'Ivoire,CI,CIV
490,"Other Asia, nes",,S19
516,Namibia,,NAM
530,Netherlands Antilles (...2010),AN,ANT
579,Norway,NO,NOR
697,"Europe EFTA, nes",,R20
699,India,IN,IND
711,Southern African Customs Union (...1999),,ZA1
736,Sudan (...2011),SD,SDN
757,Switzerland,CH,CHE
810,USSR (...1990),SU,SUN
842,USA,US,USA
849,US Misc. Pacific Isds,PU,PUS
891,Serbia and Montenegro (...2005),CS,SCG
"""


def check(text: str) -> list[Finding]:
    return list(check_countries(text.encode(), "country_codes_V202501.csv", lookups()))


def test_the_list_and_the_book_agree_or_a_person_decided() -> None:
    assert check(RELEASE) == []


def test_the_list_before_2023_has_other_columns() -> None:
    assert (
        check(
            "country_code,country_name_abbreviation,iso_2digit_alpha,iso_3digit_alpha\n112,Belarus,BY,BLR\n"
        )
        == []
    )


def test_a_code_that_means_another_country_is_reported() -> None:
    (finding,) = check(RELEASE.replace("251,France,FR,FRA", "251,Francia,FR,FXX"))
    assert finding.message == "The release's list gives FXX for the code 251; the book has FRA."
    assert (finding.about, finding.severity) == ("country_codes_V202501.csv row 4", Severity.WARNING)


def test_a_code_that_the_book_does_not_have_is_an_error() -> None:
    (finding,) = check(RELEASE + "998,Newly invented place,,NIP\n")
    assert finding.severity is Severity.ERROR
    assert "gives NIP for the code 998; the book does not have the code" in finding.message
    assert "areas, differences" in (finding.next_step or "")


def test_a_row_without_a_code_is_reported() -> None:
    (finding,) = check(RELEASE + ",Newly invented place,,NIP\n")
    assert "gives NIP for the code ; the book does not have the code" in finding.message


@pytest.mark.parametrize(
    "text", ["", "code,name\n4,Afghanistan\n", "country_code,country_name\n4,Afghanistan\n"]
)
def test_a_list_of_another_layout_is_not_guessed(text: str) -> None:
    (finding,) = check(text)
    assert finding.check == "list of countries not read"
    assert "were expected. Codes were not checked" in finding.message
