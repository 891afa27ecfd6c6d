"""Pictures of ratios: twice as much lies as far above one as half as much below it."""

from itertools import pairwise
from typing import Any

import pytest

from sverka.dossier.outline import Drawing
from sverka.dossier.picture import draw
from sverka.dossier.pictures.event_periods import EventPeriods, Moment
from sverka.dossier.pictures.log_axis import log_axis
from sverka.dossier.pictures.palette import WIDTH
from sverka.dossier.pictures.ratio_years import RatioYears
from sverka.dossier.pictures.series import Level
from sverka.dossier.words.language import LANGUAGES, language

EVENT = EventPeriods(
    moments=(
        Moment(-2, 0.9, 0.5, 1.4, binned=True),
        Moment(-1, 1.0, base=True),
        Moment(0, 1.5, 0.8, 2.6),
        Moment(1, 2.0, 1.1, 4.2, binned=True),
    )
)
RATIOS = RatioYears(
    names=("to Bedia", "to Arland"),
    lines=(
        tuple(Level(year, 8.0) for year in (2000, 2001, 2003)),
        (Level(2000, 0.5), Level(2001, 0.0), Level(2002, 0.25)),
    ),
)


def rows(drawing: Drawing, name: str) -> list[dict[str, Any]]:
    return next(d["values"] for d in drawing.specification(language("en"))["data"] if d["name"] == name)


def texts(drawing: Drawing, code: str = "en") -> list[str]:
    data = next(d for d in drawing.specification(language(code))["data"] if d["name"] == "texts")
    return [row["text"] for row in data["values"]]


def test_doublings_lie_the_same_distance_apart() -> None:
    axis = log_axis([0.3, 5.0], 300)
    assert axis.ticks == (0.25, 0.5, 1, 2, 4, 8)
    gaps = [axis.y(one) - axis.y(other) for one, other in pairwise(axis.ticks)]
    assert gaps == pytest.approx([60] * 5, abs=0.05)
    assert axis.y(1) - axis.y(2) == pytest.approx(axis.y(0.5) - axis.y(1), abs=0.05)


def test_a_wide_axis_goes_by_tens_and_a_narrow_one_has_halves() -> None:
    assert log_axis([0.02, 130], 300).ticks == (0.01, 0.1, 1, 10, 100, 1000)
    assert 1.5 in log_axis([1.1, 1.4], 300).ticks
    assert log_axis([], 300).ticks[0] <= 1 <= log_axis([], 300).ticks[-1]


def test_what_lies_beyond_the_axis_is_at_its_edge() -> None:
    axis = log_axis([0.5, 2], 100)
    assert (axis.y(0), axis.y(99)) == (100, 0)


def test_every_period_is_drawn_with_its_interval_and_the_base_is_open() -> None:
    drawn = rows(EVENT, "moments")
    assert [row["base"] for row in drawn] == [False, True, False, False]
    assert all(row["high"] <= row["y"] <= row["low"] for row in drawn)
    assert drawn[1]["high"] == drawn[1]["low"] == drawn[1]["y"]
    assert [row["x"] for row in drawn] == sorted(row["x"] for row in drawn)


def test_the_shade_ends_where_the_events_year_begins() -> None:
    (before,) = rows(EVENT, "before")
    base, event = (row["x"] for row in rows(EVENT, "moments")[1:3])
    assert base < before["x2"] < event


def test_ends_that_hold_more_years_say_so() -> None:
    assert {"≤ −2", "−1", "0", "≥ +1", "years after the event", "before", "from the event on"} <= set(
        texts(EVENT)
    )


def test_a_year_without_trade_breaks_its_line() -> None:
    second = [row for row in rows(RATIOS, "points") if row["book"] == 1]
    assert [(row["year"], row["run"]) for row in second] == [(2000, 0), (2002, 1)]
    first = [row for row in rows(RATIOS, "points") if row["book"] == 0]
    assert [row["run"] for row in first] == [0, 0, 1]


def test_equal_trade_is_the_dark_line() -> None:
    levels = rows(RATIOS, "levels")
    assert len({row["colour"] for row in levels}) == 2
    assert {"to Bedia", "to Arland", "1×", "8×"} <= set(texts(RATIOS))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("drawing", [EVENT, RATIOS])
def test_a_picture_is_as_wide_as_the_page_in_every_language(drawing: Drawing, code: str) -> None:
    found = drawing.specification(language(code))
    assert found["width"] + found["padding"]["left"] + found["padding"]["right"] == WIDTH
    pytest.importorskip("vl_convert")
    assert draw(found).startswith("<svg")
