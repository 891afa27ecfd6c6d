"""The correction against its formulas written out, against figures of another program, and by simulation.

The published example (estimate .1780290, bias .0076567524, adjusted standard error .0419558558) needs a data
set that is not at hand. The figures here are of a translation of the authors' program (ppml_fe_bias) that
gave that example's bias and error to all digits when the data was (.00765675, .04195586), on panels drawn
anew; both are fitted to 1e-9 or better, so they have to agree to 1e-7.
"""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.gravity.dense import dense_fit, dummies, panel

from gravity_coverage import TRUTH, Case, coverage, draw, estimate
from sverka.models.gravity.bias_correction import (
    BiasCorrection,
    Dependent,
    OtherEffects,
    TooFewCountries,
    correct_bias,
)
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.leverage import curvature, importers_inverse
from sverka.models.gravity.ppml import Fit, fit
from sverka.models.gravity.tensor import Numbers, Panel

EXACT = 1e-7


def corrected(drawn: Panel) -> BiasCorrection:
    return correct_bias(drawn, fit(drawn, Effects()))


def test_a_full_panel_gives_what_the_authors_program_gives() -> None:
    found = corrected(panel(12, 4, seed=1))
    assert found.estimate == pytest.approx([0.241616343944, -0.282742285602, 0.362358212339], abs=EXACT)
    assert found.bias == pytest.approx([0.002082417386, 0.012466563961, 0.034433165137], abs=EXACT)
    assert found.se == pytest.approx([0.076061606960, 0.047851944081, 0.141488123535], abs=EXACT)
    assert found.pairs == 143  # one of 144 has no trade


def test_a_panel_with_missing_cells_gives_what_the_authors_program_gives() -> None:
    found = corrected(panel(10, 5, seed=2, missing=0.2))
    assert found.estimate == pytest.approx([0.290880645352, -0.287344472755, 0.082177757651], abs=EXACT)
    assert found.bias == pytest.approx([0.029897451836, -0.004517879256, 0.004593327677], abs=EXACT)
    assert found.se == pytest.approx([0.096698647889, 0.042716581831, 0.171806825059], abs=EXACT)


@pytest.mark.parametrize(("missing", "weighted"), [(0.0, False), (0.3, False), (0.2, True)])
def test_the_formulas_written_out_give_the_same(missing: float, weighted: bool) -> None:
    drawn = panel(7, 4, seed=11, missing=missing, weighted=weighted)
    plain = dense_fit(drawn)
    bias, variance = written_out(drawn, plain)
    found = correct_bias(drawn, plain)
    assert found.bias == pytest.approx(bias, rel=1e-7, abs=1e-10)
    assert found.covariance is not None
    assert found.covariance == pytest.approx(variance, rel=1e-7, abs=1e-12)
    assert corrected(drawn).bias == pytest.approx(bias, abs=EXACT)
    assert corrected(drawn).se == pytest.approx(np.sqrt(np.diag(variance)), abs=EXACT)


def test_the_sides_make_up_the_bias_and_change_places_with_the_roles() -> None:
    drawn = panel(9, 4, seed=3)
    turned = replace(
        drawn,
        trade=drawn.trade.transpose(2, 1, 0).copy(),
        weight=drawn.weight.transpose(2, 1, 0).copy(),
        regressors=drawn.regressors.transpose(0, 3, 2, 1).copy(),
    )
    here, there = corrected(drawn), corrected(turned)
    assert here.bias == pytest.approx(here.exporters + here.importers, rel=1e-12)
    assert here.exporters == pytest.approx(there.importers, abs=EXACT)
    assert here.se == pytest.approx(there.se, abs=EXACT)


def test_relabelling_countries_and_years_and_the_unit_of_trade_change_nothing() -> None:
    drawn = panel(9, 4, seed=3, missing=0.1)
    order, years = np.random.default_rng(1).permutation(9), np.array([2, 0, 3, 1])
    turned = replace(
        drawn,
        trade=1000 * drawn.trade[order][:, years][:, :, order],
        weight=drawn.weight[order][:, years][:, :, order],
        regressors=drawn.regressors[:, order][:, :, years][..., order].copy(),
    )
    here, there = corrected(drawn), corrected(turned)
    assert here.bias == pytest.approx(there.bias, abs=EXACT)
    assert here.covariance == pytest.approx(there.covariance, abs=EXACT)


def test_regressors_in_another_order_or_unit_keep_their_own_bias() -> None:
    drawn = panel(9, 4, seed=3)
    scale = np.array([10.0, 1.0, 0.1])
    turned = replace(
        drawn,
        regressors=(scale[:, None, None, None] * drawn.regressors[[2, 0, 1]]),
        names=("union", "agreement", "tariff"),
    )
    here, there = corrected(drawn), corrected(turned)
    assert there.bias == pytest.approx(here.bias[[2, 0, 1]] / scale, abs=EXACT)
    assert there.se == pytest.approx(here.se[[2, 0, 1]] / scale, abs=EXACT)


