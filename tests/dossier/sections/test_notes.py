"""Notes on the data of Arland and Bedia: sources, silence, revisions, marks, cards, what is missing."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from tests.dossier.sections.small_books import (
    Posted,
    assert_every_figure_has_an_origin,
    assert_says_all_in_every_language,
    desk_of,
    figures,
    said,
)
from tests.fictional.pair import BACK, FLOWS, MILLION, OUT, RECORDED, flow, origin

from sverka.dossier.outline import Lack, Section, Table
from sverka.dossier.sections import notes
from sverka.dossier.words.language import language
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import Product

DECLARED = tuple(one for one in FLOWS if one.reporter)
BEDIA_SILENT = tuple(one for one in DECLARED if one.reporter == "ARL" or one.period == "2010")


def composed(folder: Path, *posted: Posted, today: date = date(2016, 1, 1)) -> Section:
    with desk_of(folder, *posted, today=today) as desk:
        return notes.compose(desk)


def table(section: Section, name: str, code: str = "en") -> list[list[str]]:
    """Return a table's cells as they are shown, with plain spaces."""
    (found,) = [block for block in section.blocks if isinstance(block, Table) and block.id == name]
    words = language(code)
    return [[words.label(cell).replace("\u00a0", " ") for cell in row] for row in found.rows]


def lacks(section: Section) -> dict[str, tuple[str, ...]]:
    return {block.what.key: block.commands for block in section.blocks if isinstance(block, Lack)}


def partners(*flows: tuple[str, str, str]) -> tuple[Flow, ...]:
    """Declare 10 millions each: ("BED", "BED>CED", "2012")."""
    return tuple(flow(book, subject, year, 10) for book, subject, year in flows)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Section:
    return composed(tmp_path_factory.mktemp("book"), Posted("2015-02-01", FLOWS, RECORDED))


def test_each_kind_of_figure_names_its_source_its_years_and_why(page: Section) -> None:
    assert [(row[0], row[1], row[2]) for row in table(page, "notes-chosen")] == [
        ("Turnover, exports, imports in each book", "Almanac of Two Countries", "2010–2012"),
        ("Figures reconciled by a third party", "Almanac of Two Countries", "2014"),
        ("The gap between the two books", "Almanac of Two Countries", "2010–2012"),
        ("Promises", "Almanac of Two Countries", "2010"),
    ]
    whys = [row[3] for row in table(page, "notes-chosen")]
    assert whys[0] == "the only source in this book that has them"


def test_the_place_in_a_source_is_said_without_words_of_one_language(page: Section) -> None:
    made = [one.place for found in figures(page) for one in found.origins if not one.place.startswith("row ")]
    assert {"source.yml", "ARL, ARL-BED"} <= set(made)
    assert [place for place in made if re.search(r"\b(rows|of|about|card)\b", place)] == []


def test_both_sides_end_in_the_same_year_and_a_third_party_goes_on(page: Section) -> None:
    text = said(page)
    assert "The own figures of ARL and BED about each other end in 2012." in text
    assert "For 2014 this book has only figures that a third party reconciled." in text


def test_the_years_of_each_side_are_counted_by_source(page: Section) -> None:
    title = "Almanac of Two Countries"
    assert table(page, "notes-silence") == [
        [title, "ARL", "2010–2012", "3", "2010–2012", "2012"],
        [title, "BED", "2010–2012", "3", "2010–2012", "2012"],
    ]


def test_a_side_that_stopped_is_named_with_the_book_that_later_years_rest_on(tmp_path: Path) -> None:
    page = composed(tmp_path, Posted("2015-02-01", BEDIA_SILENT))
    assert (
        "BED: its own figures end in 2010; later years (2011–2012) rest on one book alone, that of ARL."
        in said(page)
    )
    assert (
        "Almanac of Two Countries: BED declares nothing to anyone after 2010; "
        "other countries declare until 2012." in said(page)
    )
    assert table(page, "notes-silence")[1][2:] == ["2010", "1", "2010", "2012"]


