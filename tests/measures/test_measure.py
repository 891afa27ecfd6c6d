"""Measures asked for by name, over Arland (ARL), Bedia (BED), Cedia (CED) and Dovia (DOV).

2018, US dollars      horses 010121   chips 854150   apples 080810
ARL>BED  ARL, FOB     60 (2017: 40)   -              20 (2017: 30)
BED>ARL  ARL, CIF     10              30             -
ARL>CED  ARL, FOB     20              -              -
BED>CED  BED, FOB     -               50             -
CED>BED  CED, FOB     40              -              -
"""

from pathlib import Path
from typing import Any

import pytest
from tests.measures.rows import PAIR, Row, frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.measure import MeasureTable, measure
from sverka.measures.question import Measure, Question
from sverka.vocabulary.concordance import Concordance

HORSES, CHIPS, APPLES = "010121", "854150", "080810"
ROWS = (
    said("ARL>BED", "ARL", 40, HORSES, quantity=4, quantity_unit="items"),
    said("ARL>BED", "ARL", 30, APPLES),
    said("ARL>BED", "ARL", 60, HORSES, "2018", quantity=5, quantity_unit="items"),
    said("ARL>BED", "ARL", 20, APPLES, "2018"),
    said("BED>ARL", "ARL", 10, HORSES, "2018"),
    said("BED>ARL", "ARL", 30, CHIPS, "2018"),
    said("ARL>CED", "ARL", 20, HORSES, "2018"),
    said("BED>CED", "BED", 50, CHIPS, "2018"),
    said("CED>BED", "CED", 40, HORSES, "2018"),
)


def asked(
    engine: FrameEngine,
    folder: Path,
    name: Measure,
    rows: tuple[Row, ...] = ROWS,
    **fields: Any,  # noqa: ANN401
) -> list[dict[str, Any]]:
    found = measure(frame_of(engine, folder, rows), engine, Question(name, PAIR, **fields))
    return named(found)


