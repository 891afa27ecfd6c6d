"""Growth over several months of a year, of Arland and Bedia, worked out by hand.

January to March     2017: 10, 20, 30 in Arland's exports, month by month; 65 is published for the quarter
                     2018: 20, 30, 40
"""

import pytest
from tests.fictional.pair import BACK, BOTH, OUT, flow
from tests.measures.levels import REVISIONS

from sverka.measures import growth
from sverka.measures.cumulative_growth import cumulative_growth, cumulative_level, months_of
from sverka.measures.missing import Missing
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow

MILLION = 1e6


def months(subject: str, year: int, *millions: float, first: int = 1) -> list[Flow]:
    return [
        flow("ARL", subject, f"{year}-{month:02}", value) for month, value in enumerate(millions, start=first)
    ]


MONTHS = [*months(OUT, 2017, 10, 20, 30), *months(OUT, 2018, 20, 30, 40)]


def figure(found: Figure | Missing) -> Figure:
    assert isinstance(found, Figure), found
    return found


def missing(found: Figure | Missing) -> Missing:
    assert isinstance(found, Missing), found
    return found


def test_a_published_cumulative_level_is_taken_and_growth_itself_takes_it_too() -> None:
    flows = [flow("ARL", OUT, "2017-01..2017-08", 50), flow("ARL", OUT, "2018-01..2018-08", 60)]
    found = figure(cumulative_growth(flows, OUT, "ARL", "2018-01..2018-08", REVISIONS))
    assert found.value == pytest.approx(20)
    assert found.value == figure(growth(flows, OUT, "ARL", "2018-01..2018-08", REVISIONS)).value
    assert (found.measure, found.unit) == ("cumulative_growth", "%")


def test_months_are_added_where_no_level_of_them_is_published() -> None:
    found = figure(cumulative_growth(MONTHS, OUT, "ARL", "2018-01..2018-03", REVISIONS))
    assert found.value == pytest.approx(50)  # 90 after 60
    low, high = (88.2 / 61.2 - 1) * 100, (91.8 / 58.8 - 1) * 100
    assert (found.allowed.low, found.allowed.high) == pytest.approx((low, high))
    assert len(found.origins) == 6
    assert "sum of 3 months" in found.method


def test_a_sum_is_the_same_however_the_months_are_written() -> None:
    ways = [
        cumulative_level(MONTHS, OUT, "ARL", period, REVISIONS) for period in ("2017Q1", "2017-01..2017-03")
    ]
    assert [figure(found).value for found in ways] == [60 * MILLION, 60 * MILLION]


def test_a_published_level_goes_before_the_sum_and_the_method_names_both() -> None:
    flows = [*MONTHS, flow("ARL", OUT, "2017Q1", 65)]
    found = figure(cumulative_growth(flows, OUT, "ARL", "2018Q1", REVISIONS))
    assert found.value == pytest.approx((90 / 65 - 1) * 100)
    assert found.method == (
        "2018Q1 against 2017Q1: sum of 3 months: as declared by ARL; 2017Q1: as declared by ARL"
    )


def test_with_a_month_missing_there_is_no_sum() -> None:
    found = missing(cumulative_growth(MONTHS, OUT, "ARL", "2018-01..2018-05", REVISIONS))
    assert found.reason == (
        "ARL declares no goods ARL>BED for 2018-01..2018-05 in this book, nor all of its months: "
        "2018-04, 2018-05 are missing"
    )
    one = missing(cumulative_growth(MONTHS[:-1], OUT, "ARL", "2018-01..2018-03", REVISIONS))
    assert one.reason.endswith("2018-03 is missing")
    assert one.measure == "cumulative_growth"


def test_a_turnover_needs_both_directions_in_every_month() -> None:
    whole = [*MONTHS, *months(BACK, 2018, 1, 2, 3), *months(BACK, 2017, 1, 1, 1)]
    found = figure(cumulative_growth(whole, BOTH, "ARL", "2018Q1", REVISIONS))
    assert found.value == pytest.approx((96 / 63 - 1) * 100)
    assert isinstance(cumulative_growth(whole[:-1], BOTH, "ARL", "2018Q1", REVISIONS), Missing)


def test_twelve_months_make_a_year() -> None:
    flows = [*months(OUT, 2017, *[1] * 12), *months(OUT, 2018, *[2] * 12)]
    assert figure(cumulative_growth(flows, OUT, "ARL", "2018", REVISIONS)).value == pytest.approx(100)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2018-01..2018-03", ("2018-01", "2018-02", "2018-03")),
        ("2018-05", ("2018-05",)),
        ("2018H2", tuple(f"2018-{month:02}" for month in range(7, 13))),
        ("2021..2025", ()),
        ("2018-01-01..2018-01-15", ()),
        ("2018-01-01..2018-01-31", ("2018-01",)),
        ("..2030", ()),
        ("now", ()),
    ],
)
def test_months_of_a_period(period: str, expected: tuple[str, ...]) -> None:
    assert months_of(period) == expected


def test_nothing_grows_from_zero() -> None:
    flows = [*months(OUT, 2017, 0, 0), *months(OUT, 2018, 1, 1)]
    found = missing(cumulative_growth(flows, OUT, "ARL", "2018-01..2018-02", REVISIONS))
    assert found.measure == "cumulative_growth"
    assert "is zero" in found.reason
