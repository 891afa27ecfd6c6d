"""Covariances against the Guide's standard errors, sums written out cluster by cluster, and other programs.

Tolerances: printed digits; 1e-8 relative against the sums written out; 1e-5 against other programs, whose
residualised regressors are that exact.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from tests.models.gravity.made_up import as_panel, made_up, made_up_rows
from tests.models.gravity.test_ppml import LAGS, guide_panel, peer_formula, peer_frame

from sverka.models.gravity.covariance import OneCluster, covariance
from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.ppml import Fit, fit, residualise
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Numbers, Panel, lay_out

pytest.importorskip("numba")

WAYS = {
    Clusters.NONE: ("cell",),
    Clusters.PAIR: ("pair",),
    Clusters.EXPORTER: ("exporter",),
    Clusters.IMPORTER: ("importer",),
    Clusters.EXPORTER_IMPORTER: ("exporter", "importer"),
    Clusters.EXPORTER_IMPORTER_YEAR: ("exporter", "importer", "year"),
}
THEIRS = {
    Clusters.NONE: "hetero",
    Clusters.EXPORTER: {"CRV1": "exporter"},
    Clusters.IMPORTER: {"CRV1": "importer"},
    Clusters.EXPORTER_IMPORTER: {"CRV1": "exporter+importer"},
}


def errors(panel: Panel, fitted: Fit, clusters: Clusters, small: SmallSample) -> Numbers:
    return np.sqrt(np.diag(covariance(panel, fitted, clusters, small)))


@cache
def fitted_guide() -> tuple[Panel, Fit]:
    panel = guide_panel(*LAGS, borders=True)
    return panel, fit(panel, Effects(pairs=Pairs.DOMESTIC_POOLED))


@pytest.mark.parametrize("small", [SmallSample.PPML, SmallSample.PPMLHDFE])
def test_standard_errors_of_the_globalisation_column_of_the_guide(small: SmallSample) -> None:
    found = errors(*fitted_guide(), Clusters.PAIR, small)
    assert tuple(found.round(3)) == (0.087, 0.062, 0.048, 0.029, 0.048, 0.043, 0.033, 0.023, 0.017)


def test_fixests_convention_is_six_percent_wider_there() -> None:
    wide, narrow = (
        errors(*fitted_guide(), Clusters.PAIR, small) for small in (SmallSample.FIXEST, SmallSample.PPML)
    )
    np.testing.assert_allclose(wide / narrow, 1.061, atol=1e-3)


def sandwich(panel: Panel, fitted: Fit, clusters: Clusters) -> Numbers:
    """Return the covariance with every cluster's scores added up one by one."""
    e, t, m = np.nonzero(fitted.weight > 0)
    scores = residualise(panel, fitted)[:, e, t, m] * (fitted.weight * (panel.trade - fitted.mu))[e, t, m]
    symmetric = fitted.effects.pairs in {Pairs.SYMMETRIC, Pairs.DOMESTIC_POOLED}
    labels = {
        "exporter": e,
        "importer": m,
        "year": t,
        "cell": np.arange(len(e)),
        "pair": [f"{sorted((i, j)) if symmetric else (i, j)}" for i, j in zip(e, m, strict=True)],
    }
    meat = np.zeros_like(fitted.hessian)
    for size in range(1, len(WAYS[clusters]) + 1):
        for ways in combinations(WAYS[clusters], size):
            sums: dict[tuple[str, ...], Numbers] = {}
            for place, key in enumerate(zip(*(labels[way] for way in ways), strict=True)):
                sums[key] = sums.get(key, np.zeros(len(meat))) + scores[:, place]
            meat += (-1) ** (size + 1) * sum(np.outer(s, s) for s in sums.values())
    bread = np.linalg.inv(fitted.hessian)
    found: Numbers = bread @ meat @ bread
    return found


@pytest.mark.parametrize("clusters", Clusters)
@pytest.mark.parametrize("pairs", Pairs)
def test_clusters_add_up(clusters: Clusters, pairs: Pairs) -> None:
    panel = made_up(21, weighted=True, countries=7, years=5)
    fitted = fit(panel, Effects(pairs=pairs))
    found, expected = covariance(panel, fitted, clusters, SmallSample.NONE), sandwich(panel, fitted, clusters)
    if np.linalg.eigvalsh(expected).min() > 0:
        np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-8 * np.abs(expected).max())
    else:
        assert np.linalg.eigvalsh(found).min() > -1e-12 * np.abs(found).max()


def assert_errors(
    panel: Panel, effects: Effects, clusters: Clusters, small: SmallSample, theirs: Numbers
) -> None:
    """Compare; the two programs leave eigenvalues below zero, so that their errors are smaller there."""
    fitted = fit(panel, effects)
    ours = errors(panel, fitted, clusters, small)
    if np.linalg.eigvalsh(sandwich(panel, fitted, clusters)).min() > 0:
        np.testing.assert_allclose(ours, theirs, rtol=1e-5)
    else:
        assert (ours >= np.nan_to_num(theirs) * (1 - 1e-5)).all()  # nan: the root of what is below zero


