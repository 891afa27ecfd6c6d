"""The covariance of coefficients where errors share an exporter, an importer, a year, a pair, or nothing.

V = H^-1 (sum over clusters of s s') H^-1, H the hessian, s the sum of a cluster's scores: residualised
regressors times weighted residuals. Clusters in several ways add up by inclusion and exclusion (Cameron,
Gelbach and Miller 2011, Robust inference with multiway clustering); eigenvalues below zero, which that sum
can have, become 0, as they propose. All ways take the small-sample factor of the one with the fewest
clusters, as fixest does. PPML's factor is also that of ppmlhdfe, whose covariances are asymptotic ones;
what sets it apart, leaving out single observations, happens before the fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sverka.models.gravity.effects import Clusters, Pairs, SmallSample
from sverka.models.gravity.pair_groups import pair_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.models.gravity.ppml import Fit
    from sverka.models.gravity.tensor import Indices, Marks, Numbers, Panel

Ways: TypeAlias = frozenset[str]
"""What the cells of a cluster have in common: some of "exporter", "importer", "year", or "pair"."""

_CELL = frozenset({"exporter", "importer", "year"})
_CLUSTERS: Mapping[Clusters, tuple[Ways, ...]] = {
    Clusters.NONE: (_CELL,),
    Clusters.PAIR: (frozenset({"pair"}),),
    Clusters.EXPORTER: (frozenset({"exporter"}),),
    Clusters.IMPORTER: (frozenset({"importer"}),),
    Clusters.EXPORTER_IMPORTER: (frozenset({"exporter"}), frozenset({"importer"})),
    Clusters.EXPORTER_IMPORTER_YEAR: tuple(frozenset({way}) for way in ("exporter", "importer", "year")),
}
_AXES: Mapping[str, int] = {"exporter": 0, "year": 1, "importer": 2}


class OneCluster(ValueError):
    """There are not two clusters, so their errors say nothing about the coefficients' variance."""

    def __init__(self, clusters: Clusters) -> None:
        super().__init__(
            f"All observations share one cluster ({clusters}): no variance can be estimated from it. "
            "Choose clusters that the panel has several of, a pair or an exporter."
        )


def covariance(
    panel: Panel, fit: Fit, clusters: Clusters, small: SmallSample, *, directed: bool | None = None
) -> Numbers:
    """Return the covariance (K, K) of the coefficients.

    A pair's cluster holds both directions (`directed` false) or one; left out, it follows the model's pair
    effects: both where they are symmetric, one otherwise. A country's trade with itself is a cluster of its
    own also where the model pools domestic trade. Raises OneCluster.
    """
    if directed is None:
        directed = fit.effects.pairs in {Pairs.NONE, Pairs.DIRECTED}
    clustered = pair_groups(panel.exporters, panel.importers, Pairs.DIRECTED if directed else Pairs.SYMMETRIC)
    scores = _Scores(panel, fit, clustered)
    ways = _CLUSTERS[clusters]
    counts = [_count(fit.weight > 0, way, clustered) for way in ways]
    if min(counts) < 2:  # noqa: PLR2004  two, or nothing varies
        raise OneCluster(clusters)
    meat = np.zeros_like(fit.hessian)
    for size in range(1, len(ways) + 1):
        for several in combinations(ways, size):
            sums = scores.products(frozenset().union(*several))
            meat += sums if size % 2 else -sums
    bread = np.linalg.pinv(fit.hessian, hermitian=True)
    factor = _factor(small, min(counts), fit, _parameters(panel, fit, ways, clustered))
    found = factor * (bread @ meat @ bread)
    return found if len(ways) == 1 else _positive(found)


def _positive(matrix: Numbers) -> Numbers:
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    if values.min(initial=0.0) >= 0:
        return matrix
    positive: Numbers = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return positive


