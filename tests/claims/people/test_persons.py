import pytest

from sverka.claims.page.lines import label_lines
from sverka.claims.people.persons import find_people


def names(text: str) -> list[str]:
    return [person.name for person in find_people(text, label_lines(text)).persons]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Он встретился с президентом Виктором Януковичем в пятницу.", "Виктор Янукович"),
        ("Состоялся визит Касым-Жомарта Токаева в столицу.", "Касым-Жомарт Токаев"),
        ("На встрече с послом Ерланом Байжановым говорили о торговле.", "Ерлан Байжанов"),
        ("По мнению Романа Коноплева, торговля вырастет.", "Роман Коноплев"),
        ("По словам Натальи Кочановой, торговля вырастет.", "Наталья Кочанова"),
        ("Переговоры с Дмитрием Крутым прошли в пятницу.", "Дмитрий Крутый"),
        ("Он сказал Александру Лукашенко о торговле.", "Александр Лукашенко"),
        ("Встреча с Дин Сюэсяном прошла в пятницу.", "Дин Сюэсян"),
        ("По словам главы агентства Эльнура Гасымлы, всё хорошо.", "Эльнур Гасымлы"),
        ("Премьер-министр Турции Реджеп Тайип Эрдоган приехал.", "Реджеп Тайип Эрдоган"),
        ("Министр экономики Султан аль-Маншади приехал.", "Султан аль-Маншади"),
        ("Kazakh Ambassador Yermukhamet Yertysbayev told reporters about it.", "Yermukhamet Yertysbayev"),
        ("Liang Weiguo, head of the delegation, replied to him.", "Liang Weiguo"),
        ("Alexander Lukashenko met the outgoing envoy.", "Alexander Lukashenko"),
    ],
)
def test_a_person_is_named_in_the_nominative(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Объединённые Арабские Эмираты и Российская Федерация торгуют.",
        "The Middle Corridor and the Gomel Oblast grew in Central Asia.",
        "Национальный банк Республики Казахстан сообщил данные.",
    ],
)
def test_a_country_or_an_office_is_no_person(text: str) -> None:
    assert names(text) == []


def test_a_surname_or_an_initial_is_a_mention_of_the_full_name() -> None:
    text = "А.Лукашенко приехал. Александр Лукашенко сказал это. Слова Лукашенко записали."
    people = find_people(text, label_lines(text))
    assert [person.name for person in people.persons] == ["Александр Лукашенко"]
    assert [text[m.start : m.end] for m in people.mentions] == [
        *("А.Лукашенко", "Александр Лукашенко", "Лукашенко")
    ]


def test_a_title_belongs_to_the_name_of_its_case() -> None:
    text = "Премьер-министр Сергей Иванов принял посла Казахстана Ерлана Байжанова."
    ivanov, envoy = find_people(text, label_lines(text)).persons
    assert [title.group for title in ivanov.titles] == ["premier"]
    assert [(title.group, title.countries) for title in envoy.titles] == [("ambassador", frozenset({"KAZ"}))]
