"""Growth Lab's steps against oracles written as loops and as dense dummy regressions; agreement to 1e-8."""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.mirror.world import Plan, make_world, silence

from sverka.models.mirror import growth_lab as gl
from sverka.models.mirror.declared import Numbers, declared
from sverka.models.mirror.growth_lab import climb, cost_rate, growth_lab, reliabilities, to_fob, winsorised
from sverka.models.mirror.margin import TooFewMirrors


def test_costs_are_those_of_dummy_variables() -> None:
    panel = make_world(1, Plan(countries=15, years=2)).panel
    found = cost_rate(panel)
    used = (panel.export_fob >= 1e6) & (panel.import_cif >= 1e6)
    for values in (panel.export_fob, panel.import_cif):
        used &= values >= np.quantile(values, 0.01)
    y = winsorised(panel.log_gap[used])
    kinds = (panel.year * 100 + panel.exporter, panel.year * 100 + panel.importer)
    dummies = [np.equal(kind[used][:, None], np.unique(kind[used])).astype(float) for kind in kinds]
    x = np.column_stack([panel.ln_distance[used], panel.contiguity[used]])
    slopes = np.linalg.lstsq(np.hstack([x, *dummies]), y, rcond=None)[0][:2]
    assert [found.distance, found.contiguity] == pytest.approx(slopes, abs=1e-8)
    assert found.constant == pytest.approx((y - x @ slopes).mean(), abs=1e-8)


def test_tau_stays_between_0_and_a_fifth_and_is_the_mean_where_distance_is_unknown() -> None:
    panel = make_world(1, Plan(countries=15)).panel
    distance = panel.ln_distance.copy()
    distance[0] = np.nan
    found = cost_rate(replace(panel, ln_distance=distance))
    assert (found.tau >= 0).all()
    assert (found.tau <= 0.2).all()
    assert found.tau[0] == pytest.approx(np.delete(found.tau, 0).mean())


def test_cost_leaves_the_import_as_cif_over_1_plus_tau() -> None:
    panel = declared(["ARL"] * 4, ["BOR", "CAL", "DUN", "ERE"], [100, 100, 100, None], [130, 104, 80, 60])
    assert to_fob(panel, np.full(4, 0.2)) == pytest.approx([130 / 1.2, 104, 80, 50])


def test_a_tenth_is_pulled_in_at_each_end() -> None:
    assert winsorised(np.arange(10.0)).tolist() == [1, 1, 2, 3, 4, 5, 6, 7, 8, 8]


def _scores_by_loops(x: Numbers, m: Numbers) -> tuple[Numbers, Numbers]:
    """Iterate on square tables, exporters down, one reporter at a time."""
    count = len(x)
    exporter, importer = np.ones(count), np.ones(count)
    for _ in range(25):
        before_x, before_m = exporter.copy(), importer.copy()
        for one in range(count):
            partners = [other for other in range(count) if other != one]
            sent = [
                abs(x[one, to] - m[one, to]) / (x[one, to] + m[one, to]) * before_m[to] for to in partners
            ]
            got = [abs(x[of, one] - m[of, one]) / (x[of, one] + m[of, one]) * before_x[of] for of in partners]
            exporter[one], importer[one] = len(partners) / sum(sent), len(partners) / sum(got)
    return exporter, importer


def test_reliabilities_are_those_of_the_loops() -> None:
    panel = make_world(2, Plan(countries=12)).panel
    table_x, table_m = np.ones((12, 12)), np.ones((12, 12))
    table_x[panel.exporter, panel.importer] = panel.export_fob
    table_m[panel.exporter, panel.importer] = panel.import_cif
    exporter, importer = _scores_by_loops(table_x, table_m)
    found = reliabilities(panel, panel.import_cif)
    assert found.exporter == pytest.approx(exporter, rel=1e-8)
    assert found.importer == pytest.approx(importer, rel=1e-8)


