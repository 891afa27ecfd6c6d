"""Years in which both countries of a pair existed."""

import pytest

from sverka.dossier.sections.together import ended, was_there


@pytest.mark.parametrize(
    ("country", "last"), [("SUN", 1991), ("DDR", 1990), ("KAZ", None), ("ARL", None), ("EU", None)]
)
def test_the_last_year_of_a_country_that_is_gone(country: str, last: int | None) -> None:
    assert ended(country, 2026) == last


@pytest.mark.parametrize(
    ("country", "year", "there"),
    [
        ("SUN", 1991, True),
        ("SUN", 1992, False),
        ("KAZ", 1991, True),
        ("KAZ", 1990, False),
        ("SSD", 2010, False),
        ("ARL", 1990, True),
    ],
)
def test_who_was_there_in_a_year(country: str, year: int, *, there: bool) -> None:
    assert was_there(country, year) is there
