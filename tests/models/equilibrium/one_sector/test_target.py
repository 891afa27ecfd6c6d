"""The target: which change of costs brings trade to a goal, or that none within the bounds does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.models.equilibrium.one_sector.made_up import counts, economy, seeds, sigmas

from sverka.models.equilibrium.one_sector.answer import Answer, NoSuchChange
from sverka.models.equilibrium.one_sector.baseline import OneSector, UnknownCountry
from sverka.models.equilibrium.one_sector.closure import Closure
from sverka.models.equilibrium.one_sector.equilibrium import Level
from sverka.models.equilibrium.one_sector.goal import (
    BoundsOutOfOrder,
    Goal,
    GoalNotPositive,
    Instrument,
    NoInstrument,
    NothingToScale,
)
from sverka.models.equilibrium.one_sector.least_cost import least_cost
from sverka.models.equilibrium.one_sector.path import follow
from sverka.models.equilibrium.one_sector.question import Question
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.equilibrium.one_sector.solve import balanced, solve
from sverka.models.equilibrium.one_sector.target import target

closures = st.sampled_from(Closure)
law = settings(max_examples=25, deadline=None)


def turnover(baseline: OneSector) -> float:
    return float(baseline.trade[0, 1] + baseline.trade[1, 0])


@law
@given(seeds, counts, sigmas, closures, st.floats(0.3, 4.0), st.booleans())
def test_solving_the_answer_reaches_the_goal(
    seed: int, count: int, sigma: float, closure: Closure, times: float, both: bool
) -> None:
    before = economy(seed, count, sigma)
    start = balanced(before) if closure is Closure.BALANCED else before
    value = times * (turnover(start) if both else float(start.trade[0, 1]))
    goal = (Goal.turnover if both else Goal.exports)("C0", "C1", value)
    instrument = (Instrument.pair if both else Instrument.one_way)("C0", "C1", 0.01, 100.0)
    answer = target(before, goal, [instrument], closure)
    if isinstance(answer, NoSuchChange):  # so it is at the bound, and still short
        assert (answer.nearest < value) == (times > 1)
        return
    again = solve(before, answer.after.shock, closure)
    flows = again.flow("C0", "C1")[1] + (again.flow("C1", "C0")[1] if both else 0)
    assert flows == pytest.approx(value, rel=1e-8)
    assert answer.reached == pytest.approx(value, rel=1e-9)
    assert answer.before == pytest.approx(value / times)
    assert answer.after.closure is closure
    if closure is Closure.BALANCED:  # deficits kept at any price can turn this round
        assert (answer.changes[0].factor < 1) == (times > 1)


def test_a_way_on_which_equilibrium_ends_is_followed_to_its_end() -> None:
    """Two countries, one with a surplus of half its output held at any price: higher costs break it."""
    before = OneSector(("OIL", "BIG"), np.array([[1.0, 60.0], [1.0, 500.0]]), 3.0)
    goal = Goal.turnover("OIL", "BIG", 0.5)
    answer = target(before, goal, [Instrument.pair("OIL", "BIG", 1e-3, 1e3)], Closure.VALUE)
    assert isinstance(answer, NoSuchChange)
    assert answer.nearest > goal.value
    assert answer.limit.endswith("times the costs no equilibrium was found.")
    assert answer.limit in str(answer)
    assert answer.after.convergence.arrived


@pytest.mark.parametrize("times", [0.3, 0.9, 1.0, 1.1, 4.0])
@pytest.mark.parametrize("closure", Closure)
def test_the_slow_way_finds_what_the_quick_one_does(times: float, closure: Closure) -> None:
    before = balanced(economy(4, 6, 5.0))
    goal = Goal.turnover("C2", "C3", times * float(before.trade[2, 3] + before.trade[3, 2]))
    pair = Instrument.pair("C2", "C3", 0.1, 10.0)
    quick = target(before, goal, [pair], closure)
    assert isinstance(quick, Answer)
    slow = follow(Question.of(before, goal, (pair,), closure))
    assert np.exp(slow.z[0]) == pytest.approx(quick.changes[0].factor, rel=1e-9)
    assert not slow.limit


def test_where_the_quick_way_loses_itself_the_slow_one_is_taken() -> None:
    before = economy(48546, 2, 8.54, wild=True)
    value = 2.3 * turnover(before)
    answer = target(before, Goal.turnover("C0", "C1", value), [Instrument.pair("C0", "C1", 0.01, 100.0)])
    assert isinstance(answer, Answer)
    assert answer.reached == pytest.approx(value, rel=1e-9)


def test_where_both_directions_must_fall_one_alone_has_no_naive_answer() -> None:
    """Without deficits two countries' exports are equal: costs one way lower both, in truth."""
    before = balanced(economy(1, 2, 4.0))
    goal = Goal.turnover("C0", "C1", 0.4 * turnover(before))
    answer = target(before, goal, [Instrument.one_way("C0", "C1", 0.01, 100.0)], Closure.BALANCED)
    assert isinstance(answer, Answer)
    assert answer.changes[0].factor > 1
    assert answer.changes[0].naive is None


