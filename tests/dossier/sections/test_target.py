"""The section on a goal: whose figures it is held against, what it takes, beside what."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.pictures.samples import OUTLINES
from tests.dossier.sections.book import desk as open_desk
from tests.dossier.sections.book import notes, prose, table
from tests.dossier.sections.planted_desk import lack
from tests.dossier.sections.small_books import desk_of, figures
from tests.dossier.sections.test_commands import is_understood
from tests.dossier.sections.what_if_answers import BOTH, DECLARED, TABLES, TARGET, TRADE, WHAT_IF
from tests.fictional.pair import reading, target
from tests.models.equilibrium.pair.books import post_tables, post_trade

from sverka.dossier.brief import NAMES, USUAL
from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import Lack, Picture, Section, Sentence, Table
from sverka.dossier.sections import country_outlines, what_if
from sverka.dossier.sections.asked_model import goal_command
from sverka.dossier.sections.target import ID, compose, told
from sverka.dossier.words.language import LANGUAGES, language
from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.equilibrium.pair import ask_target
from sverka.models.equilibrium.pair.answer import Growing, Outcome, Target
from sverka.models.equilibrium.pair.declared_turnover import (
    IMPORTER_FIRST,
    PUBLISHED,
    NotDeclared,
    NothingToCompare,
)
from sverka.models.equilibrium.pair.estimated_effects import Lacks
from sverka.models.equilibrium.pair.growing import Basis
from sverka.models.equilibrium.pair.limit_kinds import SearchStopped
from sverka.models.equilibrium.pair.question import GoalAsked
from sverka.models.equilibrium.pair.tables_trade import TABLES as TABLES_OF_MODEL

GOAL = GoalAsked(wanted=2e9, by=2030, routes=BOTH, named=("machinery",))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(country_outlines, "read_outlines", lambda _: OUTLINES)
    with desk_of(tmp_path / "book", countries=("BLR", "KAZ"), today=date(2026, 11, 23)) as found:
        found.asked = found.asked._replace(goal=GOAL)
        yield found


def section(desk: Desk, found: Target = TARGET) -> Section:
    return Section(ID, Sentence("target.title"), tuple(told(desk, found)))


def test_the_goal_is_held_against_declared_trade_and_the_change_stands_after_it(desk: Desk) -> None:
    text = prose(section(desk))
    assert text[0] == ("Goal: turnover Belarus – Kazakhstan, 2 billion dollars a year, by the end of 2030.")
    assert text[1] == (
        "Held against 900 million dollars of 2024 (both reconciled), the goal is 2.22 times as much."
    )
    assert "What is left for costs to do: 1.71 times the trade that the model starts from." in text
    assert (
        "That takes a change in costs of trade, Belarus ↔ Kazakhstan; machinery: −17 % (95 % interval: −24 % "
        "to −13 %) of what the goods cost at their destination."
    ) in text
    assert "If prices and incomes everywhere stayed as before, it would take −16.2 %." in text
    assert any("what 1.8 of them would" in one for one in text)
    assert "This is the world in which the goal is reached." in text


def test_both_countries_and_the_reconciled_figures_have_a_row(desk: Desk) -> None:
    rows = table(section(desk), "target-declared")
    assert [row[0] for row in rows] == ["Belarus’s book", "Kazakhstan’s book", "both reconciled"]
    assert rows[0][1:] == ["2024", "$1 bn", "2×", "+12.25 %", "+12 %", "2015–2021"]
    assert rows[1][-2:] == ["not known over so many years", "–"]
    assert notes(section(desk), "target-declared").endswith("both reconciled.")


def test_who_declares_nothing_is_said_to(desk: Desk) -> None:
    text = prose(section(desk, replace(TARGET, declared=DECLARED[:1])))
    assert any(one.startswith("Kazakhstan: ") for one in text)


@pytest.mark.parametrize(
    ("method", "name"),
    [
        (f"{IMPORTER_FIRST}, CIF", "the importers’ books"),
        (f"{PUBLISHED}, CIF", "reconciled by the publisher"),
        (TABLES_OF_MODEL, "the model’s own tables"),
    ],
)
def test_nobodys_figures_say_what_they_are(desk: Desk, method: str, name: str) -> None:
    one = replace(DECLARED[2], method=method)
    found = section(desk, replace(TARGET, declared=(one,), against=one))
    assert table(found, "target-declared")[0][0] == name


def test_a_goal_without_a_year_asks_for_no_growth_a_year(desk: Desk) -> None:
    bare = tuple(replace(one, a_year=None, best=None, best_years=None) for one in DECLARED)
    found = section(desk, replace(TARGET, by=None, declared=bare, against=bare[2]))
    assert prose(found)[0] == "Goal: turnover Belarus – Kazakhstan, 2 billion dollars a year."
    assert table(found, "target-declared")[0][4] == "no year was named"


def test_exports_of_one_side_are_named_by_their_direction(desk: Desk) -> None:
    text = prose(section(desk, replace(TARGET, what="exports", routes=BOTH[:1])))
    assert text[0].startswith("Goal: exports Belarus → Kazakhstan, 2 billion dollars")


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("code", LANGUAGES)
def test_why_trade_grows_by_itself_or_not_is_said(desk: Desk, basis: Basis, code: str) -> None:
    found = replace(TARGET, growing=Growing(factor=1.3, basis=basis, origins=()))
    one = prose(section(desk, found), code)[2]
    assert one
    assert ("1.3" in one.replace(",", ".")) == (basis in {Basis.GIVEN, Basis.FORECAST})


def test_effects_stand_beside_the_change_and_those_that_may_be_none_say_so(desk: Desk) -> None:
    rows = table(section(desk), "target-beside")
    assert (rows[0][0], *rows[0][4:]) == ("a trade agreement", "1.8", "1.2", "2.9")
    assert rows[1][0] == "a common border"
    assert rows[1][-3:] == ["the effect may be none", "–", "–"]
    assert rows[2][0].endswith("2010–2020")
    sure = replace(TARGET.beside[1], sure=True)
    other = section(desk, replace(TARGET, beside=(sure,)))
    assert table(other, "target-beside")[0][-3] == "it works the other way"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_lacking_to_stand_beside_it_leads_to_commands(desk: Desk, code: str) -> None:
    found = section(desk, replace(TARGET, beside=(), beside_lacks="; ".join(Lacks)))
    lacking = [block for block in found.blocks if isinstance(block, Lack)]
    assert len(lacking) == len(Lacks)
    assert all(language(code).text(one.what) for one in lacking)
    commands = [command for one in lacking for command in one.commands if not command.startswith("pip ")]
    assert "sverka post covariates PATH" in commands
    assert all(map(is_understood, commands))


def test_a_goal_that_needs_nothing_has_no_world_after_it(desk: Desk) -> None:
    found = replace(
        TARGET, outcome=Outcome.ALREADY, scaled=0.8, reached=1.0, after=None, beside=(), beside_lacks="x"
    )
    made = section(desk, found)
    assert "The goal is reached without any change of costs." in prose(made)
    assert not any(isinstance(block, Picture | Lack) for block in made.blocks)


def test_no_such_change_says_how_far_trade_comes(desk: Desk) -> None:
    found = replace(TARGET, outcome=Outcome.NO_SUCH_CHANGE, reached=1.4)
    text = prose(section(desk, found))
    assert (
        "There is no such change within the bounds: with costs changed between −80 % and +400 % trade comes "
        "to 1.4 times what the model starts from at most, and 1.71 times are wanted."
    ) in text
    assert "This is the world at the bound, in which the goal is not reached." in text
    assert not any(one.startswith("The search did not come") for one in text)
    stopped = replace(found, findings=(SearchStopped.of("Beyond 0.4 times the costs no equilibrium."),))
    text = prose(section(desk, stopped))
    assert "somewhere on the way the model finds no equilibrium" in " ".join(text)
    assert "in English" not in " ".join(text)


def test_every_figure_leads_to_what_it_rests_on(desk: Desk) -> None:
    for one in figures(section(desk)):
        if one.method in {"as asked", "assumed, published by nobody", "median of published estimates"}:
            assert one.origins in {(), (TRADE, TABLES)}, one
        elif not one.method.startswith("estimated by a gravity model"):
            assert set(one.origins) <= {TABLES, TRADE}, one
            assert one.origins, one


def test_what_it_would_take_is_no_promise_that_it_can_be_had(desk: Desk) -> None:
    text = " ".join(prose(section(desk)))
    assert "nor does it say that the change can be had" in text
    assert "It is no forecast" in text
    assert "Draws in which there is no such change within the bounds: 2." in text


def test_whose_growth_the_model_was_asked_for_is_said(desk: Desk) -> None:
    own = "the same growth of its own trade, {} (2022), which nobody declared."
    assert own.format("1 billion dollars") in " ".join(prose(section(desk)))
    exports = section(desk, replace(TARGET, what="exports", routes=BOTH[:1]))
    assert own.format("800 million dollars") in " ".join(prose(exports))
    already = section(desk, replace(TARGET, outcome=Outcome.ALREADY, levers=(), beside=(), after=None))
    assert "its own trade, which differs from declared trade" in " ".join(prose(already))


def test_it_shares_no_ids_with_the_section_on_a_change(desk: Desk) -> None:
    blocks = (*section(desk).blocks, *what_if.told(desk, WHAT_IF))
    names = [block.id for block in blocks if isinstance(block, Table | Picture)]
    names += [block.table.id for block in blocks if isinstance(block, Picture)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_all_of_it(desk: Desk, code: str) -> None:
    made, words = section(desk), language(code)
    said = [*prose(made, code), words.text(made.title)]
    for block in made.blocks:
        shown = block.table if isinstance(block, Picture) else block
        if isinstance(shown, Table):
            said += [words.text(part) for part in (shown.caption, *shown.headings)]
            said += [words.label(cell) for row in shown.rows for cell in row]
    assert all(said)
    assert not any("{" in text for text in said)


def test_both_sections_come_on_request_only() -> None:
    assert {"what-if", "target"} <= set(NAMES)
    assert not {"what-if", "target"} & set(USUAL)


def test_without_a_goal_and_without_an_open_promise_it_shows_how_to_ask(tmp_path: Path) -> None:
    with desk_of(tmp_path / "book", countries=("BLR", "KAZ"), today=date(2026, 11, 23)) as found:
        shown = lack(compose(found))
    assert shown.what == Sentence("target.no_question")
    assert shown.commands == ("sverka brief BLR KAZ --sections target --turnover 1e9 --by 2031",)
    assert all(map(is_understood, shown.commands))


def test_an_open_promise_with_a_year_is_the_goal_where_none_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[GoalAsked] = []

    def answer(*given: object, **_: object) -> Target:
        heard.extend(one for one in given if isinstance(one, GoalAsked))
        return TARGET

    monkeypatch.setattr(ask_target, "ask_target", answer)
    promised = reading(target(400, "..2017", id="open"), said_on=date(2013, 5, 1))
    with open_desk(tmp_path, readings=(promised,)) as found:
        text = prose(compose(found))
    (goal,) = heard
    assert (goal.wanted, goal.by) == (400e6, 2017)
    assert goal.routes == (("ARL", "BED"), ("BED", "ARL"))
    assert text[1] == "It was promised: Minister Aro, 1 May 2013."
    assert "400 million dollars a year" in text[0]


@pytest.mark.parametrize(
    "problem",
    [lambda: NothingToCompare("BLR-KAZ"), lambda: NotDeclared("BLR", "BLR-KAZ", ["KAZ"])],
    ids=["none", "not theirs"],
)
def test_nothing_declared_leads_to_declarations(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, problem: Callable[[], Exception]
) -> None:
    def refuse(*_: object, **__: object) -> Target:
        raise problem()

    monkeypatch.setattr(ask_target, "ask_target", refuse)
    found = lack(compose(desk))
    assert found.what == Sentence("target.nothing_declared")
    assert found.commands[0].startswith("sverka fetch un_comtrade --pair BLR-KAZ")
    assert all(map(is_understood, found.commands))


def test_the_command_asks_the_same_goal(desk: Desk) -> None:
    assert goal_command(desk, GOAL) == (
        "sverka target BLR KAZ --turnover 2000000000 --by 2030 --sectors machinery"
    )
    assert is_understood(goal_command(desk, GOAL))


def test_a_small_book_answers(tmp_path: Path) -> None:
    book = tmp_path / "book"
    post_tables(book, ("BLR", "KAZ", "RUS"))
    post_trade(book, ("BLR", "KAZ", "RUS", "UZB", "POL", "LTU"))
    goal = GoalAsked(wanted=70e6, by=2022, routes=BOTH)
    with open_ledger(book) as ledger:
        engine = start_engine(EngineName.DUCKDB, book)
        asked = Asked("BLR", "KAZ", None, date(2026, 11, 23), goal=goal)
        found = compose(Desk(ledger, engine, asked))
        engine.close()
    text = " ".join(prose(found))
    assert "Goal: turnover Belarus – Kazakhstan, 70 million dollars a year, by the end of 2022." in text
    assert "That takes a change in costs of trade" in text
    assert table(found, "target-declared")
