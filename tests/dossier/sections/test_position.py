"""Arland's and Bedia's places among each other's partners, worked out by hand."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.sections.fictional_world import (
    TWENTY,
    WHEAT,
    desk_of,
    goods,
    lacks,
    outline_of,
    pictures,
    products,
    prose,
    said_in_full,
    table,
    totals,
)
from tests.fictional.pair import CARD, flow, origin

from sverka.dossier.desk import Desk
from sverka.dossier.outline import Lack, Section, Table, figures_of
from sverka.dossier.sections import untapped
from sverka.dossier.sections.position import compose
from sverka.dossier.words.language import LANGUAGES, language
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow, Valuation

SQUARE = {"type": "Polygon", "coordinates": [[[10, 10], [30, 10], [30, 30], [10, 30], [10, 10]]]}
OUTLINES = tuple(
    Fact(name="outline 110m", country=code, text=json.dumps(SQUARE), origin=origin(f"map {code}"))
    for code in ("ARL", "BED", "QAA")
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    flows = [*totals("2015"), *totals("2020"), *products()]
    with desk_of(tmp_path_factory.mktemp("world"), flows, OUTLINES) as found:
        yield found


@pytest.fixture(scope="module")
def section(desk: Desk) -> Section:
    return compose(desk)


def figures(section: Section, measure: str) -> list[Figure]:
    return [one for one in figures_of(outline_of(section)) if one.measure == measure]


def test_share_and_rank_in_the_countrys_own_book(section: Section) -> None:
    said = prose(section)
    # 100 of 700; QAA has 160, QAB 80.
    assert "ARL, 2020, its own book: BED has 14.3 % of the turnover, rank 2 among 21 countries." in said
    assert "ARL, 2020, its own book: BED takes 15.8 % of the exports, rank 2 among 21 countries." in said
    # QAB supplies 40 as well: both are second.
    assert "ARL, 2020, its own book: BED supplies 12.5 % of the imports, rank 2 among 21 countries." in said
    assert "The largest ahead of it (turnover): QAA 22.9 %." in said


def test_the_partners_books_stand_for_a_silent_country_and_it_is_said(section: Section) -> None:
    # Arland 60 + 40, the twenty 5 + 5 each: 100 of 300.
    said = "BED, 2020, its partners’ books: ARL has 33.3 % of the turnover, rank 1 among 21 countries."
    assert said in prose(section)
    found = next(one for one in figures(section, "share") if one.subject == "ARL-BED" and one.value > 30)
    assert (found.book, found.valuation) == (None, "CIF + FOB")
    assert "as the partners declare it" in found.method


def test_the_change_of_a_share_is_in_points_and_bears_both_years_revisions(section: Section) -> None:
    assert "ARL, 2015: BED had 7.69 % of the turnover, rank 3; since then +6.6 percentage points." in prose(
        section
    )
    moved = next(one for one in figures(section, "share") if one.unit == "points" and one.value < 7)
    now, before = 100 / 7, 50 / 6.5
    assert moved.value == pytest.approx(now - before)
    assert moved.allowed.high == pytest.approx(now - before + 0.04 * (now + before))


def test_a_published_total_has_the_digits_that_the_turnover_section_gives_it(tmp_path: Path) -> None:
    rows = [
        replace(one, value=71_634_567, value_usd=71_634_567) if one.subject == "ARL>BED" else one
        for one in totals("2020")
    ]
    with desk_of(tmp_path, rows) as desk:
        section = compose(desk)
    assert [row[2] for row in table(section, "position-arl")][1] == "$71.63 mn"


def test_the_table_has_the_years_that_the_book_has(section: Section) -> None:
    assert table(section, "position-arl") == [
        [trade, year, value, share, rank, "21"]
        for trade, year, value, share, rank in (
            ("turnover", "2020", "$100 mn", "14.3 %", "2"),
            ("turnover", "2015", "$50 mn", "7.69 %", "3"),
            ("exports", "2020", "$60 mn", "15.8 %", "2"),
            ("exports", "2015", "$30 mn", "8.57 %", "3"),
            ("imports", "2020", "$40 mn", "12.5 %", "2"),
            ("imports", "2015", "$20 mn", "6.67 %", "3"),
        )
    ]


def test_rows_of_one_book_name_it_in_the_note(section: Section) -> None:
    (found,) = (one for one in section.blocks if isinstance(one, Table) and one.id == "position-arl")
    assert found.note is not None
    assert language("en").text(found.note).endswith("In every row: its own book · Nobody.")


def estimated(*subjects: str) -> list[Flow]:
    """Declare 2015 and 2020, the publisher estimating some values of 2020 in Arland's book."""
    return [
        replace(one, flag="estimated")
        if one.period == "2020" and one.reporter == "ARL" and one.subject in subjects
        else one
        for one in (*totals("2015"), *totals("2020"))
    ]


