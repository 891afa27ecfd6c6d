from collections.abc import Sequence

from sverka.claims.page.lines import label_lines
from sverka.vocabulary.statement import Line, LineLabel


def labelled(text: str, hints: Sequence[Line] = ()) -> list[tuple[str, str]]:
    return [(line.label.value, text[line.start : line.end]) for line in label_lines(text, hints)]


STORY = "Товарооборот Аркадии и Борнии вырос на треть, сказал посол Борнии в Аркадии."
MORE = "Экспорт составил 95,5 млн долларов, импорт – 508,6 млн долларов."


def test_a_story_stands_between_its_head_and_its_teasers() -> None:
    text = (
        "Новости Аркадии | Telegram | VK\n"
        "Информационный портал - самые свежие новости\n"
        "Торговля Аркадии с Борнией выросла\n"
        "29.09.2016 политика\n"
        f"{STORY}\n"
        f"{MORE}\n"
        "Борния открывает новую эру партнерства с соседями\n"
        "Накануне визита вышла статья президента Борнии о дружбе, торговле и ...\n"
        "  • 11.11.2025\n"
        "Несуществующие квартиры сдавал житель столицы\n"
        "Полученные деньги мужчина тратил на азартные игры.\n"
        "  • 07.11.2025\n"
    )
    assert [label for label, _ in labelled(text)] == [
        *("furniture", "furniture", "title", "furniture", "body", "body"),
        *["furniture"] * 6,
    ]


def test_a_line_keeps_its_indent_and_loses_its_trailing_space() -> None:
    assert label_lines("  • 11.11.2025 \n\n") == (Line(0, 14, LineLabel.FURNITURE),)


def test_a_paragraph_is_not_dropped_for_being_short_or_beginning_with_a_date() -> None:
    text = f"Торговля выросла\n{STORY}\n4 марта посол уехал.\nЭто 2,35 трлн рублей.\n{MORE}"
    assert [label for label, _ in labelled(text)] == ["title", "body", "body", "body", "body"]


def test_a_block_of_links_in_the_middle_does_not_end_the_story() -> None:
    text = f"{STORY}\nЧитайте также:\nЭкспорт муки в Целию вырос\n03.11.2025\n{MORE}\n{STORY}"
    assert [label for label, _ in labelled(text)] == [
        *("body", "furniture", "furniture", "furniture", "body", "body")
    ]


def test_a_subheading_and_an_announced_list_belong_to_the_story() -> None:
    text = f"{STORY}\nЧто продают друг другу\nГлавные товары года таковы:\n– тракторы\n– зерно, 5 тыс. тонн"
    assert {label for label, _ in labelled(text)} == {"body"}


def test_captions_that_repeat_are_furniture() -> None:
    text = f"Посол предсказал рекорд торговли\nИван Иванов\nИван Иванов\n{STORY}\n{MORE}"
    assert [label for label, _ in labelled(text)][:3] == ["title", "furniture", "furniture"]


def test_a_lede_under_the_title_is_read() -> None:
    lede = "Две страны намерены довести товарооборот до миллиарда долларов"
    assert ("body", lede) in labelled(f"Визит посла Борнии\n{lede}\n{STORY}")


def test_a_pointer_to_another_story_is_furniture_and_one_to_this_is_not() -> None:
    away = "Ранее сообщалось, что целийские банки закрылись."
    here = "Ранее сообщалось, что товарооборот Аркадии и Борнии упал на треть."
    assert labelled(f"{STORY}\n{MORE}\n{away}")[-1] == ("furniture", away)
    assert labelled(f"{STORY}\n{MORE}\n{here}")[-1] == ("body", here)


def test_all_under_the_readers_remarks_is_furniture() -> None:
    text = f"{STORY}\n{MORE}\nКомментарии (3)\nАлишер: а пошлины всё равно 15 процентов, чему радоваться."
    assert [label for label, _ in labelled(text)] == ["body", "body", "furniture", "furniture"]


def test_a_conversation_is_body_to_its_last_word() -> None:
    text = f"{STORY}\n– Это много?\n– Немного, 139 млн.\n– Спасибо!\nТеги: торговля"
    assert [label for label, _ in labelled(text)] == [*["body"] * 4, "furniture"]


def test_the_markup_decides_where_it_speaks() -> None:
    text = f"Торговля выросла\nРост есть\n{STORY}\nРубрика дня"
    ends = [0, 17, 27, 27 + len(STORY) + 1]
    hints = (
        Line(ends[0], 16, LineLabel.FURNITURE),
        Line(ends[1], 26, LineLabel.TITLE),
        Line(ends[3], len(text), LineLabel.BODY),
    )
    assert [label for label, _ in labelled(text, hints)] == ["furniture", "title", "body", "body"]


def test_a_text_of_headlines_alone_is_a_title_and_a_body() -> None:
    assert [label for label, _ in labelled("Торговля выросла\nОборот – миллиард")] == ["title", "body"]
    assert labelled("") == []


def test_a_headline_can_be_a_question() -> None:
    text = f"Что продает Аркадия соседям?\n12 марта 2024\nМария Иванова\n{STORY}"
    assert [label for label, _ in labelled(text)] == ["title", "furniture", "furniture", "body"]


def test_a_last_paragraph_without_its_stop_is_kept() -> None:
    text = f"{STORY}\nПосол отметил важность визита\nПо его словам, оборот достиг миллиарда долларов\nПечать"
    assert [label for label, _ in labelled(text)] == ["body", "body", "body", "furniture"]
