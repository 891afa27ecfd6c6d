"""Periods as the text names them, counted from the day of publication."""

from datetime import date

import pytest

from sverka.claims.numbers import fold
from sverka.claims.periods import find_periods, mask, resolve

SAID_ON = date(2022, 11, 28)

NAMED = [
    ("ru", "в 2017 году", "2017"),
    ("ru", "за 8 месяцев текущего года", "2022-01..2022-08"),
    ("ru", "за девять месяцев", "2022-01..2022-09"),
    ("ru", "за 11 месяцев прошлого года", "2021-01..2021-11"),
    ("ru", "в первом полугодии 2016 года", "2016H1"),
    ("ru", "в январе-октябре этого года", "2022-01..2022-10"),
    ("ru", "по итогам января — июня", "2022H1"),
    ("ru", "в I квартале 2025 года", "2025Q1"),
    ("ru", "осенью 2025 года", "2025-09..2025-11"),
    ("ru", "к концу текущего года", "2022"),
    ("ru", "в ближайшие пять лет", "..2027"),
    ("ru", "в 2021–2025 гг.", "2021..2025"),
    ("ru", "в настоящее время", "now"),
    ("en", "in January-June 2019", "2019H1"),
    ("en", "in the first ten months of 2022", "2022-01..2022-10"),
    ("en", "by the end of 2025", "2025"),
    ("en", "Q1 2025", "2025Q1"),
    ("en", "last year", "2021"),
    ("en", "over the next five years", "..2027"),
]


@pytest.mark.parametrize(("lang", "text", "meant"), NAMED)
def test_a_named_period(lang: str, text: str, meant: str) -> None:
    (found,) = find_periods(fold(text), lang, SAID_ON)
    assert resolve(found, SAID_ON, ahead=False) == meant


def test_months_without_a_year_lie_behind_a_report_and_ahead_of_a_promise() -> None:
    (found,) = find_periods("в третьем квартале", "ru", date(2024, 3, 4))
    assert resolve(found, date(2024, 3, 4), ahead=False) == "2023Q3"
    assert resolve(found, date(2024, 3, 4), ahead=True) == "2024Q3"


def test_without_a_date_relative_periods_stay_symbolic() -> None:
    texts = ("за четыре месяца текущего года", "в прошлом году")
    mentions = [find_periods(text, "ru", None)[0] for text in texts]
    assert [resolve(m, None, ahead=False) for m in mentions] == ["cur-01..cur-04", "prev"]


@pytest.mark.parametrize(
    ("lang", "text", "role"),
    [
        ("ru", "к тому же периоду 2024-го", "same"),
        ("ru", "в годовом выражении", "year_ago"),
        ("ru", "4 ноября 2025 года", "day"),
        ("ru", "с начала года", "ytd"),
        ("ru", "за 10 лет", "past"),
        ("en", "than a year before", "year_ago"),
        ("en", "from the same period of 2018", "same"),
    ],
)
def test_comparisons_days_and_distances_are_no_periods_of_their_own(lang: str, text: str, role: str) -> None:
    (found,) = find_periods(fold(text), lang, SAID_ON)
    assert found.role == role


def test_masking_keeps_every_offset() -> None:
    low = "превысил в 2022 году 1 млрд"
    masked = mask(low, find_periods(low, "ru", SAID_ON), "ru")
    assert len(masked) == len(low)
    assert masked.split() == ["превысил", "1", "млрд"]
