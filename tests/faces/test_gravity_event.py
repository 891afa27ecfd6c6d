"""`sverka gravity event` on a book in which it is known what happened."""

import json
from math import log
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.models.gravity.planted_book import planted_book

from sverka.faces.cli.gravity_event import NotBegun
from sverka.faces.cli.gravity_pair import NotArrived, require_arrived
from sverka.models.convergence import Convergence


def words(text: str) -> str:
    return " ".join(text.split())


def test_without_a_date_the_newest_of_the_pair_is_studied(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "BLR", "KAZ", "--book", planted)
    assert ran.code == 0
    for part in (
        "BLR–KAZ: agreement of 2010, Pact",
        "almanac, 12 countries, 2005–2014; three-way PPML",
        "-5 and before",
        "-1 base 2",
        "mean from 0 on",
        "periods together differ from nothing with p =",
        "One pair is treated, so cluster-robust errors are not valid",
        "other pairs, those of the nearest size",
    ):
        assert part in words(ran.out), part
    assert "What else" not in ran.out  # the event itself is not


def test_what_else_happened_and_who_sanctioned_whom_are_told(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "ARM", "AZE", "--book", planted)
    assert "ARM–AZE: agreement of 2011, Second Accord" in words(ran.out)
    assert "What else the book dates for the pair in these years: 2008 Accord" in words(ran.out)
    ran = run("gravity", "event", "DEU", "RUS", "--book", planted)
    assert "DEU–RUS: sanction of 2009, DEU on RUS: trade (exports in part)" in words(ran.out)


def test_the_newest_date_is_one_that_the_panel_sees(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "ARM", "AZE", "--years", "2005-2010", "--book", planted)
    assert "ARM–AZE: agreement of 2008, Accord" in words(ran.out)
    ran = run("gravity", "event", "ARM", "AZE", "--years", "2011-2014", "--book", planted)
    assert ran.code == 1
    assert (
        "in which the years from 2012 to 2014 can be studied: agreement of 2008, agreement of 2011"
        in words(ran.err)
    )


def test_a_day_says_how_much_of_its_year_lies_after_it(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "BLR", "KAZ", "--event", "2010-11-29", "--book", planted)
    assert ran.code == 0
    assert "2010 is year 0, of which 32 days lie after 2010-11-29" in words(ran.out)
    assert "the first whole year after it is 2011" in words(ran.out)


def test_the_planted_doubling_is_in_the_data(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "BLR", "KAZ", "--event", "2010", "--leads", "3", "--lags", "2",
        "--book", planted, "--json")  # fmt: skip
    assert ran.code == 0
    told = json.loads(ran.out)
    assert told["after"]["low"] < log(2) < told["after"]["high"]
    assert [period["time"] for period in told["periods"]] == [-3, -2, -1, 0, 1, 2]
    assert told["window"] == {"leads": 3, "lags": 2, "base": -1}
    assert told["caveats"] == ["one pair"]
    assert len(told["placebos"]["pairs"]) == 65
    assert len(told["placebos"]["own"]) == 6
    assert told["other_dates"][0]["text"] == "Pact"


def test_the_agreements_of_all_pairs_are_few_and_staggered(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "--agreements", "--leads", "2", "--lags", "3", "--book", planted)
    assert ran.code == 0
    assert "agreements of all pairs" in ran.out
    assert "2 pairs are treated: with fewer than 50" in words(ran.out)
    assert "are of 2 different years, most in 2008 (1), 2010 (1)" in words(ran.out)
    assert "Sun and Abraham 2021" in words(ran.out)


def test_the_sanctions_of_all_pairs_are_by_direction(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "--sanctions", "--book", planted, "--json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert (told["pairs"], told["cohorts"]) == (1, {"2009": 1})
    assert told["periods"][-1]["cells"] == 1


def test_the_picture_is_drawn(run: Run, planted: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    ran = run("gravity", "event", "BLR", "KAZ", "--event", "2010", "--book", planted, "--svg", "event.svg")
    assert ran.code == 0
    drawn = (tmp_path / "event.svg").read_text("utf-8")
    assert "years after the event" in drawn
    assert "from the event on" in drawn


def test_a_pair_without_dates_is_asked_for_one(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "BLR", "POL", "--book", planted)
    assert ran.code == 1
    assert "dates no agreement and no sanction of BLR and POL" in words(ran.err)
    assert "--event 2017-11-29" in words(ran.err)


def test_a_date_outside_the_panel_is_refused_with_its_reason(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "BLR", "KAZ", "--event", "2030", "--book", planted)
    assert ran.code == 1
    assert "events after the panel’s years: 2" in words(ran.err)


def test_a_book_in_which_nothing_begins_says_so(run: Run, tmp_path: Path) -> None:
    bare = planted_book(tmp_path / "bare", facts=False)
    ran = run("gravity", "event", "--agreements", "--book", bare)
    assert ran.code == 1
    assert words(str(NotBegun("agreements"))) in words(ran.err)


@pytest.mark.parametrize("given", [(), ("BLR", "KAZ", "--agreements")])
def test_either_a_pair_or_all_pairs(run: Run, planted: Path, given: tuple[str, ...]) -> None:
    ran = run("gravity", "event", *given, "--book", planted)
    assert ran.code == 2
    assert "name a pair, as in BLR KAZ --event 2017-11-29" in words(ran.err)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--event", "29.11.2017", "is not a day"), ("--leads", "0", "is no number of years")],
)
def test_what_cannot_be_read_is_named(run: Run, option: str, value: str, said: str) -> None:
    ran = run("gravity", "event", "BLR", "KAZ", option, value)
    assert ran.code == 2
    assert said in words(ran.err)


def test_a_window_without_its_base_is_refused(run: Run, planted: Path) -> None:
    ran = run("gravity", "event", "BLR", "KAZ", "--event", "2010", "--against", "-20", "--book", planted)
    assert ran.code == 1
    assert "has no base year -20 inside" in words(ran.err)


def test_a_fit_that_did_not_arrive_shows_no_numbers() -> None:
    went = Convergence(
        arrived=False, steps=9, inner=9, criterion="change", tolerance=1e-9, history=(1.0,), why="9 steps"
    )
    with pytest.raises(NotArrived, match=r"has not arrived, 9 steps: its numbers are not shown.*--countries"):
        require_arrived(went)
