"""Growth Lab's step for single goods: an example by hand, laws, an oracle written from their score tables."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.models.mirror.world import Plan, make_world, silence

from sverka.models.mirror import growth_lab_products as glp
from sverka.models.mirror.declared import PanelError
from sverka.models.mirror.growth_lab import (
    EXPORTER_FIT,
    IMPORTER_FIT,
    SMALLEST,
    WEIGHTED,
    cost_rate,
    growth_lab,
    reliabilities,
    to_fob,
)
from sverka.models.mirror.growth_lab_products import (
    PairYear,
    Products,
    merge_reports,
    pair_years,
    reconcile_products,
)

MILLION = 1e6
PAIR = PairYear(200 * MILLION, WEIGHTED, 0.25, 0.6, exporter_reliable=True, importer_reliable=True)


def _reconcile(pair: PairYear, *reports: tuple[float | None, float | None]) -> Products:
    fob, cif = (np.array([report[side] for report in reports], np.float64) for side in (0, 1))
    return reconcile_products(pair, fob, cif)


def _all(found: Products) -> float:
    """Add up what the products and the discrepancy bear."""
    return float(np.nansum(found.value)) + found.discrepancy


def test_an_example_by_hand() -> None:
    """100 and 125 CIF are both 100; 40 and 75 CIF give 0.6 x 40 + 0.4 x 60; 12 alone; 50 CIF alone is 40.

    That is 200 of a total of 220: every product is raised by a tenth.
    """
    codes, fob, cif = merge_reports(
        {"870193": 100 * MILLION, "040210": 40 * MILLION, "310420": 12 * MILLION},
        {"870193": 125 * MILLION, "040210": 75 * MILLION, "271019": 50 * MILLION},
    )
    assert codes == ("040210", "271019", "310420", "870193")
    found = reconcile_products(replace(PAIR, total=220 * MILLION), fob, cif)
    assert found.chosen == pytest.approx(np.array([48, 40, 12, 100]) * MILLION)
    assert found.exporter_weight.tolist() == [0.6, 0, 1, 0.6]
    assert found.rule.tolist() == [WEIGHTED, glp.IMPORTER_ONLY, glp.EXPORTER_ONLY, WEIGHTED]
    assert (found.factor, found.discrepancy, found.total_rule) == (1.1, 0, glp.SCALED)
    assert found.value == pytest.approx(np.array([52.8, 44, 13.2, 110]) * MILLION)


def test_two_reliable_reports_give_a_weighted_mean_not_the_exporters_figure() -> None:
    """Their code's weights are 1 and 1 there: 1 x 80 + (1 - 1) x 60."""
    found = _reconcile(replace(PAIR, total=72 * MILLION), (80 * MILLION, 75 * MILLION))
    assert found.chosen == pytest.approx([0.6 * 80 * MILLION + 0.4 * 60 * MILLION])


@pytest.mark.parametrize(
    ("exporter", "importer", "value", "rule"),
    [
        (True, True, 72 * MILLION, WEIGHTED),
        (True, False, 80 * MILLION, EXPORTER_FIT),
        (False, True, 60 * MILLION, IMPORTER_FIT),
        (False, False, 70 * MILLION, glp.MEAN),
    ],
)
def test_reliability_chooses_where_both_report(
    exporter: bool, importer: bool, value: float, rule: str
) -> None:
    pair = replace(PAIR, total=value, exporter_reliable=exporter, importer_reliable=importer)
    found = _reconcile(pair, (80 * MILLION, 75 * MILLION))
    assert found.value == pytest.approx([value])
    assert found.rule.tolist() == [rule]


@pytest.mark.parametrize("exporter", [True, False])
@pytest.mark.parametrize("importer", [True, False])
def test_a_side_alone_is_taken_whether_it_is_reliable_or_not(exporter: bool, importer: bool) -> None:
    pair = replace(PAIR, total=100.0, exporter_reliable=exporter, importer_reliable=importer)
    found = _reconcile(pair, (5000, None), (None, 5000), (5000, 0), (5000, 999))
    assert found.chosen.tolist() == [5000, 4000, 5000, 5000]
    assert found.rule.tolist() == [
        glp.EXPORTER_ONLY,
        glp.IMPORTER_ONLY,
        glp.EXPORTER_ONLY,
        glp.EXPORTER_ONLY,
    ]


def test_where_neither_side_reports_a_product_there_is_no_figure_and_the_others_bear_the_total() -> None:
    found = _reconcile(replace(PAIR, total=9000.0), (None, None), (0, 999), (4500, None), (None, 1249))
    assert np.isnan(found.value).tolist() == [True, True, False, True]
    assert found.value[2] == 9000
    assert found.rule.tolist() == [glp.UNDECLARED, glp.UNDECLARED, glp.EXPORTER_ONLY, glp.TOO_SMALL]
    assert np.isnan(found.exporter_weight).tolist() == [True, True, False, True]


