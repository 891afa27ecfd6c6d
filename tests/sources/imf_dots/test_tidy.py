"""The tidy table of all reporters: every row is a flow, rounded as in the workbooks."""

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import duckdb
import pytest
from tests.sources.imf_dots.statement import real_table
from tests.sources.table_rows import accepted, frame_of, refusals, rows

from sverka.sources import read
from sverka.sources.snapshot import file_snapshot, pack_snapshot, take_snapshot
from sverka.vocabulary.table import Layout, Table

KEY = ("exporter", "importer", "reporter", "period", "valuation")


def dollars(millions: float) -> int:
    return int((Decimal(repr(millions)) * 10**6).to_integral_value(ROUND_HALF_EVEN))


HEADER = "reporter_iso3,partner_iso3,year,flow,value_musd,imf_estimate"


@pytest.fixture
def base() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def a_table(tmp_path: Path, *lines: str) -> tuple[Table, Path]:
    file = tmp_path / "dots.csv"
    file.write_text("\n".join((HEADER, *lines)) + "\n")
    (table,) = read("imf_dots", file_snapshot(file)).tables
    return table, file


def test_rows_are_flows_of_their_reporter(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    table, file = a_table(
        tmp_path,
        "BLR,KAZ,2018,X_FOB,783.3031,false",
        "BLR,KAZ,2018,M_CIF,112.3,True",
        "KAZ,WLD,2018,X_FOB,0,false",
    )
    assert rows(accepted(frame_of(base, table, file), table), [*KEY, "value", "flag"]) == [
        ("BLR", "KAZ", "BLR", "2018", "FOB", 783_303_100, "reported"),
        ("KAZ", "BLR", "BLR", "2018", "CIF", 112_300_000, "estimated"),
        ("KAZ", "WLD", "KAZ", "2018", "FOB", 0, "reported"),
    ]
    assert refusals(frame_of(base, table, file), table) == {}


def test_what_is_not_known_is_refused(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    table, file = a_table(
        tmp_path,
        "BLR,NAR,2018,X_FOB,1,false",
        "BLR,KAZ,2018,B,1,false",
        "BLR,KAZ,2018,X_FOB,1,e",
        "BLR,KAZ,2018,X_FOB,1e8,false",
        "BLR,KAZ,2018,X_FOB,1,false",
    )
    frame = frame_of(base, table, file)
    assert refusals(frame, table) == {
        "the reporter or partner is not known": 1,
        "the flow is not known": 1,
        "the row does not say whether the figure is an estimate": 1,
        "the figure is larger than any country's trade": 1,
    }
    assert len(rows(accepted(frame, table), KEY)) == 1


def test_a_packed_table_is_read_from_its_archive(tmp_path: Path) -> None:
    file = tmp_path / "dots_annual.parquet"
    file.write_bytes(b"PAR1")
    (alone,) = read("imf_dots", file_snapshot(file)).tables
    (packed,) = read("imf_dots", pack_snapshot("all.zip", {"data/dots_annual.parquet": b"PAR1"})).tables
    assert (alone.member, alone.layout) == (None, Layout.PARQUET)
    assert (packed.member, packed.layout) == ("data/dots_annual.parquet", Layout.PARQUET)
    (text,) = read("imf_dots", take_snapshot("dots.csv", HEADER.encode())).tables
    assert text.layout is Layout.CSV


@pytest.mark.slow
def test_the_whole_table_is_read(base: duckdb.DuckDBPyConnection) -> None:
    file = real_table("dots_annual_1960_2020.parquet")
    (table,) = read("imf_dots", file_snapshot(file)).tables
    frame = frame_of(base, table, file)
    assert refusals(frame, table) == {}
    accepted(frame, table).to_native().create_view("flow")
    ((count, keys, estimates),) = base.sql(
        f"SELECT count(*), count(DISTINCT ({', '.join(KEY)})), count(*) FILTER (flag = 'estimated') FROM flow"
    ).fetchall()
    assert (count, keys) == (1_848_702, 1_848_702)
    assert base.sql(f"SELECT count(*) FROM '{file}' WHERE imf_estimate").fetchall() == [(estimates,)]
    pairs = base.sql(
        "SELECT value_musd, value FROM flow JOIN (SELECT *, CASE flow WHEN 'X_FOB' THEN reporter_iso3 ELSE "
        "partner_iso3 END AS exporter, CASE flow WHEN 'X_FOB' THEN partner_iso3 ELSE reporter_iso3 END AS "
        f"importer, year::VARCHAR AS period, flow[3:] AS valuation FROM '{file}') AS published "
        "USING (exporter, importer, period, valuation) WHERE reporter = reporter_iso3"
    ).fetchall()
    assert len(pairs) == count
    assert [pair for pair in pairs if dollars(pair[0]) != pair[1]] == []
    ((world,),) = base.sql(
        "SELECT sum(value) FROM flow WHERE importer = 'WLD' AND valuation = 'FOB' AND period = '2018'"
    ).fetchall()
    assert 18.5e12 < world < 19.5e12
