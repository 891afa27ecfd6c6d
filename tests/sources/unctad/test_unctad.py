"""UNCTAD's trade matrix posted into a book: the tidy table of three years, and a few lines of its own CSV."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pytest
from tests.sources.table_rows import accepted, frame_of, refusals, rows

from sverka.ledger import Ledger, Posting, open_ledger
from sverka.sources import card_of, read
from sverka.sources.snapshot import Snapshot, file_snapshot, pack_snapshot, take_snapshot
from sverka.sources.unctad.lookups import read_lookups
from sverka.sources.unctad.read import UnknownMatrix
from sverka.vocabulary.country import Pair

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "unctad_sitc1_matrix"
PAIR = Pair("BLR", "KAZ")
Rows = list[dict[str, Any]]


COLUMNS = (
    "exporter",
    "importer",
    "reporter",
    "product",
    "revision",
    "period",
    "valuation",
    "value_usd",
    "flag",
)


def rows_of_pair(ledger: Ledger) -> Rows:
    pair = nw.col("exporter").is_in([*PAIR]) & nw.col("importer").is_in([*PAIR])
    found = ledger.collect(ledger.frame(source="unctad").filter(pair).select(*COLUMNS))
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


def posted(ledger: Ledger, snapshot: Snapshot) -> Posting:
    return ledger.post(read("unctad", snapshot), card_of("unctad"), snapshot)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Posting]:
    file = DATA / "unctad_sitc1_bilateral.parquet"
    if not file.is_file():
        pytest.skip("the tidy table is not beside this checkout")
    with open_ledger(tmp_path_factory.mktemp("unctad") / "book", create=True) as ledger:
        posting = posted(ledger, file_snapshot(file))
        return rows_of_pair(ledger), posting


def test_the_pair_is_that_of_the_extract(book: tuple[Rows, Posting]) -> None:
    sections, names = read_lookups().sections, read_lookups().names
    with (DATA / "BLR_KAZ_by_sitc.csv").open(encoding="utf-8") as file:
        expected = {
            (names[row["source"]], names[row["target"]], sections[row["sitc"]], year): float(row[year])
            for row in csv.DictReader(file)
            for year in ("1995", "2005", "2015")
            if row[year]
        }
    found = {
        (f["exporter"], f["importer"], f["product"], f["period"]): f["value_usd"] / 1000 for f in book[0]
    }
    assert found == pytest.approx(expected)
    assert found["BLR", "KAZ", "TOTAL", "2015"] == 520_408.6


def test_sections_are_of_the_third_revision_and_the_exporter_reports_them(
    book: tuple[Rows, Posting],
) -> None:
    assert {f["revision"] for f in book[0]} == {"", "SITC3"}
    assert {f["revision"] for f in book[0] if f["product"] == "TOTAL"} == {""}
    assert {(f["reporter"] == f["exporter"], f["valuation"], f["flag"]) for f in book[0]} == {
        (True, "FOB", "compiled")
    }


def test_every_row_is_posted_or_counted(book: tuple[Rows, Posting]) -> None:
    _, posting = book
    assert posting.new == 488_964 - 22
    (left,) = posting.findings
    assert "22" in left.message
    assert "trade of a country with itself" in left.message


def test_a_name_or_section_of_the_tidy_table_that_means_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "tidy.parquet"
    with duckdb.connect() as base:
        base.execute(
            "CREATE TABLE tidy (source VARCHAR, target VARCHAR, year INT, sitc VARCHAR, value_kusd DOUBLE)"
        )
        base.execute(
            "INSERT INTO tidy VALUES ('Belarus', 'Kazakhstan', 2015, 'SITC0_Food', 2.5), "
            "('Belarus', 'Arland', 2015, 'All', 1), ('Arland', NULL, 2015, 'All', 1), "
            "('Belarus', 'Kazakhstan', 2015, 'SITC10', 1), ('Belarus', 'Kazakhstan', 2015, 'All', NULL)"
        )
        base.execute(f"COPY tidy TO '{file}' (FORMAT parquet)")
        table = read("unctad", file_snapshot(file)).tables[0]
        frame = frame_of(base, table, file)
        assert refusals(frame, table) == {
            "a name or code has no country": 2,
            "the section of goods is unknown": 1,
            "no value is given": 1,
        }
        columns = ("exporter", "importer", "product", "revision", "value")
        assert rows(accepted(frame, table), columns) == [("BLR", "KAZ", "0", "SITC3", 2500)]


HEADER = (
    "Year,Economy,Economy Label,Partner,Partner Label,Flow,Flow Label,SitcRev3Product,SitcRev3Product Label,"
    "US dollars at current prices in thousands,US dollars at current prices in thousands Footnote\n"
)
LINES = """\
2019,0112,Belarus,0398,Kazakhstan,2,Exports,TOTAL,All products,765200.5,
2019,0112,Belarus,0398,Kazakhstan,2,Exports,782,Motor vehicles,1234.567,
2019,0112,Belarus,0398,Kazakhstan,01,Imports,0,Food,99,Estimated
2019,0112,Belarus,0000,World,2,Exports,TOTAL,All products,33000000,
2019,0112,Belarus,1400,Developing economies,2,Exports,TOTAL,All products,5,
2019,0112,Belarus,0398,Kazakhstan,2,Exports,AllFood,All food,7,
2019,0112,Belarus,0398,Kazakhstan,2,Exports,1,Beverages,,
2019,0112,Belarus,0398,Kazakhstan,14,Balance,0,Food,7,
2019,0112,Belarus,0112,Belarus,2,Exports,0,Food,7,
2019,0112,Belarus,0999,Arland,2,Exports,0,Food,7,
"""


def own_csv(tmp_path: Path, snapshot: Snapshot) -> tuple[Rows, Posting]:
    with open_ledger(tmp_path / "book", create=True) as ledger:
        posting = posted(ledger, snapshot)
        return rows_of_pair(ledger), posting


@pytest.mark.parametrize("spelling", ["blanks", "underscores"])
def test_unctads_own_csv(tmp_path: Path, spelling: str) -> None:
    header = HEADER if spelling == "blanks" else HEADER.replace(" ", "_")
    flows, posting = own_csv(tmp_path, take_snapshot("US_TradeMatrix.csv", (header + LINES).encode()))
    assert {
        (f["exporter"], f["importer"], f["reporter"], f["product"], f["valuation"]): f["value_usd"]
        for f in flows
    } == {
        ("BLR", "KAZ", "BLR", "TOTAL", "FOB"): 765_200_500,
        ("BLR", "KAZ", "BLR", "782", "FOB"): 1_234_567,
        ("KAZ", "BLR", "BLR", "0", "CIF"): 99_000,
    }
    assert posting.new == 4
    said = " ".join(finding.message for finding in posting.findings)
    for reason in (
        "a group of UNCTAD's own",
        "is a group",
        "no value is given",
        "neither exports nor imports",
        "with itself",
        "no country",
    ):
        assert reason in said


def test_the_parts_of_a_packed_download_are_read_together(tmp_path: Path) -> None:
    lines = LINES.splitlines(keepends=True)
    packed = pack_snapshot(
        "US_TradeMatrix.zip",
        {"Part1.csv": (HEADER + lines[0]).encode(), "Part2.csv": (HEADER + lines[1]).encode()},
    )
    flows, _ = own_csv(tmp_path, packed)
    assert sorted(flow["product"] for flow in flows) == ["782", "TOTAL"]


def test_another_table_is_refused() -> None:
    with pytest.raises(
        UnknownMatrix, match=r"x\.csv is no trade matrix .* holds Year, Economy\. UNCTAD's own"
    ):
        read("unctad", take_snapshot("x.csv", b"Year,Economy\n"))
