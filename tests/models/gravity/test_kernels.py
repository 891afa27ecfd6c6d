"""The compiled loops against sums written out, whatever is left over of their fours and of a zero row.

Tolerance 1e-12 of the largest sum: sums are taken in another order.
"""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("numba")

from sverka.models.gravity import kernels
from sverka.models.gravity.elimination import averaged_and_centred, centred_sums, pair_sums
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.kernels import (
    Cells,
    Point,
    Products,
    Trades,
    fitted_trade,
    newton_sums,
    residual_sums,
    trading_weight,
)
from sverka.models.gravity.normal_equations import no_margins
from sverka.models.gravity.scores import pair_scores, score_sums, squared_scores
from sverka.models.gravity.tensor import Numbers

SHAPES = [(4, 4, 4), (5, 7, 3), (3, 2, 9), (8, 9, 33)]


def assert_near(found: Any, written_out: Any) -> None:  # noqa: ANN401  arrays of any kind
    np.testing.assert_allclose(found, written_out, rtol=0, atol=1e-12 * max(1.0, np.abs(written_out).max()))


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
    pair_sums(weight, country_years, pairs)
    assert_near(pairs * inverse, averages)
    centred_sums(weight, country_years, averages, out)
    assert_near(out, sums)


def assert_margins(found: kernels.Margins, fields: Numbers) -> None:
    """Hold margins against fields (R, N, T, M) summed by NumPy."""
    n = fields.shape[1]
    assert_near(found.pairs, fields.sum(axis=2))
    assert_near(found.country_years[..., :n], fields.sum(axis=3).transpose(2, 0, 1))
    assert_near(found.country_years[..., n:], fields.sum(axis=1).transpose(1, 0, 2))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [0, 1, 6])
def test_the_sums_of_a_newton_step(shape: tuple[int, int, int], count: int) -> None:
    draw = np.random.default_rng(count)
    n, t, m = shape
    x = draw.normal(size=(count, *shape)) * (draw.random((count, n, t, 1)) < 0.8)
    weight, beta = draw.random(shape) * (draw.random(shape) < 0.9), draw.normal(0, 0.1, count)
    trade = draw.random(shape)
    point = Point(beta, draw.normal(size=(t, 1, n + m)), draw.normal(size=(1, n, m)))
    logs = (
        point.country_years[:, 0, :n].T[:, :, None] + point.country_years[:, 0, n:] + point.pairs[0][:, None]
    )
    logs = logs + np.einsum("k,kitj->itj", beta, x)
    w = weight * np.exp(logs)
    fields = np.concatenate([(weight * trade - w)[None], w * x])
    cells = Cells(x, kernels.occupied(x, np.empty(count)), weight, weight * trade)
    working, weights, margins = np.empty(shape), no_margins(1, shape), no_margins(count + 1, shape)
    products = Products(np.zeros((count, count)), np.zeros(count))
    total = newton_sums(point, cells, working, weights, margins, products)
    assert_near(working, w)
    assert_near(total, (weight * trade * logs).sum())
    assert_margins(weights, w[None])
    assert_margins(margins, fields)
    only, gradient = no_margins(1, shape), np.zeros(count)
    residual_sums(point, cells, only, gradient)
    assert_margins(only, fields[:1])
    if count:
        assert_near(products.hessian, np.tril(np.einsum("kitj,litj,itj->kl", x, x, w)))
        assert_near(products.gradient, np.einsum("kitj,itj->k", x, fields[0]))
        assert_near(gradient, products.gradient)
    explained, expected = fitted_trade(point, cells, working)
    assert_near(working, np.exp(logs) * (weight > 0))
    assert_near((explained, expected), (total, w.sum()))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_sums_of_scores(shape: tuple[int, int, int]) -> None:
    draw = np.random.default_rng(sum(shape))
    n, t, m = shape
    x, residual = draw.normal(size=(3, *shape)), draw.normal(size=shape)
    parts = Explained(*(draw.normal(size=(3, *of)) for of in ((n, t), (t, m), (n, m))))
    scores = parts.rest(x) * residual
    margins, squares = no_margins(3, shape), np.zeros((3, 3))
    score_sums(x, parts, residual, margins)
    assert_margins(margins, scores)
    pairs = np.zeros((3, n, m))
    pair_scores(x, parts, residual, pairs)
    assert_near(pairs, scores.sum(axis=2))
    squared_scores(x, parts, residual, squares)
    assert_near(squares, np.einsum("kitj,litj->kl", scores, scores))


@pytest.mark.parametrize("value", [1.0, 0.5])
def test_who_trades_nothing_has_no_weight_and_other_weights_are_told(value: float) -> None:
    draw = np.random.default_rng(3)
    weight = np.where(draw.random((4, 3, 5)) < 0.8, value, 0.0)
    trades = Trades(*(draw.random(shape) < 0.7 for shape in ((4, 3), (3, 5), (4, 5))))
    out = np.empty_like(weight)
    plain = trading_weight(weight, trades, out)
    assert plain is (value == 1.0)
    kept = trades.exporter_year[:, :, None] & trades.importer_year & trades.pair[:, None, :]
    np.testing.assert_array_equal(out, weight * kept)
