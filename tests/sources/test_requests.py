"""Each source's questions: the documented addresses, and what cannot be asked for."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.sources.local_publisher import FIXTURES

from sverka.sources.cepii_baci import requests as cepii_baci
from sverka.sources.imf_dots.requests import no_rows
from sverka.sources.request import (
    BadOption,
    ByHand,
    MissingOption,
    NotFetched,
    Request,
    codes_of,
    fetchable,
    guide_of,
    requests_of,
    spans_of,
    years_of,
)
from sverka.sources.un_comtrade.requests import KEYED_ROWS, PREVIEW_ROWS, Looker, listed_files

LEAST = {
    "cepii_baci": {},
    "covariates": {},
    "cow_trade": {},
    "imf_dots": {"pair": "BLR-KAZ", "years": "2018"},
    "oecd_icio": {},
    "penppml": {},
    "tnved": {},
    "un_comtrade": {"pair": "BLR-KAZ", "years": "2018"},
    "unctad": {},
    "world_atlas": {},
}


def asked(
    source: str, chosen: dict[str, str] | None = None, *, keyed: bool = False, **more: str
) -> list[Request]:
    found = requests_of(source, LEAST[source] | (chosen or {}) | more, keyed=keyed)
    return [one for one in found if isinstance(one, Request)]


def query(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.address).query).items()}


def test_every_source_that_can_be_fetched_is_known_here() -> None:
    assert fetchable() == tuple(LEAST)


@pytest.mark.parametrize("source", LEAST)
def test_a_source_asks_https_addresses_or_says_how_to_get_the_file(source: str) -> None:
    guide = guide_of(source)
    assert guide.page.startswith("https://")
    assert guide.looked_up >= date(2026, 11, 1)
    assert guide.example.startswith(f"sverka fetch {source}")
    for one in requests_of(source, LEAST[source]):
        if isinstance(one, Request):
            assert one.url.startswith("https://")
            assert one.expects
            assert all(kind == kind.lower() for kind in one.expects)
        else:
            assert one.page.startswith("https://")
            assert any("sverka post" in step for step in one.steps)


@pytest.mark.parametrize("source", LEAST)
def test_the_example_of_a_source_can_be_asked(source: str) -> None:
    words = guide_of(source).example.split()[3:]
    chosen = {name.removeprefix("--"): value for name, value in zip(words[::2], words[1::2], strict=True)}
    assert requests_of(source, chosen)


def test_a_source_that_cannot_be_fetched_says_which_can() -> None:
    with pytest.raises(NotFetched, match=r"“starter” cannot be fetched\. These sources can: cepii_baci, "):
        requests_of("starter", {})


# UN Comtrade


def test_every_question_to_comtrade_leaves_out_the_breakdowns_that_count_twice() -> None:
    for keyed in (False, True):
        for product in ("TOTAL", "AG6", "8701,870193"):
            for request in asked("un_comtrade", keyed=keyed, product=product, years="2010-2020"):
                found = query(request)
                assert (found["partner2Code"], found["motCode"], found["customsCode"]) == ("0", "0", "C00")
                assert found["flowCode"] == "M,X"


def test_without_a_key_the_preview_is_asked_and_with_one_the_full_data() -> None:
    (preview,) = asked("un_comtrade")
    assert preview.url == "https://comtradeapi.un.org/public/v1/preview/C/A/HS"
    assert preview.key_header is None
    assert query(preview)["maxRecords"] == "500"
    (full,) = asked("un_comtrade", keyed=True)
    assert full.url == "https://comtradeapi.un.org/data/v1/get/C/A/HS"
    assert full.key_header == "Ocp-Apim-Subscription-Key"
    assert full.file == preview.file == "comtrade_CAHS_TOTAL_BLR+KAZ-BLR+KAZ_2018.json"


def test_a_pair_is_asked_in_both_books_twelve_years_at_once() -> None:
    requests = asked("un_comtrade", years="1995-2020")
    assert [query(request)["period"].count(",") + 1 for request in requests] == [12, 12, 2]
    assert query(requests[0])["reporterCode"] == query(requests[0])["partnerCode"] == "112,398"
    assert requests[-1].file.endswith("_2019-2020.json")


@pytest.mark.parametrize(
    "chosen", [{"product": "AG6"}, {"pair": "", "reporter": "BLR"}, {"frequency": "M"}], ids=str
)
def test_long_answers_are_asked_a_year_at_a_time(chosen: dict[str, str]) -> None:
    requests = asked("un_comtrade", {"years": "2018-2020"} | chosen)
    assert len(requests) == 3
    assert len({request.file for request in requests}) == 3


def test_months_are_asked_as_months() -> None:
    (request,) = asked("un_comtrade", frequency="M", years="2019")
    assert query(request)["period"].startswith("201901,201902,")
    assert query(request)["period"].endswith(",201912")


def test_all_partners_and_the_world_are_asked_as_comtrade_writes_them() -> None:
    (everyone,) = asked("un_comtrade", pair="", reporter="BLR", partner="all")
    assert "partnerCode" not in query(everyone)
    (world,) = asked("un_comtrade", pair="", reporter="BLR", partner="WLD")
    assert query(world)["partnerCode"] == "0"


@pytest.mark.parametrize(
    ("code", "years", "numbers"),
    [
        ("USA", "2015", {"842"}),
        ("FRA", "2015", {"251"}),
        ("IND", "2015", {"699"}),
        ("DEU", "2015", {"276"}),
        ("DEU", "1985", {"276", "280"}),
        ("DEU", "1988-1992", {"276", "280"}),
        ("TWN", "2015", {"490"}),
        ("RUS", "2015", {"643"}),
    ],
)
def test_countries_go_under_the_numbers_that_comtrade_has_for_them(
    code: str, years: str, numbers: set[str]
) -> None:
    (request,) = asked("un_comtrade", pair="", reporter=code, partner="WLD", years=years)
    assert set(query(request)["reporterCode"].split(",")) == numbers


@pytest.mark.skipif(not FIXTURES.exists(), reason="the real code list is not on this machine")
def test_every_reporter_of_comtrades_own_list_is_asked_by_its_number() -> None:
    listed = json.loads((FIXTURES / "ref_Reporters.json").read_text("utf-8-sig"))["results"]
    wrong = {}
    for reporter in listed:
        code = reporter["reporterCodeIsoAlpha3"].strip()
        if reporter["isGroup"] or "entryExpiredDate" in reporter or not code.isalpha():
            continue
        (request,) = asked("un_comtrade", pair="", reporter=code, partner="WLD", years="2018")
        if query(request)["reporterCode"] != str(reporter["reporterCode"]):
            wrong[code] = query(request)["reporterCode"]
    assert wrong == {}


def test_bulk_files_are_listed_first_and_need_a_key() -> None:
    first, second = asked("un_comtrade", form="files", years="2003-2020")
    assert first.url == "https://comtradeapi.un.org/bulk/v1/get/C/A/HS"
    assert query(first)["reportercode"] == "112,398"
    assert first.key_needed
    assert first.follow is listed_files
    assert query(second)["period"].startswith("2015,")


BULK = {
    "fileUrl": "https://comtradeapi.un.org/bulk/v1/file/112/abc",
    "reporterCode": 112,
    "freqCode": "A",
    "typeCode": "C",
    "classificationCode": "H4",
    "refPeriodId": 20180101,
    "publicationDate": "2019-07-01T10:00:00Z",
    "partitionKey": "112",
    "isOriginalClassification": True,
}


def test_a_listing_becomes_requests_whose_names_tell_the_vintage() -> None:
    later = BULK | {
        "publicationDate": "2021-02-03T10:00:00Z",
        "fileUrl": "def",
        "isOriginalClassification": False,
    }
    address = "https://comtradeapi.un.org/bulk/v1/get/C/A/HS?period=2018"
    first, second = listed_files(json.dumps({"data": [BULK, later]}).encode(), address)
    assert first.file == "C_A_112_20180101_H4_O_2019-07-01.txt.gz"
    assert first.url == "https://comtradeapi.un.org/bulk/v1/file/112/abc"
    assert second.file == "C_A_112_20180101_H4_C_2021-02-03.txt.gz"
    assert second.url == "https://comtradeapi.un.org/bulk/v1/file/112/def"
    assert first.key_needed
    assert "application/tsv" in first.expects


@pytest.mark.skipif(not FIXTURES.exists(), reason="the real listings are not on this machine")
def test_the_real_listings_are_read() -> None:
    address = "https://comtradeapi.un.org/bulk/v1/get/C/A/HS"
    (file,) = listed_files((FIXTURES / "bulk_list_C_A_HS.json").read_bytes(), address)
    assert file.file == "C_A_32_196201_S1_O_2003-04-29.txt.gz"
    assert file.url == (
        "https://comtradeapi.un.org/bulk/v1/file/32/"
        "b07f98ee4cfb477c5b86923bbf159d48ca519ccb35c35865b3578b075fc918fb"
    )
    assert listed_files((FIXTURES / "bulk_list_empty.json").read_bytes(), address) == ()


def answer(tmp_path: Path, rows: int, **more: object) -> Path:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"count": rows, "data": [{}] * rows} | more), encoding="utf-8")
    return path


def test_500_rows_without_a_key_are_cut_off_never_whole(tmp_path: Path) -> None:
    preview = Looker(PREVIEW_ROWS, keyed=False)
    remark = preview(answer(tmp_path, 500))
    assert remark is not None
    assert remark.failed
    assert "cut off at 500 rows" in remark.text
    assert "set a key in $SVERKA_COMTRADE_KEY" in remark.text
    assert preview(answer(tmp_path, 499)) is None
    counted = preview(answer(tmp_path, 20, count=1789))
    assert counted is not None
    assert "cut off at 1789 rows" in counted.text


def test_the_limit_of_a_key_is_a_limit_too(tmp_path: Path) -> None:
    full = Looker(KEYED_ROWS, keyed=True)
    assert full(answer(tmp_path, 500)) is None
    remark = full(answer(tmp_path, KEYED_ROWS))
    assert remark is not None
    assert "ask for fewer years or products" in remark.text


def test_an_answer_without_rows_is_empty_and_no_failure(tmp_path: Path) -> None:
    remark = Looker(PREVIEW_ROWS, keyed=False)(answer(tmp_path, 0))
    assert remark is not None
    assert not remark.failed
    assert "nothing was declared for this, or it is not published yet" in remark.text


def test_an_error_inside_a_good_answer_is_a_failure(tmp_path: Path) -> None:
    look = Looker(PREVIEW_ROWS, keyed=False)
    remark = look(answer(tmp_path, 0, error="Invalid cmdCode"))
    assert remark is not None
    assert remark.failed
    assert "the publisher answers: Invalid cmdCode" in remark.text
    other = look(answer(tmp_path, 0, data="none"))
    assert other is not None
    assert "is no list of rows" in other.text


def test_long_lists_of_countries_keep_a_name_that_a_folder_takes() -> None:
    many = (
        "AUT,BEL,BGR,CYP,CZE,DEU,DNK,ESP,EST,FIN,FRA,GRC,HRV,HUN,IRL,ITA,LTU,LUX,LVA,MLT,NLD,POL,PRT,ROU,SVK"
    )
    names = {
        asked("un_comtrade", pair="", reporter=many, partner=one, years="2018")[0].file
        for one in ("BLR", "KAZ")
    }
    assert len(names) == 2
    assert all(len(name) < 180 for name in names)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"pair": "BLR-BLR"}, "--pair “BLR-BLR” cannot be asked for: write two countries"),
        ({"pair": "BLR-QQQ"}, "--pair “QQQ” cannot be asked for: no country has this code"),
        ({"reporter": "RUS"}, "--pair names the reporters already"),
        ({"pair": "", "reporter": "BLR,all"}, "all is all: leave the others out"),
        ({"pair": "", "reporter": "Belarus"}, "write countries by their three letters"),
        ({"years": "2020-2015"}, "the earlier one first"),
        ({"years": "20"}, "write years as in 2015-2020"),
        ({"product": "all/.."}, "write TOTAL, AG2, AG4, AG6, or codes"),
        ({"classification": "H/5"}, "write one code, as in HS or H5"),
        ({"frequency": "Q"}, "choose one of A, M"),
        ({"form": "zip"}, "choose one of answers, files"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_of_comtrade_is_said(chosen: dict[str, str], words: str) -> None:
    with pytest.raises(BadOption, match=words.replace(".", r"\.")):
        asked("un_comtrade", chosen)


def test_a_country_that_was_none_in_those_years_is_not_asked_for() -> None:
    with pytest.raises(BadOption, match="SUN had no books of its own then"):
        asked("un_comtrade", pair="", reporter="SUN", partner="WLD", years="2010")


@pytest.mark.parametrize("source", ["un_comtrade", "imf_dots"])
def test_what_is_missing_is_named(source: str) -> None:
    with pytest.raises(MissingOption, match=rf"{source} needs --years, as in: sverka fetch {source} --pair"):
        requests_of(source, {"pair": "BLR-KAZ"})
    with pytest.raises(MissingOption, match=rf"{source} needs --pair or --reporter"):
        requests_of(source, {"years": "2018"})


# The others


def test_the_imf_is_asked_for_both_flows_of_both_books() -> None:
    (request,) = asked("imf_dots", years="1992-2020")
    assert request.url == (
        "https://api.imf.org/external/sdmx/2.1/data/IMF.STA,IMTS/BLR+KAZ.XG_FOB_USD+MG_CIF_USD.BLR+KAZ.A"
    )
    assert query(request) == {"startPeriod": "1992", "endPeriod": "2020"}
    assert request.headers["Accept"] == "application/vnd.sdmx.data+csv;version=1.0.0"
    (world,) = asked("imf_dots", pair="", reporter="all", partner="WLD", frequency="Q")
    assert world.url.endswith("/.XG_FOB_USD+MG_CIF_USD.G001.Q")
    assert world.file == "imts_Q_all-WLD_2018-2018.csv"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"reporter": "RUS"}, "--pair names the reporters already"),
        ({"pair": "BLR"}, "write two countries as in BLR-KAZ"),
    ],
)
def test_what_cannot_be_asked_of_the_imf_is_said(chosen: dict[str, str], words: str) -> None:
    with pytest.raises(BadOption, match=words):
        asked("imf_dots", chosen)


def test_a_table_with_nothing_below_its_header_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "imts.csv"
    path.write_text("COUNTRY,OBS_VALUE\n", encoding="utf-8")
    remark = no_rows(path)
    assert remark is not None
    assert not remark.failed
    path.write_text("COUNTRY,OBS_VALUE\nBLR,1\n", encoding="utf-8")
    assert no_rows(path) is None


def test_baci_is_one_archive_a_revision_and_release() -> None:
    (request,) = asked("cepii_baci", revision="92", release="V202501")
    assert request.url == "https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS92_V202501.zip"
    assert asked("cepii_baci", release="202401b")[0].file == "BACI_HS17_V202401b.zip"
    assert cepii_baci.GUIDE.options[0].default == "17"
    with pytest.raises(BadOption, match="write year and month, as in 202601"):
        asked("cepii_baci", release="2026")


def test_covariates_come_a_table_at_a_time_or_all() -> None:
    assert [one.file for one in asked("covariates", what="worldbank")] == [
        "WDI_NY.GDP.MKTP.CD.zip",
        "WDI_SP.POP.TOTL.zip",
    ]
    everything = requests_of("covariates", {})
    assert [one.file for one in everything if isinstance(one, ByHand)] == [
        "DESTA list of treaties",
        "GSDB, case level",
    ]
    assert len(everything) == 6


def test_a_file_of_a_commit_has_its_hash() -> None:
    (request,) = asked("penppml")
    assert request.sha256 is not None
    real = Path(__file__).parents[3] / "shared/data/penppml_trade_provisions_1988_2016/trade.rda"
    if real.exists():
        from hashlib import sha256

        assert sha256(real.read_bytes()).hexdigest() == request.sha256


def test_years_and_countries_are_read_in_any_order_once() -> None:
    assert years_of("2018, 2015-2016,2016") == (2015, 2016, 2018)
    assert spans_of((2015, 2016, 2018), 2) == ((2015, 2016), (2018,))
    assert codes_of("kaz, BLR,kaz", "pair") == ("KAZ", "BLR")