def test_without_any_product_the_whole_total_is_a_discrepancy() -> None:
    for found in (_reconcile(PAIR), _reconcile(PAIR, (None, None)), _reconcile(PAIR, (None, 1200))):
        assert (found.discrepancy, found.total_rule) == (200 * MILLION, glp.NO_PRODUCTS)
        assert np.isnan(found.value).all()
        assert isnan(found.factor)


def test_without_a_pair_total_nothing_is_given() -> None:
    found = _reconcile(replace(PAIR, total=np.nan), (5000, None))
    assert found.chosen.tolist() == [5000]
    assert np.isnan([*found.value, found.factor, found.discrepancy]).all()
    assert found.total_rule == glp.NO_TOTAL


@pytest.mark.parametrize(
    ("total", "products", "discrepancy"),
    [
        (200.0, 100.0, 100.0),
        (200.0, 300.0, 0.0),  # the products are scaled down
        (120.1, 100.0, 0.0),  # over a fifth, but not over 25 million
        (210.0, 180.0, 0.0),  # over 25 million, but not over a fifth
        (240.0, 200.0, 0.0),  # a fifth and no more
        (240.1, 200.0, 40.1),
        (100.0, 50.0, 0.0),  # a pair of no more than 100 million
        (100.1, 50.0, 50.1),
        (125.0, 100.0, 0.0),  # 25 million and no more
        (125.1, 100.0, 25.1),
    ],
)
def test_what_products_leave_stands_apart_when_it_is_large(
    total: float, products: float, discrepancy: float
) -> None:
    found = _reconcile(replace(PAIR, total=total * MILLION), (products * MILLION, None))
    assert found.discrepancy == pytest.approx(discrepancy * MILLION)
    assert found.total_rule == (glp.HELD_BACK if discrepancy else glp.SCALED)
    assert found.value == pytest.approx([(total - discrepancy) * MILLION])


DOLLARS = st.one_of(
    st.just(np.nan), st.just(0.0), st.floats(1, 5000), st.floats(1e4, 3e7), st.floats(3e7, 3e8)
)
REPORTS = st.lists(st.tuples(DOLLARS, DOLLARS), max_size=8)
PAIRS = st.builds(
    PairYear,
    total=st.one_of(st.just(np.nan), st.floats(1e3, 1e9)),
    total_rule=st.just(WEIGHTED),
    tau=st.floats(0, 0.2),
    exporter_weight=st.floats(0, 1),
    exporter_reliable=st.booleans(),
    importer_reliable=st.booleans(),
)


def _oracle(pair: PairYear, reports: list[tuple[float, float]]) -> tuple[list[float], float]:
    """Follow the score tables: 4 both, 2 importer, 1 exporter, 0 none, for reports and for reliability."""
    score = {(True, True): 4, (False, True): 2, (True, False): 1, (False, False): 0}
    reliability = score[pair.exporter_reliable, pair.importer_reliable]
    values = []
    for x, cif in reports:
        m = cif / (1 + pair.tau)
        reported = score[x >= 1000, cif >= 1000]
        if reported == 4 and reliability == 4:
            values.append(pair.exporter_weight * x + (1 - pair.exporter_weight) * m)
        elif reported == 4 and reliability == 0:
            values.append((x + m) / 2)
        elif reported == 0:
            values.append(0.0)
        else:
            values.append(x if (reported if reported < 4 else reliability) == 1 else m)
    if isnan(pair.total):
        return [np.nan for _ in values], np.nan
    large = sum(value for value in values if value >= 1000)
    rest = pair.total - large
    if not large or (pair.total > 1.2 * large and rest > 25e6 and pair.total > 100e6):
        spread = pair.total - rest if large else 0.0
    else:
        spread = pair.total
    given = [value / large * spread if value >= 1000 else np.nan for value in values]
    return given, pair.total - spread


@given(PAIRS, REPORTS)
def test_the_figures_are_those_of_the_score_tables(
    pair: PairYear, reports: list[tuple[float, float]]
) -> None:
    found = _reconcile(pair, *reports)
    values, discrepancy = _oracle(pair, reports)
    assert found.value == pytest.approx(np.array(values), rel=1e-9, nan_ok=True)
    assert found.discrepancy == pytest.approx(discrepancy, rel=1e-9, abs=1e-6, nan_ok=True)


@given(PAIRS, REPORTS)
def test_products_and_discrepancy_add_up_to_the_pairs_total(
    pair: PairYear, reports: list[tuple[float, float]]
) -> None:
    found = _reconcile(pair, *reports)
    assert _all(found) == pytest.approx(pair.total, rel=1e-12, nan_ok=True)
    assert (np.isnan(found.chosen) == np.char.startswith(found.rule.astype(np.str_), "none")).all()
    assert isnan(found.discrepancy) or found.discrepancy >= 0


@given(PAIRS, REPORTS)
def test_a_larger_unit_gives_smaller_numbers_and_the_same_rules(
    pair: PairYear, reports: list[tuple[float, float]]
) -> None:
    dollars = _reconcile(pair, *reports)
    in_thousands = replace(pair, total=pair.total / 1024, unit=1024.0)  # a power of 2 rounds nothing
    thousands = _reconcile(in_thousands, *[(x / 1024, m / 1024) for x, m in reports])
    assert (thousands.value * 1024).tolist() == pytest.approx(dollars.value.tolist(), rel=1e-12, nan_ok=True)
    assert thousands.discrepancy * 1024 == pytest.approx(dollars.discrepancy, rel=1e-12, nan_ok=True)
    assert thousands.rule.tolist() == dollars.rule.tolist()
    assert thousands.total_rule == dollars.total_rule


