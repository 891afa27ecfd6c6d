"""Decomposition of the growth of Arland's exports to Bedia, by hand and by its laws."""

from hypothesis import given
from hypothesis import strategies as st
from tests.measures.goods_rows import CODES, OUT, held, histories

from sverka.measures.decomposition import COLUMNS, Decomposition, Margin, MarginChange, decompose, table
from sverka.measures.missing import Missing
from sverka.measures.product_history import ProductYear
from sverka.vocabulary.concordance import Concordance

YEARS = (
    held(2017, "010121", 80),  # horses: 80 -> 100
    held(2018, "010121", 100),
    held(2017, "010129", 15),  # vanished
    held(2017, "080810", 5),  # apples: 5 -> 0, a declared zero
    held(2018, "080810", 0),
    held(2018, "270900", 40),  # new
    held(2017, "854150", None),  # not known in 2017
    held(2018, "854150", 7),
)


def decomposed(*rows: ProductYear) -> Decomposition:
    found = decompose(rows, OUT)
    assert isinstance(found, Decomposition)
    return found


def test_each_product_adds_its_part_of_the_growth() -> None:
    """100 dollars become 140: horses add 20 points, oil 40, two lines that vanished take 15 and 5."""
    found = decomposed(*YEARS)
    assert (found.before_usd, found.after_usd, found.change_usd, found.growth) == (100, 140, 40, 40.0)
    assert [(one.product, one.margin, one.change_usd, one.points) for one in found.lines] == [
        ("270900", Margin.NEW, 40, 40.0),
        ("010121", Margin.CONTINUING, 20, 20.0),
        ("010129", Margin.VANISHED, -15, -15.0),
        ("080810", Margin.VANISHED, -5, -5.0),
    ]
    assert found.continuing == MarginChange(1, 20, 20.0)
    assert found.new == MarginChange(1, 40, 40.0)
    assert found.vanished == MarginChange(2, -20, -20.0)


def test_a_product_without_a_value_is_in_neither_years_sum() -> None:
    assert [(one.product, one.year, one.value_usd) for one in decomposed(*YEARS).unmatched] == [
        ("854150", 2017, None),
        ("854150", 2018, 7),
    ]


def test_one_product_is_all_of_the_growth() -> None:
    found = decomposed(held(2017, "010121", 80), held(2018, "010121", 60))
    assert (found.growth, found.lines[0].points, found.continuing.points) == (-25.0, -25.0, -25.0)


def test_nothing_in_common_is_the_extensive_margin_alone() -> None:
    found = decomposed(held(2017, "010121", 80), held(2018, "010129", 20))
    assert found.continuing == MarginChange(0, 0, 0.0)
    assert (found.new.points, found.vanished.points, found.growth) == (25.0, -100.0, -75.0)


def test_from_zero_there_are_dollars_and_no_percent() -> None:
    found = decomposed(held(2017, "010121", 0), held(2018, "010121", 20))
    assert (found.change_usd, found.growth, found.lines[0].points) == (20, None, None)


def test_a_group_of_codes_is_one_line() -> None:
    split = Concordance(("HS2012", "HS2017"), [("270900", "270911"), ("270900", "270912")])
    rows = (
        held(2017, "270900", 50, revision="HS2012"),
        held(2018, "270911", 30),
        held(2018, "270912", 40),
    )
    found = decompose(rows, OUT, lambda _revision, _other: split)
    assert isinstance(found, Decomposition)
    (line,) = found.lines
    assert (line.product, line.revision, line.margin, line.points) == (
        "270911+270912",
        "HS2017",
        Margin.CONTINUING,
        40.0,
    )


def test_a_silent_year_is_refused_with_a_reason() -> None:
    found = decompose([held(2018, "010121", 1)], OUT)
    assert isinstance(found, Missing)
    assert found.measure == "decomposition"
    assert found.reason == "the book has no products of ARL>BED for 2017"


def test_the_table_shows_lines_what_is_unmatched_and_what_cannot_be_compared() -> None:
    columns, rows = table([*YEARS, held(2018, "010121", 3, reporter="BED")])
    assert columns == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert [dict(zip(columns, row, strict=True)) for row in (rows[0], rows[-2], rows[-1])] == [
        {
            **dict(zip(COLUMNS[:8], (*OUT, "FOB", "HS2017", "270900"), strict=True)),
            "margin": "new",
            "before_usd": 0,
            "after_usd": 40,
            "change_usd": 40,
            "points": 40.0,
            "reason": "",
        },
        {
            **dict(zip(COLUMNS[:8], (*OUT, "FOB", "HS2017", "854150"), strict=True)),
            "margin": "",
            "before_usd": None,
            "after_usd": 7,
            "change_usd": None,
            "points": None,
            "reason": "no value",
        },
        {
            **dict(zip(COLUMNS[:8], ("ARL", "BED", "BED", 2018, 2018, "", "", ""), strict=True)),
            "margin": "",
            **dict.fromkeys(COLUMNS[9:13]),
            "reason": "a change needs an earlier and a later year, not 2018 and 2018",
        },
    ]


@given(rows=histories)
def test_products_and_margins_add_up_to_the_change(rows: list[ProductYear]) -> None:
    found = decompose(rows, OUT)
    if isinstance(found, Missing):
        return
    margins = (found.continuing, found.new, found.vanished)
    assert found.change_usd == found.after_usd - found.before_usd
    assert found.change_usd == sum(one.change_usd for one in found.lines)
    assert found.change_usd == sum(one.change_usd for one in margins)
    assert len(found.lines) == sum(one.lines for one in margins)
    if found.growth is not None:
        points = [one.points or 0 for one in found.lines]
        assert abs(found.growth - sum(points)) <= 1e-9 * (1 + sum(map(abs, points)))


@given(rows=histories)
def test_every_known_dollar_is_in_a_line_or_shown_apart(rows: list[ProductYear]) -> None:
    found = decompose(rows, OUT)
    if isinstance(found, Missing):
        return
    for year, compared in ((2017, found.before_usd), (2018, found.after_usd)):
        apart = sum(one.value_usd or 0 for one in found.unmatched if one.year == year)
        assert compared + apart == sum(row.value_usd or 0 for row in rows if row.year == year)


@given(rows=histories, order=st.permutations(CODES))
def test_relabelling_products_changes_no_number(rows: list[ProductYear], order: list[str]) -> None:
    named = dict(zip(CODES, order, strict=True))
    renamed = [held(row.year, named[row.product], row.value_usd) for row in rows]
    one, other = decompose(rows, OUT), decompose(renamed, OUT)
    if isinstance(one, Missing):
        assert one == other
        return
    assert isinstance(other, Decomposition)
    assert (one.growth, one.continuing, one.new, one.vanished) == (
        other.growth,
        other.continuing,
        other.new,
        other.vanished,
    )
    assert {named[line.product]: line.change_usd for line in one.lines} == {
        line.product: line.change_usd for line in other.lines
    }
