"""Product codes as tables write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.sources.own_tables.products import Code, read_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0101", Code("0101")),
        ("101", Code("0101", restored=True)),
        ("1", Code("01", restored=True)),
        ("0101 21 000 0", Code("0101210000")),
        ("101210000", Code("0101210000", restored=True)),
        ("01.01", Code("0101")),
        ("Всего", Code("TOTAL")),
        ("01-24", Code("leave out")),
        ("XVI", Code("leave out")),
        ("0001", None),
        ("нефть", None),
        ("12345678901", None),
        ("", None),
    ],
)
def test_a_code_has_an_even_number_of_digits(text: str, code: Code | None) -> None:
    assert read_code(text) == code


@given(st.integers(1, 99), st.sampled_from([0, 2, 4, 6, 8]), st.data())
def test_a_spreadsheet_loses_one_zero_and_it_comes_back(chapter: int, rest: int, data: st.DataObject) -> None:
    digits = data.draw(st.text("0123456789", min_size=rest, max_size=rest))
    code = f"{chapter:02}{digits}"
    found = read_code(str(int(code)))
    assert found is not None
    assert found.code == code
