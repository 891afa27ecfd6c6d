"""Which cells of pairs share an effect: the groups that a pair's exporter and importer fall into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.effects import Pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.gravity.tensor import Indices


def pair_groups(exporters: Sequence[str], importers: Sequence[str], pairs: Pairs) -> Indices:
    """Return the group (N, M), counted from 0, of every exporter and importer.

    Countries are the same where their names are, so a panel whose exporters and importers differ works too.
    With Pairs.NONE every cell is a group of its own, as with DIRECTED.
    """
    n_all, m_all = len(exporters), len(importers)
    if pairs in {Pairs.NONE, Pairs.DIRECTED}:
        return np.arange(n_all * m_all, dtype=np.int64).reshape(n_all, m_all)
    countries, number = np.unique(np.array([*exporters, *importers]), return_inverse=True)
    exporter, importer = number[:n_all, None], number[None, n_all:]
    first, second = np.minimum(exporter, importer), np.maximum(exporter, importer)
    key = first * len(countries) + second
    if pairs is Pairs.DOMESTIC_POOLED:
        key = np.where(first == second, -1, key)
    groups: Indices = np.unique(key, return_inverse=True)[1].reshape(n_all, m_all).astype(np.int64)
    return groups
