"""`sverka fetch`, then the command that it prints: from a publisher's address to a row in the book."""

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
from tests.faces.conftest import Ran, Run
from tests.faces.publisher_files import (
    MATRIX,
    archive,
    desta,
    dyadic,
    geodist,
    gsdb,
    imts,
    indicator,
    real,
    table,
)
from tests.sources.cepii_baci.layout import write_baci
from tests.sources.local_publisher import Answer, Publisher, Time, local_publisher
from tests.sources.oecd_icio.test_arrays import packed as small_arrays
from tests.sources.oecd_icio.test_table import SALES, world
from tests.sources.un_comtrade.files import SHRIMPS, as_bulk, rows_of

from sverka.ledger import Ledger, open_ledger
from sverka.sources import NothingShipped, shipped_snapshot
from sverka.sources.cepii_baci import requests as cepii_baci
from sverka.sources.covariates import requests as covariates
from sverka.sources.cow_trade import requests as cow_trade
from sverka.sources.cow_trade.tables import COLUMNS
from sverka.sources.imf_dots import requests as imf_dots
from sverka.sources.oecd_icio import installed
from sverka.sources.oecd_icio.lookups import ArraysOf, Lookups, read_lookups
from sverka.sources.penppml import requests as penppml
from sverka.sources.shelf import note_of
from sverka.sources.snapshot import take_snapshot
from sverka.sources.terms import Terms
from sverka.sources.un_comtrade import requests as un_comtrade
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import TOTAL, Product

DAY = date(2026, 10, 5)
"""The day of the fetch by the test's clock; posts happen on the real today."""

