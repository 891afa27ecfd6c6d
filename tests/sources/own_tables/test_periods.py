"""Periods as tables write them, in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.sources.own_tables.periods import When, find_when, read_when
from sverka.vocabulary.period import write_months

MONTHS = {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "be": "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
    "en": "January February March April May June July August September October November December",
}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019", "2019"),
        ("2019 г.", "2019"),
        ("за 2019 год", "2019"),
        ("2019 жыл", "2019"),
        ("январь-октябрь 2019", "2019-01..2019-10"),
        ("Январь – октябрь 2019 года", "2019-01..2019-10"),
        ("январь\u00a0—\u00a0октябрь 2019\u00a0г.", "2019-01..2019-10"),
        ("в январе-октябре 2019 г.", "2019-01..2019-10"),
        ("2019 жылғы қаңтар-қазан", "2019-01..2019-10"),
        ("студзень-кастрычнік 2019 г.", "2019-01..2019-10"),
        ("у студзені-кастрычніку 2019 г.", None),  # “у” is no word of a cell; a title finds it
        ("January–October 2019", "2019-01..2019-10"),
        ("Jan-Oct 2019", "2019-01..2019-10"),
        ("10 месяцев 2019 г.", "2019-01..2019-10"),
        ("9 мес. 2019", "2019-01..2019-09"),
        ("январь-декабрь 2019", "2019"),
        ("январь-июнь 2019", "2019H1"),
        ("I полугодие 2019 года", "2019H1"),
        ("III квартал 2019", "2019Q3"),
        ("1 кв. 2019", "2019Q1"),
        ("2019Q3", "2019Q3"),
        ("2019M03", "2019-03"),
        ("201903", "2019-03"),
        ("03.2019", "2019-03"),
        ("март 2019", "2019-03"),
        ("2019-01..2019-10", "2019-01..2019-10"),
        ("январь-октябрь 2019 в % к январю-октябрю 2018", None),
        ("2018/2019", None),
        ("октябрь-январь 2019", None),
        ("январь и октябрь 2019", None),
        ("13 месяцев 2019", None),
        ("2019-13", None),
        ("тонн 2019", None),
        ("", None),
    ],
)
def test_a_cell_is_a_period_and_nothing_else(text: str, period: str | None) -> None:
    when = read_when(text)
    assert (when and when.period) == period


def test_months_wait_for_their_year() -> None:
    months = read_when("январь-октябрь")
    assert months == When(None, 1, 10)
    assert months.period is None
    assert When(2019).with_default(months).period == "2019-01..2019-10"
    assert months.with_default(When(2019, 5, 5)).period == "2019-01..2019-10"


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Экспорт | январь-октябрь 2019 | тыс. долл. США", "2019-01..2019-10"),
        ("2019 | январь", "2019-01"),
        ("Внешняя торговля за январь-октябрь 2019 года", "2019-01..2019-10"),
        ("Гандаль Рэспублікі Беларусь у студзені-кастрычніку 2019 г.", "2019-01..2019-10"),
        ("Экспорт в 2018 и 2019 годах", None),
        ("1 | 2", None),
    ],
)
def test_a_heading_may_say_more_than_its_period(heading: str, period: str | None) -> None:
    when = find_when(heading)
    assert (when and when.period) == period


@given(
    st.sampled_from(sorted(MONTHS)),
    st.integers(1992, 2030),
    st.integers(1, 12),
    st.integers(1, 12),
    st.sampled_from("-–—"),
)
def test_two_months_and_a_year_are_the_months_between(
    language: str, year: int, one: int, other: int, dash: str
) -> None:
    names = MONTHS[language].split()
    when = read_when(f"{names[one - 1]} {dash} {names[other - 1]} {year}")
    assert (when and when.period) == (write_months(year, one, other) if one < other else None)