def test_a_silent_side_counts_as_a_discrepancy_of_one() -> None:
    panel = make_world(2, Plan(countries=12)).panel
    before = reliabilities(panel, panel.import_cif)
    panel.import_cif[(panel.exporter == 0) & (panel.importer == 1)] = np.nan
    after = reliabilities(panel, panel.import_cif)
    assert after.exporter[0] < before.exporter[0]
    assert after.importer[1] < before.importer[1]


def test_a_country_with_few_partners_is_not_judged() -> None:
    panel = make_world(2, Plan(countries=14)).panel
    few = (panel.exporter == 5) & (panel.importer > 4)
    panel.export_fob[few], panel.import_cif[few] = np.nan, np.nan
    found = reliabilities(panel, panel.import_cif)
    assert np.isnan(found.exporter[5])
    assert np.isnan(found.importer[5])
    assert not np.isnan(np.delete(found.exporter, 5)).any()


def _ladder(of_x: float, of_m: float, x: float | None, m: float | None) -> tuple[float, float, str]:
    """Climb with a flow whose reporters have these scores; those of 39 others are 0.5, 1.0, 1.5 and so on."""
    count = 40
    exporter = np.append(of_x, np.arange(1, count) / 2)
    importer = np.append(of_m, np.arange(1, count) / 2)
    codes = [f"C{number:02}" for number in range(count)]
    panel = replace(
        declared([codes[0]], [codes[39]], [x], [m]), countries=tuple(codes), importer=np.array([39])
    )
    importer[39] = of_m
    value, weight, rule = climb(panel, panel.import_cif, gl.Scores(exporter, importer))
    return float(value[0]), float(weight[0]), str(rule[0])


@pytest.mark.parametrize(
    ("of_x", "of_m", "x", "m", "value", "rule"),
    [
        (5, 5, 200e6, 100e6, 150e6, gl.WEIGHTED),
        (5, 19, None, 100e6, 100e6, gl.IMPORTER_P90),
        (19, 5, 200e6, None, 200e6, gl.EXPORTER_P90),
        (4, 17, None, 100e6, 100e6, gl.IMPORTER_P75),
        (17, 4, 200e6, None, 200e6, gl.EXPORTER_P75),
        (11, 11, None, 100e6, 100e6, gl.LARGEST),
        (0.1, 11, None, 100e6, 100e6, gl.IMPORTER_FIT),
        (11, 0.1, 200e6, None, 200e6, gl.EXPORTER_FIT),
        (np.nan, np.nan, 200e6, 100e6, 100e6, gl.SMALLEST),
        (5, 5, None, None, np.nan, gl.NOTHING),
    ],
)
def test_every_rung_of_the_ladder(
    of_x: float, of_m: float, x: float | None, m: float | None, value: float, rule: str
) -> None:
    found = _ladder(of_x, of_m, x, m)
    assert found[2] == rule
    assert found[0] == pytest.approx(value, nan_ok=True)


def test_the_better_scored_side_weighs_more_by_softmax() -> None:
    value, weight, rule = _ladder(6, 5, 200e6, 100e6)
    assert rule == gl.WEIGHTED
    assert weight == pytest.approx(np.exp(6) / (np.exp(6) + np.exp(5)))
    assert value == pytest.approx(100e6 + 100e6 * weight)


def test_all_of_it_runs_on_a_world_with_silent_reporters() -> None:
    world = silence(make_world(3, Plan(countries=25, years=2)), 3)
    found = growth_lab(world.panel)
    assert set(found.rule) > {gl.WEIGHTED, gl.LARGEST, gl.NOTHING}
    both = found.rule == gl.WEIGHTED
    assert np.abs(np.log(found.value[both] / world.true_fob[both])).mean() < 0.3
    assert np.isnan(found.low).all()
    with pytest.raises(TooFewMirrors, match="Growth Lab's cost rate"):
        growth_lab(world.panel.pick(np.arange(3)))
