"""What an open promise takes, and when there is a forecast: a fictional pair, by hand."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.sections.book import desk, figures, prose
from tests.fictional.pair import BACK, OUT, flow, reading, target

from sverka.dossier.sections.outlook import compose

OPEN = reading(target(400, "..2017", id="open"), said_on=date(2013, 5, 1))
UNDATED = reading(target(400, None, id="open"), said_on=date(2013, 5, 1))


def test_an_open_promise_is_held_against_each_book(tmp_path: Path) -> None:
    with desk(tmp_path, readings=(OPEN,)) as found:
        said = prose(compose(found))
    assert said[0] == "Promised 2017: 400 million dollars (Minister Aro, 1 May 2013)."
    # 200 million in 2012, doubled in five years: 2 to the power of 1/5.
    assert said[1].startswith("ARL: from 200 million dollars in 2012 it takes 14.9 % a year for 5 years.")


def test_a_promise_without_a_date_is_given_five_years_and_said_so(tmp_path: Path) -> None:
    with desk(tmp_path, readings=(UNDATED,)) as found:
        said = prose(compose(found))
    assert said[0].endswith("below it is given 5 years from the latest level.")
    assert "it takes 14.9 % a year for 5 years" in said[1]


def test_a_short_series_gets_no_forecast_but_the_reason(tmp_path: Path) -> None:
    with desk(tmp_path, readings=()) as found:
        said = prose(compose(found))
    assert said[0] == "ARL: no forecast, the series has 3 years and 12 are needed."


def test_a_long_series_gets_a_forecast_with_its_backtest(tmp_path: Path) -> None:
    pytest.importorskip("statsmodels", reason="the extra sverka[forecast] is not installed")
    flows = [
        flow("ARL", subject, str(2000 + year), 50 * 1.05**year)
        for year in range(14)
        for subject in (OUT, BACK)
    ]
    with desk(tmp_path, flows, ()) as found:
        section = compose(found)
    said = " ".join(prose(section))
    assert "ARL: forecast by the theta method from 14 years of turnover, 2000–2013." in said
    assert "Tried from 8 past years" in said
    assert all(figure.origins for figure in figures(section))


def test_what_a_forecast_rests_on_and_what_is_past_is_said(tmp_path: Path) -> None:
    """Two years are the publisher's, five forecast years are past, and one of those a third party knows."""
    pytest.importorskip("statsmodels", reason="the extra sverka[forecast] is not installed")
    flows = [
        replace(flow("ARL", subject, str(1997 + year), 50 * 1.05**year), flag=flag)
        for year in range(14)
        for subject in (OUT, BACK)
        for flag in ("reported" if year > 1 else "estimated",)
    ]
    third = [flow(None, subject, "2012", 500) for subject in (OUT, BACK)]
    with desk(tmp_path, [*flows, *third], ()) as found:
        said = " ".join(prose(compose(found)))
    assert "In 1997–1998 the series holds the publisher’s estimates" in said
    assert "Of the years that are forecast, 2011–2015 are past" in said
    assert "A third party reconciles for 2012: 1 billion dollars, outside the 95 % interval." in said


def test_nothing_is_foretold_of_what_is_gone_or_ended_long_ago(tmp_path: Path) -> None:
    pytest.importorskip("statsmodels", reason="the extra sverka[forecast] is not installed")
    ended = [
        flow("ARL", subject, str(year), 50 + year % 7)
        for year in range(1980, 2000)
        for subject in (OUT, BACK)
    ]
    with desk(tmp_path / "ended", ended, ()) as found:
        assert prose(compose(found))[0] == "ARL: no forecast, its figures end in 1999."
    gone = [
        flow("BLR", subject, str(year), 50 + year % 7)
        for year in range(1970, 1992)
        for subject in ("BLR>SUN", "SUN>BLR")
    ]
    with desk(tmp_path / "gone", gone, (), countries=("BLR", "SUN")) as found:
        assert [one for one in prose(compose(found)) if "forecast" in one] == [
            "Soviet Union no longer exists: no forecast."
        ]


@pytest.mark.parametrize("code", ["en", "ru", "kk", "be"])
def test_every_language_has_the_words(tmp_path: Path, code: str) -> None:
    with desk(tmp_path, readings=(OPEN, UNDATED)) as found:
        assert all("outlook." not in one and "{" not in one for one in prose(compose(found), code))
