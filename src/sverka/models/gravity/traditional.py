"""Traditional gravity: covariates, and a constant or effects of exporters and importers for all years."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sverka.models.convergence import Convergence
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.explained import Explained
from sverka.models.gravity.likelihood import deviance_and_likelihood
from sverka.models.gravity.ols import least_squares
from sverka.models.gravity.ppml import Fit

if TYPE_CHECKING:
    from sverka.models.gravity.tensor import Numbers, Panel

TRADITIONAL = Effects(country_years=False, pairs=Pairs.NONE)
DIRECT = Convergence(
    arrived=True, steps=1, inner=0, criterion="solved directly", tolerance=0.0, history=(0.0,)
)
CRITERION = "largest change of log trade through a coefficient"
_MOST_STEPS = 100
_MOST_HALVINGS = 20
_ZERO = 1e-11
_SLACK = 1e-12


def fit_traditional_ols(panel: Panel, *, countries: bool) -> Fit:
    """Fit ln y_ijt = x_ijt' beta (+ a_i + b_j) by least squares; `panel.trade` is ln y already."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    fields = np.concatenate((panel.trade[None], panel.regressors))
    with threadpool_limits(1):
        parts = _explain(fields, panel.weight) if countries else _nothing(fields)
        return replace(least_squares(panel, TRADITIONAL, parts, DIRECT), countries=countries)


