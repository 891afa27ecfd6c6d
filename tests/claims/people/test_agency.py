"""Where a page says that it has its story from."""

import pytest

from sverka.claims.page.lines import label_lines
from sverka.claims.people.agency import agency_of

STORIES = [
    ("ru", "На развитие торговли настроен президент, передает наш сайт со ссылкой на БЕЛТА.", "БЕЛТА"),
    ("ru", "Об этом пишет редакция, ссылаясь на агентство БЕЛТА.", "БЕЛТА"),
    ("ru", "Товарооборот вырос на 5%, передает РИА «Новости».", "РИА «Новости»"),
    ("ru", "Торговля выросла на 20%, пишет Zakon.kz.", "Zakon.kz"),
    ("ru", "Стороны обсудили торговлю, сообщает пресс-служба президента.", "пресс-служба президента"),
    ("ru", "Об этом сообщает наш корреспондент из Минска, где прошла встреча.", None),
    ("ru", "Цель недостижима, пишет главный экономист банка Анна Вересаева в обзоре.", None),
    ("en", "Trade grew by a third last year, BELTA reports.", "BELTA"),
    (
        "en",
        "Trade grew last year, the newspaper writes, citing the State Customs Committee.",
        "State Customs Committee",
    ),
    ("en", "The minister reported that trade grew last year.", None),
]


@pytest.mark.parametrize(("lang", "story", "agency"), STORIES)
def test_the_agency_is_named_as_the_page_names_it(lang: str, story: str, agency: str | None) -> None:
    assert agency_of(story, label_lines(story), lang) == agency
