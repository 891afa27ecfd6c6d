"""Sections of the HS and their chapters."""

import pytest

from sverka.vocabulary.hs_sections import SECTIONS, hs_section
from sverka.vocabulary.nomenclature import UnknownRevision
from sverka.vocabulary.product import TOTAL, Product


def test_every_chapter_but_the_reserved_ones_is_in_one_section_in_order() -> None:
    chapters = [chapter for one in SECTIONS for chapter in range(one.first, one.last + 1)]
    assert chapters == list(range(1, 98))
    assert [one.number for one in SECTIONS] == list(range(1, 22))


@pytest.mark.parametrize(
    ("code", "section"),
    [("010121", 1), ("15", 3), ("270900", 5), ("3926", 7), ("720839", 15), ("854150", 16), ("970110", 21)],
)
def test_a_code_is_in_the_section_of_its_chapter(code: str, section: int) -> None:
    assert hs_section(Product(code, "HS2017")) == section
    assert hs_section(Product(code, "HS1992")) == section


def test_codes_of_no_section_have_none() -> None:
    for code in ("7701", "980000", "999999"):
        assert hs_section(Product(code, "HS2017")) is None
    assert hs_section(TOTAL) is None
    assert hs_section(Product("27", "SITC3")) is None


def test_an_unknown_revision_is_refused() -> None:
    with pytest.raises(UnknownRevision, match="HS2031"):
        hs_section(Product("27", "HS2031"))
