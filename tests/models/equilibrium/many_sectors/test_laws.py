"""Laws that hold in any world, on drawn ones."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.equilibrium.many_sectors.worlds import accounts, costs_abroad, some_shock, world

from sverka.models.equilibrium.many_sectors.baseline import Accounts, Baseline, build_baseline
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.conditions import case_of, price_indices, trade_shares, unit_costs
from sverka.models.equilibrium.many_sectors.equilibrium import gaps
from sverka.models.equilibrium.many_sectors.settle import settle
from sverka.models.equilibrium.many_sectors.shock import Shock, no_shock
from sverka.models.equilibrium.many_sectors.solve import solve
from sverka.models.equilibrium.many_sectors.state import state_at
from sverka.models.equilibrium.many_sectors.welfare import first_order, real_wage_formula

seeds = st.integers(0, 10_000)
sizes = st.tuples(st.integers(2, 5), st.integers(1, 4))
closures = st.sampled_from((Closure.HELD, Closure.PROPORTIONAL))
drawn = settings(max_examples=20, deadline=None)


def balanced(seed: int, n: int = 3, s: int = 2, **other: float) -> Baseline:
    return settle(accounts(seed, n, s, **other), Closure.NONE).baseline


@drawn
@given(seeds, sizes, closures)
def test_no_shock_changes_nothing(seed: int, size: tuple[int, int], closure: Closure) -> None:
    baseline = world(seed, *size)
    after = solve(baseline, no_shock(baseline.economy), closure)
    assert after.convergence.steps == 0
    assert after.real_income == pytest.approx(1, abs=1e-10)
    assert after.trade == pytest.approx(baseline.trade, rel=1e-9)


@drawn
@given(seeds, sizes, closures)
def test_every_condition_holds_the_redundant_one_too(
    seed: int, size: tuple[int, int], closure: Closure
) -> None:
    baseline = world(seed, *size)
    shock = some_shock(baseline, seed + 1)
    after = solve(baseline, shock, closure)
    found = {gap.condition: gap.size for gap in gaps(case_of(baseline.economy, shock, closure), after.state)}
    assert set(found) == {"unit cost", "price index", "spending", "labour market", "trade balance"}
    assert max(found.values()) < 1e-8


@drawn
@given(seeds, sizes, closures)
def test_incomes_and_expenditures_add_up(seed: int, size: tuple[int, int], closure: Closure) -> None:
    baseline = world(seed, *size)
    after = solve(baseline, some_shock(baseline, seed + 1), closure)
    sold = after.trade.sum(axis=2)
    used = np.einsum("jsu,uj->sj", baseline.economy.inputs, sold)
    assert after.state.spending.sum() == pytest.approx(used.sum() + after.income.sum())
    assert after.deficits.sum() == pytest.approx(0, abs=1e-9 * after.income.sum())
    assert after.trade.sum(axis=(0, 1)) - sold.sum(axis=0) == pytest.approx(after.deficits, abs=1e-6)
    assert after.state.value_added.sum() == pytest.approx(baseline.economy.value_added.sum())


@drawn
@given(seeds, closures, st.floats(0.01, 1e6))
def test_money_is_only_a_unit(seed: int, closure: Closure, unit: float) -> None:
    given_ = accounts(seed)
    one, other = (
        build_baseline(given_),
        build_baseline(replace(given_, trade=unit * np.asarray(given_.trade))),
    )
    shock = some_shock(one, seed)
    first, second = solve(one, shock, closure), solve(other, shock, closure)
    assert second.real_income == pytest.approx(first.real_income, rel=1e-8)
    assert second.trade == pytest.approx(unit * first.trade, rel=1e-7)


@drawn
@given(seeds, closures, st.floats(-3, 3))
def test_conditions_know_only_relative_prices(seed: int, closure: Closure, level: float) -> None:
    """Homogeneity of degree zero: all wages higher alike raise costs and prices by that, and nothing else."""
    baseline = world(seed)
    case = case_of(baseline.economy, some_shock(baseline, seed), closure)
    chance = np.random.default_rng(seed)
    wages, prices = chance.normal(0, 0.2, 3), chance.normal(0, 0.2, (2, 3))
    costs = unit_costs(case, wages, prices)
    dearer = unit_costs(case, wages + level, prices + level)
    assert dearer == pytest.approx(costs + level)
    assert price_indices(case, dearer) == pytest.approx(price_indices(case, costs) + level)
    shares = trade_shares(case, costs, price_indices(case, costs))
    assert trade_shares(case, dearer, price_indices(case, dearer)) == pytest.approx(shares)
    start = np.zeros_like(prices), baseline.spending
    one, other = (state_at(case, given_, start, 1e-13) for given_ in (wages, wages + level))
    assert other.excess == pytest.approx(one.excess, abs=1e-10)
    assert other.spending == pytest.approx(one.spending)


@drawn
@given(seeds, st.floats(0.3, 3))
def test_a_cost_of_everything_everywhere_is_a_loss_of_productivity_everywhere(
    seed: int, factor: float
) -> None:
    """Homogeneity of degree zero: what is the same for all sellers changes no share, wage or real trade."""
    baseline = world(seed)
    nothing = no_shock(baseline.economy)
    after = solve(
        baseline,
        Shock(
            tariffs=nothing.tariffs, costs=factor * nothing.costs, productivity=factor * nothing.productivity
        ),
        Closure.HELD,
    )
    assert after.real_income == pytest.approx(1, abs=1e-9)
    assert after.wages == pytest.approx(1, abs=1e-9)


@drawn
@given(seeds, closures)
def test_names_do_not_matter(seed: int, closure: Closure) -> None:
    """Relabelling countries and sectors relabels the answer."""
    given_ = accounts(seed, 4, 3)
    chance = np.random.default_rng(seed)
    c, s = chance.permutation(4), chance.permutation(3)
    moved = Accounts(
        countries=tuple(given_.countries[k] for k in c),
        sectors=tuple(given_.sectors[k] for k in s),
        trade=np.asarray(given_.trade)[np.ix_(s, c, c)],
        tariffs=np.asarray(given_.tariffs)[np.ix_(s, c, c)],
        inputs=np.asarray(given_.inputs)[np.ix_(c, s, s)],
        value_added_shares=np.asarray(given_.value_added_shares)[np.ix_(s, c)],
        elasticities=np.asarray(given_.elasticities)[s],
    )
    one, other = build_baseline(given_), build_baseline(moved)
    shock = some_shock(one, seed)
    turned = Shock(
        tariffs=shock.tariffs[np.ix_(s, c, c)],
        costs=shock.costs[np.ix_(s, c, c)],
        productivity=shock.productivity[np.ix_(s, c)],
    )
    first, second = solve(one, shock, closure), solve(other, turned, closure)
    assert second.real_income == pytest.approx(first.real_income[c], rel=1e-8)
    assert second.trade == pytest.approx(first.trade[np.ix_(s, c, c)], rel=1e-7)


def halves(array: np.ndarray, axis: int, at: int, *, part: float = 1.0) -> np.ndarray:
    """Repeat the element `at` of an axis at its end, both times times `part`."""
    twice = np.concatenate([array, array.take([at], axis=axis)], axis=axis)
    index: list[Any] = [slice(None)] * array.ndim
    index[axis] = [at, array.shape[axis]]
    twice[tuple(index)] *= part
    return twice


@drawn
@given(seeds, closures, st.integers(0, 2))
def test_two_identical_halves_of_a_country_are_the_country(seed: int, closure: Closure, at: int) -> None:
    given_ = accounts(seed)
    one = build_baseline(given_)
    trade = halves(halves(np.asarray(given_.trade), 1, at, part=0.5), 2, at, part=0.5)
    split = Accounts(
        countries=(*given_.countries, "half"),
        sectors=given_.sectors,
        trade=trade,
        tariffs=halves(halves(np.asarray(given_.tariffs), 1, at), 2, at),
        inputs=halves(np.asarray(given_.inputs), 0, at),
        value_added_shares=halves(np.asarray(given_.value_added_shares), 1, at),
        elasticities=given_.elasticities,
    )
    other = build_baseline(split)
    shock = some_shock(one, seed)
    twice = Shock(
        tariffs=halves(halves(shock.tariffs, 1, at), 2, at),
        costs=halves(halves(shock.costs, 1, at), 2, at),
        productivity=halves(shock.productivity, 1, at),
    )
    first, second = solve(one, shock, closure), solve(other, twice, closure)
    assert second.real_income[:3] == pytest.approx(first.real_income, rel=1e-8)
    assert second.real_income[3] == pytest.approx(first.real_income[at], rel=1e-8)
    assert second.trade[:, :, 3] + second.trade[:, :, at] == pytest.approx(
        halves(first.trade, 1, at, part=0.5)[:, :, at], rel=1e-7
    )


@drawn
@given(seeds, closures, st.integers(0, 1))
def test_two_identical_halves_of_a_sector_are_the_sector(seed: int, closure: Closure, at: int) -> None:
    given_ = accounts(seed)
    one = build_baseline(given_)
    split = Accounts(
        countries=given_.countries,
        sectors=(*given_.sectors, "half"),
        trade=halves(np.asarray(given_.trade), 0, at, part=0.5),
        tariffs=halves(np.asarray(given_.tariffs), 0, at),
        inputs=halves(halves(np.asarray(given_.inputs), 1, at, part=0.5), 2, at),
        value_added_shares=halves(np.asarray(given_.value_added_shares), 0, at),
        elasticities=halves(np.asarray(given_.elasticities), 0, at),
    )
    other = build_baseline(split)
    shock = some_shock(one, seed)
    twice = Shock(
        tariffs=halves(shock.tariffs, 0, at),
        costs=halves(shock.costs, 0, at),
        productivity=halves(shock.productivity, 0, at),
    )
    first, second = solve(one, shock, closure), solve(other, twice, closure)
    assert second.real_income == pytest.approx(first.real_income, rel=1e-8)
    assert second.trade[at] + second.trade[2] == pytest.approx(first.trade[at], rel=1e-7)


@drawn
@given(seeds, sizes, st.floats(0.3, 3))
def test_gains_follow_from_home_shares_alone(seed: int, size: tuple[int, int], factor: float) -> None:
    """Arkolakis, Costinot and Rodríguez-Clare, with inputs; without tariffs or deficits it is all income."""
    baseline = balanced(seed, *size, tariffs=0.0)
    after = solve(baseline, costs_abroad(baseline, factor), Closure.NONE)
    assert real_wage_formula(after) == pytest.approx(after.real_wages, rel=1e-8)
    assert after.real_income == pytest.approx(after.real_wages, rel=1e-8)


@drawn
@given(seeds)
def test_real_wages_follow_from_home_shares_with_tariffs_too(seed: int) -> None:
    baseline = world(seed, 4, 3)
    shock = replace(some_shock(baseline, seed), productivity=np.ones((3, 4)))
    after = solve(baseline, shock, Closure.HELD)
    assert real_wage_formula(after) == pytest.approx(after.real_wages, rel=1e-8)


@drawn
@given(seeds)
def test_behind_costs_that_stop_trade_every_country_is_alone(seed: int) -> None:
    """The limit of autarky: all is bought at home, and the loss is the baseline's gain from trade."""
    baseline = balanced(seed, 3, 2, tariffs=0.0)
    economy = baseline.economy
    after = solve(baseline, costs_abroad(baseline, 100.0), Closure.NONE)
    home = after.state.shares.diagonal(axis1=1, axis2=2)
    assert home == pytest.approx(1, abs=1e-4)
    before = economy.shares.diagonal(axis1=1, axis2=2)
    direct = (-np.log(before) / economy.elasticities[:, None]).T[:, :, None]
    passed = np.linalg.solve(np.eye(2) - economy.inputs.transpose(0, 2, 1), direct)[:, :, 0].T
    loss = np.exp(-(economy.final_shares * passed).sum(axis=0))
    assert after.real_income == pytest.approx(loss, rel=1e-3)