def test_the_smallest_of_two_changes_is_the_answer() -> None:
    """With deficits in the same proportion at any price, exports of one of two countries turn round."""
    before = economy(289869, 2, 2.12, wild=True)
    goal = Goal.exports("C0", "C1", 0.4418580621504605 * float(before.trade[0, 1]))
    answer = target(before, goal, [Instrument.one_way("C0", "C1", 0.01, 100.0)])
    assert isinstance(answer, Answer)
    change = answer.changes[0].factor
    further = np.exp(np.linspace(0.02, 0.98, 25) * np.log(change))
    for sign in (1, -1):
        for factor in further**sign:
            flow = solve(before, CostShock.of(before, {("C0", "C1"): float(factor)})).flow("C0", "C1")[1]
            assert flow > goal.value


def test_more_trade_takes_a_larger_cut() -> None:
    before = economy(4, 8, 5.0)
    factors = []
    for times in (1.0, 1.2, 2.0, 3.0, 4.0):
        answer = target(before, Goal.turnover("C2", "C3", times * sum(before.trade[[2, 3], [3, 2]])))
        assert isinstance(answer, Answer)
        factors.append(answer.changes[0].factor)
    assert factors[0] == pytest.approx(1)
    assert factors == sorted(factors, reverse=True)


def test_the_naive_answer_asks_for_less_than_is_needed() -> None:
    before = economy(4, 8, 5.0)
    answer = target(before, Goal.exports("C2", "C3", 3 * before.trade[2, 3]))
    assert isinstance(answer, Answer)
    (change,) = answer.changes
    assert change.naive == pytest.approx(3 ** (1 / -4))
    assert change.factor < 3 ** (1 / -4) - 1e-3
    assert change.ad_valorem == pytest.approx(change.factor - 1)
    assert change.direct == pytest.approx(change.factor**-4)
    assert change.beside({"agreement": np.log(change.direct) / 2}) == {"agreement": pytest.approx(2)}


def test_the_answer_is_said_with_its_closure_and_how_the_solver_went() -> None:
    before = economy(4, 8, 5.0)
    answer = target(before, Goal.exports("C2", "C3", 3 * before.trade[2, 3]), closure=Closure.VALUE)
    assert isinstance(answer, Answer)
    change = f"{100 * answer.changes[0].ad_valorem:+.1f} %"
    assert f"costs between C2 and C3 {change} of the price at the destination (-24.0 % if nothing" in str(
        answer
    )
    assert "Full endowment equilibrium of 8 countries, sigma 5; deficits kept as parts" in str(answer)
    assert "arrived after" in str(answer)
    rivals = Instrument("rivals", (("C0", "C3"), ("C1", "C3")), most=50.0)
    small = target(before, Goal.exports("C2", "C3", 1.001 * before.trade[2, 3]), [rivals])
    assert "(no answer if nothing else moved)" in str(small)
    partial = solve(before, answer.after.shock, level=Level.PARTIAL)
    assert str(partial).startswith("Partial equilibrium")
    assert str(partial).endswith("arrived after 0 steps")


def test_others_lose_what_is_diverted() -> None:
    before = economy(4, 8, 5.0, zeros=0)
    answer = target(before, Goal.turnover("C2", "C3", 3 * sum(before.trade[[2, 3], [3, 2]])))
    assert isinstance(answer, Answer)
    gains = answer.gains()
    assert {name for name, gain in gains if gain > 0} >= {"C2", "C3"}
    assert [gain for _, gain in gains] == sorted((gain for _, gain in gains), reverse=True)
    diverted = answer.diversion("C3", "C2")
    assert {name for name, _ in diverted} == {"C0", "C1", "C4", "C5", "C6", "C7"}
    assert diverted[0][1] == min(change for _, change in diverted) < 0


def test_what_no_change_within_the_bounds_reaches_is_said() -> None:
    before = economy(4, 8, 5.0)
    goal = Goal.turnover("C2", "C3", 1000 * sum(before.trade[[2, 3], [3, 2]]))
    answer = target(before, goal, [Instrument.pair("C2", "C3", least=0.8)])
    assert isinstance(answer, NoSuchChange)
    assert answer.factors[0] == pytest.approx(0.8)
    at_bound = solve(before, CostShock.of(before, {("C2", "C3"): 0.8, ("C3", "C2"): 0.8}))
    there = at_bound.flow("C2", "C3")[1] + at_bound.flow("C3", "C2")[1]
    assert answer.nearest == pytest.approx(there, rel=1e-9)
    assert "No such change within these bounds: turnover of C2 and C3" in str(answer)
    assert "costs between C2 and C3 at 0.8 times what they are (allowed 0.8 to 2)" in str(answer)
    assert "Widen the bounds" in str(answer)


