import pytest

from sverka.claims.page.lines import label_lines
from sverka.claims.people.quotes import find_quotes


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text, label_lines(text))]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("«Мы рады росту», – заявил посол.", ["Мы рады росту"]),
        ('"Мы рады росту", - сказал посол.', ["Мы рады росту"]),
        ("„Мы рады росту“, — сказал посол.", ["Мы рады росту"]),
        ("“We are glad of it,” the ambassador said.", ["We are glad of it"]),
        ("Посол сказал: «Мы рады росту».", ["Мы рады росту"]),
        (
            "Посол уверен, что «тот миллиард, который достигнут, окажется просто смешным».",
            ["тот миллиард, который достигнут, окажется просто смешным"],
        ),
        ("«Мы рады. «Вести» это покажут», – сказал посол.", ["Мы рады. «Вести» это покажут"]),
        ("«Рост есть… Хотим ещё!» – сказал посол.", ["Рост есть… Хотим ещё!"]),
    ],
)
def test_an_utterance_is_found_between_its_marks(text: str, quotes: list[str]) -> None:
    assert quoted(text) == quotes


def test_an_attribution_inside_the_marks_makes_two_quotes() -> None:
    text = (
        "«Это признак важного шага, – сказал посол. – Мы хотим больше торговать», – цитирует его агентство."
    )
    assert quoted(text) == ["Это признак важного шага", "Мы хотим больше торговать"]
    quote = find_quotes(text, label_lines(text))[1]
    assert quote.said is not None
    assert text[slice(*quote.said)] == "сказал посол"


def test_an_attribution_between_two_pairs_makes_two_quotes() -> None:
    text = '"Оборот вырос на 10%", – отметил посол. – "Мы ускоряем проекты в промышленности".'
    assert quoted(text) == ["Оборот вырос на 10%", "Мы ускоряем проекты в промышленности"]


@pytest.mark.parametrize(
    "text",
    [
        "Об этом передает РИА «Новости» со ссылкой на посла.",
        "Турецкий «десант» прибыл в столицу, сказал посол.",
        "Инициатива «Один пояс, один путь» поможет, сказал посол.",
        "Фирма «Стройка есть надежда для всех нас» открылась, сообщил посол.",
        "Пункт пропуска «Ак-Тилек» закрыт, сообщил начальник.",
    ],
)
def test_a_name_in_marks_is_no_utterance(text: str) -> None:
    assert quoted(text) == []


def test_a_quote_can_run_over_lines() -> None:
    text = "«Мы рады росту торговли.\nОна вырастет ещё», – сказал посол."
    assert quoted(text) == ["Мы рады росту торговли.\nОна вырастет ещё"]


def test_a_mark_left_open_ends_with_its_line() -> None:
    text = "«Мы рады росту торговли, сказал посол.\nДругой абзац о погоде в городе."
    assert quoted(text) == ["Мы рады росту торговли, сказал посол"]


def test_furniture_is_not_searched() -> None:
    text = "Посол уехал домой в пятницу вечером.\nЧитайте также\n«Мы все умрём», — сказал астролог"
    assert quoted(text) == []
