"""The section on a change of trade costs: what it says of an answer, and what keeps it from one."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.pictures.samples import OUTLINES
from tests.dossier.sections.book import headings, notes, prose, table
from tests.dossier.sections.planted_desk import lack
from tests.dossier.sections.small_books import desk_of, figures
from tests.dossier.sections.test_commands import is_understood
from tests.dossier.sections.what_if_answers import BOTH, ONE_SECTOR, TABLES, WHAT_IF
from tests.models.equilibrium.pair.books import post_tables

from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import Lack, Picture, Section, Sentence, Table
from sverka.dossier.pictures.winners_map import WinnersMap
from sverka.dossier.sections import asked_model, country_outlines
from sverka.dossier.sections.country_outlines import BRING
from sverka.dossier.sections.what_if import ID, compose, told
from sverka.dossier.sections.what_if_parts import steps_picture
from sverka.dossier.words.language import LANGUAGES, language
from sverka.ledger import NothingHeld, open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.equilibrium.icio_book import NoTables
from sverka.models.equilibrium.pair import ask_what_if
from sverka.models.equilibrium.pair.answer import Estimate, WhatIf
from sverka.models.equilibrium.pair.ask_what_if import Interrupted, NeedsSectors
from sverka.models.equilibrium.pair.industries import read_industries
from sverka.models.equilibrium.pair.question import ChangeAsked
from sverka.models.equilibrium.pair.world import Move, NothingTraded, NotInWorld
from sverka.models.gravity.ppml import NoCompiler

MACHINERY = ChangeAsked(routes=BOTH, named=("machinery",), percent=-10.0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_of(tmp_path / "book", countries=("BLR", "KAZ"), today=date(2026, 11, 23)) as found:
        found.asked = found.asked._replace(change=MACHINERY)
        yield found


@pytest.fixture
def drawn(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk over a book that has outlines of countries."""
    monkeypatch.setattr(country_outlines, "read_outlines", lambda _: OUTLINES)
    return desk


def section(desk: Desk, found: WhatIf = WHAT_IF) -> Section:
    return Section(ID, Sentence("what_if.title"), tuple(told(desk, found)))


def test_the_question_and_its_answer_come_first(drawn: Desk) -> None:
    text = prose(section(drawn))
    assert text[0] == (
        "Asked: costs of trade, Belarus ↔ Kazakhstan; machinery: −10 % of what the goods cost at their "
        "destination."
    )
    assert text[1] == (
        "Turnover Belarus – Kazakhstan (goods) in the model’s world of 2022: +21 % (95 % interval: +15 % to "
        "+29 %), from 1 billion dollars to 1.21 billion dollars."
    )
    assert text[2].endswith("turnover would be 1.25 billion dollars.")
    assert "Belarus: real income +0.12 % (95 % interval: +0.06 % to +0.18 %)." in text
    assert (
        "In the other countries of the model (3) real income rises by a thousandth of a percent or more in 0 "
        "and falls by as much in 1."
    ) in text
    assert "The largest fall among them: Russia, −0.0016 %." in text


def test_a_change_that_moves_nobody_else_says_so(drawn: Desk) -> None:
    pair = tuple(one for one in WHAT_IF.effects if one.country in WHAT_IF.pair)
    far = replace(WHAT_IF.effects[2], real_income=Estimate(0.0002))
    text = prose(section(drawn, replace(WHAT_IF, effects=(*pair, far))))
    assert "In none of the other countries of the model (1) does real income change" in " ".join(text)


def test_a_tariff_and_an_effect_are_named(drawn: Desk) -> None:
    change = replace(WHAT_IF.change, tariff=5.0, routes=BOTH[:1], named=("C28", "goods", "beans"))
    text = prose(section(drawn, replace(WHAT_IF, change=change)))
    assert text[0] == "Asked: a tariff of 5 %, Belarus → Kazakhstan; Machinery, all goods, beans."
    text = prose(section(drawn, ONE_SECTOR))
    assert text[0].startswith("Asked: a change as large as an effect that was estimated (a trade agreement)")
    assert "Kazakhstan; all goods. In costs that is −4.4 % of what" in text[0]


def test_what_is_assumed_is_said(drawn: Desk) -> None:
    text = "\n".join(prose(section(drawn)))
    for part in (
        "Model: 80 countries and 50 industries",
        "The tables do not say who buys final goods",
        "each country keeps its own, as a part of the world’s income",
        "an elasticity of 5.03 for everything",
        "assumed, published by nobody: a standard error of 20 % of each",
        "Intervals hold 95 % of 98 draws",
        "Draws of elasticities that had no answer: 2. They are in no interval.",
        "It is no forecast. The world of 2022",
    ):
        assert part in text, part


