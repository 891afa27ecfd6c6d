"""How surely a two-way model knows by how much the trade that it expects of a pair changed between two years.

The delta method of `gravity.expected`, for a difference: with I_ijt the influence of the sample on ln mu_ijt,
that on ln(sum over routes of mu in year t / the same in year s) is sum(w_t I_t) - sum(w_s I_s), w a route's
part in the sum. What the errors of both years share, most of them, cancels out. Errors of a pair, both
directions and all years, go together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.expected import answers_of_year, pair_scores
from sverka.models.gravity.own_trade import own_part
from sverka.models.gravity.pair_groups import pair_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sverka.models.equilibrium.pair.answer import Route
    from sverka.models.gravity.potential import Potential
    from sverka.models.gravity.tensor import Numbers


class ExpectedChange:
    """The trade expected of some routes together, and errors of its change."""

    def __init__(self, found: Potential, routes: Sequence[Route]) -> None:
        panel, fit = found.result.panel, found.result.fit
        self._result, self._known = found.result, found.everyone.panel
        self._cells = [(panel.exporters.index(one), panel.importers.index(other)) for one, other in routes]
        self._residual = fit.weight * (panel.trade - fit.mu * own_part(panel, fit))
        self._groups = pair_groups(panel.exporters, panel.importers, Pairs.SYMMETRIC)
        self._scores = pair_scores(found.result, self._residual)

    def error(self, first: int, last: int) -> float:
        """Return the standard error of the log change of expected trade from one year to another."""
        influence = self._influence(last) - self._influence(first)
        shared = np.bincount(self._groups.reshape(-1), weights=influence.reshape(-1))
        count = len(np.unique(self._groups[self._result.fit.weight.any(axis=1)]))
        return float(np.sqrt(shared @ shared * count / (count - 1)))

    def _influence(self, year: int) -> Numbers:
        """Return what each pair's residuals do to the log of what is expected in a year (N, M)."""
        t = self._result.panel.years.index(year)
        logs = [self._logarithm(cell, t) for cell in self._cells]
        parts = np.exp(np.array(logs) - max(logs))
        weighted = zip(parts / parts.sum(), self._cells, strict=True)
        total: Numbers = sum(part * self._of_cell(cell, t) for part, cell in weighted)
        return total

    def _of_cell(self, cell: tuple[int, int], t: int) -> Numbers:
        fit, (i, j) = self._result.fit, cell
        effects = fit.projection.exporter_year[:, i, t] + fit.projection.importer_year[:, t, j]
        towards = np.linalg.solve(fit.hessian, self._regressors(cell, t) - effects)
        exporters, importers = answers_of_year(fit.weight[:, t] * fit.mu[:, t], i, j)
        own = (exporters[:, None] + importers) * self._residual[:, t]
        found: Numbers = own + np.tensordot(towards, self._scores, axes=1)
        return found

    def _logarithm(self, cell: tuple[int, int], t: int) -> float:
        fit, (i, j) = self._result.fit, cell
        effects = fit.exporter_year[i, t] + fit.importer_year[t, j]
        return float(fit.beta @ self._regressors(cell, t) + effects)

    def _regressors(self, cell: tuple[int, int], t: int) -> Numbers:
        named = [self._known.names.index(name) for name in self._result.names]
        values: Numbers = self._known.regressors[named, cell[0], t, cell[1]]
        return values
