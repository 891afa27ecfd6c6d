"""Growth Lab's step for the goods that are asked: small examples by hand."""

from math import isnan, nan

import numpy as np
import pytest

from sverka.models.mirror import growth_lab_products as glp
from sverka.models.mirror.growth_lab import EXPORTER_FIT, WEIGHTED
from sverka.models.mirror.growth_lab_goods import (
    EXCESSIVE,
    NOTHING_WITHIN,
    OWN_WEIGHTS,
    PARTIAL,
    Goods,
    Side,
    goods_of,
)
from sverka.models.mirror.growth_lab_products import PairYear
from sverka.models.mirror.reports import Merged, Report, Reports, Way

MILLION = 1e6
WAY = Way("BLR", "KAZ", 2017)
TRACTORS, ROAD_TRACTORS, POTASH, CHEESE = "870193", "870120", "310420", "040690"
REPORTS = (
    (TRACTORS, 100.0, 125.0),
    (ROAD_TRACTORS, 40.0, 75.0),
    (POTASH, 12.0, None),
    (CHEESE, None, 50.0),
)
"""100 and 125 CIF are both 100; 40 and 75 CIF give 0.6 x 40 + 0.4 x 60 = 48; 12 alone; 50 CIF alone is 40."""


def _pair(total: float, **more: object) -> PairYear:
    given: dict[str, object] = {"total_rule": WEIGHTED, "exporter_reliable": True, "importer_reliable": True}
    return PairYear(total * MILLION, tau=0.25, exporter_weight=0.6, **{**given, **more})  # type: ignore[arg-type]


def _merged(*reports: tuple[str, float | None, float | None], fob: bool = False) -> Merged:
    def dollars(value: float | None) -> float | None:
        return None if value is None else value * MILLION

    return Reports(
        Report(
            *WAY[:2],
            code,
            "HS2017",
            WAY.year,
            dollars(x),
            None if fob else dollars(m),
            dollars(m) if fob else None,
        )
        for code, x, m in reports
    ).merged(WAY, "HS2017")


def _goods(code: str, total: float = 220, sides: tuple[float, float] = (nan, nan)) -> Goods:
    named = Side("BLR", sides[0] * MILLION), Side("KAZ", sides[1] * MILLION)
    return goods_of(_pair(total), _merged(*REPORTS), code, named)


def test_a_subheading_is_chosen_then_brought_to_the_pairs_total() -> None:
    """The four are 200 of a total of 220: each is raised by a tenth."""
    found = _goods(ROAD_TRACTORS)
    assert (found.chosen, found.exporter_weight, found.products) == (48 * MILLION, 0.6, 4)
    assert (found.factor, found.total, found.discrepancy) == (1.1, 220 * MILLION, 0)
    assert found.value == pytest.approx(52.8 * MILLION)
    assert found.rule == f"{WEIGHTED}; {glp.SCALED}"
    assert (found.total_rule, found.spread_rule, found.tau) == (WEIGHTED, glp.SCALED, 0.25)
    assert _goods(POTASH).rule == f"{glp.EXPORTER_ONLY}; {glp.SCALED}"
    assert _goods(CHEESE).exporter_weight == 0


def test_a_heading_is_the_sum_of_its_products_each_with_its_own_weights() -> None:
    found = _goods("8701")
    assert (found.chosen, found.products) == (148 * MILLION, 4)
    assert found.value == pytest.approx(162.8 * MILLION)
    assert isnan(found.exporter_weight)
    assert found.reasons == (OWN_WEIGHTS,)
    assert found.rule == f"the sum of 2 products of 6 digits (2 by “{WEIGHTED}”); {glp.SCALED}"
    assert _goods("31").rule.startswith("the sum of 1 product of 6 digits (1 by “exporter's: the importer")


def test_chapters_and_what_no_product_bears_add_up_to_the_pairs_total() -> None:
    for total in (150.0, 220.0, 400.0):
        chapters = [_goods(code, total) for code in ("04", "31", "87")]
        whole = sum(chapter.value for chapter in chapters) + chapters[0].discrepancy
        assert whole == pytest.approx(total * MILLION)


def test_what_products_leave_is_held_back_where_it_is_large() -> None:
    found = _goods(TRACTORS, total=400)
    assert (found.value, found.factor, found.discrepancy) == (100 * MILLION, 1, 200 * MILLION)
    assert found.rule == f"{WEIGHTED}; {glp.HELD_BACK}"


def test_part_of_a_sides_products_is_not_raised_to_the_whole_total() -> None:
    """Belarus declares 90 in all and the book has 40 of it; 40 would be raised to 90."""
    merged, sides = _merged((TRACTORS, 40.0, None)), (Side("BLR", 90 * MILLION), Side("KAZ", nan))
    found = goods_of(_pair(90), merged, TRACTORS, sides)
    assert (found.chosen, found.factor, found.rule) == (40 * MILLION, 2.25, PARTIAL)
    assert isnan(found.value)
    assert isnan(found.exporter_weight)
    (told,) = found.reasons
    assert told == (
        "BLR's products of 6 digits in the book add up to 40.0 USD mn, the total that BLR declares is 90.0: "
        "post all of them (sverka fetch un_comtrade with --product AG6), or ask with --method baci"
    )


