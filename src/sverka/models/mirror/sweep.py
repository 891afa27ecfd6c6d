"""Sweep two-way effects out of columns: what is left has mean zero in every group of both kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.mirror.declared import Indices, Numbers

_ROUNDS = 2000
_STILL = 1e-12


def sweep(columns: Numbers, groups: tuple[Indices, ...]) -> Numbers:
    """Subtract group means in turn until nothing moves: (n, k) in and out, each of `groups` (n,).

    The residual of a regression on all the groups' dummies, without the dummies (Gaure 2013).
    """
    left = columns.astype(np.float64, copy=True)
    tolerance = _STILL * np.abs(columns).max(initial=0.0)
    counts = [np.bincount(group) for group in groups]
    for _ in range(_ROUNDS):
        moved = 0.0
        for group, count in zip(groups, counts, strict=True):
            for column in range(left.shape[1]):
                means = np.bincount(group, weights=left[:, column]) / np.maximum(count, 1)
                left[:, column] -= means[group]
                moved = max(moved, float(np.abs(means).max()))
        if moved <= tolerance:
            break
    return left
