import json
from pathlib import Path

import msgspec
import pytest
from tests.faces.conftest import Run
from tests.models.mirror.books import CODES, flow, flows_of, links_of, post
from tests.models.mirror.world import Plan, make_world

from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.product import Product


@pytest.fixture(scope="session")
def world_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Post what 14 countries declare of each other in 2000-2002, with distances."""
    folder = tmp_path_factory.mktemp("mirror") / "book"
    world = make_world(5, Plan(countries=len(CODES), years=3))
    tractors = Product("870193", "HS2017")
    pair = Pair("BLR", "KAZ")
    single = [
        flow("exporter", *pair, 2000, 40e6, product=tractors),
        flow("importer", *pair, 2000, 42e6, product=tractors),
    ]
    post(folder, [*flows_of(world), *single])
    post(folder, facts=links_of(world), source="covariates")
    return folder


def test_the_shipped_book_shows_both_sides_and_says_what_it_cannot(run: Run) -> None:
    ran = run("mirror", "BLR", "KAZ")
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    for words in (
        "Belarus → Kazakhstan",
        "783.3 572.0 -211.3",
        "736.6 as starter has it",
        "reliability cannot be estimated",
        "sverka post covariates PATH",
        "IMF Direction of Trade Statistics",
    ):
        assert words in text
    assert "Estimated from" not in text


def test_a_book_of_many_countries_reconciles(run: Run, world_book: Path) -> None:
    ran = run("mirror", "Kazakhstan", "blr", "--book", world_book)
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    for words in (
        "figures from world (Collection world), reconciled by BACI’s steps",
        "BLR : KAZ",
        "1 both declarations, weighted by the inverse variance",
        "Estimated from 546 flows of all goods that both sides declare, 14 countries, 2000–2002",
        "ln distance +0.",
    ):
        assert words in text
    assert max(map(len, ran.out.splitlines())) <= 120


def test_the_data_carry_every_figure_with_its_origins(run: Run, world_book: Path, tmp_path: Path) -> None:
    assert run("mirror", "BLR", "KAZ", "--book", world_book, "--json", "mirror.json").code == 0
    data = json.loads((tmp_path / "mirror.json").read_text("utf-8"))
    assert (data["pair"], data["source"], data["method"], data["level"]) == ("BLR-KAZ", "world", "baci", 0.95)
    assert len(data["lines"]) == 6
    for line in data["lines"]:
        parts = (line["freight"]["value"], line["reporting_differences"]["value"], line["rest"]["value"])
        assert line["gap"]["value"] == sum(parts)
        assert (line["export"]["book"], line["export"]["valuation"]) == (line["exporter"], "FOB")
        assert sum(line["weights"].values()) == pytest.approx(1)
        assert line["freight_standard_error"] > 0
        interval = line["reconciled"]["interval"]
        assert interval["low"] < line["reconciled"]["value"] < interval["high"]
        sources = {origin["source"] for origin in line["reconciled"]["origins"]}
        assert sources == {"world", "covariates"}
        assert {origin["snapshot"] for origin in line["export"]["origins"]}


def test_growth_labs_rules_are_shown_in_the_same_table(run: Run, world_book: Path) -> None:
    ran = run("mirror", "BLR", "KAZ", "--book", world_book, "--method", "growth-lab", "--years", "2001")
    assert ran.code == 0
    assert "1 softmax of the two reliabilities" in " ".join(ran.out.split())
    assert "states no errors" in ran.out


@pytest.fixture
def goods_book(tmp_path: Path) -> Path:
    """Post a world's totals, distances, and all that Belarus and Kazakhstan declare of their products."""
    folder = tmp_path / "goods"
    world = make_world(5, Plan(countries=len(CODES), years=3))
    totals = [msgspec.structs.replace(one, value_usd=100 * one.value_usd) for one in flows_of(world)]
    parts = {"870193": 0.6, "870120": 0.3, "040690": 0.1}
    products = [
        msgspec.structs.replace(one, product=Product(code, "HS2017"), value_usd=round(part * one.value_usd))
        for one in totals
        if {one.exporter, one.importer} == {"BLR", "KAZ"}
        for code, part in {**parts, "8701": 0.9}.items()
    ]
    post(folder, [*totals, *products])
    post(folder, facts=links_of(world), source="covariates")
    return folder


def test_goods_by_growth_labs_rules_show_the_pairs_total_and_what_brought_them_to_it(
    run: Run, goods_book: Path
) -> None:
    asked = ("mirror", "BLR", "KAZ", "--method", "growth-lab", "--book", goods_book, "--years", "2002")
    ran = run(*asked, "--product", "870193")
    assert (ran.code, ran.err) == (0, "")
    text = " ".join(ran.out.split())
    for words in (
        "BLR KAZ Freight Pair’s On no To the Reconciled",
        "1 softmax of the two reliabilities weights both declarations",
        "; products scaled to the pair's total",
        "A product's freight is that of the pair's total.",
        "× 1.000",
    ):
        assert words in text
    assert "Ordinary" not in text
    assert max(map(len, ran.out.splitlines())) <= 120
    ran = run(*asked, "--product", "8701")
    assert "the sum of 2 products of 6 digits" in " ".join(ran.out.split())