def test_the_publishers_estimates_do_not_pass_as_the_countrys_own_book(tmp_path: Path) -> None:
    with desk_of(tmp_path, estimated("ARL>BED", "ARL>QAA", "QAA>ARL")) as desk:
        section = compose(desk)
    said = prose(section)
    part = "ARL, 2020, its own book, in part the publisher’s estimate: BED has 14.3 % of the turnover, "
    assert part + "rank 2 among 21 countries." in said
    whole = "ARL, 2020, the publisher’s estimate in its book: BED takes 15.8 % of the exports, "
    assert whole + "rank 2 among 21 countries." in said
    assert "ARL, 2020, its own book: BED supplies 12.5 % of the imports, rank 2 among 21 countries." in said
    assert "The largest ahead of it (turnover): QAA 22.9 % (estimate)." in said
    # 100 with Bedia and 160 with QAA, of 700.
    count = "ARL, 2020 (turnover): not declared but estimated by the publisher, in whole or in part: "
    assert count + "2 countries, 37.1 % of the whole." in said
    assert not any(one.startswith("ARL, 2015") for one in said), "no change from or to an estimate"
    exports = next(one for one in figures(section, "share") if one.subject == "ARL>BED")
    assert exports.method.endswith("estimated by the publisher: the country did not declare it")
    turnover = next(one for one in figures(section, "share") if one.subject == "ARL-BED")
    assert turnover.method.endswith("as declared by ARL, in part estimated by the publisher")
    intensity = next(one for one in said if one.startswith("ARL → BED, 2020: trade intensity"))
    assert "This intensity rests on the publisher’s estimate of these exports" in intensity
    counted = [one for one in figures(section, "partners") if one.subject == "ARL"]
    ranked, guessed = ({one.method for one in counted if one.value == number} for number in (21, 2))
    assert guessed
    assert not ranked & guessed, "each has a note of its own"
    books = [row[-1] for row in table(section, "position-arl")]
    assert books[:2] == ["its own book, in part the publisher’s estimate · Nobody", "its own book · Nobody"]


def test_a_map_tells_which_values_are_estimates(tmp_path: Path) -> None:
    with desk_of(tmp_path, estimated("ARL>BED", "QAA>ARL"), OUTLINES) as desk:
        behind = pictures(compose(desk))[0].table
    assert behind.note is not None
    assert language("en").text(behind.note) == "In whole or in part the publisher’s estimates: QAA, BED."


def test_a_declared_zero_is_no_missing_row(tmp_path: Path) -> None:
    rows = [
        replace(one, value=0, value_usd=0) if one.subject in {"ARL>BED", "BED>ARL"} else one
        for one in totals("2020")
    ]
    with desk_of(tmp_path, rows) as desk:
        section = compose(desk)
    said = "ARL, 2020, its own book: trade with BED is recorded as zero; ranked are 20 countries."
    assert said in prose(section)
    (found,) = (one for one in section.blocks if isinstance(one, Table) and one.id == "position-arl")
    heads = [language("en").text(one) for one in found.headings]
    assert heads == ["Trade", "Year", "Value", "Share", "Countries ranked"]
    assert found.note is not None
    assert "“Rank” is left out: not ranked." in language("en").text(found.note)


def test_a_world_total_that_cannot_be_right_is_told_and_no_share_is_above_the_whole(tmp_path: Path) -> None:
    rows = [*totals("2020"), flow("ARL", "ARL>WLD", "2020", 55), flow("ARL", "WLD>ARL", "2020", 320)]
    with desk_of(tmp_path, rows) as desk:
        section = compose(desk)
    assert (
        "ARL, 2020: the published world total (exports) is less than the value of one partner, so that both "
        "cannot be right; shares are of the sum over partners."
    ) in prose(section)
    assert "ARL, 2020, its own book: BED takes 15.8 % of the exports, rank 2 among 21 countries." in prose(
        section
    )
    assert all(one.value <= 100 for one in figures(section, "share"))


