"""Economic laws that every equilibrium keeps, on random economies."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.equilibrium.one_sector.made_up import counts, economy, seeds, shock, sigmas, split_in_two

from sverka.models.equilibrium.one_sector.baseline import OneSector
from sverka.models.equilibrium.one_sector.closure import Closure
from sverka.models.equilibrium.one_sector.equilibrium import Level
from sverka.models.equilibrium.one_sector.newton import Markets, newton
from sverka.models.equilibrium.one_sector.shock import CostShock
from sverka.models.equilibrium.one_sector.solve import balanced, solve

same = partial(np.testing.assert_allclose, rtol=1e-7, atol=1e-9)
closures = st.sampled_from(Closure)
levels = st.sampled_from((Level.CONDITIONAL, Level.FULL))
law = settings(max_examples=25, deadline=None)


@law
@given(seeds, counts, sigmas, closures, st.sampled_from(Level))
def test_no_shock_no_change(seed: int, count: int, sigma: float, closure: Closure, level: Level) -> None:
    before = economy(seed, count, sigma)
    after = solve(before, CostShock.of(before), closure, level)
    same(after.prices, 1)
    same(after.price_index, 1)
    same(after.trade, after.baseline.trade)
    if closure is not Closure.BALANCED or level is not Level.FULL:
        assert after.baseline is before


@law
@given(seeds, counts, sigmas, closures, levels, st.floats(0.2, 5.0))
def test_costs_and_money_scale_nothing_real(
    seed: int, count: int, sigma: float, closure: Closure, level: Level, scale: float
) -> None:
    before = economy(seed, count, sigma)
    change = shock(seed + 1, before)
    after = solve(before, change, closure, level)
    dearer = solve(before, CostShock.of_costs(scale * change.costs), closure, level)
    same(dearer.prices, after.prices)
    same(dearer.trade, after.trade, atol=1e-6)
    if level is Level.FULL:
        same(dearer.real_output, after.real_output / scale)
    money = solve(OneSector(before.countries, scale * before.trade, sigma), change, closure, level)
    same(money.prices, after.prices)
    same(money.price_index, after.price_index)


@law
@given(seeds, counts, sigmas, closures, st.floats(-2.0, 2.0))
def test_conditions_know_only_relative_prices(
    seed: int, count: int, sigma: float, closure: Closure, level: float
) -> None:
    before = economy(seed, count, sigma)
    x = np.random.default_rng(seed).normal(0, 0.2, count)
    markets = Markets(before, before.shares, np.ones(count), closure, x)
    raised = Markets(before, before.shares, np.ones(count), closure, x + level)
    same(raised.gaps, markets.gaps)
    same(markets.at(x + level).x, markets.at(x).x)


@law
@given(seeds, counts, sigmas, closures, levels)
def test_books_add_up(seed: int, count: int, sigma: float, closure: Closure, level: Level) -> None:
    before = economy(seed, count, sigma)
    after = solve(before, shock(seed + 1, before, endowments=0.2), closure, level)
    same(after.trade.sum(axis=1), after.output)
    same(after.trade.sum(axis=0), after.expenditure)
    same(after.output.sum(), after.expenditure.sum())
    assert (after.prices > 0).all()
    assert (after.price_index > 0).all()


@law
@given(seeds, counts, sigmas)
def test_each_closure_keeps_what_it_names(seed: int, count: int, sigma: float) -> None:
    before = economy(seed, count, sigma)
    change = shock(seed + 1, before)
    ratio, value, none = (solve(before, change, closure) for closure in Closure)
    kept = (ratio.expenditure / ratio.output) / (before.expenditure / before.output)
    same(kept, kept[0])
    same(value.expenditure - value.output, before.expenditure - before.output, atol=1e-6)
    same(none.expenditure, none.output)
    same(none.baseline.expenditure, none.baseline.output)


@law
@given(seeds, counts, sigmas, closures, levels)
def test_relabelling_countries_relabels_the_answer(
    seed: int, count: int, sigma: float, closure: Closure, level: Level
) -> None:
    before = economy(seed, count, sigma)
    change = shock(seed + 1, before)
    order = np.random.default_rng(seed).permutation(count)
    again = OneSector(tuple(before.countries[k] for k in order), before.trade[np.ix_(order, order)], sigma)
    after = solve(before, change, closure, level)
    other = solve(again, CostShock.of_costs(change.costs[np.ix_(order, order)]), closure, level)
    same(other.prices, after.prices[order])
    same(other.price_index, after.price_index[order])
    same(other.trade, after.trade[np.ix_(order, order)], atol=1e-6)


@law
@given(seeds, counts, sigmas, closures, levels)
def test_splitting_a_country_into_identical_halves_changes_nothing(
    seed: int, count: int, sigma: float, closure: Closure, level: Level
) -> None:
    before = economy(seed, count, sigma)
    change = shock(seed + 1, before)
    rest = [*range(1, count), 0, 0]
    halves = OneSector(tuple(f"C{k}" for k in range(count + 1)), split_in_two(before.trade, 0), before.sigma)
    after = solve(before, change, closure, level)
    split = solve(halves, CostShock.of_costs(change.costs[np.ix_(rest, rest)]), closure, level)
    same(split.prices, after.prices[rest])
    same(split.price_index, after.price_index[rest])
    same(split.real_output, after.real_output[rest])


@law
@given(seeds, counts, sigmas, closures)
def test_gains_follow_from_domestic_shares(seed: int, count: int, sigma: float, closure: Closure) -> None:
    """Arkolakis, Costinot and Rodríguez-Clare (2012): real output is the domestic share to the 1 / theta."""
    before = economy(seed, count, sigma)
    after = solve(before, shock(seed + 1, before), closure)
    share = after.trade.diagonal() / after.expenditure
    was = after.baseline.shares.diagonal()
    same(after.real_output, (share / was) ** (1 / before.theta))


@law
@given(seeds, counts, st.floats(2.0, 10.0))
def test_in_autarky_a_country_loses_what_its_domestic_share_says(seed: int, count: int, sigma: float) -> None:
    before = balanced(economy(seed, count, sigma))
    wall = 1e-7 ** (1 / before.theta)
    costs = np.full((count, count), wall)
    np.fill_diagonal(costs, 1.0)
    after = solve(before, CostShock.of_costs(costs), Closure.BALANCED)
    same(after.real_output, before.shares.diagonal() ** (1 / (sigma - 1)), rtol=1e-4)
    same(after.trade.diagonal() / after.output, 1, rtol=1e-4)


@law
@given(seeds, counts, sigmas)
def test_what_a_country_makes_more_of_is_cheaper(seed: int, count: int, sigma: float) -> None:
    """Goods are gross substitutes, so Hicks's law holds where no deficit is carried along."""
    before = economy(seed, count, sigma)
    after = solve(before, CostShock.of(before, endowments={"C0": 1.5}), Closure.BALANCED)
    assert after.prices[0] == after.prices.min()
    assert after.real_output[0] < 1.5


