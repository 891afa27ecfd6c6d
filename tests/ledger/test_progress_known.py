"""While a query runs, the engine knows how much of it is done; nothing is drawn on the output."""

from contextlib import closing
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from sverka.ledger.store import open_engine

LONG = "SELECT count(*) FROM (SELECT DISTINCT (range * 7919) % 10000019, range % 1000 FROM range(12000000))"


@pytest.mark.skipif(duckdb.__version__.startswith("1."), reason="DuckDB 1.5 tells nothing of such a query")
def test_a_running_query_tells_how_far_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with closing(open_engine(tmp_path, tmp_path / "spill")) as engine:
        running = Thread(target=engine.rows, args=(LONG,))
        running.start()
        told = []
        while running.is_alive():
            told.append(engine.done())
            running.join(0.02)
    known = [part for part in told if part is not None]
    assert known
    assert all(0 <= part <= 1 for part in known)
    assert capfd.readouterr() == ("", "")
