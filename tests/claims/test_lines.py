from sverka.claims.lines import label_lines
from sverka.vocabulary.statement import Line, LineLabel


def labelled(text, hints=()):
    return [(line.label.value, text[line.start : line.end]) for line in label_lines(text, hints)]


STORY = "Товарооборот Аркадии и Борнии вырос на треть, сказал посол Борнии в Аркадии."
MORE = "Экспорт составил 95,5 млн долларов, импорт – 508,6 млн долларов."


def test_a_story_stands_between_its_head_and_its_teasers():
    text = "\n".join(
        [
            "Новости Аркадии | Telegram | VK",
            "Информационный портал - самые свежие новости",
            "Торговля Аркадии с Борнией выросла",
            "29.09.2016 политика",
            STORY,
            MORE,
            "Борния открывает новую эру партнерства с соседями",
            "Накануне визита вышла статья президента Борнии о дружбе, торговле и ...",
            "  • 11.11.2025",
            "Несуществующие квартиры сдавал житель столицы",
            "Полученные деньги мужчина тратил на азартные игры.",
            "  • 07.11.2025",
        ]
    )
    assert [label for label, _ in labelled(text)] == [
        *("furniture", "furniture", "title", "furniture", "body", "body"),
        *["furniture"] * 6,
    ]


def test_a_line_keeps_its_indent_and_loses_its_trailing_space():
    assert label_lines("  • 11.11.2025 \n\n") == (Line(0, 14, LineLabel.FURNITURE),)


def test_a_paragraph_is_not_dropped_for_being_short_or_beginning_with_a_date():
    text = "\n".join(["Торговля выросла", STORY, "4 марта посол уехал.", "Это 2,35 трлн рублей.", MORE])
    assert [label for label, _ in labelled(text)] == ["title", "body", "body", "body", "body"]


def test_a_block_of_links_in_the_middle_does_not_end_the_story():
    text = "\n".join([STORY, "Читайте также:", "Экспорт муки в Целию вырос", "03.11.2025", MORE, STORY])
    assert [label for label, _ in labelled(text)] == [
        *("body", "furniture", "furniture", "furniture", "body", "body")
    ]


def test_a_subheading_and_an_announced_list_belong_to_the_story():
    text = "\n".join(
        [STORY, "Что продают друг другу", "Главные товары года таковы:", "– тракторы", "– зерно, 5 тыс. тонн"]
    )
    assert {label for label, _ in labelled(text)} == {"body"}


def test_captions_that_repeat_are_furniture():
    text = "\n".join(["Посол предсказал рекорд торговли", "Иван Иванов", "Иван Иванов", STORY, MORE])
    assert [label for label, _ in labelled(text)][:3] == ["title", "furniture", "furniture"]


def test_a_lede_under_the_title_is_read():
    lede = "Две страны намерены довести товарооборот до миллиарда долларов"
    assert ("body", lede) in labelled("\n".join(["Визит посла Борнии", lede, STORY]))


def test_a_pointer_to_another_story_is_furniture_and_one_to_this_is_not():
    away = "Ранее сообщалось, что целийские банки закрылись."
    here = "Ранее сообщалось, что товарооборот Аркадии и Борнии упал на треть."
    assert labelled("\n".join([STORY, MORE, away]))[-1] == ("furniture", away)
    assert labelled("\n".join([STORY, MORE, here]))[-1] == ("body", here)


def test_all_under_the_readers_remarks_is_furniture():
    text = "\n".join([STORY, MORE, "Комментарии (3)", "Алишер: а пошлины всё равно 15 процентов, чему радоваться."])
    assert [label for label, _ in labelled(text)] == ["body", "body", "furniture", "furniture"]


def test_a_conversation_is_body_to_its_last_word():
    text = "\n".join([STORY, "– Это много?", "– Немного, 139 млн.", "– Спасибо!", "Теги: торговля"])
    assert [label for label, _ in labelled(text)] == [*["body"] * 4, "furniture"]


def test_the_markup_decides_where_it_speaks():
    text = "\n".join(["Торговля выросла", "Рост есть", STORY, "Рубрика дня"])
    ends = [0, 17, 27, 27 + len(STORY) + 1]
    hints = (
        Line(ends[0], 16, LineLabel.FURNITURE),
        Line(ends[1], 26, LineLabel.TITLE),
        Line(ends[3], len(text), LineLabel.BODY),
    )
    assert [label for label, _ in labelled(text, hints)] == ["furniture", "title", "body", "body"]


def test_a_text_of_headlines_alone_is_a_title_and_a_body():
    assert [label for label, _ in labelled("Торговля выросла\nОборот – миллиард")] == ["title", "body"]
    assert labelled("") == []
