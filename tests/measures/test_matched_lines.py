"""Two years side by side: the same revision, or groups of codes, or a reason why not."""

from tests.measures.goods_rows import OUT, held

from sverka.measures.matched_lines import Amount, Comparison, Lines, Why, comparisons, match_lines
from sverka.measures.missing import Missing
from sverka.measures.product_history import ProductYear
from sverka.vocabulary.concordance import Concordance

TABLES = Concordance(
    ("HS2012", "HS2017"),
    [
        ("010121", "010121"),
        ("270900", "270911"),
        ("270900", "270912"),
        ("854140", "854141"),
        ("854150", "854141"),
    ],
)


def tables(revision: str, other: str) -> Concordance | None:
    return TABLES if (revision, other) == ("HS2012", "HS2017") else None


def matched(*rows: ProductYear, asked: Comparison = OUT, bridged: bool = False) -> Lines:
    found = match_lines("growth", rows, asked, tables) if bridged else match_lines("growth", rows, asked)
    assert isinstance(found, Lines)
    return found


def refused(*rows: ProductYear, asked: Comparison = OUT) -> str:
    found = match_lines("growth", rows, asked, tables)
    assert isinstance(found, Missing)
    assert (found.measure, found.subject, found.period, found.book) == ("growth", "ARL>BED", "2018", "ARL")
    return found.reason


def test_a_line_without_a_row_is_not_traded_one_without_a_value_is_not_known() -> None:
    found = matched(
        held(2017, "010121", 80),
        held(2018, "010121", 90, 3, "u", flag="estimated"),
        held(2018, "010129", 7),
        held(2017, "080810", None),
        held(2018, "080810", 20),
    )
    assert [(one.label, one.before.value_usd, one.after.value_usd) for one in found.lines] == [
        ("010121", 80, 90),
        ("010129", 0, 7),
    ]
    assert found.lines[0].after == Amount(90, 3, "u", marked=True)
    assert [(one.product, one.year, one.value_usd, one.why) for one in found.unmatched] == [
        ("080810", 2017, None, Why.NO_VALUE),
        ("080810", 2018, 20, Why.NO_VALUE),
    ]


def test_other_books_years_and_directions_are_left_out() -> None:
    found = matched(
        held(2017, "010121", 80),
        held(2018, "010121", 90),
        held(2016, "010121", 1),
        held(2018, "010129", 1, reporter="BED"),
        held(2018, "010129", 1, subject="BED>ARL"),
    )
    assert [one.label for one in found.lines] == ["010121"]


def test_the_newest_revision_that_both_years_have_is_taken() -> None:
    rows = [
        held(year, "010121", value, revision=revision)
        for revision, value in (("HS2012", 1), ("HS2017", 2), ("SITC4", 3))
        for year in (2017, 2018)
    ]
    found = matched(*rows, held(2018, "010121", 4, revision="HS2022"))
    assert (found.basis.revision, found.basis.later_revision) == ("HS2017", "HS2017")
    assert found.lines[0].before.value_usd == 2


def test_the_usual_valuation_is_taken_where_a_book_has_two() -> None:
    asked = OUT._replace(reporter="BED")
    rows = [
        held(year, "010121", 80, reporter="BED", valuation=valuation)
        for valuation in ("FOB", "CIF")
        for year in (2017, 2018)
    ]
    assert matched(*rows, asked=asked).basis.valuation == "CIF"


def test_years_of_two_revisions_are_compared_in_groups() -> None:
    """270900 was split in two, 854140 and 854150 became one: the sums are of the same goods."""
    found = matched(
        held(2017, "010121", 10, 5, revision="HS2012"),
        held(2017, "270900", 50, 9, revision="HS2012"),
        held(2017, "854140", 20, revision="HS2012"),
        held(2017, "854150", 1, revision="HS2012"),
        held(2017, "999999", 3, revision="HS2012"),
        held(2018, "270911", 30, 4),
        held(2018, "270912", 40, 5),
        held(2018, "854141", 25, 6),
        bridged=True,
    )
    assert (found.basis.revision, found.basis.later_revision) == ("HS2012", "HS2017")
    assert [(one.codes, one.later_codes, one.before, one.after) for one in found.lines] == [
        (("010121",), (), Amount(10, 5, "kg"), Amount(0)),
        (("270900",), ("270911", "270912"), Amount(50, 9, "kg"), Amount(70)),
        (("854140", "854150"), ("854141",), Amount(21), Amount(25, 6, "kg")),
    ]
    assert [one.label for one in found.lines] == ["010121", "270911+270912", "854141"]
    assert [(one.product, one.revision, one.value_usd, one.why) for one in found.unmatched] == [
        ("999999", "HS2012", 3, Why.NO_CORRESPONDENCE)
    ]


def test_one_unknown_value_sets_its_whole_group_apart() -> None:
    found = matched(
        held(2017, "010121", 10, revision="HS2012"),
        held(2017, "854140", None, revision="HS2012"),
        held(2017, "854150", 1, revision="HS2012"),
        held(2018, "010121", 10),
        held(2018, "854141", 25),
        bridged=True,
    )
    assert [one.label for one in found.lines] == ["010121"]
    assert [(one.product, one.value_usd) for one in found.unmatched] == [
        ("854140", None),
        ("854150", 1),
        ("854141", 25),
    ]


def test_without_a_correspondence_codes_are_not_matched() -> None:
    reason = refused(held(2017, "010121", 1, revision="HS1992"), held(2018, "010121", 1))
    assert reason == (
        "2017 is declared in HS1992 and 2018 in HS2017, the book has no correspondence between them, and "
        "lines cannot be matched one by one"
    )


def test_a_correspondence_of_subheadings_says_nothing_of_headings() -> None:
    reason = refused(held(2017, "0101", 1, revision="HS2012"), held(2018, "0101", 1))
    assert reason.endswith("their correspondence is not for codes of 4 digits")


def test_a_silent_year_is_not_a_year_of_zeros() -> None:
    assert refused(held(2018, "010121", 1)) == "the book has no products of ARL>BED for 2017"


def test_different_valuations_are_not_compared() -> None:
    reason = refused(held(2017, "010121", 1), held(2018, "010121", 1, valuation="CIF"))
    assert reason == "2017 is valued FOB and 2018 CIF: their difference would hold the freight"


def test_years_without_a_known_value_are_not_compared() -> None:
    """Else every line of the one year would pass for new, or for vanished."""
    because = "can be compared: each lacks a value in one of the two years, or a correspondence"
    new, gone = held(2018, "010129", 1), held(2017, "010129", 1)
    assert refused(held(2017, "010121", None), new) == f"no product of 2017 {because}"
    assert refused(gone, held(2018, "010121", None)) == f"no product of 2018 {because}"
    assert refused(held(2017, "999999", 1, revision="HS2012"), held(2018, "010121", 1)) == (
        f"no product of 2017 {because}"
    )


def test_a_change_needs_two_years() -> None:
    asked = OUT._replace(before=2018)
    reason = refused(held(2018, "010121", 1), asked=asked)
    assert reason == "a change needs an earlier and a later year, not 2018 and 2018"


def test_the_last_two_years_of_each_book_are_compared_unless_two_are_given() -> None:
    rows = [held(year, "010121", 1) for year in (2014, 2017, 2018)]
    rows.append(held(2015, "010121", 1, reporter="BED"))
    assert comparisons(rows, None) == [OUT, Comparison("ARL", "BED", "BED", 2015, 2015)]
    assert [one[3:] for one in comparisons(rows, (2014, 2018))] == [(2014, 2018), (2014, 2018)]