@dataclass(frozen=True, eq=False)
class _Scores:
    """Sums of scores by whatever clusters have in common; `clustered` (N, M) are the pairs' clusters."""

    panel: Panel
    fit: Fit
    clustered: Indices

    @cached_property
    def residual(self) -> Numbers:
        left: Numbers = self.panel.trade - self.fit.mu
        left *= self.fit.weight
        return left

    @cached_property
    def country_years(self) -> Numbers:
        """Sums of scores by country-year (T, K, N + M)."""
        from sverka.models.gravity.normal_equations import no_margins  # noqa: PLC0415  compiles
        from sverka.models.gravity.scores import score_sums  # noqa: PLC0415  compiles

        margins = no_margins(len(self.fit.beta), self.residual.shape)
        score_sums(self.panel.regressors, self.fit.projection, self.residual, margins)
        return margins.country_years

    @cached_property
    def pairs(self) -> Numbers:
        """Sums of scores by exporter and importer (K, N M)."""
        from sverka.models.gravity.scores import pair_scores  # noqa: PLC0415  compiles

        k_all, (n_all, _, m_all) = len(self.fit.beta), self.residual.shape
        sums = np.zeros((k_all, n_all, m_all))
        pair_scores(self.panel.regressors, self.fit.projection, self.residual, sums)
        return sums.reshape(k_all, -1)

    def products(self, ways: Ways) -> Numbers:
        """Return the sum over clusters (K, K) of the products of their scores."""
        if ways == _CELL:
            from sverka.models.gravity.scores import squared_scores  # noqa: PLC0415  compiles

            out = np.zeros_like(self.fit.hessian)
            squared_scores(self.panel.regressors, self.fit.projection, self.residual, out)
            return out
        sums = self.sums(ways)
        products: Numbers = sums @ sums.T
        return products

    def sums(self, ways: Ways) -> Numbers:
        """Return the sums (K, G) of clusters that share the exporter, the importer, the year or the pair."""
        if ways == {"pair"}:
            label = self.clustered.reshape(-1)
            return np.stack([np.bincount(label, weights=row) for row in self.pairs])
        if ways == {"exporter", "importer"}:
            return self.pairs
        k_all, n_all = len(self.fit.beta), len(self.residual)
        by_year = self.country_years.transpose(1, 0, 2)
        exporters, importers = by_year[..., :n_all], by_year[..., n_all:]
        sums = {
            frozenset({"exporter"}): exporters.sum(axis=1),
            frozenset({"importer"}): importers.sum(axis=1),
            frozenset({"year"}): exporters.sum(axis=2),
            frozenset({"exporter", "year"}): exporters,
            frozenset({"importer", "year"}): importers,
        }
        found: Numbers = sums[ways].reshape(k_all, -1)
        return found


def _count(used: Marks, ways: Ways, clustered: Indices) -> int:
    if ways == {"pair"}:
        return int(np.count_nonzero(np.bincount(clustered[used.any(axis=1)])))
    others = tuple(axis for way, axis in _AXES.items() if way not in ways)
    return int(np.count_nonzero(used.any(axis=others)))


def _factor(small: SmallSample, clusters: int, fit: Fit, parameters: int) -> float:
    if small is SmallSample.NONE:
        return 1.0
    factor = clusters / (clusters - 1)
    if small is SmallSample.FIXEST:
        count = int(np.count_nonzero(fit.weight))
        spare = count - parameters  # none in a panel that the effects fit perfectly
        factor *= (count - 1) / spare if spare > 0 else float("nan")
    return factor


def _parameters(panel: Panel, fit: Fit, ways: tuple[Ways, ...], clustered: Indices) -> int:
    """Return fixest's count: coefficients, 1, and each effect's levels less 1 unless nested in a cluster.

    Without effects it is the coefficients alone, of which one is a constant's.
    """
    count = len(fit.beta)
    if not fit.countries:
        return count
    count += 1
    used = fit.weight > 0
    yearly: Ways = frozenset({"year"} if fit.effects.country_years else ())
    for country in ("exporter", "importer"):
        levels = yearly | {country}
        if not any(way <= levels for way in ways):
            count += _count(used, levels, clustered) - 1
    groups = pair_groups(panel.exporters, panel.importers, fit.effects.pairs)
    met: Marks = np.any(used, axis=1)
    if fit.effects.pairs is not Pairs.NONE and not _pairs_nested(met, groups, ways, clustered):
        count += int(np.count_nonzero(np.bincount(groups[met]))) - 1
    return count


def _pairs_nested(used: Marks, groups: Indices, ways: tuple[Ways, ...], clustered: Indices) -> bool:
    n_all, m_all = groups.shape
    labels: Mapping[str, Indices] = {
        "pair": clustered,
        "exporter": np.broadcast_to(np.arange(n_all)[:, None], groups.shape),
        "importer": np.broadcast_to(np.arange(m_all), groups.shape),
    }
    for way in ways:
        (name, *more) = way
        if not more and name in labels and _nested(groups[used], labels[name][used]):
            return True
    return False


def _nested(groups: Indices, labels: Indices) -> bool:
    """Whether all members of a group have one label."""
    one = np.zeros(int(groups.max(initial=0)) + 1, np.int64)
    one[groups] = labels
    return bool((one[groups] == labels).all())
