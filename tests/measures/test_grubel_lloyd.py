"""Intra-industry trade of Arland and Bedia, by hand and by its laws."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.goods_rows import held, mappings
from tests.measures.rows import PAIR

from sverka.measures.grubel_lloyd import (
    COLUMNS,
    BookIntra,
    grubel_lloyd,
    intra_industry,
    product_index,
    table,
)
from sverka.measures.known_values import NegativeValue
from sverka.measures.missing import Missing
from sverka.measures.product_history import ProductYear

BACK = "BED>ARL"
ROWS = (
    held(2017, "010121", 80),
    held(2017, "010121", 20, subject=BACK),
    held(2017, "080810", 50),
    held(2017, "270900", 50, subject=BACK),
    held(2017, "854150", None),
    held(2017, "854150", 9, subject=BACK),
)


def lack(*rows: ProductYear, reporter: str = "ARL") -> str:
    found = intra_industry(rows, PAIR, reporter, 2017)
    assert isinstance(found, Missing)
    assert (found.measure, found.subject, found.period) == ("grubel_lloyd", "ARL-BED", "2017")
    return found.reason


@pytest.mark.parametrize(
    ("exports", "imports", "index"), [(80, 20, 0.4), (50, 0, 0.0), (0, 50, 0.0), (7, 7, 1.0), (0, 0, None)]
)
def test_a_product_is_traded_both_ways_or_one(exports: int, imports: int, index: float | None) -> None:
    """80 out and 20 back: 1 - 60 / 100."""
    assert product_index(exports, imports) == index


def test_the_index_over_all_products_weighs_them_by_their_trade() -> None:
    """Matched are twice 20 of 200 dollars: 0.2, the mean of 0.4, 0, 0 weighted by 100, 50, 50."""
    found = intra_industry(ROWS, PAIR, "ARL", 2017)
    assert isinstance(found, BookIntra)
    assert (found.country, found.partner, found.exports_valued, found.imports_valued) == (
        *PAIR,
        "FOB",
        "CIF",
    )
    intra = found.intra
    assert (intra.digits, intra.revision, intra.exports_usd, intra.imports_usd) == (6, "HS2017", 130, 70)
    assert intra.index == 0.2
    assert [(one.product, one.index) for one in intra.products] == [
        ("010121", 0.4),
        ("080810", 0.0),
        ("270900", 0.0),
    ]
    assert intra.unknown == ("854150",)


def test_in_the_partners_book_the_sides_are_the_partners() -> None:
    rows = [held(2017, "010121", 80, reporter="BED"), held(2017, "010121", 20, subject=BACK, reporter="BED")]
    found = intra_industry(rows, PAIR, "BED", 2017)
    assert isinstance(found, BookIntra)
    assert (found.country, found.intra.exports_usd, found.intra.imports_usd) == ("BED", 20, 80)


def test_a_reconciled_book_is_told_from_the_pairs_first_country() -> None:
    rows = [held(2017, "010121", 80, reporter=""), held(2017, "010121", 20, subject=BACK, reporter="")]
    found = intra_industry(rows, PAIR, "", 2017)
    assert isinstance(found, BookIntra)
    assert (found.country, found.reporter, found.exports_valued) == ("ARL", "", "reconciled")


def test_the_same_valuation_of_both_directions_is_preferred() -> None:
    fob = held(2017, "010121", 19, subject=BACK, valuation="FOB")
    found = intra_industry([*ROWS, fob], PAIR, "ARL", 2017)
    assert isinstance(found, BookIntra)
    assert (found.imports_valued, found.intra.imports_usd) == ("FOB", 19)


def test_silence_about_one_direction_is_not_one_way_trade() -> None:
    assert lack(held(2017, "010121", 80)) == (
        "the book has no products of the imports, and silence about them does not mean zero"
    )
    assert lack(held(2017, "010121", 80, subject=BACK)).startswith("the book has no products of the exports")


def test_directions_in_two_revisions_are_not_set_against_each_other() -> None:
    reason = lack(held(2017, "010121", 80), held(2017, "010121", 80, subject=BACK, revision="HS2012"))
    assert reason == "exports are declared in HS2017, imports in HS2012"


def test_without_a_known_value_there_is_no_index() -> None:
    silent = "in one of the directions no product has a value, or there is no trade at all"
    for product in ("010121", "080810"):
        assert lack(held(2017, product, None), held(2017, "010121", 80, subject=BACK)) == silent
    assert lack(held(2017, "010121", 0), held(2017, "010121", 0, subject=BACK)) == silent


def test_a_negative_value_is_refused() -> None:
    with pytest.raises(NegativeValue, match="010121 is -1"):
        grubel_lloyd({"010121": -1}, {}, digits=6, revision="HS2017")


def test_the_table_has_a_row_over_all_products_and_one_each() -> None:
    columns, rows = table([*ROWS, held(2018, "010121", 80)], PAIR)
    assert columns == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    key = ("ARL", "BED", "ARL", 2017, "HS2017", 6)
    assert rows[:2] == [
        (*key, "TOTAL", 130, 70, "FOB", "CIF", 0.2, ""),
        (*key, "010121", 80, 20, "FOB", "CIF", 0.4, ""),
    ]
    assert rows[-1][3:7] == (2018, "", None, "TOTAL")
    assert rows[-1][-1].startswith("the book has no products of the imports")


@given(exports=mappings, imports=mappings)
def test_the_index_is_the_weighted_mean_of_the_products(
    exports: dict[str, int | None], imports: dict[str, int | None]
) -> None:
    found = grubel_lloyd(exports, imports, digits=6, revision="HS2017")
    if found is None:
        return
    trade = found.exports_usd + found.imports_usd
    weighted = sum(one.index * (one.exports_usd + one.imports_usd) for one in found.products) / trade
    assert found.index == pytest.approx(weighted)
    assert 0 <= found.index <= 1
    turned = grubel_lloyd(imports, exports, digits=6, revision="HS2017")
    assert turned is not None
    assert turned.index == found.index


@given(
    exports=st.dictionaries(st.sampled_from(("010121", "010129", "010130")), st.integers(0, 10**9)),
    imports=st.dictionaries(st.sampled_from(("010121", "010129", "010130")), st.integers(0, 10**9)),
)
def test_broader_products_never_lower_the_index(exports: dict[str, int], imports: dict[str, int]) -> None:
    fine = grubel_lloyd(exports, imports, digits=6, revision="HS2017")
    sums: list[Counter[str]] = []
    for values in (exports, imports):
        sums.append(Counter())
        for code, value in values.items():
            sums[-1][code[:4]] += value
    broad = grubel_lloyd(sums[0], sums[1], digits=4, revision="HS2017")
    assert (fine is None) == (broad is None)
    if fine and broad:
        assert broad.index >= fine.index
