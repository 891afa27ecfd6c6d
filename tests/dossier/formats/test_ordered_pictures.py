"""Pictures are ordered once, as soon as their section is there, and the page takes what was drawn."""

from concurrent.futures import Future
from typing import Any

from tests.dossier.formats.fictional_outline import outline
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.formats.html import write_html
from sverka.dossier.formats.ordered_pictures import OrderedPictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><path d="M1 {}"/></svg>'


def drawn(number: int) -> Future[str]:
    found: Future[str] = Future()
    found.set_result(SVG.format(number))
    return found


def test_a_picture_is_drawn_once_before_the_page_is_written() -> None:
    asked: list[dict[str, Any]] = []

    def order(specification: dict[str, Any]) -> Future[str]:
        asked.append(specification)
        return drawn(len(asked))

    words, document = fictional_language("en"), outline()
    pictures = OrderedPictures(words, order)
    for section in document.sections:
        pictures.order(section)
    before = len(asked)
    page = write_html(document, words, pictures)
    assert before == len(asked) > 0
    assert all(f'd="M1 {number + 1}"' in page for number in range(before))


def test_what_was_not_ordered_before_is_ordered_by_the_page() -> None:
    asked: list[dict[str, Any]] = []

    def order(specification: dict[str, Any]) -> Future[str]:
        asked.append(specification)
        return drawn(7)

    page = write_html(outline(), fictional_language("en"), OrderedPictures(fictional_language("en"), order))
    assert asked
    assert 'd="M1 7"' in page
