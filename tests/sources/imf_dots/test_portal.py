"""Trade by partner from the IMF's service and portal. No real message of this dataflow was at hand.

The layouts are those of real downloads of other dataflows (exchange rates, direct investment) and of
answers that public clients of the service recorded in 2026.
"""

import pytest
from tests.sources.test_sdmx import REAL

from sverka.sources import read
from sverka.sources.imf_dots.portal import NotTrade
from sverka.sources.imf_dots.read import UnknownFile
from sverka.sources.snapshot import pack_snapshot, take_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.flow import Flow

ANSWER = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,PRECISION,"
    "DECIMALS_DISPLAYED,TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS"
)
DOWNLOAD = (
    '"COUNTRY.ID","COUNTRY","INDICATOR.ID","INDICATOR","COUNTERPART_COUNTRY.ID","COUNTERPART_COUNTRY",'
    '"FREQUENCY.ID","FREQUENCY","TIME_PERIOD","OBS_VALUE","SCALE.ID","SCALE"'
)
EXPORTS_NAME = "Exports of goods, Free on board (FOB), US dollar"
IMPORTS_NAME = "Imports of goods, Cost insurance freight (CIF), US dollar"
SERIES = (
    '"DATASET","SERIES_CODE","OBS_MEASURE","COUNTRY","INDICATOR","COUNTERPART_COUNTRY","FREQUENCY","SCALE"'
)


def answer(country: str, indicator: str, partner: str, period: str, value: str, **other: str) -> str:
    usual = {"f": "A", "s": "", "u": "USD", "dataflow": "IMF.STA:IMTS(1.0.0)"} | other
    key = f"{usual['dataflow']},{country},{indicator},{partner},{usual['f']}"
    return f"{key},{period},{value},6,,,XG,FOB,{usual['u']},M,OL,{usual['s']}"


def batch(*lines: str) -> Batch:
    return read("imf_dots", take_snapshot("imts.csv", ("\ufeff" + "\n".join(lines) + "\n").encode()))


def summary(one: Batch) -> list[tuple[object, ...]]:
    return [
        (f.exporter, f.importer, f.reporter, f.period, f.valuation.value, f.value_usd, f.flag)
        for f in one.flows
    ]


def errors(one: Batch) -> list[str]:
    list(one.flows)
    return [finding.message for finding in one.findings if finding.severity is Severity.ERROR]


def test_an_answer_is_in_dollars_whatever_its_scale_says() -> None:
    one = batch(
        ANSWER,
        answer("USA", "XG_FOB_USD", "CAN", "2024", "349397894619"),
        answer("NIC", "XG_FOB_USD", "G001", "2026-M04", "601982690.5", f="M"),
        answer("BLR", "MG_CIF_USD", "KAZ", "2020-Q1", "21000000", f="Q", s="e"),
        answer("BLR", "MG_FOB_USD", "KAZ", "2020", "20000000"),
    )
    assert summary(one) == [
        ("USA", "CAN", "USA", "2024", "FOB", 349_397_894_619, "reported"),
        ("NIC", "WLD", "NIC", "2026-04", "FOB", 601_982_690, "reported"),
        ("KAZ", "BLR", "BLR", "2020Q1", "CIF", 21_000_000, "estimated"),
        ("KAZ", "BLR", "BLR", "2020", "FOB", 20_000_000, "reported"),
    ]
    assert list(one.findings) == []


def test_a_download_is_in_the_unit_of_its_scale() -> None:
    one = batch(
        DOWNLOAD,
        f'"BLR","Belarus, Republic of","XG_FOB_USD","{EXPORTS_NAME}",'
        '"KAZ","Kazakhstan, Republic of","A","Annual","2018","783.3031","6","Millions"',
        f'"BLR","Belarus, Republic of","XG_FOB_USD","{EXPORTS_NAME}",'
        '"KAZ","Kazakhstan, Republic of","A","Annual","2019","850000000","0","Units"',
        f'"BLR","Belarus, Republic of","XG_FOB_USD","{EXPORTS_NAME}",'
        '"KAZ","Kazakhstan, Republic of","A","Annual","2021","","6","Millions"',
    )
    assert [(row[3], row[5]) for row in summary(one)] == [("2018", 783_303_100), ("2019", 850_000_000)]
    assert list(one.findings) == []


def test_a_series_a_row_with_names_only_is_read_by_its_names() -> None:
    one = batch(
        f'{SERIES},"2018","2018-M01","2018-Q1"',
        '"IMF.STA:IMTS(1.0.0)","BLR.XG_FOB_USD.KAZ.A","OBS_VALUE","Belarus, Republic of",'
        f'"{EXPORTS_NAME}","Kazakhstan, Republic of","Annual","Millions",'
        '"783.3031","",""',
        '"IMF.STA:IMTS(1.0.0)","BLR.MG_CIF_USD.CHN.M","OBS_VALUE","Belarus, Republic of",'
        f'"{IMPORTS_NAME}","China, People\'s Republic of","Monthly","Millions","","200.5",""',
    )
    assert [row[:6] for row in summary(one)] == [
        ("BLR", "KAZ", "BLR", "2018", "FOB", 783_303_100),
        ("CHN", "BLR", "BLR", "2018-01", "CIF", 200_500_000),
    ]
    assert list(one.findings) == []


