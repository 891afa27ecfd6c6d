import pytest

from sverka.claims.page.sentences import sentences


def split(text: str, lang: str | None = "ru") -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text), lang)]


@pytest.mark.parametrize(
    "text",
    [
        "В 2017 г. Казахстан вывез товаров на 95,5 млн долларов.",
        "Сумма достигла 3 тыс. долл. США за контракт.",
        "По словам А. Б. Иванова, рост продолжится.",
        "Поставки, т.е. экспорт, выросли в янв. 2020 года.",
        "Заветная цифра – 30 миллиардов (долларов – ред.), не меньше.",
        "«Рост есть», – сказал он. – «Будет ещё».",
        "Стало $8,9 млрд (за январь – ноябрь 2025 года. - Прим.).",
        "Trade came to $1.2 billion, Mr. Smith of the U.S. Embassy said.",
    ],
)
def test_an_abbreviation_or_an_attribution_does_not_end_a_sentence(text: str) -> None:
    assert split(text, lang=None) == [text]


def test_units_end_a_sentence_before_a_capital() -> None:
    text = "Экспорт составил 783,7 млн. Импорт вырос до 112 млн долл. Оборот растёт с 2018 г. Рост большой."
    assert split(text) == [
        "Экспорт составил 783,7 млн.",
        "Импорт вырос до 112 млн долл.",
        "Оборот растёт с 2018 г.",
        "Рост большой.",
    ]


def test_a_quote_is_split_inside_and_keeps_its_attribution() -> None:
    text = "«Мы рады. Торговля растёт!», – сказал посол. Он уехал."
    assert split(text) == ["«Мы рады.", "Торговля растёт!», – сказал посол.", "Он уехал."]


def test_english_sentences_end_at_their_stops() -> None:
    text = "It fell 4 percent vs. 2018. “We go on.” He left at 5 p.m. Exports rose."
    assert split(text, "en") == [
        "It fell 4 percent vs. 2018.",
        "“We go on.”",
        "He left at 5 p.m.",
        "Exports rose.",
    ]


def test_only_the_asked_stretch_is_split() -> None:
    text = "Раз. Два. Три."
    assert sentences(text, 5, 9, "ru") == [(5, 9)]
    assert sentences(text, 4, 5, "ru") == []
