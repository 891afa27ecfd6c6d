"""Every year's two-way problem against the pseudo-inverse of its matrix: single precision, so 1e-4.

Weights without an observation, of a country that trades nothing in a year and of very different size.
"""

import numpy as np
import pytest

pytest.importorskip("numba")

from sverka.models.gravity.two_way import two_way


@pytest.mark.parametrize("fields", [1, 3])
@pytest.mark.parametrize("scale", [1.0, 1e-30, 1e30])
def test_a_year_is_solved(fields: int, scale: float) -> None:
    draw = np.random.default_rng(fields)
    weight = scale * draw.lognormal(0, 1, (5, 3, 4)) * (draw.random((5, 3, 4)) < 0.8)
    weight[2, 1], weight[:, 2, 3] = 0.0, 0.0
    sums = np.concatenate([weight.sum(axis=2).T, weight.sum(axis=0)], axis=1)
    whole = np.zeros((3, 9, 9))
    whole[:, :5, 5:] = weight.transpose(1, 0, 2)
    whole += whole.transpose(0, 2, 1) + sums[:, None] * np.eye(9)
    sides = np.einsum("tlq,trq->trl", whole, draw.normal(size=(3, fields, 9)) * (sums[:, None] > 0))
    found = two_way(weight, sums[:, None]).solve(sides)
    back = np.einsum("tlq,trq->trl", whole, found)
    np.testing.assert_allclose(back, sides, rtol=0, atol=1e-4 * np.abs(sides).max())
