"""BACI's archives and single files: which are read, and what their names must say."""

import gzip
from pathlib import Path

import pytest

from sverka.ledger import open_ledger
from sverka.sources import card_of, read
from sverka.sources.cepii_baci.read import NoYearlyFile, UnnamedRevision
from sverka.sources.snapshot import Snapshot, pack_snapshot, take_snapshot
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.table import Layout

YEAR = b"t,i,j,k,v,q\n%d,112,398,870193,        1.500,           NA\n"
COUNTRIES = (
    b"country_code,country_name,country_iso2,country_iso3\n112,Belarus,BY,BLR\n398,Kazakhstan,KZ,KAZ\n"
)
ARCHIVE = {
    "BACI_HS17_Y2023_V202601.csv": YEAR % 2023,
    "BACI_HS17_Y2024_V202601.csv": YEAR % 2024,
    "country_codes_V202601.csv": COUNTRIES,
    "product_codes_HS17_V202601.csv": b"code,description\n870193,Tractors\n",
    "Readme.txt": b"Name of the dataset : BACI\n",
}


def archive(**changed: bytes) -> Snapshot:
    return pack_snapshot("BACI_HS17_V202601.zip", ARCHIVE | changed)


def test_the_publishers_archive_is_a_table_a_year() -> None:
    batch = read("cepii_baci", archive())
    assert [(table.member, table.book["period"], table.book["revision"]) for table in batch.tables] == [
        ("BACI_HS17_Y2023_V202601.csv", "2023", "HS2017"),
        ("BACI_HS17_Y2024_V202601.csv", "2024", "HS2017"),
    ]
    assert list(batch.findings) == []


def test_an_archive_is_posted_with_all_its_years(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "book", create=True) as book:
        snapshot, card = archive(), card_of("cepii_baci")
        book.post(read("cepii_baci", snapshot), card, snapshot)
        again = book.post(read("cepii_baci", snapshot), card, snapshot)
        rows = book.collect(book.frame(source="cepii_baci").select("year", "exporter", "value_usd"))
    assert sorted(rows) == [(2023, "BLR", 1_500), (2024, "BLR", 1_500)]
    assert again.new == 0


def test_contradictions_of_the_countries_are_found_in_the_archive() -> None:
    wrong = {"country_codes_V202601.csv": COUNTRIES.replace(b"KAZ", b"KZK")}
    (finding,) = read("cepii_baci", pack_snapshot("BACI_HS17_V202601.zip", ARCHIVE | wrong)).findings
    assert finding.message == "The release's list gives KZK for the code 398; the book has KAZ."


@pytest.mark.parametrize(
    ("name", "revision", "year", "layout"),
    [
        ("BACI_HS92_Y1995_V202601.csv", "HS1992", "1995", Layout.CSV),
        ("BACI_HS02_Y2010_V202401b.csv.gz", "HS2002", "2010", Layout.CSV),
        ("baci_hs22_Y2023.parquet", "HS2022", "2023", Layout.PARQUET),
    ],
)
def test_a_single_file_says_its_revision_in_its_name(
    name: str, revision: str, year: str, layout: Layout
) -> None:
    (table,) = read("cepii_baci", take_snapshot(name, gzip.compress(YEAR % int(year)))).tables
    assert (table.book["revision"], table.book["period"], table.layout) == (revision, year, layout)
    assert table.member is None


def test_a_single_file_comes_without_the_list_of_countries() -> None:
    (note,) = read("cepii_baci", take_snapshot("BACI_HS17_Y2024_V202601.csv", YEAR % 2024)).findings
    assert (note.severity, note.check) == (Severity.NOTE, "list of countries not read")


def test_a_file_in_a_named_archive_has_the_archives_revision() -> None:
    batch = read("cepii_baci", pack_snapshot("BACI_HS12_V202601.zip", {"years/Y2024.csv": YEAR % 2024}))
    assert batch.tables[0].book["revision"] == "HS2012"
    assert batch.tables[0].member == "years/Y2024.csv"


@pytest.mark.parametrize("name", ["trade_2024.csv", "BACI_HS27_Y2028_V203001.csv", "BACI_HS2017_Y2024.csv"])
def test_an_unnamed_revision_stops_the_reading(name: str) -> None:
    with pytest.raises(
        UnnamedRevision, match=rf"{name} does not say .* BACI_HS17_Y2024_V202601.csv, with one of HS92"
    ):
        read("cepii_baci", take_snapshot(name, YEAR % 2024))


@pytest.mark.parametrize(
    ("snapshot", "held"),
    [
        (pack_snapshot("BACI_HS17_V202601.zip", {"Readme.txt": b""}), "it holds Readme.txt"),
        (take_snapshot("BACI_HS17_V202601.zip", b"cut off"), "nothing, or it is no ZIP archive"),
    ],
)
def test_an_archive_without_a_year_stops_the_reading(snapshot: Snapshot, held: str) -> None:
    with pytest.raises(NoYearlyFile, match=held):
        read("cepii_baci", snapshot)


def test_a_file_of_another_kind_is_named() -> None:
    notes = {"notes.docx": b"x"}
    (finding,) = read("cepii_baci", pack_snapshot("BACI_HS17_V202601.zip", ARCHIVE | notes)).findings
    assert (finding.about, finding.check) == ("notes.docx", "file not read")
