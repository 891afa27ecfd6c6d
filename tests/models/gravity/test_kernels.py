"""The compiled loops against sums written out, whatever is left over of their fours and of a zero row.

Tolerance 1e-12 of the largest sum: sums are taken in another order.
"""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("numba")

from sverka.models.gravity import kernels
from sverka.models.gravity.kernels import (
    Cells,
    Point,
    Products,
    averaged_and_centred,
    exponentials,
    newton_sums,
)
from sverka.models.gravity.normal_equations import no_margins

SHAPES = [(4, 4, 4), (5, 7, 3), (3, 2, 9), (8, 9, 33)]


def assert_near(found: Any, written_out: Any) -> None:  # noqa: ANN401  arrays of any kind
    np.testing.assert_allclose(found, written_out, rtol=0, atol=1e-12 * max(1.0, np.abs(written_out).max()))


def test_exponentials_are_right_to_two_units_in_the_last_place() -> None:
    logs = np.concatenate([np.linspace(-708, 600, 100_001), [0.0, 1.0, -1e-300, np.nan]])
    found, bits = logs.copy(), np.empty(len(logs), np.int64)
    exponentials(found, bits, bits.view(np.float64))
    np.testing.assert_allclose(found, np.exp(logs), rtol=4.5e-16, atol=0)


def test_what_is_too_far_below_zero_becomes_the_smallest_number() -> None:
    found, bits = np.array([-1e6, -np.inf]), np.empty(2, np.int64)
    exponentials(found, bits, bits.view(np.float64))
    assert (found == found[0]).all()
    assert 0 < found[0] < 1e-307


@pytest.mark.parametrize("shape", SHAPES)
def test_averages_of_pairs_and_what_they_leave(shape: tuple[int, int, int]) -> None:
    draw = np.random.default_rng(sum(shape))
    n, t, m = shape
    weight, inverse = draw.random(shape), draw.random((n, m))
    country_years = draw.normal(size=(t, 2, n + m))
    a, b = country_years[..., :n].transpose(1, 2, 0), country_years[..., n:].transpose(1, 0, 2)
    both = a[..., None] + b[:, None]
    averages = np.einsum("itj,ritj->rij", weight, both) * inverse
    rest = weight * (both - averages[:, :, None])
    sums = np.concatenate([rest.sum(axis=3).transpose(2, 0, 1), rest.sum(axis=1).transpose(1, 0, 2)], axis=2)
    pairs, out = np.empty((2, n, m)), np.empty_like(country_years)
    averaged_and_centred(weight, inverse, country_years, pairs, out)
    assert_near(pairs, averages)
    assert_near(out, sums)
    kernels.pair_sums(weight, country_years, pairs)
    assert_near(pairs * inverse, averages)
    kernels.centred_sums(weight, country_years, averages, out)
    assert_near(out, sums)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [0, 1, 6])
def test_the_sums_of_a_newton_step(shape: tuple[int, int, int], count: int) -> None:
    draw = np.random.default_rng(count)
    n, t, m = shape
    x = draw.normal(size=(count, *shape)) * (draw.random((count, n, t, 1)) < 0.8)
    trade, weight, beta = draw.random(shape), draw.random(shape), draw.normal(0, 0.1, count)
    point = Point(beta, draw.normal(size=(t, 1, n + m)), draw.normal(size=(1, n, m)))
    logs = (
        point.country_years[:, 0, :n].T[:, :, None] + point.country_years[:, 0, n:] + point.pairs[0][:, None]
    )
    logs = logs + np.einsum("k,kitj->itj", beta, x)
    w = weight * np.exp(logs)
    cells = Cells(x, kernels.occupied(x, np.empty(count)), weight, weight * trade)
    working, margins = np.empty(shape), no_margins(count + 2, shape)
    products = Products(np.zeros((count, count)), np.zeros(count))
    total = newton_sums(point, cells, working, margins, products)
    fields = np.concatenate([w[None], (weight * trade - w)[None], w * x])
    assert_near(working, w)
    assert_near(total, (weight * trade * logs).sum())
    assert_near(margins.pairs, fields.sum(axis=2))
    assert_near(margins.country_years[..., :n], fields.sum(axis=3).transpose(2, 0, 1))
    assert_near(margins.country_years[..., n:], fields.sum(axis=1).transpose(1, 0, 2))
    if count:
        assert_near(products.hessian, np.tril(np.einsum("kitj,litj,itj->kl", x, x, w)))
        assert_near(products.gradient, np.einsum("kitj,itj->k", x, fields[1]))
