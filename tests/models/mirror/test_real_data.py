"""What the published figures show: UN Comtrade's totals of 2015, the IMF's of 2006-2014, OECD's margins.

Skipped where the files are not beside the checkout.
"""

import numpy as np
import pytest

from mirror_methods import DATA, comtrade_2015, dots, oecd_margins, place_of
from sverka.models.mirror.baci import Estimates, estimate
from sverka.models.mirror.compare import compare
from sverka.models.mirror.declared import Declared
from sverka.models.mirror.gap import split_gap
from sverka.models.mirror.growth_lab import WEIGHTED
from sverka.models.mirror.reconciled import BOTH, reconcile

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the published files are not in {DATA}")


@pytest.fixture(scope="module")
def year_2015() -> tuple[Declared, Estimates]:
    panel = comtrade_2015()
    return panel, estimate(panel)


def test_the_reach_of_ordinary_differences_is_true_for_flows_of_every_size(
    year_2015: tuple[Declared, Estimates],
) -> None:
    panel, found = year_2015
    gap = split_gap(panel, found)
    size, known = np.exp(panel.log_size), ~np.isnan(gap.log_rest)
    for low, high in ((0, 1e6), (1e6, 1e8), (1e8, 1e9), (1e9, 1e15)):
        rows = known & (size >= low) & (size < high)
        inside = np.abs(gap.log[rows] - gap.log_freight[rows]) <= gap.log_quality_reach[rows]
        assert rows.sum() > 1000
        assert inside.mean() == pytest.approx(0.95, abs=0.02), f"{low:.0e} to {high:.0e}"


def test_estimated_margins_lie_near_those_that_oecd_publishes(year_2015: tuple[Declared, Estimates]) -> None:
    panel, found = year_2015
    assert found.margin is not None
    published = oecd_margins(2015)
    for importer, nearest in (("CHN", 0.03), ("DEU", 0.03), ("USA", 0.08)):
        pairs = [pair for pair in published if pair[1] == importer]
        rows = [(published[pair], row) for pair in pairs for row in place_of(panel, [pair], 2015)]
        ours = np.array([found.margin.tau[row] for _, row in rows])
        theirs = np.array([value for value, _ in rows])
        known = ~np.isnan(ours)
        assert known.sum() > 190
        assert 0 < np.median(ours[known]) - np.median(theirs[known]) < nearest, importer


def test_both_methods_name_the_rule_of_each_number(year_2015: tuple[Declared, Estimates]) -> None:
    panel, _ = year_2015
    table = compare(panel, place_of(panel, [("BLR", "KAZ"), ("CHN", "USA")], 2015))
    assert [(one.method, one.rule) for one in table] == [("baci", BOTH), ("growth-lab", WEIGHTED)] * 2
    baci, theirs = table[:2]
    assert (baci.export_fob, baci.import_cif) == (522778200, 488032838)
    assert baci.value is not None
    assert theirs.value is not None
    for value in (baci.value, theirs.value):
        assert 450e6 < value < 522.8e6
    assert baci.low is not None
    assert baci.low < baci.value
    assert theirs.low is None


def test_the_customs_union_of_2010_is_the_year_that_nothing_ordinary_explains() -> None:
    panel = dots(2006, 2014)
    found = estimate(panel)
    years = {}
    for year in range(2006, 2015):
        rows = place_of(panel, [("KAZ", "BLR")], year)
        gap = split_gap(panel.pick(rows), found.pick(rows))
        years[year] = float(gap.rest_low[0]) > 0 or float(gap.rest_high[0]) < 0
    assert [year for year, contested in years.items() if contested] == [2010]


def test_freight_cannot_explain_that_an_import_is_below_the_export() -> None:
    """2018: 783.3 FOB against 572.0 CIF."""
    panel = dots(2016, 2020)
    rows = place_of(panel, [("BLR", "KAZ")], 2018)
    found = estimate(panel).pick(rows)
    flow = panel.pick(rows)
    gap, made = split_gap(flow, found), reconcile(flow, found)
    assert (flow.export_fob[0] / 1e6, flow.import_cif[0] / 1e6) == pytest.approx((783.3, 572.0), abs=0.05)
    assert gap.value[0] < 0 < gap.freight[0]
    assert gap.quality[0] + gap.rest[0] < gap.value[0]
    assert 540e6 < made.value[0] < 783e6
    assert made.low[0] < 572e6
    assert made.high[0] > 783e6
    assert made.rule[0] == BOTH
