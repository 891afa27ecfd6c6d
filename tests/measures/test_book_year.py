"""Rows of several books, sorted into one direction, book and year each."""

import pytest
from tests.measures.goods_rows import held

from sverka.measures.book_year import MixedLevels, TwoRows, book_years


def test_books_directions_and_years_stay_apart() -> None:
    found = book_years(
        [
            held(2018, "010121", 5),
            held(2017, "010129", None),
            held(2017, "010121", 4),
            held(2017, "010121", 6, reporter="BED"),
            held(2017, "010121", 7, subject="BED>ARL"),
        ]
    )
    assert [(one.exporter, one.reporter, one.valuation, one.year, one.values) for one in found] == [
        ("ARL", "ARL", "FOB", 2017, {"010121": 4, "010129": None}),
        ("ARL", "ARL", "FOB", 2018, {"010121": 5}),
        ("ARL", "BED", "CIF", 2017, {"010121": 6}),
        ("BED", "ARL", "CIF", 2017, {"010121": 7}),
    ]
    assert {one.digits for one in found} == {6}


def test_rows_of_two_sources_are_not_added() -> None:
    with pytest.raises(TwoRows, match=r"010121 \(HS2017\) of ARL>BED has two rows for 2017 .* one source"):
        book_years([held(2017, "010121", 4), held(2017, "010121", 5)])


def test_a_heading_beside_its_subheading_is_refused() -> None:
    with pytest.raises(MixedLevels, match=r"0101 and 010121 of ARL>BED, 2017, .* count them twice"):
        book_years([held(2017, "0101", 4), held(2017, "010121", 4)])
