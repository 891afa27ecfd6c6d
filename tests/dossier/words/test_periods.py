"""Periods and days in four languages, in words and short."""

from datetime import date

import pytest

from sverka.dossier.words.language import LANGUAGES, language

WORDS = {
    "2017": ("2017", "2017 год", "2017 жыл", "2017 год"),
    "2017-05": ("May 2017", "май 2017 года", "2017 жылғы мамыр", "май 2017 года"),
    "2018-01..2018-08": (
        "January–August 2018",
        "январь–август 2018 года",
        "2018 жылғы қаңтар–тамыз",
        "студзень–жнівень 2018 года",
    ),
    "2019H1": (
        "first half of 2019",
        "первое полугодие 2019 года",
        "2019 жылғы бірінші жартыжылдық",
        "першае паўгоддзе 2019 года",
    ),
    "2020Q4": (
        "fourth quarter of 2020",
        "четвёртый квартал 2020 года",
        "2020 жылғы төртінші тоқсан",
        "чацвёрты квартал 2020 года",
    ),
    "2021..2025": ("2021–2025", "2021–2025 годы", "2021–2025 жылдар", "2021–2025 гады"),
    "2024-09-04": (
        "4 September 2024",
        "4 сентября 2024 года",
        "2024 жылғы 4 қыркүйек",
        "4 верасня 2024 года",
    ),
    "..2030": ("by the end of 2030", "до конца 2030 года", "2030 жылдың соңына дейін", "да канца 2030 года"),
    "..2030-06": (
        "by 30 June 2030",
        "срок: 30 июня 2030 года",
        "мерзімі: 2030 жылғы 30 маусым",
        "тэрмін: 30 чэрвеня 2030 года",
    ),
    "now": ("at the time of speaking", "на момент выступления", "сөйлеген кезде", "на момант выступлення"),
    "cur-01..cur-05": (
        "January–May, this year",
        "январь–май, текущий год",
        "қаңтар–мамыр, ағымдағы жыл",
        "студзень–май, бягучы год",
    ),
}
SHORT = {
    "2017": ("2017",) * 4,
    "2018-01..2018-08": ("Jan–Aug 2018", "янв.–авг. 2018", "қаң.–там. 2018", "студз.–жн. 2018"),
    "2019H2": ("H2 2019", "II пол. 2019", "II ж/ж 2019", "II паўг. 2019"),
    "2020Q1": ("Q1 2020", "I кв. 2020", "I тоқ. 2020", "I кв. 2020"),
    "2021..2025": ("2021–2025",) * 4,
    "..2030": ("by 2030", "срок: 2030", "мерзімі: 2030", "тэрмін: 2030"),
}


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [(code, period, said[at]) for period, said in WORDS.items() for at, code in enumerate(LANGUAGES)],
)
def test_a_period_in_words(code: str, period: str, expected: str) -> None:
    assert language(code).period(period) == expected


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [(code, period, said[at]) for period, said in SHORT.items() for at, code in enumerate(LANGUAGES)],
)
def test_a_period_for_a_cell(code: str, period: str, expected: str) -> None:
    assert language(code).period_short(period) == expected


def test_spans_that_are_no_whole_years_or_months_name_both_ends() -> None:
    words = language("en")
    assert words.period("2024-07-01..2024-09-30") == "July–September 2024"
    assert words.period("2020-03-04..2020-05-06") == "4 March 2020 – 6 May 2020"
    assert words.period("2017-11..2018-02").replace("\u00a0", " ") == "November 2017 – February 2018"
    assert language("be").period_short("2017-11..2018-02").replace("\u00a0", " ") == "ліст. 2017 – лют. 2018"


def test_what_is_no_period_is_shown_as_it_is() -> None:
    words = language("en")
    assert words.period("2017-13") == "2017-13"
    assert words.period("..soon") == "by soon"
    assert words.period_short("2017H3") == "2017H3"


def test_a_day() -> None:
    assert language("ru").day(date(2026, 11, 23)) == "23 ноября 2026 года"
