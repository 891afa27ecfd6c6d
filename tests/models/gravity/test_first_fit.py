"""A fit that shows by itself that nothing is separated or collinear, held against the search for both."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from tests.models.gravity.dense import panel

from sverka.models.gravity import estimate as estimating
from sverka.models.gravity.collinear import collinear
from sverka.models.gravity.effects import Effects, Pairs
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.ppml import first_fit
from sverka.models.gravity.separation import NothingHoldsUp, Reason, leave_out, separated, without_trade
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import Panel

SPEC = GravitySpec(formula=read_formula("trade ~ agreement + tariff + union"))


def thinned(seed: int, share: float, countries: int = 6, years: int = 4) -> Panel:
    """Draw a panel in which only a share of the cells keeps its trade."""
    drawn = panel(countries, years, seed=seed, missing=0.1)
    draw = np.random.default_rng(seed)
    return replace(drawn, trade=drawn.trade * (draw.random(drawn.trade.shape) < share))


def something(left: Panel, effects: Effects) -> bool:
    """Tell whether the search finds anything separated or collinear, or leaves nothing at all."""
    try:
        found = separated(left, effects)
    except NothingHoldsUp:
        return True
    collinear_ones = collinear(leave_out(left, found), effects).why
    return bool((found.reason == Reason.RECTIFIED).any() or collinear_ones)


@pytest.mark.parametrize(
    ("pairs", "share"), [(Pairs.DIRECTED, 0.45), (Pairs.NONE, 0.12), (Pairs.SYMMETRIC, 0.3)]
)
def test_what_a_fit_shows_the_search_finds_too(pairs: Pairs, share: float) -> None:
    effects = Effects(pairs=pairs)
    told: Counter[tuple[bool, bool]] = Counter()
    for seed in range(80):
        left = thinned(seed, share)
        with suppress(NothingHoldsUp):  # nothing is left to fit
            _, shown = first_fit(leave_out(left, without_trade(left, effects)), effects)
            told[shown, something(left, effects)] += 1
    assert told[True, True] == 0, "what is separated or collinear is never missed"
    assert told[True, False] > 40
    assert told[False, True] > 10
    assert told[False, False] < 5, "the search is seldom begun for nothing"


def test_a_single_cell_that_two_regressors_separate_together_is_not_overlooked() -> None:
    drawn = panel(30, 8, seed=1)
    x = drawn.regressors.copy()
    x[0] = x[1]
    silent = np.argwhere((drawn.trade == 0) & (drawn.trade.sum(axis=1, keepdims=True) > 0))
    x[0][tuple(silent[7])] += 0.8
    planted = replace(drawn, regressors=x)
    for one, expected in ((drawn, True), (planted, False)):
        _, shown = first_fit(leave_out(one, without_trade(one, Effects())), Effects())
        assert shown is expected


def test_a_regressor_that_the_effects_tell_is_not_overlooked() -> None:
    drawn = panel(8, 5, seed=2)
    x = drawn.regressors.copy()
    x[1] = np.random.default_rng(1).normal(size=(8, 1, 8))
    left = replace(drawn, regressors=x * drawn.observed)
    _, shown = first_fit(leave_out(left, without_trade(left, Effects())), Effects())
    assert not shown
    assert estimate(SPEC, left).left_out == {"tariff": "the effects tell it already"}


@pytest.mark.parametrize("seed", range(4))
def test_either_way_gives_the_same_estimates(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = thinned(seed, 0.8, countries=12, years=6)
    fast = estimate(SPEC, left)
    monkeypatch.setattr(estimating, "first_fit", lambda *_: (None, False))
    slow = estimate(SPEC, left)
    assert fast.estimate == pytest.approx(slow.estimate, abs=1e-9)
    assert fast.standard_error == pytest.approx(slow.standard_error, rel=1e-7)
    assert (fast.dropped, fast.notes, fast.left_out) == (slow.dropped, slow.notes, slow.left_out)


def test_weights_that_differ_are_looked_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    weighted = panel(8, 5, seed=3, weighted=True)
    monkeypatch.setattr(estimating, "first_fit", lambda *_: pytest.fail("a weight may hide what varies"))
    assert estimate(SPEC, weighted).convergence.arrived
