"""The options that several commands read: years and goods, each with one message."""

from argparse import ArgumentTypeError

import pytest

from sverka.faces.cli.options import goods, goods_of_revision, years
from sverka.vocabulary.product import TOTAL, Product


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2004-2023", (2004, 2023)),
        ("2017-2017", (2017, 2017)),
        ("2017", (2017, 2017)),
        (" 1992 – 2020 ", (1992, 2020)),
    ],
)
def test_years_are_the_first_and_the_last_or_one(written: str, span: tuple[int, int]) -> None:
    assert years(written) == span


@pytest.mark.parametrize("written", ["2020-2010", "2018-", "-2018", "18-20", "2018-2019-2020", "recent", ""])
def test_what_is_no_span_of_years_is_refused(written: str) -> None:
    with pytest.raises(ArgumentTypeError) as refused:
        years(written)
    assert str(refused.value) == (
        f"“{written}” is no span of years: write the first and the last as in 2004-2023, or one year"
    )


@pytest.mark.parametrize(
    ("written", "product"),
    [
        ("870193", Product("870193", "")),
        ("hs2017:870193", Product("870193", "HS2017")),
        ("H5 : 9999AA", Product("9999AA", "HS2017")),
        ("total", TOTAL),
        ("HS2017:TOTAL", TOTAL),
    ],
)
def test_goods_are_a_code_with_or_without_its_revision(written: str, product: Product) -> None:
    assert goods(written) == product


@pytest.mark.parametrize("written", ["87.01", "HS2017:", "HS2017:87.01", "", "８７０１"])
def test_what_is_no_code_of_goods_is_refused(written: str) -> None:
    for read in (goods, goods_of_revision):
        with pytest.raises(ArgumentTypeError) as refused:
            read(written)
        assert str(refused.value) == (
            f"“{written}” is no code of goods: write it without dots as in 870193, or HS2017:870193"
        )


@pytest.mark.parametrize("written", ["HS2016:0401", ":0401"])
def test_a_revision_that_is_none_is_refused(written: str) -> None:
    for read in (goods, goods_of_revision):
        with pytest.raises(ArgumentTypeError, match="is no revision of a nomenclature"):
            read(written)


def test_a_command_that_looks_up_one_code_asks_for_its_revision() -> None:
    assert goods_of_revision("HS2017:0401") == Product("0401", "HS2017")
    assert goods_of_revision("TOTAL") == TOTAL
    with pytest.raises(ArgumentTypeError) as refused:
        goods_of_revision("0401")
    assert str(refused.value) == "“0401” does not say its revision: write both, as in HS2017:0401"