def test_a_country_that_is_gone_is_placed_in_years_in_which_it_existed(tmp_path: Path) -> None:
    names = {"ARL": "DEU", "BED": "SUN"}

    def renamed(year: str, other: str) -> list[Flow]:
        found = []
        for one in totals(year):
            exporter, importer = (names.get(code, code) for code in (one.exporter, one.importer))
            reporter = names.get(one.reporter or "", one.reporter)
            found.append(replace(one, exporter=exporter, importer=importer, reporter=reporter, period=other))
        return found

    flows = [*renamed("2015", "1986"), *renamed("2020", "1991"), *renamed("2020", "1998")]
    with desk_of(tmp_path, flows, pair=("DEU", "SUN")) as desk:
        said = prose(compose(desk))
    assert any("Germany, 1991, its own book: Soviet Union has 14.3 %" in one for one in said)
    assert any(one.startswith("Germany, 1986: Soviet Union had 7.69 %") for one in said)
    ended = "Soviet Union existed until 1991: places are told for years in which both countries existed."
    assert ended in said
    assert not any("1998" in one or "2020" in one for one in said)


def test_two_countries_that_never_existed_together_have_no_place(tmp_path: Path) -> None:
    with desk_of(tmp_path, totals("2020"), pair=("SSD", "SUN")) as desk:
        (lack,) = compose(desk).blocks
    assert isinstance(lack, Lack)
    assert language("en").text(lack.what) == (
        "South Sudan – Soviet Union: there is no year among those asked in which both countries existed."
    )
    assert lack.commands == ()


@pytest.mark.parametrize("code", ["ru", "kk", "be"])
def test_how_figures_were_made_is_said_in_the_language(desk: Desk, tmp_path: Path, code: str) -> None:
    words = language(code)
    with desk_of(tmp_path, estimated("ARL>BED", "QAA>ARL")) as guessed:
        sections = [compose(desk), compose(guessed), untapped.compose(desk)]
    methods = {words.method(one.method) for one in figures_of(outline_of(*sections))}
    assert len(methods) > 20
    places = {at.place for one in figures_of(outline_of(*sections)) for at in one.origins}
    assert {"ARL-BED, 2020", "HS2017 870193, ARL>BED, 2020"} <= places
    assert [one for one in places if re.search(r"[a-z]{3,}", one)] == [], "alike in every language"
    assert [one for one in methods if re.search(r"[a-z]{3,}", one)] == []


def test_shares_are_within_the_revisions_of_part_and_whole(section: Section) -> None:
    found = next(one for one in figures(section, "share") if one.value == pytest.approx(100 / 7))
    assert found.allowed.low == pytest.approx(100 / 7 * 0.98 / 1.02)
    assert found.allowed.high == pytest.approx(100 / 7 * 1.02 / 0.98)


def test_every_figure_has_its_origin(section: Section) -> None:
    found = list(figures_of(outline_of(section)))
    assert found
    assert {origin.source for one in found for origin in one.origins} == {CARD.id}
    assert all(one.origins and one.allowed.holds(one.value) for one in found)


def test_intensity_and_complementarity(section: Section) -> None:
    (out, back) = figures(section, "intensity")
    # Arland exports 380, 60 of it to Bedia. Bedia imports 60 + 100; the world that, Arland's 320, and the
    # 5 that each of the twenty declares; Arland's own are left out.
    assert out.value == pytest.approx((60 / 380) / (160 / (160 + 100)))
    assert back.subject == "BED>ARL"
    fit = figures(section, "complementarity")[0]
    # Cheese is 80 of 90 exported and 20 of 130 imported, tractors 10 of 90 and 110 of 130.
    assert fit.value == pytest.approx(100 * (20 / 130 + 10 / 90))


def test_competitors_for_the_main_lines(section: Section) -> None:
    assert table(section, "position-lines-arl-bed") == [
        ["HS 870193", "$10 mn", "9.1 %", "1", "$110 mn", "QAA 4.55 %, QAB 4.55 %, QAC 4.55 %"]
    ]
    none = "BED → ARL, 2020: no products on record (its partners’ books; Nobody, Almanac of Two Countries)."
    assert none in prose(section)


def test_a_map_of_each_countrys_partners(section: Section) -> None:
    assert [one.id for one in pictures(section)] == ["position-map-arl", "position-map-bed"]
    drawn = pictures(section)[0].drawing
    assert drawn.values["QAA"] == 160_000_000  # type: ignore[attr-defined]


def test_without_outlines_the_section_says_how_to_get_them(tmp_path: Path) -> None:
    with desk_of(tmp_path, totals("2020")) as desk:
        section = compose(desk)
    commands = [lack.commands for lack in lacks(section)]
    assert ("sverka fetch world_atlas", "sverka post world_atlas PATH") in commands
    assert ("sverka fetch cepii_baci", "sverka post cepii_baci PATH") in commands, "no product detail"