def test_a_side_that_is_silent_of_one_partner_only_is_told_apart(tmp_path: Path) -> None:
    others = partners(("BED", "BED>CED", "2012"), ("CED", "CED>BED", "2013"))
    page = composed(tmp_path, Posted("2015-02-01", (*BEDIA_SILENT, *others)))
    assert (
        "Almanac of Two Countries: BED declares nothing to anyone after 2012; "
        "other countries declare until 2013." in said(page)
    )
    assert table(page, "notes-silence")[1][2:] == ["2010", "1", "2010–2012", "2013"]
    both = composed(
        tmp_path / "both", Posted("2015-02-01", (*BEDIA_SILENT, *partners(("BED", "BED>CED", "2012"))))
    )
    assert "BED declares until 2012, but nothing about ARL after 2010" in said(both)


def test_a_side_that_never_declared_has_no_years(tmp_path: Path) -> None:
    arland = tuple(one for one in DECLARED if one.reporter == "ARL")
    page = composed(tmp_path, Posted("2015-02-01", arland))
    assert "BED: no figure of its own about ARL; all years (2010–2012) rest on one book alone" in said(page)
    assert table(page, "notes-silence")[1][2:5] == ["no declaration"] * 3
    assert_says_all_in_every_language(page)


def test_a_country_that_ceased_to_exist_is_not_called_silent(tmp_path: Path) -> None:
    flows = (
        flow("SUN", "SUN>FRA", "1991", 100),
        flow("FRA", "SUN>FRA", "1991", 110),
        flow("FRA", "FRA>DEU", "1995", 110),
    )
    with desk_of(tmp_path, Posted("2015-02-01", flows), countries=("SUN", "FRA")) as desk:
        text = said(notes.compose(desk))
    assert "Soviet Union declares until 1991 and did not exist after that." in text
    assert "nothing to anyone" not in text
    assert "nothing about Soviet Union" not in text


def test_an_estimate_of_the_publisher_is_no_declaration(tmp_path: Path) -> None:
    flows = tuple(
        msgspec.structs.replace(one, flag="estimated") if one.reporter == "BED" else one for one in DECLARED
    )
    page = composed(tmp_path, Posted("2015-02-01", flows))
    assert "BED: no figure of its own about ARL" in said(page)
    assert table(page, "notes-marks") == [
        ["Almanac of Two Countries", "ARL", "reported", "6"],
        ["Almanac of Two Countries", "BED", "estimated", "6"],
    ]


def test_a_book_that_ends_long_ago_names_the_command_for_newer_years(page: Section) -> None:
    assert lacks(page)["notes.book_ends"] == (
        "sverka fetch un_comtrade --pair ARL-BED --years 2013-2015",
        "sverka post un_comtrade PATH",
    )


def test_a_book_without_the_pair_still_says_who_declares_to_others(tmp_path: Path) -> None:
    with desk_of(tmp_path, countries=("ARL", "CED")) as desk:
        page = notes.compose(desk)
    assert "Neither ARL nor CED has a figure of its own about the other in this book" in said(page)
    assert [row[1:] for row in table(page, "notes-silence")] == [
        ["ARL", "2010–2012", "2012"],
        ["CED", "no declaration", "2012"],
    ]
    assert_says_all_in_every_language(page)


def test_totals_that_nobody_revised_are_said_to_be(page: Section) -> None:
    assert "Published totals of the pair in this book: 14 figures. No vintage of any of them" in said(page)


def test_a_revision_is_shown_and_an_unusual_one_named(tmp_path: Path) -> None:
    """Bedia's 60 became 90, and Arland's 60 became 61: usual is 2 %."""
    changed = (flow("BED", OUT, "2010", 90), flow("ARL", OUT, "2010", 61))
    page = composed(tmp_path, Posted("2015-02-01", DECLARED), Posted("2015-08-01", changed))
    text = said(page)
    assert "in this book: 12 figures; changes of value since the book first had them: 2 figures." in text
    assert "Unusual: ARL → BED, 2010, was changed from 60 million dollars to 90 million dollars" in text
    assert [row[:2] + row[3:] for row in table(page, "notes-revisions")] == [
        ["ARL → BED, 2010", "BED", "$60 mn", "$90 mn", "+50 %", "unusual: ± 2 % by the source’s card"],
        ["ARL → BED, 2010", "ARL", "$60 mn", "$61 mn", "+1.667 %", "within ± 2 % by the source’s card"],
    ]
    assert table(page, "notes-revisions")[0][2].endswith("2015")
    assert_every_figure_has_an_origin(figures(page))
    assert_says_all_in_every_language(page)


