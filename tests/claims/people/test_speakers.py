from datetime import date

import pytest

from sverka.claims.page.lines import label_lines
from sverka.claims.people.speakers import Attribution, attribute


def said(text: str, words: str, said_on: date | None = None) -> Attribution:
    start = text.index(words)
    return attribute(text, label_lines(text), None, said_on).speaker_of(start)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Оборот вырос на 5%, сообщил посол Казахстана в Москве Даурен Абаев.", "Даурен Абаев"),
        ("Министр Михаил Мишустин на встрече с Асхатом Токаевым заявил: рост на 5%.", "Михаил Мишустин"),
        ("По словам Романа Коноплева, оборот вырос на 5%.", "Роман Коноплев"),
        ("Как отметил Виктор Загорцев, оборот вырос на 5%.", "Виктор Загорцев"),
        ("Роман Коноплев уверен: оборот вырос на 5%.", "Роман Коноплев"),
        ("Trade grew by 5%, Kazakh Ambassador Murat Nurtleu told reporters.", "Murat Nurtleu"),
        ("Liang Weiguo, head of the delegation, replied that trade grew by 5%.", "Liang Weiguo"),
        ("According to John Smith, trade grew by 5%.", "John Smith"),
        ("Оборот вырос на 5%, информирует пресс-служба президента.", None),
        ("Иван Иванов встретил посла, оборот вырос на 5%, передает БЕЛТА.", None),
        ("Оборот вырос на 5% за год.", None),
    ],
)  # fmt: skip
def test_a_sentence_is_given_to_the_person_its_attribution_names(text: str, speaker: str | None) -> None:
    assert said(text, "5%").speaker == speaker


def test_a_quote_is_given_to_its_own_speaker() -> None:
    text = "Посол Ергали Булегенов и министр Иван Петров встретились.\n«Рост есть на 5%», – сказал И. Петров."
    assert said(text, "5%").speaker == "Иван Петров"


def test_a_title_stands_for_the_person_who_bears_it() -> None:
    text = (
        "Посол Раджив Чандолкар и министр торговли Марат Аскербаев обсудили поставки.\n"
        "«Вывоз прибавил 9%», – посетовал посол.\n«Сырьё даёт 70% вывоза», – ответил министр."
    )
    assert said(text, "9%")[:2] == ("Раджив Чандолкар", "посол")
    assert said(text, "70%")[:2] == ("Марат Аскербаев", "министр")


def test_a_title_that_two_persons_bear_is_nobodys() -> None:
    text = "Министр Иван Иванов и министр Пётр Петров встретились.\n«Рост есть на 5%», – сказал министр."
    assert said(text, "5%").speaker is None


def test_a_deputy_is_not_the_minister() -> None:
    text = "Deputy Minister Yauheni Harbatsevich met guests.\n“Sales grew by 5%,” the minister said."
    assert said(text, "5%").speaker is None


def test_an_office_of_state_is_settled_by_its_holder_on_the_day() -> None:
    text = "Нурсултан Назарбаев принял Путина.\n«Оборот снизился на 5%», – напомнил глава Казахстана."
    assert said(text, "5%", date(2015, 3, 20)).speaker == "Нурсултан Назарбаев"
    assert said(text, "5%", date(2020, 3, 20)).speaker == "Касым-Жомарт Токаев"
    assert said(text, "5%").speaker is None


def test_the_president_is_the_one_person_named_without_a_title() -> None:
    text = "Aleksandr Lukashenko met Ambassador Murat Nurtleu.\n“It grew by 5%,” the president said."
    assert said(text, "5%")[:2] == ("Aleksandr Lukashenko", "president")


def test_a_pronoun_means_who_spoke_last() -> None:
    text = (
        "Рост есть, сказал Сергей Дудинец на встрече с Иваном Петровым. Он напомнил, что оборот вырос на 5%."
    )
    assert said(text, "5%").speaker == "Сергей Дудинец"
    text = "Рост есть, сказала Наталья Кочанова.\nПо её словам, оборот вырос на 5%."
    assert said(text, "5%").speaker == "Наталья Кочанова"


def test_a_pronoun_of_the_other_sex_means_nobody() -> None:
    text = "Рост есть, сказал Сергей Дудинец.\nПо её словам, оборот вырос на 5%."
    assert said(text, "5%").speaker is None


def test_an_attribution_carries_over_its_paragraph_and_no_further() -> None:
    text = "Рост есть, сказал Сергей Дудинец. Экспорт вырос на 5%.\nИмпорт упал на 7%."
    assert said(text, "5%").speaker == "Сергей Дудинец"
    assert said(text, "7%").speaker is None


def test_an_attribution_in_the_middle_of_a_paragraph_covers_its_sentence() -> None:
    text = "Экспорт вырос на 5%. Импорт упал на 7%, сказал Сергей Дудинец. Сальдо выросло на 9%."
    assert [said(text, n).speaker for n in ("5%", "7%", "9%")] == [None, "Сергей Дудинец", None]


def test_what_is_told_afterwards_is_given_back_to_the_sentence_before() -> None:
    text = "Вложено будет 500 млн евро. Об этом рассказал уполномоченный Юрген Хальброк."
    assert said(text, "500 млн").speaker == "Юрген Хальброк"


def test_a_headline_names_its_speaker_by_name_initial_or_title() -> None:
    story = "Оборот вырос, сказал посол Казахстана Даурен Абаев.\n«Да», – добавил Абаев."
    for headline in ("Абаев: оборот вырос на 5%", "Посол: оборот вырос на 5%", "Оборот вырос на 5% – Абаев"):
        assert said(f"{headline}\n{story}", "5%").speaker == "Даурен Абаев"


def test_the_turns_of_an_interview_are_their_speakers() -> None:
    told = "О торговле рассказал посол Фирдавс Назриев."
    text = f"{told}\n– Это рост на 3%?\n– Нет, на 5%.\n– А экспорт?\n– Он меньше."
    assert said(text, "3%").speaker is None
    assert said(text, "5%").speaker == "Фирдавс Назриев"
    named = "Голос Аркадии: Рост на 3%?\nИван Петров: Нет, на 5%.\nГолос Аркадии: Ясно."
    assert [said(named, n).speaker for n in ("3%", "5%")] == [None, "Иван Петров"]


def test_the_editors_aside_in_a_quote_is_not_its_speakers() -> None:
    text = "«Оборот был 950 млн (по данным Белстата, 952,8 млн – прим.) долларов», – сказал Ергали Булегенов."
    assert said(text, "950 млн") == ("Ергали Булегенов", None, None)
    assert said(text, "952,8 млн") == (None, None, "Белстат")


def test_a_body_covers_the_paragraph_it_opens() -> None:
    text = "По данным Белстата, оборот вырос на 5%. Экспорт вырос на 7%.\nИмпорт вырос на 9%."
    assert [said(text, n).source for n in ("5%", "7%", "9%")] == ["Белстат", "Белстат", None]


def test_furniture_has_no_speaker() -> None:
    text = "Рост есть на 5%, сказал Сергей Дудинец.\nЧитайте также\nОборот вырос на 9%, сказал Сергей Дудинец"
    assert said(text, "9%") == (None, None, None)
