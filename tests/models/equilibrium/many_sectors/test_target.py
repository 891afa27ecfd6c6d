"""The smallest change of costs that reaches a goal, and the answer that there is none."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.equilibrium.many_sectors.worlds import world

from sverka.models.equilibrium.many_sectors.baseline import Baseline
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.goal import BadGoal, Goal, Instrument, where
from sverka.models.equilibrium.many_sectors.shock import Shock, UnknownName, no_shock
from sverka.models.equilibrium.many_sectors.solve import solve
from sverka.models.equilibrium.many_sectors.target import Answer, NoSuchChange, SearchNotArrived, target

BOTH = (("A", "B"), ("B", "A"))
seeds = st.integers(0, 10_000)
drawn = settings(max_examples=10, deadline=None)


def trade_of(
    baseline: Baseline, routes: tuple[tuple[str, str], ...] = BOTH, sectors: tuple[str, ...] = ()
) -> float:
    return float((where(baseline.economy, routes, sectors) * baseline.trade).sum())


@drawn
@given(seeds, st.floats(0.3, 4.0), st.sampled_from((Closure.HELD, Closure.PROPORTIONAL)))
def test_solving_the_answer_reaches_the_goal(seed: int, times: float, closure: Closure) -> None:
    baseline = world(seed, 4, 3)
    goal = Goal(routes=BOTH, value=times * trade_of(baseline))
    answer = target(baseline, goal, [Instrument(name="all costs", routes=BOTH)], closure)
    assert isinstance(answer, Answer)
    nothing = no_shock(baseline.economy)
    mask = where(baseline.economy, BOTH, ())
    costs = answer.factors[0] ** mask
    shock = Shock(tariffs=nothing.tariffs, costs=costs, productivity=nothing.productivity)
    after = solve(baseline, shock, closure)
    assert float((mask * after.trade).sum()) == pytest.approx(goal.value, rel=1e-7)
    assert abs(answer.check) < 1e-7
    assert (answer.factors[0] < 1) == (times > 1)


@drawn
@given(seeds)
def test_asking_for_what_there_is_asks_for_no_change(seed: int) -> None:
    baseline = world(seed)
    goal = Goal(routes=BOTH, value=trade_of(baseline))
    answer = target(baseline, goal, [Instrument(name="all costs", routes=BOTH)], Closure.HELD)
    assert isinstance(answer, Answer)
    assert answer.factors == pytest.approx((1.0,), abs=1e-7)


@drawn
@given(seeds)
def test_exports_of_one_sector_by_costs_of_that_sector(seed: int) -> None:
    baseline = world(seed)
    goal = Goal(routes=(("A", "B"),), sectors=("s1",), value=2 * trade_of(baseline, (("A", "B"),), ("s1",)))
    tool = Instrument(name="s1 costs", routes=(("A", "B"),), sectors=("s1",))
    answer = target(baseline, goal, [tool], Closure.HELD)
    assert isinstance(answer, Answer)
    assert answer.reached == pytest.approx(goal.value, rel=1e-7)
    assert abs(np.log(answer.factors[0])) > abs(np.log(answer.partial[0])), "prices at home rise with sales"


@drawn
@given(seeds)
def test_a_mix_reaches_the_goal_with_less_effort_than_any_instrument_alone(seed: int) -> None:
    baseline = world(seed)
    goal = Goal(routes=BOTH, value=1.5 * trade_of(baseline))
    tools = [
        Instrument(name="there", routes=BOTH[:1], cost=1.0, lowest=0.05),
        Instrument(name="back", routes=BOTH[1:], cost=2.0, lowest=0.05),
    ]
    mix = target(baseline, goal, tools, Closure.HELD)
    assert isinstance(mix, Answer)
    assert mix.reached == pytest.approx(goal.value, rel=1e-7)
    logs = np.log(mix.factors)
    effort = logs @ (np.array([1.0, 2.0]) * logs)
    for tool in tools:
        alone = target(baseline, goal, [tool], Closure.HELD)
        if isinstance(alone, Answer):
            assert effort <= tool.cost * np.log(alone.factors[0]) ** 2 * (1 + 1e-6)
    # At the least effort no shift between the two at the goal helps: cost times log factor follows slopes.
    pressure = np.array([1.0, 2.0]) * logs / np.array(mix.slopes)
    assert pressure[0] == pytest.approx(pressure[1], rel=1e-3)


def test_a_goal_beyond_the_bounds_has_no_answer_and_the_nearest_is_kept() -> None:
    baseline = world(3)
    goal = Goal(routes=BOTH, value=50 * trade_of(baseline))
    tool = Instrument(name="all costs", routes=BOTH, lowest=0.9)
    answer = target(baseline, goal, [tool], Closure.HELD)
    assert isinstance(answer, NoSuchChange)
    assert answer.factors == pytest.approx((0.9,))
    assert answer.before < answer.reached < goal.value
    assert answer.equilibrium.convergence.arrived


def test_a_bound_that_binds_leaves_the_rest_to_the_other_instrument() -> None:
    baseline = world(3)
    goal = Goal(routes=BOTH, value=1.6 * trade_of(baseline))
    tools = [
        Instrument(name="there", routes=BOTH[:1], lowest=0.97),
        Instrument(name="back", routes=BOTH[1:], lowest=0.3),
    ]
    answer = target(baseline, goal, tools, Closure.HELD)
    assert isinstance(answer, Answer)
    assert answer.factors[0] == pytest.approx(0.97)
    assert answer.factors[1] < 0.97
    assert answer.reached == pytest.approx(goal.value, rel=1e-7)


def test_a_goal_that_no_cut_reaches_is_followed_to_its_bound() -> None:
    """Trade cannot be more than all that the two spend: it hardly answers long before the bound."""
    baseline = world(3)
    goal = Goal(routes=BOTH, value=1e6)
    answer = target(baseline, goal, [Instrument(name="all costs", routes=BOTH, lowest=1e-6)], Closure.HELD)
    assert isinstance(answer, NoSuchChange)
    assert answer.factors == pytest.approx((1e-6,))


def test_answers_are_said_with_their_closure_and_how_the_solver_went() -> None:
    baseline = world(3)
    tool = Instrument(name="all costs", routes=BOTH, lowest=0.9)
    found = target(baseline, Goal(routes=BOTH, value=1.2 * trade_of(baseline)), [tool], Closure.HELD)
    none = target(baseline, Goal(routes=BOTH, value=50 * trade_of(baseline)), [tool], Closure.HELD)
    held = f"Equilibrium of 3 countries and 2 sectors; {Closure.HELD.value}; arrived after"
    assert re.fullmatch(
        rf"Trade of \S+ \(\S+ before\) takes 0\.9\d+ times the costs .*\. {held} .*\.", str(found)
    )
    assert str(none).startswith("No such change within these bounds: ")
    assert "with 0.9 times the costs. Widen the bounds, name further" in str(none)
    assert held in str(none)


def test_a_search_that_does_not_arrive_is_no_answer_and_keeps_the_last_state(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sverka.models.equilibrium.many_sectors.target._MOST", 1)
    baseline = world(3)
    goal = Goal(routes=BOTH, value=3 * trade_of(baseline))
    said = r"after 1 steps, at 0\.\d+ times the costs, trade is [+-]\S+ % off the goal.*Try a goal nearer"
    with pytest.raises(SearchNotArrived, match=said) as raised:
        target(baseline, goal, [Instrument(name="all costs", routes=BOTH)], Closure.HELD)
    last = raised.value.last
    assert last.convergence.arrived
    assert float((where(baseline.economy, BOTH, ()) * last.trade).sum()) != pytest.approx(goal.value)


def test_questions_that_cannot_be_meant_are_refused() -> None:
    baseline = world(3)
    tool = Instrument(name="all costs", routes=BOTH)
    for value, said in ((0.0, "0"), (-5.0, "-5"), (np.inf, "inf"), (np.nan, "nan")):
        with pytest.raises(BadGoal, match=rf"the goal is {said} on 2 routes\. Name a route and a finite"):
            Goal(routes=BOTH, value=value)
    with pytest.raises(BadGoal, match=r"the goal is 1 on 0 routes"):
        Goal(routes=(), value=1.0)
    with pytest.raises(BadGoal, match=r"dear has bounds 0\.2 to 5 and cost inf"):
        Instrument(name="dear", routes=BOTH, cost=np.inf)
    with pytest.raises(BadGoal, match=r"no instrument is given\. Name at least one kind of costs"):
        target(baseline, Goal(routes=BOTH, value=1.0), [], Closure.HELD)
    with pytest.raises(BadGoal, match=r"cuts has bounds 1\.2 to 5 and cost 1\. Bounds are factors around 1"):
        Instrument(name="cuts", routes=BOTH, lowest=1.2)
    with pytest.raises(UnknownName, match=r"Z is not in this baseline, which has A, B, C\. Take one"):
        target(baseline, Goal(routes=(("A", "Z"),), value=1.0), [tool], Closure.HELD)


def test_trade_that_does_not_exist_cannot_be_a_goal_or_an_instrument() -> None:
    from tests.models.equilibrium.many_sectors.worlds import accounts

    from sverka.models.equilibrium.many_sectors.settle import settle

    given_ = accounts(3)
    np.asarray(given_.trade)[1, 0, 1] = 0.0
    baseline = settle(given_, Closure.NONE).baseline
    none = (("A", "B"),)
    tool = Instrument(name="s1 costs", routes=none, sectors=("s1",))
    with pytest.raises(BadGoal, match=r"nothing is traded there in the baseline\. No change of costs"):
        target(baseline, Goal(routes=none, sectors=("s1",), value=1.0), [tool], Closure.NONE)
    with pytest.raises(BadGoal, match=r"s1 costs has no trade to act on\. Name other routes"):
        target(baseline, Goal(routes=none, value=1.0), [tool], Closure.NONE)