def test_the_data_hold_what_goods_were_brought_to(run: Run, goods_book: Path, tmp_path: Path) -> None:
    asked = ("mirror", "BLR", "KAZ", "--method", "growth-lab", "--book", goods_book, "--product", "870193")
    assert run(*asked, "--json", "goods.json").code == 0
    data = json.loads((tmp_path / "goods.json").read_text("utf-8"))
    assert len(data["lines"]) == 6
    for line in data["lines"]:
        scaling = line["scaling"]
        assert line["reconciled"]["value"] == pytest.approx(
            scaling["chosen"]["value"] * scaling["factor"], abs=1
        )
        assert (scaling["products"], scaling["discrepancy"]["value"]) == (3, 0)
        assert line["reconciled"]["value"] == pytest.approx(0.6 * scaling["total"]["value"], rel=0.03)
        assert (line["reporting_differences"], line["rest"]) == (None, None)
        assert {origin["source"] for origin in scaling["total"]["origins"]} == {"world", "covariates"}


def test_goods_that_growth_labs_method_does_not_know_are_refused(run: Run, world_book: Path) -> None:
    asked = ("mirror", "BLR", "KAZ", "--method", "growth-lab", "--book", world_book)
    ran = run(*asked, "--product", "87019")
    assert (ran.code, "which reconciles the subheadings of the HS" in ran.err) == (2, True)
    ran = run(*asked, "--product", "870193")
    assert ran.code == 0
    assert "post totals and products of the same publication" in " ".join(ran.out.split())


def test_goods_are_asked_with_or_without_their_revision(run: Run, world_book: Path) -> None:
    for code in ("870193", "hs2017:870193"):
        ran = run("mirror", "BLR", "KAZ", "--product", code, "--book", world_book)
        assert ran.code == 0, code
        assert "40.0" in ran.out
        assert "42.0" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Belorus", "KAZ"), "“Belorus” is no country. Did you mean BLR (Belarus)?"),
        (("BLR", "KXZ"), "KAZ (Kazakhstan)"),
        (("BLR",), "name two countries"),
        (("BLR", "BLR"), "BLR is named twice"),
        (("BLR", "KAZ", "--years", "2020-2010"), "is no span of years"),
        (("BLR", "KAZ", "--years", "recent"), "is no span of years"),
        (("BLR", "KAZ", "--product", "HS1:87"), "is no revision of a nomenclature"),
        (("BLR", "KAZ", "--product", "87.01"), "is no code of goods"),
        (("BLR", "KAZ", "--source", "almanac"), "Name one of them with --source"),
        (("KGZ", "UZB"), "Neither KGZ nor UZB declares trade"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_way_out(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("mirror", *arguments)
    assert ran.code == 2
    assert told in " ".join(ran.err.split())


def test_a_book_that_is_not_there_is_the_books_own_error(run: Run, tmp_path: Path) -> None:
    assert run("mirror", "BLR", "KAZ", "--book", tmp_path / "none").code == 3


def test_an_output_that_cannot_be_written_is_told(run: Run, world_book: Path) -> None:
    ran = run("mirror", "BLR", "KAZ", "--book", world_book, "--json", "no/such/folder.json")
    assert ran.code == 2
    assert "Cannot write" in ran.err


def test_what_is_unusual_in_a_table_is_marked_in_it(run: Run, tmp_path: Path) -> None:
    """Kazakhstan declares too much in 2000 and FOB in 2002; Belarus's figure of 2001 is an estimate."""
    world = make_world(5, Plan(countries=len(CODES), years=3))

    def odd(one: Flow) -> Flow:
        if (one.exporter, one.importer) != ("BLR", "KAZ"):
            return one
        match one.reporter, one.period:
            case "KAZ", "2000":
                return msgspec.structs.replace(one, value=one.value * 50, value_usd=one.value_usd * 50)
            case "KAZ", "2002":
                return msgspec.structs.replace(one, valuation=Valuation.FOB)
            case "BLR", "2001":
                return msgspec.structs.replace(one, flag="estimated")
        return one

    post(tmp_path / "book", map(odd, flows_of(world)))
    post(tmp_path / "book", facts=links_of(world), source="covariates")
    post(tmp_path / "book", [flow("exporter", "BLR", "KAZ", 1990, 1e6, source="leaflet")], source="leaflet")
    ran = run("mirror", "BLR", "KAZ", "--book", tmp_path / "book")
    assert ran.code == 0
    text = " ".join(ran.out.split())
    for words in (
        "other sources of the pair, with their figures: leaflet (1)",
        "2000 Belarus → Kazakhstan: neither freight nor the ordinary differences of these two reporters hold",
        "BLR's figure is the publisher's estimate; BLR counts as silent (2001)",
        "estimate",
        "the importer's declaration alone",
    ):
        assert words in text
    assert sum("FOB" in line for line in ran.out.splitlines()) == 3  # both headings, and the import of 2002
