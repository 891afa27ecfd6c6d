"""What `sverka target` prints, from answers that are known by heart."""

import pytest
from msgspec.structs import replace
from tests.faces.equilibrium_answers import (
    ALREADY,
    BLR_DECLARES,
    BORDER,
    BOTH,
    CARDS,
    FINDING,
    KAZ_DECLARES,
    LEVER,
    NO_SUCH_CHANGE,
    RECONCILED,
    RTA,
    TARGET,
)

from sverka.faces.cli.target_table import headline, print_target
from sverka.models.equilibrium.pair.answer import Estimate, Target
from sverka.models.equilibrium.pair.declared_turnover import IMPORTER_FIRST, PUBLISHED
from sverka.models.equilibrium.pair.tables_trade import TABLES


def printed(found: Target, capsys: pytest.CaptureFixture[str]) -> str:
    print_target(found, CARDS)
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_headline_says_what_the_goal_would_take() -> None:
    assert headline(TARGET) == (
        "USD 2 bn of turnover between Belarus and Kazakhstan by 2030: costs of trade between Belarus and "
        "Kazakhstan would have to fall by 9.8 % (7.1 to 15.2) of what the goods cost at their destination"
    )
    exports = replace(TARGET, what="exports", by=None, named=("machinery",))
    lever = replace(LEVER, routes=BOTH[:1], percent=Estimate(4.0))
    assert headline(replace(exports, levers=(lever,))) == (
        "USD 2 bn of exports from Belarus to Kazakhstan: costs of machinery trade from Belarus to Kazakhstan "
        "would have to rise by 4 % of what the goods cost at their destination"
    )


