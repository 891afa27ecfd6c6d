"""How surely a two-way model knows the trade that it expects of a cell: the delta method.

ln mu_ijt = x_ijt' beta + a_it + b_jt moves with the coefficients, to which both effects adapt, and with the
effects' own errors. Its influence function, summed over a pair's years and both directions, gives the
variance as pair clusters do: of cell (k, l, s), [xr_ijt' H^-1 xr_kls + 1(s = t) (z_k + z_l)] r_kls,
with xr the residualised regressors, H the hessian, and z what the year's two-way system of effects answers to
1 at exporter i and importer j. Residuals are of what the other cells expect (`own_trade`), as a jackknife's:
plain ones, which every cell's own effects shrink, make errors a fifth too small in a panel of 12 countries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.own_trade import own_part
from sverka.models.gravity.pair_groups import pair_groups

if TYPE_CHECKING:
    from sverka.models.gravity.result import GravityResult
    from sverka.models.gravity.tensor import Numbers

_RIDGE = 1e-10
"""Of the scaled system, whose effects are known up to a constant: it moves an answer by as little."""


def expected_error(result: GravityResult, cell: tuple[int, int], regressors: Numbers) -> Numbers:
    """Return the standard errors (T,) of the logarithm of expected trade of exporter i and importer j.

    `regressors` (K, T) are the cell's own, which the result's panel need not have. Of a two-way PPML fit;
    errors that a pair shares, both directions together, times G/(G-1).
    """
    panel, fit, (i, j) = result.panel, result.fit, cell
    residual = fit.weight * (panel.trade - fit.mu * own_part(panel, fit))
    own = regressors - fit.projection.exporter_year[:, i] - fit.projection.importer_year[:, :, j]
    towards = np.linalg.solve(fit.hessian, own) if len(own) else own
    scores = pair_scores(result, residual)
    groups = pair_groups(panel.exporters, panel.importers, Pairs.SYMMETRIC)
    count = len(np.unique(groups[fit.weight.any(axis=1)]))
    errors = np.zeros(len(panel.years))
    for t in range(len(errors)):
        exporters, importers = answers_of_year(fit.weight[:, t] * fit.mu[:, t], i, j)
        influence = (exporters[:, None] + importers) * residual[:, t]
        influence += np.tensordot(towards[:, t], scores, axes=1)
        shared = np.bincount(groups.reshape(-1), weights=influence.reshape(-1))
        errors[t] = np.sqrt(shared @ shared * count / (count - 1))
    return errors


def pair_scores(result: GravityResult, residual: Numbers) -> Numbers:
    """Return residualised regressors times residuals, summed over years (K, N, M)."""
    panel, parts = result.panel, result.fit.projection
    scores = np.empty((len(panel.names), len(panel.exporters), len(panel.importers)))
    for k, values in enumerate(panel.regressors):
        rest = values - parts.exporter_year[k][..., None] - parts.importer_year[k]
        scores[k] = np.einsum("itj,itj->ij", rest, residual)
    return scores


def answers_of_year(curve: Numbers, i: int, j: int) -> tuple[Numbers, Numbers]:
    """Solve a year's system of exporters' and importers' effects for 1 at exporter i and at importer j."""
    n_all = len(curve)
    diagonal = np.concatenate((curve.sum(axis=1), curve.sum(axis=0)))
    scale = np.divide(1, np.sqrt(diagonal), out=np.zeros_like(diagonal), where=diagonal > 0)
    system = np.eye(len(diagonal)) * (1 + _RIDGE)
    across = curve * scale[:n_all, None] * scale[n_all:]
    system[:n_all, n_all:], system[n_all:, :n_all] = across, across.T
    asked = np.zeros(len(diagonal))
    asked[[i, n_all + j]] = scale[[i, n_all + j]]
    answer = np.linalg.solve(system, asked) * scale
    return answer[:n_all], answer[n_all:]