def test_former_countries_are_understood_in_their_years() -> None:
    one = batch(
        ANSWER,
        answer("DEU", "XG_FOB_USD", "YUG", "1985", "1"),
        answer("DEU", "XG_FOB_USD", "YUG", "1995", "2"),
        answer("DEU", "XG_FOB_USD", "TX126", "1985", "3"),
        answer("DEU", "XG_FOB_USD", "KOS", "2015", "4"),
        answer("DEU", "XG_FOB_USD", "WBG", "2015", "5"),
    )
    assert [row[1] for row in summary(one)] == ["YUG", "SCG", "BLX", "XKX", "PSE"]


def test_what_is_no_flow_is_left_out_with_a_count() -> None:
    one = batch(
        ANSWER,
        answer("BLR", "XG_FOB_USD", "G163", "2018", "1"),
        answer("BLR", "XG_FOB_USD", "TX898", "2018", "1"),
        answer("BLR", "TBG_USD", "KAZ", "2018", "-1"),
        answer("BLR", "XG_FOB_USD", "KAZ", "2018", ""),
        answer("BLR", "XG_FOB_USD", "KAZ", "2018", "NaN"),
        "IMF.STA:IMTS(1.0.0)" + "," * 15,  # the service's row of metadata
    )
    assert summary(one) == []
    assert [finding.message for finding in one.findings] == [
        "1 figures are sums over countries that the book has one by one.",
        "1 figures are trade that the reporter does not allocate to a country; only the world total has it.",
        "1 figures are trade balances, which are made from the flows.",
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"partner": "QQQ"}, "name a country or area that is not known"),
        ({"partner": "GX999"}, "name a country or area that is not known"),
        ({"indicator": "XS_USD"}, "have an indicator that is not known"),
        ({"period": "2018-M01"}, "have a period that does not fit their frequency"),
        ({"f": "W"}, "have a period that does not fit their frequency"),
        ({"value": "1,5"}, "do not fit the header"),
        ({"value": "n/a"}, "are not written as a number with or without a known mark"),
        ({"s": "p"}, "are not written as a number with or without a known mark"),
        ({"u": "EUR"}, "have a scale or unit that is not known"),
        ({"value": "783303100000000"}, "are larger than any country's trade"),
    ],
)
def test_what_is_not_understood_is_an_error_and_no_flow(changed: dict[str, str], message: str) -> None:
    usual = {"country": "BLR", "indicator": "XG_FOB_USD", "partner": "KAZ", "period": "2018", "value": "1"}
    one = batch(ANSWER, answer(**usual | changed))
    assert summary(one) == []
    (error,) = errors(one)
    assert message in error


def test_a_scale_that_is_not_known_is_no_unit() -> None:
    one = batch(
        DOWNLOAD,
        '"BLR","Belarus","XG_FOB_USD","Exports","KAZ","Kazakhstan","A","Annual","2018","783.3","9","Billions"',
    )
    assert errors(one) == ["1 figures have a scale or unit that is not known."]


def test_a_field_that_nobody_read_is_reported() -> None:
    one = batch(f"{ANSWER},MIRROR", answer("USA", "XG_FOB_USD", "CAN", "2024", "3") + ",yes")
    assert len(list(one.flows)) == 1
    (finding,) = one.findings
    assert (finding.about, finding.severity) == ("imts.csv: MIRROR", Severity.WARNING)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [("IMF.STA_ER*.csv", "it has no COUNTERPART_COUNTRY"), ("OECD*USA*.csv", "it has no COUNTRY")],
)
def test_another_dataflow_is_refused(pattern: str, why: str) -> None:
    found = sorted(REAL.glob(pattern))
    if not found:
        pytest.skip("the publishers' SDMX-CSV files are not beside this checkout")
    with pytest.raises(NotTrade, match=why):
        list(read("imf_dots", take_snapshot("x.csv", found[0].read_bytes())).flows)


def test_direct_investment_has_the_same_dimensions_and_is_no_trade() -> None:
    found = sorted(REAL.glob("IMF.STA_DIP*.csv"))
    if not found:
        pytest.skip("the publishers' SDMX-CSV files are not beside this checkout")
    one = read("imf_dots", take_snapshot("x.csv", found[0].read_bytes()))
    assert list(one.flows) == []
    assert any(message.endswith("have an indicator that is not known.") for message in errors(one))


def test_an_answer_about_another_dataflow_is_refused() -> None:
    with pytest.raises(NotTrade, match=r"row 2 is an observation of IMF.STA:CDIS\(1.0.0\).*IMF.STA:IMTS"):
        list(batch(ANSWER, answer("A", "B", "C", "2018", "1", dataflow="IMF.STA:CDIS(1.0.0)")).flows)


def test_a_third_partys_layout_is_not_guessed() -> None:
    with pytest.raises(UnknownFile, match=r"trading.csv is no file of .*Give a reporter's workbook"):
        read("imf_dots", take_snapshot("trading.csv", b"countrySource,countryTarget,value,type,year,month\n"))


def test_a_folder_passes_over_what_is_not_its_own() -> None:
    files = {
        "BLR_KAZ.csv": "\n".join((ANSWER, answer("BLR", "XG_FOB_USD", "KAZ", "2018", "783303100"))).encode(),
        "SOURCE.txt": b"from the portal",
        "by_year.csv": b"year,value\n",
    }
    one = read("imf_dots", pack_snapshot("folder.zip", files))
    (flow,) = one.flows
    assert isinstance(flow, Flow)
    assert flow.origin.place == "BLR_KAZ.csv row 2"
    assert [finding.about for finding in one.findings] == ["SOURCE.txt", "by_year.csv"]
    with pytest.raises(UnknownFile, match=r"folder.zip is no file of .*\(it holds SOURCE.txt\)"):
        read("imf_dots", pack_snapshot("folder.zip", {"SOURCE.txt": b""}))
