"""BACI's yearly files: what a row becomes, and the flows of 2024 between Belarus and Kazakhstan."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.sources.cepii_baci.layout import WORLD, numeric_code, write_baci
from tests.sources.table_rows import accepted, frame_of, refusals, rows

from sverka.ledger import open_ledger
from sverka.sources import card_of, read
from sverka.sources.cepii_baci.lookups import lookups
from sverka.sources.snapshot import file_snapshot
from sverka.sources.un_comtrade.lookups import codes
from sverka.vocabulary.country import pair_of
from sverka.vocabulary.product import Product
from sverka.vocabulary.table import Table

BOTH = "(exporter, importer) IN (('BLR', 'KAZ'), ('KAZ', 'BLR'))"
NAME = "BACI_HS17_Y2024_V202601.csv"


@pytest.fixture
def base() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def table_of(file: Path) -> Table:
    (table,) = read("cepii_baci", file_snapshot(file)).tables
    return table


def a_file(tmp_path: Path, *lines: str, name: str = NAME) -> Path:
    file = tmp_path / name
    file.write_text("\n".join(("t,i,j,k,v,q", *lines)) + "\n")
    return file


def test_thousands_and_tonnes_become_dollars_and_kilograms(
    base: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = a_file(
        tmp_path,
        "2024,112,398,010121,        0.357,        0.002",
        "2024,112,398,870193,    67447.901,           NA",
        "2024,398,112,271019,  1061120.001,",
    )
    table = table_of(file)
    flows = accepted(frame_of(base, table, file), table)
    assert rows(flows, ["exporter", "importer", "product", "value", "quantity"]) == [
        ("BLR", "KAZ", "010121", 357, 2),
        ("BLR", "KAZ", "870193", 67_447_901, None),
        ("KAZ", "BLR", "271019", 1_061_120_001, None),
    ]
    assert set(rows(flows, ["revision", "period", "valuation", "quantity_unit", "flag"])) == {
        ("HS2017", "2024", "reconciled", "kg", "estimated")
    }
    assert "reporter" not in table.book  # nobody's declaration


def test_a_lost_leading_zero_is_put_back(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = a_file(tmp_path, "2024,4,8,10121,1,1", "2024,4,8,9999AA,1,1", "2024,004,008,010129,1,1")
    table = table_of(file)
    flows = accepted(frame_of(base, table, file), table)
    assert rows(flows, ["product"]) == [("010121",), ("010129",), ("9999AA",)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2024,112,998,010121,1,1", "the exporter's or importer's code is not known"),
        ("2024,998,112,010121,1,1", "the exporter's or importer's code is not known"),
        ("2024,112,398,TOTAL1,1,1", "the product is no code of six digits"),
        ("2024,112,398,8701930,1,1", "the product is no code of six digits"),
        ("2024,112,398,010121,1,unknown", "the quantity is neither a number nor marked as missing"),
        ("2024,112,398,010121,1,-1", "the quantity is neither a number nor marked as missing"),
        ("2023,112,398,010121,1,1", "the year is not the one in the file's name"),
    ],
)
def test_what_is_not_understood_is_refused(
    base: duckdb.DuckDBPyConnection, tmp_path: Path, line: str, reason: str
) -> None:
    file = a_file(tmp_path, line, "2024,112,398,010129,1,NA")
    table = table_of(file)
    frame = frame_of(base, table, file)
    assert refusals(frame, table) == {reason: 1}
    assert rows(accepted(frame, table), ["product"]) == [("010129",)]


def test_comtrades_own_codes_are_countries(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    codes = (58, 251, 490, 579, 697, 699, 711, 757, 842, 849)
    file = a_file(tmp_path, *(f"2024,{code},398,010121,1,1" for code in codes))
    table = table_of(file)
    found = rows(accepted(frame_of(base, table, file), table), ["exporter"])
    expected = ("BLX", "CHE", "FRA", "IND", "NOR", "R20", "TWN", "UMI", "USA", "ZA1")
    assert [one for (one,) in found] == list(expected)


def test_other_asia_is_the_same_country_as_in_comtrade() -> None:
    assert lookups().countries[490] == codes().countries["490"] == "TWN"


def test_a_converted_table_has_the_year_in_its_rows(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = tmp_path / "BACI_HS92_V202601.parquet"
    base.execute(
        "COPY (SELECT * FROM (VALUES (1995, 112, 398, 10121, 1.5, 0.00001), "
        "(1996, 112, 398, 10121, 2.5, NULL), (1996, 398, 112, 10121, 0.001, 'nan'::DOUBLE)) "
        f"AS baci (t, i, j, k, v, q)) TO '{file}'"
    )
    table = table_of(file)
    frame = frame_of(base, table, file)
    assert refusals(frame, table) == {}
    assert rows(accepted(frame, table), ["period", "exporter", "product", "value", "quantity"]) == [
        ("1995", "BLR", "010121", 1_500, 0),
        ("1996", "BLR", "010121", 2_500, None),
        ("1996", "KAZ", "010121", 1, None),
    ]
    assert table.book["revision"] == "HS1992"


@pytest.mark.parametrize("zeros", [True, False])
def test_both_directions_of_2024_are_the_published_totals(tmp_path: Path, zeros: bool) -> None:
    file = write_baci(tmp_path / NAME, BOTH, zeros=zeros)
    snapshot, card = file_snapshot(file), card_of("cepii_baci")
    with open_ledger(tmp_path / "book", create=True) as book:
        book.post(read("cepii_baci", snapshot), card, snapshot)
        flows = book.frame(source="cepii_baci", years=(2024, 2024))
        found = book.collect(flows.select("exporter", "product", "value_usd", "quantity"))
        (tractors,) = book.flows(pair_of("BLR", "KAZ"), product=Product("870193", "HS2017"))
    belarus = sorted(((value, code) for seller, code, value, _ in found if seller == "BLR"), reverse=True)
    kazakhstan = [value for seller, _, value, _ in found if seller == "KAZ"]
    assert (len(belarus), len(kazakhstan)) == (1_789, 1_039)
    assert round(sum(value for value, _ in belarus) / 1e6, 1) == 736.6
    assert round(sum(kazakhstan) / 1e6, 1) == 149.9
    assert [(code, round(value / 1e6, 1)) for value, code in belarus[:5]] == [
        ("870193", 67.4),
        ("040690", 37.6),
        ("160100", 37.1),
        ("441011", 29.2),
        ("040610", 20.1),
    ]
    weights = [(value, weight) for _, code, value, weight in found if code.endswith("0")]
    assert all(abs(weight - 1.5 * value) <= 0.5 for value, weight in weights)
    assert all(weight is None for _, code, _, weight in found if not code.endswith("0"))
    assert (tractors.value_usd, tractors.reporter, tractors.valuation) == (67_447_901, None, "reconciled")
    assert tractors.origin.place.startswith(f"{NAME} row ")


@pytest.mark.slow
def test_the_worlds_machines_are_read_to_the_dollar(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    machines = "hs6 BETWEEN '840000' AND '899999'"
    file = write_baci(tmp_path / NAME, machines)
    table = table_of(file)
    frame = frame_of(base, table, file)
    assert refusals(frame, table) == {}
    accepted(frame, table).to_native().create_view("ours")
    # The world's table keeps CEPII's S19 for the code 490, which the book has as TWN (lookups.yml).
    named = "exporter: if(exporter = 'S19', 'TWN', exporter), importer: if(importer = 'S19', 'TWN', importer)"
    base.execute(f"CREATE VIEW theirs AS SELECT {named}, hs6, value_usd FROM '{WORLD}' WHERE {machines}")
    ((both, wrong),) = base.sql(
        "SELECT count(*), count(*) FILTER (value IS DISTINCT FROM round(value_usd)) "
        "FROM ours FULL JOIN theirs ON ours.exporter = theirs.exporter "
        "AND ours.importer = theirs.importer AND product = hs6"
    ).fetchall()
    assert (both, wrong) == (2_462_161, 0)


def test_the_test_file_uses_the_codes_that_cepii_uses() -> None:
    found = [numeric_code(one) for one in ("FRA", "DEU", "BEL", "SDN", "KAZ", "S19")]
    assert found == [251, 276, 56, 729, 398, 490]