@law
@given(seeds, counts, sigmas, st.sampled_from((Closure.RATIO, Closure.VALUE)))
def test_newton_alone_finds_the_same_prices(seed: int, count: int, sigma: float, closure: Closure) -> None:
    before = economy(seed, count, sigma)
    change = shock(seed + 1, before)
    m = before.shares * change.costs**before.theta
    alone = newton(Markets(before, m, np.ones(count), closure, np.zeros(count)), 1e-12, 50)
    same(np.exp(alone.markets.x), solve(before, change, closure).prices)


@law
@given(seeds, counts, sigmas, closures)
def test_the_jacobian_is_the_slope_of_the_gaps(seed: int, count: int, sigma: float, closure: Closure) -> None:
    before = economy(seed, count, sigma)
    x = np.random.default_rng(seed).normal(0, 0.1, count)
    markets = Markets(before, before.shares, np.ones(count), closure, x)
    pinned = markets.income / markets.income.sum()
    found = (markets.jacobian() - pinned) * markets.income[:, None]
    for k in range(count):
        step = 1e-6 * np.eye(count)[k]
        sides = [Markets(before, before.shares, np.ones(count), closure, x + s * step) for s in (1, -1)]
        excess = [side.gaps * side.income for side in sides]
        slope = (excess[0] - excess[1]) / 2e-6
        same(found[:, k], slope, rtol=1e-5, atol=1e-4 * before.output.max())


@law
@given(seeds, counts, sigmas, st.sampled_from((Closure.RATIO, Closure.BALANCED)))
def test_large_shocks_are_solved_too(seed: int, count: int, sigma: float, closure: Closure) -> None:
    before = economy(seed, count, sigma, wild=True)
    after = solve(before, shock(seed + 1, before, spread=2.0, endowments=1.0), closure)
    assert after.convergence.arrived
    assert after.convergence.history[-1] < 1e-11


def test_what_the_quick_way_misses_is_reached_in_stages() -> None:
    """Two countries, one buying 160 times what it sells the other: found from C1's prices of a tenth up."""
    before = economy(289869, 2, 2.12, wild=True)
    deep = solve(before, CostShock.of(before, {("C0", "C1"): 50.0}))
    half = solve(before, CostShock.of(before, {("C0", "C1"): 5.0}))
    same(solve(before, deep.shock, start=half).prices, deep.prices)
    assert deep.convergence.steps > 60  # the quick way's sweeps ran out


def test_the_partial_answer_moves_nothing_but_its_flows() -> None:
    before = economy(3, 5, 5.0)
    after = solve(before, CostShock.of(before, {("C0", "C1"): 0.9}), level=Level.PARTIAL)
    factors = np.ones((5, 5))
    factors[0, 1] = 0.9**-4
    same(after.trade, before.trade * factors)
    assert after.flow("C0", "C1") == pytest.approx((before.trade[0, 1], before.trade[0, 1] * 0.9**-4))


def test_prices_of_a_country_are_a_unit_only() -> None:
    before = economy(5, 6, 4.0)
    after = solve(before, shock(6, before))
    there = after.in_prices_of("C2")
    assert there.price_index[2] == 1
    same(there.real_output, after.real_output)
    same(there.real_expenditure, after.real_expenditure)
    same(
        there.outward_resistance / there.outward_resistance[0],
        after.outward_resistance / after.outward_resistance[0],
    )
