"""The tables of a year read back out of the book that they were posted to."""

from pathlib import Path

import numpy as np
import pytest
from tests.models.mirror.books import origin, post

from sverka.ledger import open_ledger
from sverka.models.equilibrium.from_icio import FinalGoods, baseline_from_icio
from sverka.models.equilibrium.icio_book import NoTables, tables_from_book
from sverka.sources.oecd_icio.totals import Stated, Trade, facts_of, flows_of, uses_of
from sverka.vocabulary.finding import Severity

COUNTRIES, INDUSTRIES = ("BLR", "KAZ"), ("A01", "C10T12")
MILLION = 1_000_000
INPUTS = np.array([[[20, 10], [5, 25]], [[8, 2], [4, 12]]]) * MILLION
USED = np.array([[[10, 15], [15, 20]], [[4, 6], [8, 8]]]) * MILLION
FINAL = np.array([[[30, 10], [0, 50]], [[45, 15], [10, 60]]]) * MILLION


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "book"


def post_tables(book: Path, *, final: bool) -> None:
    stated = Stated("2022", "ICIO2025", origin("oecd_icio", "all"))
    flows = [*flows_of(Trade(COUNTRIES, INDUSTRIES, "", INPUTS.transpose(1, 0, 2)), stated)]
    if final:
        for use, part in (("HFCE", FINAL - FINAL // 10), ("GFCF", FINAL // 10)):
            flows += [*flows_of(Trade(COUNTRIES, INDUSTRIES, use, part.transpose(1, 0, 2)), stated)]
    output = INPUTS.sum(axis=2) + FINAL.sum(axis=2)
    facts = [
        *facts_of("output", COUNTRIES, INDUSTRIES, output, stated),
        *uses_of(COUNTRIES, INDUSTRIES, USED, stated),
    ]
    post(book, flows, facts, source="oecd_icio")


def test_the_tables_come_back_in_millions(book: Path) -> None:
    post_tables(book, final=False)
    with open_ledger(book) as ledger:
        tables = tables_from_book(ledger, 2022)
    assert (tables.countries, tables.industries) == (COUNTRIES, INDUSTRIES)
    assert tables.inputs == pytest.approx(INPUTS / MILLION)
    assert tables.used == pytest.approx(USED / MILLION)
    assert tables.final_sales == pytest.approx(FINAL.sum(axis=2) / MILLION)
    assert tables.final is None
    found = baseline_from_icio(tables, np.array([4.0, 6.0]), FinalGoods.LIKE_INPUTS)
    assert not [finding for finding in found.findings if finding.severity is Severity.ERROR]


def test_final_uses_of_the_official_tables_are_added_up(book: Path) -> None:
    post_tables(book, final=True)
    with open_ledger(book) as ledger:
        tables = tables_from_book(ledger, 2022)
    assert tables.final == pytest.approx(FINAL / MILLION)
    found = baseline_from_icio(tables, np.array([4.0, 6.0]), FinalGoods.AS_PUBLISHED)
    assert found.baseline.trade == pytest.approx((INPUTS + FINAL) / MILLION)


def test_final_sales_that_are_stated_are_taken_as_they_are(book: Path) -> None:
    post_tables(book, final=False)
    stated = Stated("2022", "ICIO2025", origin("oecd_icio", "all"))
    sales = FINAL.sum(axis=2) + MILLION
    name = "sales_to_final_demand_and_rest_of_world"
    post(book, facts=facts_of(name, COUNTRIES, INDUSTRIES, sales, stated), source="oecd_icio")
    with open_ledger(book) as ledger:
        tables = tables_from_book(ledger, 2022)
    assert tables.final_sales == pytest.approx(sales / MILLION)
    found = baseline_from_icio(tables, np.array([4.0, 6.0]), FinalGoods.LIKE_INPUTS)
    assert found.findings[0].message.startswith("The sales of 4 of 4 industries differ from published output")


def test_a_year_without_tables_says_which_years_there_are(book: Path) -> None:
    post_tables(book, final=False)
    with (
        open_ledger(book) as ledger,
        pytest.raises(
            NoTables, match=r"no Inter-Country Input-Output tables of 2021: it has those of 2022\. Post"
        ),
    ):
        tables_from_book(ledger, 2021)
