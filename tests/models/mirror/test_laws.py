"""Laws of a reconciliation, whatever the world: units, names, order and onlookers change nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.models.mirror.world import Plan, make_world, silence

from sverka.models.mirror.baci import estimate
from sverka.models.mirror.declared import Declared
from sverka.models.mirror.gap import Gap, split_gap
from sverka.models.mirror.growth_lab import growth_lab
from sverka.models.mirror.reconciled import Reconciled, reconcile

SEEDS = st.integers(0, 10_000)
few = settings(max_examples=8, deadline=None)


def _world(seed: int) -> Declared:
    return silence(make_world(seed, Plan(countries=14, years=2)), seed).panel


def _all(panel: Declared) -> tuple[Reconciled, Gap, Reconciled]:
    found = estimate(panel)
    return reconcile(panel, found), split_gap(panel, found), growth_lab(panel)


def _same(one: object, other: object, factor: float = 1.0, rows: object = slice(None)) -> None:
    """Compare every array of two results; values of money times `factor`."""
    money = {"value", "low", "high", "import_fob"} | {
        name for name in Gap.__dataclass_fields__ if not name.startswith("log") and name != "level"
    }
    for name, values in vars(one).items():
        theirs = getattr(other, name)
        if name == "rule":
            assert values.tolist() == theirs[rows].tolist()
        elif name != "level":
            scale = factor if name in money else 1.0
            largest = np.nanmax(np.abs(values)) if np.isfinite(values).any() else 1.0
            # What is 1e-16 by rounding is 1e-8 under the root of a standard error.
            nearly = (1e-5 if name.endswith("error") else 1e-7) * scale * largest
            np.testing.assert_allclose(values * scale, theirs[rows], rtol=1e-5, atol=nearly, err_msg=name)


@few
@given(SEEDS)
def test_dollars_or_thousands_make_no_difference(seed: int) -> None:
    panel = _world(seed)
    thousands = replace(panel, export_fob=panel.export_fob / 1e3, import_cif=panel.import_cif / 1e3, unit=1e3)
    for one, other in zip(_all(panel), _all(thousands), strict=True):
        _same(one, other, 1e-3)


@few
@given(SEEDS)
def test_other_names_for_the_countries_make_no_difference(seed: int) -> None:
    panel = _world(seed)
    rename = np.random.default_rng(seed).permutation(len(panel.countries))
    renamed = replace(panel, exporter=rename[panel.exporter], importer=rename[panel.importer])
    for one, other in zip(_all(panel), _all(renamed), strict=True):
        _same(one, other)


@few
@given(SEEDS)
def test_another_order_of_the_rows_makes_no_difference(seed: int) -> None:
    panel = _world(seed)
    order = np.random.default_rng(seed).permutation(len(panel.year))
    for one, other in zip(_all(panel.pick(order)), _all(panel), strict=True):
        _same(one, other, rows=order)


@few
@given(SEEDS)
def test_a_country_that_declares_nothing_makes_no_difference(seed: int) -> None:
    panel = _world(seed)
    last = len(panel.countries)
    more = replace(
        panel.pick(np.append(np.arange(len(panel.year)), [0, 1])),
        countries=(*panel.countries, "QUI"),
        exporter=np.append(panel.exporter, [last, 0]),
        importer=np.append(panel.importer, [0, last]),
        export_fob=np.append(panel.export_fob, [np.nan, np.nan]),
        import_cif=np.append(panel.import_cif, [np.nan, np.nan]),
    )
    rows = np.arange(len(panel.year))
    for one, other in zip(_all(panel), _all(more), strict=True):
        _same(one, other, rows=rows)


@few
@given(SEEDS)
def test_perfect_mirrors_have_no_gap_and_equal_weights(seed: int) -> None:
    panel = make_world(seed, Plan(countries=10)).panel
    perfect = replace(panel, import_cif=panel.export_fob.copy())
    found, gap, theirs = _all(perfect)
    assert found.value == pytest.approx(panel.export_fob, rel=1e-9)
    assert found.exporter_weight == pytest.approx(0.5, abs=1e-6)
    assert np.abs([gap.value, gap.freight, gap.quality, gap.rest]).max() <= 1e-9 * panel.export_fob.max()
    assert theirs.value == pytest.approx(panel.export_fob, rel=1e-9)


@few
@given(SEEDS)
def test_a_reconciled_value_lies_between_the_two_declarations(seed: int) -> None:
    panel = _world(seed)
    for found in (_all(panel)[0], _all(panel)[2]):
        both = panel.mirrored & ~np.isnan(found.value)
        low = np.minimum(panel.export_fob, found.import_fob)[both]
        high = np.maximum(panel.export_fob, found.import_fob)[both]
        assert (found.value[both] >= low * (1 - 1e-9)).all()
        assert (found.value[both] <= high * (1 + 1e-9)).all()
