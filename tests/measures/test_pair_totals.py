"""Pair totals over the declarations of Arland (ARL) and Bedia (BED), worked out by hand."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from tests.measures.rows import PAIR, Row, alike, frame_of, listed, plain_totals, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.pair_totals import PairTotal, choose_totals, pair_totals


def totals(engine: FrameEngine, folder: Path, *rows: Row) -> tuple[PairTotal, ...]:
    return choose_totals(engine.collect(pair_totals(frame_of(engine, folder, rows), PAIR)))


def test_a_published_total_is_not_added_to_its_parts(engine: FrameEngine, folder: Path) -> None:
    (found,) = totals(
        engine,
        folder,
        said("ARL>BED", "ARL", 100),
        said("ARL>BED", "ARL", 60, "010121"),
        said("ARL>BED", "ARL", 39, "010129"),
        said("ARL>BED", "ARL", 99, "01"),
    )
    assert (found.value_usd, found.published, found.rows) == (100, True, 1)


def test_without_a_published_total_the_most_detailed_products_are_added(
    engine: FrameEngine, folder: Path
) -> None:
    (found,) = totals(
        engine,
        folder,
        said("ARL>BED", "ARL", 60, "010121"),
        said("ARL>BED", "ARL", 39, "010129"),
        said("ARL>BED", "ARL", 100, "01"),
    )
    assert (found.value_usd, found.published, found.rows, found.revision) == (99, False, 2, "HS2017")


def test_of_two_nomenclatures_one_is_added(engine: FrameEngine, folder: Path) -> None:
    (found,) = totals(
        engine,
        folder,
        said("ARL>BED", "ARL", 60, "010121", revision="HS2012"),
        said("ARL>BED", "ARL", 61, "010121", revision="HS2017"),
        said("ARL>BED", "ARL", 7, "0011", revision="SITC4"),
    )
    assert (found.value_usd, found.revision) == (61, "HS2017")


def test_each_book_direction_valuation_and_year_has_its_total(engine: FrameEngine, folder: Path) -> None:
    found = totals(
        engine,
        folder,
        said("ARL>BED", "ARL", 80),
        said("ARL>BED", "BED", 90),
        said("ARL>BED", "BED", 85, valuation="FOB"),
        said("BED>ARL", "BED", 10),
        said("BED>ARL", "", 15),
        said("ARL>BED", "ARL", 120, period="2018"),
        said("ARL>CED", "ARL", 7),
    )
    assert [(one.year, one.exporter, one.reporter, one.valuation, one.value_usd) for one in found] == [
        (2017, "ARL", "ARL", "FOB", 80),
        (2017, "ARL", "BED", "CIF", 90),
        (2017, "ARL", "BED", "FOB", 85),
        (2017, "BED", None, "reconciled", 15),
        (2017, "BED", "BED", "FOB", 10),
        (2018, "ARL", "ARL", "FOB", 120),
    ]


def test_months_and_halves_are_not_added_to_years(engine: FrameEngine, folder: Path) -> None:
    rows = [said("ARL>BED", "ARL", 5, period=period) for period in ("2017-05", "2017H1", "2017-01..2017-06")]
    assert totals(engine, folder, *rows) == ()


def test_nothing_declared_is_not_zero(engine: FrameEngine, folder: Path) -> None:
    (unknown,) = totals(engine, folder, said("ARL>BED", "ARL", None))
    assert (unknown.value_usd, unknown.known, unknown.rows) == (None, 0, 1)
    (zero,) = totals(engine, folder, said("ARL>BED", "ARL", 0))
    assert (zero.value_usd, zero.known) == (0, 1)


def test_a_total_without_a_value_gives_way_to_its_parts(engine: FrameEngine, folder: Path) -> None:
    (found,) = totals(engine, folder, said("ARL>BED", "ARL", None), said("ARL>BED", "ARL", 4, "010121"))
    assert (found.value_usd, found.published) == (4, False)


def test_the_publishers_marks_are_counted(engine: FrameEngine, folder: Path) -> None:
    (found,) = totals(engine, folder, said("ARL>BED", "ARL", 4, flag="estimated"))
    assert found.marked == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_sums_are_those_of_plain_python(engine: FrameEngine, folder: Path, rows: list[Row]) -> None:
    found = engine.collect(pair_totals(frame_of(engine, folder, rows), PAIR))
    assert listed(found) == alike(plain_totals(rows))


def test_sums_beyond_32_bits_are_exact(engine: FrameEngine, folder: Path) -> None:
    large = 9_007_199_254_740_993  # the first whole number that a double cannot hold
    (found,) = totals(
        engine, folder, said("ARL>BED", "ARL", large, "010121"), said("ARL>BED", "ARL", 1, "010129")
    )
    assert found.value_usd == large + 1
