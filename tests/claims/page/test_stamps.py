from datetime import date

import pytest

from sverka.claims.page.stamps import find_stamps


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("29.09.2016 политика", date(2016, 9, 29)),
        ("17:59, 24 Май 2011 | GMT +5", date(2011, 5, 24)),
        ("2025-09-09T12:50+0300", date(2025, 9, 9)),
        ("4 ноября 2025 года", date(2025, 11, 4)),
        ("September 25, 2025 at 3:17 pm", date(2025, 9, 25)),
        ("16th May 2023", date(2023, 5, 16)),
        ("2020 жылғы 17 шілде", date(2020, 7, 17)),
        ("4 кастрычніка 2013", date(2013, 10, 4)),
        ("3-сентябрь, 2025", date(2025, 9, 3)),
        ("09/29/2016", date(2016, 9, 29)),
        ("06.10.13", date(2013, 10, 6)),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, on: date) -> None:
    assert [stamp.on for stamp in find_stamps(text)] == [on]


def test_a_day_without_its_year_has_none() -> None:
    (stamp,) = find_stamps("АСТАНА. 24 мая. КАЗИНФОРМ")
    assert (stamp.on, stamp.month, stamp.day) == (None, 5, 24)


@pytest.mark.parametrize(
    "text", ["в январе 2020", "up 3 percent in May 2019", "5 маршрутов", "31.02.2019", "1.2.3", "3 секунды"]
)
def test_what_is_no_day_is_left(text: str) -> None:
    assert find_stamps(text) == []
