"""`sverka target` from a book to the printed answer: tables of three countries, and trade of six."""

import json
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.models.equilibrium.pair.books import post_tables, post_trade

GOAL = ("target", "BLR", "KAZ", "--turnover")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book in which importers declare what Belarus and Kazakhstan trade: 28 million dollars."""
    folder = tmp_path_factory.mktemp("target") / "book"
    post_tables(folder, ("BLR", "KAZ", "RUS"))
    post_trade(folder, ("BLR", "KAZ", "RUS", "UZB", "POL", "LTU"))
    return folder


def test_half_as_much_again_takes_cheaper_trade(run: Run, book: Path) -> None:
    ran = run(*GOAL, "42mn", "--draws", "4", "--book", book)
    assert ran.code == 0, ran.err
    text = words(ran.out)
    for part in (
        "USD 42 mn of turnover between Belarus and Kazakhstan: costs of trade between Belarus and",
        "Kazakhstan would have to fall by",
        "of what the goods cost at their destination",
        "28.0 1.50 times",
        "By itself: nothing, for the goal names no year",
        "Left for costs of trade to do: 1.50 times",
        "The world after this change A model of many sectors with inputs from one another over 3 countries",
        "95 % of 4 draws that were answered",
    ):
        assert part in text, part
    assert max(map(len, ran.out.splitlines())) <= 120


def test_the_data_say_that_the_goal_is_reached(run: Run, book: Path) -> None:
    ran = run(*GOAL, "42mn", "--draws", "0", "--json", "--book", book)
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert (data["outcome"], data["scaled"], data["against"]["factor"]) == ("reached", 1.5, 1.5)
    after = data["after"]["turnover"]
    assert after["after"]["value"] == pytest.approx(1.5 * after["before"], rel=1e-6)
    (lever,) = data["levers"]
    assert lever["percent"]["value"] < 0
    assert lever["percent"]["low"] is None


def test_directions_may_change_by_themselves(run: Run, book: Path) -> None:
    ran = run(*GOAL, "42mn", "--draws", "0", "--apart", "directions", "--book", book)
    assert ran.code == 0, ran.err
    assert "; costs of trade from Kazakhstan to Belarus would have to fall by" in words(ran.out)


def test_narrow_bounds_hold_no_such_change(run: Run, book: Path) -> None:
    ran = run(*GOAL, "300mn", "--most-cut", "1%", "--draws", "0", "--book", book)
    assert ran.code == 0, ran.err
    text = words(ran.out)
    assert "no such change within these bounds" in text
    assert "were let fall by up to 1 %" in text
    assert "The world at the nearest change" in text


def test_a_goal_below_what_is_declared_is_reached_already(run: Run, book: Path) -> None:
    ran = run(*GOAL, "20mn", "--draws", "0", "--book", book)
    assert (ran.code, "reached without any change of costs" in words(ran.out)) == (0, True), ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("BLR", "KAZ", "--sectors", "machinry"), "“machinry” is no sector"),
        (("BLR", "KAZ", "--against", "BLR"), "Hold the goal against"),
        (("BLR", "FRA"), "there is nothing to hold a goal in dollars against"),
        (("BLR", "UZB", "--model", "sectors"), "UZB is not in the world before the change"),
    ],
)
def test_what_the_book_does_not_know_is_said(
    run: Run, book: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("target", *arguments, "--turnover", "90mn", "--draws", "0", "--book", book)
    assert (ran.code, ran.out) == (1, "")
    assert told in words(ran.err), ran.err