@given(PAIRS, REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_products_changes_nothing(
    pair: PairYear, reports: list[tuple[float, float]], random: np.random.Generator
) -> None:
    order = list(range(len(reports)))
    random.shuffle(order)
    found, other = _reconcile(pair, *reports), _reconcile(pair, *[reports[place] for place in order])
    assert np.array_equal(found.value[order], other.value, equal_nan=True), "to the last bit"
    assert np.array_equal([found.discrepancy], [other.discrepancy], equal_nan=True)
    assert found.rule[order].tolist() == other.rule.tolist()


@given(PAIRS, st.lists(DOLLARS, min_size=1, max_size=8), st.booleans())
def test_a_silent_side_leaves_the_other_sides_proportions(
    pair: PairYear, values: list[float], exporter: bool
) -> None:
    reports = [(value, np.nan) if exporter else (np.nan, value * (1 + pair.tau)) for value in values]
    found = _reconcile(pair, *reports)
    shown = ~np.isnan(found.value)
    assert found.value[shown] == pytest.approx(np.array(values)[shown] * found.factor)
    assert set(found.rule[shown]) <= {glp.EXPORTER_ONLY if exporter else glp.IMPORTER_ONLY}


def test_a_pairs_year_is_that_of_its_totals() -> None:
    world = silence(make_world(3, Plan(countries=25, years=2)), 3)
    chosen = np.array([700, 3, 1100, 12])
    pairs, found = pair_years(world.panel, chosen), growth_lab(world.panel)
    assert [pair.total for pair in pairs] == pytest.approx(found.value[chosen], nan_ok=True)
    assert [pair.total_rule for pair in pairs] == found.rule[chosen].tolist()
    every = pair_years(world.panel, np.arange(len(world.panel.year)))
    both = found.rule == WEIGHTED
    weights = np.array([pair.exporter_weight for pair in every])
    assert weights[both] == pytest.approx(found.exporter_weight[both])
    known = ~np.isnan(found.import_fob) & (found.import_fob > 0)
    tau = np.array([pair.tau for pair in every])
    assert world.panel.import_cif[known] / (1 + tau[known]) == pytest.approx(found.import_fob[known])


def test_all_but_the_lowest_tenth_of_a_role_are_relied_on() -> None:
    """Of 25 that are judged 2.4 lie below the tenth: 3 are not relied on."""
    panel = make_world(2, Plan(countries=25)).panel
    pairs = pair_years(panel, np.arange(len(panel.year)))
    scores = reliabilities(panel, to_fob(panel, cost_rate(panel).tau))
    for role, relied, who in (
        (scores.exporter, [pair.exporter_reliable for pair in pairs], panel.exporter),
        (scores.importer, [pair.importer_reliable for pair in pairs], panel.importer),
    ):
        lowest = np.argsort(role)[:3]
        assert relied == (~np.isin(who, lowest)).tolist()


def test_a_year_in_which_nobody_is_judged_has_the_smaller_total_and_plain_means() -> None:
    panel = make_world(1, Plan(countries=15)).panel
    year = np.where((panel.exporter < 3) & (panel.importer < 3), 1, 0)
    (pair,) = pair_years(replace(panel, year=year), np.flatnonzero(year)[:1])
    assert (pair.total_rule, pair.exporter_reliable, pair.importer_reliable) == (SMALLEST, False, False)
    assert _reconcile(pair, (5000, 5000)).rule.tolist() == [glp.MEAN]


def test_products_of_a_pair_whose_totals_are_alike_keep_their_imports() -> None:
    panel = make_world(1, Plan(countries=15)).panel
    panel.import_cif[0] = panel.export_fob[0] * 1.01
    (pair,) = pair_years(panel, np.array([0]))
    assert pair.tau == 0


def test_thousands_of_dollars_give_a_thousandth() -> None:
    dollars = _reconcile(replace(PAIR, total=300e6), (999, None), (120e6, 80e6), (None, 1e6))
    thousands = _reconcile(replace(PAIR, total=300e3, unit=1e3), (0.999, None), (120e3, 80e3), (None, 1e3))
    assert thousands.value * 1000 == pytest.approx(dollars.value, nan_ok=True)
    assert thousands.discrepancy * 1000 == pytest.approx(dollars.discrepancy)
    assert (thousands.total_rule, dollars.total_rule) == (glp.HELD_BACK, glp.HELD_BACK)


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(PanelError, match=r"“import_cif” does not fit .* its shape is \(2,\)"):
        reconcile_products(PAIR, np.ones(1), np.ones(2))
    with pytest.raises(PanelError, match=r"“export_fob” does not fit .* negative"):
        reconcile_products(PAIR, -np.ones(1), np.ones(1))