def test_an_exporter_without_trade_changes_nothing() -> None:
    drawn = panel(8, 4, seed=6)
    trade = drawn.trade.copy()
    trade[7] = trade[:, :, 7] = 0
    silent = replace(drawn, trade=trade)
    less = replace(
        drawn,
        exporters=drawn.exporters[:7],
        importers=drawn.importers[:7],
        trade=trade[:7, :, :7].copy(),
        weight=drawn.weight[:7, :, :7].copy(),
        regressors=drawn.regressors[:, :7, :, :7].copy(),
    )
    here, there = corrected(silent), corrected(less)
    assert here.bias == pytest.approx(there.bias, abs=EXACT)
    assert here.se == pytest.approx(there.se, abs=EXACT)
    assert here.pairs == there.pairs


def test_islands_of_countries_that_do_not_trade_with_each_other_are_no_trouble() -> None:
    drawn = panel(10, 4, seed=6)
    island = np.arange(10) < 5
    weight = drawn.weight * (island[:, None, None] == island[None, None, :])
    apart = replace(drawn, trade=drawn.trade * weight, weight=weight, regressors=drawn.regressors * weight)
    fitted = dense_fit(apart)
    bias, variance = written_out(apart, fitted)
    found = corrected(apart)
    assert found.bias == pytest.approx(bias, abs=EXACT)
    assert found.covariance == pytest.approx(variance, abs=EXACT)


def test_the_corrected_errors_are_larger_than_those_clustered_by_pair() -> None:
    drawn = panel(12, 4, seed=1)
    fitted = fit(drawn, Effects())
    assert (corrected(drawn).se > clustered(drawn, fitted)).all()


def test_without_errors_the_bias_is_the_same() -> None:
    drawn = panel(8, 4, seed=6)
    alone = correct_bias(drawn, fit(drawn, Effects()), errors=False)
    assert alone.covariance is None
    assert np.isnan(alone.se).all()
    assert alone.corrected == pytest.approx(corrected(drawn).corrected, abs=1e-12)


@pytest.mark.parametrize("pairs", [Pairs.NONE, Pairs.SYMMETRIC, Pairs.DOMESTIC_POOLED])
def test_other_effects_are_refused(pairs: Pairs) -> None:
    drawn = panel(6, 3, seed=1)
    with pytest.raises(
        OtherEffects, match=r"holds for exporter-year.*directed pair.*Estimate with directed pairs"
    ):
        correct_bias(drawn, fit(drawn, Effects(pairs=pairs)))


def test_one_exporter_is_refused() -> None:
    drawn = panel(6, 3, seed=1)
    fitted = fit(drawn, Effects())
    only = np.arange(6)[:, None, None] == 0
    with pytest.raises(
        TooFewCountries, match=r"1 exporters and 6 importers.*Report the estimates uncorrected"
    ):
        correct_bias(drawn, replace(fitted, weight=fitted.weight * only, mu=fitted.mu * only))


def test_collinear_regressors_are_refused_by_name() -> None:
    drawn = panel(6, 3, seed=1)
    fitted = dense_fit(drawn)
    twice = [0, 1, 1]
    projection = type(fitted.projection)(*(part[twice] for part in fitted.projection))
    doubled = replace(drawn, regressors=drawn.regressors[twice], names=("agreement", "tariff", "duty"))
    with pytest.raises(Dependent, match=r"tariff, duty are collinear.*Leave out those"):
        correct_bias(doubled, replace(fitted, projection=projection))


@pytest.mark.slow
@pytest.mark.parametrize("design", ["II", "IV"])
def test_corrected_intervals_cover_the_truth_more_nearly_as_often_as_they_say(design: str) -> None:
    """200 panels of 20 countries and 5 years as the authors simulate; the benchmark has the whole table."""
    case = Case(design, 20, 5)
    found = [estimate(draw(case, number)) for number in range(200)]
    plain, corrected = coverage(found)
    assert abs(corrected - 0.95) < abs(plain - 0.95)
    deviation = np.array([(one.estimate - TRUTH, one.corrected - TRUTH) for one in found]).mean(axis=0)
    assert abs(deviation[1]) < abs(deviation[0])


@pytest.mark.slow
def test_each_of_several_regressors_loses_the_bias_that_repeated_draws_show() -> None:
    """400 draws of trade over one fixed panel: what the estimates are off by on average, and what is left."""
    drawn, chance = panel(14, 4, seed=1), np.random.default_rng(1)
    truth = np.array([0.3, -0.2, 0.4])
    effects = chance.normal(0, 0.25, (14, 4, 1)) + chance.normal(0, 0.25, (1, 4, 14))
    effects = effects + chance.normal(0, 0.25, (14, 1, 14))
    mean = np.exp(1 + effects + np.einsum("k,kitj->itj", truth, drawn.regressors))
    agreement, tariff, union = drawn.regressors
    log_variance = np.log1p(0.3 * np.exp((tariff - agreement - union) / 2))
    off, left = np.zeros((2, 400, 3))
    for number in range(400):
        noise = np.exp(np.sqrt(log_variance) * chance.normal(size=mean.shape) - log_variance / 2)
        again = replace(drawn, trade=mean * noise)
        found = correct_bias(again, fit(again, Effects()), errors=False)
        off[number], left[number] = found.estimate - truth, found.corrected - truth
    sums = [each.mean(axis=0) / (each.std(axis=0) / 20) for each in (off, left)]
    assert np.abs(sums[0]).max() > 3
    assert (np.abs(sums[1]) < 2).all()