def test_two_instruments_find_the_least_cost_mix() -> None:
    """Held against a search over all mixes that reach the goal, by another program's optimiser."""
    before = economy(9, 7, 4.0, zeros=0)
    goal = Goal.turnover("C1", "C2", 2 * float(before.trade[1, 2] + before.trade[2, 1]))
    there, back = (("C1", "C2"),), (("C2", "C1"),)
    rivals = tuple((f"C{k}", "C2") for k in (0, 3, 4))
    instruments = [
        Instrument("there", there, cost=1.0),
        Instrument("back", back, cost=2.0),
        Instrument("rivals", rivals, least=1.0, cost=5.0),
    ]
    answer = target(before, goal, instruments)
    assert isinstance(answer, Answer)
    logs = np.log([change.factor for change in answer.changes])

    def flows(z: np.ndarray) -> float:
        costs = {flow: float(np.exp(z[k])) for k, group in enumerate((there, back, rivals)) for flow in group}
        after = solve(before, CostShock.of(before, costs))
        return after.flow("C1", "C2")[1] + after.flow("C2", "C1")[1]

    found = minimize(
        lambda z: np.array([1.0, 2.0, 5.0]) @ z**2,
        [-0.1, -0.1, 0.01],
        method="SLSQP",
        bounds=[(-0.7, 0.7), (-0.7, 0.7), (0, 0.7)],
        constraints={"type": "eq", "fun": lambda z: np.log(flows(z) / goal.value)},
        options={"ftol": 1e-14},
    )
    np.testing.assert_allclose(logs, found.x, atol=1e-5)
    assert answer.changes[2].factor > 1
    assert answer.changes[2].naive == pytest.approx(1)


def test_an_instrument_that_only_hinders_rivals_has_no_naive_answer() -> None:
    before = economy(9, 7, 4.0, zeros=0)
    goal = Goal.exports("C1", "C2", 1.02 * float(before.trade[1, 2]))
    rivals = Instrument("rivals", tuple((f"C{k}", "C2") for k in (0, 3, 4, 5, 6)), most=20.0)
    answer = target(before, goal, [rivals])
    assert isinstance(answer, Answer)
    assert answer.changes[0].factor > 1
    assert answer.changes[0].naive is None


def test_bounds_hold_in_a_mix() -> None:
    before = economy(9, 7, 4.0, zeros=0)
    goal = Goal.turnover("C1", "C2", 3 * float(before.trade[1, 2] + before.trade[2, 1]))
    there = Instrument("there", (("C1", "C2"),), least=0.95)
    answer = target(before, goal, [there, Instrument.one_way("C2", "C1", least=0.1)])
    assert isinstance(answer, Answer)
    assert answer.changes[0].factor == pytest.approx(0.95)
    assert answer.reached == pytest.approx(goal.value, rel=1e-9)


def test_goals_that_ask_nothing_are_refused() -> None:
    before = economy(4, 8, 5.0)
    trade = before.trade.copy()
    trade[2, 3] = 0
    silent = OneSector(before.countries, trade, 5.0)
    with pytest.raises(NothingToScale, match="no trade in C2>C3: zero times any factor is zero"):
        target(silent, Goal.exports("C2", "C3", 1.0))
    for value in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(GoalNotPositive, match="must be an amount above 0"):
            Goal.exports("C2", "C3", value)
    with pytest.raises(BoundsOutOfOrder, match=r"“costs between C2 and C3” are 1\.1 to 2"):
        Instrument.pair("C2", "C3", least=1.1)
    with pytest.raises(NoInstrument, match="moves 0 flows"):
        Instrument("none", ())
    with pytest.raises(NoInstrument, match="at a cost of 0"):
        Instrument("free", (("C2", "C3"),), cost=0.0)
    with pytest.raises(NoInstrument, match="No instrument is given"):
        target(before, Goal.exports("C2", "C3", 1.0), [])
    with pytest.raises(UnknownCountry, match="UZB"):
        target(before, Goal.exports("C2", "UZB", 1.0))


@law
@given(seeds, st.integers(1, 5), st.floats(-3.0, 3.0))
def test_least_cost_lies_within_bounds_and_wastes_nothing(seed: int, count: int, wanted: float) -> None:
    chance = np.random.default_rng(seed)
    slopes, costs = chance.normal(0, 1, count), chance.uniform(0.1, 3, count)
    least, most = -chance.uniform(0.1, 1, count), chance.uniform(0.1, 1, count)
    z = least_cost(wanted, slopes, costs, least, most)
    assert (z >= least - 1e-12).all()
    assert (z <= most + 1e-12).all()
    farthest = np.where(slopes > 0, most, least) @ slopes, np.where(slopes > 0, least, most) @ slopes
    assert slopes @ z == pytest.approx(float(np.clip(wanted, farthest[1], farthest[0])), abs=1e-9)
    free = (z > least + 1e-9) & (z < most - 1e-9)
    prices = (costs * z / slopes)[free]
    assert np.ptp(prices) < 1e-8 if len(prices) else True
