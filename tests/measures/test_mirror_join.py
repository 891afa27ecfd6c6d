"""The mirror join: by hand over Arland, Bedia and Cedia, and over all countries' declarations of 2015."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from tests.measures.rows import Row, alike, frame_of, listed, plain_mirror, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.mirror_join import MirrorRow, mirror_join

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "comtrade_totals_2015"
COMTRADE = DATA / "comtrade_total_2015_legacy_columns.csv"


def mirror(
    engine: FrameEngine, folder: Path, *rows: Row, digits: int | None = None, product: str | None = None
) -> list[MirrorRow]:
    frame = mirror_join(frame_of(engine, folder, rows), digits=digits, product=product)
    return sorted((MirrorRow(*row) for row in engine.collect(frame)), key=repr)


def test_both_declarations_stand_side_by_side(engine: FrameEngine, folder: Path) -> None:
    (found,) = mirror(engine, folder, said("ARL>BED", "ARL", 80), said("ARL>BED", "BED", 90))
    assert found == MirrorRow("ARL", "BED", "", "TOTAL", 2017, 80, 90, "CIF", 10, 1.125)


def test_a_silent_side_is_nothing_and_not_zero(engine: FrameEngine, folder: Path) -> None:
    exported, imported = mirror(engine, folder, said("ARL>BED", "ARL", 80), said("BED>ARL", "ARL", 20))
    assert (exported.exporter_usd, exported.importer_usd, exported.gap) == (80, None, None)
    assert (imported.exporter_usd, imported.importer_usd, imported.ratio) == (None, 20, None)


def test_a_declared_zero_is_a_figure_but_nothing_to_divide_by(engine: FrameEngine, folder: Path) -> None:
    (found,) = mirror(engine, folder, said("ARL>BED", "ARL", 0), said("ARL>BED", "BED", 90))
    assert (found.exporter_usd, found.gap, found.ratio) == (0, 90, None)


def test_imports_declared_fob_are_taken_where_there_are_no_others(engine: FrameEngine, folder: Path) -> None:
    one, other = mirror(
        engine,
        folder,
        said("ARL>BED", "BED", 90),
        said("ARL>BED", "BED", 85, valuation="FOB"),
        said("ARL>CED", "CED", 7, valuation="FOB"),
    )
    assert (one.importer_usd, one.import_valuation) == (90, "CIF")
    assert (other.importer_usd, other.import_valuation) == (7, "FOB")


def test_one_product_can_be_asked_for(engine: FrameEngine, folder: Path) -> None:
    rows = (said("ARL>BED", "ARL", 80, "010121"), said("ARL>BED", "ARL", 9, "010129"))
    assert [one.product for one in mirror(engine, folder, *rows, product="010129")] == ["010129"]


def test_reconciled_flows_and_the_world_are_no_declarations_of_a_pair(
    engine: FrameEngine, folder: Path
) -> None:
    assert mirror(engine, folder, said("ARL>BED", "", 80), said("ARL>WLD", "ARL", 90)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_rows_are_those_of_plain_python(engine: FrameEngine, folder: Path, rows: list[Row]) -> None:
    found = engine.collect(mirror_join(frame_of(engine, folder, rows)))
    assert listed(found) == alike(plain_mirror(rows))


@pytest.mark.skipif(not COMTRADE.exists(), reason="the shared data folder is not on this machine")
def test_all_pairs_of_2015_as_both_sides_declared_them(engine: FrameEngine, folder: Path) -> None:
    """Figures of the file's SOURCE.txt; counts by an independent full join of the same file."""
    declared = """
        SELECT CASE flow WHEN 'Export' THEN reporter ELSE partner END AS exporter,
               CASE flow WHEN 'Export' THEN partner ELSE reporter END AS importer,
               reporter, 'TOTAL' AS product, '' AS revision, '2015' AS period, 2015 AS year,
               CASE flow WHEN 'Export' THEN 'FOB' ELSE 'CIF' END AS valuation, value AS value_usd
        FROM (SELECT "Trade Flow" AS flow, "Reporter ISO" AS reporter, "Partner ISO" AS partner,
                     "Trade Value (US$)"::BIGINT AS value FROM read_csv($1, all_varchar = true))
        WHERE flow IN ('Export', 'Import') AND length(reporter) = 3 AND length(partner) = 3
    """
    path = folder / "comtrade.parquet"
    with duckdb.connect() as other:
        other.execute(f"CREATE TABLE flow AS {declared}", [str(COMTRADE)])
        other.execute(f"COPY flow TO '{path}' (FORMAT parquet)")
        others = "exporter <> importer AND 'WLD' NOT IN (exporter, importer)"
        sides = f"SELECT * FROM flow WHERE {others} AND reporter = {{}}"
        ((pairs, both),) = other.execute(
            "SELECT count(*), count(one.value_usd + other.value_usd) "
            f"FROM ({sides.format('exporter')}) AS one FULL JOIN ({sides.format('importer')}) AS other "
            "USING (exporter, importer)"
        ).fetchall()
    rows = [MirrorRow(*row) for row in engine.collect(mirror_join(engine.scan([path]), digits=None))]
    found = {(row.exporter, row.importer): (row.exporter_usd, row.importer_usd) for row in rows}
    assert found["BLR", "KAZ"] == (522_778_200, 488_032_838)
    assert found["KAZ", "BLR"] == (53_433_625, 45_181_800)
    assert len(rows) == pairs
    assert sum(row.gap is not None for row in rows) == both