def test_one_sector_two_countries_have_a_closed_form() -> None:
    """Two equal countries stay equal: the home share is 1 / (1 + (1 - h)/h k^-theta), found by hand."""
    theta, share, factor, labour = 5.0, 0.8, 1.5, 0.4
    trade = np.array([[[share, 1 - share], [1 - share, share]]])
    twin = Accounts(
        countries=("A", "B"),
        sectors=("all",),
        trade=trade,
        tariffs=np.zeros((1, 2, 2)),
        inputs=np.full((2, 1, 1), 1 - labour),
        value_added_shares=np.full((1, 2), labour),
        elasticities=[theta],
    )
    baseline = build_baseline(twin)
    after = solve(baseline, costs_abroad(baseline, factor), Closure.HELD)
    now = 1 / (1 + (1 - share) / share * factor**-theta)
    assert after.state.shares[0, 0, 0] == pytest.approx(now)
    assert after.real_income == pytest.approx((now / share) ** (-1 / theta / labour))


@drawn
@given(seeds)
def test_for_small_shocks_the_first_order_formula_is_exact(seed: int) -> None:
    baseline = balanced(seed)
    nothing = no_shock(baseline.economy)
    tariffs = nothing.tariffs * (1 - 1e-5)
    after = solve(
        baseline,
        Shock(tariffs=tariffs, costs=nothing.costs, productivity=nothing.productivity),
        Closure.NONE,
        tolerance=1e-13,
    )
    exact = after.real_income - 1
    assert first_order(baseline, after).welfare == pytest.approx(exact, rel=1e-2, abs=1e-9)


@drawn
@given(seeds, closures)
def test_where_the_search_starts_does_not_matter(seed: int, closure: Closure) -> None:
    baseline = world(seed)
    shock, other = some_shock(baseline, seed), some_shock(baseline, seed + 7)
    plain = solve(baseline, shock, closure)
    near = solve(baseline, shock, closure, near=solve(baseline, other, closure))
    assert near.real_income == pytest.approx(plain.real_income, rel=1e-8)
