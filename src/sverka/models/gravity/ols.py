"""Ordinary least squares in logarithms with the effects of structural gravity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.pair_groups import pair_groups
from sverka.models.gravity.ppml import Fit, NoCompiler

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Numbers, Panel

CRITERION = "what is left of a country-year's mean, of the field's deviation"
_LEFT = 1e-7


def fit_ols(panel: Panel, effects: Effects, tolerance: float = 1e-10) -> Fit:
    """Fit ln y_ijt = x_ijt' beta + a_it + b_jt + c_ij by least squares; `panel.trade` is ln y already.

    The fit is as that of PPML, with fitted logarithms as `mu` and the sum of squared residuals as deviance.
    Regressors are to be linearly independent of each other and of the effects. Raises NoCompiler.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    try:
        from sverka.models.gravity.normal_equations import explain  # noqa: PLC0415  compiles
    except ImportError as error:
        raise NoCompiler from error
    fields = np.concatenate((panel.trade[None], panel.regressors))
    groups = pair_groups(panel.exporters, panel.importers, effects.pairs)
    with threadpool_limits(1):
        paired = effects.pairs is not Pairs.NONE
        parts = explain(fields, panel.weight, groups, paired=paired, tolerance=tolerance)
    return least_squares(panel, effects, parts, _convergence(parts.rest(fields), panel.weight))


def least_squares(panel: Panel, effects: Effects, parts: Explained, convergence: Convergence) -> Fit:
    """Regress trade on the regressors, less what effects explain: `parts` of trade, then of each of K."""
    fields = np.concatenate((panel.trade[None], panel.regressors))
    left = parts.rest(fields) * (panel.weight > 0)
    trade, x = left[0].reshape(-1), left[1:].reshape(len(panel.names), -1)
    weight = panel.weight.reshape(-1)
    hessian = (x * weight) @ x.T
    beta = np.linalg.solve(hessian, x @ (weight * trade))
    residual = trade - beta @ x
    squares = float(weight @ residual**2)
    effect = Explained(*(part[0] - np.tensordot(beta, part[1:], axes=1) for part in parts))
    return Fit(
        effects=effects,
        beta=beta,
        mu=np.where(panel.weight > 0, panel.trade - residual.reshape(panel.trade.shape), 0.0),
        weight=panel.weight,
        exporter_year=effect.exporter_year,
        importer_year=effect.importer_year,
        pair=effect.pair,
        projection=Explained(*(part[1:] for part in parts)),
        hessian=hessian,
        deviance=squares,
        log_likelihood=_normal_likelihood(panel.weight[panel.weight > 0], squares),
        convergence=convergence,
    )


def _convergence(left: Numbers, weight: Numbers) -> Convergence:
    """Say how well effects are out of fields (R, N, T, M): weighted means of country-years are to be zero."""
    weighted = left * weight
    deviation = np.sqrt(np.sum(weighted * left, axis=(1, 2, 3)) / weight.sum())
    worst = 0.0
    for axis in (1, 3):
        size = weight.sum(axis=axis - 1)
        means = np.abs(weighted.sum(axis=axis)) / np.where(size > 0, size, 1.0)
        worst = max(worst, float(np.max(means.max(axis=(1, 2)) / np.where(deviation > 0, deviation, 1.0))))
    return Convergence(
        arrived=worst <= _LEFT,
        steps=1,
        inner=0,
        criterion=CRITERION,
        tolerance=_LEFT,
        history=(worst,),
        why="" if worst <= _LEFT else "the effects could not be taken out exactly enough",
    )


def _normal_likelihood(weight: Numbers, squares: float) -> float:
    """Return the log-likelihood of normal errors whose variance is the mean weighted square."""
    count = len(weight)
    variance = max(squares / count, np.finfo(float).tiny)
    return float(0.5 * np.log(weight).sum() - 0.5 * count * (np.log(2 * np.pi * variance) + 1))
