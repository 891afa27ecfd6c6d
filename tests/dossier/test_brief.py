"""A briefing as a whole: what it says of a pair that the book does not know."""

from pathlib import Path

import pytest
from tests.dossier.sections.book import desk
from tests.fictional.pair import FLOWS

from sverka.dossier.brief import NothingInYears, brief
from sverka.dossier.words.language import LANGUAGES, language


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_pair_without_a_row_is_said_to_have_none(tmp_path: Path, code: str) -> None:
    with desk(tmp_path, FLOWS, (), countries=("ARL", "ZED")) as found:
        outline = brief(found, asked="sverka brief ARL ZED", chosen=("minute", "turnover"))
    assert outline.book.key == "brief.book_empty"
    assert language(code).text(outline.book)


def test_years_in_which_the_book_has_nothing_are_refused_with_those_it_has(tmp_path: Path) -> None:
    with desk(tmp_path, FLOWS, (), years=(1990, 1991)) as found, pytest.raises(NothingInYears) as refused:
        brief(found, asked="")
    assert "its figures are of 2010-2014" in str(refused.value)


def test_each_section_is_given_away_as_soon_as_it_is_composed(tmp_path: Path) -> None:
    heard: list[str] = []
    with desk(tmp_path, FLOWS, ()) as found:
        outline = brief(
            found,
            asked="",
            chosen=("turnover", "promises"),
            tell=lambda name: heard.append(f"next {name}"),
            done=lambda section: heard.append(f"done {section.id}"),
        )
    assert heard == ["next turnover", "done turnover", "next promises", "done promises"]
    assert [section.id for section in outline.sections] == ["turnover", "promises"]
