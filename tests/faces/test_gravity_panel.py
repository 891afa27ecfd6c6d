"""`sverka gravity panel` on a book of three countries."""

import json
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.models.gravity.fictional_book import gravity_book

from sverka.ledger.table_file import opened_table


@pytest.fixture
def book(tmp_path: Path) -> Path:
    gravity_book(tmp_path / "gravity").close()
    return tmp_path / "gravity"


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["panel.csv", "panel.parquet"])
def test_the_panel_is_written_and_its_cells_are_counted(
    run: Run, book: Path, tmp_path: Path, name: str
) -> None:
    ran = run("gravity", "panel", name, "--book", book)
    assert (ran.code, ran.err) == (0, "")
    for part in (
        "3 countries, 4 years (2010–2013), 36 cells: trade from almanac in US dollars",
        "at current prices, importer first",
        "declared by the importer 6 1",
        "declared by the exporter only 2 0",
        "missing 28 –",
        "all 36 1",
        "rta 9 1 in years with a ",
        "colony 36 1 where one was ever the ",
        "Domestic trade: 1 country-years from the book.",
        "--zeros absent assumes that it trades nothing",
        "“rta” is missing after 2012",
        "covariates: Almanac of agreement; MIT; accessed 2015-01-01",
        f"{name}: 36 rows",
    ):
        assert part in words(ran.out), part
    with opened_table(tmp_path / name) as table:
        rows = table.read(("exporter", "importer", "year", "trade", "flag", "rta"))
    assert rows["trade"][rows["flag"] == "exporter"].tolist() == [20e6, 6e6]


def test_rules_years_and_countries_are_the_users(run: Run, book: Path) -> None:
    ran = run(
        *("gravity", "panel", "panel.csv", "--book", book, "--years", "2010", "--countries", "DEU,FRA"),
        *("--zeros", "absent", "--domestic", "constructed", "--declared", "exporter-first", "--json"),
    )
    assert ran.code == 0
    told = json.loads(ran.out)
    assert (told["countries"], told["years"], told["cells"]) == (["DEU", "FRA"], [2010], 4)
    assert told["trade"] == {"missing": 4}
    assert told["rules"] == {"declared": "exporter first", "zeros": "absent", "domestic": "constructed"}


def test_what_was_assumed_and_constructed_is_said(run: Run, book: Path) -> None:
    ran = run("gravity", "panel", "p.csv", "--book", book, "--zeros", "absent", "--domestic", "constructed")
    assert "assumed zero: absent from a published book 2 2" in words(ran.out)
    assert "constructed: GDP minus exports 1 0" in words(ran.out)
    assert "--zeros absent assumes" not in ran.out


def test_what_cannot_be_made_or_written_is_refused(run: Run, book: Path) -> None:
    ran = run("gravity", "panel", "panel.xlsx", "--book", book)
    assert ran.code == 2
    assert "panel.xlsx ends neither in .parquet nor in .csv" in ran.err
    ran = run("gravity", "panel", "panel.csv", "--book", book, "--years", "1990-1995")
    assert ran.code == 2
    assert "no yearly flows between countries in 1990–1995; it has flows of almanac" in ran.err
    ran = run("gravity", "panel", "panel.csv", "--book", book, "--source", "imf_dots")
    assert ran.code == 3
    assert "no flows of “imf_dots”" in ran.err
    ran = run("gravity", "panel", "no/such/folder/panel.csv", "--book", book)
    assert ran.code == 2
    assert "Cannot write no/such/folder/panel.csv" in ran.err
    ran = run("gravity", "panel", "panel.csv", "--book", book, "--countries", "ARL")
    assert ran.code == 2
    assert "“ARL” is not known as a country" in ran.err


def test_gravity_lists_its_steps_and_refuses_others(run: Run) -> None:
    ran = run("gravity")
    assert ran.code == 0
    for step in ("panel", "estimate", "potential", "event"):
        assert f"  {step} " in ran.out
    ran = run("gravity", "pannel")
    assert ran.code == 2
    assert "invalid choice: 'pannel'" in ran.err
    ran = run("gravity", "panel", "--help")
    assert ran.code == 0
    assert "usage: sverka gravity panel OUT [options]" in ran.out
