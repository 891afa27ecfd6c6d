"""Write a printed document's blocks into a Word document."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sverka.dossier.formats.clean_text import one_line
from sverka.dossier.formats.docx_marks import Marks, close_field, field, link_inside, link_outside, open_field
from sverka.dossier.formats.docx_package import TEXT_WIDTH, add_footnotes, open_package, packed
from sverka.dossier.formats.docx_table import write_caption, write_notes, write_table
from sverka.dossier.formats.printed import (
    Piece,
    Printed,
    PrintedBlock,
    PrintedLack,
    PrintedParagraph,
    PrintedPicture,
    PrintedPoints,
    PrintedSection,
    PrintedTable,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.section import _Footer, _Header
    from docx.text.paragraph import Paragraph

_REGIONS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ", "be": "be-BY"}
_LONGEST_PROPERTY = 255
_NUMBERS = {"\ue001": " PAGE ", "\ue002": " NUMPAGES "}
_CONTENTS = ' TOC \\o "1-1" \\h \\z \\u '


def write_document(printed: Printed, subject: str, page: str) -> bytes:
    """Return a Word document's bytes; `page` has U+E001 for the page's number and U+E002 for how many."""
    language = _REGIONS.get(printed.language, printed.language)
    writer = _Writer(open_package(language))
    writer.front(printed)
    for section in printed.sections:
        writer.section(section, printed.words["commands"])
    writer.back(printed)
    document = writer.document
    add_footnotes(document, printed.footnotes)
    _margins(document, printed.title, page)
    _properties(document, printed, subject, language)
    return packed(document)


class _Writer:
    """Writes blocks in order; headings and marks are numbered through the document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._marks = Marks()
        self._headings = 0

    def front(self, printed: Printed) -> None:
        """Write title, what the book holds, and the contents."""
        self.document.add_paragraph(printed.title, style="Title")
        for line in printed.lines:
            self.document.add_paragraph(line, style="Subtitle")
        titles = [section.title for section in printed.sections]
        self._contents(printed.words["contents"], [*titles, *self._sources_title(printed)])

    def section(self, section: PrintedSection, commands: str) -> None:
        """Write a heading and the blocks under it."""
        self._heading(section.title)
        if section.notes:
            write_notes(self.document, section.notes, "", self._marks)
        for block in section.blocks:
            self._block(block, commands)

    def back(self, printed: Printed) -> None:
        """Write the sources, and the command that writes the document again."""
        for title in self._sources_title(printed):
            self._heading(title)
        for source in printed.sources:
            paragraph = self.document.add_paragraph()
            paragraph.add_run(source.title).bold = True
            paragraph.add_run(f". {source.text} ")
            if source.address:
                link_outside(paragraph, source.address, source.address)
        asked = self.document.add_paragraph(printed.words["asked"], style="Table Note")
        asked.paragraph_format.keep_with_next = True
        self.document.add_paragraph(printed.asked, style="Command Line")

    def _sources_title(self, printed: Printed) -> list[str]:
        return [printed.words["sources"]] if printed.sources else []

    def _contents(self, title: str, entries: Sequence[str]) -> None:
        """Write the contents as Word's own field, filled with links: no page numbers until Word counts pages.

        A document that asks Word to fill its fields while it opens greets its reader with a warning.
        """
        self.document.add_paragraph(title, style="TOC Heading")
        paragraphs = [self.document.add_paragraph(style="toc 1") for _ in entries or ("",)]
        open_field(paragraphs[0], _CONTENTS)
        for number, (paragraph, entry) in enumerate(zip(paragraphs, entries, strict=False), 1):
            link_inside(paragraph, _heading_name(number), one_line(entry))
        close_field(paragraphs[-1])
        self._box_contents()

    def _box_contents(self) -> None:
        """Put the contents into the control that Word offers "Update table" on."""
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        paragraphs = [found._p for found in self.document.paragraphs]  # noqa: SLF001
        start = next(at for at, found in enumerate(paragraphs) if found.style == "TOCHeading")
        paragraphs[start].addprevious(control)
        for paragraph in paragraphs[start:]:
            control[-1].append(paragraph)

    def _heading(self, title: str) -> None:
        self._headings += 1
        heading = self.document.add_paragraph(one_line(title), style="Heading 1")
        self._marks.bookmark(heading, _heading_name(self._headings))

    def _block(self, block: PrintedBlock, commands: str) -> None:
        match block:
            case PrintedParagraph(pieces):
                self._prose(self.document.add_paragraph(), pieces)
            case PrintedPoints(items):
                for item in items:
                    self._prose(self.document.add_paragraph(style="List Bullet"), item)
            case PrintedTable():
                write_table(self.document, block, self._marks)
            case PrintedPicture():
                self._picture(block)
            case PrintedLack():
                self._lack(block, commands)

    def _prose(self, paragraph: Paragraph, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            paragraph.add_run(piece.text)
            if piece.note is None:
                continue
            if piece.again:
                self._marks.footnote_again(paragraph, piece.note)
            else:
                self._marks.footnote(paragraph, piece.note)

    def _picture(self, picture: PrintedPicture) -> None:
        write_caption(self.document, picture.label, picture.caption, "Figure_")
        paragraph = self.document.add_paragraph(style="Picture")
        image = picture.image if isinstance(picture.image, bytes) else picture.image.encode()
        shape = paragraph.add_run().add_picture(BytesIO(image), width=TEXT_WIDTH)
        settings = shape._inline.docPr  # noqa: SLF001 - python-docx has no name for alternative text
        settings.set("descr", picture.alt)
        settings.set("name", f"Figure {picture.label.number}")
        write_notes(self.document, picture.notes, "", self._marks)

    def _lack(self, lack: PrintedLack, commands: str) -> None:
        """Write a box of paragraphs: what is missing, then the commands that would bring it."""
        said = self.document.add_paragraph(style="Missing")
        self._prose(said, lack.pieces)
        last = said
        if lack.commands:
            self.document.add_paragraph(commands, style="Missing")
        for command in lack.commands:
            last = self.document.add_paragraph(command, style="Command")
        last.paragraph_format.keep_with_next = False


def _heading_name(number: int) -> str:
    return f"_Toc{number:08}"


def _margins(document: Document, title: str, page: str) -> None:
    """Head every page but the first with the title; number all of them."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = one_line(title)
    section.header.paragraphs[0].style = "Header"
    for footer in (section.footer, section.first_page_footer):
        _page_number(footer, page)


def _page_number(footer: _Footer | _Header, page: str) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    for part in re.split("([\ue001\ue002])", page):
        if part in _NUMBERS:
            field(paragraph, _NUMBERS[part], "1")
        elif part:
            paragraph.add_run(part)


def _properties(document: Document, printed: Printed, subject: str, language: str) -> None:
    properties = document.core_properties
    made = datetime.combine(printed.made_on, time(), tzinfo=UTC)
    properties.title = one_line(printed.title)[:_LONGEST_PROPERTY]
    properties.subject = subject
    properties.author = properties.last_modified_by = "Sverka"
    properties.comments = one_line(printed.asked)[:_LONGEST_PROPERTY]
    properties.language = language
    properties.created = properties.modified = made
    properties.revision = 1
