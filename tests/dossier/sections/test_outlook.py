"""What an open promise takes, and when there is a forecast: a fictional pair, by hand."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.dossier.sections.book import desk, figures, prose
from tests.fictional.pair import BACK, OUT, flow, reading, target

from sverka.dossier.sections import minute
from sverka.dossier.sections.outlook import compose
from sverka.vocabulary.flow import Flow

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


def estimated_from(first: int, last: int, until: int) -> list[Flow]:
    """Let Arland declare from `first` on, and its publisher estimate the years after `last`."""
    return [
        replace(flow("ARL", subject, str(year), 100), flag="reported" if year <= last else "estimated")
        for year in range(first, until + 1)
        for subject in (OUT, BACK)
    ]


def test_a_promise_is_measured_from_a_declared_level(tmp_path: Path) -> None:
    with desk(tmp_path, estimated_from(2006, 2010, 2012), (OPEN,)) as found:
        said = prose(compose(found))
    # 200 million in 2010, doubled in seven years: 2 to the power of 1/7.
    assert said[1].startswith("ARL: from 200 million dollars in 2010 it takes 10.41 % a year for 7 years.")
    assert (
        "ARL: 2010 is the newest year that the country declared; the publisher’s estimates are not started "
        "from: 2011–2012."
    ) in said


def test_the_page_in_one_minute_starts_where_the_outlook_does(tmp_path: Path) -> None:
    with desk(tmp_path / "fresh", estimated_from(2006, 2010, 2012), (OPEN,)) as found:
        said = " ".join(prose(minute.compose(found)))
    assert "it takes 10.41 % a year from the 200 million dollars of 2010 (book: ARL)" in said
    with desk(tmp_path / "old", estimated_from(2003, 2007, 2012), (OPEN,)) as found:
        said = " ".join(prose(minute.compose(found)))
    told = (
        "it takes 14.9 % a year from the 200 million dollars of 2012 (book: ARL), which is the publisher’s "
    )
    assert told + "estimate, not declared" in said


def test_an_estimated_start_is_said_to_be_one(tmp_path: Path) -> None:
    with desk(tmp_path, estimated_from(2003, 2007, 2012), (OPEN,)) as found:
        said = prose(compose(found))
    assert said[1].startswith("ARL: from 200 million dollars in 2012 it takes 14.9 % a year for 5 years.")
    told = "ARL: the level of 2012 is the publisher’s estimate, which the country did not declare; "
    assert any(one.startswith(told) for one in said)


def test_a_short_series_gets_no_forecast_but_the_reason(tmp_path: Path) -> None:
    with desk(tmp_path, readings=()) as found:
        said = prose(compose(found))
    assert said[0] == "ARL: no forecast, the series has 3 years and 12 are needed."


def test_a_long_series_gets_a_forecast_with_its_backtest(tmp_path: Path) -> None:
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