def test_a_small_revision_alone_is_not_unusual(tmp_path: Path) -> None:
    changed = (flow("ARL", OUT, "2010", 61),)
    text = said(composed(tmp_path, Posted("2015-02-01", DECLARED), Posted("2015-08-01", changed)))
    assert "None of the changes is unusual for its reporter." in text


def test_a_book_of_products_has_no_totals_to_revise(tmp_path: Path) -> None:
    cars = Product("870321", "HS2017")
    flows = tuple(
        msgspec.structs.replace(flow(book, OUT, "2012", 30), product=cars, origin=origin(book))
        for book in ("ARL", "BED")
    )
    page = composed(tmp_path, Posted("2015-02-01", flows))
    assert "This book has no published totals of the pair" in said(page)
    assert ("Products", "2012") in {(row[0], row[2]) for row in table(page, "notes-chosen")}
    assert lacks(page)["notes.lack_names"] == ("sverka post hs_nomenclature PATH",)


def test_years_outside_the_book_leave_what_is_known_over_all_years(tmp_path: Path) -> None:
    with desk_of(tmp_path, years=(2001, 2002)) as desk:
        desk.__dict__["goods"] = None
        page = notes.compose(desk)
    assert "Neither ARL nor BED has a figure of its own about the other in this book" in said(page)
    assert table(page, "notes-silence")[0][2:] == ["2010–2012", "3", "2010–2012", "2012"]
    assert not [block for block in page.blocks if isinstance(block, Table) and block.id == "notes-marks"]
    assert_says_all_in_every_language(page)


def test_marks_are_counted_in_words_and_an_unknown_one_is_quoted(tmp_path: Path) -> None:
    marked = [
        msgspec.structs.replace(one, flag=flag)
        for one, flag in zip(
            DECLARED[:4],
            ("reported", "confidential", "reported, quantity estimated", "provisional"),
            strict=True,
        )
    ]
    page = composed(tmp_path, Posted("2015-02-01", tuple(marked)))
    assert {(row[1], row[2], row[3]) for row in table(page, "notes-marks")} == {
        ("ARL", "reported", "1"),
        ("ARL", "confidential", "1"),
        ("BED", "reported, quantity estimated", "1"),
        ("BED", "“provisional”", "1"),
    }
    assert {row[2] for row in table(page, "notes-marks", "ru")} == {
        "заявлено",
        "конфиденциально",
        "заявлено, количество оценено",
        "“provisional”",
    }


def test_the_cards_are_quoted_with_their_usual_revision(page: Section) -> None:
    assert [row[:3] for row in table(page, "notes-cards")] == [
        ["Nobody, Almanac of Two Countries", "2 %", "“exports FOB, imports CIF”"]
    ]
    (usual,) = {one.value for one in figures(page) if one.measure == "usual_revision"}
    assert usual == 2


def test_methods_point_to_their_pages_and_missing_sources_to_commands(page: Section) -> None:
    assert "docs/explanation/mirror.md" in said(page)
    found = lacks(page)
    assert found["notes.lack_distance"][0] == "sverka fetch covariates --what geodist"
    assert "notes.lack_prices" in found


def test_every_figure_has_an_origin_and_all_is_said_in_every_language(page: Section) -> None:
    assert_every_figure_has_an_origin(figures(page))
    assert_says_all_in_every_language(page)


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 величина"), (2, "2 величины"), (5, "5 величин"), (21, "21 величина")],
)
def test_russian_figures_agree_with_their_number(tmp_path: Path, count: int, words: str) -> None:
    flows = tuple(flow("ARL", BACK, str(1990 + one), 40) for one in range(count))
    text = said(composed(tmp_path, Posted("2015-02-01", flows)), "ru")
    assert f"Опубликованные итоги по паре в этой книге: {words}. Ни один" in text
    assert flows[0].value == 40 * MILLION