def test_a_source_of_the_pair_alone_ranks_nobody(tmp_path: Path) -> None:
    rows = [flow("ARL", "ARL>BED", "2020", 60), flow("ARL", "BED>ARL", "2020", 40)]
    with desk_of(tmp_path, rows) as desk:
        section = compose(desk)
    assert not prose(section)
    assert len(lacks(section)) == 3
    assert "sverka fetch imf_dots --reporter ARL --years 2010-2020" in lacks(section)[0].commands


def test_a_published_world_total_makes_few_partners_enough(tmp_path: Path) -> None:
    rows = [
        flow("ARL", subject, "2020", millions)
        for subject, millions in (("ARL>BED", 60), ("BED>ARL", 40), ("ARL>WLD", 200), ("WLD>ARL", 300))
    ]
    with desk_of(tmp_path, rows) as desk:
        said = prose(compose(desk))
    assert "ARL, 2020, its own book: BED has 20 % of the turnover, rank 1 among 1 country." in said


def test_a_pair_that_does_not_trade_has_no_row_and_that_is_not_zero(tmp_path: Path) -> None:
    rows = [one for one in totals("2020") if {one.exporter, one.importer} != {"ARL", "BED"}]
    with desk_of(tmp_path, rows) as desk:
        section = compose(desk)
    said = "ARL, 2020, its own book: no trade with BED is on record; ranked are 20 countries."
    assert said in prose(section)
    assert not [block for block in section.blocks if isinstance(block, Table) and block.id == "position-arl"]


def test_a_year_that_lacks_a_main_partner_is_passed_over_and_named(tmp_path: Path) -> None:
    newest = [
        replace(one, reporter=None, valuation=Valuation.RECONCILED, period="2020")
        for one in totals("2020")
        if "QAA" not in {one.exporter, one.importer}
    ]
    before = [replace(one, period=year) for one in totals("2015") for year in ("2015", "2019")]
    extra = [
        flow(None, f"{one}>{to}", "2020", 1)
        for one, to in (("QBA", "ARL"), ("ARL", "QBA"), ("QBA", "BED"), ("BED", "QBA"))
    ]
    with desk_of(tmp_path, [*newest, *extra, *before]) as desk:
        said = prose(compose(desk))
    passed = next(one for one in said if "are not taken" in one)
    # QAA took 100 of 350 in 2015.
    assert passed.startswith("ARL, 2020: these figures are not taken (Nobody, Almanac of Two Countries).")
    assert passed.endswith("had these parts before (exports, 2015): QAA 28.6 %.")
    assert any(one.startswith("ARL, 2019, its own book: BED has 7.69 %") for one in said)


def lacking_qaa() -> list[Flow]:
    """Declare 2015 in Arland's book and 2020 by a third party who has nothing of QAA, products too."""
    newest = [
        replace(one, reporter=None, valuation=Valuation.RECONCILED, period="2020")
        for one in (
            *totals("2020"),
            *products(),
            goods(None, "QBA>ARL", WHEAT, 1),
            goods(None, "QBA>BED", WHEAT, 1),
        )
        if "QAA" not in {one.exporter, one.importer}
    ]
    return [*newest, *totals("2015")]


def test_what_figures_lack_is_said_in_full_once(tmp_path: Path) -> None:
    with desk_of(tmp_path / "page", lacking_qaa()) as desk:
        first, again = prose(compose(desk)), prose(compose(desk))
        after = prose(untapped.compose(desk))
    with desk_of(tmp_path / "section", lacking_qaa()) as desk:
        alone = prose(untapped.compose(desk))
    assert sum("had these parts before" in one for one in (*first, *after)) == 1
    short = (
        "ARL, 2020: the figures of Nobody, Almanac of Two Countries lack partners, as the section "
        "“Position among partners” says."
    )
    assert any(one.startswith(short) for one in first), "the products below are of them all the same"
    assert any(one.startswith(short) for one in after)
    assert first == again
    assert sum("had these parts before" in one for one in alone) == 1, "without the other section"


def test_years_outside_those_asked_for_are_not_looked_at(tmp_path: Path) -> None:
    with desk_of(tmp_path, [*totals("2015"), *totals("2020")], years=(2010, 2016)) as desk:
        said = prose(compose(desk))
    assert any(one.startswith("ARL, 2015, its own book") for one in said)
    assert not any("2020" in one for one in said)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_section_speaks_four_languages(section: Section, code: str) -> None:
    said = said_in_full(section, code)
    assert len(said) > len(TWENTY)
    assert all(said)
