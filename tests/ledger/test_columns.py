"""Arrays of a frame's columns: the cells that `collect` gives, NaN or None where one is missing."""

from contextlib import closing
from pathlib import Path
from shutil import which

import narwhals as nw
import numpy as np
import pytest

from sverka.ledger.engine import FrameEngine
from sverka.ledger.engines import EngineName, start_engine
from sverka.ledger.errors import EngineError
from sverka.ledger.store import open_engine

ROWS = "(1, 10, 0.5, 'kg', true), (2, NULL, 1.5, NULL, NULL), (9007199254740993, 30, NULL, 'item', false)"
NAMES = ("whole", "lacking", "ratio", "unit", "mark")


def engine_of(name: EngineName, folder: Path) -> FrameEngine:
    if name is EngineName.SPARK:
        pytest.importorskip("pyspark", reason="the extra sverka[spark] is not installed")
        if which("java") is None:
            pytest.skip("Spark needs Java")
    return start_engine(name, folder)


@pytest.mark.parametrize("name", EngineName)
def test_both_engines_give_the_same_arrays(tmp_path: Path, name: EngineName) -> None:
    path = tmp_path / "rows.parquet"
    with closing(open_engine(tmp_path, tmp_path)) as writer:
        sql = f"SELECT * FROM (VALUES {ROWS}) AS rows({', '.join(NAMES)})"
        typed = "whole::BIGINT AS whole, lacking::BIGINT AS lacking, ratio::DOUBLE AS ratio, unit, mark"
        writer.rows(f"COPY (SELECT {typed} FROM ({sql})) TO '{path}' (FORMAT parquet)")
    with closing(engine_of(name, tmp_path)) as engine:
        frame = engine.scan([path])
        found = engine.columns(frame.sort("whole"))
        none = engine.columns(frame.filter(nw.col("whole") < 0))
    assert tuple(found) == NAMES
    assert found["whole"].dtype == np.int64
    assert found["whole"].tolist() == [1, 2, 9007199254740993]  # no double holds the last one
    np.testing.assert_array_equal(found["lacking"], [10.0, np.nan, 30.0])
    np.testing.assert_array_equal(found["ratio"], [0.5, 1.5, np.nan])
    assert found["unit"].tolist() == ["kg", None, "item"]
    np.testing.assert_array_equal(found["mark"], [1.0, np.nan, 0.0])
    assert {key: len(values) for key, values in none.items()} == dict.fromkeys(NAMES, 0)
    assert none["unit"].dtype == object


def test_a_query_that_fails_says_so_in_the_books_words(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    with closing(open_engine(tmp_path, tmp_path)) as engine:
        engine.rows(f"COPY (SELECT 'x' AS word) TO '{path}' (FORMAT parquet)")
        frame = engine.scan([path]).select(nw.col("word").cast(nw.Int64))
        with pytest.raises(EngineError, match="Could not convert string"):
            engine.columns(frame)
