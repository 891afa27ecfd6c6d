"""The section on trade beside a gravity model, over a book whose pairs are known."""

from pathlib import Path

import pytest
from tests.dossier.sections.planted_desk import lack, picture_of, planted_desk
from tests.dossier.sections.small_books import figures, said
from tests.dossier.sections.test_commands import is_understood
from tests.models.gravity.planted_book import planted_book

from sverka.dossier.outline import Section, Sentence
from sverka.dossier.pictures.ratio_years import RatioYears
from sverka.dossier.sections.potential import compose
from sverka.dossier.words.language import LANGUAGES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_book(tmp_path_factory.mktemp("planted") / "book")


@pytest.fixture(scope="module")
def section(book: Path) -> Section:
    with planted_desk(book) as desk:
        return compose(desk)


def test_the_newest_year_is_said_of_each_direction(section: Section) -> None:
    text = said(section)
    assert "Belarus → Kazakhstan, 2014: actual trade " in text
    assert "Kazakhstan → Belarus, 2014: actual trade " in text
    assert "rank 1 among 131 directions of all pairs" in text
    assert "12 countries, 2005–2014" in text
    assert "Of a pair the model sees: distance, a common border, trade agreements in force." in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_all_of_it(section: Section, code: str) -> None:
    text = said(section, code)
    assert len(text.splitlines()) == 10
    assert "{" not in text


def test_a_figure_leads_to_what_it_rests_on(section: Section) -> None:
    told = figures(section)
    declared = [one for one in told if one.method.startswith("as the importer")]
    expected = [one for one in told if one.method.startswith("expected")]
    assert {origin.source for one in declared for origin in one.origins} == {"almanac"}
    assert {origin.source for one in expected for origin in one.origins} == {"almanac", "covariates"}
    assert {origin.cites for one in expected for origin in one.origins if origin.cites} == {
        "Almanac of distance",
        "Almanac of contiguity",
        "Almanac of agreement",
    }


def test_what_is_expected_carries_the_interval_of_the_mean_and_its_row_that_of_one_pair(
    section: Section,
) -> None:
    row = picture_of(section).table.rows[-1]
    actual, expected, low, high, ratio = (cell for cell in row[2:7])
    for one in (actual, expected, low, high, ratio):
        assert hasattr(one, "value")
    assert low.value < expected.allowed.low < expected.value < expected.allowed.high < high.value  # type: ignore[union-attr]
    assert ratio.allowed.holds(ratio.value)  # type: ignore[union-attr]


def test_a_year_without_a_declaration_is_in_the_table_and_not_in_the_picture(section: Section) -> None:
    shown = picture_of(section)
    silent = shown.table.rows[8]
    assert (silent[2], silent[6], silent[7]) == ("–", "–", "–")
    assert isinstance(shown.drawing, RatioYears)
    assert 2013 not in {level.year for level in shown.drawing.lines[0]}
    assert 2013 in {level.year for level in shown.drawing.lines[1]}


def test_a_book_without_distances_says_which_commands_bring_them(tmp_path: Path) -> None:
    with planted_desk(planted_book(tmp_path / "book", facts=False)) as desk:
        found = lack(compose(desk))
    assert found.what == Sentence("potential.no_distances")
    assert "sverka post covariates PATH" in found.commands
    assert all(map(is_understood, found.commands))


def test_a_book_of_few_countries_has_no_panel(tmp_path: Path) -> None:
    with planted_desk(planted_book(tmp_path / "book", countries=4)) as desk:
        assert lack(compose(desk)).what == Sentence("potential.no_panel")


def test_years_without_trade_have_no_panel(book: Path) -> None:
    with planted_desk(book, years=(1950, 1951)) as desk:
        found = lack(compose(desk))
    assert found.what == Sentence("potential.no_panel")
    assert found.commands[0] == "sverka fetch imf_dots --reporter all --years 1950-1951"
    assert all(map(is_understood, found.commands))


def test_a_pair_that_is_not_in_the_panel_leads_to_the_command_that_says_why(book: Path) -> None:
    with planted_desk(book, "BLR", "JPN") as desk:
        found = lack(compose(desk))
    assert found.what == Sentence("potential.not_estimated")
    assert found.commands == ("sverka gravity potential BLR JPN",)
    assert is_understood(found.commands[0])


def test_without_the_extra_it_says_what_to_install(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sverka.models.gravity.ppml.find_spec", lambda _: None)
    with planted_desk(book) as desk:
        found = lack(compose(desk))
    assert found.commands == ("pip install 'sverka[gravity]'",)
