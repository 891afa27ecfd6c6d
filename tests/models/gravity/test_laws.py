"""Laws of estimation that hold whatever the panel: what says nothing changes nothing.

Coefficients to 1e-8 and errors to a relative 1e-6, with PPML's and with fixest's convention. Names, order of
rows and regressors, units: `test_estimate.py` and `test_ppml.py`.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.gravity.dense import panel

from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.result import GravityResult
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Numbers, Panel

pytest.importorskip("numba")

law = settings(max_examples=12, deadline=None)
SEEDS = st.integers(0, 10_000)
MODELS = st.sampled_from(
    [
        (Effects(), False),
        (Effects(pairs=Pairs.SYMMETRIC), False),
        (Effects(pairs=Pairs.NONE), False),
        (Effects(country_years=False, pairs=Pairs.NONE), True),
    ]
)
CLUSTERS = st.sampled_from([Clusters.PAIR, Clusters.NONE, Clusters.IMPORTER, Clusters.EXPORTER_IMPORTER])
SMALL = st.sampled_from(SmallSample)


def result(
    of: Panel,
    model: tuple[Effects, bool],
    clusters: Clusters = Clusters.PAIR,
    small: SmallSample = SmallSample.PPML,
) -> GravityResult:
    formula = read_formula("trade ~ agreement + tariff")
    effects, countries = model
    spec = GravitySpec(formula=formula, effects=effects, countries=countries, clusters=clusters, small=small)
    return estimate(spec, of)


def assert_same(one: GravityResult, other: GravityResult, wider: float = 1.0) -> None:
    np.testing.assert_allclose(one.estimate, other.estimate, rtol=0, atol=1e-8)
    np.testing.assert_allclose(one.standard_error, wider * other.standard_error, rtol=1e-6)


def beside(one: Numbers, other: Numbers) -> Numbers:
    """Return two worlds' cells (..., N, T, M) in one: nothing between them."""
    shape = (*one.shape[:-3], 2 * one.shape[-3], one.shape[-2], 2 * one.shape[-1])
    both = np.zeros(shape)
    both[..., : one.shape[-3], :, : one.shape[-1]] = one
    both[..., one.shape[-3] :, :, one.shape[-1] :] = other
    return both


@law
@given(seed=SEEDS, model=MODELS, clusters=CLUSTERS, small=SMALL)
def test_zeros_of_a_pair_that_never_trades_change_nothing_where_pairs_have_effects(
    seed: int, model: tuple[Effects, bool], clusters: Clusters, small: SmallSample
) -> None:
    of = panel(7, 4, seed=seed, missing=0.1)
    silent, unseen = of.trade.copy(), of.weight.copy()
    silent[2, :, 3] = silent[3, :, 2] = 0
    unseen[2, :, 3] = unseen[3, :, 2] = 0
    zeros = replace(of, trade=silent)
    without = replace(of, trade=silent, weight=unseen, regressors=of.regressors * (unseen > 0))
    one, other = (result(each, model, clusters, small) for each in (zeros, without))
    if model[0].pairs is Pairs.NONE:
        assert one.count > other.count  # there zeros are observations like others
    else:
        assert one.count == other.count
        assert_same(one, other)


@law
@given(seed=SEEDS, model=MODELS, clusters=CLUSTERS, small=SMALL)
def test_an_exporter_of_zeros_changes_nothing(
    seed: int, model: tuple[Effects, bool], clusters: Clusters, small: SmallSample
) -> None:
    of = panel(7, 4, seed=seed, missing=0.1)
    chance = np.random.default_rng(seed)
    more = replace(
        of,
        exporters=(*of.exporters, "ZZZ"),
        trade=np.concatenate((of.trade, np.zeros((1, 4, 7)))),
        weight=np.concatenate((of.weight, np.ones((1, 4, 7)))),
        regressors=np.concatenate((of.regressors, chance.normal(size=(3, 1, 4, 7))), axis=1),
    )
    one, other = (result(each, model, clusters, small) for each in (of, more))
    assert_same(one, other)
    assert one.count == other.count
    assert sum(other.dropped.values()) == sum(one.dropped.values()) + 28


@law
@given(seed=SEEDS, model=MODELS)
def test_the_same_world_twice_has_the_same_coefficients_and_half_the_variance(
    seed: int, model: tuple[Effects, bool]
) -> None:
    of = panel(6, 4, seed=seed, missing=0.1)
    twice = Panel(
        exporters=(*of.exporters, *(f"other {name}" for name in of.exporters)),
        importers=(*of.importers, *(f"other {name}" for name in of.importers)),
        years=of.years,
        trade=beside(of.trade, of.trade),
        weight=beside(of.weight, of.weight),
        regressors=beside(of.regressors, of.regressors),
        names=of.names,
    )
    for clusters in (Clusters.PAIR, Clusters.EXPORTER, Clusters.NONE):
        one, both = (result(each, model, clusters, SmallSample.NONE) for each in (of, twice))
        assert_same(one, both, wider=np.sqrt(2))
        assert both.count == 2 * one.count


@law
@given(seed=SEEDS, pairs=st.sampled_from([Pairs.DIRECTED, Pairs.SYMMETRIC]))
def test_observations_alone_in_their_pair_move_nothing_but_the_number_of_clusters(
    seed: int, pairs: Pairs
) -> None:
    """So Stata's ppml, which keeps them, and ppmlhdfe, which does not, differ by G/(G-1) alone."""
    from sverka.models.gravity.covariance import covariance
    from sverka.models.gravity.ppml import fit

    of = panel(7, 4, seed=seed)
    trade = of.trade.copy()
    trade[0, 2, 1] = 3
    alone = of.weight.copy()
    alone[0, :, 1] = alone[1, :, 0] = 0
    without = replace(of, trade=of.trade * alone, weight=alone.copy(), regressors=of.regressors * alone)
    alone[0, 2, 1] = 1
    kept = replace(of, trade=trade * alone, weight=alone, regressors=of.regressors * alone)
    one, other = (fit(each, Effects(pairs=pairs)) for each in (without, kept))
    np.testing.assert_allclose(one.beta, other.beta, rtol=0, atol=1e-8)
    plain, more = (
        covariance(each, fitted, Clusters.PAIR, SmallSample.NONE)
        for each, fitted in ((without, one), (kept, other))
    )
    np.testing.assert_allclose(plain, more, rtol=1e-6, atol=1e-6 * np.abs(more).max())
    ppml, ppmlhdfe = (
        covariance(kept, other, Clusters.PAIR, small) for small in (SmallSample.PPML, SmallSample.PPMLHDFE)
    )
    np.testing.assert_array_equal(ppml, ppmlhdfe)
