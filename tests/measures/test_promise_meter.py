"""The promise meter of Arland and Bedia, by hand, by its laws, and of Belarus and Kazakhstan in 2018.

        2000  2001  2002  2003  2004  2005  2006
level    100   100   200   150   400   300   450     spells of two years: x2, x1.5, x2, x2, x1.125
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.levels import level_of, levels_from, price, starter_levels
from tests.measures.rows import frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.constant_dollars import NoDeflator, us_prices
from sverka.measures.missing import Missing
from sverka.measures.promise_meter import AllPairs, PromiseMeter, promise_meter
from sverka.measures.spells import Scope, yearly_totals
from sverka.vocabulary.figure import Figure

LEVELS = levels_from(2000, [100, 100, 200, 150, 400, 300, 450])


def meter(found: PromiseMeter | Missing) -> PromiseMeter:
    assert isinstance(found, PromiseMeter), found
    return found


def missing(found: PromiseMeter | Missing) -> Missing:
    assert isinstance(found, Missing), found
    return found


def value(found: Figure | None) -> float:
    assert found is not None
    return found.value


def test_to_double_in_two_years_takes_41_percent_a_year_as_three_of_five_spells_had() -> None:
    found = meter(promise_meter(LEVELS, 900, "2008"))
    assert (found.years, found.latest.period, found.is_reached) == (2, "2006", False)
    assert found.needed.value == pytest.approx(100 * (2**0.5 - 1))
    ends = [100 * ((900 / end) ** 0.5 - 1) for end in (459, 441)]
    assert (found.needed.allowed.low, found.needed.allowed.high) == pytest.approx(tuple(ends))
    assert (found.needed.measure, found.needed.unit, found.needed.period) == ("promise_meter", "%", "2008")
    assert (found.own.spells, found.own.reached) == (5, 3)
    assert value(found.own.best) == pytest.approx(100 * (2**0.5 - 1))
    assert value(found.own.median) == pytest.approx(100 * (2**0.5 - 1))
    assert (found.odds, found.dollars) == (None, None)


def test_the_best_and_the_median_spell_are_named() -> None:
    found = meter(promise_meter(LEVELS, 1000, "2009"))
    assert found.own.best is not None
    assert found.own.best.method.startswith("2001 to 2004, a year over 3 years")
    assert (found.own.spells, found.own.reached) == (4, 2)  # x1.5, x4, x1.5, x3; it takes x2.22
    assert value(found.own.median) == pytest.approx(100 * (1.5 ** (1 / 3) - 1))


def test_exactly_the_growth_that_it_takes_counts() -> None:
    assert meter(promise_meter(LEVELS, 1350, "2009")).own.reached == 2  # exactly x3


def test_a_level_that_is_reached_needs_no_growth() -> None:
    found = meter(promise_meter(LEVELS, 400, "2008"))
    assert found.is_reached
    assert found.needed.value < 0


@pytest.mark.parametrize("due", ["2008", "..2008", "2007..2008", "2008-12-31"])
def test_a_deadline_is_read_in_every_notation(due: str) -> None:
    assert meter(promise_meter(LEVELS, 900, due)).years == 2


def test_a_pair_without_spells_of_that_length_has_no_record() -> None:
    found = meter(promise_meter(LEVELS[-2:], 900, "2011"))
    assert (found.own.spells, found.own.reached, found.own.best, found.own.median) == (0, 0, None, None)


@pytest.mark.parametrize(
    ("levels", "goal", "due", "reason"),
    [
        ([], 900, "2008", "the book has no level of a whole year to grow from"),
        ([level_of("2006H1", 1)], 900, "2008", "the book has no level of a whole year to grow from"),
        (LEVELS, 900, "annual", "the promise names no date, so no growth a year follows from it"),
        (LEVELS, 900, "2006", "the promise was for 2006, and the book has 2006 already"),
        (LEVELS, 0, "2008", "the promised level is not above zero"),
        (levels_from(2000, [0]), 900, "2008", "the level of 2000 that the growth starts from is zero"),
    ],
)
def test_where_nothing_is_open_it_says_why(levels: list[Figure], goal: float, due: str, reason: str) -> None:
    found = missing(promise_meter(levels, goal, due))
    assert (found.reason, found.measure, found.period) == (reason, "promise_meter", due)


def test_in_constant_dollars_growth_is_that_beyond_inflation() -> None:
    """Prices double from 2001 to 2002 and stay: levels are 200, 200, 200, ... in dollars of 2006."""
    prices = us_prices(price(year, 100 if year > 2001 else 50) for year in range(2000, 2007))
    found = meter(promise_meter(LEVELS, 900, "2008", prices=prices))
    assert (found.dollars, found.latest.value, found.latest.measure) == (2006, 450, "constant_dollars")
    assert (found.own.spells, found.own.reached) == (5, 2)  # 2000 to 2002 is x1 now
    fewer = {year: fact for year, fact in prices.items() if year > 2000}
    assert meter(promise_meter(LEVELS, 900, "2008", prices=fewer)).own.spells == 4


def test_without_a_price_of_the_latest_year_the_command_is_named() -> None:
    found = missing(promise_meter(LEVELS, 900, "2008", prices=us_prices([price(2000, 1)])))
    assert isinstance(found, NoDeflator)
    assert (found.measure, found.period) == ("promise_meter", "2008")
    assert found.command.startswith("sverka post covariates ")


def test_all_pairs_of_the_size_are_the_yardstick(engine: FrameEngine, folder: Path) -> None:
    """Of four series in Arland's and Bedia's books, one quadruples from 2000 to 2002."""
    rows = [
        said(f"{one}>{other}", one, dollars, period=str(year))
        for one, other, series in (
            ("ARL", "BED", (100, 200)),
            ("BED", "ARL", (100, 400)),
            ("ARL", "CED", (100, 150)),
            ("CED", "ARL", (0, 900)),
        )
        for year, dollars in zip((2000, 2002), series, strict=True)
    ]
    totals = engine.cache(yearly_totals(frame_of(engine, folder, rows), Scope.EXPORTS))
    everyone = AllPairs(totals, engine.collect)
    found = meter(promise_meter(LEVELS, 1800, "2008", everyone))
    assert found.odds is not None
    assert (found.odds.spells, found.odds.reached, found.odds.years) == (3, 1, 2)
    assert (found.odds.factor, found.odds.is_enough) == (None, False)
    prices = us_prices(price(year, 100) for year in (2000, 2006))
    real = meter(promise_meter(LEVELS, 1800, "2008", everyone, prices=prices))
    assert real.odds is not None
    assert (real.odds.spells, real.odds.dollars) == (0, 2006)  # 2002 has no price


@given(
    values=st.lists(st.floats(1, 1e9), min_size=2, max_size=20),
    goal=st.floats(1, 1e12),
    more=st.floats(1.01, 10),
    years=st.integers(1, 5),
)
def test_a_higher_goal_needs_more_and_fewer_spells_reached_it(
    values: list[float], goal: float, more: float, years: int
) -> None:
    levels = levels_from(2000, values)
    due = str(1999 + len(values) + years)
    near, far = (meter(promise_meter(levels, aim, due)) for aim in (goal, goal * more))
    assert near.needed.value < far.needed.value
    assert near.own.reached >= far.own.reached
    assert near.own.spells == far.own.spells == max(0, len(values) - years)


@given(rate=st.floats(-0.5, 1), start=st.floats(1, 1e6), years=st.integers(1, 6))
def test_what_has_always_grown_so_needs_what_it_always_did(rate: float, start: float, years: int) -> None:
    values = [start * (1 + rate) ** number for number in range(12)]
    found = meter(
        promise_meter(levels_from(2000, values), values[-1] * (1 + rate) ** years, str(2011 + years))
    )
    assert found.needed.value == pytest.approx(100 * rate, abs=1e-6)
    assert value(found.own.best) == pytest.approx(found.needed.value, abs=1e-6)
    assert value(found.own.median) == pytest.approx(found.needed.value, abs=1e-6)


def test_the_billion_that_the_ambassador_expected_for_2018() -> None:
    """Said on 23 November 2018, when the books ended in 2017 with 593.9 and 689.4 million dollars.

    Kazakhstan's book had shown growth by 68 % once in 24 years, Belarus's growth by 45 % 10 times in 25.
    """
    found = {}
    for book in ("KAZ", "BLR"):
        levels = [one for one in starter_levels(book) if int(one.period) <= 2017]
        found[book] = meter(promise_meter(levels, 1e9, "2018"))
    assert found["KAZ"].needed.value == pytest.approx(68.4, abs=0.1)
    assert found["BLR"].needed.value == pytest.approx(45.1, abs=0.1)
    assert {book: (one.own.spells, one.own.reached) for book, one in found.items()} == {
        "KAZ": (24, 1),
        "BLR": (25, 10),
    }
