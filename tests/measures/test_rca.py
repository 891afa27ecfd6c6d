"""Revealed comparative advantage: by hand, by its laws, and against the answer of another program.

The R package economiccomplexity 2.0.0 publishes, with its data (country x SITC4 exports, 1998-2000), which of
226 x 785 pairs of country and product have an advantage. Tolerance: none, all of them must agree.
"""

from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from tests.measures.rows import Row, alike, frame_of, listed, plain_rca, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.addable import Side
from sverka.measures.rca import Advantage, rca

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "economiccomplexity_sitc_1998_2000"
EXPORTS = DATA / "world_trade_avg_1998_to_2000.csv"
THEIRS = {
    "pairs with an advantage": 31_951,
    "of Belarus": 270,
    "of Kazakhstan": 95,
    # of the sorted lines "country product", read from economiccomplexity_output.rda on 2026-11-23
    "sha256": "c84df4bfed94f35676e83dca637eb26c85573513285233d909948c9b5812feb7",
}


def advantages(
    engine: FrameEngine, folder: Path, *rows: Row, side: Side = Side.EXPORTER
) -> dict[tuple[str, str], Advantage]:
    frame = rca(frame_of(engine, folder, rows), engine.cache, side=side)
    found = [Advantage(**dict(zip(frame.columns, row, strict=True))) for row in engine.collect(frame)]
    return {(one.exporter, one.product): one for one in found}


def test_the_ratio_of_two_parts(engine: FrameEngine, folder: Path) -> None:
    """Horses are 3/4 of Arland's exports and 4/8 of the world's: 1.5, and 0.2 between -1 and 1."""
    found = advantages(
        engine,
        folder,
        said("ARL>BED", "ARL", 2, "010121"),
        said("ARL>CED", "ARL", 1, "010121"),
        said("ARL>BED", "ARL", 1, "010129"),
        said("BED>ARL", "BED", 1, "010121"),
        said("BED>ARL", "BED", 3, "010129"),
    )
    horses = found["ARL", "010121"]
    assert (horses.value_usd, horses.of_country, horses.of_product, horses.of_world) == (3, 4, 4, 8)
    assert (horses.rca, horses.symmetric) == pytest.approx((1.5, 0.2))
    assert horses.rows == 2


@pytest.mark.parametrize(("side", "value"), [(Side.EXPORTER, 80), (Side.IMPORTER, 90), (Side.RECONCILED, 85)])
def test_one_sides_books_are_added(engine: FrameEngine, folder: Path, side: Side, value: int) -> None:
    rows = [
        said("ARL>BED", reporter, dollars, "010121")
        for reporter, dollars in (("ARL", 80), ("BED", 90), ("", 85))
    ]
    assert advantages(engine, folder, *rows, side=side)["ARL", "010121"].value_usd == value


def test_the_world_as_a_partner_and_totals_are_not_added(engine: FrameEngine, folder: Path) -> None:
    found = advantages(
        engine,
        folder,
        said("ARL>BED", "ARL", 5, "010121"),
        said("ARL>WLD", "ARL", 5, "010121"),
        said("ARL>BED", "ARL", 5, "01"),
        said("ARL>BED", "ARL", 5),
    )
    assert [one.of_world for one in found.values()] == [5]


def test_nothing_to_divide_by_gives_no_ratio(engine: FrameEngine, folder: Path) -> None:
    found = advantages(
        engine, folder, said("ARL>BED", "ARL", 0, "010121"), said("BED>ARL", "BED", None, "010129")
    )
    assert (found["ARL", "010121"].value_usd, found["ARL", "010121"].rca) == (0, None)
    assert (found["BED", "010129"].value_usd, found["BED", "010129"].rca) == (None, None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_rows_are_those_of_plain_python(engine: FrameEngine, folder: Path, rows: list[Row]) -> None:
    found = engine.collect(rca(frame_of(engine, folder, rows), engine.cache))
    assert listed(found) == alike(plain_rca(rows))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_advantages_weighted_by_the_worlds_products_add_up_to_one(
    engine: FrameEngine, folder: Path, rows: list[Row]
) -> None:
    """Sum over products of RCA(c, p) x X(p) / X is the sum of the country's own parts."""
    weighted: defaultdict[tuple[str, int, str], float] = defaultdict(float)
    frame = rca(frame_of(engine, folder, rows), engine.cache)
    for row in engine.collect(frame):
        one = Advantage(**dict(zip(frame.columns, row, strict=True)))
        if one.rca is not None:
            weighted[one.exporter, one.year, one.revision] += one.rca * one.of_product / one.of_world
    assert list(weighted.values()) == pytest.approx([1.0] * len(weighted))


@pytest.mark.skipif(not EXPORTS.exists(), reason="the shared data folder is not on this machine")
def test_every_advantage_is_the_one_that_the_r_package_publishes(engine: FrameEngine, folder: Path) -> None:
    path = folder / "sitc.parquet"
    with duckdb.connect() as other:
        other.execute(
            "CREATE TABLE flow AS SELECT country AS exporter, 'all' AS importer, country AS reporter, "
            "product, 'SITC2' AS revision, '2000' AS period, 2000 AS year, 'FOB' AS valuation, "
            "value::BIGINT AS value_usd FROM read_csv($1, types = {'product': 'VARCHAR'})",
            [str(EXPORTS)],
        )
        other.execute(f"COPY flow TO '{path}' (FORMAT parquet)")
    rows = engine.collect(
        rca(engine.scan([path]), engine.cache, digits=4).select("exporter", "product", "rca")
    )
    assert len(rows) == 124_336
    ours = sorted(f"{country} {product}" for country, product, ratio in rows if ratio >= 1)
    assert {
        "pairs with an advantage": len(ours),
        "of Belarus": sum(line.startswith("blr") for line in ours),
        "of Kazakhstan": sum(line.startswith("kaz") for line in ours),
        "sha256": sha256("\n".join(ours).encode()).hexdigest(),
    } == THEIRS
