"""How alike the exports of Arland and Bedia are, by hand and by its laws."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.goods_rows import CODES, mappings
from tests.measures.rows import PAIR, Row, frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.addable import Side
from sverka.measures.known_values import NegativeValue
from sverka.measures.similarity import COLUMNS, EXPORT_COLUMNS, exports_by_product, similarity, table

ROWS = (
    said("ARL>CED", "ARL", 60, "010121"),
    said("ARL>CED", "ARL", 40, "080810"),
    said("ARL>BED", "ARL", 100, "270900"),
    said("BED>CED", "BED", 1, "010121"),
    said("BED>CED", "BED", 3, "080810"),
    said("BED>CED", "BED", None, "854150"),
    said("BED>CED", "CED", 9, "010121"),
    said("BED>WLD", "BED", 9, "010121"),
    said("BED>CED", "BED", 9),
)


def asked(
    engine: FrameEngine, folder: Path, *rows: Row, market: str | None = None, side: Side = Side.EXPORTER
) -> list[dict[str, object]]:
    frame = exports_by_product(frame_of(engine, folder, rows), PAIR, market=market, side=side)
    assert tuple(frame.columns) == EXPORT_COLUMNS
    columns, found = table(engine.collect(frame), PAIR, 6, market)
    return [dict(zip(columns, row, strict=True)) for row in found]


def test_the_smaller_part_of_each_product_counts() -> None:
    """Horses 60 % and 25 %, apples 40 % and 75 %: 25 + 40 points, whatever the countries' size."""
    found = similarity({"010121": 60, "080810": 40}, {"010121": 1, "080810": 3, "854150": None})
    assert found is not None
    assert (found.index, found.common) == (65.0, (("080810", 40.0), ("010121", 25.0)))
    assert (found.first_usd, found.second_usd, found.unknown) == (100, 4, ("854150",))


def test_an_unknown_product_is_left_out_on_both_sides() -> None:
    found = similarity({"010121": 5, "854150": 95}, {"010121": 5, "854150": None})
    assert found is not None
    assert (found.index, found.first_usd) == (100.0, 5)


def test_nothing_in_common_is_zero_and_nothing_exported_is_none() -> None:
    found = similarity({"010121": 5}, {"010129": 5})
    assert found is not None
    assert (found.index, found.common) == (0.0, ())
    assert similarity({"010121": 5}, {"010121": 0}) is None
    assert similarity({}, {"010121": 5}) is None


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(NegativeValue, match="010121 is -1"):
        similarity({"010121": -1}, {})


def test_exports_to_a_market(engine: FrameEngine, folder: Path) -> None:
    assert asked(engine, folder, *ROWS, market="CED") == [
        dict(zip(COLUMNS, ("ARL", "BED", "CED", 2017, "HS2017", 6, 65.0, 2, 100, 4, 1), strict=True))
    ]


def test_exports_to_the_world_are_the_sum_over_countries(engine: FrameEngine, folder: Path) -> None:
    """Oil is half of Arland's: horses 30 % and 25 %, apples 20 % and 75 %."""
    (found,) = asked(engine, folder, *ROWS)
    assert (found["market"], found["similarity"], found["first_usd"]) == ("", 45.0, 200)


def test_the_importers_books_can_be_asked(engine: FrameEngine, folder: Path) -> None:
    rows = (*ROWS, said("ARL>CED", "CED", 7, "010121"))
    (found,) = asked(engine, folder, *rows, market="CED", side=Side.IMPORTER)
    assert (found["similarity"], found["first_usd"], found["second_usd"]) == (100.0, 7, 9)


def test_a_year_in_which_one_of_them_is_silent_has_no_row(engine: FrameEngine, folder: Path) -> None:
    assert asked(engine, folder, said("ARL>CED", "ARL", 60, "010121")) == []


@given(first=mappings, second=mappings)
def test_it_is_symmetric_and_lies_between_0_and_100(
    first: dict[str, int | None], second: dict[str, int | None]
) -> None:
    one, other = similarity(first, second), similarity(second, first)
    if one is None:
        assert other is None
        return
    assert other is not None
    assert one.index == other.index
    assert 0 <= one.index <= 100
    assert sum(points for _, points in one.common) == pytest.approx(one.index)


@given(values=mappings, order=st.permutations(CODES), times=st.integers(1, 10**6))
def test_what_exports_are_made_of_counts_not_their_size(
    values: dict[str, int | None], order: list[str], times: int
) -> None:
    found = similarity(values, {code: value and value * times for code, value in values.items()})
    assert (found is None) == (not any(values.values()))
    assert found is None or found.index == 100
    named = dict(zip(CODES, order, strict=True))
    even = dict.fromkeys(CODES, 1)
    one = similarity(values, even)
    other = similarity({named[code]: value for code, value in values.items()}, even)
    if one is not None:
        assert other is not None
        assert other.index == one.index
