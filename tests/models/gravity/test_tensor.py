"""Rows laid into a tensor: any order, nothing guessed, what is wrong named and counted."""

import sys
from math import inf, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.models.gravity import numbering
from sverka.models.gravity.aligned import aligned_zeros, zeros_by_part
from sverka.models.gravity.numbering import number_names, number_years
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


NAMES = ("BED", "ARL", "ARLAND", "Åland", "", "\U0001f1e6", "B")


@given(st.lists(st.sampled_from(NAMES), min_size=1))
def test_names_are_numbered_in_sorted_order_whatever_holds_them(names: list[str]) -> None:
    levels, places = np.unique(np.array(names), return_inverse=True)
    swapped = np.array(names).astype(np.array(names).dtype.newbyteorder())
    for held in (names, np.array(names), np.array(names, dtype=object), swapped):
        found, numbers = number_names(held)
        assert found == tuple(levels)
        assert np.array_equal(numbers, places)


def test_long_names_that_differ_in_many_letters_are_told_apart() -> None:
    draw = np.random.default_rng(3)
    names = np.array(["".join(map(chr, draw.integers(32, 0x4FF, 30))) for _ in range(500)])
    rows = names[draw.integers(0, 500, 4000)]
    levels, places = np.unique(rows, return_inverse=True)
    found, numbers = number_names(rows)
    assert found == tuple(levels)
    assert np.array_equal(numbers, places)


def test_names_in_bytes_are_read() -> None:
    assert number_names(np.array([b"BED", b"ARL"]))[0] == ("ARL", "BED")


@pytest.mark.parametrize("years", [[2001, 1995, 2001], [-(10**9), 5, 10**9]])
def test_years_are_numbered_in_order_however_far_apart(years: list[int]) -> None:
    found, places = number_years(years)
    assert found == tuple(sorted(set(years)))
    assert [found[place] for place in places] == years


def test_a_full_panel_in_its_own_order_is_laid_as_any_other() -> None:
    draw = np.random.default_rng(1)
    cells = [(e, m, t) for e in ("ARL", "BED") for t in (2010, 2011) for m in ("ARL", "BED", "CED")]
    rows = [
        (e, m, t, float(trade), x)
        for (e, m, t), trade, x in zip(cells, range(12), draw.random(12), strict=True)
    ]
    one, other = laid(rows), laid(rows[::-1])
    assert np.array_equal(one.trade, other.trade)
    assert np.array_equal(one.regressors, other.regressors)
    assert one.trade.reshape(-1).tolist() == [float(number) for number in range(12)]


@pytest.mark.parametrize("compiler", [True, False])
def test_many_names_and_years_in_any_order_are_numbered(
    monkeypatch: pytest.MonkeyPatch, *, compiler: bool
) -> None:
    if not compiler:
        monkeypatch.setattr(numbering, "find_spec", lambda _: None)
    draw = np.random.default_rng(5)
    years = draw.integers(-3_000, 3_000, 9_000)
    names = years.astype(np.str_)
    for values, found in ((names, number_names(names)), (years, number_years(years.tolist()))):
        levels, places = np.unique(values, return_inverse=True)
        assert found[0] == tuple(levels.tolist())
        assert np.array_equal(found[1], places)


def test_tensors_begin_where_a_cache_line_does() -> None:
    panel = laid(ROWS)
    for values in (panel.trade, panel.weight, panel.regressors, aligned_zeros(3, 1, 5)):
        assert values.ctypes.data % 64 == 0
        assert values.flags.c_contiguous
    assert not aligned_zeros(0, 4).any()


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_large_tensor_is_laid_as_any_other(monkeypatch: pytest.MonkeyPatch, *, shuffled: bool) -> None:
    draw = np.random.default_rng(4)
    e, t, m = (part.reshape(-1) for part in np.indices((20, 6, 20)))
    order = draw.permutation(len(e)) if shuffled else np.arange(len(e))
    e, t, m = e[order], t[order], m[order]
    names = np.array([f"C{n:02}" for n in range(20)])
    regressors = {f"border {year}": (t == year) * (e != m) * 1.0 for year in range(3)}
    regressors |= {
        "tariff": draw.random(len(e)),
        "never": np.zeros(len(e)),
        "ban": (e == m) * (t == 5) * -2.0,
    }
    rows: Any = (names[e], names[m], 2000 + t, draw.random(len(e)), regressors)
    plain = lay_out(*rows)
    monkeypatch.setattr("sverka.models.gravity.tensor._LARGE", 0)
    large = lay_out(*rows)
    assert large.names == plain.names
    np.testing.assert_array_equal(large.regressors, plain.regressors)
    assert large.regressors.flags.writeable
    assert large.regressors.ctypes.data % 64 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked up in /proc")
def test_what_is_not_written_takes_no_memory() -> None:
    def held() -> float:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    before = held()
    zeros = zeros_by_part([False] * 12, 150, 30, 200)  # 86 MB
    zeros[:, :, 7] = 1.0
    assert zeros.sum() == 12 * 150 * 200
    assert held() - before < 30