def clustered(drawn: Panel, fitted: Fit) -> Numbers:
    """Return standard errors clustered by pair, times G/(G-1)."""
    x = fitted.projection.rest(drawn.regressors) * (fitted.weight > 0)
    scores = np.einsum("kitj,itj->kij", x, fitted.weight * (drawn.trade - fitted.mu)).reshape(len(x), -1)
    bread = np.linalg.inv(fitted.hessian)
    groups = int(((fitted.weight * fitted.mu).sum(axis=1) > 0).sum())
    return np.sqrt(np.diag(bread @ scores @ scores.T @ bread) * groups / (groups - 1))


def written_out(drawn: Panel, fitted: Fit) -> tuple[Numbers, Numbers]:
    """Return bias (K,) and corrected covariance (K, K), pair by pair, with all derivatives and dummies."""
    n, t, m = drawn.trade.shape
    k = len(drawn.names)
    weight = fitted.weight
    mean, score = weight * fitted.mu, weight * (drawn.trade - fitted.mu)
    x = fitted.projection.rest(drawn.regressors) * (weight > 0)
    everyone = [(i, j) for i in range(n) for j in range(m) if mean[i, :, j].sum() > 0]
    h = {(i, j): curvature(mean[i, :, j]) for i, j in everyone}
    w = sum(x[:, i, :, j] @ h[i, j] @ x[:, i, :, j].T for i, j in everyone) / len(everyone)
    sellers, buyers = len({i for i, _ in everyone}), len({j for _, j in everyone})
    total = np.zeros(k)
    for place, number in ((0, sellers), (1, buyers)):
        for country in {pair[place] for pair in everyone}:
            partners = [pair for pair in everyone if pair[place] == country]
            inverse = np.linalg.pinv(sum(h[pair] for pair in partners), rcond=1e-10)
            outer = sum(np.outer(score[i, :, j], score[i, :, j]) for i, j in partners)
            for q in range(k):
                hxs = sum(np.outer(h[i, j] @ x[q, i, :, j], score[i, :, j]) for i, j in partners)
                gx = sum(third(mean[i, :, j]) @ x[q, i, :, j] for i, j in partners)
                term = -np.trace(inverse @ hxs) + np.trace(gx @ inverse @ outer @ inverse) / 2
                total[q] += term / (number - 1) * number / len(everyone)
    w_inverse = np.linalg.inv(w)
    v_x = w_inverse / len(everyone)
    d = dummies(mean)[:, : n * t + t * m].reshape(n, t, m, -1)
    information = sum(d[i, :, j].T @ h[i, j] @ d[i, :, j] for i, j in everyone)
    v = np.linalg.pinv(information, rcond=1e-11, hermitian=True)
    omega = np.zeros((k, k))
    for i, j in everyone:
        x_ij, s = x[:, i, :, j], score[i, :, j]
        leverage = h[i, j] @ (x_ij.T @ v_x @ x_ij + d[i, :, j] @ v @ d[i, :, j].T)
        omega += x_ij @ np.linalg.solve(np.eye(t) - leverage, np.outer(s, s)) @ x_ij.T
    omega = (omega + omega.T) / 2 / len(everyone)
    return w_inverse @ total, w_inverse @ omega @ w_inverse / (len(everyone) - 1)


def third(mean: Numbers) -> Numbers:
    """Return the third derivative (T, T, T) of a pair's likelihood, a multinomial of shares mean / sum."""
    p = mean / mean.sum()
    t = len(p)
    g = np.zeros((t, t, t))
    for a in range(t):
        for b in range(t):
            for c in range(t):
                g[a, b, c] = -(
                    p[a] * (a == b == c)
                    - p[a] * p[b] * (a == c)
                    - p[a] * p[c] * (a == b)
                    - p[a] * p[b] * (b == c)
                    + 2 * p[a] * p[b] * p[c]
                )
    scaled: Numbers = g * mean.sum()
    return scaled


def test_the_importers_inverse_inverts_their_information() -> None:
    drawn = panel(6, 3, seed=9, missing=0.2)
    fitted = dense_fit(drawn)
    lower = importers_inverse(drawn, fitted)
    inverse = np.tril(lower) + np.tril(lower, -1).T
    mean = fitted.weight * fitted.mu
    d = dummies(mean).reshape(6, 3, 6, -1)
    blocks = [d[i, :, j].T @ curvature(mean[i, :, j]) @ d[i, :, j] for i in range(6) for j in range(6)]
    information = np.sum(blocks, axis=0)
    a, c, b = information[:18, :18], information[:18, 18:36], information[18:36, 18:36]
    left = b - c.T @ np.linalg.pinv(a, rcond=1e-11, hermitian=True) @ c
    order = np.arange(18).reshape(3, 6).T.reshape(-1)
    left = left[np.ix_(order, order)]
    assert left @ inverse @ left == pytest.approx(left, abs=1e-9)
