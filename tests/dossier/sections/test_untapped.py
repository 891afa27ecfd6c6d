"""What Arland and Bedia could sell to each other, worked out by hand."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from tests.dossier.sections.fictional_world import (
    CHEESE,
    TRACTORS,
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
from tests.fictional.pair import CARD, flow

from sverka.dossier.desk import Desk
from sverka.dossier.outline import Section, Table, figures_of
from sverka.dossier.sections.untapped import compose
from sverka.dossier.words.language import LANGUAGES, language
from sverka.dossier.world import world_of
from sverka.measures.complexity import Complexity, advantages_of, complexity
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow, Valuation

MILLION = 1_000_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_of(tmp_path_factory.mktemp("world"), [*totals("2020"), *products()]) as found:
        yield found


@pytest.fixture(scope="module")
def section(desk: Desk) -> Section:
    return compose(desk)


def figures(section: Section, measure: str) -> list[Figure]:
    return [one for one in figures_of(outline_of(section)) if one.measure == measure]


def test_lines_with_what_they_would_add(section: Section) -> None:
    # Arland has 80 of the world's 100 of cheese; Bedia buys 20, none of it there: 0.8 of 20.
    # RCA (80 / 90) / (100 / 350) = 3.11.
    assert table(section, "untapped-arl-bed") == [["HS 040690", "$80 mn", "3.11", "$20 mn", "$16 mn"]]
    # Bedia has 30 of 40 of wheat, Arland buys 10; RCA (30 / 30) / (40 / 350) = 8.75.
    assert table(section, "untapped-bed-arl") == [["HS 100199", "$30 mn", "8.8", "$10 mn", "$7.5 mn"]]
    (behind,) = (one for one in section.blocks if isinstance(one, Table) and one.id == "untapped-bed-arl")
    assert behind.note is not None
    assert language("en").text(behind.note) == "“Traded now” is left out: no row in the book."


def test_the_total_is_said_with_its_assumption_and_interval(section: Section) -> None:
    said = prose(section)
    assert any("assumes that the exporter reaches" in one for one in said)
    assert "At stake in these lines under that assumption, a year: 16 million dollars." in said
    total = figures(section, "untapped")[0]
    tilt = 0.98 / 1.02
    assert total.value == 16 * MILLION
    assert total.allowed.low == pytest.approx(0.8 * tilt * 20 * 0.98 * MILLION)
    assert total.allowed.high == pytest.approx(0.8 / tilt * 20 * 1.02 * MILLION)


def test_lines_are_counted(section: Section) -> None:
    counted = next(one for one in prose(section) if one.startswith("ARL → BED"))
    assert "an advantage in 1 product; the importer buys 1 product of these" in counted


def test_what_is_sold_already_is_taken_off(tmp_path: Path) -> None:
    # Arland's exports of cheese are 84, the world's 104, Bedia's imports 24, 4 of them Arland's.
    with desk_of(tmp_path, [*totals("2020"), *products(), goods("ARL", "ARL>BED", CHEESE, 4)]) as desk:
        found = table(compose(desk), "untapped-arl-bed")
    potential = 84 / 104 * 24 - 4
    assert found[0][3:] == ["$20 mn", "$4 mn", f"${potential:.1f} mn"]


def test_every_figure_has_its_origin(section: Section) -> None:
    found = list(figures_of(outline_of(section)))
    assert found
    assert {origin.source for one in found for origin in one.origins} == {CARD.id}
    assert all(one.origins and one.allowed.holds(one.value) for one in found)


def test_countries_that_export_little_have_no_complexity(section: Section) -> None:
    said = prose(section)
    assert any(one.startswith("No ECI (4 digits): no country that exports enough") for one in said)


def test_groups_of_countries_that_share_no_product_are_not_ranked(tmp_path: Path) -> None:
    # In thousands of millions: those who sell tractors sell nothing else.
    with desk_of(tmp_path, products(1000)) as desk:
        said = prose(compose(desk))
    assert any("fall into groups that share no product" in one for one in said)


def test_complexity_is_that_of_the_matrix_by_hand(tmp_path: Path) -> None:
    # QAC sells wheat too: (5 / 15) / (45 / 355) = 2.6, tractors (10 / 15) / (210 / 355) = 1.1.
    with desk_of(tmp_path, [*products(1000), goods("QAC", "QAC>ARL", WHEAT, 5000)]) as desk:
        section = compose(desk)
    wheat, cheese, tractors = WHEAT[:4], CHEESE[:4], TRACTORS[:4]
    held = [("ARL", cheese), ("BED", wheat), ("QAB", cheese), ("QAB", wheat), ("QAC", wheat)]
    held += [(one, tractors) for one in TWENTY if one != "QAB"]
    found = complexity(advantages_of(held))
    assert isinstance(found, Complexity)
    by_hand = dict(zip(found.advantages.countries, np.asarray(found.eci), strict=True))
    one, other = figures(section, "eci")
    assert [one.value, other.value] == pytest.approx([by_hand["ARL"], by_hand["BED"]])
    assert one.allowed.holds(one.value)
    assert all("22 countries" in said for said in prose(section) if " ECI " in said and "rank" in said)


def wide() -> list[Flow]:
    """Add 24 headings, in thousands of millions: two of the twenty export each, Arland the first five."""
    rows = products(1000)
    for number in range(24):
        code, sellers = f"{number + 1:02}0110", (TWENTY[number % 20], TWENTY[(number + 1) % 20])
        rows += [goods(one, f"{one}>BED", code, 1000) for one in sellers]
        rows += [goods("ARL", "ARL>QAA", code, 9000)] if number < 5 else []
    return rows


def test_the_product_space_has_both_countries_advantages(tmp_path: Path) -> None:
    with desk_of(tmp_path, wide()) as desk:
        section = compose(desk)
        goods_ = world_of(desk).goods
        assert goods_
        theirs = goods_.headings.advantages("ARL")
    assert theirs == {f"{number:02}01" for number in range(1, 6)} | {"0406"}
    (picture,) = pictures(section)
    # 24 and cheese, tractors, wheat; wheat and 1001 10 are one heading.
    assert len(picture.drawing.nodes) == 26  # type: ignore[attr-defined]
    assert {node.code for node in picture.drawing.nodes if node.first} == theirs  # type: ignore[attr-defined]
    rows = picture.table.rows
    assert sum(int(language("en").label(row[2])) for row in rows) == len(theirs)


def test_without_products_of_the_world_the_section_says_what_would_bring_them(tmp_path: Path) -> None:
    few = [goods("ARL", "ARL>BED", CHEESE, 4), goods("BED", "BED>ARL", WHEAT, 4)]
    with desk_of(tmp_path, [*totals("2020"), *few]) as desk:
        section = compose(desk)
    assert not prose(section)
    (lack,) = lacks(section)
    assert lack.commands == ("sverka fetch cepii_baci", "sverka post cepii_baci PATH")


def test_figures_that_lack_the_pairs_own_trade_tell_nothing_untapped(tmp_path: Path) -> None:
    before = [flow("ARL", f"ARL>{one}", "2015", 5) for one in (*TWENTY, "BED")]
    before += [flow("ARL", f"{one}>ARL", "2015", 5) for one in (*TWENTY, "BED")]
    now = [
        replace(one, reporter=None, valuation=Valuation.RECONCILED)
        for one in [*products(), *(goods("ARL", f"ARL>{one}", CHEESE, 1) for one in TWENTY[1:])]
        if {one.exporter, one.importer} != {"ARL", "BED"}
    ]
    with desk_of(tmp_path, [*before, *now]) as desk:
        section = compose(desk)
    assert any("no rows for partners" in one and "BED 4.76 %" in one for one in prose(section))
    wanted = "sverka fetch un_comtrade --pair ARL-BED --years 2016-2020 --product AG6"
    assert wanted in lacks(section)[0].commands


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_section_speaks_four_languages(tmp_path: Path, code: str) -> None:
    with desk_of(tmp_path, [*wide(), *totals("2020")]) as desk:
        said = said_in_full(compose(desk), code)
    assert len(said) > 20
    assert all(said)
