import builtins
import re
from collections import Counter
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from tests.dossier.formats.fictional_outline import CARDS, HOSTILE, goods_table, hostile_outline, outline
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.formats.docx import WordNotInstalled, write_docx
from sverka.dossier.outline import figures_of
from sverka.dossier.words.language import LANGUAGES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REGIONS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ", "be": "be-BY"}


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, write_docx(outline(), fictional_language(request.param))


def part(data: bytes, name: str) -> Any:  # noqa: ANN401 - an element
    with ZipFile(BytesIO(data)) as found:
        return parse_xml(found.read(name))


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def words(element: Any) -> str:  # noqa: ANN401 - an element
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def notes(data: bytes) -> dict[int, str]:
    found = part(data, "word/footnotes.xml").findall(f"{W}footnote")
    return {int(note.get(f"{W}id")): words(note).strip() for note in found}


def test_every_number_in_the_text_has_a_footnote_that_says_where_it_comes_from() -> None:
    data = write_docx(outline(), fictional_language("en"))
    paragraph = next(found for found in opened(data).paragraphs if "33.3" in found.text)
    marks = [int(found.get(f"{W}id")) for found in paragraph._p.iter(f"{W}footnoteReference")]
    again = [found.text for found in paragraph._p.iter(f"{W}instrText")]
    # The sum, the other side's sum; the growth and the sum again come from the first one's place.
    assert marks == [1, 2]
    assert again == [" NOTEREF _RefNote1 \\f \\h "] * 2
    assert notes(data)[1] == (
        "ARL’s book · FOB + CIF · 2012 · Nobody, Almanac of Two Countries · accessed 1 January 2015"
    )
    assert "Bureau of Ports" in notes(data)[2]


def test_a_section_says_an_origin_once_and_the_next_section_says_it_again() -> None:
    found = notes(write_docx(outline(), fictional_language("en")))
    assert found[2] == found[4]
    assert len(set(found.values()) - {""}) == len(found) - 3  # the two separators, and that repetition


def test_the_footnotes_are_what_word_opens_without_repair(written: tuple[str, bytes]) -> None:
    _, data = written
    body, footnotes = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    kinds = {note.get(f"{W}id"): note.get(f"{W}type") for note in footnotes}
    assert (kinds.pop("-1"), kinds.pop("0")) == ("separator", "continuationSeparator")
    assert [found.get(f"{W}id") for found in body.iter(f"{W}footnoteReference")] == list(kinds)
    for note in footnotes:
        mark = list(note.iter(f"{W}footnoteRef"))
        assert len(mark) == (0 if note.get(f"{W}type") else 1)
    named = {found.get(f"{W}id") for found in part(data, "word/settings.xml").iter(f"{W}footnote")}
    assert named == {"-1", "0"}
    with ZipFile(BytesIO(data)) as package:
        types = package.read("[Content_Types].xml").decode()
        links = package.read("word/_rels/document.xml.rels").decode()
    assert types.count("wordprocessingml.footnotes+xml") == 1
    assert links.count("relationships/footnotes") == 1


