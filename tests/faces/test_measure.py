"""`sverka measure` on the shipped book, and on a book of products of Arland and Bedia."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.faces.conftest import Run
from tests.fictional.pair import CARD, flow

from sverka.ledger import open_ledger
from sverka.measures.question import Measure
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.product import Product


@pytest.fixture
def products(tmp_path: Path) -> Path:
    """Make a book in which Arland sells horses and asses to Bedia, and both declare it, but for one year."""
    declared = [
        ("ARL", "2017", 75, "010121"),
        ("ARL", "2017", 25, "010130"),
        ("ARL", "2018", 0, "010130"),
        ("BED", "2017", 90, "010121"),
    ]
    flows = [
        replace(flow(reporter, "ARL>BED", year, millions), product=Product(code, "HS2017"))
        for reporter, year, millions, code in declared
    ]
    with open_ledger(tmp_path / "products", create=True) as ledger:
        ledger.post(
            Batch(source=CARD.id, flows=flows), CARD, None, posted_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
    return tmp_path / "products"


def words(text: str) -> str:
    return " ".join(text.split())


def test_yearly_totals_name_source_book_valuation_and_unit(run: Run) -> None:
    ran = run("measure", "pair-totals", "BLR", "KAZ", "--years", "2017")
    assert (ran.code, ran.err) == (0, "")
    for part in (
        "Starter book of Belarus and Kazakhstan",
        "Unit: US dollars",
        "2017 Belarus → Kazakhstan Belarus FOB as published 592,227,200",
        "2017 Belarus → Kazakhstan Kazakhstan CIF as published 502,070,900",
    ):
        assert part in words(ran.out)
    assert "2018" not in ran.out


def test_the_engine_may_be_named_before_the_command(run: Run) -> None:
    ran = run("--engine", "duckdb", "measure", "pair-totals", "BLR", "KAZ", "--years", "2017", "--json")
    assert json.loads(ran.out)["engine"] == "duckdb"
    ran = run("--engine", "spark", "promises", "BLR", "KAZ")
    assert ran.code == 2
    assert "unrecognized arguments: --engine" in ran.err


def test_the_same_as_data(run: Run) -> None:
    ran = run("measure", "pair-totals", "kaz", "blr", "--years", "2017", "--json")
    data = json.loads(ran.out)
    assert (data["measure"], data["pair"], data["engine"]) == ("pair-totals", "BLR-KAZ", "duckdb")
    (source,) = data["sources"]
    assert source["source"] == "starter"
    (row,) = [row for row in source["rows"] if (row["exporter"], row["reporter"]) == ("BLR", "BLR")]
    assert (row["value_usd"], row["valuation"], row["published"]) == (592_227_200, "FOB", True)


def test_totals_without_published_ones_say_what_was_added(run: Run, products: Path) -> None:
    ran = run("measure", "pair-totals", "ARL", "BED", "--book", products)
    assert "2017 ARL → BED ARL FOB sum of 2 rows by HS2017 100,000,000" in words(ran.out)


def test_a_history_tells_zero_from_nothing(run: Run, products: Path) -> None:
    ran = run("measure", "product-history", "ARL", "BED", "--book", products)
    assert "HS2017 USD 2017 USD 2018" in words(ran.out)
    assert "010130 25,000,000 0" in words(ran.out)
    assert "010121 75,000,000 –" in words(ran.out)


def test_advantages_are_worked_out_over_the_source(run: Run, products: Path) -> None:
    data = json.loads(run("measure", "rca", "ARL", "BED", "--book", products, "--json").out)
    ratios = {(row["product"], row["year"]): row["rca"] for row in data["sources"][0]["rows"]}
    assert ratios == {("010121", 2017): 1.0, ("010130", 2017): 1.0, ("010130", 2018): None}
    assert "010121 HS2017" in words(
        run("measure", "rca", "ARL", "BED", "--book", products, "--years", "2017").out
    )


def test_both_sides_of_a_product_stand_side_by_side(run: Run, products: Path) -> None:
    ran = run("measure", "mirror-join", "ARL", "BED", "--book", products, "--product", "0101")
    assert "2017 HS2017 010121 75,000,000 FOB 90,000,000 CIF 15,000,000 1.20" in words(ran.out)
    assert "2018 HS2017 010130 0 FOB – – –" in words(ran.out)


def test_one_product_can_be_asked_for(run: Run, products: Path) -> None:
    data = json.loads(
        run(
            "measure", "product-history", "ARL", "BED", "--book", products, "--product", "010130", "--json"
        ).out
    )
    assert {row["product"] for row in data["sources"][0]["rows"]} == {"010130"}


def test_growth_by_product_is_shown_with_its_books_and_reasons(run: Run, products: Path) -> None:
    ran = run("measure", "decomposition", "ARL", "BED", "--book", products)
    said = words(ran.out)
    assert "ARL → BED, book: ARL, FOB, HS2017, 2017 to 2018" in said
    assert "010130 continuing 25,000,000 0" not in said
    assert "010130 vanished 25,000,000 0 -25,000,000 -25.00" in said
    assert "a change needs an earlier and a later year, not 2017 and 2017" in said
    data = json.loads(run("measure", "decomposition", "ARL", "BED", "--book", products, "--json").out)
    (source,) = data["sources"]
    assert source["unit"] == "US dollars; percentage points"
    assert {row["reporter"] for row in source["rows"]} == {"ARL", "BED"}


def test_concentration_is_shown_year_by_year_the_newest_first(run: Run, products: Path) -> None:
    said = words(run("measure", "concentration", "ARL", "BED", "--book", products).out)
    assert "ARL → BED, book: ARL, FOB, HS2017" in said
    assert "2017 010121 0.75 100,000,000 2 0.625 1.60" in said
    assert said.index("2018") < said.index("2017 010121")


@pytest.mark.parametrize("name", [measure.value for measure in Measure])
def test_every_measure_is_shown_and_given_as_data(run: Run, products: Path, name: str) -> None:
    shown = run("measure", name, "ARL", "BED", "--book", products, "--years", "2017")
    assert (shown.code, shown.err) == (0, "")
    data = json.loads(run("measure", name, "ARL", "BED", "--book", products, "--json").out)
    assert data["measure"] == name


@pytest.mark.parametrize("name", ["product-history", "rca", "decomposition", "unit-values", "similarity"])
def test_a_source_of_totals_has_no_products(run: Run, name: str) -> None:
    ran = run("measure", name, "BLR", "KAZ")
    assert ran.code == 0
    assert "The book holds no" in ran.out


def test_a_source_that_the_book_lacks_is_told(run: Run) -> None:
    ran = run("measure", "pair-totals", "BLR", "KAZ", "--source", "almanac")
    assert ran.code == 3
    assert "almanac" in ran.err


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--years", "2018-2017"), "is no span of years"),
        (("--years", "17"), "is no span of years"),
        (("--product", "87.01"), "is no product code"),
        (("--engine", "ibis"), "invalid choice"),
    ],
)
def test_what_cannot_be_read_is_refused(run: Run, given: tuple[str, str], message: str) -> None:
    ran = run("measure", "pair-totals", "BLR", "KAZ", *given)
    assert ran.code == 2
    assert message in ran.err


def test_a_pair_that_is_none_is_refused(run: Run) -> None:
    assert run("measure", "pair-totals", "BLR").code == 2


def test_an_output_that_cannot_be_written_is_told(run: Run) -> None:
    ran = run("measure", "pair-totals", "BLR", "KAZ", "--json", "no/such/folder.json")
    assert ran.code == 2
    assert "Cannot write" in ran.err


def test_spark_without_the_extra_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    ran = run("measure", "pair-totals", "BLR", "KAZ", "--engine", "spark")
    assert ran.code == 3
    assert "pip install 'sverka[spark]'" in ran.err
