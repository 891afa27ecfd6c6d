"""The section on trade around an event, over a book in which it is known what happened."""

from pathlib import Path

import pytest
from tests.dossier.sections.planted_desk import lack, picture_of, planted_desk
from tests.dossier.sections.small_books import figures, said
from tests.dossier.sections.test_commands import is_understood
from tests.models.gravity.planted_book import planted_book

from sverka.dossier.outline import Section, Sentence
from sverka.dossier.pictures.event_periods import EventPeriods
from sverka.dossier.sections import event, potential
from sverka.dossier.sections.event import compose
from sverka.dossier.words.language import LANGUAGES


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_book(tmp_path_factory.mktemp("planted") / "book")


@pytest.fixture(scope="module")
def section(book: Path) -> Section:
    with planted_desk(book) as desk:
        return compose(desk)


def test_the_newest_date_of_the_pair_is_studied(section: Section) -> None:
    text = said(section)
    assert "2010: agreement in force, “Pact”." in text
    assert "In 5 periods from that year on trade in both directions was on average +" in text
    assert "other pairs of similar size" in text
    assert "12 countries, 2005–2014" in text


def test_the_planted_doubling_is_in_the_interval(section: Section) -> None:
    told = [one for one in figures(section) if one.measure == "event_growth"]
    low, high, mean = (one.value for one in told[:3])
    assert low < 100 < high
    assert low < mean < high


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_all_of_it(section: Section, code: str) -> None:
    text = said(section, code)
    assert len(text.splitlines()) == 6
    assert "{" not in text


def test_a_figure_leads_to_trade_and_to_what_dates_the_event(section: Section) -> None:
    origins = {origin for one in figures(section) for origin in one.origins}
    assert {origin.source for origin in origins} == {"almanac", "covariates"}
    assert {origin.cites for origin in origins if origin.cites} == {"Almanac of agreement"}


def test_the_picture_has_every_period_and_marks_the_base(section: Section) -> None:
    shown = picture_of(section)
    assert isinstance(shown.drawing, EventPeriods)
    assert [one.time for one in shown.drawing.moments] == list(range(-5, 5))
    assert [one.time for one in shown.drawing.moments if one.base] == [-1]
    assert len(shown.table.rows) == len(shown.drawing.moments)
    assert shown.table.rows[4][1] == Sentence("event.base")


def test_a_pair_without_dates_says_what_would_bring_them(book: Path) -> None:
    with planted_desk(book, "BLR", "POL") as desk:
        found = lack(compose(desk))
    assert found.what == Sentence("event.no_date")
    assert found.commands[-1] == "sverka gravity event BLR POL --event 2010"
    assert all(map(is_understood, found.commands))


def test_a_date_outside_the_years_asked_for_is_none(book: Path) -> None:
    with planted_desk(book, years=(2011, 2014)) as desk:
        assert lack(compose(desk)).what == Sentence("event.no_date")


def test_a_book_without_a_panel_says_what_would_bring_it(book: Path) -> None:
    with planted_desk(book, years=(1950, 1951)) as desk:
        assert lack(compose(desk)).what == Sentence("potential.no_panel")


def test_both_sections_share_one_panel(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with planted_desk(book) as desk:
        potential.compose(desk)
        monkeypatch.setattr("sverka.models.gravity.from_book.book_panel", None)
        assert event.compose(desk).blocks


def test_other_dates_of_the_pair_are_named(book: Path) -> None:
    with planted_desk(book, "ARM", "AZE") as desk:
        text = said(compose(desk))
    assert "2011: agreement in force, “Second Accord”." in text
    assert "What else the book dates for the pair in these years: Accord (2008)." in text


def test_a_sanction_is_called_one(book: Path) -> None:
    with planted_desk(book, "DEU", "RUS") as desk:
        assert "2009: sanction, Germany → Russia: trade (exports in part)" in said(compose(desk))


def test_what_cannot_be_estimated_leads_to_the_command_that_says_why(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("sverka.models.gravity.ask_pair.ask_event", refuse)
    with planted_desk(book) as desk:
        found = lack(compose(desk))
    assert found.what == Sentence("event.not_estimated")
    assert found.commands == ("sverka gravity event BLR KAZ --event 2010",)
    assert is_understood(found.commands[0])
