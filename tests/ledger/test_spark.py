"""Apache Spark gives what the default engine gives, to the cent; what it lacks it says.

Whole numbers must be equal, ratios to 1e-9: doubles are added in another order.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from gc import collect
from os import environ
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.fictional.pair import CARD, OUT, PAIR, flow, make_book
from tests.measures.rows import Row, alike, frame_of, listed, said, tables

from sverka.ledger.engine import Frame, FrameEngine
from sverka.ledger.engines import EngineName, start_engine
from sverka.ledger.spark import (
    SMALL,
    JavaMissing,
    JavaTooOld,
    SparkDidNotStart,
    SparkFailed,
    SparkFrames,
    SparkNotInstalled,
    open_spark,
)
from sverka.measures.country_goods import country_goods
from sverka.measures.declarants import Goods, Trade, choose_goods, declarations
from sverka.measures.declared_years import declared_years, newest_year
from sverka.measures.marks import marks
from sverka.measures.mirror_join import mirror_join
from sverka.measures.pair_totals import choose_totals, pair_totals
from sverka.measures.position import partners, position
from sverka.measures.product_history import product_history
from sverka.measures.rca import advantages, rca
from sverka.measures.spells import Compared, Scope, choose_odds, count_spells, yearly_totals
from sverka.measures.untapped import untapped
from sverka.vocabulary.batch import Batch

MEASURES: dict[str, Callable[[Frame, FrameEngine], Frame]] = {
    "pair totals": lambda frame, _: pair_totals(frame, PAIR),
    "product history": lambda frame, engine: product_history(frame, PAIR, engine.cache),
    "mirror join": lambda frame, _: mirror_join(frame),
    "rca": lambda frame, engine: rca(frame, engine.cache),
}

HORSES, MULES, CHIPS = "010121", "010130", "854150"
BOOK = (
    # Totals of three years in both books, one of them filled in; Cedria declares nothing.
    *(
        said(way, reporter, value + year, period=str(2015 + year), flag=flag)
        for year, flag in enumerate(("reported", "reported", "estimated"))
        for way, reporter, value in (
            ("ARL>BED", "ARL", 80),
            ("ARL>BED", "BED", 90),
            ("BED>ARL", "ARL", 30),
            ("BED>ARL", "BED", 25),
            ("ARL>CED", "ARL", 20),
            ("CED>BED", "BED", 40 * year),
        )
    ),
    said("ARL>WLD", "ARL", 600, period="2017"),
    said("ARL>899", "ARL", None, period="2017"),
    said("ARL>BED", "", 85, period="2018"),
    said("ARL>BED", "ARL", 7, period="2017-05"),
    # Products of 2017: half of the world's horses are Arland's, 6 % of Bedia's.
    said("ARL>DOV", "ARL", 395, HORSES),
    said("ARL>BED", "ARL", 5, HORSES),
    said("ARL>BED", "BED", 6, HORSES),
    said("CED>BED", "BED", 94, HORSES),
    said("CED>DOV", "DOV", 310, HORSES),
    said("CED>BED", "BED", 1000, CHIPS),
    said("BED>ARL", "ARL", 12, MULES),
    said("BED>DOV", "BED", 30, MULES, valuation="FOB"),
    said("BED>DOV", "BED", 31, MULES, valuation="CIF"),
)


def goods_of(frame: Frame, engine: FrameEngine) -> Goods:
    found = choose_goods(declarations(frame, engine), 2017, PAIR)
    assert found is not None
    return found


def ask_totals(frame: Frame, engine: FrameEngine) -> list[Any]:
    asked = ((Scope.TURNOVER, None), (Scope.EXPORTS, 6), (Scope.IMPORTS, None))
    found = [yearly_totals(frame, scope, digits=digits) for scope, digits in asked]
    found.append(yearly_totals(frame, Scope.EXPORTS, reconciled=True))
    return [listed(engine.collect(one)) for one in found]


def ask_spells(frame: Frame, engine: FrameEngine) -> list[Any]:
    totals = engine.cache(yearly_totals(frame, Scope.TURNOVER))
    now = Compared(level_usd=100.0, growth_factor=1.01, years=1)
    real = Compared(
        level_usd=100.0, growth_factor=0.99, years=2, dollars=2017, prices={2015: 0.9, 2016: 0.95, 2017: 1.0}
    )
    found = []
    for compared in (now, real):
        (row,) = engine.collect(count_spells(totals, compared))
        found.append(choose_odds(row, compared))
    return found


def ask_years(frame: Frame, engine: FrameEngine) -> list[Any]:
    return [listed(engine.collect(one)) for one in (declared_years(frame, PAIR), newest_year(frame))]


def ask_goods(frame: Frame, engine: FrameEngine) -> list[Any]:
    goods = goods_of(frame, engine)
    sums = (country_goods(frame, goods, trade) for trade in Trade)
    headings = country_goods(frame, goods, Trade.EXPORTS, heading=4)
    return [listed(engine.collect(one)) for one in (*sums, headings)]


def ask_position(frame: Frame, engine: FrameEngine) -> list[Any]:
    found = partners(frame, engine, "ARL")
    return [found, [position(one, "BED") for one in found]]


def ask_untapped(frame: Frame, engine: FrameEngine) -> list[Any]:
    goods = goods_of(frame, engine)
    theirs = engine.cache(advantages(engine.cache(country_goods(frame, goods, Trade.EXPORTS))))
    ways = (("ARL", "BED"), ("BED", "ARL"))
    return [untapped(frame, engine, goods, theirs, way, least_usd=1) for way in ways]


ANSWERS: dict[str, Callable[[Frame, FrameEngine], list[Any]]] = {
    "yearly totals": ask_totals,
    "spells": ask_spells,
    "declared years": ask_years,
    "marks": lambda frame, engine: listed(engine.collect(marks(frame, PAIR))),
    "country goods": ask_goods,
    "position": ask_position,
    "untapped": ask_untapped,
}
"""What a briefing asks, in figures whose order of adding does not matter: whole numbers and their ratios."""


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkFrames]:
    """Start one small session for all tests: it costs seconds."""
    try:
        session = open_spark(SMALL)
    except (SparkNotInstalled, JavaMissing) as lacking:
        if environ.get("CI") == "true":
            raise
        pytest.skip(str(lacking))
    yield session
    session.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


@pytest.fixture(scope="module")
def duckdb(folder: Path) -> Iterator[FrameEngine]:
    engine = start_engine(EngineName.DUCKDB, folder)
    yield engine
    engine.close()


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking would start a query a second for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=tables)
def test_both_engines_give_the_same_rows(
    spark: FrameEngine, duckdb: FrameEngine, folder: Path, rows: list[Row]
) -> None:
    theirs, ours = frame_of(spark, folder, rows), frame_of(duckdb, folder, rows)
    for name, measure in MEASURES.items():
        expected = alike(duckdb.collect(measure(ours, duckdb)))
        assert listed(spark.collect(measure(theirs, spark))) == expected, name


@pytest.mark.parametrize("name", ANSWERS)
def test_both_engines_answer_what_a_briefing_asks(
    spark: FrameEngine, duckdb: FrameEngine, folder: Path, name: str
) -> None:
    theirs, ours = (ANSWERS[name](frame_of(engine, folder, BOOK), engine) for engine in (spark, duckdb))
    assert theirs == ours
    assert all(ours), "an answer without a row compares nothing"


def test_both_engines_read_the_same_book_with_its_revisions(spark: FrameEngine, tmp_path: Path) -> None:
    with make_book(tmp_path / "book") as ledger:
        revised = Batch(source=CARD.id, flows=[flow("ARL", OUT, "2012", 121.5)])
        ledger.post(revised, CARD, None, posted_at=datetime(2016, 2, 1, tzinfo=UTC))
        engine = start_engine(EngineName.DUCKDB, tmp_path / "book")
        found = {}
        for name, one in (("spark", spark), ("duckdb", engine)):
            for day in (None, date(2015, 12, 31)):
                frame = ledger.frame(source=CARD.id, as_of=day, engine=one)
                found[name, day] = choose_totals(one.collect(pair_totals(frame, PAIR)))
        engine.close()
    assert len(found["spark", None]) == 14
    for day, millions in ((None, 121.5), (date(2015, 12, 31), 120)):
        assert found["spark", day] == found["duckdb", day]
        (export,) = [
            one
            for one in found["spark", day]
            if (one.year, one.reporter, one.exporter) == (2012, "ARL", "ARL")
        ]
        assert export.value_usd == millions * 1_000_000


def test_on_one_machine_work_is_split_among_its_cores(spark: SparkFrames) -> None:
    assert spark._session.conf.get("spark.sql.shuffle.partitions") == "2"


def test_what_spark_cannot_read_is_told_in_a_line(spark: FrameEngine, tmp_path: Path) -> None:
    with pytest.raises(SparkFailed, match=r"Path does not exist.*Nothing was changed in the book"):
        spark.scan([tmp_path / "gone.parquet"])
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(SparkFailed, match="could not answer"):
        spark.collect(spark.scan([tmp_path / "broken.parquet"]))


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(SparkNotInstalled, match=r"pip install 'sverka\[spark\]'"):
        open_spark(SMALL)


def java(folder: Path, says: str) -> Path:
    """Make a Java that says something and ends."""
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit 1\n")
    program.chmod(0o755)
    return folder


# Spark's launcher leaves a pipe open where Java ends at once.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize(
    ("says", "error", "advice"),
    [
        (None, JavaMissing, "Install Java 17 or later"),
        (
            "java.lang.UnsupportedClassVersionError: Main was compiled for class file version 61.0",
            JavaTooOld,
            "needs Java 17 or later",
        ),
        ("Could not reserve enough space for object heap", SparkDidNotStart, "object heap.*spark-defaults"),
    ],
)
def test_a_java_that_does_not_do_is_told_apart(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    says: str | None,
    error: type[Exception],
    advice: str,
) -> None:
    pyspark = pytest.importorskip("pyspark")
    monkeypatch.setattr(pyspark.SparkContext, "_gateway", None)  # as in a process that has no session yet
    monkeypatch.setenv("JAVA_HOME", str(java(tmp_path, says) if says else tmp_path / "none"))
    with pytest.raises(error, match=advice):
        open_spark(SMALL)
    collect()
