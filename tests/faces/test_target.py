"""`sverka target`: how a goal is asked, where its answer goes, and what it says where there is none."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from tests.faces.conftest import Run
from tests.faces.equilibrium_answers import ALREADY, NO_SUCH_CHANGE, TARGET, WHAT_IF

from sverka.faces.cli.equilibrium_ask import Asked
from sverka.models.equilibrium.pair.answer import Target
from sverka.models.equilibrium.pair.ask_what_if import Interrupted
from sverka.models.equilibrium.pair.question import GoalAsked

GOAL = ("target", "BLR", "Kazakhstan", "--turnover", "2bn", "--by", "2030")
Question = tuple[tuple[str, str], GoalAsked, Asked]


def words(text: str) -> str:
    return " ".join(text.split())


def answering(monkeypatch: pytest.MonkeyPatch, found: Target) -> list[Question]:
    seen: list[Question] = []

    def ask(pair: tuple[str, str], goal: GoalAsked, question: Asked) -> Target:
        seen.append((pair, goal, question))
        return found

    monkeypatch.setattr("sverka.faces.cli.target._ask", ask)
    return seen


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """Answer every question with TARGET and remember it."""
    return answering(monkeypatch, TARGET)


@pytest.fixture
def book(starter_book: Path, tmp_path: Path) -> Path:
    """Return a book that a command may write its draws to."""
    return Path(shutil.copytree(starter_book, tmp_path / "book"))


def test_the_goal_reaches_the_model_as_it_was_asked(run: Run, book: Path, asked: list[Question]) -> None:
    ran = run(
        *GOAL, "--against", "kazakhstan", "--growth=-1%", "--sectors", "machinery", "--most-cut", "40%",
        "--direction", "exports", "--book", book,
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    ((pair, goal, question),) = asked
    assert pair == ("BLR", "KAZ")
    assert goal == GoalAsked(
        wanted=2e9,
        by=2030,
        named=("machinery",),
        routes=(("BLR", "KAZ"),),
        against="KAZ",
        growth=-1.0,
        bounds=(0.6, 5.0),
    )
    assert question.keep == book / "draws"
    assert ran.out.startswith("USD 2 bn of turnover between Belarus and Kazakhstan by 2030: costs of trade")


def test_exports_are_the_first_countrys(run: Run, book: Path, asked: list[Question]) -> None:
    ran = run("target", "KAZ", "BLR", "--exports", "3e8", "--against", "Reconciled", "--book", book)
    assert ran.code == 0
    goal = asked[0][1]
    assert (goal.what, goal.wanted, goal.by, goal.against) == ("exports", 3e8, None, "reconciled")
    assert goal.routes[0] == ("KAZ", "BLR")


def test_a_goal_for_some_goods_lets_their_costs_change(run: Run, book: Path, asked: list[Question]) -> None:
    assert run(*GOAL, "--of", "machinery,food", "--book", book).code == 0
    assert run(*GOAL, "--of", "machinery", "--sectors", "C24", "--book", book).code == 0
    own, others = (goal for _, goal, _ in asked)
    assert (own.of, own.named) == (("machinery", "food"), ("machinery", "food"))
    assert (others.of, others.named) == (("machinery",), ("C24",))


def test_directions_and_sectors_may_change_by_themselves(run: Run, book: Path, asked: list[Question]) -> None:
    assert run(*GOAL, "--apart", "directions", "--most-cut", "30", "--book", book).code == 0
    assert run(*GOAL, "--apart", "sectors", "--sectors", "food,C28", "--book", book).code == 0
    assert run(*GOAL, "--apart", "directions", "--efforts", "1, 2.5", "--book", book).code == 0
    directions, sectors, weighed = (goal.levers for _, goal, _ in asked)
    assert [lever.effort for lever in (*directions, *weighed)] == [1.0, 1.0, 1.0, 2.5]
    assert [lever.routes for lever in directions] == [(("BLR", "KAZ"),), (("KAZ", "BLR"),)]
    assert {lever.bounds for lever in directions} == {(0.7, 5.0)}
    assert [(lever.name, lever.named, len(lever.routes)) for lever in sectors] == [
        ("food", ("food",), 2),
        ("C28", ("C28",), 2),
    ]


@pytest.mark.usefixtures("asked")
def test_the_data_are_the_whole_answer_and_read_back_to_it(run: Run, book: Path) -> None:
    ran = run(*GOAL, "--json", "--book", book)
    assert ran.code == 0
    data = json.loads(ran.out)
    assert msgspec.convert(data, Target) == TARGET
    assert data["units"]["money"] == "US dollars; of 2022 where no year stands beside it"


@pytest.mark.usefixtures("asked")
def test_the_world_after_is_drawn(run: Run, book: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    assert run(*GOAL, "--svg", "steps.svg", "--book", book).code == 0
    drawn = (tmp_path / "steps.svg").read_text("utf-8")
    assert drawn.startswith("<svg")
    assert "USD 2 bn of turnover between Belarus and Kazakhstan by 2030" in drawn


@pytest.mark.parametrize(
    ("found", "told"),
    [(NO_SUCH_CHANGE, "no such change within these bounds"), (ALREADY, "reached without any change")],
)
def test_that_there_is_no_such_change_is_an_answer(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch, found: Target, told: str
) -> None:
    answering(monkeypatch, found)
    ran = run(*GOAL, "--book", book)
    assert (ran.code, told in words(ran.out)) == (0, True)


def test_where_nothing_changes_there_is_no_picture(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("vl_convert")
    answering(monkeypatch, ALREADY)
    ran = run(*GOAL, "--svg", "steps.svg", "--book", book)
    assert (ran.code, ran.err) == (0, "sverka: note: no picture is drawn, for nothing changes\n")
    assert not (tmp_path / "steps.svg").exists()


def test_interrupted_among_its_draws_it_answers_with_those_that_are_done(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_: object, __: object, question: Asked) -> Target:
        question.progress(7, 100)
        cut = Interrupted(WHAT_IF)
        cut.answer = TARGET  # type: ignore[assignment]
        raise cut

    monkeypatch.setattr("sverka.faces.cli.target._ask", ask)
    ran = run(*GOAL, "--book", book)
    assert ran.code == 130
    assert ran.out.startswith("USD 2 bn of turnover")
    assert "interrupted: 7 of 100 draws were taken; they are kept in" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("BLR", "KAZ"), "one of the arguments --turnover --exports is required"),
        (("BLR", "KAZ", "--turnover", "much"), "is no amount of US dollars"),
        (("BLR", "KAZ", "--turnover", "2bn", "--exports", "1bn"), "not allowed with argument"),
        (("BLR", "KAZ", "--turnover", "2bn", "--by", "soon"), "is no year"),
        (("BLR", "KAZ", "--turnover", "2bn", "--by", "2019"), "--by 2019 is past: name 20"),
        (("BLR", "KAZ", "--turnover", "2bn", "--growth", "2"), "name the year of the goal, as in --by 2030"),
        (("BLR", "KAZ", "--turnover", "2bn", "--against", "RUS"), "write BLR, KAZ or reconciled"),
        (("BLR", "KAZ", "--turnover", "2bn", "--against", "nobody"), "--against: “nobody” is not known"),
        (("BLR", "KAZ", "--exports", "2bn", "--direction", "imports"), "drop one of them"),
        (("BLR", "KAZ", "--turnover", "2bn", "--of", "food", "--against", "KAZ"), "--of has no declared"),
        (("BLR", "KAZ", "--turnover", "2bn", "--most-cut", "100"), "write a cut of at most 99%"),
        (("BLR", "KAZ", "--turnover", "2bn", "--apart", "sectors"), "needs several sectors"),
        (
            ("BLR", "KAZ", "--turnover", "2bn", "--apart", "directions", "--direction", "exports"),
            "--apart directions needs both",
        ),
        (("BLR", "KAZ", "--turnover", "2bn", "--efforts", "1,2"), "name what may change by itself"),
        (
            ("BLR", "KAZ", "--turnover", "2bn", "--apart", "directions", "--efforts", "1"),
            "--efforts has 1 numbers for 2 directions",
        ),
        (("BLR", "KAZ", "--turnover", "2bn", "--efforts", "1,-2"), "numbers above 0 with commas"),
        (("BLR", "KAZ", "--turnover", "2bn", "--efforts", "one"), "numbers above 0 with commas"),
        (("KAZ", "KAZ", "--turnover", "2bn"), "are the same country, KAZ"),
        (("BLR", "KAZ", "--turnover", "2bn", "--by", "2030", "--growth", "900"), "from -50 to 100"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_way_out(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("target", *arguments)
    assert (ran.code, told in words(ran.err)) == (2, True), ran.err


def test_a_missing_book_is_said_to_be_missing(run: Run, tmp_path: Path) -> None:
    assert run(*GOAL, "--book", tmp_path / "nowhere").code == 3
