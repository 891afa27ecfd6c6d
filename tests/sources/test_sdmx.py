"""SDMX-CSV: the standard's answers, and both shapes of the IMF portal's downloads."""

from collections import Counter
from pathlib import Path

import pytest

from sverka.sources.sdmx import SdmxCsv, UnknownLayout, period_of

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "sdmx_csv_fixtures"


def real(pattern: str) -> SdmxCsv:
    found = sorted(REAL.glob(pattern))
    if not found:
        pytest.skip("the publishers' SDMX-CSV files are not beside this checkout")
    return SdmxCsv(found[0].read_bytes(), found[0].name)


def message(*lines: str) -> SdmxCsv:
    return SdmxCsv("\n".join(lines).encode(), "answer.csv")


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2015", "2015"),
        ("2024-M01", "2024-01"),
        ("2024-01", "2024-01"),
        ("2020-Q4", "2020Q4"),
        ("2019-S2", "2019H2"),
        ("2019-S3", None),
        ("2024-M13", None),
        ("2024-W05", None),
        ("", None),
        ("COUNTRY", None),
    ],
)
def test_periods_are_written_as_everywhere_else(written: str, period: str | None) -> None:
    assert period_of(written) == period


def test_a_download_of_the_imf_has_ids_beside_names() -> None:
    rates = real("IMF.STA_ER*.csv")
    assert not rates.is_answer
    assert rates.fields[:4] == ("COUNTRY", "COUNTRY name", "INDICATOR", "INDICATOR name")
    first = next(iter(rates))
    assert (first.fields["COUNTRY"], first.fields["COUNTRY name"]) == ("LKA", "Sri Lanka")
    assert (first.period, first.value, first.fields["SCALE"]) == ("2015", "144.0623", "0")
    assert first.place == f"{rates.name} row 2"


def test_a_cell_without_a_value_stays_empty() -> None:
    assets = real("IMF.STA_DIP*.csv")
    missing = [one for one in assets if not one.value]
    assert missing
    assert missing[0].place.endswith("row 10")
    assert assets.findings == ()


def test_an_answer_of_the_oecd_says_what_it_observes() -> None:
    margins = real("OECD*USA*.csv")
    assert margins.is_answer
    rows = list(margins)
    assert {margins.structure(one.fields) for one in rows} == {"OECD.SDD.TPS:DSD_ITIC@DF_ITIC(1.1)"}
    (belarus,) = (
        one
        for one in rows
        if (one.fields["COUNTERPART_AREA"], one.period, one.fields["MEASURE"]) == ("BLR", "2015", "C_F")
    )
    assert (belarus.fields["REF_AREA"], belarus.fields["Reference area"]) == ("USA", "United States")
    assert 0 < float(belarus.value) < 30
    assert margins.findings == ()


def test_a_series_a_row_gives_an_observation_a_period() -> None:
    wide = message(
        '"DATASET","SERIES_CODE","COUNTRY","INDICATOR","FREQUENCY","SCALE","2019","2020","2020-M01"',
        '"IMF.STA:IMTS(1.0.0)","BLR.X.A","Belarus, Republic of","X","Annual","Millions","8.5","",""',
    )
    assert [(one.period, one.value) for one in wide] == [("2019", "8.5"), ("2020", ""), ("2020-M01", "")]
    assert {one.fields["COUNTRY"] for one in wide} == {"Belarus, Republic of"}


def test_an_answer_with_ids_and_names_in_one_cell_gives_the_ids() -> None:
    both = message(
        "DATAFLOW,COUNTRY: Country,TIME_PERIOD: Period,OBS_VALUE: Value",
        '"IMF.STA:IMTS(1.0.0)","BLR: Belarus, Republic of",2019,8',
    )
    (one,) = both
    assert (one.fields["COUNTRY"], both.structure(one.fields)) == ("BLR", "IMF.STA:IMTS(1.0.0)")


def test_a_name_may_hold_a_colon() -> None:
    (one,) = message("COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE", '"China, P.R.: Mainland",Annual,2019,8')
    assert one.fields["COUNTRY"] == "China, P.R.: Mainland"


def test_a_message_that_was_cut_off_says_so() -> None:
    cut = message("DATAFLOW,COUNTRY,TIME_PERIOD,OBS_VALUE", "X,BLR,2019,8", "X,BL")
    assert Counter(one.period for one in cut) == {"2019": 1}
    (finding,) = cut.findings
    assert finding.message == "1 rows do not fit the header and were not read."
    assert finding.evidence == ("answer.csv row 3",)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "countrySource,countryTarget,value,type,year,month",
        "COUNTRY.ID,COUNTRY,FREQUENCY.ID",
        "DATAFLOW,COUNTRY,OBS_VALUE",
        "DATAFLOW,COUNTRY,COUNTRY,TIME_PERIOD,OBS_VALUE",
        "<html>",
    ],
)
def test_another_table_is_not_guessed_to_be_sdmx(header: str) -> None:
    with pytest.raises(
        UnknownLayout, match=r"answer.csv is no SDMX-CSV: its first line is .*Ask the service"
    ):
        message(header)
