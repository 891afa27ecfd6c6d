"""Write an outline as a Word document: real styles, headings, footnotes, captions, a table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.formats import FormatNotInstalled
from sverka.dossier.formats.lay_out import lay_out
from sverka.dossier.outline import Sentence
from sverka.dossier.picture import draw_png

if TYPE_CHECKING:
    from sverka.dossier.outline import Outline
    from sverka.dossier.words.language import Words


class WordNotInstalled(FormatNotInstalled):
    """The package that writes Word documents is not there."""

    def __init__(self) -> None:
        super().__init__("A Word document", "python-docx", "--html writes a page that Word opens too")


def write_docx(outline: Outline, language: Words) -> bytes:
    """Write an outline for Word and LibreOffice; the same outline gives the same bytes.

    Each number in the text has a footnote; where a section says its origin again, the mark refers to the same
    note (NOTEREF). Numbers in tables have lettered notes under the table. Raises WordNotInstalled, and what
    drawing a picture raises.
    """
    try:
        from sverka.dossier.formats.docx_document import write_document  # noqa: PLC0415 - needs python-docx
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith(("docx", "lxml")):
            raise WordNotInstalled from error
        raise
    page = language.text(Sentence("documents.page", {"page": "\ue001", "pages": "\ue002"}))
    subject = language.text(Sentence("documents.subject"))
    return write_document(lay_out(outline, language, draw_png), subject, page)
