from datetime import date

import pytest

from sverka.claims.page.dateline import Dated, publication_date
from sverka.claims.page.lines import label_lines
from sverka.vocabulary.statement import DateSource

STORY = "Товарооборот Аркадии и Борнии вырос на треть, сказал посол Борнии в Аркадии."
TEASERS = "Читайте также\nЭкспорт муки вырос\n11.11.2025\nТорговля с Целией упала\n10.11.2025"


def dated(text: str, **known: date) -> Dated:
    return publication_date(text, label_lines(text), **known)


def test_option_then_metadata_then_dateline() -> None:
    text = f"Торговля выросла\n29.09.2016 политика\n{STORY}"
    told = {"option": date(2020, 1, 1), "metadata": date(2019, 1, 1)}
    assert dated(text, **told) == (date(2020, 1, 1), DateSource.OPTION, None)
    assert dated(text, metadata=date(2019, 1, 1)) == (date(2019, 1, 1), DateSource.METADATA, None)
    assert dated(text) == (date(2016, 9, 29), DateSource.DATELINE, None)


@pytest.mark.parametrize(
    ("head", "on"),
    [
        ("17:59, 24 Май 2011 | GMT +5\nТорговля выросла", date(2011, 5, 24)),
        ("Торговля выросла\n2025-09-09T12:50+0300", date(2025, 9, 9)),
        ("Торговля выросла\n29.08.2014 08:25\nОбновлено: 24.09.2017 19:39", date(2014, 8, 29)),
        ("Торговля выросла\n19 марта, 2024 / Обновлено 20 марта, 2024", date(2024, 3, 19)),
        ("https://example.org/20250909/trade.html\nТорговля выросла", date(2025, 9, 9)),
        ("11.11.2025\nТорговля выросла\nОпубликовано: 16 июля 2024", date(2024, 7, 16)),
    ],
)
def test_the_day_is_read_from_the_head_of_the_page(head: str, on: date) -> None:
    assert dated(f"{head}\n{STORY}").on == on


def test_a_teasers_date_is_never_taken() -> None:
    found = dated(f"Торговля выросла\n{STORY}\n{TEASERS}")
    assert found.on is None
    assert found.reason == "the only dates printed around the story are those of updates or of other stories"


def test_a_day_inside_the_story_is_not_its_date() -> None:
    found = dated(f"Торговля выросла\n4 марта 2024 года посол уехал. {STORY}")
    assert found == (None, None, "the page prints no date of its own")


def test_a_date_called_that_of_publication_is_taken_wherever_it_stands() -> None:
    assert dated(f"Торговля выросла\n{STORY}\nОпубликовано: 4.03.2024 15:20\n{TEASERS}").on == date(
        2024, 3, 4
    )


def test_several_dates_beside_the_title_leave_it_open() -> None:
    found = dated(f"Торговля выросла\n04.03.2024\n05.03.2024\n{STORY}")
    assert found.on is None
    assert found.reason == "the page prints several dates beside its title: 2024-03-04, 2024-03-05"


@pytest.mark.parametrize(
    ("opening", "on"),
    [
        ("БОРНГРАД. 24 мая 2011. АГЕНТСТВО –", date(2011, 5, 24)),
        ("Borngrad, May 24, 2011 –", date(2011, 5, 24)),
    ],
)
def test_an_agencys_dateline_with_its_year_is_enough(opening: str, on: date) -> None:
    assert dated(f"Торговля выросла\n{opening} {STORY}").on == on


def test_a_dateline_takes_its_year_from_the_head_of_the_page_only() -> None:
    story = f"БОРНГРАД, 9 сен - АГЕНТСТВО. {STORY}"
    assert dated(f"Итоги торговли\nНовости / 2025 / Сентябрь\n{story}").on == date(2025, 9, 9)
    assert dated(f"Итоги торговли\n{story}").reason == "the dateline names a day (9 сен) but no year"
