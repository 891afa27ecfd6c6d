import builtins
import ctypes
import re
from typing import Any

import msgspec
import pypdfium2 as pdfium
import pytest
import typst
from pypdfium2 import raw
from tests.dossier.formats.fictional_outline import (
    CARDS,
    figure,
    goods_table,
    hostile_outline,
    outline,
    say,
    years_table,
)
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.formats.pdf import PageNotSet, TypstNotInstalled, write_pdf
from sverka.dossier.outline import Outline, figures_of
from sverka.dossier.words.language import LANGUAGES


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, write_pdf(outline(), fictional_language(request.param))


def pages(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def text(data: bytes) -> str:
    """Return the words of all pages, white space drawn together: a line may break anywhere."""
    return " ".join(" ".join(pages(data)).split())


def tags(data: bytes) -> list[tuple[str, str]]:
    """Return the kinds of the tagged elements in order, each with its alternative text."""
    found: list[tuple[str, str]] = []
    with pdfium.PdfDocument(data) as document:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for at in range(raw.FPDF_StructTree_CountChildren(tree)):
                _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at), found)
            raw.FPDF_StructTree_Close(tree)
    return found


def _walk(element: Any, found: list[tuple[str, str]]) -> None:  # noqa: ANN401 - a pointer
    if not element:
        return
    kind, alt = (
        _told(element, ask) for ask in (raw.FPDF_StructElement_GetType, raw.FPDF_StructElement_GetAltText)
    )
    found.append((kind, alt))
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        _walk(raw.FPDF_StructElement_GetChildAtIndex(element, at), found)


def _told(element: Any, ask: Any) -> str:  # noqa: ANN401 - a pointer, a function of the library
    size = ask(element, None, 0)
    held = ctypes.create_string_buffer(size)
    ask(element, held, size)
    return held.raw[: max(size - 2, 0)].decode("utf-16-le")


def test_it_is_pdf_ua_with_title_and_language(written: tuple[str, bytes]) -> None:
    code, data = written
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    with pdfium.PdfDocument(data) as document:
        assert document.get_metadata_value("Title") == fictional_language(code).text(outline().title)
        assert document.get_metadata_value("Author") == "Sverka"
        assert raw.FPDFCatalog_IsTagged(document)
        size = raw.FPDFCatalog_GetLanguage(document, None, 0)
        held = ctypes.create_string_buffer(size * 2)
        raw.FPDFCatalog_GetLanguage(document, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size * 2)
        assert held.raw[: size - 2].decode("utf-16-le") == code


def test_tables_headings_notes_and_pictures_are_tagged() -> None:
    found = tags(write_pdf(outline(), fictional_language("en")))
    kinds = [kind for kind, _ in found]
    assert kinds.count("Table") == 3
    assert kinds.count("TH") == 4 + 5 + 4
    assert kinds.count("TD") == 5 * 4 + 4 * 5 + 5 * 4
    assert kinds.count("H1") + kinds.count("H2") >= 6
    assert kinds.count("Note") == 4
    assert [alt for kind, alt in found if kind == "Figure"] == [
        "Two lines that meet in 2010 and 2012; the higher ends at 250\u00a0million dollars."
    ]


def test_the_letters_of_the_four_languages_can_be_read_back(written: tuple[str, bytes]) -> None:
    code, data = written
    said = text(data)
    for section in outline().sections:
        assert fictional_language(code).text(section.title) in said


def test_kazakh_and_belarusian_letters_are_in_the_bundled_typeface() -> None:
    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЎўЁё"
    found = msgspec.structs.replace(outline(drawn=False), title=say("quoted", text=letters))
    assert letters in text(write_pdf(found, fictional_language("kk")))


def test_notes_say_where_every_figure_comes_from() -> None:
    said = text(write_pdf(outline(), fictional_language("en")))
    assert said.count("ARL’s book · FOB + CIF · 2012 · Nobody, Almanac of Two Countries · accessed") >= 2
    assert "ARL’s book · FOB + CIF · 2010–2012, 2014 · Nobody, Almanac of Two Countries" in said
    for shown in figures_of(outline()):
        book = f"{shown.book}’s book" if shown.book else "reconciled from both books"
        assert re.search(f"{book} · [^·]+ · [^·]+ · [^·]*{CARDS[shown.origins[0].source].title}", said), shown


