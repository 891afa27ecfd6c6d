"""A fitted panel as single countries see it: an exporter's or an importer's slice, with its residuals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.tensor import Numbers, Panel

# Importers lie innermost in memory: taking several at a time reads each cache line once.
_IMPORTERS_AT_ONCE = 16


class Side(NamedTuple):
    """What one country's effects see: its trade with P partners over T years.

    `mean` lambda (P, T), 0 where unobserved; `score` S (P, T), trade less mean, times the panel's weight;
    `x` (K, P, T), the regressors less what the effects explain of them.
    """

    mean: Numbers
    score: Numbers
    x: Numbers


def exporters(panel: Panel, fit: Fit) -> Iterator[Side]:
    """Yield every exporter's side, its importers as partners, in the panel's order."""
    explained = fit.projection
    for i in range(len(panel.exporters)):
        weight, mean = fit.weight[i], fit.mu[i]
        rest = panel.regressors[:, i] - explained.exporter_year[:, i, :, None]
        rest -= explained.importer_year
        rest -= explained.pair[:, i, None, :]
        rest *= weight > 0
        score = weight * (panel.trade[i] - mean)
        yield Side(*(np.swapaxes(part, -1, -2).copy() for part in (weight * mean, score, rest)))


def importers(panel: Panel, fit: Fit) -> Iterator[Side]:
    """Yield every importer's side, its exporters as partners, in the panel's order."""
    explained = fit.projection
    for start in range(0, len(panel.importers), _IMPORTERS_AT_ONCE):
        some = slice(start, start + _IMPORTERS_AT_ONCE)
        weight, mean, trade = (
            np.moveaxis(values[..., some], -1, 0).copy() for values in (fit.weight, fit.mu, panel.trade)
        )
        rest = panel.regressors[..., some] - explained.exporter_year[..., None]
        rest -= explained.importer_year[:, None, :, some]
        rest -= explained.pair[:, :, None, some]
        rest = np.moveaxis(rest, -1, 0) * (weight > 0)[:, None]
        yield from map(Side, weight * mean, weight * (trade - mean), rest)
