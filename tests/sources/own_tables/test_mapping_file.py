"""Mappings are read strictly."""

import pytest

from sverka.sources.own_tables.mapping import Holds, Scale
from sverka.sources.own_tables.mapping_file import (
    IncompleteMapping,
    UnfilledMapping,
    UnreadableMapping,
    read_draft,
    read_mapping,
)

WHOLE = """\
table:
  publisher: Statistical Office
  title: Trade of Arland
  licence: CC BY 4.0
  address: https://example.org/trade
  accessed: 2020-01-15
layout: {header_rows: [1], first_row: 2}
numbers: {decimal: ".", thousands: ""}
constants: {reporter: BLR, direction: export, currency: USD, scale: thousand}
valuation: {export: FOB, import: CIF}
columns:
  A: {holds: partner}
  B: {holds: value, period: 2019}
"""


def test_a_mapping_says_what_each_column_holds() -> None:
    mapping = read_mapping(WHOLE.encode(), "m.yml")
    assert mapping.columns["A"].holds is Holds.PARTNER
    assert mapping.constants.scale is Scale.THOUSAND


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("holds: partner", "holds: country", "Invalid enum value 'country'"),
        ("licence:", "license:", "unknown field `license`"),
        ("  A:", "  b2:", "matching regex"),
        ("reporter: BLR", "reporter: Belarus", "matching regex"),
        (
            "scale: thousand",
            "product: 0402",
            r"Expected `str \| null`, got `int` - at `\$.constants.product`",
        ),
        ("  A: {holds: partner}", "  B: {holds: partner}", "B is given twice"),
        ("columns:", "columns: {", r"m\.yml cannot be read: while parsing"),
        ("first_row: 2", "first_row: 0", "Expected `int` >= 1"),
    ],
)
def test_a_field_that_is_wrong_stops_the_post(old: str, new: str, says: str) -> None:
    with pytest.raises(UnreadableMapping, match=says):
        read_mapping(WHOLE.replace(old, new).encode(), "m.yml")


def test_a_mapping_that_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableMapping, match="Correct the field"):
        read_mapping("table: й".encode("cp1251"), "m.yml")


def test_question_marks_are_refused_until_they_are_filled_in() -> None:
    text = WHOLE.replace("licence: CC BY 4.0", 'licence: "???"').replace("period: 2019", 'period: "???"')
    with pytest.raises(
        UnfilledMapping, match=r"table.licence, columns.B.period are still “\?\?\?”. Nothing was"
    ):
        read_mapping(text.encode(), "m.yml")
    draft, still_open = read_draft(text.encode(), "m.yml")
    assert still_open == ("table.licence", "columns.B.period")
    assert draft.table.licence is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  licence: CC BY 4.0\n", "", "table.licence is missing, and a figure without it has no origin"),
        (", first_row: 2", "", "layout.first_row does not say"),
        ("first_row: 2", "first_row: 5, last_row: 4", "last_row comes before"),
        ("holds: value", "holds: nothing", "no column holds values"),
        (", currency: USD", "", "constants.currency is missing"),
        (", scale: thousand", "", "constants.scale is missing"),
        ("reporter: BLR, ", "", "says who the reporter is"),
        ("valuation: {export: FOB, import: CIF}\n", "", "valuation is missing"),
        ('decimal: "."', 'decimal: ","', None),
        ('thousands: ""', 'thousands: "."', "are the same sign"),
        ('numbers: {decimal: ".", thousands: ""}', "numbers: {}", "must both be given"),
        ('thousands: ""', 'thousands: "", cells: {x: unclear}', "leaves x unclear"),
        ("period: 2019", "period: sometime", "the period “sometime” of B is not understood"),
        ("  A:", "  C: {holds: quantity}\n  A:", "the quantity of column C has no unit"),
        ("  A:", "  C: {holds: quantity, of: A, quantity: {unit: kg}}\n  A:", "A, which holds no values"),
        (
            "  A:",
            "  C: {holds: value}\n  D: {holds: quantity, quantity: {unit: kg}}\n  A:",
            "D does not say which column of values",
        ),
    ],
)
def test_what_no_flow_can_do_without_is_asked_for(old: str, new: str, says: str | None) -> None:
    text = WHOLE.replace(old, new, 1)
    if says is None:
        read_mapping(text.encode(), "m.yml")
        return
    with pytest.raises(IncompleteMapping, match=says):
        read_mapping(text.encode(), "m.yml")


def test_a_third_partys_figures_need_no_reporter() -> None:
    text = WHOLE.replace("reporter: BLR, direction: export", "exporter: BLR, importer: KAZ")
    text = text.replace("holds: value", "holds: value, valuation: reconciled")
    read_mapping(text.encode(), "m.yml")
