"""Concentration, by hand and by its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.goods_rows import CODES, held, mappings

from sverka.measures.concentration import COLUMNS, Concentration, concentration, table
from sverka.measures.known_values import NegativeValue


def test_squares_of_parts() -> None:
    """Parts of 1/2, 1/4, 1/4: H = 3/8, as if there were 8/3 equal lines; (3/8 - 1/3) / (2/3) = 1/16."""
    found = concentration({"010121": 50, "010129": 25, "080810": 25, "270900": 0, "854150": None})
    assert found == Concentration(
        total_usd=100,
        lines=3,
        unknown=("854150",),
        herfindahl=0.375,
        effective=10_000 / 3750,
        normalised=0.0625,
        largest="010121",
        largest_part=0.5,
    )


def test_partners_are_counted_like_products() -> None:
    found = concentration({"BED": 30, "CED": 30})
    assert found is not None
    assert (found.herfindahl, found.effective, found.normalised) == (0.5, 2.0, 0.0)


def test_one_line_is_all_and_has_nothing_to_be_normalised_by() -> None:
    found = concentration({"010121": 50})
    assert found is not None
    assert (found.herfindahl, found.effective, found.normalised) == (1.0, 1.0, None)


def test_the_possible_lines_can_be_given() -> None:
    found = concentration({"010121": 50}, possible=5000)
    assert found is not None
    assert found.normalised == 1.0


@pytest.mark.parametrize("values", [{}, {"010121": 0}, {"010121": None}])
def test_of_nothing_there_is_no_concentration(values: dict[str, int | None]) -> None:
    assert concentration(values) is None


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(NegativeValue, match="010121 is -5"):
        concentration({"010121": -5, "010129": 10})


def test_the_table_has_a_row_a_book_and_year() -> None:
    columns, rows = table(
        [held(2017, "010121", 50), held(2017, "010129", 50), held(2018, "010121", None, reporter="BED")]
    )
    assert columns == COLUMNS
    assert rows == [
        ("ARL", "BED", "ARL", "FOB", "HS2017", 2017, 6, 100, 2, 0, 0.5, 2.0, 0.0, "010121", 0.5),
        ("ARL", "BED", "BED", "CIF", "HS2017", 2018, 6, None, 0, 1, None, None, None, None, None),
    ]


@given(values=mappings)
def test_the_index_lies_between_equal_lines_and_one(values: dict[str, int | None]) -> None:
    found = concentration(values)
    if found is None:
        assert not any(values.values())
        return
    assert 1 / found.lines <= found.herfindahl <= 1
    assert 1 <= found.effective <= found.lines
    assert found.largest_part**2 <= found.herfindahl * (1 + 1e-12) <= found.largest_part * (1 + 1e-11)
    assert (found.normalised is None) == (found.lines == 1)
    if found.normalised is not None:
        assert 0 <= found.normalised <= 1


@given(values=mappings, order=st.permutations(CODES), times=st.integers(1, 10**6))
def test_neither_names_nor_the_currency_change_it(
    values: dict[str, int | None], order: list[str], times: int
) -> None:
    named = dict(zip(CODES, order, strict=True))
    other = concentration({named[code]: value and value * times for code, value in values.items()})
    one = concentration(values)
    if one is None:
        assert other is None
        return
    assert other is not None
    assert (one.herfindahl, one.effective, one.normalised, one.largest_part) == (
        other.herfindahl,
        other.effective,
        other.normalised,
        other.largest_part,
    )


@given(values=st.dictionaries(st.sampled_from(CODES), st.integers(1, 10**9), min_size=2))
def test_merging_two_lines_never_lowers_it(values: dict[str, int]) -> None:
    first, second, *rest = values
    merged = {first: values[first] + values[second], **{code: values[code] for code in rest}}
    one, other = concentration(values), concentration(merged)
    assert one is not None
    assert other is not None
    assert other.herfindahl > one.herfindahl
