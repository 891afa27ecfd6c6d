"""Figures as tables write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.sources.own_tables.figures import Trouble, read_figure
from sverka.sources.own_tables.mapping import Meaning, Numbers
from sverka.sources.workbook import Cell

RUSSIAN = Numbers(
    decimal=",",
    thousands=" ",
    cells={"–": Meaning.MISSING, "х": Meaning.CONFIDENTIAL, "0": Meaning.ZERO},
    marks={"*": "estimated", "1)": "reported"},
)
ENGLISH = Numbers(decimal=".", thousands=",")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567,89", "1234567.89"),
        ("12\u202f345", "12345"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("+7", "7"),
        ("0,0", "0.0"),
        ("0", "0"),
        ("1,5E3", "1.5E3"),
    ],
)
def test_blanks_of_any_kind_stand_between_thousands(text: str, value: str) -> None:
    assert read_figure(text, RUSSIAN).value == Decimal(value)


def test_a_mark_gives_the_figure_its_flag() -> None:
    assert read_figure("12,5*", RUSSIAN)[:2] == (Decimal("12.5"), "estimated")
    assert read_figure("12,5 1)", RUSSIAN)[:2] == (Decimal("12.5"), "reported")


def test_a_sign_means_what_the_mapping_says() -> None:
    assert read_figure("–", RUSSIAN).meaning is Meaning.MISSING
    assert read_figure("-", RUSSIAN).meaning is Meaning.MISSING, "one dash is like another"
    assert read_figure(" х ", RUSSIAN).meaning is Meaning.CONFIDENTIAL
    assert read_figure("0", RUSSIAN).value == 0
    assert read_figure("", RUSSIAN).meaning is Meaning.MISSING
    assert read_figure("", RUSSIAN).value is None, "missing is not zero"


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ("1.234,5", Trouble.TEXT),
        ("1 23,5", Trouble.TEXT),
        ("12 34", Trouble.TEXT),
        ("около 5", Trouble.TEXT),
        ("12,5²", Trouble.MARK),
        ("#REF!", Trouble.ERROR),
        ("#ДЕЛ/0!", Trouble.ERROR),
        ("NaN", Trouble.NOT_A_NUMBER),
        (float("nan"), Trouble.NOT_A_NUMBER),
        (float("inf"), Trouble.NOT_A_NUMBER),
        (True, Trouble.LOGICAL),
        (date(2019, 10, 1), Trouble.DATE),
        ("(5,5)", Trouble.TEXT),
    ],
)
def test_what_is_no_figure_says_why(cell: Cell, trouble: str) -> None:
    assert read_figure(cell, RUSSIAN).trouble == trouble


def test_a_stored_number_has_the_digits_that_a_spreadsheet_shows() -> None:
    assert read_figure(0.1 + 0.2, ENGLISH).value == Decimal("0.3")
    assert read_figure(60_000.25, ENGLISH).value == Decimal("60000.25")


@given(
    st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False), st.sampled_from([RUSSIAN, ENGLISH])
)
def test_a_figure_is_read_as_it_was_written(value: Decimal, numbers: Numbers) -> None:
    english = f"{value:,.2f}"
    decimal, thousands = numbers.decimal or ".", numbers.thousands or ""
    text = english.replace(",", "t").replace(".", decimal).replace("t", thousands)
    assert read_figure(text, numbers).value == value
