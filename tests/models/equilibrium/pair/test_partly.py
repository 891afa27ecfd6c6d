"""A goal's flows where nothing but they react."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.models.equilibrium.pair.partly import Flows


def test_one_tool_with_one_elasticity_has_the_textbook_answer() -> None:
    alike = Flows(np.array([30.0, 70.0]), np.array([5.0, 5.0]), np.array([[True, True]]))
    found = alike.reaching(3.0, np.ones(1))
    assert found == pytest.approx([-np.log(3) / 5])
    assert alike.direct(np.array([-np.log(3) / 5])) == pytest.approx(np.log(3))
    assert alike.slopes(np.zeros(1)) == pytest.approx([-5])


def test_what_no_tool_moves_cannot_be_reached() -> None:
    assert Flows(np.array([1.0]), np.array([5.0]), np.array([[False]])).reaching(2.0, np.ones(1)) is None


def test_of_two_tools_the_dearer_one_moves_less() -> None:
    apart = Flows(np.array([50.0, 50.0]), np.array([5.0, 5.0]), np.eye(2, dtype=bool))
    found = apart.reaching(2.0, np.array([1.0, 4.0]))
    assert found is not None
    assert found[0] < found[1] < 0
    slopes = apart.slopes(found)
    assert found[0] / slopes[0] == pytest.approx(4 * found[1] / slopes[1]), (
        "effort is spent where it tells most"
    )


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 3), st.floats(0.2, 20.0))
def test_the_factors_reach_the_goal(seed: int, tools: int, scaled: float) -> None:
    chance = np.random.default_rng(seed)
    moved = chance.random((tools, 6)) < 0.6
    moved[:, :tools] = np.eye(tools, dtype=bool)
    before = np.where(np.arange(6) < tools, 50.0, chance.uniform(1, 10, 6))
    moved[0] = True
    flows = Flows(before, chance.uniform(1.5, 12, 6), moved)
    found = flows.reaching(scaled, chance.uniform(0.5, 5, tools))
    assert found is not None
    assert np.exp(flows.direct(found)) == pytest.approx(scaled, rel=1e-7)
    assert flows.total == before.sum()