def test_everything_that_is_pointed_at_is_there(written: tuple[str, bytes]) -> None:
    _, data = written
    body = part(data, "word/document.xml")
    bookmarks = Counter(found.get(f"{W}name") for found in body.iter(f"{W}bookmarkStart"))
    assert max(bookmarks.values()) == 1
    starts, ends = (
        [found.get(f"{W}id") for found in body.iter(f"{W}{tag}")] for tag in ("bookmarkStart", "bookmarkEnd")
    )
    assert len(set(starts)) == len(starts)
    assert sorted(starts) == sorted(ends)
    anchors = {found.get(f"{W}anchor") for found in body.iter(f"{W}hyperlink")} - {None}
    fields = {code for found in body.iter(f"{W}instrText") for code in re.findall("_RefNote\\d+", found.text)}
    assert anchors | fields <= set(bookmarks)
    styles = {found.get(f"{W}styleId") for found in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/footnotes.xml"):
        used = {
            found.get(f"{W}val")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for found in part(data, name).iter(f"{W}{tag}")
        }
        assert used <= styles
    with ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        for rels in [name for name in names if name.startswith("word/_rels/")]:
            for link in parse_xml(package.read(rels)):
                if link.get("TargetMode") != "External":
                    target = link.get("Target")
                    assert f"word/{target}" in names or target.removeprefix("../") in names
    known = set(re.findall('Id="(rId\\d+)"', _rels(data)))
    assert {value for found in body.iter() for key, value in found.items() if key.startswith(R)} <= known


def _rels(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as package:
        return package.read("word/_rels/document.xml.rels").decode()


def test_fields_begin_and_end(written: tuple[str, bytes]) -> None:
    kinds = Counter(
        found.get(f"{W}fldCharType") for found in part(written[1], "word/document.xml").iter(f"{W}fldChar")
    )
    assert kinds["begin"] == kinds["separate"] == kinds["end"] > 5


def test_headings_titles_and_lists_have_words_own_styles() -> None:
    document = opened(write_docx(outline(), fictional_language("en")))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(str(paragraph.style and paragraph.style.name), []).append(paragraph.text)
    assert by_style["Title"] == ["ARL and BED: trade in goods"]
    assert by_style["Heading 1"] == [
        "The page in one minute",
        "Turnover in both books",
        "What is traded",
        "Outlook",
        "Numbers behind the pictures",
        "Sources",
    ]
    assert by_style["List Bullet"][0] == "Ask about 2 missing years."
    assert by_style["Caption"][0] == "Table 1. Turnover by the books of ARL and BED"
    assert by_style["Missing"][0] == "Nothing is known about companies of BED."
    assert by_style["Command"] == ["sverka fetch bureau --pair ARL-BED", "sverka post bureau bureau.zip"]


def test_the_contents_list_every_heading_and_can_be_renewed(written: tuple[str, bytes]) -> None:
    body = part(written[1], "word/document.xml")
    contents = next(body.iter(f"{W}sdt"))
    entries = [words(found) for found in contents.iter(f"{W}hyperlink")]
    headings = [found.text for found in opened(written[1]).paragraphs if found.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert entries == headings
    assert 'TOC \\o "1-1"' in next(contents.iter(f"{W}instrText")).text


def test_tables_repeat_their_header_and_set_numbers_to_the_right() -> None:
    document = opened(write_docx(outline(), fictional_language("en")))
    assert len(document.tables) == 3  # two of the text, one behind the picture
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Briefing Table"
        rows = table._tbl.tr_lst
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert len(set(map(len, (row.tc_lst for row in rows)))) == 1
    goods = document.tables[1]
    assert [cell.paragraphs[0].style.name for cell in goods.rows[1].cells] == [
        "Table Text",
        *["Table Number"] * 4,
    ]
    assert [cell.text for cell in goods.rows[1].cells][1:] == [
        "$31.5\u00a0mn",
        "$4.2/kg",
        "1",
        "+21.5\u00a0%",
    ]
    assert len(goods.rows) == len(goods_table().rows) + 1


def test_notes_stand_below_a_table_and_a_gap_says_why() -> None:
    document = opened(write_docx(outline(), fictional_language("en")))
    years = document.tables[0]
    assert [cell.text for cell in years.rows[0].cells] == [
        "Year",
        "Book of ARLa",
        "Book of BEDb",
        "Differencec",
    ]
    assert [cell.text for cell in years.rows[4].cells] == ["2013", "…d", "$210\u00a0mn", "…e"]
    below = [found.text for found in document.paragraphs if found.style.name == "Table Note"]  # type: ignore[union-attr]
    assert below[1] == (
        "a\u00a0ARL’s book · FOB + CIF · 2010–2012, 2014 · Nobody, Almanac of Two Countries · "
        "accessed 1 January 2015"
    )
    assert "d\u00a0ARL has published nothing for 2013." in below


def test_every_figure_of_the_outline_is_noted() -> None:
    data = write_docx(outline(), fictional_language("en"))
    below = [found.text for found in opened(data).paragraphs if found.style.name == "Table Note"]  # type: ignore[union-attr]
    told = "\n".join([*notes(data).values(), *below])
    for figure in figures_of(outline()):
        card = CARDS[figure.origins[0].source]
        book = f"{figure.book}’s book" if figure.book else "reconciled from both books"
        lines = [line for line in told.splitlines() if book in line and card.title in line]
        assert lines, figure


def test_a_picture_has_alternative_text_and_its_source() -> None:
    document = opened(write_docx(outline(), fictional_language("ru")))
    (shape,) = document.inline_shapes
    assert "верхняя кончается на 250" in shape._inline.docPr.get("descr")
    assert shape.width == 5976000  # the width of the text, 166 mm
    at = next(i for i, found in enumerate(document.paragraphs) if found.text.startswith("Рисунок 1. "))
    assert document.paragraphs[at + 2].text.startswith("Источник: ")


def test_a_document_knows_its_language_and_title(written: tuple[str, bytes]) -> None:
    code, data = written
    language = next(part(data, "word/styles.xml").iter(f"{W}lang"))
    assert language.get(f"{W}val") == REGIONS[code]
    properties = opened(data).core_properties
    assert (properties.language, properties.author) == (REGIONS[code], "Sverka")
    assert properties.title == fictional_language(code).text(outline().title)
    assert properties.created.date() == outline().made_on


def test_pages_are_numbered_in_the_language() -> None:
    section = opened(write_docx(outline(), fictional_language("kk"))).sections[0]
    for footer in (section.footer, section.first_page_footer):
        codes = [found.text for found in footer.paragraphs[0]._p.iter(f"{W}instrText")]
        assert codes == [" NUMPAGES ", " PAGE "]  # "of 7 pages, page 1"
        assert footer.paragraphs[0].text == "1 беттің 1-беті"


def test_sources_lead_to_their_addresses() -> None:
    data = write_docx(outline(), fictional_language("en"))
    links = parse_xml(_rels(data).encode())
    outside = {link.get("Target") for link in links if link.get("TargetMode") == "External"}
    assert outside == {card.address for card in CARDS.values()}


def test_hostile_texts_stay_texts() -> None:
    data = write_docx(hostile_outline(), fictional_language("en"))
    document = opened(data)
    assert document.tables[0].rows[1].cells[0].text == HOSTILE[0]
    points = [found.text for found in document.paragraphs if found.style.name == "List Bullet"]  # type: ignore[union-attr]
    assert points[1:6] == list(HOSTILE[1:6])
    assert points[6] == "bell � null � escape � lone � end ��"
    assert "\u202e" not in "".join(points)
    assert points[8] == HOSTILE[8]
    outside = {link.get("Target") for link in parse_xml(_rels(data).encode()) if link.get("TargetMode")}
    assert not any(address.startswith("javascript") for address in outside)
    codes = [found.text for found in part(data, "word/document.xml").iter(f"{W}instrText")]
    assert not any("HYPERLINK" in code for code in codes)


def test_the_same_outline_gives_the_same_bytes(written: tuple[str, bytes]) -> None:
    code, data = written
    assert write_docx(outline(), fictional_language(code)) == data


def test_without_python_docx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:  # noqa: ANN401
        if name == "sverka.dossier.formats.docx_document":
            raise ModuleNotFoundError("No module named 'docx'", name="docx")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(WordNotInstalled, match=r"python-docx.*pip install 'sverka\[brief\]'.*--html"):
        write_docx(outline(drawn=False), fictional_language("en"))