PAIR = Pair("BLR", "KAZ")
ZIP, WORKBOOK, SDMX = "application/zip", "application/vnd.ms-excel", "application/vnd.sdmx.data+csv"


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Publisher]:
    """Stand in for all publishers, on a clock that says the fifth of October."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "SVERKA_COMTRADE_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SVERKA_SNAPSHOTS", str(tmp_path / "my snapshots"))
    clock = Time(datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC).timestamp()).clock
    monkeypatch.setattr("sverka.sources.terms.Terms", partial(Terms, clock=clock))
    with local_publisher() as running:
        for asked in (cepii_baci, cow_trade, imf_dots, penppml, un_comtrade):
            monkeypatch.setattr(asked, "HOST", running.url)
        monkeypatch.setattr(covariates, "CEPII", running.url)
        monkeypatch.setattr(covariates, "WORLD_BANK", running.url)
        yield running


class Trip(NamedTuple):
    """What came of a fetch and of the posts that it printed; `book` is open."""

    fetched: Ran
    posts: tuple[Ran, ...]
    files: tuple[Path, ...]
    book: Ledger

    @property
    def said(self) -> str:
        """Return what the posts told on standard error."""
        return "".join(post.err for post in self.posts)

    def flows(self, pair: Pair = PAIR, product: Product = TOTAL) -> dict[tuple[str | None, ...], int]:
        """Return a pair's flows in dollars, after looking at the origin of each.

        The snapshot's hash leads to the note of the fetch, which has the address that was asked.
        """
        flows = self.book.flows(pair, product=product)
        assert {flow.origin.accessed for flow in flows} == {DAY}
        (asked,) = {flow.origin.snapshot for flow in flows}
        assert asked in {note.sha256 for file in self.files if (note := note_of(file))}
        card = self.book.cards()[flows[0].origin.source]
        assert card.address.startswith("https://")
        return {_side(flow): flow.value_usd for flow in flows}

    def facts(self, name: str, country: str, partner: str | None = None) -> dict[str | None, float | None]:
        """Return facts by period, after looking at their day of access."""
        facts = self.book.facts(name, country=country, partner=partner)
        assert {fact.origin.accessed for fact in facts} == {DAY}
        return {fact.period: fact.value for fact in facts}


def _side(flow: Flow) -> tuple[str | None, ...]:
    return (flow.exporter, flow.importer, flow.reporter, flow.period, flow.valuation.value)


Travel = Callable[..., Trip]


@pytest.fixture
def travel(run: Run, publisher: Publisher, tmp_path: Path) -> Iterator[Travel]:
    """Fetch, run the printed commands as they are, and open the book."""
    opened: list[Ledger] = []

    def there(*words: str, code: int = 0) -> Trip:
        fetched = run("fetch", *words, "--book", "my book")
        assert fetched.code == code, fetched.err
        commands = [shlex.split(line) for line in fetched.out.splitlines()]
        assert {tuple(command[:3]) for command in commands} == {("sverka", "post", words[0])}
        posts = tuple(run(*command[1:]) for command in commands)
        assert [post.code for post in posts] == [0] * len(posts), posts
        files = tuple(Path(command[3]) for command in commands)
        for file in files:
            note = note_of(file)
            assert note
            assert note.accessed == DAY
            assert note.address.startswith(publisher.url)
        opened.append(open_ledger(tmp_path / "my book"))
        return Trip(fetched, posts, files, opened[-1])

    yield there
    for ledger in opened:
        ledger.close()


def test_un_comtrade_answers_and_bulk_files_one_by_one_and_as_a_folder(
    travel: Travel, run: Run, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVERKA_COMTRADE_KEY", "k3y")
    answer = real("comtrade_api_fixtures/get_C_A_HS_TOTAL_CHN_2010.json").read_bytes()
    publisher.answers("/data/v1/get/C/A/HS", Answer(answer, kind="application/json; charset=utf-8"))
    china = Pair("ARG", "CHN")
    trip = travel("un_comtrade", "--reporter", "CHN", "--partner", "ARG", "--years", "2010")
    assert trip.flows(china)["ARG", "CHN", "CHN", "2010", "CIF"] == 6_804_128_143

    rows = [row for row in rows_of(SHRIMPS) if row["period"] == "2011" and row["flow_code"] == "X"]
    listing = json.loads(real("comtrade_api_fixtures/bulk_list_C_A_HS.json").read_bytes())
    listing["data"][0] |= {"reporterCode": 764, "partitionKey": "764", "refPeriodId": 20110101}
    key = listing["data"][0]["fileUrl"]
    publisher.answers("/bulk/v1/get/C/A/HS", Answer(json.dumps(listing).encode()))
    publisher.answers(f"/bulk/v1/file/764/{key}", Answer(as_bulk(rows), kind="application/TSV"))
    bulk = travel("un_comtrade", "--reporter", "THA", "--years", "2011", "--form", "files")
    assert bulk.files[0].name == "C_A_764_20110101_S1_O_2003-04-29.txt.gz"
    assert bulk.posts[0].out == f"my book: {len(rows)} new, 0 revised, 0 known already\n"
    america = [row for row in rows if row["partner_iso"] == "USA"]
    product = Product(america[0]["cmd_code"], "HS2007")
    of_america = bulk.flows(Pair("THA", "USA"), product)
    assert of_america["THA", "USA", "THA", "2011", "FOB"] == round(float(america[0]["primary_value"]))

    folder = run("post", "un_comtrade", bulk.files[0].parent, "--book", "my book")
    assert (folder.code, folder.out) == (0, f"my book: nothing changed: {len(rows) + 4} known already\n")


def test_imf_imts_in_sdmx_csv(travel: Travel, publisher: Publisher) -> None:
    asked = "/external/sdmx/2.1/data/IMF.STA,IMTS/BLR+KAZ.XG_FOB_USD+MG_CIF_USD.BLR+KAZ.A"
    publisher.answers(asked, Answer(imts("2018"), kind=f"{SDMX}; version=1.0.0; charset=utf-8"))
    trip = travel("imf_dots", "--pair", "BLR-KAZ", "--years", "2018")
    assert publisher.asked[0].headers["Accept"] == f"{SDMX};version=1.0.0"
    assert trip.flows() == {
        ("BLR", "KAZ", "BLR", "2018", "FOB"): 783_303_100,
        ("BLR", "KAZ", "KAZ", "2018", "CIF"): 572_027_702,
        ("KAZ", "BLR", "KAZ", "2018", "FOB"): 75_315_735,
        ("KAZ", "BLR", "BLR", "2018", "CIF"): 112_257_100,
    }
    assert trip.said == ""  # no findings


def test_cepii_baci_archive_with_its_lists_and_readme(
    travel: Travel, publisher: Publisher, tmp_path: Path
) -> None:
    both = "(exporter, importer) IN (('BLR', 'KAZ'), ('KAZ', 'BLR')) AND hs6 IN ('870193', '040690')"
    files = {
        "BACI_HS17_Y2024_V202601.csv": write_baci(tmp_path / "flows.csv", both).read_bytes(),
        "Readme.txt": b"BACI, release 202601",
        "country_codes_V202601.csv": table(
            [
                ("country_code", "country_name", "country_iso2", "country_iso3"),
                ("112", "Belarus", "BY", "BLR"),
                ("398", "Kazakhstan", "KZ", "KAZ"),
            ]
        ),
        "product_codes_HS17_V202601.csv": table([("code", "description"), ("870193", "Tractors")]),
    }
    publisher.answers("/DATA_DOWNLOAD/baci/data/BACI_HS17_V202601.zip", Answer(archive(files), kind=ZIP))
    trip = travel("cepii_baci", "--revision", "17")
    tractors = trip.flows(product=Product("870193", "HS2017"))
    assert tractors == {("BLR", "KAZ", None, "2024", "reconciled"): 67_447_901}
    assert "warning" not in trip.said


def test_correlates_of_war_archive_with_the_national_totals(travel: Travel, publisher: Publisher) -> None:
    files = {
        "COW_Trade_4.0/Dyadic_COW_4.0.csv": dyadic(COLUMNS),
        "COW_Trade_4.0/National_COW_4.0.csv": table([("ccode", "statename", "stateabb", "year", "imports")]),
        "COW_Trade_4.0/COW_Trade_4.0_codebook.pdf": b"%PDF-1.4",
        "__MACOSX/COW_Trade_4.0/._Dyadic_COW_4.0.csv": b"\0\5\x16\7\0",
    }
    publisher.answers("/wp-content/uploads/COW_Trade_4.0.zip", Answer(archive(files), kind=ZIP))
    trip = travel("cow_trade")
    flows = trip.flows()
    assert flows["KAZ", "BLR", "BLR", "1992", "CIF"] == 100_000_000
    assert flows["BLR", "KAZ", "KAZ", "1992", "CIF"] == 127_000_000
    assert len(flows) == 46
    assert "note: 3 files beside the dyadic trade were not read. (COW_Trade_4.0/COW_Trade_4.0_" in trip.said
    assert "warning" not in trip.said


def test_penppml_table_of_the_package(travel: Travel, publisher: Publisher) -> None:
    body = real("penppml_trade_provisions_1988_2016/trade.rda").read_bytes()
    path = f"/cran/penppml/{penppml._COMMIT}/data/trade.rda"
    publisher.answers(path, Answer(body, kind="application/octet-stream"))
    trip = travel("penppml")
    assert trip.flows()["BLR", "KAZ", "BLR", "2012", "FOB"] == 766_451_328
    assert trip.facts("agreement", "BLR", "KAZ")["2016"] == 1


def serve_covariates(publisher: Publisher) -> None:
    distances, places = geodist()
    publisher.answers("/distance/dist_cepii.zip", Answer(distances, kind="application/x-zip-compressed"))
    publisher.answers("/distance/geo_cepii.xls", Answer(places, kind=WORKBOOK))
    bank = "/v2/country/all/indicator/"
    for code, label, file in (
        ("NY.GDP.MKTP.CD", "GDP (current US$)", "gdp.csv"),
        ("SP.POP.TOTL", "Population, total", "population.csv"),
    ):
        body = indicator(code, label, f"gdp_population_datahub/{file}")
        publisher.answers(f"{bank}{code}", Answer(body, kind=ZIP))


def assert_covariates(trip: Trip) -> None:
    assert trip.facts("distance", "BLR", "KAZ") == {None: 3095.139}
    assert trip.facts("common_language_ethnic", "KAZ", "BLR") == {None: 1}
    assert trip.facts("distance_capitals", "ROU", "BLR")[None]  # GeoDist's ROM
    assert trip.book.facts("distance", country="CCK", partner="BLR") == ()  # "." is no distance of zero
    assert trip.facts("area", "KAZ") == {None: 2_717_300}
    assert trip.facts("gdp", "BLR")["2022"] == pytest.approx(73.8e9, rel=0.01)
    assert trip.facts("population", "WLD")["2020"] == pytest.approx(7.8e9, rel=0.02)
    assert trip.book.facts("gdp", country="ARB") == ()
    (gdp,) = (fact for fact in trip.book.facts("gdp", country="KAZ") if fact.period == "2020")
    assert (gdp.origin.address, gdp.origin.licence) == ("https://data.worldbank.org/", "CC BY 4.0")


def test_covariates_each_file_by_its_own_command(travel: Travel, publisher: Publisher) -> None:
    serve_covariates(publisher)
    trip = travel("covariates", "--what", "all", code=1)  # DESTA and GSDB are to be got by hand
    assert [file.name for file in trip.files] == [
        "dist_cepii.zip", "geo_cepii.xls", "WDI_NY.GDP.MKTP.CD.zip", "WDI_SP.POP.TOTL.zip",
    ]  # fmt: skip
    assert_covariates(trip)
    assert "warning" not in trip.said
    assert trip.said.count("2 files of the snapshot have no layout of covariates and were not read") == 2
    (fact,) = trip.book.facts("distance", country="BLR", partner="KAZ")
    assert fact.origin.place.startswith("dist_cepii.xls row ")


def test_covariates_as_a_folder_of_archives_workbooks_and_tables(
    travel: Travel, run: Run, publisher: Publisher, tmp_path: Path
) -> None:
    serve_covariates(publisher)
    trip = travel("covariates", "--what", "geodist")
    assert run("fetch", "covariates", "--what", "worldbank").code == 0
    folder = trip.files[0].parent
    (folder / "GSDB_V3.csv").write_bytes(gsdb())
    (folder / "desta_list_of_treaties_02_03.csv").write_bytes(desta())
    posted = run("post", "covariates", folder, "--book", "whole book")
    assert posted.code == 0
    with open_ledger(tmp_path / "whole book") as book:
        assert_covariates(trip._replace(book=book))
        (fact,) = book.facts("distance", country="BLR", partner="KAZ")
        assert fact.origin.place.startswith("dist_cepii.zip/dist_cepii.xls row ")
        agreements = book.facts("agreement", country="BLR", partner="KAZ")
        assert agreements[0].text == "Eurasian Economic Union (EAEU)"
        assert book.facts("sanction", country="BLR", partner="USA")


def steps(run: Run, *words: str) -> list[list[str]]:
    """Ask for files to be got by hand and return the post commands among the steps, from the source on."""
    ran = run("fetch", *words)
    assert (ran.code, ran.out) == (1, "")
    told = [line.partition("sverka post ")[2].split() for line in ran.err.splitlines()]
    return [command for command in told if command]


@pytest.mark.parametrize(
    ("source", "made", "expected"),
    [
        ("oecd_icio", lambda: world(SALES), {("BLR", "KAZ", "A01", "2022", 471_751_100)}),
        ("unctad", MATRIX.encode, {("BLR", "KAZ", "TOTAL", "2015", 520_408_600)}),
    ],
    ids=["oecd_icio", "unctad"],
)
def test_a_file_got_by_hand_is_posted_as_the_steps_say(
    run: Run, tmp_path: Path, source: str, made: Callable[[], bytes], expected: set[Any]
) -> None:
    commands = steps(run, source)
    name = commands[0][1].replace("FILE", "US_TradeMatrix.csv")
    (tmp_path / name).write_bytes(made())
    posted = run("post", commands[0][0], name, "--book", "my book")
    assert (posted.code, "warning" in posted.err) == (0, False)
    columns = ("exporter", "importer", "product", "period", "value_usd")
    with open_ledger(tmp_path / "my book") as book:
        assert expected <= set(book.collect(book.frame(source=source).select(*columns)))


@pytest.mark.parametrize(
    ("what", "made", "expected"),
    [
        ("desta", desta, ("agreement", "BRA", "Acordo São João")),
        ("gsdb", gsdb, ("sanction", "USA", "travel")),
    ],
    ids=["desta", "gsdb"],
)
def test_covariates_got_by_hand_are_posted_as_the_steps_say(
    run: Run, tmp_path: Path, what: str, made: Callable[[], bytes], expected: tuple[str, str, str]
) -> None:
    ((source, file),) = steps(run, "covariates", "--what", what)
    (tmp_path / file).write_bytes(made())
    posted = run("post", source, file, "--book", "my book")
    assert posted.code == 0, posted.err
    name, partner, words = expected
    with open_ledger(tmp_path / "my book") as book:
        facts = book.facts(name, country="BLR", partner=partner)
        assert any(words in (fact.text or "") for fact in facts)


def test_the_arrays_of_an_installed_package_need_no_path(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays = small_arrays(countries=np.array(["BLR", "KAZ"]))
    package = tmp_path / "sanction_simulator"
    (package / "data").mkdir(parents=True)
    (package / "data" / "bench_cache.npz").write_bytes(arrays)
    monkeypatch.setattr(
        installed,
        "find_spec",
        lambda _: msgspec.defstruct("Spec", [("submodule_search_locations", list)])([package]),
    )
    digest = take_snapshot("bench_cache.npz", arrays).sha256
    known: Mapping[str, ArraysOf] = {digest: next(iter(read_lookups().arrays.values()))}
    lookups: Lookups = msgspec.structs.replace(read_lookups(), arrays=dict(known))
    monkeypatch.setattr("sverka.sources.oecd_icio.read.read_lookups", lambda: lookups)
    posted = run("post", "oecd_icio", "--book", "my book")
    assert posted.code == 0, posted.err
    with open_ledger(tmp_path / "my book") as book:
        (flow,) = book.flows(PAIR, product=Product("A01", "ICIO2025"))
    assert (flow.exporter, flow.value_usd, flow.origin.snapshot) == ("BLR", 30_000_000, digest)


def test_without_the_package_the_post_ends_in_2_and_says_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "find_spec", lambda _: None)
    ran = run("post", "oecd_icio", "--book", "my book")
    assert (ran.code, ran.out) == (2, "")
    assert "sanction-simulator is not installed" in ran.err
    assert "pip install --no-deps sanction-simulator==0.1.4" in ran.err
    with pytest.raises(NothingShipped, match="carries no data of “unctad”"):
        shipped_snapshot("unctad")
