"""What a referee asks of an estimation: RESET, goodness of fit by group, the influence of single pairs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from sverka.models.gravity.effects import Pairs
from sverka.models.gravity.estimate import estimate_laid
from sverka.models.gravity.pair_groups import pair_groups
from sverka.models.gravity.result import squared_correlation
from sverka.models.gravity.terms import Axis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.gravity.result import Coefficient, GravityResult
    from sverka.models.gravity.tensor import Indices, Marks, Numbers

SQUARE = "square of the fitted logarithm"


class NoSuchPair(LookupError):
    """Two countries have no trade with each other in the sample."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"{one} and {other} have no row together in the sample: nothing can be left out. "
            "Name two countries of the panel as it names them."
        )


class GroupFit(msgspec.Struct, frozen=True):
    """How well trade of one group is fitted, in the panel's unit (logarithms for OLS).

    `trade` and `fitted` are weighted sums; `deviance` the group's part of the whole, `squared_correlation` of
    trade and fitted trade within the group, NaN where one of them does not vary.
    """

    group: str
    observations: int
    trade: float
    fitted: float
    deviance: float
    squared_correlation: float


@dataclass(frozen=True, eq=False)
class Influence:
    """What leaving out single pairs, both directions together, would about do to the estimates.

    `pairs` P, first and second country by name; `change` (P, K) of the coefficients `names`, `errors` (P, K)
    the same in standard errors. An approximation that finds the pairs to look at: one Newton step from the
    estimates (Pregibon 1981) with the effects' parts of the regressors held. It has the sign and the order
    but understates, up to by half for pairs that are much of their countries' trade; `without` is exact.
    """

    names: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    change: Numbers
    errors: Numbers

    def largest(self, name: str, count: int = 10) -> tuple[tuple[str, str, float], ...]:
        """Return the pairs that move a coefficient most: both countries and the change, largest first."""
        moved = self.change[:, self.names.index(name)]
        return tuple(
            (*self.pairs[p], float(moved[p])) for p in np.argsort(-np.abs(moved), kind="stable")[:count]
        )


def reset(result: GravityResult) -> Coefficient:
    """Return the coefficient of the squared fitted logarithm when added to the model (Ramsey 1969).

    As the Advanced Guide's programs test it: the fitted logarithm with all effects, same errors; a small p
    says that the model's form leaves something out.
    """
    panel = result.panel
    logarithm = result.fit.mu
    if not result.spec.formula.logarithms:
        logarithm = np.log(np.where(result.fit.mu > 0, result.fit.mu, 1.0))
    laid = replace(
        panel,
        regressors=np.concatenate((panel.regressors, logarithm[None] ** 2)),
        names=(*panel.names, SQUARE),
    )
    return estimate_laid(msgspec.structs.replace(result.spec, bias_corrected=False), laid).named(SQUARE)


def fit_by_group(result: GravityResult, groups: Axis | Mapping[str, Marks]) -> tuple[GroupFit, ...]:
    """Return the goodness of fit of every exporter, importer or year, or of groups given by cells (N, T, M).

    With country-year effects the sums of an exporter or importer agree by construction.
    """
    chosen = _along(result, groups) if isinstance(groups, Axis) else groups
    return tuple(_group_fit(result, name, marks) for name, marks in chosen.items())


def influence(result: GravityResult) -> Influence:
    """Return the one-step approximation of what every pair does to the estimates."""
    panel, fit = result.panel, result.fit
    groups = pair_groups(panel.exporters, panel.importers, Pairs.SYMMETRIC)
    score, hessian = _by_pair(result, groups)
    seen = np.bincount(groups.reshape(-1), weights=fit.weight.sum(axis=1).reshape(-1)) > 0
    solved = np.linalg.solve(fit.hessian - hessian[seen], score[seen][..., None])
    change = np.asarray(-solved[..., 0], np.float64)
    errors: Numbers = change / result.standard_error
    first = np.unique(groups, return_index=True)[1][seen]
    pairs = [divmod(int(place), groups.shape[1]) for place in first]
    names = tuple((panel.exporters[i], panel.importers[j]) for i, j in pairs)
    return Influence(panel.names, names, change, errors)


def without(result: GravityResult, one: str, other: str) -> GravityResult:
    """Return the estimates without two countries' trade with each other, either way. Raises NoSuchPair."""
    panel = result.panel
    weight = panel.weight.copy()
    for exporter, importer in {(one, other), (other, one)}:
        if exporter in panel.exporters and importer in panel.importers:
            weight[panel.exporters.index(exporter), :, panel.importers.index(importer)] = 0
    if np.array_equal(weight, panel.weight):
        raise NoSuchPair(one, other)
    left = replace(
        panel, weight=weight, trade=panel.trade * (weight > 0), regressors=panel.regressors * (weight > 0)
    )
    return estimate_laid(result.spec, left, result.dropped)


def _by_pair(result: GravityResult, groups: Indices) -> tuple[Numbers, Numbers]:
    """Return every pair's part of the score (P, K) and of the hessian (P, K, K)."""
    panel, fit, parts = result.panel, result.fit, result.fit.projection
    curve = fit.weight if result.spec.formula.logarithms else fit.weight * fit.mu
    residual = fit.weight * (panel.trade - fit.mu)
    count, k_all = int(groups.max()) + 1, len(panel.names)
    score, hessian = np.zeros((count, k_all)), np.zeros((count, k_all, k_all))
    for i, group in enumerate(groups):
        explained = parts.exporter_year[:, i, :, None] + parts.importer_year + parts.pair[:, i, None, :]
        x = panel.regressors[:, i] - explained
        np.add.at(score, group, np.einsum("ktj,tj->jk", x, residual[i]))
        np.add.at(hessian, group, np.einsum("ktj,ltj->jkl", x * curve[i], x, optimize=True))
    return score, hessian


def _along(result: GravityResult, axis: Axis) -> dict[str, Marks]:
    panel = result.panel
    place = (Axis.EXPORTER, Axis.YEAR, Axis.IMPORTER).index(axis)
    levels = (panel.exporters, panel.years, panel.importers)[place]
    number = np.indices(panel.trade.shape)[place]
    return {str(level): number == n for n, level in enumerate(levels)}


def _group_fit(result: GravityResult, name: str, marks: Marks) -> GroupFit:
    cells = marks & (result.fit.weight > 0)
    weight, trade, fitted = (of[cells] for of in (result.fit.weight, result.panel.trade, result.fit.mu))
    if result.spec.formula.logarithms:
        deviance = weight @ (trade - fitted) ** 2
    else:
        ratio = np.where(trade > 0, trade / fitted, 1.0)
        deviance = 2 * (weight @ (trade * np.log(ratio) - trade + fitted))
    return GroupFit(
        group=name,
        observations=len(trade),
        trade=float(weight @ trade),
        fitted=float(weight @ fitted),
        deviance=float(deviance),
        squared_correlation=squared_correlation(trade, fitted, weight),
    )
