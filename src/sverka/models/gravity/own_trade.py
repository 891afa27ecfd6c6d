"""What a fitted model would expect of each cell had the cell not taken part in the fit.

In a model with country-year effects a pair's own trade helps to fit its prediction: a partner that takes half
of a country's exports pulls that country's effect towards itself. One round of proportional fitting takes
that out of every cell at once; `diagnostics.without` is exact, a fit for each pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.tensor import Numbers, Panel


def own_part(panel: Panel, fit: Fit) -> Numbers:
    """Return by what factor (N, T, M) fitted trade changes where a cell leaves the fit, about.

    (Y_it - y_ijt) / (Y_it - mu_ijt) * (E_jt - y_ijt) / (E_jt - mu_ijt), with Y the exporter's and E the
    importer's fitted trade with all: what is left over for the other partners, where the effects adapt and
    the coefficients do not. 0 where a country has no other partner, 1 where nothing was observed.
    """
    weighted, trade = fit.weight * fit.mu, fit.weight * panel.trade
    factor = np.ones_like(weighted)
    for axis in (2, 0):
        others = weighted.sum(axis=axis, keepdims=True)
        left, expected = others - trade, others - weighted
        known = (expected > 0) & (fit.weight > 0)
        share = np.divide(left, expected, out=np.ones_like(weighted), where=known)
        factor *= np.maximum(share, 0.0)
    return factor
