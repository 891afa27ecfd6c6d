"""`sverka brief` as a user meets it: the starter book, every format, and everyday mistakes."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from subprocess import Popen

import pytest
from tests.faces.conftest import Run

from sverka.faces.cli import main

SLOW = """
import sys, time
from sverka.dossier.sections import turnover
from sverka.faces.cli import main
turnover.compose = lambda desk: time.sleep(60)
raise SystemExit(main())
"""


def test_the_terminal_shows_words_tables_and_sources(run: Run) -> None:
    ran = run("brief", "BLR", "KAZ")
    assert ran.code == 0, ran.err
    assert "Belarus – Kazakhstan: a briefing on trade" in ran.out
    assert "Turnover in both books" in ran.out
    assert "[1] " in ran.out


def test_names_in_four_languages_are_read(run: Run) -> None:
    ran = run("brief", "Беларусь", "Қазақстан", "--lang", "kk", "--sections", "turnover")
    assert ran.code == 0, ran.err
    assert "Беларусь – Қазақстан" in ran.out


def test_all_formats_are_written_at_once(run: Run, tmp_path: Path) -> None:
    for package in ("docx", "xlsxwriter", "typst"):
        pytest.importorskip(package, reason="the extra sverka[brief] is not installed")
    places = {name: tmp_path / f"brief.{name}" for name in ("html", "pdf", "docx", "xlsx", "json")}
    ran = run(
        "brief", "BLR", "KAZ", *(part for name, at in places.items() for part in (f"--{name}", str(at)))
    )
    assert (ran.code, ran.out) == (0, ""), ran.err
    starts = {name: place.read_bytes()[:5] for name, place in places.items()}
    assert starts["pdf"] == b"%PDF-"
    assert starts["docx"][:2] == starts["xlsx"][:2] == b"PK"
    assert places["html"].stat().st_size < 2_000_000
    data = json.loads(places["json"].read_text("utf-8"))
    assert data["sections"][0]["id"] == "minute"


def test_an_unknown_country_is_met_with_the_nearest_names(run: Run) -> None:
    ran = run("brief", "Bielarus", "KAZ")
    assert ran.code == 2
    assert "“Bielarus” is not known as a country. Near to it: Belarus" in ran.err


def test_the_same_country_twice_is_refused(run: Run) -> None:
    ran = run("brief", "BLR", "Беларусь")
    assert ran.code == 2
    assert "are the same country, BLR" in ran.err


def test_years_outside_the_book_are_named(run: Run) -> None:
    ran = run("brief", "BLR", "KAZ", "--from", "2050")
    assert (ran.code, ran.out) == (2, "")
    assert "its figures are of 1992-2024" in ran.err


def test_years_that_are_none_and_turned_round(run: Run) -> None:
    ran = run("brief", "BLR", "KAZ", "--from", "18")
    assert "“18” is no year: write its four digits as in 2017" in ran.err
    ran = run("brief", "BLR", "KAZ", "--from", "2018", "--to", "2015")
    assert "--from 2018 is later than --to 2015" in ran.err
    assert ran.code == 2


def test_a_section_that_is_none_is_met_with_the_list(run: Run) -> None:
    ran = run("brief", "BLR", "KAZ", "--sections", "minute,weather")
    assert ran.code == 2
    assert "“weather” is no section of a briefing: the sections are minute, turnover" in ran.err


def test_one_output_that_cannot_be_written_does_not_cost_the_other(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "brief.html"
    ran = run("brief", "BLR", "KAZ", "--json", str(tmp_path / "none" / "brief.json"), "--html", str(good))
    assert ran.code == 2
    assert "Cannot write" in ran.err
    assert good.read_text("utf-8").startswith("<!doctype html>")


def test_two_outputs_at_one_place_are_refused(run: Run) -> None:
    ran = run("brief", "BLR", "KAZ", "--json", "same", "--html", "same")
    assert ran.code == 2
    assert "two outputs go to the same place" in ran.err


def test_a_pair_that_the_book_does_not_have_says_what_would_bring_it(run: Run) -> None:
    ran = run("brief", "FJI", "TON")
    assert ran.code == 0, ran.err
    assert "sverka fetch un_comtrade" in ran.out


def test_a_country_of_the_past_is_told(run: Run) -> None:
    ran = run("brief", "SUN", "KAZ")
    assert "note: " in ran.err
    assert ran.code == 0


def test_the_book_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("brief", "BLR", "KAZ", "--book", str(tmp_path / "nowhere"))
    assert ran.code == 3
    assert "nowhere" in ran.err


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="needs signals of POSIX")
def test_a_terminal_hears_what_takes_long_and_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a terminal")
    book, page = tmp_path / "book", tmp_path / "out" / "brief.html"
    page.parent.mkdir()
    assert main(["post", "starter", "--book", str(book)]) == 0
    ours, theirs = pty.openpty()
    asked = [sys.executable, "-c", SLOW, "brief", "BLR", "KAZ", "--book", str(book), "--html", str(page)]
    process = Popen(asked, stderr=theirs, start_new_session=True)
    os.close(theirs)
    told = b""
    while b"turnover" not in told:  # the section that the command stays in
        told += os.read(ours, 1000)
    os.killpg(process.pid, signal.SIGINT)
    asked_at = time.monotonic()
    assert process.wait() == 130
    assert time.monotonic() - asked_at < 3
    assert "sverka: turnover …".encode() in told
    assert list(page.parent.iterdir()) == []
    with pytest.raises(ProcessLookupError):  # nor a process of its group
        os.killpg(process.pid, 0)
    os.close(ours)
