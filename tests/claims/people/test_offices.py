"""Who held an office on a day."""

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from sverka.claims.countries import find_countries
from sverka.claims.people.offices import Holder, Office, holder, known_people


@pytest.mark.parametrize(
    ("country", "office", "on", "name_ru", "name_en"),
    [
        ("KAZ", "head_of_state", "2018-01-01", "Нурсултан Назарбаев", "Nursultan Nazarbayev"),
        ("KAZ", "head_of_state", "2024-03-04", "Касым-Жомарт Токаев", "Kassym-Jomart Tokayev"),
        ("KAZ", "head_of_government", "2018-11-23", "Бакытжан Сагинтаев", "Bakytzhan Sagintayev"),
        ("KAZ", "foreign_minister", "2024-03-04", "Мурат Нуртлеу", "Murat Nurtleu"),
        ("BLR", "head_of_state", "2009-06-01", "Александр Лукашенко", "Alexander Lukashenko"),
        ("BLR", "head_of_government", "2019-08-28", "Сергей Румас", "Sergei Rumas"),
        ("BLR", "head_of_government", "2024-03-04", "Роман Головченко", "Roman Golovchenko"),
        ("BLR", "head_of_government", "2025-11-05", "Александр Турчин", "Alexander Turchin"),
        ("BLR", "foreign_minister", "2019-08-28", "Владимир Макей", "Vladimir Makei"),
        ("RUS", "head_of_state", "2010-01-01", "Дмитрий Медведев", "Dmitry Medvedev"),
        ("RUS", "head_of_government", "2022-11-28", "Михаил Мишустин", "Mikhail Mishustin"),
        ("RUS", "foreign_minister", "2014-01-01", "Сергей Лавров", "Sergei Lavrov"),
        ("UKR", "head_of_state", "2011-01-25", "Виктор Янукович", "Viktor Yanukovych"),
        ("TUR", "head_of_government", "2011-01-25", "Реджеп Тайип Эрдоган", "Recep Tayyip Erdogan"),
        ("UZB", "head_of_government", "2015-05-01", "Шавкат Мирзиёев", "Shavkat Mirziyoyev"),
        ("KGZ", "head_of_state", "2012-01-01", "Алмазбек Атамбаев", "Almazbek Atambayev"),
        ("CHN", "head_of_state", "2013-09-07", "Си Цзиньпин", "Xi Jinping"),
        ("EU", "head_of_government", "2020-01-01", "Урсула фон дер Ляйен", "Ursula von der Leyen"),
        ("USA", "head_of_state", "2025-02-01", "Дональд Трамп", "Donald Trump"),
        ("HUN", "head_of_government", "2026-06-01", "Петер Мадьяр", "Peter Magyar"),
    ],
)
def test_the_holder_of_an_office_on_a_day(
    country: str, office: Office, on: str, name_ru: str, name_en: str
) -> None:
    found = holder(country, office, date.fromisoformat(on))
    assert found is not None
    assert (found.name_ru, found.name_en) == (name_ru, name_en)


def test_a_day_of_handover_belongs_to_the_new_holder() -> None:
    handover = date(2019, 3, 20)
    before, after = (
        holder("KAZ", "head_of_state", handover - timedelta(1)),
        holder("KAZ", "head_of_state", handover),
    )
    assert before is not None
    assert after is not None
    assert (before.name_ru, after.name_ru) == ("Нурсултан Назарбаев", "Касым-Жомарт Токаев")
    assert before.end == after.start == handover


@pytest.mark.parametrize(
    ("country", "office", "on"),
    [
        ("BLR", "foreign_minister", date(2022, 12, 1)),  # between Makei's death and Aleinik
        ("BLR", "head_of_state", date(1980, 1, 1)),
        ("TUR", "head_of_government", date(2024, 1, 1)),  # the office is abolished
        ("FJI", "head_of_state", date(2024, 1, 1)),
    ],
)
def test_nobody_is_guessed_where_the_table_does_not_know(country: str, office: Office, on: date) -> None:
    assert holder(country, office, on) is None


def test_no_two_people_hold_one_office_on_one_day() -> None:
    terms: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for person in known_people():
        terms[person.country, person.office].append(person)
    assert len(terms) > 50
    for held in terms.values():
        for earlier, later in pairwise(held):
            assert earlier.end is not None, earlier
            assert earlier.start < earlier.end <= later.start, (earlier, later)


def test_names_are_written_in_the_alphabet_of_their_language() -> None:
    for person in known_people():
        assert not re.search("[A-Za-z]", person.name_ru.removesuffix(" II").removesuffix(" III")), person
        assert not re.search("[А-Яа-я]", person.name_en), person


def test_a_person_has_one_spelling_in_each_language() -> None:
    spellings = {(person.name_ru, person.name_en) for person in known_people()}
    for one in zip(*spellings, strict=True):
        assert len(set(one)) == len(spellings)


def test_no_name_is_read_as_a_country() -> None:
    for person in known_people():
        assert find_countries(person.name_ru, "ru") == find_countries(person.name_en, "en") == []