def named(found: MeasureTable) -> list[dict[str, Any]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_totals_of_products_are_their_sums(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, Measure.PAIR_TOTALS, years=(2018, 2018), product="01")
    assert [(row["exporter"], row["value_usd"]) for row in found] == [("ARL", 60), ("BED", 10)]


def test_growth_by_product_takes_the_last_two_years(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, Measure.DECOMPOSITION)
    out = [row for row in found if row["exporter"] == "ARL"]
    assert [(row["product"], row["margin"], row["change_usd"]) for row in out] == [
        (HORSES, "continuing", 20),
        (APPLES, "continuing", -10),
    ]
    assert [row["points"] for row in out] == [pytest.approx(100 * 20 / 70), pytest.approx(-100 * 10 / 70)]
    (back,) = [row for row in found if row["exporter"] == "BED"]
    assert back["reason"] == "a change needs an earlier and a later year, not 2018 and 2018"


def test_growth_by_price_and_quantity(engine: FrameEngine, folder: Path) -> None:
    """Horses: from 10 to 12 dollars, 4 to 5 pieces: 2 * 4.5 = 9 and 1 * 11 = 11."""
    horses, apples, _ = asked(engine, folder, Measure.PRICE_QUANTITY)
    assert (horses["price_usd"], horses["quantity_usd"], horses["quantity_unit"]) == (9, 11, "items")
    assert (apples["product"], apples["price_usd"], apples["reason"]) == (APPLES, None, "no quantity")


def test_years_of_two_revisions_need_a_bridge(engine: FrameEngine, folder: Path) -> None:
    rows = (
        said("ARL>BED", "ARL", 40, HORSES, revision="HS2012"),
        said("ARL>BED", "ARL", 60, HORSES, "2018"),
    )
    question = Question(Measure.DECOMPOSITION, PAIR)
    frame = frame_of(engine, folder, rows)
    (alone,) = named(measure(frame, engine, question))
    assert "the book has no correspondence" in alone["reason"]
    bridge = Concordance(("HS2012", "HS2017"), [(HORSES, HORSES)])
    (bridged,) = named(measure(frame, engine, question, lambda _one, _other: bridge))
    assert (bridged["product"], bridged["change_usd"]) == (HORSES, 20)


def test_concentration_is_by_direction_book_and_year(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, Measure.CONCENTRATION, years=(2018, 2018))
    effective = {row["exporter"]: row["effective"] for row in found}
    assert effective == {
        "ARL": pytest.approx(80**2 / (60**2 + 20**2)),
        "BED": pytest.approx(40**2 / (10**2 + 30**2)),
    }


def test_intra_industry_trade_of_a_product_group(engine: FrameEngine, folder: Path) -> None:
    everything = asked(engine, folder, Measure.INTRA_INDUSTRY, years=(2018, 2018))[0]
    horses = asked(engine, folder, Measure.INTRA_INDUSTRY, years=(2018, 2018), product="01")[0]
    assert (everything["product"], everything["digits"]) == ("TOTAL", 6)
    assert everything["grubel_lloyd"] == pytest.approx(2 * 10 / 120)
    assert horses["grubel_lloyd"] == pytest.approx(2 * 10 / 70)


def test_unit_values_are_those_of_rows_with_quantities(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, Measure.UNIT_VALUES)
    assert [(row["year"], row["unit_value"], row["outlier"]) for row in found] == [
        (2017, 10, None),
        (2018, 12, None),
    ]


def test_similarity_is_of_all_their_exports(engine: FrameEngine, folder: Path) -> None:
    """Arland's own book: 80 horses, 20 apples; Bedia's: chips alone. Nothing in common."""
    (found,) = asked(engine, folder, Measure.SIMILARITY, years=(2018, 2018))
    assert (found["similarity"], found["first_usd"], found["second_usd"]) == (0, 100, 50)
    assert asked(engine, folder, Measure.SIMILARITY, (said("ARL>BED", "ARL", 5),)) == []


def test_position_is_each_ones_among_the_others_partners(engine: FrameEngine, folder: Path) -> None:
    found = asked(engine, folder, Measure.POSITION, years=(2018, 2018))
    exports = next(row for row in found if (row["country"], row["trade"]) == ("ARL", "exports"))
    assert (exports["partner"], exports["share"], exports["rank"], exports["of"]) == ("BED", 0.8, 1, 2)
    horses = asked(engine, folder, Measure.POSITION, years=(2018, 2018), product="01")
    exports = next(row for row in horses if (row["country"], row["trade"]) == ("ARL", "exports"))
    assert (exports["value_usd"], exports["share"]) == (60, 0.75)


def test_competitors_supply_the_main_lines_of_the_last_year(engine: FrameEngine, folder: Path) -> None:
    """Bedia declares no imports: what Arland and Cedia declare as sent stands for them."""
    found = asked(engine, folder, Measure.COMPETITORS)
    horses = [row for row in found if (row["buyer"], row["product"]) == ("BED", HORSES)]
    assert [(row["competitor"], row["value_usd"], row["rank"]) for row in horses] == [
        ("ARL", 60, 1),
        ("CED", 40, 2),
    ]
    assert {row["book"] for row in horses} == {"partners"}
    assert asked(engine, folder, Measure.COMPETITORS, product="85")[0]["product"] == CHIPS


def test_complementarity_and_intensity_are_of_each_direction(engine: FrameEngine, folder: Path) -> None:
    """Arland sends horses 80 and apples 20 in 100; Bedia gets horses 100 and apples 20 in 120."""
    out, back = asked(engine, folder, Measure.COMPLEMENTARITY)
    assert (out["exporter"], back["exporter"]) == ("ARL", "BED")
    assert out["complementarity"] == pytest.approx(100 * (0.8 + 20 / 120))
    out, back = asked(engine, folder, Measure.INTENSITY)
    # X(ARL, BED) 80 of 100; M(BED) 120 of the world's 230 less Arland's own 40
    assert (out["sent_usd"], out["exports_usd"], out["imports_usd"]) == (80, 100, 120)
    assert out["intensity"] == pytest.approx((80 / 100) / (120 / (230 - 40)))


def test_untapped_lines_are_of_the_products_asked_for(engine: FrameEngine, folder: Path) -> None:
    """Bedia has 2/3 of the world's chips and sells Arland none of the 3 million that it buys of Cedia."""
    rows = (
        said("BED>CED", "BED", 6_000_000, CHIPS),
        said("CED>ARL", "ARL", 3_000_000, CHIPS),
        said("CED>ARL", "CED", 3_000_000, CHIPS),
        said("BED>ARL", "ARL", 1, HORSES),
        said("CED>BED", "CED", 9_000_000, HORSES),
    )
    (found,) = asked(engine, folder, Measure.UNTAPPED, rows)
    assert (found["exporter"], found["product"], found["potential_usd"]) == ("BED", CHIPS, 2_000_000)
    assert asked(engine, folder, Measure.UNTAPPED, rows, product="85") == [found]
    assert asked(engine, folder, Measure.UNTAPPED, rows, product="01") == []


def test_complexity_ranks_both_countries_and_the_products_asked_for(
    engine: FrameEngine, folder: Path
) -> None:
    """Few sell apples, many horses: who sells apples leads, Arland with horses and chips is third."""
    exports = {
        "ARL": (HORSES, CHIPS),
        "BED": (HORSES,),
        "CED": (CHIPS, APPLES),
        "DOV": (APPLES,),
        "EOS": (HORSES,),
    }
    rows = (
        said("ARL>BED", "ARL", 1, HORSES),
        *(said(f"{one}>FAR", one, 2 * 10**9, code) for one, codes in exports.items() for code in codes),
    )
    found = asked(engine, folder, Measure.COMPLEXITY, rows, product="85")
    assert [(row["kind"], row["code"], row["rank"], row["of"], row["count"]) for row in found] == [
        ("country", "ARL", 3, 5, 2),
        ("country", "BED", 4, 5, 1),
        ("product", "8541", 2, 3, 2),
    ]
    assert found[0]["complexity"] == pytest.approx(-0.33692227)
    assert {row["digits"] for row in found} == {4}


def test_small_exporters_have_no_complexity_and_the_reason_is_given(
    engine: FrameEngine, folder: Path
) -> None:
    (found,) = asked(engine, folder, Measure.COMPLEXITY)
    assert (found["complexity"], found["reason"]) == (None, "no country has an advantage in any product")


@pytest.mark.parametrize(
    "name",
    [
        *(Measure.SIMILARITY, Measure.POSITION, Measure.COMPETITORS, Measure.COMPLEMENTARITY),
        *(Measure.INTENSITY, Measure.UNTAPPED, Measure.COMPLEXITY),
    ],
)
def test_a_source_about_the_pair_alone_knows_no_world(
    engine: FrameEngine, folder: Path, name: Measure
) -> None:
    rows = (said("ARL>BED", "ARL", 2 * 10**9, HORSES), said("BED>ARL", "BED", 2 * 10**9, CHIPS))
    assert asked(engine, folder, name, rows) == []


@pytest.mark.parametrize("name", list(Measure))
def test_a_source_without_the_pair_answers_with_no_rows(
    engine: FrameEngine, folder: Path, name: Measure
) -> None:
    found = measure(
        frame_of(engine, folder, [said("CED>DOV", "CED", 5, HORSES)]), engine, Question(name, PAIR)
    )
    assert found.rows == ()
    assert found.columns
    assert found.unit
