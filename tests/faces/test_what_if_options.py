"""How `sverka what-if` and `sverka target` read numbers as people write them."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

import pytest

from sverka.faces.cli import equilibrium_options as read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2e9", 2e9),
        ("2E+9", 2e9),
        ("2bn", 2e9),
        ("2 bn", 2e9),
        ("2 billion", 2e9),
        ("$2.5bn", 2.5e9),
        ("USD 2.5 billion", 2.5e9),
        ("2,5 млрд", 2.5e9),
        ("2 000 000 000", 2e9),
        ("2\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000", 2e9),
        ("2,000,000,000", 2e9),
        ("2_000_000_000", 2e9),
        ("1,234,567.5", 1234567.5),
        ("604.1 million dollars", 604.1e6),
        ("850mn", 850e6),
        ("12 тыс.", 12e3),
        ("3 USD", 3),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, found: float) -> None:
    assert read.dollars(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "much", "2 billion euro", "€2bn", "1,234 million", "2 zillion", "bn", "1.2.3", "nan", "--2e9"],
)
def test_what_is_no_amount_of_dollars_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match=r"is no amount of US dollars: write it as in 2e9, 2bn"):
        read.dollars(text)


@pytest.mark.parametrize("text", ["0", "1e60", "1e18", "-2e9", "−5 mn"])
def test_an_amount_that_is_no_goal_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="cannot be a goal: write an amount above 0 and below 1e15"):
        read.dollars(text)


@pytest.mark.parametrize(
    ("text", "found"), [("10%", 10), ("10 %", 10), ("10", 10), ("2,5%", 2.5), ("-1%", -1)]
)
def test_a_percentage_is_read_with_and_without_its_sign(text: str, found: float) -> None:
    assert read.percent(text) == found


@pytest.mark.parametrize("text", ["ten", "", "10%%", "nan", "inf"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is no percentage: write it as in 10% or 10"):
        read.percent(text)


@pytest.mark.parametrize(
    ("reader", "text", "told"),
    [
        (read.cut, "120%", "costs cannot fall by 120%: they are what goods cost at their destination"),
        (read.cut, "0", "is no cut: write by how much costs fall, above 0, or --raise-costs"),
        (read.cut, "-5", "is no cut"),
        (read.rise, "-5", "is no rise of costs"),
        (read.rise, "1000", "at most 900%, or --cut-costs"),
        (read.tariff, "-1", "is no tariff: write it in percent of the goods' value"),
        (read.elasticity_error, "120", "is no error of an elasticity"),
        (read.level, "1", "is no level of an interval"),
        (read.level, "100%", "is no level of an interval"),
        (read.level, "0", "is no level of an interval"),
        (read.draws, "many", "is no number of draws: write a whole number from 0 to 100,000"),
        (read.draws, "-1", "is no number of draws"),
        (read.seed, "1.5", "is no seed"),
        (read.names, " , ", "no sector is named"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out(
    reader: Callable[[str], object], text: str, told: str
) -> None:
    with pytest.raises(ArgumentTypeError) as refused:
        reader(text)
    assert told in str(refused.value)


def test_a_level_is_read_as_percentage_and_as_share() -> None:
    assert [read.level(text) for text in ("95%", "95", "0.95", "0.5%")] == [0.95, 0.95, 0.95, 0.005]


def test_sectors_are_read_once_each() -> None:
    assert read.names("machinery, C29,machinery") == ("machinery", "C29")


def test_a_file_of_elasticities_is_told_from_the_name_of_a_set(tmp_path: Path) -> None:
    assert read.elasticities_file("caliendo-parro") is None
    assert read.elasticities_file("mine.csv") == Path("mine.csv")
    assert read.elasticities_file("folder/mine") == Path("folder/mine")
    (tmp_path / "mine").write_text("C28,5\n", "utf-8")
    assert read.elasticities_file(str(tmp_path / "mine")) == tmp_path / "mine"


def test_directions_are_those_of_the_first_country() -> None:
    assert read.asked_routes("BLR", "KAZ", "both") == (("BLR", "KAZ"), ("KAZ", "BLR"))
    assert read.asked_routes("BLR", "KAZ", "exports") == (("BLR", "KAZ"),)
    assert read.asked_routes("BLR", "KAZ", "imports") == (("KAZ", "BLR"),)
