from datetime import date

import pytest

from sverka.claims.page.html import Page, is_html, read_page
from sverka.claims.page.lines import label_lines

PAGE = """<!DOCTYPE html><html lang="ru"><head><title>Сайт</title>{meta}<style>p {{}}</style></head><body>
<nav><ul><li>Политика<li>Экономика</ul></nav>
<main><article><header><h1>Торговля <em>выросла</em></h1>{time}</header>
<figure><img src="a.jpg"><figcaption>Встреча в Борнграде, где говорили о торговле</figcaption></figure>
<p>Товарооборот <b>Аркадии</b> и <a href="b">Борнии</a> вырос на 5%,<br>сказал посол.</p>
<aside class="related"><h3>Читайте также</h3><p>Другая новость вышла.</p>
<time datetime="2025-01-01"></time></aside>
<p>Экспорт вырос</p><script>var a = 1;</script></article></main>
<article class="teaser"><h2>Прочее</h2><p>Слон ушёл.</p><time datetime="2025-02-02"></time></article>
<footer>О сайте</footer></body></html>"""


def page(meta: str = "", time: str = "") -> Page:
    return read_page(PAGE.format(meta=meta, time=time))


def test_a_page_becomes_lines_with_its_story_told_from_its_furniture() -> None:
    read = page()
    lines = label_lines(read.text, read.labels)
    assert [(line.label.value, read.text[line.start : line.end]) for line in lines] == [
        ("furniture", "Политика"),
        ("furniture", "Экономика"),
        ("title", "Торговля выросла"),
        ("furniture", "Встреча в Борнграде, где говорили о торговле"),
        ("body", "Товарооборот Аркадии и Борнии вырос на 5%, сказал посол."),
        ("furniture", "Читайте также"),
        ("furniture", "Другая новость вышла."),
        ("body", "Экспорт вырос"),
        ("furniture", "Прочее"),
        ("furniture", "Слон ушёл."),
        ("furniture", "О сайте"),
    ]  # fmt: skip
    assert read.title == "Торговля выросла"


STORY = '{"@type": "NewsArticle", "headline": "Торговля выросла", "datePublished": "2024-03-04T10:00"}'
OTHER = '{"@type": "NewsArticle", "headline": "Прочее", "datePublished": "2025-02-02"}'
LIST = '{"@type": "ItemList", "itemListElement": [{"@type": "Article", "datePublished": "2025-02-02"}]}'


@pytest.mark.parametrize(
    ("meta", "time"),
    [
        ('<meta property="article:published_time" content="2024-03-04T10:00:00+03:00">', ""),
        (f'<script type="application/ld+json">{STORY}</script>', ""),
        (f'<script type="application/ld+json">{{"@graph": [{STORY}]}}</script>', ""),
        (f'<script type="application/ld+json">[{STORY}, {OTHER}, {LIST}]</script>', ""),
        ("", '<span itemprop="datePublished" content="2024-03-04">4 марта</span>'),
        ("", '<time datetime="2024-03-04T10:00">вчера</time>'),
        ("", "<time>4 марта 2024, 10:00</time>"),
    ],
)
def test_a_page_states_its_own_date(meta: str, time: str) -> None:
    assert page(meta, time).published_on == date(2024, 3, 4)


@pytest.mark.parametrize(
    "meta",
    [
        "",
        f'<script type="application/ld+json">{LIST}</script>',
        "<script type='application/ld+json'>{</script>",
    ],
)
def test_the_date_of_a_related_item_is_not_the_pages(meta: str) -> None:
    assert page(meta).published_on is None


def test_a_class_name_that_holds_the_whole_story_is_not_believed() -> None:
    read = read_page('<body><div class="sidebar"><p>Товарооборот вырос на 5%, сказал посол.</p></div></body>')
    assert [line.label.value for line in label_lines(read.text, read.labels)] == ["body"]


def test_two_line_breaks_divide_paragraphs_and_one_inside_a_sentence_does_not() -> None:
    assert (
        read_page("<div>Оборот<br>вырос.<br><br>Экспорт<br><br>упал.</div>").text
        == "Оборот вырос.\nЭкспорт\nупал."
    )


def test_deep_and_empty_pages_are_read() -> None:
    assert read_page("<div>" * 3000 + "Оборот").text == "Оборот"
    assert read_page("").text == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (PAGE, True),
        ("\n<!-- saved -->\n<html>", True),
        ("<p>Оборот вырос.</p>", True),
        ("Оборот <b>вырос</b>.", False),
        ("< 5% роста", False),
        ("", False),
    ],
)
def test_a_page_is_known_by_its_beginning(text: str, html: bool) -> None:
    assert is_html(text) is html
