"""Product history of Arland and Bedia, worked out by hand."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from tests.measures.rows import PAIR, Row, alike, frame_of, listed, plain_history, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.product_history import ProductYear, product_history


def history(engine: FrameEngine, folder: Path, *rows: Row, digits: int = 6) -> list[ProductYear]:
    frame = product_history(frame_of(engine, folder, rows), PAIR, engine.cache, digits=digits)
    return sorted((ProductYear(*row) for row in engine.collect(frame)), key=repr)


def test_a_products_part_is_of_its_own_book_and_year(engine: FrameEngine, folder: Path) -> None:
    found = history(
        engine,
        folder,
        said("ARL>BED", "ARL", 75, "010121", quantity=3, quantity_unit="items"),
        said("ARL>BED", "ARL", 25, "010129"),
        said("ARL>BED", "ARL", 10, "010129", "2018"),
        said("ARL>BED", "BED", 50, "010121"),
        said("ARL>BED", "ARL", 100),
        said("ARL>BED", "ARL", 100, "01"),
    )
    assert [(one.reporter, one.year, one.product, one.value_usd, one.part) for one in found] == [
        ("ARL", 2017, "010121", 75, 0.75),
        ("ARL", 2017, "010129", 25, 0.25),
        ("ARL", 2018, "010129", 10, 1.0),
        ("BED", 2017, "010121", 50, 1.0),
    ]
    assert (found[0].quantity, found[0].quantity_unit, found[0].year_usd) == (3, "items", 100)


def test_another_level_of_detail_can_be_asked_for(engine: FrameEngine, folder: Path) -> None:
    rows = (said("ARL>BED", "ARL", 100, "01"), said("ARL>BED", "ARL", 60, "010121"))
    assert [one.product for one in history(engine, folder, *rows, digits=2)] == ["01"]


def test_codes_of_two_revisions_stay_apart(engine: FrameEngine, folder: Path) -> None:
    rows = [
        said("ARL>BED", "ARL", 60, "854150", revision=revision, period=period)
        for revision, period in (("HS2017", "2021"), ("HS2022", "2022"))
    ]
    assert [one.revision for one in history(engine, folder, *rows)] == ["HS2017", "HS2022"]


def test_a_year_of_zeros_has_no_parts(engine: FrameEngine, folder: Path) -> None:
    (found,) = history(engine, folder, said("ARL>BED", "ARL", 0, "010121"))
    assert (found.value_usd, found.part) == (0, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_rows_are_those_of_plain_python(engine: FrameEngine, folder: Path, rows: list[Row]) -> None:
    found = engine.collect(product_history(frame_of(engine, folder, rows), PAIR, engine.cache))
    assert listed(found) == alike(plain_history(rows))