def fit_traditional_ppml(panel: Panel, *, countries: bool, tolerance: float = 1e-9) -> Fit:
    """Fit E[y_ijt] = exp(x_ijt' beta (+ a_i + b_j)) by Poisson pseudo-maximum likelihood.

    Iteratively reweighted least squares (McCullagh and Nelder 1989), each step solved directly and halved
    where the likelihood falls. With `countries`, those without any trade leave the sample. On one thread:
    two that wait for each other took twenty times as long (402 effects, 23 November 2026).
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    with threadpool_limits(1):
        return _fit(panel, countries=countries, tolerance=tolerance)


def _fit(panel: Panel, *, countries: bool, tolerance: float) -> Fit:
    weight = _trading(panel) if countries else panel.weight
    seen = weight > 0
    log_mu = np.where(seen, np.log((panel.trade + _mean(panel.trade, weight)) / 2), 0.0)
    reach = np.abs(panel.regressors * seen).max(axis=(1, 2, 3), initial=0.0)
    beta, last = np.zeros(len(panel.names)), -np.inf
    # What likelihoods are added up from is of this size; they themselves may be anything near zero.
    slack = _SLACK * float(np.sum(weight * panel.trade * np.maximum(np.abs(log_mu), 1.0)))
    history: list[float] = []
    while len(history) < _MOST_STEPS:
        step = _step(panel, weight, log_mu, countries=countries)
        change = step.log_mu - log_mu
        for _ in range(_MOST_HALVINGS):
            likelihood = _likelihood(panel.trade, weight, log_mu + change)
            if likelihood >= last - slack:
                break
            change = change / 2
        log_mu, last = log_mu + change, likelihood
        history.append(float(np.max(np.abs(step.beta - beta) * reach, initial=0.0)))
        beta = step.beta
        if history[-1] <= tolerance:
            break
    fit = _as_fit(panel, weight, _step(panel, weight, log_mu, countries=countries), history, tolerance)
    return replace(fit, countries=countries)


class _Step(NamedTuple):
    """A weighted least-squares step: coefficients, where log trade goes, effects of trade and regressors."""

    beta: Numbers
    log_mu: Numbers
    mu: Numbers
    parts: Explained
    hessian: Numbers


def _step(panel: Panel, weight: Numbers, log_mu: Numbers, *, countries: bool) -> _Step:
    seen = weight > 0
    mu = np.where(seen, np.exp(log_mu), 0.0)
    working = np.where(seen, log_mu + (panel.trade - mu) / np.where(seen, mu, 1.0), 0.0)
    fields = np.concatenate((working[None], panel.regressors))
    parts = _explain(fields, weight * mu) if countries else _nothing(fields)
    left = parts.rest(fields) * seen
    x = left[1:].reshape(len(panel.names), -1)
    weighted = x * (weight * mu).reshape(-1)
    hessian = weighted @ x.T
    beta = np.linalg.solve(hessian, weighted @ left[0].reshape(-1))
    # Added up from its parts: the working variable less its residual would lose all digits where mu is tiny.
    effects = parts.exporter_year[0][:, :, None] + parts.importer_year[0] + parts.pair[0][:, None, :]
    fitted = np.where(seen, np.tensordot(beta, left[1:], axes=1) + effects, 0.0)
    return _Step(beta, fitted, mu, parts, hessian)


def _as_fit(panel: Panel, weight: Numbers, at: _Step, history: list[float], tolerance: float) -> Fit:
    deviance, likelihood = deviance_and_likelihood(panel.trade, weight, at.mu)
    effect = Explained(*(part[0] - np.tensordot(at.beta, part[1:], axes=1) for part in at.parts))
    arrived = history[-1] <= tolerance
    return Fit(
        effects=TRADITIONAL,
        beta=at.beta,
        mu=at.mu,
        weight=weight,
        exporter_year=effect.exporter_year,
        importer_year=effect.importer_year,
        pair=effect.pair,
        projection=Explained(*(part[1:] for part in at.parts)),
        hessian=at.hessian,
        deviance=deviance,
        log_likelihood=likelihood,
        convergence=Convergence(
            arrived=arrived,
            steps=len(history),
            inner=0,
            criterion=CRITERION,
            tolerance=tolerance,
            history=tuple(history),
            why="" if arrived else f"{_MOST_STEPS} steps were not enough",
        ),
    )


def _explain(fields: Numbers, weight: Numbers) -> Explained:
    """Regress fields (R, N, T, M) on effects of exporters and importers with weights (N, T, M), directly."""
    pairs = weight.sum(axis=1)
    exporters, importers = pairs.sum(axis=1), pairs.sum(axis=0)
    normal = np.block([[np.diag(exporters), pairs], [pairs.T, np.diag(importers)]])
    scale = np.diag(normal)
    scale = np.where(scale > 0, 1 / np.sqrt(np.where(scale > 0, scale, 1.0)), 0.0)
    values, vectors = np.linalg.eigh(normal * scale * scale[:, None])
    inverse = np.where(values > _ZERO, 1 / np.where(values > _ZERO, values, 1.0), 0.0)
    weighted = fields * weight
    sums = np.concatenate((weighted.sum(axis=(2, 3)), weighted.sum(axis=(1, 2))), axis=1) * scale
    effects = (((sums @ vectors) * inverse) @ vectors.T) * scale
    t_all = weight.shape[1]
    of_exporters, of_importers = effects[:, : len(exporters)], effects[:, len(exporters) :]
    return Explained(
        np.repeat(of_exporters[:, :, None], t_all, axis=2),
        np.repeat(of_importers[:, None, :], t_all, axis=1),
        np.zeros((len(fields), *pairs.shape)),
    )


def _nothing(fields: Numbers) -> Explained:
    """Return that effects explain nothing, where there are none."""
    r_all, n_all, t_all, m_all = fields.shape
    return Explained(
        np.zeros((r_all, n_all, t_all)), np.zeros((r_all, t_all, m_all)), np.zeros((r_all, n_all, m_all))
    )


def _trading(panel: Panel) -> Numbers:
    """Return the weights (N, T, M) without exporters and importers that trade nothing in any year."""
    weight = panel.weight
    while True:
        trade = weight * panel.trade
        sells, buys = trade.sum(axis=(1, 2)) > 0, trade.sum(axis=(0, 1)) > 0
        left: Numbers = weight * sells[:, None, None] * buys
        if np.array_equal(left, weight):
            return left
        weight = left


def _mean(trade: Numbers, weight: Numbers) -> float:
    return float(np.sum(trade * weight) / np.sum(weight))


def _likelihood(trade: Numbers, weight: Numbers, log_mu: Numbers) -> float:
    """Return the part of the log-likelihood that the coefficients move."""
    return float(np.sum(weight * (trade * log_mu - np.exp(log_mu))))
