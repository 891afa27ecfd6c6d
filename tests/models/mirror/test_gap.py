import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.models.mirror.world import World

from sverka.models.mirror.baci import Estimates
from sverka.models.mirror.declared import declared
from sverka.models.mirror.gap import logarithmic_mean, split_gap

VALUES = st.floats(1, 1e13)


def test_the_parts_add_up_to_the_declared_gap(world: World, estimates: Estimates) -> None:
    found = split_gap(world.panel, estimates)
    assert (found.value - found.freight - found.quality == found.rest).all()
    assert found.log_freight + found.log_quality + found.log_rest == pytest.approx(found.log, abs=1e-12)
    assert found.value == pytest.approx(world.panel.import_cif - world.panel.export_fob)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5))
def test_logarithmic_parts_become_dollars_that_add_up(pairs: list[tuple[float, float]]) -> None:
    x, m = (np.array(values) for values in zip(*pairs, strict=True))
    mean = logarithmic_mean(x, m)
    assert mean * np.log(m / x) == pytest.approx(m - x, rel=1e-9, abs=1e-9 * max(x.max(), m.max()))
    assert (mean >= np.minimum(x, m) * (1 - 1e-12)).all()
    assert (mean <= np.maximum(x, m) * (1 + 1e-12)).all()


def test_equal_declarations_have_no_gap_to_turn_into_dollars() -> None:
    assert logarithmic_mean(np.array([5.0, 5.0, 0.0]), np.array([5.0, 5.0 + 1e-12, 1.0])) == pytest.approx(
        [5, 5, np.nan], nan_ok=True
    )


def test_ordinary_differences_leave_no_rest_and_large_ones_do(world: World, estimates: Estimates) -> None:
    found = split_gap(world.panel, estimates)
    ordinary = np.abs(found.log - found.log_freight) < found.log_quality_reach
    assert found.log_rest[ordinary] == pytest.approx(0, abs=1e-12)
    assert ((found.log_rest_low <= 0) & (found.log_rest_high >= 0))[ordinary].all()
    assert 0.92 < ordinary.mean() < 0.99
    doubled = world.panel.pick(np.arange(len(ordinary)))
    doubled.import_cif[0] *= 100
    far = split_gap(doubled, estimates)
    assert far.log_rest_low[0] > 0
    assert 0 < far.log_rest[0] < np.log(100) + found.log[0] - found.log_freight[0]
    assert far.log_quality[0] == pytest.approx(far.log_quality_reach[0])


def test_the_rest_is_the_stated_distance_from_what_freight_leaves(world: World, estimates: Estimates) -> None:
    found = split_gap(world.panel, estimates, 0.90)
    wider = split_gap(world.panel, estimates, 0.95)
    left = found.log - found.log_freight
    assert (found.log_rest_low + found.log_rest_high) / 2 == pytest.approx(left, abs=1e-12)
    assert (wider.log_rest_low < found.log_rest_low).all()


def test_without_estimates_only_the_gap_itself_is_known() -> None:
    panel = declared(["ARL", "ARL", "BOR"], ["BOR", "CAL", "CAL"], [100, None, 0], [120, 50, 30])
    found = split_gap(panel, Estimates(None, None))
    assert found.value == pytest.approx([20, np.nan, 30], nan_ok=True)
    assert found.log == pytest.approx([np.log(1.2), np.nan, np.nan], nan_ok=True)
    assert np.isnan([found.freight, found.quality, found.rest]).all()
