"""Rows laid into a tensor: any order, nothing guessed, what is wrong named and counted."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.models.gravity.tensor import (
    NegativeTrade,
    NothingObserved,
    NotNumbers,
    Panel,
    TwiceObserved,
    lay_out,
)

ROWS = [
    ("ARL", "BED", 2010, 60.0, 1.0),
    ("BED", "ARL", 2010, 40.0, 1.0),
    ("ARL", "BED", 2011, 90.0, 0.0),
    ("ARL", "ARL", 2010, 500.0, 0.0),
]


def laid(rows: list[tuple[str, str, int, float, float]]) -> Panel:
    exporter, importer, year, trade, rta = zip(*rows, strict=True)
    return lay_out(exporter, importer, year, trade, {"rta": rta})


def test_each_row_has_its_cell_and_the_rest_is_not_observed() -> None:
    panel = laid(ROWS)
    assert (panel.exporters, panel.importers, panel.years) == (("ARL", "BED"), ("ARL", "BED"), (2010, 2011))
    assert panel.trade[0, 1, 1] == 90.0
    assert panel.regressors[0, 0, 0, 1] == 1.0
    assert panel.count == 4
    assert not panel.observed[1, 1, 0]


@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, str, int, float, float]]) -> None:
    one, other = laid(ROWS), laid(rows)
    assert np.array_equal(one.trade, other.trade)
    assert np.array_equal(one.regressors, other.regressors)
    assert np.array_equal(one.weight, other.weight)


def test_a_repeated_row_is_named() -> None:
    with pytest.raises(TwiceObserved, match=r"1 rows repeat .* first ARL>BED 2010"):
        laid([*ROWS, ROWS[0]])


def test_negative_trade_is_counted_and_named() -> None:
    with pytest.raises(NegativeTrade, match="negative in 1 rows, first BED>BED 2011"):
        laid([*ROWS, ("BED", "BED", 2011, -1.0, 0.0)])


@pytest.mark.parametrize("value", [nan, inf])
def test_what_is_no_number_is_named_with_its_column(value: float) -> None:
    with pytest.raises(NotNumbers, match="“rta” is no finite number in 1 rows, first BED>BED 2011"):
        laid([*ROWS, ("BED", "BED", 2011, 1.0, value)])


def test_no_rows_are_said() -> None:
    with pytest.raises(NothingObserved, match="has no rows"):
        lay_out([], [], [], [], {})
