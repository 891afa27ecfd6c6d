"""What it would take to reach a goal, asked of a book: laws, draws, outcomes, refusals."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace as replace_goal
from tests.models.equilibrium.pair.books import MILLION, post_tables
from tests.models.gravity.planted_book import planted_book
from tests.models.mirror.books import flow, post

from sverka.ledger import Ledger, open_ledger
from sverka.models.equilibrium.draws import Draws
from sverka.models.equilibrium.pair import ask_target as module
from sverka.models.equilibrium.pair.answer import Model, Outcome, Target
from sverka.models.equilibrium.pair.ask_target import NoAnswer, TargetAsked, TargetInterrupted, ask_target
from sverka.models.equilibrium.pair.ask_what_if import NeedsSectors, ask_what_if
from sverka.models.equilibrium.pair.choose_world import world_of
from sverka.models.equilibrium.pair.declared_turnover import Asked, NotDeclared
from sverka.models.equilibrium.pair.estimated_effects import Lacks
from sverka.models.equilibrium.pair.growing import Basis
from sverka.models.equilibrium.pair.industries import UnknownSector
from sverka.models.equilibrium.pair.levers import tools_of
from sverka.models.equilibrium.pair.one_sector_world import OneSectorWorld
from sverka.models.equilibrium.pair.question import (
    ChangeAsked,
    GoalAsked,
    LeverAsked,
    NumberOutOfBounds,
    Options,
    RoutesNotMeant,
    SectorsNotDeclared,
    Uncertainty,
    What,
)
from sverka.models.equilibrium.pair.reaching import NothingToReach, Sought, reach
from sverka.models.equilibrium.pair.reaching_nearby import OutOfReach, known, reach_nearby
from sverka.models.equilibrium.pair.tables_trade import TABLES, trade_of_tables
from sverka.models.equilibrium.pair.taking_draws import Taken, take
from sverka.models.gravity.ppml import has_compiler
from sverka.vocabulary.country import pair_of

PAIR = ("ARL", "CED")
BOTH = (PAIR, PAIR[::-1])
TODAY = date(2026, 11, 23)
MODELS = (Model.SECTORS, Model.ONE)
DECLARED = {What.EXPORTS: 20 * MILLION, What.TURNOVER: 36 * MILLION}
"""What CED, and both, declare as importers of 2020."""


def asked(ledger: Ledger, times: float = 1.5, model: Model | None = None, **given: Any) -> Target:  # noqa: ANN401
    """Ask for so many times what is declared; `given` are fields of the goal, the options or the call."""
    names = ("what", "by", "named", "routes", "against", "growth", "bounds", "levers")
    goal: dict[str, Any] = {"routes": BOTH, **{name: given.pop(name) for name in names if name in given}}
    call = {name: given.pop(name) for name in ("keep", "progress", "compare", "tell") if name in given}
    draws = given.pop("draws", 0)
    options = Options(model=model, **{"uncertainty": Uncertainty(draws=draws), **given})
    goal["wanted"] = times * DECLARED[goal.get("what", What.TURNOVER)]
    return ask_target(
        ledger,
        PAIR,
        GoalAsked(**goal),
        options,
        today=TODAY,
        **{"compare": False, **call},
    )


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("times", [1.2, 2.0])
def test_the_change_that_is_answered_reaches_the_goal(ledger: Ledger, model: Model, times: float) -> None:
    """Asked as a what-if, turnover becomes as many times what it was as the goal is of declared trade."""
    found = asked(ledger, times, model)
    assert found.outcome is Outcome.REACHED
    assert (found.what, found.routes, found.asked_on) == ("turnover", BOTH, TODAY)
    assert found.scaled == pytest.approx(times)
    assert found.reached == pytest.approx(times)
    (lever,) = found.levers
    assert lever.percent.value < 0
    assert lever.percent.low is None
    assert lever.bounds == pytest.approx((-80, 400))
    change = ChangeAsked(routes=BOTH, percent=lever.percent.value)
    options = Options(model=model, uncertainty=Uncertainty(draws=0))
    again = ask_what_if(ledger, PAIR, change, options)
    assert again.turnover.after.value == pytest.approx(times * again.turnover.before, rel=1e-6)
    assert found.after is not None
    assert found.after.turnover.after.value == pytest.approx(again.turnover.after.value, rel=1e-6)
    assert found.after.partial == pytest.approx(again.partial, rel=1e-6)
    assert found.after.effects[0].country == again.effects[0].country
    assert found.after.change.percent == lever.percent


@pytest.mark.parametrize("model", MODELS)
def test_exports_are_a_goal_of_their_own(ledger: Ledger, model: Model) -> None:
    found = asked(ledger, 1.6, model, what=What.EXPORTS, routes=(PAIR,))
    assert (found.what, found.routes) == ("exports", (PAIR,))
    assert found.against.turnover == found.declared[0].turnover
    assert found.after is not None
    assert found.after.flows[0].growth.value == pytest.approx(60, rel=1e-6)
    assert found.after.flows[1].growth.value < 60


@pytest.mark.parametrize("model", MODELS)
def test_if_nothing_else_moved_the_flows_alone_would_reach_the_goal(ledger: Ledger, model: Model) -> None:
    found = asked(ledger, 1.5, model)
    (lever,) = found.levers
    assert lever.partial is not None
    assert (1 + lever.partial / 100) ** -5.03 == pytest.approx(1.5), "one elasticity for all"
    assert lever.partial != pytest.approx(lever.percent.value, abs=1e-3)


def test_a_goal_that_is_reached_needs_no_change(ledger: Ledger) -> None:
    for times in (1.0, 0.4):
        found = asked(ledger, times, draws=5)
        assert (found.outcome, found.reached) == (Outcome.ALREADY, 1.0)
        assert found.scaled == pytest.approx(times)
        assert (found.after, found.beside, found.beside_lacks) == (None, (), None)
        assert [one.percent.value for one in found.levers] == [0.0]


@pytest.mark.parametrize("model", MODELS)
def test_tight_bounds_leave_the_nearest_change(ledger: Ledger, model: Model) -> None:
    found = asked(ledger, 3.0, model, bounds=(0.98, 1.0), draws=5)
    assert found.outcome is Outcome.NO_SUCH_CHANGE
    (lever,) = found.levers
    assert lever.percent.value == pytest.approx(-2.0, abs=1e-6)
    assert 1 < found.reached < found.scaled == pytest.approx(3.0)
    assert found.after is not None
    assert found.after.turnover.after.value == pytest.approx(found.reached * found.after.turnover.before)
    assert (found.after.setting.draws, found.after.setting.failed) == (0, 0)


def test_what_grows_by_itself_need_not_be_brought_about(ledger: Ledger) -> None:
    found = asked(ledger, 2.0, by=2030, growth=5.0)
    assert found.scaled == pytest.approx(2.0 / 1.05**10)
    assert found.growing.basis == Basis.GIVEN
    assert asked(ledger, 1.5, by=2030, growth=5.0).outcome is Outcome.ALREADY
    assert asked(ledger, 1.5).growing.basis == Basis.NO_YEAR


def test_who_declares_nothing_cannot_be_held_against(ledger: Ledger) -> None:
    with pytest.raises(NotDeclared, match=r"ARL's of ARL-CED.*against reconciled instead"):
        asked(ledger, against="ARL")
    found = asked(ledger)
    assert {one.about for one in found.findings if one.check == "declared trade"} == {"ARL", "CED"}
    assert found.declared == (found.against,)
    assert found.against.method.startswith("each direction as its importer declares it")


def test_the_book_that_is_asked_against_decides_the_factor(tmp_path: Path) -> None:
    post_tables(tmp_path)
    for side, value in (("exporter", 100), ("importer", 150)):
        post(tmp_path, [flow(side, *way, 2020, value * MILLION, source=side) for way in BOTH], source=side)
    with open_ledger(tmp_path) as ledger:
        options = Options(uncertainty=Uncertainty(draws=0))
        goals = [GoalAsked(routes=BOTH, wanted=5e8, against=who) for who in ("ARL", "CED", None)]
        found = [ask_target(ledger, PAIR, one, options, today=TODAY, compare=False) for one in goals]
    assert [one.scaled for one in found] == [2.0, 2.0, pytest.approx(5 / 3)]
    assert [one.against.reporter for one in found] == ["ARL", "CED", None]
    assert found[0].levers[0].percent.value < found[2].levers[0].percent.value


@pytest.mark.parametrize("model", MODELS)
def test_several_levers_are_mixed_with_the_least_effort(ledger: Ledger, model: Model) -> None:
    there, back = (
        LeverAsked(name="there", routes=BOTH[:1]),
        LeverAsked(name="back", routes=BOTH[1:], effort=3.0),
    )
    found = asked(ledger, 1.5, model, levers=(there, back))
    assert [one.name for one in found.levers] == ["there", "back"]
    assert found.reached == pytest.approx(1.5)
    logs = [np.log(1 + one.percent.value / 100) for one in found.levers]
    assert logs[0] < logs[1] < 0, "the dearer one moves less"
    effort = logs[0] ** 2 + 3 * logs[1] ** 2
    for one in (there, back):
        alone = asked(ledger, 1.5, model, levers=(one,))
        if alone.outcome is Outcome.REACHED:
            dear = one.effort * np.log(1 + alone.levers[0].percent.value / 100) ** 2
            assert effort < dear
    assert all(one.partial is not None and one.partial < 0 for one in found.levers)
    after = found.after
    assert after is not None
    assert after.change.routes == BOTH
    lowest, highest = sorted(one.percent.value for one in found.levers)
    assert lowest < after.change.percent.value < highest
    both = asked(ledger, 1.5, model)
    assert both.after is not None
    assert after.partial == pytest.approx(both.after.partial, rel=0.1)


def test_sectors_that_are_named_do_all_of_the_work(ledger: Ledger) -> None:
    found = asked(ledger, 1.2, Model.SECTORS, named=("machinery",))
    (lever,) = found.levers
    assert lever.sectors == ("C28",)
    assert lever.name == "costs on ARL>CED, CED>ARL, machinery"
    assert found.named == ("machinery",)
    whole = asked(ledger, 1.2, Model.SECTORS)
    assert lever.percent.value < whole.levers[0].percent.value
    assert whole.levers[0].name == "costs on ARL>CED, CED>ARL"


def test_a_goal_for_some_goods_is_held_against_the_tables_own_trade_in_them(ledger: Ledger) -> None:
    options = Options(model=Model.SECTORS, uncertainty=Uncertainty(draws=0))
    world = world_of(ledger, PAIR, options)
    k, a, b = world.sectors.index("C28"), *(world.countries.index(name) for name in PAIR)
    before = float(world.trade[k, a, b] + world.trade[k, b, a])
    goal = GoalAsked(wanted=1.5 * before, of=("machinery",), named=("machinery",), by=2030, routes=BOTH)
    found = ask_target(ledger, PAIR, goal, options, today=TODAY, compare=False)
    assert (found.outcome, found.of) == (Outcome.REACHED, ("machinery",))
    assert found.scaled == pytest.approx(1.5)
    assert found.declared == (found.against,)
    assert (found.against.reporter, found.against.method) == (None, TABLES)
    assert found.against.turnover == pytest.approx(before)
    assert found.against.a_year == pytest.approx(100 * (1.5 ** (1 / (2030 - found.against.year)) - 1))
    assert [one.message.partition(" (")[0] for one in found.findings] == [
        "Nobody declares trade by these industries"
    ]
    assert found.after is not None
    assert sum(one.after for one in found.after.sectors if one.sector == "C28") == pytest.approx(1.5 * before)
    way = ask_target(
        ledger, PAIR, replace_goal(goal, what=What.EXPORTS, by=None), options, today=TODAY, compare=False
    )
    assert way.against.turnover == pytest.approx(float(world.trade[k, a, b]))
    assert way.against.a_year is None


def test_a_goal_for_some_goods_is_refused_where_nothing_has_it(ledger: Ledger) -> None:
    goal = GoalAsked(wanted=1.0, of=("machinery",), routes=BOTH)
    with pytest.raises(NeedsSectors):
        ask_target(ledger, PAIR, goal, Options(model=Model.ONE), today=TODAY, compare=False)
    with pytest.raises(SectorsNotDeclared, match="nobody declares trade by these sectors"):
        replace_goal(goal, against="ARL")
    world = world_of(ledger, PAIR, Options(model=Model.SECTORS))
    subject = pair_of(*PAIR).subject
    with pytest.raises(NothingToReach, match="no factor makes trade of none"):
        trade_of_tables(world, Asked(PAIR, subject, 1.0, None), BOTH, ())


@pytest.mark.parametrize("closure", ["held", "proportional", "none"])
@pytest.mark.parametrize("model", MODELS)
def test_whatever_becomes_of_deficits_the_goal_is_a_factor_on_trade_before(
    ledger: Ledger, model: Model, closure: str
) -> None:
    found = asked(ledger, 1.4, model, closure=closure, draws=3)
    assert found.after is not None
    growth = found.after.turnover.growth
    assert growth.value == pytest.approx(40, rel=1e-5)
    assert growth.low == pytest.approx(40, rel=1e-4)
    assert growth.high == pytest.approx(40, rel=1e-4)


@pytest.mark.parametrize("model", MODELS)
def test_draws_give_the_change_an_interval(ledger: Ledger, model: Model, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    progress = lambda done, count: heard.append((done, count))  # noqa: E731
    found = asked(ledger, 1.5, model, draws=12, keep=tmp_path, progress=progress)
    (lever,) = found.levers
    assert lever.percent.low is not None
    assert lever.percent.high is not None
    assert lever.percent.low < lever.percent.value < lever.percent.high < 0
    assert found.after is not None
    assert (found.after.setting.draws, found.after.setting.failed) == (12, 0)
    assert heard[-1] == (12, 12)
    (kept,) = tmp_path.iterdir()
    assert len(kept.read_bytes().splitlines()) == 13
    assert asked(ledger, 1.5, model, draws=12, keep=tmp_path).levers == found.levers, "read, not drawn"
    asked(ledger, 1.6, model, draws=2, keep=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2, "another goal is another question"


def test_a_draw_without_such_a_change_has_failed_and_is_counted(ledger: Ledger) -> None:
    free = asked(ledger, 1.5, draws=24)
    (lever,) = free.levers
    bound = 1 + lever.percent.value / 100 - 1e-3
    found = asked(ledger, 1.5, draws=24, bounds=(bound, 1.0))
    assert found.outcome is Outcome.REACHED
    assert found.after is not None
    setting = found.after.setting
    assert 0 < setting.failed < 24
    assert setting.draws + setting.failed == 24
    told = [one.message for one in setting.findings if "had no answer" in one.message]
    assert "Within the bounds trade becomes" in told[0]
    assert "Widen the bounds, or ask for less." in told[0]
    assert found.levers[0].percent.low == pytest.approx(100 * (bound - 1), abs=0.5)


def sought(ledger: Ledger, model: Model, **goal: Any) -> tuple[Sought, dict[str, float]]:  # noqa: ANN401
    world = world_of(ledger, PAIR, Options(model=model))
    tools = tools_of(world, GoalAsked(**{"wanted": 1.0, "routes": BOTH, **goal}))
    means = dict(zip(world.uncertain.names, map(float, world.uncertain.mean), strict=True))
    return Sought(world=world, routes=BOTH, tools=tools, scaled=1.7), means


@pytest.mark.parametrize("levers", [1, 2])
def test_the_short_way_to_a_draws_answer_is_the_long_ones(ledger: Ledger, levers: int) -> None:
    apart = tuple(LeverAsked(name=str(k), routes=(way,), effort=1.0 + k) for k, way in enumerate(BOTH))
    question, means = sought(ledger, Model.SECTORS, levers=apart if levers == 2 else ())
    start = known(question, reach(question, means))
    assert start is not None
    for number in range(4):
        drawn = question.world.uncertain.draw(0, number)
        quick, slow = reach_nearby(question, drawn, start), reach(question, drawn)
        assert quick.times == pytest.approx(1.7, rel=2e-6)
        np.testing.assert_allclose(quick.factors, slow.factors, rtol=2e-4)


def test_a_draw_out_of_reach_says_how_near_it_comes(ledger: Ledger) -> None:
    question, means = sought(ledger, Model.SECTORS, bounds=(0.85, 1.0))
    reached = reach(question, means)
    assert reached.met
    drawn = {name: 0.6 * value for name, value in means.items()}
    with pytest.raises(
        OutOfReach, match=r"Within the bounds trade becomes 1\.\d+ times what it is, not 1\.7"
    ):
        reach_nearby(question, drawn, known(question, reached))
    with pytest.raises(NoAnswer, match="Within the bounds"):
        TargetAsked(sought=question, pair=PAIR, start=known(question, reached)).ask(drawn)
    with pytest.raises(OutOfReach):
        reach_nearby(question, drawn, None)


def test_a_lever_that_does_not_act_on_the_goal_has_no_partial_answer(ledger: Ledger) -> None:
    rivals = LeverAsked(name="rivals", routes=(("BED", "CED"), ("BED", "ARL")), bounds=(0.5, 3.0))
    found = asked(ledger, 1.01, Model.SECTORS, levers=(rivals,), draws=2)
    (lever,) = found.levers
    assert found.outcome is Outcome.REACHED
    assert lever.percent.value > 0
    assert lever.partial is None


def test_ctrl_c_answers_with_the_draws_there_are(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    real = take

    def cut(*question: Any, **given: Any) -> Taken:  # noqa: ANN401
        taken = real(*question, **given)
        assert isinstance(taken.draws, Draws)
        return taken._replace(interrupted=True)

    monkeypatch.setattr(module, "take", cut)
    with pytest.raises(TargetInterrupted, match="Interrupted after 3 draws") as told:
        asked(ledger, 1.5, draws=3)
    assert isinstance(told.value.answer, Target)
    assert told.value.answer.levers[0].percent.low is not None


def test_what_is_being_done_is_told(ledger: Ledger) -> None:
    told: list[str] = []
    asked(ledger, 1.5, tell=told.append)
    assert told == [
        "reading what the two declare",
        "reading the world before the change",
        "searching for the change that reaches the goal",
        "drawing what is uncertain",
    ]


def test_nothing_is_compared_where_that_is_not_asked_for_or_lacking(ledger: Ledger) -> None:
    assert asked(ledger).beside_lacks == Lacks.SKIPPED
    found = asked(ledger, compare=True)
    assert found.beside == ()
    assert found.beside_lacks in {Lacks.NO_PANEL, Lacks.NO_COMPILER}


@pytest.mark.skipif(not has_compiler(), reason="gravity models are not installed")
def test_the_change_stands_beside_what_the_book_tells(tmp_path: Path) -> None:
    planted_book(tmp_path)
    post_tables(tmp_path, ("BLR", "KAZ", "RUS"))
    pair = ("BLR", "KAZ")
    with open_ledger(tmp_path) as ledger:
        flows = [one for one in ledger.flows(pair_of(*pair)) if one.period == "2014"]
        goal = GoalAsked(wanted=2.0 * sum(one.value_usd for one in flows), routes=(pair, pair[::-1]))
        options = Options(uncertainty=Uncertainty(draws=3))
        found = ask_target(ledger, pair, goal, options, today=TODAY)
    assert found.beside_lacks is None
    named = {one.name for one in found.beside}
    assert named == {"rta", "contiguity", "past"}
    (agreement,) = (one for one in found.beside if one.name == "rta")
    assert agreement.times is not None
    assert agreement.times.low is not None
    (lever,) = found.levers
    direct = -5.03 * np.log(1 + lever.percent.value / 100)
    assert agreement.times.value == pytest.approx(direct / np.log(1 + agreement.effect.value / 100))


def test_questions_that_a_world_cannot_answer_are_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownSector):
        asked(ledger, named=("unicorns",))
    with pytest.raises(NeedsSectors, match="tells neither sectors"):
        asked(ledger, model=Model.ONE, named=("machinery",))
    question, means = sought(ledger, Model.ONE)
    assert isinstance(question.world, OneSectorWorld)
    silent = question.world.trade.copy()
    for one, other in ((0, 2), (2, 0)):
        silent[0, one, other] = 0
    nothing = replace(question, world=replace(question.world, trade=silent), tools=())
    with pytest.raises(NothingToReach, match=r"no trade in goods on ARL>CED, CED>ARL.*with the other model"):
        nothing.flows(means)


def test_levers_that_cannot_be_meant_are_refused() -> None:
    with pytest.raises(NumberOutOfBounds, match="The effort of “there” is 0; it has to be above 0"):
        LeverAsked(name="there", routes=BOTH, effort=0.0)
    with pytest.raises(NumberOutOfBounds, match=r"The lowest factor on costs is 1\.5"):
        LeverAsked(name="there", routes=BOTH, bounds=(1.5, 2.0))
    with pytest.raises(RoutesNotMeant, match="Name both directions"):
        LeverAsked(name="there", routes=())
