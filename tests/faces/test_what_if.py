"""`sverka what-if`: how it is asked, where its answer goes, and what it says where there is none."""

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from tests.faces.conftest import Run
from tests.faces.equilibrium_answers import WHAT_IF
from tests.models.gravity.fictional_book import COVARIATES, fact

from sverka.faces.cli.equilibrium_ask import Asked
from sverka.ledger import open_ledger
from sverka.models.equilibrium.pair.answer import WhatIf
from sverka.models.equilibrium.pair.ask_what_if import Interrupted
from sverka.models.equilibrium.pair.question import ChangeAsked
from sverka.models.gravity.from_book import NoTradeHeld
from sverka.vocabulary.batch import Batch

CUT = ("what-if", "BLR", "Kazakhstan", "--cut-costs", "10%")
SQUARE = '{"type": "Polygon", "coordinates": [[[20, 50], [30, 50], [30, 56], [20, 56], [20, 50]]]}'
Question = tuple[tuple[str, str], ChangeAsked, Asked]


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """Answer every question with WHAT_IF and remember it."""
    seen: list[Question] = []

    def ask(pair: tuple[str, str], change: ChangeAsked, question: Asked) -> WhatIf:
        seen.append((pair, change, question))
        return WHAT_IF

    monkeypatch.setattr("sverka.faces.cli.what_if._ask", ask)
    return seen


@pytest.fixture
def book(starter_book: Path, tmp_path: Path) -> Path:
    """Return a book that a command may write its draws to."""
    return Path(shutil.copytree(starter_book, tmp_path / "book"))


@pytest.fixture
def mapped(book: Path) -> Path:
    """Return a book with the outlines of both countries."""
    outlines = tuple(fact("outline 110m", code, text=SQUARE) for code in ("BLR", "KAZ"))
    with open_ledger(book) as ledger:
        ledger.post(Batch(source="covariates", facts=outlines), COVARIATES, None)
    return book


def test_the_question_reaches_the_model_as_it_was_asked(run: Run, book: Path, asked: list[Question]) -> None:
    ran = run(
        *CUT, "--sectors", "machinery,C29", "--direction", "imports", "--model", "one", "--closure", "value",
        "--final-goods", "balanced", "--elasticity-error", "30%", "--draws", "12", "--seed", "3",
        "--level", "90", "--year", "2019", "--book", book,
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    ((pair, change, question),) = asked
    assert pair == ("BLR", "KAZ")
    assert change == ChangeAsked(routes=(("KAZ", "BLR"),), named=("machinery", "C29"), percent=-10.0)
    options = question.options
    assert (options.model, options.closure, options.year) == ("one sector", "value", 2019)
    assert options.final_goods.value == "balanced"
    told = options.uncertainty
    assert (told.draws, told.seed, told.level, told.error) == (12, 3, 0.9, 0.3)
    assert question.keep == book / "draws"
    assert ran.out.startswith("Costs of machinery trade between Belarus and Kazakhstan 10 % lower")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--raise-costs", "5"), (5.0, None, None)),
        (("--tariff", "0"), (None, 0.0, None)),
        (("--like", "rta"), (None, None, "rta")),
    ],
)
def test_a_change_may_be_a_rise_a_tariff_or_as_large_as_an_effect(
    run: Run,
    book: Path,
    asked: list[Question],
    arguments: tuple[str, ...],
    told: tuple[object, ...],
) -> None:
    assert run("what-if", "BLR", "KAZ", *arguments, "--book", book).code == 0
    change = asked[0][1]
    assert (change.percent, change.tariff, change.like) == told


def test_a_file_of_elasticities_takes_the_place_of_a_set(
    run: Run, book: Path, tmp_path: Path, asked: list[Question]
) -> None:
    (tmp_path / "mine.csv").write_text("*,5\n", "utf-8")
    assert run(*CUT, "--elasticities", "mine.csv", "--book", book).code == 0
    assert run(*CUT, "--elasticities", "caliendo-parro", "--book", book).code == 0
    assert [one[2].options.elasticities_file for one in asked] == [Path("mine.csv"), None]
    assert asked[1][2].options.elasticities == "caliendo-parro"