def test_the_model_of_one_sector_says_what_it_does_not_tell_apart(drawn: Desk) -> None:
    text = "\n".join(prose(section(drawn, ONE_SECTOR)))
    assert "Industries are not told apart" in text
    assert "of the user’s own file (mine.csv)" in text
    assert "is as their file states it." in text
    assert "final goods" not in text
    pictures = [block for block in section(drawn, ONE_SECTOR).blocks if isinstance(block, Picture)]
    assert pictures[0].table.id == "what-if-flows"


def test_a_sentence_has_no_interval_where_no_draws_were_taken(drawn: Desk) -> None:
    flow = replace(WHAT_IF.turnover, growth=Estimate(21.0), after=Estimate(1210e6))
    bare = replace(WHAT_IF, turnover=flow, setting=replace(WHAT_IF.setting, draws=0, failed=0))
    found = section(drawn, bare)
    assert "of 2022: +21 %, from 1 billion" in prose(found)[1]
    assert "No draws were taken" in " ".join(prose(found))
    assert table(found, "what-if-flows")[-1][-3:] == ["+21 %", "–", "–"]


def test_both_directions_and_the_industries_add_up(drawn: Desk) -> None:
    found = section(drawn)
    assert table(found, "what-if-flows") == [
        ["Belarus → Kazakhstan", "$800 mn", "$1 bn", "+25 %", "+18 %", "+35 %"],
        ["Kazakhstan → Belarus", "$200 mn", "$210 mn", "+5 %", "+3.5 %", "+7 %"],
        ["Both directions", "$1 bn", "$1.21 bn", "+21 %", "+15 %", "+29 %"],
    ]
    assert table(found, "what-if-industries") == [
        ["Machinery", "$320 mn", "$230 mn", "+72 %"],
        ["Food, drinks, tobacco", "$400 mn", "−$20 mn", "−5 %"],
        ["Chemicals", "$180 mn", "−$2 mn", "−1.1 %"],
        ["All", "$1 bn", "$210 mn", "+21 %"],
    ]


def test_the_table_of_incomes_leaves_small_changes_out_and_counts_them(drawn: Desk) -> None:
    found = section(drawn)
    assert [row[0] for row in table(found, "what-if-incomes")] == ["Belarus", "Kazakhstan", "Russia"]
    assert "2 countries whose real income changes by less" in notes(found, "what-if-incomes")
    assert headings(found, "what-if-incomes")[-1] == "Exports, US dollars"


def test_producers_at_home_are_sellers_too(drawn: Desk) -> None:
    rows = table(section(drawn), "what-if-diversion")
    assert ["Kazakhstan, own producers", "$90 bn", "−$60 mn", "−0.067 %"] in rows
    assert rows[0][0] == "Kazakhstan → Belarus", "the first country's market comes first"


def test_every_figure_of_the_model_leads_to_its_tables_and_asked_ones_say_so(drawn: Desk) -> None:
    told_figures = figures(section(drawn))
    assert len(told_figures) > 60
    for one in told_figures:
        asked = one.method in {"as asked", "assumed, published by nobody", "median of published estimates"}
        assert one.origins == (() if asked else (TABLES,)), one
    growth = next(one for one in told_figures if one.measure == "model_growth")
    assert (growth.allowed.low, growth.allowed.high) == pytest.approx((14.7, 29.4))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("found", [WHAT_IF, ONE_SECTOR])
def test_every_language_says_all_of_it(drawn: Desk, code: str, found: WhatIf) -> None:
    made = section(drawn, found)
    words = language(code)
    said = [*prose(made, code), words.text(made.title)]
    for block in made.blocks:
        shown = block.table if isinstance(block, Picture) else block
        if isinstance(shown, Table):
            said += [words.text(part) for part in (shown.caption, *shown.headings)]
            said += [words.label(cell) for row in shown.rows for cell in row]
        if isinstance(block, Picture):
            said += [words.text(block.alt), words.text(block.caption)]
    assert all(said)
    assert not any("{" in text for text in said)
    assert len(said) > 60


def test_a_book_without_outlines_still_shows_the_incomes(desk: Desk) -> None:
    blocks = section(desk).blocks
    assert [block for block in blocks if isinstance(block, Lack)] == [Lack(Sentence("what_if.no_map"), BRING)]
    assert any(isinstance(block, Table) and block.id == "what-if-incomes" for block in blocks)


