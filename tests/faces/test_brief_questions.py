"""`sverka brief` with a question to a model of the world: what is asked, kept, and asked again."""

import json
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.models.equilibrium.pair.books import post_tables, post_trade

from sverka.dossier.desk import Asked
from sverka.faces.cli.brief import parser
from sverka.faces.cli.brief_questions import asked_sections, question_words, with_questions
from sverka.sources import card_of, read
from sverka.sources.oecd_icio.installed import PackageMissing, installed_snapshot
from sverka.sources.snapshot import file_snapshot

DATA = Path(__file__).parents[2].parent / "shared" / "data"
BOTH = ("--cut-costs", "10%", "--in", "machinery,C29", "--turnover", "2bn", "--by", "2030")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    post_tables(folder, ("BLR", "KAZ", "RUS"))
    post_trade(folder, ("BLR", "KAZ", "RUS", "UZB", "POL", "LTU"))
    return folder


def asked(*words: str) -> Namespace:
    return parser().parse_intermixed_args(["BLR", "KAZ", *words])


def test_the_options_make_questions_and_add_their_sections(tmp_path: Path) -> None:
    options = asked(*BOTH, "--book", str(tmp_path))
    made = with_questions(Asked("BLR", "KAZ", None, date(2026, 11, 23)), options)
    assert asked_sections(options) == ("what-if", "target")
    assert made.change is not None
    assert made.goal is not None
    assert (made.change.percent, made.change.named) == (-10, ("machinery", "C29"))
    assert (made.goal.wanted, made.goal.by, made.goal.named) == (2e9, 2030, ("machinery", "C29"))
    assert made.change.routes == made.goal.routes == (("BLR", "KAZ"), ("KAZ", "BLR"))
    assert made.keep == tmp_path / "draws"


def test_the_command_that_makes_it_again_has_them() -> None:
    words = question_words(asked(*BOTH))
    assert words == [
        "--cut-costs",
        "10%",
        "--turnover",
        "2000000000",
        "--by",
        "2030",
        "--in",
        "machinery,C29",
    ]
    again = asked(*words)
    assert vars(again) == vars(asked(*BOTH))
    assert question_words(asked()) == []


def test_without_a_question_nothing_is_kept(tmp_path: Path) -> None:
    made = with_questions(Asked("BLR", "KAZ", None, date(2026, 11, 23)), asked("--book", str(tmp_path)))
    assert (made.change, made.goal, made.keep) == (None, None, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--by", "2030"), "--by is the year of a goal: name the goal too, as in --turnover 2e9"),
        (("--in", "machinery"), "--in says whose costs change: ask with --cut-costs 10% or --turnover 2e9"),
        (("--cut-costs", "120%"), "costs cannot fall by 120%"),
        (("--turnover", "much"), "“much” is no amount of US dollars"),
    ],
)
def test_an_option_that_means_nothing_alone_is_refused(run: Run, words: tuple[str, ...], told: str) -> None:
    ran = run("brief", "BLR", "KAZ", *words)
    assert ran.code == 2
    assert told in ran.err


def test_a_question_is_answered_and_its_draws_are_kept(run: Run, book: Path) -> None:
    words = ("brief", "BLR", "KAZ", "--sections", "what-if", "--cut-costs", "10%", "--book", book)
    ran = run(*words, "--json", "-")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert [one["id"] for one in data["sections"]] == ["what-if"]
    assert "--cut-costs 10%" in data["asked"]
    (kept,) = (book / "draws").iterdir()
    assert len(kept.read_bytes().splitlines()) == 101
    before = kept.read_bytes()
    again = run(*words, "--json", "-")
    assert json.loads(again.out)["sections"] == data["sections"]
    assert kept.read_bytes() == before


def test_a_question_brings_its_section_beside_those_that_are_named(run: Run, book: Path) -> None:
    asked_for = ("--sections", "promises", "--turnover", "1 million", "--by", "2026")
    ran = run("brief", "BLR", "KAZ", *asked_for, "--book", book, "--json", "-")
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert [one["id"] for one in data["sections"]] == ["promises", "target"]
    assert "The goal is reached without any change of costs." in ran.out


def test_a_section_without_its_question_says_how_to_ask(run: Run, book: Path) -> None:
    ran = run("brief", "BLR", "KAZ", "--sections", "what-if,target", "--book", book)
    assert ran.code == 0, ran.err
    assert "sverka brief BLR KAZ --sections what-if --cut-costs 10%" in ran.out
    assert "No goal was asked about" in ran.out


def test_a_sector_that_is_none_is_no_traceback(run: Run, book: Path) -> None:
    words = ("--sections", "what-if", "--cut-costs", "10%", "--in", "machinry")
    ran = run("brief", "BLR", "KAZ", *words, "--book", book)
    assert ran.code == 0, ran.err
    assert "(machinry)" in " ".join(ran.out.split())
    assert "Traceback" not in ran.err


def test_a_book_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    ran = run("brief", "BLR", "KAZ", "--cut-costs", "10%", "--book", tmp_path / "nowhere")
    assert ran.code == 3
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.slow
def test_a_briefing_on_the_world_of_2022_draws_its_map(run: Run, tmp_path: Path) -> None:
    from sverka.ledger import open_ledger

    try:
        tables = installed_snapshot()
    except PackageMissing:
        pytest.skip("sanction-simulator 0.1.4 is not installed (pip install --no-deps)")
    outlines = DATA / "map_world_atlas" / "world-atlas-2.0.2.tgz"
    if not outlines.exists():
        pytest.skip("../shared/data/map_world_atlas is not there")
    with open_ledger(tmp_path / "book", create=True) as ledger:
        ledger.post(read("oecd_icio", tables), card_of("oecd_icio"), tables)
        borders = file_snapshot(outlines)
        ledger.post(read("world_atlas", borders), card_of("world_atlas"), borders)
    page = tmp_path / "brief.html"
    words = ("--cut-costs", "10%", "--in", "machinery", "--sections", "what-if", "--html", page)
    ran = run("brief", "BLR", "KAZ", *words, "--book", tmp_path / "book")
    assert ran.code == 0, ran.err
    text = page.read_text("utf-8")
    assert "Borders as published by Natural Earth" in text
    assert "80 countries and 50 industries" in text
    assert 100_000 < page.stat().st_size < 1_000_000
