"""A part on its way into the book: what is told of it is in the order of the file, however it was staged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sverka.ledger.kinds import FACTS
from sverka.ledger.part import Part, check_part
from sverka.ledger.refusals import Refusals
from sverka.ledger.store import Engine, open_engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(tmp_path, tmp_path / "spill")
    yield opened
    opened.close()


def test_contradictions_are_told_in_the_order_of_the_file_after_a_join_has_turned_it(engine: Engine) -> None:
    """Six years, each with two populations, in rows 2 and 8, 3 and 9, …; the last row is staged first."""
    engine.rows(
        "CREATE TEMP TABLE staged AS SELECT (2000 + (line - 2) % 6)::VARCHAR AS period, line * 1.0 AS value, "
        "line, NULL::SMALLINT AS refusal FROM (SELECT 15 - i AS line FROM range(2, 14) AS rows (i)) "
        "ORDER BY line DESC"
    )
    assert engine.rows("SELECT line FROM staged ORDER BY rowid LIMIT 2") == [(13,), (12,)]
    part = Part(FACTS, "people.csv", ("period", "value", "line"), {"place": "people.csv"}, Refusals(FACTS))
    (finding,) = check_part(engine, part)
    assert finding.message.startswith("6 facts are given twice with different figures")
    assert finding.evidence == tuple(
        f"people.csv row {line} and people.csv row {line + 6}" for line in range(2, 7)
    )
    assert engine.rows("SELECT count(*) FROM staged") == [(0,)]
