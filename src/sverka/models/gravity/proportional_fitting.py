"""Iterative proportional fitting: the effects without any regressor, near enough to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.gravity.kernels import Margins
    from sverka.models.gravity.tensor import Indices, Numbers

_SWEEPS, _STILL = 15, 0.01


def fit_margins(trade: Margins, weight: Numbers, groups: Indices, *, paired: bool) -> tuple[Numbers, Numbers]:
    """Return logs of effects, country-years (T, 1, N + M) and pairs (1, N, M), that about fit trade's sums.

    `trade` holds the margins of weighted trade. Cells count as if all were observed with the same weight, so
    that a sweep costs products of small matrices; groups without trade get 0.
    """
    n_all = trade.pairs.shape[1]
    exporters, importers = trade.country_years[:, 0, :n_all], trade.country_years[:, 0, n_all:]
    pairs = _by_group(trade.pairs[0], groups) if paired else np.ones(groups.shape)
    size = _by_group(weight.sum(axis=1), groups)
    c = pairs / np.maximum(size, 1.0) if paired else pairs
    a, b = np.ones_like(exporters), np.ones_like(importers)
    for _ in range(_SWEEPS):
        last, a = a, _ratio(exporters, b @ c.T)
        b = _ratio(importers, a @ c)
        if paired:
            c = _ratio(pairs, _by_group(a.T @ b, groups))
        if (np.abs(a - last) <= _STILL * a).all():
            break
    return _log(np.concatenate((a, b), axis=1))[:, None, :], _log(c)[None]


def _by_group(pairs: Numbers, groups: Indices) -> Numbers:
    if int(groups[-1, -1]) + 1 == groups.size:  # each its own
        return pairs
    sums = np.bincount(groups.reshape(-1), weights=pairs.reshape(-1)).astype(np.float64)
    return sums[groups]


def _ratio(sums: Numbers, fitted: Numbers) -> Numbers:
    return np.where((sums > 0) & (fitted > 0), sums / np.where(fitted > 0, fitted, 1.0), 0.0)


def _log(values: Numbers) -> Numbers:
    return np.log(np.where(values > 0, values, 1.0))
