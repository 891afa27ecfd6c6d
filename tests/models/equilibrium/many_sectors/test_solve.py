"""The derivatives against small steps, and what happens where Newton's method alone ends in a hollow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.equilibrium.many_sectors.worlds import some_shock, world

from sverka.models.equilibrium.many_sectors.acceleration import fixed_point
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.conditions import case_of
from sverka.models.equilibrium.many_sectors.shock import no_shock, part_of
from sverka.models.equilibrium.many_sectors.solve import _run, solve
from sverka.models.equilibrium.many_sectors.state import state_at
from sverka.models.equilibrium.many_sectors.wages import labour_response

seeds = st.integers(0, 10_000)


@settings(max_examples=10, deadline=None)
@given(seeds, st.sampled_from(tuple(Closure)))
def test_the_derivatives_are_what_small_steps_show(seed: int, closure: Closure) -> None:
    baseline = world(seed, 4, 3)
    case = case_of(baseline.economy, some_shock(baseline, seed), closure)
    start = np.zeros((3, 4)), baseline.spending
    here = state_at(case, np.zeros(4), start, 1e-14)
    response = labour_response(case, here, 1e-12)
    for k in range(4):
        # Wages are shifted to keep the world's value added: a direction that does so needs no shift.
        turn = -here.value_added[k] / here.value_added.sum() * np.ones(4)
        turn[k] += 1
        step = 1e-5
        up, down = (state_at(case, here.wages + way * step * turn, start, 1e-14).excess for way in (1, -1))
        assert (up - down) / (2 * step) == pytest.approx(response @ turn, rel=1e-4, abs=1e-6)


def test_a_hollow_is_left_by_applying_the_shock_in_parts() -> None:
    """Two countries, one with a deficit of 29 percent held: from the baseline's wages no step arrives."""
    baseline = world(316, 2, 1)
    shock = some_shock(baseline, 317)
    case = case_of(baseline.economy, shock, Closure.HELD)
    alone = _run(case, (np.zeros((1, 2)), baseline.spending), None, 1e-10)
    assert alone.why.startswith("no part of the last step")
    after = solve(baseline, shock, Closure.HELD)
    assert after.convergence.arrived
    assert np.abs(after.state.excess).max() < 1e-10


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_no_part_of_a_shock_is_no_shock_and_all_of_it_the_shock(seed: int) -> None:
    economy = world(seed).economy
    shock = some_shock(world(seed), seed)
    for part, whole in ((0.0, no_shock(economy)), (1.0, shock)):
        found = part_of(shock, economy, part)
        assert found.tariffs == pytest.approx(whole.tariffs)
        assert found.costs == pytest.approx(whole.costs)
        assert found.productivity == pytest.approx(whole.productivity)


def test_a_contraction_arrives_sooner_than_its_plain_steps() -> None:
    chance = np.random.default_rng(1)
    matrix = chance.uniform(0, 1, (30, 30))
    matrix *= 0.9 / matrix.sum(axis=1, keepdims=True)
    found = fixed_point(lambda x: matrix @ x + 1, np.zeros(30), 1e-12, 400)
    assert found.point == pytest.approx(np.full(30, 10.0))
    assert found.steps < 20


def test_a_step_that_never_arrives_stops_and_says_how_far_it_is() -> None:
    found = fixed_point(lambda x: 2 * x + 1, np.zeros(1), 1e-12, 1)
    assert (found.steps, found.change) == (1, 1.0)


def test_steps_that_never_turn_are_taken_as_they_are() -> None:
    found = fixed_point(lambda x: x + 1, np.zeros(2), 1e-12, 7)
    assert found.point == pytest.approx([7.0, 7.0])
    assert found.change == pytest.approx(1.0)