def test_what_rounding_leaves_is_no_step() -> None:
    there, back = (replace(flow, before=flow.before / 3) for flow in ONE_SECTOR.flows)
    after = there.after.value + back.after.value + 1e-4
    whole = replace(ONE_SECTOR.turnover, before=(there.before + back.before), after=Estimate(after))
    drawn = steps_picture(replace(ONE_SECTOR, flows=(there, back), turnover=whole))
    assert drawn.rest == 0
    assert drawn.end.value == pytest.approx(after)
    assert steps_picture(WHAT_IF).rest == -2e6, "small industries are a step together"


def test_the_map_is_of_all_countries_of_the_model(drawn: Desk) -> None:
    maps = [block.drawing for block in section(drawn).blocks if isinstance(block, Picture)]
    assert isinstance(maps[1], WinnersMap)
    assert set(maps[1].values) == {one.country for one in WHAT_IF.effects}


def test_without_a_question_it_shows_how_to_ask(desk: Desk) -> None:
    desk.asked = desk.asked._replace(change=None)
    found = lack(compose(desk))
    assert found.commands == ("sverka brief BLR KAZ --sections what-if --cut-costs 10%",)
    assert all(map(is_understood, found.commands))


REFUSALS: dict[str, Callable[[], Exception]] = {
    "no_world": lambda: NoTables(2022, ()),
    "not_in_world": lambda: NotInWorld("KAZ", "tables", ("BLR",)),
    "nothing_traded": lambda: NothingTraded(Move(routes=BOTH, sectors=()), "tables"),
    "no_sectors": lambda: NeedsSectors("machinery", "one"),
    "no_equilibrium": lambda: ArithmeticError("no"),
    "not_answered": lambda: ValueError("other"),
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("key", REFUSALS)
def test_what_keeps_the_model_from_an_answer_is_said_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, key: str, code: str
) -> None:
    found = refused(desk, monkeypatch, REFUSALS[key]())
    assert found.what.key == f"what_if.{key}"
    assert language(code).text(found.what)
    assert all(map(is_understood, found.commands))


def refused(desk: Desk, monkeypatch: pytest.MonkeyPatch, problem: Exception) -> Lack:
    def refuse(*_: object, **__: object) -> WhatIf:
        raise problem

    monkeypatch.setattr(ask_what_if, "ask_what_if", refuse)
    return lack(compose(desk))


def test_a_sector_that_is_none_is_named_and_a_missing_part_of_the_program_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LookupError) as unknown:
        read_industries().codes(("machinry",), ("C28",))
    desk.asked = desk.asked._replace(change=ChangeAsked(routes=BOTH, named=("machinry",), percent=-10.0))
    found = refused(desk, monkeypatch, unknown.value)
    assert "(machinry)" in language("en").text(found.what)
    assert found.commands == ("sverka what-if BLR KAZ --cut-costs 10% --sectors machinry",)
    assert refused(desk, monkeypatch, NoCompiler()).commands == ("pip install 'sverka[gravity]'",)
    assert refused(desk, monkeypatch, NothingHeld("a", "b", ())).what.key == "what_if.no_world"


def test_an_interruption_among_the_draws_ends_the_briefing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        refused(desk, monkeypatch, Interrupted(WHAT_IF))


def test_a_damaged_book_is_not_taken_for_a_question_without_an_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuntimeError, match="damaged"):
        refused(desk, monkeypatch, RuntimeError("damaged"))


def test_costs_that_rise_are_asked_with_the_other_option(desk: Desk) -> None:
    change = ChangeAsked(routes=BOTH, percent=2.5)
    assert asked_model.change_command(desk, change) == "sverka what-if BLR KAZ --raise-costs 2.5%"


def test_a_small_book_answers_tells_of_its_draws_and_finds_them_again(tmp_path: Path) -> None:
    book = tmp_path / "book"
    post_tables(book, ("BLR", "KAZ", "RUS"))
    heard: list[str] = []
    texts = []
    for _ in range(2):
        with open_ledger(book) as ledger:
            engine = start_engine(EngineName.DUCKDB, book)
            keep = tmp_path / "draws"
            asked = Asked("BLR", "KAZ", None, date(2026, 11, 23), change=MACHINERY, keep=keep)
            texts.append(prose(compose(Desk(ledger, engine, asked, heard.append))))
            engine.close()
    assert texts[0] == texts[1]
    assert "Belarus ↔ Kazakhstan; machinery: −10 %" in texts[0][0]
    assert "goods) in the model’s world of 2022: +" in texts[0][1]
    assert "what-if: draws: 100 of 100" in heard
    assert len(list(keep.iterdir())) == 1