@pytest.mark.filterwarnings("ignore::Warning")  # theirs, of pandas
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("pairs", [Pairs.NONE, Pairs.DIRECTED, Pairs.SYMMETRIC])
@pytest.mark.parametrize("clusters", [Clusters.PAIR, *THEIRS])
def test_fereg_with_fixests_convention_finds_the_same_errors(
    seed: int, pairs: Pairs, clusters: Clusters
) -> None:
    peer = pytest.importorskip("fereg")
    rows = made_up_rows(seed + 30, countries=9, years=5, missing=0.05)
    pair = "undirected" if pairs is Pairs.SYMMETRIC else "directed"
    how = THEIRS.get(clusters, {"CRV1": pair})
    found = peer.fepois(peer_formula(pairs), peer_frame(rows), vcov=how, iwls_tol=1e-12, fixef_rm="none")
    assert_errors(as_panel(rows), Effects(pairs=pairs), clusters, SmallSample.FIXEST, np.asarray(found.se()))


@pytest.mark.filterwarnings("ignore::Warning")  # theirs, of pandas
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("clusters", [Clusters.PAIR, Clusters.EXPORTER, Clusters.EXPORTER_IMPORTER])
def test_pyfixest_without_adjusting_for_coefficients_finds_the_same_errors(
    seed: int, clusters: Clusters
) -> None:
    # Its own count of coefficients depends on the order in which a set gives it the effects (0.60.0).
    peer = pytest.importorskip("pyfixest")
    rows = made_up_rows(seed + 40, countries=9, years=5, missing=0.05)
    found = peer.fepois(
        peer_formula(Pairs.DIRECTED),
        peer_frame(rows),
        vcov=THEIRS.get(clusters, {"CRV1": "directed"}),
        ssc=peer.ssc(k_adj=False),
        iwls_tol=1e-12,
        fixef_tol=1e-10,
        fixef_rm="none",
    )
    assert_errors(as_panel(rows), Effects(), clusters, SmallSample.PPML, np.asarray(found.se()))


@pytest.mark.parametrize(
    ("countries", "clusters", "counted"),
    [
        (False, Clusters.EXPORTER, 3),  # a constant and two coefficients
        (True, Clusters.PAIR, 2 + 1 + 5 + 5),
        (True, Clusters.EXPORTER, 2 + 1 + 5),  # exporters' effects lie within their clusters
        (True, Clusters.NONE, 2 + 1 + 5 + 5),
    ],
)
def test_fixests_count_in_a_traditional_model_knows_no_years(
    countries: bool, clusters: Clusters, counted: int
) -> None:
    panel, effects = made_up(24, countries=6, years=5), Effects(country_years=False, pairs=Pairs.NONE)
    formula = read_formula("trade ~ x1 + x2")
    wide, narrow = (
        estimate(
            GravitySpec(
                formula=formula, effects=effects, countries=countries, clusters=clusters, small=small
            ),
            panel,
        )
        for small in (SmallSample.FIXEST, SmallSample.PPML)
    )
    factor = (wide.count - 1) / (wide.count - counted)
    np.testing.assert_allclose(wide.covariance, factor * narrow.covariance, rtol=1e-9)


def test_a_pairs_two_directions_are_one_cluster_where_asked() -> None:
    panel = made_up(22)
    fitted = fit(panel, Effects(pairs=Pairs.NONE))
    apart = covariance(panel, fitted, Clusters.PAIR, SmallSample.NONE)
    together = covariance(panel, fitted, Clusters.PAIR, SmallSample.NONE, directed=False)
    assert not np.allclose(apart, together)
    symmetric = fit(panel, Effects(pairs=Pairs.SYMMETRIC))
    np.testing.assert_array_equal(
        covariance(panel, symmetric, Clusters.PAIR, SmallSample.NONE),
        covariance(panel, symmetric, Clusters.PAIR, SmallSample.NONE, directed=False),
    )


def test_the_unit_of_trade_changes_no_standard_error() -> None:
    rows = made_up_rows(23)
    scaled = {**rows, "trade": np.asarray(rows["trade"], dtype=float) * 1e9}
    one, other = (
        errors(panel, fit(panel, Effects()), Clusters.PAIR, SmallSample.FIXEST)
        for panel in (as_panel(rows), as_panel(scaled))
    )
    np.testing.assert_allclose(one, other, rtol=1e-7)


def test_one_cluster_is_refused() -> None:
    panel = lay_out(["A", "A", "A"], ["B", "C", "D"], [2000] * 3, [1.0, 2.0, 3.0], {"x": [0.1, 0.5, 0.2]})
    fitted = fit(panel, Effects(pairs=Pairs.NONE))
    with pytest.raises(OneCluster, match=r"share one cluster \(exporter\)"):
        covariance(panel, fitted, Clusters.EXPORTER, SmallSample.PPML)