def test_a_note_said_again_in_a_section_keeps_its_number() -> None:
    said = text(write_pdf(outline(), fictional_language("en")))
    assert re.search(r"That is \+33\.3\s%1 more than a year before; 200 million dollars1 in all", said)
    assert "200 million dollars4." in said  # the next section says the origin again, under a new number


def test_words_of_tables_and_pages_are_the_languages_own(written: tuple[str, bytes]) -> None:
    code, data = written
    expected = {
        "en": ("Table 1.", "Figure 1.", "Page 1 of 3", "Contents", "Sources"),
        "ru": ("Таблица 1.", "Рисунок 1.", "Страница 1 из 3", "Содержание", "Источники"),
        "kk": ("1-кесте.", "1-сурет.", "3 беттің 1-беті", "Мазмұны", "Дереккөздер"),
        "be": ("Табліца 1.", "Малюнак 1.", "Старонка 1 з 3", "Змест", "Крыніцы"),
    }
    said = text(data)
    for word in expected[code]:
        assert word in said
    assert len(pages(data)) == 3


def long_outline(rows: int) -> Outline:
    table = years_table()
    table = msgspec.structs.replace(table, rows=table.rows * (rows // len(table.rows)))
    section = msgspec.structs.replace(outline().sections[1], blocks=(table, goods_table()))
    return msgspec.structs.replace(outline(), sections=(section,))


def test_a_long_table_runs_over_pages_and_repeats_its_header() -> None:
    found = pages(write_pdf(long_outline(150), fictional_language("en")))
    assert sum("Book of ARL" in page for page in found) >= 4
    assert all(len(page) > 300 for page in found[:-1])  # no page is left empty before the table


def test_hostile_texts_stay_texts() -> None:
    said = text(write_pdf(hostile_outline(), fictional_language("en")))
    for part in ('#import "x.typ"', "#panic()", '=HYPERLINK("https://example.org","click")', "<w:p><w:r>"):
        assert part in said
    assert "{name} %s ${x} {{y}}" in said
    assert "bell � null � escape" in said


def test_what_no_font_has_becomes_a_box_and_the_rest_stays() -> None:
    rare = "\U00010330 Сауда"  # a Gothic letter
    found = msgspec.structs.replace(outline(drawn=False), title=say("quoted", text=rare))
    said = text(write_pdf(found, fictional_language("kk")))
    assert "Сауда" in said
    assert "\u25a1" in said or "\U00010330" in said


def test_every_character_that_is_kept_can_be_set() -> None:
    """The ranges of what the bundled typeface holds hold on this release of typst."""
    from sverka.dossier.formats import pdf

    outside = pdf._OUTSIDE
    kept = [
        chr(code) for code in range(0x21, 0x2600) if not outside.match(chr(code)) and chr(code).isprintable()
    ]
    assert {"Ә", "ў", "–", "’", "→", "°"} < set(kept)
    template = b'#set document(title: "x")\n#sys.inputs.text'
    typst.compile(
        template,
        sys_inputs={"text": " ".join(kept)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        format="pdf",
    )


def test_the_same_outline_gives_the_same_bytes(written: tuple[str, bytes]) -> None:
    code, data = written
    assert write_pdf(outline(), fictional_language(code)) == data


def test_a_number_that_is_none_is_a_gap() -> None:
    table = msgspec.structs.replace(years_table(), rows=((say("year"), *[figure(float("nan"), "2012")] * 3),))
    section = msgspec.structs.replace(outline().sections[1], blocks=(table,))
    said = text(write_pdf(msgspec.structs.replace(outline(), sections=(section,)), fictional_language("en")))
    assert "nan" not in said.lower()
    assert "There is no number here." in said


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:  # noqa: ANN401
        if name == "typst":
            raise ImportError
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(TypstNotInstalled, match=r"typst.*pip install 'sverka\[brief\]'.*--html"):
        write_pdf(outline(drawn=False), fictional_language("en"))


def test_what_typst_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise typst.TypstError("the page is full", "")

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(PageNotSet, match=r"the page is full.*--docx do not need typst"):
        write_pdf(outline(drawn=False), fictional_language("en"))