def test_products_that_exceed_a_sides_own_total_are_not_lowered_to_it() -> None:
    merged, sides = _merged((TRACTORS, 40.0, None)), (Side("BLR", 30 * MILLION), Side("KAZ", 29 * MILLION))
    found = goods_of(_pair(30), merged, TRACTORS, sides)
    assert (found.chosen, found.factor, found.rule) == (40 * MILLION, 0.75, EXCESSIVE)
    assert isnan(found.value)
    (told,) = found.reasons
    assert told == (
        "BLR's products of 6 digits in the book add up to 40.0 USD mn, the total that BLR declares is 30.0: "
        "post totals and products of the same publication, or ask with --method baci"
    )
    nothing = Side("BLR", 0.0), Side("KAZ", 29 * MILLION)
    assert goods_of(_pair(29), merged, TRACTORS, nothing).rule == EXCESSIVE


def test_a_part_that_need_not_be_raised_by_a_fifth_is_told_and_used() -> None:
    merged = _merged((TRACTORS, 40.0, 100.0))
    sides = Side("BLR", 90 * MILLION), Side("KAZ", 110 * MILLION)
    found = goods_of(_pair(63), merged, TRACTORS, sides)
    assert found.factor == pytest.approx(63 / 56)
    assert found.value == pytest.approx(63 * MILLION)
    assert len(found.reasons) == 1


def test_a_whole_that_is_raised_is_no_part() -> None:
    """The pair's total is the importer's, 90; the exporter's products are all that it declares, 40."""
    merged, sides = _merged((TRACTORS, 40.0, None)), (Side("BLR", 40 * MILLION), Side("KAZ", 90 * MILLION))
    found = goods_of(_pair(90), merged, TRACTORS, sides)
    assert (found.value, found.reasons) == (90 * MILLION, ())


def test_an_import_valued_without_freight_bears_none() -> None:
    pair = _pair(80, exporter_reliable=False, importer_reliable=True)
    sides = Side("BLR", nan), Side("KAZ", nan)
    assert goods_of(pair, _merged((TRACTORS, 90.0, 80.0), fob=True), TRACTORS, sides).chosen == 80 * MILLION
    assert goods_of(pair, _merged((TRACTORS, 90.0, 80.0)), TRACTORS, sides).chosen == 64 * MILLION


def test_what_is_not_there_is_named() -> None:
    assert (_goods("999999").rule, _goods("9999").rule) == (glp.UNDECLARED, NOTHING_WITHIN)
    small = goods_of(_pair(1), _merged((CHEESE, None, 0.0011)), CHEESE, (Side("BLR", nan), Side("KAZ", nan)))
    assert small.rule == glp.TOO_SMALL
    unknown = _goods(TRACTORS, total=nan)
    assert (unknown.rule, unknown.chosen) == (glp.NO_TOTAL, 100 * MILLION)
    assert unknown.reasons == (f"the pair's total: {WEIGHTED}",)
    assert isnan(unknown.value)


def test_one_reliable_side_gives_its_figure() -> None:
    pair = _pair(40, importer_reliable=False)
    found = goods_of(
        pair, _merged((ROAD_TRACTORS, 40.0, 75.0)), ROAD_TRACTORS, (Side("", nan), Side("", nan))
    )
    assert (found.value, found.exporter_weight) == (40 * MILLION, 1)
    assert found.rule == f"{EXPORTER_FIT}; {glp.SCALED}"


def test_reports_know_the_revisions_of_each_side() -> None:
    reports = Reports(
        [
            Report(*WAY[:2], TRACTORS, "HS2017", 2017, 1.0, None, None),
            Report(*WAY[:2], CHEESE, "HS2017", 2017, None, 2.0, None),
            Report(*WAY[:2], CHEESE, "HS2012", 2017, None, None, 3.0),
        ]
    )
    assert reports.revisions(WAY) == ({"HS2017"}, {"HS2012", "HS2017"})
    assert reports.shared(WAY) == {"HS2017"}
    older = reports.merged(WAY, "HS2012")
    assert (older.codes, older.import_is_fob.tolist()) == ((CHEESE,), [True])
    both = reports.merged(WAY, "HS2017")
    assert both.within("87").tolist() == [False, True]
    assert np.array_equal(both.export_fob, [np.nan, 1.0], equal_nan=True)
    assert both.import_is_fob.tolist() == [False, True]
    assert reports.merged(Way("KAZ", "BLR", 2017), "HS2017").codes == ()
