"""A Word package for a briefing: our styles, settings and list, real footnotes, the same bytes every time."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

TEXT_WIDTH = Mm(166)
_SIDE, _TOP, _BOTTOM = Mm(22), Mm(22), Mm(24)
_EDGE = Mm(11)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
# What python-docx's own template brings and a briefing does not want: a picture of another document,
# a second set of styles, data of a bibliography.
_UNWANTED = frozenset(
    {
        RT.THUMBNAIL,
        RT.CUSTOM_XML,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    }
)


def open_package(language: str) -> Document:
    """Return an empty A4 document in our styles, all its text marked as `language` ("kk-KZ")."""
    document = docx.Document()
    for part in (document.part.package, document.part):
        for name in [name for name, rel in part.rels.items() if rel.reltype in _UNWANTED]:
            del part.rels[name]
    styles = document.styles.element
    _fill(styles, "briefing_styles.xml")
    for element in styles.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
        element.set(qn("w:eastAsia"), language)
    _fill(document.part.numbering_part.element, "briefing_numbering.xml")
    _fill(document.settings.element, "briefing_settings.xml")
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), language)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = _SIDE
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.header_distance = section.footer_distance = _EDGE
    return document


def add_footnotes(document: Document, texts: Sequence[str]) -> None:
    """Add the part that holds the footnotes, numbered from 1 in the order of `texts`.

    Word wants the two separators in it, under the numbers that the settings name, and refuses a note's
    mark inside them.
    """
    part = document.part
    notes = parse_xml(_template("briefing_footnotes.xml"))
    for number, text in enumerate(texts, 1):
        notes.append(_footnote(document, number, text))
    found = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, notes, part.package)
    part.relate_to(found, RT.FOOTNOTES)


def packed(document: Document) -> bytes:
    """Return the document's bytes, without the time of day in them."""
    saved = BytesIO()
    document.save(saved)
    result = BytesIO()
    with ZipFile(saved) as found, ZipFile(result, "w", ZIP_DEFLATED) as written:
        for info in found.infolist():
            written.writestr(ZipInfo(info.filename, _EARLIEST), found.read(info), ZIP_DEFLATED)
    return result.getvalue()


def _fill(element: BaseOxmlElement, template: str) -> None:
    element.clear()
    for child in parse_xml(_template(template)):
        element.append(child)


def _template(name: str) -> bytes:
    return (files("sverka.dossier") / "templates" / name).read_bytes()


def _footnote(document: Document, number: int, text: str) -> BaseOxmlElement:
    """Write a note: its mark, a space, its words."""
    paragraph: Paragraph = document.add_paragraph(style="footnote text")
    mark = paragraph.add_run(style="footnote reference")
    mark._r.append(parse_xml(f'<w:footnoteRef xmlns:w="{_W}"/>'))  # noqa: SLF001 - python-docx has no name for it
    paragraph.add_run(f" {text}")
    note: BaseOxmlElement = parse_xml(f'<w:footnote xmlns:w="{_W}" w:id="{number}"/>')
    note.append(paragraph._p)  # noqa: SLF001 - moved out of the text into the note
    return note


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
