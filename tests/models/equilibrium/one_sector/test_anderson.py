"""Anderson's acceleration on maps whose fixed points are known."""

import numpy as np

from sverka.models.equilibrium.one_sector.anderson import accelerate
from sverka.models.equilibrium.one_sector.baseline import Numbers


def test_a_linear_map_is_solved_in_as_many_steps_as_it_has_dimensions() -> None:
    matrix = np.array([[0.9, 0.05, 0.0], [0.0, 0.8, 0.1], [0.1, 0.0, 0.85]])
    shift = np.array([1.0, 2.0, 3.0])
    found = accelerate(lambda x: matrix @ x + shift, np.zeros(3), 1e-10, 50)
    np.testing.assert_allclose(found.point, np.linalg.solve(np.eye(3) - matrix, shift), rtol=1e-9)
    assert len(found.history) <= 6
    assert found.history[-1] < 1e-10


def test_a_map_that_cannot_settle_returns_its_best_point() -> None:
    found = accelerate(lambda x: x + 1.0, np.zeros(2), 1e-10, 7)
    assert len(found.history) == 7
    np.testing.assert_array_equal(found.point, np.zeros(2))


def test_a_step_far_worse_than_the_best_is_taken_back() -> None:
    calls: list[float] = []

    def cliff(x: Numbers) -> Numbers:
        calls.append(float(x[0]))
        return np.where(x > 2, x + 100, 0.5 * x + 0.9)

    found = accelerate(cliff, np.array([1.99]), 1e-9, 200)
    np.testing.assert_allclose(found.point, 1.8, atol=1e-8)