@pytest.mark.usefixtures("asked")
def test_the_data_are_the_whole_answer_and_read_back_to_it(run: Run, book: Path, tmp_path: Path) -> None:
    ran = run(*CUT, "--json", "--book", book)
    assert ran.code == 0
    data = json.loads(ran.out)
    assert msgspec.convert(data, WhatIf) == WHAT_IF
    assert data["units"] == {
        "money": "US dollars; of 2022 where no year stands beside it",
        "valuation": "basic prices: what makers get, without freight and taxes; of declared figures by "
        "their method",
        "changes": "percent",
        "factors": "times what it was",
    }
    assert data["change"]["percent"] == {"value": -10.0, "low": None, "high": None}
    ran = run(*CUT, "--json", "answer.json", "--book", book)
    assert json.loads((tmp_path / "answer.json").read_text("utf-8")) == data
    assert ran.out.startswith("Costs of machinery trade")


@pytest.mark.usefixtures("asked")
def test_the_waterfall_and_the_map_are_drawn(run: Run, mapped: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    ran = run(*CUT, "--svg", "steps.svg", "--map", "map.svg", "--book", mapped)
    assert (ran.code, ran.err) == (0, "")
    steps, drawn = ((tmp_path / name).read_text("utf-8") for name in ("steps.svg", "map.svg"))
    assert steps.startswith("<svg")
    assert "Machinery" in steps
    assert "Natural Earth" in drawn
    for picture in (steps, drawn):
        assert "Costs of machinery trade between Belarus and Kazakhstan 10 % lower: turnover" in picture
        assert "from oecd_icio of 2022" in picture


def test_a_map_needs_outlines_and_says_so_before_the_model_starts(
    run: Run, book: Path, asked: list[Question]
) -> None:
    ran = run(*CUT, "--map", "map.svg", "--book", book)
    assert ran.code == 1
    assert "sverka fetch world_atlas, sverka post world_atlas PATH" in words(ran.err)
    assert asked == []


def test_pictures_need_their_extra(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    ran = run(*CUT, "--svg", "steps.svg", "--book", book)
    assert (ran.code, "pip install 'sverka[pictures]'" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--json", "no/such/folder/out.json"),
            "Cannot write no/such/folder/out.json: its folder",
        ),
        (("--svg", "a", "--map", "a"), "two outputs go to the same place"),
    ],
)
def test_a_place_that_cannot_be_written_is_named_before_the_model_starts(
    run: Run,
    book: Path,
    asked: list[Question],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    ran = run(*CUT, *arguments, "--book", book)
    assert (ran.code, told in words(ran.err)) == (2, True)
    assert asked == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("BLR", "KAZ"), "one of the arguments --cut-costs --raise-costs --tariff --like is required"),
        (("BLR", "KAZ", "--cut-costs", "120%"), "costs cannot fall by 120%"),
        (("BLR", "KAZ", "--cut-costs", "5", "--tariff", "3"), "not allowed with argument"),
        (("BLR", "Belarus", "--cut-costs", "5"), "are the same country, BLR"),
        (("BLR", "Belorusia", "--cut-costs", "5"), "is not known as a country"),
        (("BLR", "KAZ", "--cut-costs", "5", "--direction", "up"), "invalid choice: 'up'"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_way_out(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("what-if", *arguments)
    assert (ran.code, told in words(ran.err)) == (2, True), ran.err


def test_a_former_country_is_in_no_world_of_today(run: Run, book: Path, asked: list[Question]) -> None:
    ran = run("what-if", "Soviet Union", "KAZ", "--cut-costs", "5", "--book", book)
    assert ran.code == 1
    assert "(SUN) had books of its own until 19" in words(ran.err)
    assert "a year of then with --model one --year YEAR" in words(ran.err)
    assert asked == []
    assert run("what-if", "SUN", "POL", "--cut-costs", "5", "--year", "1988", "--book", book).code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file or directory"), (b"\xff\xfe\x00", "it is no text in UTF-8")],
)
@pytest.mark.usefixtures("asked")
def test_a_file_of_elasticities_that_cannot_be_read_is_named(
    run: Run, book: Path, tmp_path: Path, content: bytes | None, told: str
) -> None:
    if content:
        (tmp_path / "mine.csv").write_bytes(content)
    ran = run(*CUT, "--elasticities", "mine.csv", "--book", book)
    assert ran.code == 1
    assert f"Cannot read the elasticities in mine.csv: {told}" in words(ran.err)


def test_a_missing_book_is_said_to_be_missing(run: Run, tmp_path: Path) -> None:
    assert run(*CUT, "--book", tmp_path / "nowhere").code == 3


def test_a_model_without_a_solution_is_no_crash(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*_: object) -> WhatIf:
        message = "the labour market of Belarus is missed by 3 %"
        raise ArithmeticError(message)

    monkeypatch.setattr("sverka.faces.cli.what_if._ask", ask)
    ran = run(*CUT, "--book", book)
    assert ran.code == 1
    assert ran.err == (
        "sverka: the labour market of Belarus is missed by 3 % As options: a smaller percentage or goal, or "
        "another --closure.\n"
    )


def test_a_book_with_neither_tables_nor_trade_says_what_to_post(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*_: object) -> WhatIf:
        raise NoTradeHeld((2022, 2022), None, ())

    monkeypatch.setattr("sverka.faces.cli.what_if._ask", ask)
    ran = run(*CUT, "--book", book)
    assert ran.code == 1
    assert "neither input-output tables (post them: sverka post oecd_icio PATH) nor trade" in words(ran.err)
    assert "no yearly flows between countries in 2022–2022" in words(ran.err)
    ran = run(*CUT, "--year", "1850", "--book", book)
    assert ran.code == 1
    assert words(ran.err).startswith("sverka: The book has no world of 1850 that a change could be made in")
    assert "Leave out --year for the newest there is" in words(ran.err)


def test_a_starter_book_says_that_tables_would_do(run: Run, book: Path) -> None:
    ran = run(*CUT, "--book", book)
    assert ran.code == 1
    assert "in 2024 BLR has no domestic sales" in words(ran.err)
    assert "Or post the input-output tables of the world, which need nothing else: sverka post" in words(
        ran.err
    )
    ran = run(*CUT[:3], "--cut-costs", "10%", "--model", "one", "--book", book)
    assert ran.code == 1
    assert "input-output" not in words(ran.err)


def interrupted(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    """Interrupt the model after twelve draws."""

    def ask(_: object, __: object, question: Asked) -> WhatIf:
        question.progress(12, 100)
        raise problem

    monkeypatch.setattr("sverka.faces.cli.what_if._ask", ask)


def test_interrupted_among_its_draws_it_answers_with_those_that_are_done(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(monkeypatch, Interrupted(WHAT_IF))
    ran = run(*CUT, "--json", "answer.json", "--book", book)
    assert ran.code == 130
    assert ran.out.startswith("Costs of machinery trade")
    assert Path("answer.json").exists()
    assert (
        f"sverka: interrupted: 12 of 100 draws were taken; they are kept in {book / 'draws'}: the same "
        "command goes on from there" in ran.err
    )


def test_interrupted_before_its_draws_it_has_no_answer(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(monkeypatch, KeyboardInterrupt())
    ran = run(*CUT, "--book", book)
    assert (ran.code, ran.out) == (130, "")


def test_a_book_that_cannot_be_written_keeps_no_draws_and_still_answers(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (book / "draws").write_bytes(b"in the way")
    interrupted(monkeypatch, Interrupted(WHAT_IF))
    ran = run(*CUT, "--book", book)
    assert ran.code == 130
    assert f"note: draws are not kept, {book / 'draws'} cannot be written: " in ran.err
    assert "they were not kept: the same command begins anew" in ran.err


@pytest.mark.usefixtures("asked")
def test_without_draws_nothing_is_written_to_the_book(run: Run, book: Path) -> None:
    assert run(*CUT, "--draws", "0", "--book", book).code == 0
    assert not (book / "draws").exists()