def test_the_goal_is_held_against_what_each_of_the_two_declares(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(TARGET, capsys)
    for part in (
        "The goal against what is declared: turnover, USD mn",
        "Belarus 2020 869.0 2.30 times +8.7 % +31.0 % 2002–2012",
        "Kazakhstan 2020 730.0 2.74 times +10.6 % +31.0 % 2002–2012",
        "reconciled 2020 800.0 2.50 times +9.6 % –",
        "reconciled: BACI's steps [1] The model was asked with reconciled of 2020; --against chooses others",
    ):
        assert part in text, part


def test_a_goal_for_some_goods_says_which_and_whose_figures(capsys: pytest.CaptureFixture[str]) -> None:
    own = replace(TARGET.declared[-1], reporter=None, method=TABLES, origins=())
    found = replace(TARGET, of=("machinery", "food"), declared=(own,), against=own)
    assert headline(found).startswith(
        "USD 2 bn of turnover in machinery, food between Belarus and Kazakhstan"
    )
    text = printed(found, capsys)
    assert f"The model was asked with the tables of {own.year} " in text
    assert "--against chooses others" not in text
    assert "The goal against the tables’ own trade in machinery, food: turnover, USD mn" in text
    assert "Whose figures Year Trade Goal is" in text
    assert "declared" not in text.casefold()


def test_figures_of_neither_country_say_whose_rule_they_follow(capsys: pytest.CaptureFixture[str]) -> None:
    importers = replace(RECONCILED, method=f"{IMPORTER_FIRST}, CIF")
    published = replace(RECONCILED, method=f"{PUBLISHED}, FOB")
    told = replace(TARGET, declared=(BLR_DECLARES, importers, published), against=importers)
    text = printed(told, capsys)
    assert "importers first 2020 800.0" in text
    assert "published 2020 800.0" in text


def test_what_grows_by_itself_is_taken_off(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(TARGET, capsys)
    assert "By itself until 2030: 1.25 times, by both countries’ GDP as projected" in text
    left = "Left for costs of trade to do: 2.00 times the trade of the model’s world before, USD 1,056 mn"
    assert f"{left}, which is nobody’s declaration" in text


def test_where_nothing_grows_by_itself_the_reason_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    growing = replace(TARGET.growing, factor=1.0, basis="nothing: the goal names no year")
    text = printed(replace(TARGET, by=None, growing=growing), capsys)
    assert "By itself: nothing, for the goal names no year (name one with --by)" in text


def test_who_declares_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "oecd_icio: 2 industries do not add up." in printed(replace(ALREADY, findings=(FINDING,)), capsys)


def test_the_change_stands_beside_estimated_effects(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(TARGET, capsys)
    for part in (
        "If nothing else moved, prices and incomes as before: costs fall by 9.1 %",
        "trade agreements (rta) +38.0 % (20.0 to 58.0) 2.1 times that (1.4 to 3.9)",
        "not told: that may be nothing",
        "this pair’s past +24.0 % 3.2 times that 2000–2020",
        "Estimated from three-way PPML on imf_dots, 1992–2020",
    ):
        assert part in text, part


def test_an_effect_that_goes_the_other_way_has_no_times(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(replace(TARGET, beside=(replace(BORDER, sure=True),)), capsys)
    assert "not told: that goes the other way" in text


def test_what_effects_are_lacking_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    told = replace(TARGET, beside=(RTA,), beside_lacks="the book has no borders")
    assert "Beside what was estimated: the book has no borders" in printed(told, capsys)


def test_the_world_after_has_the_same_tables_and_settings(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(TARGET, capsys)
    for part in ("The world after this change", "Who gains and who loses", "Their error 20 %"):
        assert part in text


def test_no_partial_answer_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    told = replace(TARGET, levers=(replace(LEVER, partial=None),))
    assert "If nothing else moved, prices and incomes as before: no answer" in printed(told, capsys)


def test_several_levers_are_told_each(capsys: pytest.CaptureFixture[str]) -> None:
    levers = tuple(replace(LEVER, routes=(route,)) for route in BOTH)
    text = printed(replace(TARGET, levers=levers), capsys)
    assert "from Belarus to Kazakhstan would have to fall by 9.8 % (7.1 to 15.2); costs of trade from" in text
    assert "prices and incomes as before; trade from Kazakhstan to Belarus: costs fall by 9.1 %" in text
    levers = tuple(replace(LEVER, name=name) for name in ("machinery", "food"))
    text = printed(replace(TARGET, levers=levers, named=("machinery", "food")), capsys)
    assert "costs of machinery trade between Belarus and Kazakhstan would have to fall by 9.8 %" in text
    assert "; costs of food trade between Belarus and Kazakhstan would have to fall" in text


def test_where_there_is_no_such_change_the_nearest_is_told_and_what_to_try(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(NO_SUCH_CHANGE, capsys)
    for part in (
        "USD 2 bn of turnover between Belarus and Kazakhstan by 2030: no such change within these bounds",
        "Costs of trade between Belarus and Kazakhstan were let fall by up to 50 % and rise by up to 400 %",
        "the nearest is that costs fall by 50 %, which gives 1.40 times the trade where 2.00 are needed",
        "Try wider bounds (--most-cut 95%), a lower goal, a later year, or another book",
    ):
        assert part in text, part
    one_way = replace(NO_SUCH_CHANGE.levers[0], routes=BOTH[:1])
    narrow = replace(NO_SUCH_CHANGE, levers=(one_way,), named=("machinery",))
    assert "(--most-cut 95%), both directions, all sectors, a lower goal" in printed(narrow, capsys)


def test_a_goal_that_is_reached_already_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(ALREADY, capsys)
    assert "USD 900 mn of turnover between Belarus and Kazakhstan by 2030: reached without any change" in text
    assert "grows by itself, is enough. To see what more would take, ask for a higher goal" in text
    assert "The world after" not in text
    far = replace(
        ALREADY,
        growing=replace(ALREADY.growing, factor=1.0, basis="nothing: the goal names no year"),
        declared=(replace(KAZ_DECLARES, factor=0.0018),),
        scaled=0.0018,
    )
    text = printed(far, capsys)
    assert "Kazakhstan 2020 730.0 0.0018 times" in text
    assert "Left for costs of trade to do: 0.0018 times the trade of the model’s world before What" in text
    assert "What the pair trades is enough. To see what more would take, ask for a higher goal. [1]" in text


def test_a_reporter_without_a_past_has_no_best(capsys: pytest.CaptureFixture[str]) -> None:
    new = replace(KAZ_DECLARES, a_year=None, best=None, best_years=None)
    assert "Kazakhstan 2020 730.0 2.74 times – –" in printed(replace(TARGET, declared=(new,)), capsys)


@pytest.mark.parametrize("found", [TARGET, NO_SUCH_CHANGE, ALREADY])
def test_all_of_it_fits_a_terminal_of_80_columns(found: Target, capsys: pytest.CaptureFixture[str]) -> None:
    print_target(found, CARDS)
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80
