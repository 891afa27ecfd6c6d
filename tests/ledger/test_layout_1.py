"""A book that the first layout made is read, revised and asked for its rows like any other."""

import sqlite3
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest
from tests.ledger.arland import PAIR, batch, card, exports

from sverka.ledger import open_ledger

ROWS = """
    SELECT 'ARL' AS exporter, 'BED' AS importer, reporter, 'TOTAL' AS product, '' AS revision,
           period, valuation, value, 'USD' AS currency, value AS value_usd, 1.0::DOUBLE AS rate,
           NULL::BIGINT AS quantity,
           NULL::VARCHAR AS quantity_unit, 'reported' AS flag, 'yearbook' AS source, 'ff' AS snapshot,
           'row 2' AS place, 'CC BY 4.0' AS licence, DATE '2020-01-02' AS accessed, NULL::VARCHAR AS cites,
           NULL::VARCHAR AS address, 1::BIGINT AS posting
    FROM (VALUES ('ARL', '2017', 'FOB', 10::BIGINT), (NULL, '2017', 'reconciled', 11))
         AS flow (reporter, period, valuation, value)
"""
FILE = "flows/source=yearbook/year=2017/000001.parquet"


@pytest.fixture
def old_book(folder: Path) -> Path:
    (folder / FILE).parent.mkdir(parents=True)
    duckdb.execute(f"COPY ({ROWS}) TO '{folder / FILE}' (FORMAT parquet)")
    connection = sqlite3.connect(folder / "book.sqlite")
    connection.executescript((files("sverka.ledger") / "migrations" / "0001.sql").read_text("utf-8"))
    connection.execute("INSERT INTO posting VALUES (1, 'yearbook', NULL, '2020-01-02T12:00:00.000000+00:00')")
    connection.execute("INSERT INTO flow_file VALUES (1, 1, 'yearbook', 2017, ?, 2)", (FILE,))
    connection.execute("PRAGMA user_version = 1")
    connection.execute(f"PRAGMA application_id = {0x53564B31}")
    connection.commit()
    connection.close()
    return folder


def test_it_is_read_revised_and_asked_for_its_rows(old_book: Path) -> None:
    with open_ledger(old_book) as book:
        assert [(flow.reporter, flow.value, flow.origin.place) for flow in book.flows(PAIR)] == [
            ("ARL", 10, "row 2"),
            (None, 11, "row 2"),
        ]
        posted = book.post(batch(exports("2017", 12), exports("2018", 20)), card(), None)
        assert (posted.new, posted.revised, posted.known) == (1, 1, 0)
        frame = book.frame(source="yearbook").select("reporter", "year", "value_usd")
        assert book.collect(frame.sort("year", "value_usd")) == [
            ("", 2017, 11),
            ("ARL", 2017, 12),
            ("ARL", 2018, 20),
        ]
