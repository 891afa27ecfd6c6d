"""Rows that account for every field."""

import pytest

from sverka.sources.row import MissingColumn, Sheet, TakenTwice, expect_rows
from sverka.vocabulary.finding import Severity

TABLE = (
    b"\xef\xbb\xbfyear,value,unit,note\n"
    b"2017, 604.1 ,USD mn,\n"
    b"2018,647.3,USD mn,estimate\n"
    b"2019,756.3,USD mn,estimate\n"
)


def test_fields_are_taken_without_blanks_around_them() -> None:
    first, *_ = Sheet(TABLE, "trade.csv")
    assert (first.take("year"), first.take("value"), first.place) == ("2017", "604.1", "trade.csv row 2")


def test_what_is_left_over_becomes_one_finding_a_column() -> None:
    sheet = Sheet(TABLE, "trade.csv")
    for row in sheet:
        row.take("value")
        row.done(ignore=("year",))
    unit, note = sheet.findings
    assert (unit.about, unit.severity) == ("trade.csv: unit", Severity.WARNING)
    assert unit.message == "The field “unit” of 3 rows was not read."
    assert unit.evidence == ("trade.csv row 2: USD mn",)
    assert (note.about, note.evidence) == ("trade.csv: note", ("trade.csv row 3: estimate",))


def test_a_row_read_whole_leaves_no_finding() -> None:
    sheet = Sheet(TABLE, "trade.csv")
    for row in sheet:
        row.take("value")
        row.done(ignore=("year", "unit", "note"))
    assert sheet.findings == ()


def test_a_missing_column_is_told_with_those_that_are_there() -> None:
    (row, *_) = Sheet(TABLE, "trade.csv")
    with pytest.raises(
        MissingColumn,
        match=r"trade.csv row 2 has no field “flow”; it has year, value, unit, note. A column was renamed",
    ):
        row.take("flow")


def test_a_field_is_taken_once() -> None:
    (row, *_) = Sheet(TABLE, "trade.csv")
    row.take("year")
    with pytest.raises(TakenTwice, match=r"“year” of trade.csv row 2 was taken before. Take each field once"):
        row.take("year")


def test_rows_that_do_not_fit_the_header_are_found_and_not_read() -> None:
    sheet = Sheet(b"year,value\n2017,1\n2018,1,2\n2019\n2020,3\n", "trade.csv")
    assert [row.take("year") for row in sheet] == ["2017", "2020"]
    (finding,) = sheet.findings
    assert finding.severity is Severity.ERROR
    assert finding.evidence == ("trade.csv row 3", "trade.csv row 4")


def test_a_snapshot_of_another_length_than_expected_is_found() -> None:
    sheet = Sheet(TABLE, "trade.csv")
    assert len(list(sheet)) == 3
    assert expect_rows(3, sheet) == expect_rows(None, sheet) == ()
    (finding,) = expect_rows(4, sheet)
    assert finding.message == "3 rows were read and the source's card expects 4."
