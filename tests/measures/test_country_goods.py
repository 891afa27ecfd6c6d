"""Country goods of Arland (ARL), Bedia (BED), Cedria (CED) and Dovia (DOV), worked out by hand."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.measures.rows import Row, frame_of, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.country_goods import basket, country_goods
from sverka.measures.declarants import (
    BookOf,
    Goods,
    Trade,
    choose_goods,
    declarations,
    is_country,
    total_goods,
)
from sverka.measures.rca import advantages, rca

HORSES, CHIPS = "010121", "854150"


def goods_of(engine: FrameEngine, folder: Path, rows: list[Row], *asked: str) -> Goods | None:
    return choose_goods(declarations(frame_of(engine, folder, rows), engine), 2017, asked)


def sums(
    engine: FrameEngine, folder: Path, rows: list[Row], trade: Trade, heading: int | None = None
) -> dict[tuple[str, str], int]:
    frame, goods = frame_of(engine, folder, rows), goods_of(engine, folder, rows)
    assert goods is not None
    found = country_goods(frame, goods, trade, heading=heading)
    rows_ = engine.collect(found.select(trade.country, "product", "dollars", "year", "revision"))
    assert {row[3:] for row in rows_} <= {(2017, "HS2017")}
    return {row[:2]: row[2] for row in rows_}


BOTH_SIDES = [
    said("ARL>BED", "ARL", 80, HORSES),
    said("ARL>BED", "BED", 90, HORSES),
    said("ARL>CED", "ARL", 5, HORSES),
    said("ARL>CED", "CED", 7, CHIPS),
    said("BED>ARL", "ARL", 30, CHIPS),
    said("BED>CED", "CED", 4, CHIPS),
]


def test_a_countrys_own_declarations_count_once(engine: FrameEngine, folder: Path) -> None:
    assert sums(engine, folder, BOTH_SIDES, Trade.EXPORTS)["ARL", HORSES] == 85
    assert ("ARL", CHIPS) not in sums(engine, folder, BOTH_SIDES, Trade.EXPORTS)


def test_the_partners_speak_for_a_silent_country(engine: FrameEngine, folder: Path) -> None:
    """Bedia declares imports and no exports: what it exports is what Arland and Cedria declare."""
    assert sums(engine, folder, BOTH_SIDES, Trade.EXPORTS) == {("ARL", HORSES): 85, ("BED", CHIPS): 34}
    assert sums(engine, folder, BOTH_SIDES, Trade.IMPORTS) == {
        ("ARL", CHIPS): 30,
        ("BED", HORSES): 90,
        ("CED", CHIPS): 11,
    }
    goods = goods_of(engine, folder, BOTH_SIDES)
    assert goods is not None
    assert [goods.book("BED", trade) for trade in Trade] == [BookOf.PARTNERS, BookOf.OWN]


def test_a_third_partys_flows_are_added_where_there_is_nothing_else(
    engine: FrameEngine, folder: Path
) -> None:
    rows = [said("ARL>BED", "", 85, HORSES), said("CED>BED", "", 5, HORSES)]
    assert sums(engine, folder, rows, Trade.IMPORTS) == {("BED", HORSES): 90}
    goods = goods_of(engine, folder, rows)
    assert goods is not None
    assert goods.book("BED", Trade.IMPORTS) is BookOf.RECONCILED


def test_months_aggregates_the_world_and_blocs_stay_out(engine: FrameEngine, folder: Path) -> None:
    rows = [
        said("ARL>BED", "ARL", 5, HORSES),
        said("ARL>WLD", "ARL", 5, HORSES),
        said("ARL>ARL", "ARL", 5, HORSES),
        said("ARL>BED", "ARL", 5, "01"),
        said("ARL>BED", "ARL", 5, HORSES, period="2017-05"),
        said("ARL>BED", "ARL", 5, HORSES, period="2016"),
        said("ARL>BED", "ARL", 5, HORSES, revision="HS2012"),
        said("EU>BED", "EU", 5, HORSES),
        said("899>BED", "BED", 5, HORSES),
    ]
    assert sums(engine, folder, rows, Trade.EXPORTS) == {("ARL", HORSES): 5}
    assert [is_country(code) for code in ("ARL", "EU", "899", "ASEAN")] == [True, False, False, False]


@pytest.mark.parametrize(("cif", "expected"), [(95, 102), (None, 93)])
def test_of_two_valuations_of_a_flow_one_counts(
    engine: FrameEngine, folder: Path, cif: int | None, expected: int
) -> None:
    """Bedia gives horses from Arland CIF and FOB, those from Cedria FOB alone: none is lost or doubled."""
    rows = [
        said("ARL>BED", "BED", 86, HORSES, valuation="FOB"),
        said("CED>BED", "BED", 7, HORSES, valuation="FOB"),
        said("ARL>CED", "CED", 1, HORSES),
        said("DOV>BED", "BED", 3, CHIPS),
    ]
    if cif is not None:
        rows.append(said("ARL>BED", "BED", cif, HORSES))
    assert sums(engine, folder, rows, Trade.IMPORTS)["BED", HORSES] == expected


def test_products_are_added_up_to_headings(engine: FrameEngine, folder: Path) -> None:
    rows = [
        said("ARL>BED", "ARL", 5, "010121"),
        said("ARL>CED", "ARL", 6, "010129"),
        said("ARL>BED", "ARL", 7, CHIPS),
    ]
    assert sums(engine, folder, rows, Trade.EXPORTS, 4) == {("ARL", "0101"): 11, ("ARL", "8541"): 7}


def test_a_basket_leaves_out_what_has_no_value(engine: FrameEngine, folder: Path) -> None:
    rows = [said("ARL>BED", "ARL", None, HORSES), said("ARL>BED", "ARL", 7, CHIPS)]
    frame, goods = frame_of(engine, folder, rows), goods_of(engine, folder, rows)
    assert goods is not None
    assert basket(frame, engine, goods, Trade.EXPORTS, "ARL") == {CHIPS: 7}
    assert basket(frame, engine, goods, Trade.EXPORTS, "DOV") == {}


def test_the_nomenclature_of_the_two_comes_before_the_one_of_most(engine: FrameEngine, folder: Path) -> None:
    others = [said(f"{code}>ARL", code, 1, HORSES, revision="HS2022") for code in ("CED", "DOV", "ELM")]
    pair = [said("ARL>BED", "ARL", 1, HORSES), said("BED>ARL", "BED", 1, HORSES)]
    chosen = [goods_of(engine, folder, [*others, *pair], *asked) for asked in ((), ("ARL", "BED"))]
    assert [goods and goods.revision for goods in chosen] == ["HS2022", "HS2017"]


def test_the_harmonized_system_comes_before_others_and_national_codes_are_not_compared(
    engine: FrameEngine, folder: Path
) -> None:
    rows = [
        said("ARL>BED", "ARL", 1, "0015", revision="SITC4"),
        said("BED>ARL", "BED", 1, "0015", revision="SITC4"),
        said("ARL>BED", "ARL", 1, "0101"),
        said("ARL>BED", "ARL", 1, HORSES),
        said("ARL>BED", "ARL", 1, "0101210000"),
    ]
    goods = goods_of(engine, folder, rows)
    assert goods is not None
    assert (goods.revision, goods.digits) == ("HS2017", 6)


def test_a_level_that_few_declare_is_not_chosen(engine: FrameEngine, folder: Path) -> None:
    rows = [said(f"{code}>ARL", code, 1, "0101") for code in ("BED", "CED", "DOV")]
    rows += [said("BED>ARL", "BED", 1, HORSES)]
    goods = goods_of(engine, folder, rows)
    assert goods is not None
    assert goods.digits == 4


def test_published_totals_are_chosen_apart_from_products(engine: FrameEngine, folder: Path) -> None:
    rows = [said("ARL>BED", "ARL", 100), said("ARL>BED", "ARL", 60, HORSES)]
    declared = declarations(frame_of(engine, folder, rows), engine)
    totals, products = total_goods(declared, 2017), choose_goods(declared, 2017)
    assert totals is not None
    assert products is not None
    assert (totals.digits, products.digits) == (None, 6)
    frame = frame_of(engine, folder, rows)
    assert basket(frame, engine, totals, Trade.EXPORTS, "ARL") == {"TOTAL": 100}
    assert (total_goods(declared, 2018), choose_goods(declared, 2018)) == (None, None)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_what_countries_export_is_what_the_chosen_books_declare(
    engine: FrameEngine, folder: Path, rows: list[Row]
) -> None:
    """In plain Python, for tables in which no flow has two rows."""
    once = list({row[:7]: row for row in rows if row.valuation != "reconciled"}.values())
    once = list({(*row[:6], row.reporter == row.exporter): row for row in once}.values())
    goods = goods_of(engine, folder, once)
    if goods is None:
        return
    expected = Counter[tuple[str, str]]()
    for row in once:
        silent = row.exporter not in goods.exporters
        speaker = "" if goods.reconciled else row.importer if silent else row.exporter
        wanted = (row.period, row.revision, len(row.product)) == ("2017", goods.revision, goods.digits)
        apart = row.exporter != row.importer and "WLD" not in {row.exporter, row.importer}
        if wanted and apart and row.reporter == speaker and row.product != "TOTAL":
            expected[row.exporter, row.product] += row.value_usd or 0
    frame = country_goods(frame_of(engine, folder, once), goods, Trade.EXPORTS)
    found = {row[:2]: row[2] for row in engine.collect(frame.select("exporter", "product", "dollars"))}
    assert found == dict(expected)


def test_advantages_over_chosen_books_are_those_of_rca_where_everybody_declares(
    engine: FrameEngine, folder: Path
) -> None:
    rows = [
        said("ARL>BED", "ARL", 3, HORSES),
        said("ARL>BED", "ARL", 1, CHIPS),
        said("BED>ARL", "BED", 1, HORSES),
        said("BED>ARL", "BED", 3, CHIPS),
    ]
    frame, goods = frame_of(engine, folder, rows), goods_of(engine, folder, rows)
    assert goods is not None
    chosen = engine.cache(country_goods(frame, goods, Trade.EXPORTS))
    assert sorted(engine.collect(advantages(chosen))) == sorted(engine.collect(rca(frame, engine.cache)))
