"""Measures over the trade of Arland and Bedia, worked out by hand.

                2017    2018
ARL exports      80      120    in Arland's book, FOB
ARL imports      20       30    in Arland's book, CIF
BED imports      90      140    in Bedia's book, CIF
BED exports      10        -    in Bedia's book, FOB
reconciled    85/15        -
"""

from datetime import date

import pytest

from sverka.measures import Missing, balance, change, exports, goods, growth, imports, level, turnover
from sverka.vocabulary.country import Pair, PairError
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.origin import Origin

PAIR = Pair("ARL", "BED")
REVISIONS = {"yearbook": 0.02, "almanac": 0.1}


def flow(subject: str, reporter: str | None, period: str, value: int, source: str = "yearbook") -> Flow:
    exporter, importer = subject.split(">")
    valuation = Valuation.FOB if reporter == exporter else Valuation.CIF
    return Flow(
        exporter=exporter,
        importer=importer,
        reporter=reporter,
        period=period,
        valuation=valuation if reporter else Valuation.RECONCILED,
        value=value,
        value_usd=value,
        origin=Origin(
            source=source,
            snapshot="",
            place=f"{subject} {reporter} {period}",
            licence="",
            accessed=date(2021 if source == "almanac" else 2020, 1, 1),
        ),
    )


FLOWS = (
    flow("ARL>BED", "ARL", "2017", 80),
    flow("BED>ARL", "ARL", "2017", 20),
    flow("ARL>BED", "ARL", "2018", 120),
    flow("BED>ARL", "ARL", "2018", 30),
    flow("ARL>BED", "BED", "2017", 90),
    flow("BED>ARL", "BED", "2017", 10),
    flow("ARL>BED", "BED", "2018", 140),
    flow("ARL>BED", None, "2017", 85),
    flow("BED>ARL", None, "2017", 15),
)


def between(low: float, high: float) -> object:
    return pytest.approx((low, high))


def ends(allowed: Interval) -> tuple[float, float]:
    return allowed.low, allowed.high


def figure(found: Figure | Missing) -> Figure:
    assert isinstance(found, Figure), found
    return found


def missing(found: Figure | Missing) -> Missing:
    assert isinstance(found, Missing), found
    return found


@pytest.mark.parametrize(
    ("book", "value", "valuation", "low", "high"),
    [
        ("ARL", 100, "FOB + CIF", 98, 102),
        ("BED", 100, "FOB + CIF", 98, 102),
        (None, 100, "reconciled", 98, 102),
    ],
)
def test_turnover_is_both_directions_in_one_book(
    book: str | None, value: float, valuation: str, low: float, high: float
) -> None:
    found = figure(turnover(FLOWS, PAIR, book, "2017", REVISIONS))
    assert (found.value, found.valuation, found.unit, found.book) == (value, valuation, "USD", book)
    assert ends(found.allowed) == between(low, high)
    assert [origin.place for origin in found.origins] == (
        ["BED>ARL BED 2017", "ARL>BED BED 2017"]
        if book == "BED"
        else [f"ARL>BED {book} 2017", f"BED>ARL {book} 2017"]
    )


def test_each_book_has_exports_and_imports_of_its_own() -> None:
    assert figure(exports(FLOWS, PAIR, "ARL", "2017", REVISIONS)).value == 80
    assert figure(imports(FLOWS, PAIR, "ARL", "2017", REVISIONS)).value == 20
    assert figure(exports(FLOWS, PAIR, "BED", "2017", REVISIONS)).value == 10
    assert figure(imports(FLOWS, PAIR, "BED", "2017", REVISIONS)).value == 90
    assert figure(imports(FLOWS, PAIR, "BED", "2017", REVISIONS)).measure == "imports"


def test_balance_is_exports_minus_imports_of_the_book() -> None:
    arland, bedia = (figure(balance(FLOWS, PAIR, book, "2017", REVISIONS)) for book in PAIR)
    assert (arland.value, bedia.value) == (60, -80)
    assert ends(arland.allowed) == between(78.4 - 20.4, 81.6 - 19.6)
    assert arland.method == "ARL>BED - BED>ARL, as declared by ARL"


def test_missing_is_not_zero_and_says_what_is_missing() -> None:
    for measure in (turnover, balance):
        found = missing(measure(FLOWS, PAIR, "BED", "2018", REVISIONS))
        assert found.reason == "BED declares no goods BED>ARL for 2018 in this book"
        assert found.subject == "ARL-BED"
    assert missing(goods(FLOWS, "ARL>BED", None, "2018", REVISIONS)).reason == (
        "there is no goods ARL>BED for 2018 in this book"
    )
    assert missing(exports(FLOWS, PAIR, "BED", "2018", REVISIONS)).measure == "exports"


def test_level_follows_the_subject() -> None:
    assert figure(level(FLOWS, "ARL-BED", "ARL", "2018", REVISIONS)).value == 150
    assert figure(level(FLOWS, "BED>ARL", "ARL", "2018", REVISIONS)).value == 30
    with pytest.raises(PairError):
        level(FLOWS, "EAEU", "ARL", "2018", REVISIONS)


def test_growth_is_year_on_year_in_one_book() -> None:
    found = figure(growth(FLOWS, "ARL-BED", "ARL", "2018", REVISIONS))
    assert found.value == pytest.approx(50)
    assert (found.unit, found.valuation) == ("%", "FOB + CIF")
    assert ends(found.allowed) == between((147 / 102 - 1) * 100, (153 / 98 - 1) * 100)
    assert len(found.origins) == 4
    assert figure(growth(FLOWS, "ARL>BED", "BED", "2018", REVISIONS)).value == pytest.approx(
        (140 / 90 - 1) * 100
    )


def test_growth_needs_both_years() -> None:
    assert missing(growth(FLOWS, "ARL-BED", "BED", "2018", REVISIONS)).reason.startswith(
        "BED declares no goods"
    )
    assert missing(growth(FLOWS, "ARL-BED", "ARL", "2017", REVISIONS)).reason == (
        "ARL declares no goods ARL>BED for 2016 in this book"
    )


def test_nothing_grows_from_zero() -> None:
    flows = (flow("ARL>BED", "ARL", "2016", 0), *FLOWS)
    found = missing(growth(flows, "ARL>BED", "ARL", "2017", REVISIONS))
    assert found.reason == "the level of 2016 that the growth starts from is zero"


def test_change_compares_any_two_years_of_a_book() -> None:
    before, after = (figure(level(FLOWS, "ARL-BED", "ARL", year, REVISIONS)) for year in ("2018", "2017"))
    assert figure(change(before, after)).value == pytest.approx(-100 / 3)


def test_a_half_year_is_found_however_it_is_written() -> None:
    flows = [flow("ARL>BED", "ARL", "2019-01..2019-06", 7)]
    assert figure(goods(flows, "ARL>BED", "ARL", "2019H1", REVISIONS)).value == 7


def test_of_two_publishers_of_one_declaration_the_one_read_last_counts() -> None:
    flows = (flow("ARL>BED", "ARL", "2017", 81, "almanac"), *FLOWS)
    found = figure(goods(flows, "ARL>BED", "ARL", "2017", REVISIONS))
    assert found.value == 81
    assert ends(found.allowed) == between(72.9, 89.1)


def test_flows_may_come_from_a_generator() -> None:
    assert figure(growth((one for one in FLOWS), "ARL-BED", "ARL", "2018", REVISIONS)).value == pytest.approx(
        50
    )
