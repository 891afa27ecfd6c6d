"""The compiled loops over every cell's scores: a residualised regressor times the weighted residual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.compiled import compiled
from sverka.models.gravity.kernels import enter_margins, row_product

if TYPE_CHECKING:
    from sverka.models.gravity.explained import Explained
    from sverka.models.gravity.kernels import Margins
    from sverka.models.gravity.tensor import Numbers


@compiled
def pair_scores(regressors: Numbers, parts: Explained, residual: Numbers, sums: Numbers) -> None:
    """Add the sums over years of every pair's scores to zeroed `sums` (K, N, M)."""
    k_all, n_all, t_all, m_all = regressors.shape
    for i in range(n_all):
        for t in range(t_all):
            left = residual[i, t]
            for k in range(k_all):
                x, own, importer = (
                    regressors[k, i, t],
                    parts.exporter_year[k, i, t],
                    parts.importer_year[k, t],
                )
                pair, out = parts.pair[k, i], sums[k, i]
                for j in range(m_all):
                    out[j] += (x[j] - own - importer[j] - pair[j]) * left[j]


@compiled
def _score(
    regressors: Numbers, parts: Explained, residual: Numbers, at: tuple[int, int, int], out: Numbers
) -> None:
    """Write a row's scores: a regressor less its explained parts, times the residual."""
    k, i, t = at
    x, own, importer, pair = (
        regressors[k, i, t],
        parts.exporter_year[k, i, t],
        parts.importer_year[k, t],
        parts.pair[k, i],
    )
    for j in range(len(out)):
        out[j] = (x[j] - own - importer[j] - pair[j]) * residual[j]


@compiled
def score_sums(regressors: Numbers, parts: Explained, residual: Numbers, margins: Margins) -> None:
    """Add the margins of every cell's scores to zeroed `margins` of K fields."""
    k_all, n_all, t_all, m_all = regressors.shape
    row = np.empty(m_all)
    for i in range(n_all):
        for t in range(t_all):
            for k in range(k_all):
                _score(regressors, parts, residual[i, t], (k, i, t), row)
                enter_margins(row, margins, k, i, t)


@compiled
def squared_scores(regressors: Numbers, parts: Explained, residual: Numbers, out: Numbers) -> None:
    """Add the products of every cell's scores to zeroed `out` (K, K)."""
    k_all, n_all, t_all, m_all = regressors.shape
    scores = np.empty((k_all, m_all))
    for i in range(n_all):
        for t in range(t_all):
            for k in range(k_all):
                _score(regressors, parts, residual[i, t], (k, i, t), scores[k])
                for q in range(k + 1):
                    out[k, q] += row_product(scores[k], scores[q])
    for k in range(k_all):
        for q in range(k):
            out[q, k] = out[k, q]
