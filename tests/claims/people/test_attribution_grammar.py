"""The many ways in which a sentence says whose words it gives, or does not; all persons are invented."""

import pytest

from sverka.claims.page.lines import label_lines
from sverka.claims.people.speakers import attribute


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Товарооборот вырос на 5%. Об этом сообщает БЕЛТА.", None),
        ("Как сообщили в пресс-службе Президента, товарооборот вырос на 5%.", None),
        ("В Минске считают, что рост 5%.", None),
        ("Эксперты считают, что рост составит 5%.", None),
        ("Аналитики банка ожидают роста на 5%.", None),
        ("The World Bank said trade would grow by 5%.", None),
        ("Belarus said trade grew by 5%.", None),
        ("Казахстан сообщил о росте на 5%.", None),
        ("Минэкономики Беларуси сообщило о росте на 5%.", None),
        ("По информации посольства, рост составил 5%.", None),
        ("Как рассказала замминистра торговли Айжан Бижанова, рост 5%.", "Айжан Бижанова"),
        ("«Рост 5% за год», — сказала она. Мадина Хаким выступила на форуме.", None),
        (
            "На форуме выступила Мадина Хакимова, глава палаты.\n«Рост 5% за год», — сказала она.",
            "Мадина Хакимова",
        ),
        ("Рост 5%, сообщил Иванов Сергей Петрович.", "Сергей Иванов"),
        ("Об этом рассказал журналистам И. И. Иванов: рост 5%.", "И. И. Иванов"),
        ("Анна-Лена Шмидт, директор палаты, отметила, что рост 5%.", "Анна-Лена Шмидт"),
        ("Главный экономист банка Иван Чжао считает, что рост 5%.", "Иван Чжао"),
        (
            (
                "Рост 5%, говорит директор завода «Тулпар» Ержан Сыздыков.\n«А экспорт вырос на 7%», "
                "— добавляет директор."
            ),
            "Ержан Сыздыков",
        ),
        ("Trade grew 5%, says Anna Kowalska, who heads the Polish chamber in Minsk.", "Anna Kowalska"),
        (
            "Deputy Minister Zarina Karimova noted that trade grew.\nShe added that exports rose 5%.",
            "Zarina Karimova",
        ),
        ("Growth of 5% is expected, according to the ministry.", None),
        ("“Growth was 5%, no less,” says Kim Yong-ho, South Korea's trade envoy.", "Kim Yong-ho"),
        ("“Growth was 5%, no less,” he told the newspaper.\nLater Omar Abdi left.", None),
        (
            "Ambassador Li Wei met Trade Minister Omar Abdi in Nairobi.\nThe minister said growth was 5%.",
            "Omar Abdi",
        ),
        ("Ambassador Li Wei met Trade Minister Omar Abdi in Nairobi.\nThe envoy put growth at 5%.", "Li Wei"),
        (
            (
                "Ambassador Li Wei met Trade Minister Omar Abdi in Nairobi.\nHis guest replied that "
                "growth was 5%."
            ),
            None,
        ),
        ("Ambassador Li Wei opened the fair. In his words, growth was 5%.", "Li Wei"),
        (
            (
                "“Growth was 5%, no less,” Li said, adding that more is planned. Ambassador Li Wei "
                "opened the fair."
            ),
            None,
        ),
        ("Kazakh trade official Dana Serikova told a panel growth was 5%.", "Dana Serikova"),
        ("Chief executive Martin Keller said the firm grew 5%.", "Martin Keller"),
        ("Growth was 5%, Dr. Martin Keller of the Institute said.", "Martin Keller"),
        ("Martin Keller (Berlin Institute) believes growth was 5%.", "Martin Keller"),
        ("“Growth was 5%, no less,” the official said. Martin Keller wrote this.", None),
        ("Чиновник сообщил, что рост 5%.", None),
        (
            (
                "Депутат Сейма Анна Ковальская спросила министра Марека Новака о росте. Новак "
                "ответил, что рост 5%."
            ),
            "Марек Новак",
        ),
        ("Депутат Анна Ковальская спросила министра Марека Новака о росте. Тот ответил, что рост 5%.", None),
        ("«Рост 5% это мало, — считает Марек Новак, — но дело не в этом».", "Марек Новак"),
        ("«Рост мал, — считает Марек Новак, — но 5% это не ноль».", "Марек Новак"),
        ("Марек Новак считает рост на 5% успехом.", "Марек Новак"),
        ("По подсчётам Марека Новака, рост 5%.", "Марек Новак"),
        ("По мнению экспертов, рост 5%.", None),
        ("Согласно отчёту, который представил Марек Новак, рост 5%.", None),
        ("Рост на 5% подтвердили в Минторге.", None),
        ("Марек Новак встретился с Иваном Петровым. Рост на 5% подтвердили обе стороны.", None),
        ("Марек Новак сообщил о росте. Рост на 5% подтверждают и в Минске.", None),
        ("Марек Новак (посол Польши): рост 5%.", None),
        ("Вопрос: Какой рост?\nМарек Новак: Рост 5%.\nВопрос: А экспорт?\nМарек Новак: Тоже.", "Марек Новак"),
        ("М. Новак: Рост 5%.\nПосол Польши Марек Новак приехал в пятницу.", "Марек Новак"),
        ("Хосе Мануэль Гарсия, посол Испании, отметил рост на 5%.", "Хосе Мануэль Гарсия"),
        ("Рост на 5%, отметил глава МИД Ирана.", None),
        ("Рост на 5% отметил О'Нил.", None),
        ("По словам Жанны Оразбаевой, рост 5%.", "Жанна Оразбаева"),
        ("Об этом сообщила начальница управления Гульнара Тастемир: рост 5%.", "Гульнара Тастемир"),
    ],
)
def test_whose_growth_of_five_per_cent_it_is(text: str, speaker: str | None) -> None:
    start = text.index("5%")
    assert attribute(text, label_lines(text), None).speaker_of(start).speaker == speaker
