"""`sverka what-if` from a book to the printed answer: tables of three countries, and trade of six."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.models.equilibrium.pair.books import post_tables, post_trade

CUT = ("what-if", "BLR", "KAZ", "--cut-costs", "10%")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book in which Belarus, Kazakhstan and Russia have tables, and Uzbekistan trade only."""
    folder = tmp_path / "book"
    post_tables(folder, ("BLR", "KAZ", "RUS"))
    post_trade(folder, ("BLR", "KAZ", "RUS", "UZB", "POL", "LTU"))
    return folder


def test_cheaper_machinery_trade_raises_turnover_and_both_incomes(run: Run, book: Path) -> None:
    ran = run(*CUT, "--sectors", "machinery", "--draws", "4", "--book", book)
    assert ran.code == 0
    text = words(ran.out)
    for part in (
        "Costs of machinery trade between Belarus and Kazakhstan 10 % lower: turnover +",
        "A model of many sectors with inputs from one another over 3 countries, 4 industries",
        "Machinery (C28) BLR → KAZ",
        "95 % of 4 draws that were answered, seed 0",
        "20 % of each elasticity: ASSUMED",
        "[1] ",
    ):
        assert part in text, part
    (kept,) = (book / "draws").iterdir()
    assert len(kept.read_bytes().splitlines()) == 5
    again = run(*CUT, "--sectors", "machinery", "--draws", "4", "--book", book)
    assert again.out == ran.out


def test_a_country_outside_the_tables_is_asked_about_in_one_sector(run: Run, book: Path) -> None:
    ran = run("what-if", "BLR", "UZB", "--cut-costs", "5", "--draws", "2", "--book", book)
    assert ran.code == 0
    text = words(ran.out)
    assert "A model of one sector over 6 countries" in text
    assert "UZB is not in the input-output tables of 2022" in text
    assert "Industries" not in text


def test_the_data_hold_every_country_and_industry(run: Run, book: Path) -> None:
    ran = run(*CUT, "--draws", "0", "--json", "--book", book)
    data = json.loads(ran.out)
    assert {one["country"] for one in data["effects"]} == {"BLR", "KAZ", "RUS"}
    assert {one["sector"] for one in data["sectors"]} == {"A01", "C10T12", "C28", "G"}
    assert data["turnover"]["growth"]["low"] is None
    assert data["turnover"]["growth"]["value"] > 0
    assert data["setting"]["draws"] == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*CUT, "--sectors", "machinry"), "“machinry” is no sector. Near to it: machinery"),
        ((*CUT, "--sectors", "steel"), "“steel” is a sector of another edition"),
        ((*CUT, "--sectors", "machinery", "--model", "one"), "it tells neither sectors nor tariffs apart"),
        ((*CUT, "--elasticities", "nobody"), "There is no set of elasticities “nobody”. Take head-mayer or"),
        ((*CUT, "--closure", "any"), "“any” is no choice of what becomes of deficits"),
        ((*CUT, "--year", "2018", "--model", "sectors"), "no Inter-Country Input-Output tables of 2018"),
        ((*CUT, "--final-goods", "as-published"), "do not say who buys final goods"),
        (
            ("what-if", "BLR", "UZB", "--cut-costs", "5", "--model", "sectors"),
            "UZB is not in the world before the change",
        ),
        (("what-if", "BLR", "KAZ", "--like", "euro"), "The effect “euro” cannot be told"),
    ],
)
def test_what_the_book_or_the_model_does_not_know_is_said(
    run: Run, book: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = run(*arguments, "--draws", "0", "--book", book)
    assert (ran.code, ran.out) == (1, "")
    assert told in words(ran.err), ran.err


def test_a_line_that_is_no_elasticity_is_named(run: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("sector,elasticity\nC28,-5\n", "utf-8")
    ran = run(*CUT, "--elasticities", "mine.csv", "--book", book)
    assert ran.code == 1
    assert "mine.csv, line 2: the elasticity of C28 is -5, not above zero" in words(ran.err)


def test_a_book_without_tables_and_without_trade_of_all_says_what_to_post(run: Run) -> None:
    ran = run(*CUT)
    assert ran.code == 1
    assert "post trade of all pairs and GDP" in words(ran.err)


@pytest.mark.slow
def test_ctrl_c_leaves_an_answer_and_the_next_run_goes_on(run: Run, book: Path) -> None:
    command = [sys.executable, "-c", "from sverka.faces.cli import main; raise SystemExit(main())"]
    asked = [*command, *CUT, "--model", "one", "--draws", "20000", "--book", str(book)]
    with subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ, COLUMNS="100")
    ) as started:
        until = time.monotonic() + 60
        while time.monotonic() < until and not _drawn(book):
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "Costs of all trade between Belarus and Kazakhstan 10 % lower: turnover" in out
    assert "the same command goes on from there" in words(err)
    assert "Traceback" not in err
    (kept,) = (book / "draws").iterdir()
    before = kept.read_bytes()
    ran = run(*CUT, "--model", "one", "--draws", "5", "--book", book)
    assert "95 % of 5 draws that were answered" in words(ran.out)
    assert kept.read_bytes() == before


def _drawn(book: Path) -> bool:
    return any(one.read_bytes().count(b"\n") > 5 for one in (book / "draws").glob("*.jsonl"))
